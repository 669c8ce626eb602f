"""The part of a graph that one page shows, small enough to be projected when it is asked for."""

from collections.abc import Iterable, Iterator

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from unionkg.graph.facts import local
from unionkg.graph.projection import Projection, project
from unionkg.iris import term
from unionkg.vocab import ENTITY_TYPES

_MERGE = DefaultGraph()
_ENTITY_KINDS = frozenset(name.lower() for name in ENTITY_TYPES)
# What a page tells of an entity or an article that it only refers to.
_OF_ENTITY = tuple(map(term, ("rdf:type", "skos:prefLabel", "skos:altLabel", "ukg:kind", "ukg:pinyin")))
_READING = ("rdf:type", "schema:headline", "ukg:path", "schema:articleBody", "schema:publisher", "schema:datePublished")
_OF_DOCUMENT = tuple(map(term, _READING))


def around_entity(store: Store, iri: str) -> Projection:
    """Return the projection of the statements of which the entity `iri` is subject or object, with their articles.

    Time grows with the number of those statements, not with the graph.
    """
    node = NamedNode(iri)
    statements = {*_subjects(store, "rdf:subject", node), *_subjects(store, "rdf:object", node)}
    for observation in _subjects(store, "ukg:observationOf", node):
        statements.update(_subjects(store, "rdf:object", observation))
    part = Store()
    _copy(store, part, [node, *sorted(statements, key=str)])
    part.extend(store.quads_for_pattern(None, term("schema:mentions"), node, _MERGE))
    for document in _subjects(store, "schema:mentions", node):
        _copy(store, part, [document])
    return project(part)


def around_document(store: Store, iri: str) -> Projection:
    """Return the projection of the statements that the document `iri` makes."""
    node = NamedNode(iri)
    part = Store()
    _copy(store, part, [node, *sorted(_subjects(store, "prov:wasQuotedFrom", node), key=str)])
    return project(part)


def _subjects(store: Store, curie: str, object_: NamedNode) -> Iterator[NamedNode]:
    for quad in store.quads_for_pattern(None, term(curie), object_, _MERGE):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject


def _copy(store: Store, part: Store, roots: Iterable[NamedNode]) -> None:
    """Copy what `roots` say and whatever they lead to; entities and articles are copied without what they lead to."""
    waiting, seen = list(roots), set()
    while waiting:
        node = waiting.pop()
        kind, _, name = local(node.value).partition("/")
        if node in seen or not name or "/id/" not in node.value:
            continue
        seen.add(node)
        if kind in _ENTITY_KINDS or kind == "document":
            for predicate in _OF_ENTITY if kind in _ENTITY_KINDS else _OF_DOCUMENT:
                part.extend(_quads(store, node, predicate))
        else:
            quads = list(_quads(store, node, None))
            part.extend(quads)
            waiting.extend(quad.object for quad in quads if isinstance(quad.object, NamedNode))


def _quads(store: Store, node: NamedNode, predicate: NamedNode | None) -> Iterator[Quad]:
    return store.quads_for_pattern(node, predicate, None, _MERGE)
