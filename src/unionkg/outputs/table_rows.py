"""Where the rows of the tables wait for their order: a private file of SQLite, as for the property graph."""

import functools
import marshal
import pickle
import sqlite3
from collections.abc import Iterator

from unionkg.graph.projection import Edge, Node, Reading

Cell = str | int | float | tuple[str, ...] | None

_CACHE_KIB = 65_536
_KEPT = 50_000
_TABLES = """
CREATE TABLE source (id TEXT PRIMARY KEY, title TEXT, published TEXT, data BLOB, entities INT) WITHOUT ROWID;
CREATE TABLE node (id TEXT PRIMARY KEY, label TEXT, data BLOB);
CREATE TABLE post (node TEXT, place INT, edge TEXT, data BLOB, PRIMARY KEY (node, place, edge)) WITHOUT ROWID;
CREATE TABLE around (node TEXT, relation TEXT, is_subject INT, name TEXT,
    PRIMARY KEY (node, relation, is_subject, name)) WITHOUT ROWID;
CREATE TABLE line (number INTEGER PRIMARY KEY, sheet TEXT, place TEXT, data BLOB);
BEGIN;
"""


class Rows:
    """The rows of one table in their order, read anew each time."""

    def __init__(self, database: sqlite3.Connection, query: str, arguments: tuple[str, ...] = ()) -> None:
        self._database, self._query, self._arguments = database, query, arguments

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        for data, *more in self._database.execute(self._query, self._arguments):
            yield (*marshal.loads(data), *more)

    def __len__(self) -> int:
        counted = self._database.execute(f"SELECT count(*) FROM ({self._query})", self._arguments)
        return int(counted.fetchone()[0])


class Desk:
    """Takes documents, nodes and edges, in this order, and keeps what the tables show of them."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.executescript(_TABLES)
        self._one = functools.lru_cache(_KEPT)(self._fetch)

    def add_source(self, document: Reading, row: tuple[Cell, ...]) -> None:
        """Keep a document; how many nodes name it is counted."""
        values = (document.id, document.title, document.published or "", marshal.dumps(row))
        self._database.execute("INSERT INTO source VALUES (?, ?, ?, ?, 0)", values)

    def add_node(self, node: Node) -> None:
        """Keep a node."""
        self._database.execute("INSERT INTO node VALUES (?, ?, ?)", (node.id, _key(node.label), pickle.dumps(node)))
        self._database.executemany(
            "UPDATE source SET entities = entities + 1 WHERE id = ?", ((id_,) for id_ in node.documents)
        )

    def add_post(self, edge: Edge, row: tuple[Cell, ...]) -> None:
        """Keep the row of a post, in its place among those of its holder."""
        values = (edge.source, edge.order or 0, edge.id, marshal.dumps(row))
        self._database.execute("INSERT INTO post VALUES (?, ?, ?, ?)", values)

    def add_neighbours(self, edge: Edge, source: str | None, target: str | None) -> None:
        """Keep for each end of an edge the name of the other, with the role where there is one."""
        role = f"（{edge.role}）" if edge.role else ""
        for node, is_subject, name in ((edge.source, True, target), (edge.target, False, source)):
            if name:
                values = (node, edge.type, is_subject, f"{name}{role}")
                self._database.execute("INSERT OR IGNORE INTO around VALUES (?, ?, ?, ?)", values)

    def add_row(self, sheet: str, row: tuple[Cell, ...], place: str | None = None) -> None:
        """Keep a row of a table, sorted by `place`, then as it came."""
        values = (sheet, _key(place or ""), marshal.dumps(row))
        self._database.execute("INSERT INTO line (sheet, place, data) VALUES (?, ?, ?)", values)

    def nodes(self) -> Iterator[Node]:
        """Yield the nodes by name."""
        for (data,) in self._database.execute("SELECT data FROM node ORDER BY label, id"):
            yield pickle.loads(data)

    def posts(self, node: str) -> list[tuple[Cell, ...]]:
        """Return the rows of the posts of a node, in their order."""
        rows = self._database.execute("SELECT data FROM post WHERE node = ? ORDER BY place, edge", (node,))
        return [marshal.loads(data) for (data,) in rows]

    def neighbours(self, node: str, relation: str, is_subject: bool) -> tuple[str, ...]:
        """Return the names at the other end of the edges of a relation, sorted."""
        query = "SELECT name FROM around WHERE node = ? AND relation = ? AND is_subject = ? ORDER BY name"
        return tuple(name for (name,) in self._database.execute(query, (node, relation, is_subject)))

    def label(self, node: str | None) -> str | None:
        """Return the name of a node; None for none."""
        return self._one("SELECT label FROM node WHERE id = ?", node) if node else None

    def title(self, document: str) -> str | None:
        """Return the title of a document; None for none."""
        return self._one("SELECT title FROM source WHERE id = ?", document)

    def rows(self, sheet: str) -> Rows:
        """Return the rows of a table; equal statements are one."""
        if sheet == "sources":
            return Rows(self._database, "SELECT data, entities FROM source ORDER BY published, id")
        if sheet == "statements":
            query = (
                "SELECT data FROM line WHERE number IN (SELECT min(number) FROM line WHERE sheet = ? GROUP BY place)"
            )
            return Rows(self._database, f"{query} ORDER BY place", (sheet,))
        return Rows(self._database, "SELECT data FROM line WHERE sheet = ? ORDER BY place, number", (sheet,))

    def _fetch(self, query: str, id_: str) -> str | None:
        found = self._database.execute(query, (id_,)).fetchone()
        return str(found[0]) if found else None


def _key(text: str) -> str:
    # A lone half of a surrogate pair cannot be written as UTF-8.
    return text.encode("utf-8", "replace").decode()
