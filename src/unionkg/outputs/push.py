"""Pushing the graphs into a SPARQL 1.1 store over HTTP, one after the other; a push that was stopped goes on there.

Graph by graph by the Graph Store HTTP Protocol (https://www.w3.org/TR/sparql11-http-rdf-update/, section 5.3: PUT
replaces a graph), or by SPARQL Update (https://www.w3.org/TR/sparql11-update/) for stores without it. What a store has
got is kept in `push.jsonl` beside the dataset, a line a graph with the hash of its sorted N-Triples; a graph with the
same hash is not sent again, one that is gone from the dataset is deleted there.
"""

import hashlib
import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from pyoxigraph import DefaultGraph, NamedNode

from unionkg.outputs.http import Target
from unionkg.sorting import sorted_lines
from unionkg.store.dataset import Dataset

_BATCH = 2_000
"""Triples in one INSERT DATA."""

_DEFAULT = ""
"""The name under which the state keeps the default graph."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did: graphs sent, graphs that were there already, graphs deleted, triples sent."""

    sent: int
    kept: int
    deleted: int
    triples: int


def push(
    dataset: Dataset,
    target: Target,
    *,
    by_update: bool = False,
    with_merge: bool = False,
    again: bool = False,
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> Pushed:
    """Send the named graphs of `dataset` to `target`; with `with_merge` also put its merge in the default graph there.

    `target` is a Graph Store endpoint, or with `by_update` an endpoint of SPARQL Update. `again` sends what was sent
    before too.

    Raises:
        PushError: the store refused something, or cannot be reached.
    """
    state = _State(dataset.path, target.url)
    known = {} if again else state.known()
    graphs = [*dataset.graphs(), *([_DEFAULT] if with_merge else [])]
    put, delete = (_update, _drop) if by_update else (_put, _delete)
    sent = kept = triples = 0
    for done, graph in enumerate(graphs):
        progress("push", done, len(graphs))
        with tempfile.TemporaryFile() as body:
            size, count, sha256 = _fill(body, dataset, graph)
            if known.get(graph) == sha256:
                kept += 1
                continue
            put(target, graph, body, size)
        state.add(graph, sha256)
        sent, triples = sent + 1, triples + count
    gone = sorted(state.known().keys() - set(graphs) - {_DEFAULT})
    for graph in gone:
        delete(target, graph)
        state.add(graph, None)
    progress("push", len(graphs), len(graphs))
    return Pushed(sent, kept, len(gone), triples)


class _State:
    """The graphs that a store has got. Lines are only added, so a killed push loses at most the graph it was at."""

    def __init__(self, dataset: Path | None, url: str) -> None:
        self._path = None if dataset is None else dataset.parent / "push.jsonl"
        self._url = url

    def known(self) -> dict[str, str]:
        """Return the hash of each graph that the store has."""
        found: dict[str, str] = {}
        if self._path is None or not self._path.is_file():
            return found
        for line in self._path.read_text("utf-8", "replace").splitlines():
            try:
                row = json.loads(line)
                url, graph, sha256 = row["url"], row["graph"], row["sha256"]
            except (ValueError, KeyError, TypeError):
                continue  # a line that a kill cut off: its graph is sent again
            if url == self._url:
                found[graph] = sha256
        return {graph: sha256 for graph, sha256 in found.items() if sha256}

    def add(self, graph: str, sha256: str | None) -> None:
        """Keep that the store now has `graph`, or has it no more (None)."""
        if self._path is not None:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"url": self._url, "graph": graph, "sha256": sha256}) + "\n")


def _fill(body: BinaryIO, dataset: Dataset, graph: str) -> tuple[int, int, str]:
    """Write `graph` as sorted N-Triples to `body`; return its bytes, its triples and its hash."""
    name = DefaultGraph() if graph == _DEFAULT else NamedNode(graph)
    quads = dataset.store.quads_for_pattern(None, None, None, name)
    digest, size, count = hashlib.sha256(), 0, 0
    for line in sorted_lines(f"{quad.triple} .\n".encode() for quad in quads):
        body.write(line)
        digest.update(line)
        size, count = size + len(line), count + 1
    body.seek(0)
    return size, count, digest.hexdigest()


def _graph_query(graph: str) -> str:
    return "default" if graph == _DEFAULT else f"graph={quote(graph, safe='')}"


def _put(target: Target, graph: str, body: BinaryIO, size: int) -> None:
    target.send("PUT", _graph_query(graph), body, size, "application/n-triples")


def _delete(target: Target, graph: str) -> None:
    target.send("DELETE", _graph_query(graph), allowed=(404,))


def _update(target: Target, graph: str, body: BinaryIO, size: int) -> None:
    del size
    _post(target, f"CLEAR SILENT {'DEFAULT' if graph == _DEFAULT else f'GRAPH <{graph}>'}".encode())
    before, after = (b"", b"") if graph == _DEFAULT else (f"GRAPH <{graph}> {{\n".encode(), b"}")
    for batch in _batches(body):
        _post(target, b"INSERT DATA {\n" + before + batch + after + b"}")


def _drop(target: Target, graph: str) -> None:
    _post(target, f"DROP SILENT GRAPH <{graph}>".encode())


def _post(target: Target, update: bytes) -> None:
    with tempfile.TemporaryFile() as body:
        body.write(update)
        target.send("POST", "", body, len(update), "application/sparql-update; charset=utf-8")


def _batches(body: BinaryIO) -> Iterator[bytes]:
    while batch := b"".join(islice(body, _BATCH)):
        yield batch
