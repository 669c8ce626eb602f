"""One resource as RDF: what is asserted of it, and what is asserted with it as object."""

from collections.abc import Iterator

from pyoxigraph import DefaultGraph, NamedNode, Store, Triple

from unionkg.server.answer import Answer, RefusedError
from unionkg.server.negotiation import GRAPHS, choose
from unionkg.server.querying import Bounded, write_triples
from unionkg.server.session import Session


def describe_resource(session: Session, iri: str, accept: str) -> Answer:
    """Return the triples around `iri`, sorted.

    Raises:
        RefusedError: 404 unknown, 406 no such format, 413 too large.
    """
    media = choose(accept, GRAPHS)
    if media is None:
        raise RefusedError(406, f"A resource comes as text/html, {', '.join(GRAPHS)}.")
    triples = sorted(triples_around(session.dataset.store, iri), key=lambda t: tuple(map(str, t)))
    if not triples:
        raise RefusedError(404, f"The graph says nothing of {iri}.")
    out = Bounded(session.options.largest)
    write_triples(triples, out, GRAPHS[media])
    return Answer(out.getvalue(), f"{media}; charset=utf-8" if media.startswith("text/") else media)


def triples_around(store: Store, iri: str) -> Iterator[Triple]:
    """Yield the triples of the merge that have `iri` as subject or object; none where `iri` is malformed."""
    try:
        node = NamedNode(iri)
    except ValueError:
        return
    for quad in store.quads_for_pattern(node, None, None, DefaultGraph()):
        yield quad.triple
    for quad in store.quads_for_pattern(None, None, node, DefaultGraph()):
        if quad.subject != node:
            yield quad.triple
