"""Push over Bolt, with the official driver, to any server that speaks it: Neo4j, Memgraph, ArcadeDB.

What a batch of rows becomes is the same as in the script of `cypher.py`. Each batch is one transaction that also moves
a mark in the server, so that a push that was cut off goes on where it stopped; the mark goes when the push is complete.
"""

import hashlib
import itertools
import os
from collections.abc import Callable, Iterator, Mapping
from types import ModuleType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from unionkg.errors import SettingsError, StoreError
from unionkg.graph.property import PropertyGraph, iterate
from unionkg.outputs.cypher import Row, constraints, groups, memgraph_constraints

if TYPE_CHECKING:
    import neo4j

BATCH_ROWS = 1000
SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")

_READ_MARK = "MATCH (m:UnionkgPush {id: $graph}) RETURN m.done AS done"
_MOVE_MARK = "MERGE (m:UnionkgPush {id: $graph}) SET m.done = $done"
_DROP_MARK = "MATCH (m:UnionkgPush {id: $graph}) DELETE m"


def push_bolt(
    graph: PropertyGraph,
    url: str,
    *,
    database: str | None = None,
    is_memgraph: bool = False,
    progress: Callable[[int, int], None] | None = None,
    environment: Mapping[str, str] = os.environ,
) -> int:
    """Push nodes and edges to the server at `url`; return how many were sent now, not by an earlier push, cut off.

    `NEO4J_USER` and `NEO4J_PASSWORD` of the environment sign in; without them nobody does. `progress` hears after each
    batch how many of how many nodes and edges stand in the server. What stands there already under an ID is updated;
    nothing is removed.

    Raises:
        SettingsError: the driver is not installed, `url` is none of a Bolt server, or has a password in it.
        StoreError: the server cannot be reached, denies access or refuses a statement. Push again to go on.
    """
    driver_module = _driver_module()
    _check(url)
    user, password = environment.get("NEO4J_USER", ""), environment.get("NEO4J_PASSWORD", "")
    auth = (user, password) if user or password else None
    try:
        with (
            driver_module.GraphDatabase.driver(url, auth=auth) as driver,
            driver.session(database=database) as session,
        ):
            for statement in memgraph_constraints(graph) if is_memgraph else constraints(graph):
                # Memgraph takes a statement of its schema outside a transaction only, and Neo4j either way.
                session.run(statement).consume()
            return _send(session, graph, progress or (lambda _done, _total: None))
    except (driver_module.exceptions.Neo4jError, driver_module.exceptions.DriverError, OSError) as error:
        raise StoreError(
            f"The push to {url} stopped: {error}.",
            offending=url,
            remedy="NEO4J_USER and NEO4J_PASSWORD sign in. Push again to go on where it stopped.",
        ) from error


def _driver_module() -> ModuleType:
    try:
        import neo4j  # noqa: PLC0415
    except ImportError as error:
        remedy = "pip install 'unionkg[graphdb]'"
        raise SettingsError("A push over Bolt needs the package neo4j.", offending="neo4j", remedy=remedy) from error
    return neo4j


def _check(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES or not parts.hostname:
        remedy = f"It looks like bolt://localhost:7687; there are {', '.join(SCHEMES)}."
        raise SettingsError(f"{url} is no address of a Bolt server.", offending=url, remedy=remedy)
    if parts.username is not None or parts.password is not None:
        remedy = "Put them into NEO4J_USER and NEO4J_PASSWORD, which no history of commands keeps."
        raise SettingsError("The address has a name or a password in it.", offending=parts.hostname, remedy=remedy)


def _send(session: "neo4j.Session", graph: PropertyGraph, progress: Callable[[int, int], None]) -> int:
    mark, total = _digest(graph), graph.node_count + graph.edge_count
    stood = session.execute_read(lambda tx: [record["done"] for record in tx.run(_READ_MARK, graph=mark)])
    earlier = done = max(stood, default=0)
    for statement, rows, start in _batches(graph):
        if start < earlier:
            continue
        done = start + len(rows)
        session.execute_write(_send_batch, statement, rows, mark, done)
        progress(done, total)
    session.execute_write(lambda tx: tx.run(_DROP_MARK, graph=mark).consume())
    return done - earlier


def _send_batch(tx: "neo4j.ManagedTransaction", statement: str, rows: list[Row], mark: str, done: int) -> None:
    # The text holds labels and types of our ontology, quoted; what the corpus says goes as parameters only.
    tx.run(statement, rows=[_plain(row) for row in rows]).consume()
    tx.run(_MOVE_MARK, graph=mark, done=done).consume()


def _batches(graph: PropertyGraph) -> Iterator[tuple[str, list[Row], int]]:
    """Yield statement, rows and how many rows went before."""
    start = 0
    for group in groups(graph):
        rows = iter(group.rows)
        while batch := list(itertools.islice(rows, BATCH_ROWS)):
            yield f"UNWIND $rows AS row {group.statement}", batch, start
            start += len(batch)


def _plain(row: Row) -> dict[str, object]:
    """Return the row with lists for tuples, at both levels: servers know lists only."""
    return {
        name: _plain(dict(value)) if isinstance(value, dict) else list(value) if isinstance(value, tuple) else value
        for name, value in row.items()
    }


def _digest(graph: PropertyGraph) -> str:
    digest = hashlib.sha256()
    for item in iterate(graph):
        digest.update(repr(item).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
