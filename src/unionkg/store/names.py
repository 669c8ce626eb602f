"""From the name that a person types to the entity that it means."""

import difflib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from unionkg.errors import QueryError
from unionkg.iris import term
from unionkg.vocab import ENTITY_CLASSES

_SHOWN = 10
_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`]+|[a-z]+/[0-9a-f]{16}")


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """An entity that a name may mean: preferred label, type (a class of the vocabulary), IRI."""

    label: str
    type: str
    iri: str

    def __str__(self) -> str:
        return f"{self.label} ({self.type}) {self.iri}"


def find_entity(store: Store, name: str, types: Collection[str] = ()) -> NamedNode:
    """Return the entity of one of `types` (none given: any) whose IRI, preferred label or alias is `name`.

    `type/ID`, the end of an IRI, will do for one, and so will an IRI that was merged into it. Where no whole name fits,
    one that contains `name` is taken, if it is the only one.

    Raises:
        QueryError: no entity fits, or several do; the message lists them, or names that look alike.
    """
    # Bytes of a command line that are no UTF-8 arrive as lone surrogates, which no literal may hold.
    wanted = name.strip().encode("utf-8", "replace").decode()
    for iri in _iris(store, wanted):
        known = _candidate(store, iri, types)
        if known:
            return NamedNode(known.iri)
    for fitting in _fitting(store, wanted, types):
        if len(fitting) == 1:
            return NamedNode(fitting.pop().iri)
        if fitting:
            raise _ambiguous(name, sorted(fitting))
    raise _unknown(name, sorted({entity.label for entity in entities(store, types)}))


def entities(store: Store, types: Collection[str] = ()) -> Iterator[Candidate]:
    """Yield the entities of one of `types` (none given: all types), each once, in no order."""
    labels = dict(_values(store, "skos:prefLabel"))
    for entity_type in types or ENTITY_CLASSES:
        class_ = term(ENTITY_CLASSES[entity_type])
        for quad in store.quads_for_pattern(None, term("rdf:type"), class_, DefaultGraph()):
            if isinstance(quad.subject, NamedNode) and quad.subject.value in labels:
                yield Candidate(labels[quad.subject.value], entity_type, quad.subject.value)


def _fitting(store: Store, wanted: str, types: Collection[str]) -> Iterator[set[Candidate]]:
    """Yield the entities that fit, the best sort of fit first; only the last sort reads all names."""
    for curie in ("skos:prefLabel", "skos:altLabel"):
        exact = store.quads_for_pattern(None, term(curie), Literal(wanted, language="zh"), DefaultGraph())
        nodes = [quad.subject for quad in exact]
        yield set(filter(None, (_candidate(store, node.value, types) for node in nodes if isinstance(node, NamedNode))))
    if wanted:
        aliases = {iri for iri, alias in _values(store, "skos:altLabel") if wanted in alias}
        yield {entity for entity in entities(store, types) if wanted in entity.label or entity.iri in aliases}


def _iris(store: Store, wanted: str) -> Iterator[str]:
    """Yield the IRIs that a name which is one, or the end of one, may mean: its own, and that of what it is now."""
    if not _IRI.fullmatch(wanted):
        return
    if not wanted.startswith(("http:", "https:")):
        run = next(store.quads_for_pattern(None, term("prov:wasGeneratedBy"), None, DefaultGraph()), None)
        if run is None or not isinstance(run.object, NamedNode):
            return
        wanted = run.object.value.rpartition("/id/")[0] + "/id/" + wanted
    yield wanted
    for quad in store.quads_for_pattern(None, term("owl:sameAs"), NamedNode(wanted), DefaultGraph()):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject.value


def _candidate(store: Store, iri: str, types: Collection[str]) -> Candidate | None:
    """Return the entity with that IRI, None where there is none of these types."""
    try:
        node = NamedNode(iri)
    except ValueError:
        return None
    label = next(store.quads_for_pattern(node, term("skos:prefLabel"), None, DefaultGraph()), None)
    if label is None or not isinstance(label.object, Literal):
        return None
    classes = {quad.object for quad in store.quads_for_pattern(node, term("rdf:type"), None, DefaultGraph())}
    found = (name for name in types or ENTITY_CLASSES if term(ENTITY_CLASSES[name]) in classes)
    return next((Candidate(label.object.value, name, iri) for name in found), None)


def _values(store: Store, curie: str) -> Iterator[tuple[str, str]]:
    for quad in store.quads_for_pattern(None, term(curie), None, DefaultGraph()):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            yield quad.subject.value, quad.object.value


def _ambiguous(name: str, fitting: list[Candidate]) -> QueryError:
    listed = "\n".join(f"  {candidate}" for candidate in fitting[:_SHOWN])
    more = f"\n  … and {len(fitting) - _SHOWN} more" if len(fitting) > _SHOWN else ""
    return QueryError(
        f"{name!r} may mean {len(fitting)} things:\n{listed}{more}\n",
        offending=tuple(fitting),
        remedy="Give the full name of one of them, or its IRI.",
    )


def _unknown(name: str, labels: list[str]) -> QueryError:
    alike = difflib.get_close_matches(name, labels, n=5, cutoff=0.4)
    hint = f" Names that look alike: {'、'.join(alike)}." if alike else ""
    return QueryError(f"Nothing in the dataset is called {name!r}.{hint}", offending=name)
