"""What changed between two datasets: entities and statements added, gone and changed, by document.

Statements are compared by what they say, not by their IDs, for a corrected text gives all of its statements new ones:
of one document (by its path), the same subject, relation, object or measure, and role are one statement, which has
changed where its status, time or value has.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from pyoxigraph import Quad

from unionkg.graph.facts import Facts, chinese_labels
from unionkg.iris import term
from unionkg.store.dataset import Dataset
from unionkg.vocab import ENTITY_CLASSES

_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entity or statement that differs: `before` and `after` in words, None where it is absent, the newer quote.

    `change` is `added`, `gone` or `changed`.
    """

    change: str
    what: str
    before: str | None
    after: str | None
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Diff:
    """All differences: entities; documents by path and title; and under each path the statements, all sorted."""

    entities: tuple[Entry, ...]
    documents: tuple[Entry, ...]
    statements: Mapping[str, tuple[Entry, ...]]

    def __bool__(self) -> bool:
        return bool(self.entities or self.documents or self.statements)

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "entities": [asdict(entry) for entry in self.entities],
            "documents": [asdict(entry) for entry in self.documents],
            "statements": {path: [asdict(entry) for entry in found] for path, found in self.statements.items()},
        }


def compare(before: Dataset, after: Dataset) -> Diff:
    """Return what `after` has that `before` has not, and the other way round, in time linear in their size."""
    old, new = Facts(before.store), Facts(after.store)
    statements: dict[str, list[Entry]] = defaultdict(list)
    earlier, later = _statements(old), _statements(new)
    for key in sorted(earlier.keys() | later.keys()):
        path, *words = key
        statements[path] += _entries(" ".join(words), earlier.get(key, {}), later.get(key, {}))
    return Diff(
        entities=tuple(_compared(_entities(old), _entities(new))),
        documents=tuple(_compared(_documents(old), _documents(new))),
        statements={path: tuple(found) for path, found in statements.items() if found},
    )


def patch(before: Dataset, after: Dataset) -> Iterator[str]:
    """Yield the lines of an RDF Patch (https://afs.github.io/rdf-patch/) that makes `before` what `after` is.

    It is one transaction over the named graphs; lines are sorted.
    """
    old, new = set(before.data()), set(after.data())
    yield "TX ."
    yield from (f"D {_row(quad)} ." for quad in sorted(old - new, key=str))
    yield from (f"A {_row(quad)} ." for quad in sorted(new - old, key=str))
    yield "TC ."


def _row(quad: Quad) -> str:
    return f"{quad.subject} {quad.predicate} {quad.object} {quad.graph_name}"


def _compared(before: Mapping[str, tuple[str, str]], after: Mapping[str, tuple[str, str]]) -> Iterator[Entry]:
    """Yield what differs of things that have a name and more words, by what identifies them; sorted by name."""
    found = []
    for key in before.keys() | after.keys():
        one, other = before.get(key), after.get(key)
        if one == other:
            continue
        change = "added" if one is None else "gone" if other is None else "changed"
        name = (other or one or ("", ""))[0]
        found.append((name, key, Entry(change, name, one and _said(one), other and _said(other))))
    yield from (entry for _, _, entry in sorted(found, key=lambda item: item[:2]))


def _said(words: tuple[str, str]) -> str:
    return " ".join(filter(None, words))


def _entries(what: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Entry]:
    """Yield what differs of the statements of one key, given as what else they say and their quotes."""
    gone, new = sorted(before.keys() - after.keys()), sorted(after.keys() - before.keys())
    if len(gone) == len(new) == 1 and len(before) == len(after) == 1:
        yield Entry("changed", what, gone[0], new[0], after[new[0]])
        return
    yield from (Entry("gone", what, words, None, before[words]) for words in gone)
    yield from (Entry("added", what, None, words, after[words]) for words in new)


def _entities(facts: Facts) -> dict[str, tuple[str, str]]:
    """Return the name of each entity, and its type, kind and aliases."""
    labels, aliases, kinds = facts.one("skos:prefLabel"), facts.many("skos:altLabel"), facts.one("ukg:kind")
    names = chinese_labels()
    found = {}
    for curie in ENTITY_CLASSES.values():
        class_ = names.get(term(curie).value, curie)
        for iri in facts.of_class(curie):
            words = (class_, names.get(kinds.get(iri, ""), ""), "、".join(aliases.get(iri, ())))
            found[iri] = labels.get(iri, iri), f"({'; '.join(filter(None, words))})"
    return found


def _documents(facts: Facts) -> dict[str, tuple[str, str]]:
    """Return the title of each document and the start of its hash, by its path (with it where several share it)."""
    paths, titles, hashes = facts.one("ukg:path"), facts.one("schema:headline"), facts.one("ukg:sha256")
    taken = defaultdict(list)
    for iri in facts.of_class("schema:NewsArticle"):
        taken[paths[iri]].append(iri)
    return {
        path if len(iris) == 1 else f"{path} ({hashes[iri][:8]})": (titles[iri], f"[{path}, {hashes[iri][:8]}]")
        for path, iris in taken.items()
        for iri in iris
    }


def _statements(facts: Facts) -> dict[_Key, dict[str, str]]:
    """Return what each statement says beside its key, with its quote; keys begin with the path of the document."""
    names, labels, paths = chinese_labels(), facts.one("skos:prefLabel"), facts.one("ukg:path")
    parts = [
        facts.one(curie) for curie in ("prov:wasQuotedFrom", "rdf:subject", "rdf:predicate", "rdf:object", "ukg:role")
    ]
    modalities, measures = facts.one("ukg:modality"), facts.one("ukg:measure")
    values, units = facts.one("sdmx-measure:obsValue"), facts.one("sdmx-attribute:unitMeasure")
    places, starts, ends = (
        facts.one("sdmx-dimension:refArea"),
        facts.one("schema:startDate"),
        facts.one("schema:endDate"),
    )
    targets, selectors, exact = facts.many("oa:hasTarget"), facts.many("oa:hasSelector"), facts.one("oa:exact")
    found: dict[_Key, dict[str, str]] = defaultdict(dict)
    for stmt in facts.of_class("ukg:Statement"):
        document, subject, predicate, object_, role = (part.get(stmt, "") for part in parts)
        measured = (measures.get(object_), labels.get(places.get(object_, "")), units.get(object_))
        to = labels.get(object_) or " ".join(filter(None, measured))
        words = (labels.get(subject, ""), names.get(predicate, predicate), to, labels.get(role, ""))
        when = "–".join(dict.fromkeys(filter(None, (starts.get(stmt), ends.get(stmt)))))
        said = (names.get(modalities.get(stmt, ""), ""), values.get(object_), when)
        marks = (mark for target in targets.get(stmt, ()) for mark in selectors.get(target, ()))
        spans = sorted(exact[mark] for mark in marks if mark in exact)
        key = (paths.get(document, ""), *filter(None, words))
        found[key][" ".join(filter(None, said))] = spans[0] if spans else ""
    return found
