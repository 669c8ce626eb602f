"""What the page knows, as columns in compressed packs: what it draws first, and texts that are unpacked when asked for.

A pack is JSON, gzipped, in base64: a browser turns it back without a library, from a file and without a network.
Repeated strings are numbered: a column of them is `{"values": [...], "rows": [...]}`, 0 for none, i for
`values[i - 1]`.
"""

import base64
import gzip
import json
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import accumulate
from typing import Any

from unionkg.graph.projection import Edge, Figure, Node, Projection, Reading, Witness
from unionkg.outputs.layout import arrange, communities, importance, overview

OVERVIEW_NODES = 120
"""How many nodes the page shows when it opens; the others are a search or a click away."""

_TEXT_PACK = 200_000
"""Characters of text in one pack: large enough to compress well, small enough to unpack within a frame or two."""

# Witnesses of figures travel as rows under these names, trailing nulls left out; those of edges as columns.
WITNESS_COLUMNS = ("document", "start", "end", "modality", "confidence", "origin", "speaker", "time", "quote")


def packs(projection: Projection) -> dict[str, str]:
    """Return the packs of the page by name: `graph`, and `text-0` … with the texts of the documents, in their order.

    Equal input gives equal packs. Edges to nodes that the projection does not hold are left out.
    """
    index = {node.id: i for i, node in enumerate(projection.nodes)}
    edges = [edge for edge in projection.edges if edge.source in index and edge.target in index]
    loose = [edge for edge in projection.loose if edge.source in index]
    shelf = _Shelf(projection.documents, index)
    graph = {
        "nodes": _nodes(projection.nodes, [(index[edge.source], index[edge.target]) for edge in edges], edges, shelf),
        "edges": _edges(edges, index, shelf),
        "loose": _edges(loose, index, shelf),
        "columns": WITNESS_COLUMNS,
    }
    parts = _portions(projection.documents)
    graph["documents"] = _documents(projection.documents, [len(part) for part in parts])
    texts = {f"text-{i}": pack([document.text for document in part]) for i, part in enumerate(parts)}
    return {"graph": pack(graph), **texts}


def pack(value: Any) -> str:
    """Return `value` as JSON, gzipped without a time stamp, in base64.

    A lone surrogate from a broken capture cannot be written as UTF-8; one "?" keeps every offset.

    >>> unpack(pack({"名": [1, None]}))
    {'名': [1, None]}
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(gzip.compress(text.encode("utf-8", "replace"), 6, mtime=0)).decode("ascii")


def unpack(packed: str) -> Any:
    """Return what `pack` was given."""
    return json.loads(gzip.decompress(base64.b64decode(packed)))


def _nodes(
    nodes: Sequence[Node], pairs: list[tuple[int, int]], edges: Sequence[Edge], shelf: "_Shelf"
) -> dict[str, Any]:
    keys = [node.id for node in nodes]
    scores = importance([node.type for node in nodes], pairs, [len(edge.witnesses) for edge in edges])
    groups = communities(len(nodes), pairs)
    points = arrange(len(nodes), pairs, groups, keys=keys)
    core = overview(scores, pairs, OVERVIEW_NODES)
    seats = _arrange_core(core, pairs, keys) if len(core) < len(nodes) else {}
    return {
        "id": keys,
        "label": [node.label for node in nodes],
        "type": numbered(node.type for node in nodes),
        "kind": numbered(node.kind for node in nodes),
        "x": [x for x, _ in points],
        "y": [y for _, y in points],
        "group": groups,
        "score": [round(score, 2) for score in scores],
        "core": [[i, *seat] for i, seat in sorted(seats.items())],
        "aliases": _sparse(list(node.aliases) for node in nodes),
        "pinyin": [node.pinyin for node in nodes],
        "initials": [node.initials for node in nodes],
        "documents": [shelf.numbers(node.documents) for node in nodes],
        "figures": _sparse([_figure(figure, shelf) for figure in node.figures] for node in nodes),
    }


def _arrange_core(
    core: list[int], pairs: Iterable[tuple[int, int]], keys: Sequence[str]
) -> dict[int, tuple[int, int, int]]:
    """Return x, y and community of the nodes of the overview in a drawing of their own."""
    members = sorted(core)
    seat = {node: i for i, node in enumerate(members)}
    inner = [(seat[a], seat[b]) for a, b in pairs if a in seat and b in seat]
    groups = communities(len(members), inner)
    points = arrange(len(members), inner, groups, keys=[keys[node] for node in members])
    return {node: (*point, group) for node, point, group in zip(members, points, groups, strict=True)}


def _edges(edges: Sequence[Edge], index: dict[str, int], shelf: "_Shelf") -> dict[str, Any]:
    witnesses = [witness for edge in edges for witness in edge.witnesses]
    rows = [shelf.row(witness) for witness in witnesses]
    return {
        "id": [edge.id for edge in edges],
        "from": [index[edge.source] for edge in edges],
        "to": [index.get(edge.target, -1) for edge in edges],
        "type": numbered(edge.type for edge in edges),
        "label": numbered(edge.label for edge in edges),
        "role": numbered(edge.role for edge in edges),
        "modality": numbered(edge.modality for edge in edges),
        "start": numbered(edge.start for edge in edges),
        "end": numbered(edge.end for edge in edges),
        "order": [edge.order or 0 for edge in edges],
        "sources": [shelf.sources(edge.witnesses) for edge in edges],
        "count": [len(edge.witnesses) for edge in edges],
        "witnesses": {
            "document": [-1 if row[0] is None else row[0] for row in rows],
            "start": [-1 if row[1] is None else row[1] for row in rows],
            "end": [-1 if row[2] is None else row[2] for row in rows],
            "modality": numbered(row[3] for row in rows),
            "confidence": [row[4] for row in rows],
            "origin": numbered(row[5] for row in rows),
            "speaker": numbered(row[6] for row in rows),
            "time": numbered(row[7] for row in rows),
            "quote": _sparse(row[8] for row in rows),
        },
    }


def _documents(documents: Sequence[Reading], portions: list[int]) -> dict[str, Any]:
    return {
        "id": [document.id for document in documents],
        "title": [document.title for document in documents],
        "path": [document.path for document in documents],
        "publisher": numbered(document.publisher for document in documents),
        "published": numbered(document.published for document in documents),
        "size": [len(document.text) for document in documents],
        "portions": portions,
    }


def _portions(documents: Sequence[Reading]) -> list[list[Reading]]:
    """Return the documents in order, in portions of about `_TEXT_PACK` characters."""
    parts: list[list[Reading]] = []
    room = 0
    for document in documents:
        if room < len(document.text) or not parts:
            parts.append([])
            room = _TEXT_PACK
        parts[-1].append(document)
        room -= len(document.text)
    return parts


class _Shelf:
    """The documents by number, with the way from code points to the UTF-16 units in which a browser counts."""

    def __init__(self, documents: tuple[Reading, ...], nodes: dict[str, int]) -> None:
        self.documents = documents
        self.index = {document.id: i for i, document in enumerate(documents)}
        self.nodes = nodes
        self._units: dict[str, Callable[[int], int]] = {}

    def numbers(self, ids: Iterable[str]) -> list[int]:
        """Return the numbers of the known documents among `ids`, sorted."""
        return sorted({self.index[id_] for id_ in ids if id_ in self.index})

    def row(self, witness: Witness) -> list[Any]:
        """Return `witness` under `WITNESS_COLUMNS`; its quote only where the document's text does not give it."""
        number = self.index.get(witness.document)
        text = "" if number is None else self.documents[number].text
        is_exact = text[witness.start : witness.end] == witness.quote
        to_units = self._counter(witness.document, text)
        start, end = (to_units(witness.start), to_units(witness.end)) if is_exact else (None, None)
        row = [number, start, end, witness.modality, round(witness.confidence, 2), witness.origin]
        return [*row, witness.speaker, witness.time, None if is_exact else witness.quote]

    def sources(self, witnesses: Sequence[Witness]) -> int:
        """Return how many independent sources `witnesses` are: one publisher, or one and the same sentence, is one.

        A document without a publisher stands for itself.
        """
        parent: dict[Hashable, Hashable] = {}

        def root(key: Hashable) -> Hashable:
            while parent.setdefault(key, key) != key:
                key = parent[key]
            return key

        for witness in witnesses:
            number = self.index.get(witness.document)
            publisher = None if number is None else self.documents[number].publisher
            said = "".join(witness.quote.split())
            parent[root(("by", publisher) if publisher else ("in", witness.document))] = root(("said", said))
        return len({root(key) for key in list(parent)})

    def _counter(self, document: str, text: str) -> Callable[[int], int]:
        if document not in self._units:
            if max(text, default="") <= "\uffff":
                self._units[document] = lambda offset: offset
            else:
                units = list(accumulate((1 + (char > "\uffff") for char in text), initial=0))
                self._units[document] = units.__getitem__
        return self._units[document]


def _figure(figure: Figure, shelf: _Shelf) -> dict[str, Any]:
    record = (
        {"measure": figure.measure, "value": figure.value, "unit": figure.unit, "bound": figure.bound}
        | {"counted": figure.counted, "start": figure.start, "end": figure.end, "place": figure.place}
        | {"modality": figure.modality}
        | {"witnesses": [_short(shelf.row(witness)) for witness in figure.witnesses]}
    )
    return {key: value for key, value in record.items() if value not in (None, "", [])}


def _short(row: list[Any]) -> list[Any]:
    while row and row[-1] is None:
        row.pop()
    return row


def numbered(column: Iterable[str | None]) -> dict[str, Any]:
    """Return a column of repeated strings with its values numbered in the order in which they come.

    >>> numbered(["甲", None, "乙", "甲"])
    {'values': ['甲', '乙'], 'rows': [1, 0, 2, 1]}
    """
    numbers: dict[str, int] = {}
    rows = [numbers.setdefault(value, len(numbers) + 1) if value else 0 for value in column]
    return {"values": list(numbers), "rows": rows}


def _sparse(column: Iterable[Any]) -> list[list[Any]]:
    """Return the entries of a column that hold something, each with its row."""
    return [[i, value] for i, value in enumerate(column) if value]
