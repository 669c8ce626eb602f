"""One SPARQL query, answered whole and within its limits, in the format that the client wants."""

import io
from collections.abc import Iterable, Mapping
from typing import IO, Any

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from unionkg.errors import QueryError
from unionkg.server.answer import Answer, RefusedError
from unionkg.server.limits import MIB
from unionkg.server.negation import without_not_exists
from unionkg.server.negotiation import GRAPHS, RESULTS, WORDS, choose
from unionkg.server.tokens import named_graphs_of
from unionkg.store.sparql import refuse_service, syntax_error
from unionkg.vocab import PREFIXES

RESULT_FORMATS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
GRAPH_FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
}
NOTICE_HEADER = "unionkg-notice"


def answer_query(
    store: Store,
    query: str,
    *,
    accept: str | None,
    default: Iterable[str] = (),
    named: Iterable[str] = (),
    largest: int,
    allow_service: bool = False,
) -> Answer:
    """Return the whole answer; `default` and `named` are the graphs of the protocol (none: those of the query).

    Raises:
        RefusedError: 400 malformed, 403 calls SERVICE, 406 no such format, 413 the answer exceeds `largest` bytes.
    """
    if not allow_service:
        try:
            refuse_service(query)
        except QueryError as error:
            raise RefusedError(403, f"{error} The server allows it when started with --allow-service.") from error
    faster, notice = without_not_exists(query)
    try:
        source, graphs = _dataset(store, query, list(default), list(named))
        result = source.query(faster, prefixes=PREFIXES, **graphs)
        body, media = _serialise(result, accept, largest)
    except SyntaxError as error:
        raise RefusedError(400, str(syntax_error(query, str(error)))) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise RefusedError(400, f"The query could not be answered: {error}.") from error
    return Answer(body, media, headers={NOTICE_HEADER: notice} if notice else {})


def _dataset(store: Store, query: str, default: list[str], named: list[str]) -> tuple[Store, Mapping[str, Any]]:
    """Return the store to ask and the graphs in it; the protocol's graphs win over those of the query (section 2.1.4).

    Several default graphs are merged in memory: Oxigraph's own union counts a triple once a graph (oxigraph#1920).
    """
    if not default and not named:
        default, named = named_graphs_of(query, PREFIXES) if "FROM" in query.upper() else ([], [])
        if len(set(default)) < 2:
            return store, {}
    nodes = [NamedNode(iri) for iri in dict.fromkeys(default)]
    names = [NamedNode(iri) for iri in dict.fromkeys(named)]
    if len(nodes) < 2:
        return store, {"default_graph": nodes, "named_graphs": names}
    merged = Store()
    for node in nodes:
        quads = store.quads_for_pattern(None, None, None, node)
        merged.bulk_extend(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    for name in names:
        merged.bulk_extend(store.quads_for_pattern(None, None, None, name))
    return merged, {"default_graph": DefaultGraph(), "named_graphs": names}


def _serialise(
    result: QueryBoolean | QuerySolutions | QueryTriples, accept: str | None, largest: int
) -> tuple[bytes, str]:
    offered = GRAPHS if isinstance(result, QueryTriples) else RESULTS
    media = choose(accept, offered)
    if media is None:
        raise RefusedError(406, f"This answer comes as {', '.join(dict.fromkeys(offered))}.")
    out = Bounded(largest)
    if isinstance(result, QueryTriples):
        write_triples(result, out, offered[media])
    else:
        result.serialize(out, format=RESULT_FORMATS[offered[media]])
    if offered[media] in ("csv", "tsv", "ttl", "nt"):
        media += "; charset=utf-8"
    return out.getvalue(), media


def write_triples(triples: Iterable[Triple], out: IO[bytes], name: str) -> None:
    """Write `triples` in the graph format `name`; prefixes make Turtle readable."""
    serialize(triples, out, GRAPH_FORMATS[name], prefixes=PREFIXES if name in ("ttl", "rdf") else None)


class Bounded(io.BytesIO):
    """Bytes in memory, up to `largest`: what is longer is refused, not cut."""

    def __init__(self, largest: int) -> None:
        super().__init__()
        self._largest = largest

    def write(self, data: Any, /) -> int:
        """Append; raise RefusedError when that exceeds the limit."""
        if self.tell() + len(data) > self._largest:
            size = f"{self._largest / MIB:g} MiB"
            raise RefusedError(
                413, f"The answer is larger than {size}. Ask for less (LIMIT, fewer columns), or in pages."
            )
        return super().write(data)


def media_type(name: str) -> str:
    """Return the media type of a format by its short name (`ttl`, `json` …)."""
    return WORDS[name]
