"""Reading of a store's default graph: a property whole, or a node at a time where the graph may be large."""

import functools
import tomllib
from collections.abc import Iterator
from typing import Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from unionkg.errors import ResourceError
from unionkg.graph.kinds import read_ontology
from unionkg.iris import term
from unionkg.resources import resource_dir
from unionkg.vocab import PREFIXES

# How many names and types are kept in memory.
_KEPT = 50_000
# All that is said of a subject: values by the IRI of the property, sorted.
About = dict[str, list[str]]
_LABELS = (NamedNode(PREFIXES["rdfs"] + "label"), term("skos:prefLabel"))


def local(iri: str) -> str:
    """Return what follows `/id/` in an IRI of data (`person/…`), or the IRI itself.

    >>> local("https://w3id.org/unionkg/id/person/1f")
    'person/1f'
    """
    return iri.rpartition("/id/")[2]


def tail(iri: str) -> str:
    """Return what follows the last `/` or `#`: the ID of a document or statement, the name of a property."""
    return iri.rpartition("#")[2].rpartition("/")[2]


class Facts:
    """The triples of a store's default graph by property, as strings: IRIs whole, literals by their value."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def many(self, curie: str) -> dict[str, list[str]]:
        """Return the values of a property by subject, sorted."""
        table: dict[str, list[str]] = {}
        for quad in self._store.quads_for_pattern(None, term(curie), None, DefaultGraph()):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                table.setdefault(quad.subject.value, []).append(quad.object.value)
        for values in table.values():
            values.sort()
        return table

    def one(self, curie: str) -> dict[str, str]:
        """Return one value of a property by subject: the smallest, where a subject has several."""
        return {subject: values[0] for subject, values in self.many(curie).items()}

    def of_class(self, curie: str) -> list[str]:
        """Return the IRIs of a class, sorted."""
        quads = self._store.quads_for_pattern(None, term("rdf:type"), term(curie), DefaultGraph())
        return sorted(quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode))


class Nodes:
    """The triples of a store's default graph by subject, as strings: IRIs whole, literals by their value.

    Nothing is kept but the names and types that were asked for last: memory does not grow with the store.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        one = functools.lru_cache(_KEPT)(self._one)
        self._kept_one, self._kept_type = one, functools.lru_cache(_KEPT)(self._type_of)

    def name(self, iri: str) -> str | None:
        """Return the preferred label of a subject."""
        return self._kept_one(iri, "skos:prefLabel")

    def headline(self, iri: str) -> str | None:
        """Return the title of a document."""
        return self._kept_one(iri, "schema:headline")

    def type_of(self, iri: str) -> str | None:
        """Return the type of the node that a subject becomes by `projection.toml`; None where it becomes none."""
        return self._kept_type(iri)

    def about(self, iri: str) -> About:
        """Return the values of a subject by the IRI of the property, sorted."""
        table: About = {}
        for quad in self._store.quads_for_pattern(NamedNode(iri), None, None, DefaultGraph()):
            if isinstance(quad.object, NamedNode | Literal):
                table.setdefault(quad.predicate.value, []).append(quad.object.value)
        for values in table.values():
            values.sort()
        return table

    def subjects(self, curie: str, object_: str | None = None) -> Iterator[str]:
        """Yield the IRI of each subject that has `object_`, or anything, as a value of a property; in no order."""
        value = None if object_ is None else NamedNode(object_)
        for quad in self._store.quads_for_pattern(None, term(curie), value, DefaultGraph()):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject.value

    def of_class(self, curie: str) -> Iterator[str]:
        """Yield the IRIs of a class, in no order."""
        yield from self.subjects("rdf:type", term(curie).value)

    def links(self, curie: str) -> Iterator[tuple[str, str]]:
        """Yield subject and object of each triple of a property whose object is an IRI, in no order."""
        for quad in self._store.quads_for_pattern(None, term(curie), None, DefaultGraph()):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
                yield quad.subject.value, quad.object.value

    def quote(self, evidence: str) -> tuple[str, int, int, str] | None:
        """Return the ID of an evidence's document, start, end and the quote; None where it lacks one of them."""
        found = self.about(evidence)
        selectors = [self.about(selector) for selector in values(found, "oa:hasSelector")]
        position = next((s for s in selectors if values(s, "oa:start") and values(s, "oa:end")), None)
        quote = next((s for s in selectors if values(s, "oa:exact")), None)
        source = first(found, "oa:hasSource")
        if position is None or quote is None or source is None:
            return None
        start, end = values(position, "oa:start")[0], values(position, "oa:end")[0]
        return tail(source), int(start), int(end), values(quote, "oa:exact")[0]

    def _one(self, iri: str, curie: str) -> str | None:
        return min(self._values(iri, curie), default=None)

    def _type_of(self, iri: str) -> str | None:
        classes = set(self._values(iri, "rdf:type"))
        types = [kind for class_, kind in rules()["nodes"].items() if term(class_).value in classes]
        return types[-1] if types else None

    def _values(self, iri: str, curie: str) -> Iterator[str]:
        try:
            subject = NamedNode(iri)
        except ValueError:  # a text, where a graph that came from elsewhere has no node
            return
        for quad in self._store.quads_for_pattern(subject, term(curie), None, DefaultGraph()):
            if isinstance(quad.object, NamedNode | Literal):
                yield quad.object.value


def values(about: About, curie: str) -> list[str]:
    """Return the values of a property of a subject, sorted."""
    return about.get(term(curie).value, [])


def first(about: About, curie: str) -> str | None:
    """Return the smallest value of a property of a subject; None where it has none."""
    return next(iter(values(about, curie)), None)


@functools.cache
def rules() -> dict[str, Any]:
    """Return `ontology/projection.toml`; raise ResourceError where it cannot be read."""
    path = resource_dir("ontology") / "projection.toml"
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ResourceError(f"{path.name} cannot be read: {error}.", offending=path) from error


@functools.cache
def chinese_labels() -> dict[str, str]:
    """Return the Chinese label of each class, property and concept of the ontology by its IRI."""
    quads = (*read_ontology("unionkg"), *read_ontology("concepts"))
    return {
        quad.subject.value: quad.object.value
        for quad in quads
        if quad.predicate in _LABELS and isinstance(quad.subject, NamedNode)
        if isinstance(quad.object, Literal) and quad.object.language == "zh"
    }
