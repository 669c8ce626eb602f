"""The nodes and edges of a property graph in a private file, in the orders that writers need: memory stays bounded.

The file is SQLite's own temporary database: it has no name, stays in memory while it is small, and goes with the
process. SQLite puts it where `TMPDIR` says, else below /var/tmp.
"""

import marshal
import sqlite3
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, islice
from types import TracebackType
from typing import Any, Self

from unionkg.errors import ValidationError

# What a property may hold; dates are ISO text at their stated precision (a partial date is no date to a database).
Value = str | int | float | bool | tuple[str, ...]
# What a reader hears: what is done, how many of it, of how many (0: not known).
Progress = Callable[[str, int, int], None]

_BATCH = 1_000
_CACHE_KIB = 65_536
_KINDS = ((bool, "boolean"), (int, "int"), (float, "float"), (str, "string"))
_RAW = """
CREATE TABLE raw_node (id TEXT NOT NULL, label TEXT NOT NULL, properties BLOB NOT NULL);
CREATE TABLE raw_edge (id TEXT, type TEXT, source TEXT, target TEXT, properties BLOB, is_link INT);
CREATE TABLE kind (is_edge INT, part TEXT, name TEXT, kind TEXT);
"""
_NODES = """
CREATE TABLE node (rank INTEGER PRIMARY KEY, id TEXT, label TEXT, properties BLOB);
INSERT INTO node (id, label, properties) SELECT id, label, properties FROM raw_node ORDER BY label, id;
DROP TABLE raw_node;
CREATE UNIQUE INDEX node_id ON node (id, label);
"""
_EDGES = """
CREATE TABLE edge (rank INTEGER PRIMARY KEY, id TEXT, type TEXT, source TEXT, target TEXT, source_label TEXT,
    target_label TEXT, source_rank INT, target_rank INT, properties BLOB, is_link INT);
INSERT INTO edge (id, type, source, target, source_label, target_label, source_rank, target_rank, properties, is_link)
    SELECT r.id, r.type, r.source, r.target, a.label, b.label, a.rank, b.rank, r.properties, r.is_link
    FROM raw_edge r CROSS JOIN node a ON a.id = r.source CROSS JOIN node b ON b.id = r.target ORDER BY r.type, r.id;
DROP TABLE raw_edge;
CREATE INDEX edge_ends ON edge (type, source_label, target_label);
"""


@dataclass(frozen=True, slots=True)
class PropertyNode:
    """A node: `id` is unique in the graph, `label` its one class (Person …), properties without None."""

    id: str
    label: str
    properties: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PropertyEdge:
    """An edge between two node IDs; `type` is the relation in UPPER_SNAKE form (HOLDS_ROLE); `id` is unique."""

    id: str
    source: str
    target: str
    type: str
    properties: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class End:
    """The node at an end of an edge: its label, and its number among the nodes of that label, from 1."""

    label: str
    number: int


class PropertyGraph:
    """Nodes sorted by (label, id) and edges by (type, id), and for each label and type the properties with their kinds.

    `node_schema["Person"]["aliases"] == "string[]"`; kinds are string, string[], int, float, boolean.
    `edge_ends["HOLDS_ROLE"]` are the (source label, target label) pairs that occur. What is iterated is read from the
    file each time; `progress` hears how many nodes and edges were given out, of how many.
    """

    def __init__(self, database: sqlite3.Connection, progress: Progress = lambda *_: None) -> None:
        self.database = database
        self.node_schema, self.edge_schema = self._schema(0), self._schema(1)
        self.node_count, self.edge_count = (self._number(f"SELECT count(*) FROM {what}") for what in ("node", "edge"))
        spans = database.execute("SELECT label, min(rank) FROM node GROUP BY label ORDER BY label")
        first: dict[str, int] = dict(spans)
        self._labels, self._starts = list(first), list(first.values())
        self.edge_ends: dict[str, tuple[tuple[str, str], ...]] = {}
        pairs = database.execute("SELECT DISTINCT type, source_label, target_label FROM edge ORDER BY 1, 2, 3")
        for type_, group in groupby(pairs, key=lambda row: row[0]):
            self.edge_ends[type_] = tuple((a, b) for _, a, b in group)
        self._progress, self._given = progress, 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.database.close()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PropertyGraph):
            return NotImplemented
        if (self.node_count, self.edge_count) != (other.node_count, other.edge_count):
            return False
        pairs = (zip(self.nodes, other.nodes, strict=True), zip(self.edges, other.edges, strict=True))
        return all(mine == yours for both in pairs for mine, yours in both)

    __hash__ = None  # type: ignore[assignment]

    @property
    def nodes(self) -> Iterator[PropertyNode]:
        """The nodes, sorted by label and ID."""
        for id_, label, data in self._rows("SELECT id, label, properties FROM node ORDER BY rank"):
            yield PropertyNode(id_, label, marshal.loads(data))

    @property
    def edges(self) -> Iterator[PropertyEdge]:
        """The edges, sorted by type and ID."""
        for row in self._rows("SELECT id, source, target, type, properties FROM edge ORDER BY rank"):
            yield _edge(row)

    def edges_with_ends(self) -> Iterator[tuple[PropertyEdge, End, End]]:
        """Yield the edges with the nodes that they join, sorted by type, by the labels of the ends and by ID."""
        query = """SELECT id, source, target, type, properties, source_rank, target_rank FROM edge
            ORDER BY type, source_label, target_label, rank"""
        for row in self._rows(query):
            yield _edge(row), self._end(row[5]), self._end(row[6])

    def nodes_with_edges(self) -> Iterator[tuple[PropertyNode, list[PropertyEdge], list[PropertyEdge]]]:
        """Yield each node with the edges that leave it and those that reach it, each sorted by type and ID."""
        self.database.execute("CREATE INDEX IF NOT EXISTS edge_source ON edge (source_rank)")
        self.database.execute("CREATE INDEX IF NOT EXISTS edge_target ON edge (target_rank)")
        query = "SELECT id, source, target, type, properties FROM edge WHERE {}_rank = ? ORDER BY rank"
        for rank, node in enumerate(self.nodes, start=1):
            out, into = (
                [_edge(row) for row in self.database.execute(asked, (rank,))]
                for asked in (query.format("source"), query.format("target"))
            )
            yield node, out, into

    def _end(self, rank: int) -> End:
        place = bisect_right(self._starts, rank) - 1
        return End(self._labels[place], rank - self._starts[place] + 1)

    def _rows(self, query: str) -> Iterator[Any]:
        total = self.node_count + self.edge_count
        for row in self.database.execute(query):
            if self._given % _BATCH == 0:
                self._progress("write", min(self._given, total), total)
            self._given += 1
            yield row

    def _number(self, query: str) -> int:
        return int(self.database.execute(query).fetchone()[0])

    def _schema(self, is_edge: int) -> dict[str, dict[str, str]]:
        rows = self.database.execute(
            "SELECT part, name, kind FROM kind WHERE is_edge = ? ORDER BY part, name", (is_edge,)
        )
        return {
            part: {name: kind for _, name, kind in group if name} for part, group in groupby(rows, key=lambda r: r[0])
        }


class Spool:
    """Takes nodes and edges in any order and makes a `PropertyGraph` of them."""

    def __init__(self, progress: Progress = lambda *_: None) -> None:
        # Nothing is kept after an error: neither a journal nor a flush to the disk serves anybody.
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.executescript(_RAW)
        self._database.execute("BEGIN")
        self._kinds: tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]] = ({}, {})
        self._progress, self._taken = progress, 0

    def add_nodes(self, nodes: Iterable[PropertyNode]) -> None:
        """Take nodes."""
        rows = ((node.id, node.label, self._packed(0, node.label, node.properties)) for node in nodes)
        self._insert("INSERT INTO raw_node VALUES (?, ?, ?)", rows)

    def add_edges(self, edges: Iterable[PropertyEdge], *, are_links: bool = False) -> None:
        """Take edges; with `are_links` one whose ends are no nodes of the graph is left out, else it is an error."""
        rows = ((e.id, e.type, e.source, e.target, self._packed(1, e.type, e.properties), are_links) for e in edges)
        self._insert("INSERT INTO raw_edge VALUES (?, ?, ?, ?, ?, ?)", rows)

    def finish(self) -> PropertyGraph:
        """Return the graph; nothing can be added any more.

        Raises:
            ValidationError: an edge has an end that is no node, or two nodes have one ID.
        """
        database = self._database
        wanted = database.execute("SELECT count(*) FROM raw_edge WHERE NOT is_link").fetchone()
        rows = (
            (n, part, name, kind)
            for n in (0, 1)
            for part, kinds in self._kinds[n].items()
            for name, kind in (("", ""), *kinds.items())
        )
        database.executemany("INSERT INTO kind VALUES (?, ?, ?, ?)", rows)
        database.execute("COMMIT")
        try:
            database.executescript(_NODES)
        except sqlite3.IntegrityError as error:
            raise ValidationError("Two nodes of the property graph have one ID.") from error
        database.executescript(_EDGES)
        found = database.execute("SELECT count(*) FROM edge WHERE NOT is_link").fetchone()
        if found != wanted:
            raise ValidationError(f"{wanted[0] - found[0]} edges of the property graph have an end that is no node.")
        # A type of which all links were left out is none.
        database.execute("DELETE FROM kind WHERE is_edge AND part NOT IN (SELECT type FROM edge)")
        return PropertyGraph(database, self._progress)

    def _insert(self, statement: str, rows: Iterator[tuple[object, ...]]) -> None:
        while batch := list(islice(rows, _BATCH)):
            self._database.executemany(statement, batch)
            self._taken += len(batch)
            self._progress(f"read {self._taken:,}", 0, 0)

    def _packed(self, is_edge: int, part: str, properties: dict[str, Value]) -> bytes:
        kinds = self._kinds[is_edge].setdefault(part, {})
        for name, value in properties.items():
            kind = kind_of_value(value)
            known = kinds.setdefault(name, kind)
            if known != kind:
                kinds[name] = "float" if {known, kind} == {"int", "float"} else "string"
        return marshal.dumps(properties)


def _edge(row: tuple[Any, ...]) -> PropertyEdge:
    id_, source, target, type_, data = row[:5]
    return PropertyEdge(id_, source, target, type_, marshal.loads(data))


def kind_of_value(value: Value) -> str:
    """Return the kind of a value.

    >>> kind_of_value(("工会", "总工会")), kind_of_value(True)
    ('string[]', 'boolean')
    """
    if isinstance(value, tuple):
        return "string[]"
    # A bool is an int to Python, so it comes first.
    return next(kind for type_, kind in _KINDS if isinstance(value, type_))
