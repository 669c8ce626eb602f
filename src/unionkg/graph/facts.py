"""Bulk reading of a store for the projection: each property once, whole; never a query a node."""

import functools
import tomllib
from typing import Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from unionkg.errors import ResourceError
from unionkg.graph.kinds import read_ontology
from unionkg.iris import term
from unionkg.resources import resource_dir
from unionkg.vocab import PREFIXES

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

    def quotes(self) -> dict[str, tuple[str, int, int, str]]:
        """Return for each evidence the ID of its document, start, end and the quote."""
        starts, ends, exact = self.one("oa:start"), self.one("oa:end"), self.one("oa:exact")
        sources = self.one("oa:hasSource")
        quotes = {}
        for evidence, selectors in self.many("oa:hasSelector").items():
            position = next((selector for selector in selectors if selector in starts and selector in ends), None)
            quote = next((selector for selector in selectors if selector in exact), None)
            if position and quote and evidence in sources:
                quotes[evidence] = tail(sources[evidence]), int(starts[position]), int(ends[position]), exact[quote]
        return quotes


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
