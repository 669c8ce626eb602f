"""Cypher for every server that speaks it: constraints first, then batches of literal maps, one statement a line.

MERGE by ID makes a second run harmless; a property that a later graph lacks stays in the server. Identifiers are always
quoted, for `end` and `order` are reserved in several servers.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from unionkg.errors import ValidationError
from unionkg.files import replacing
from unionkg.graph.property import PropertyEdge, PropertyGraph, PropertyNode, Value
from unionkg.outputs.flat import end_groups, node_groups
from unionkg.vocab import PREFIXES

# A statement stays small enough for a parser that holds it whole: rows, and characters of its literals. ArcadeDB takes
# a fixed time for each statement: of 15 000 edges in 100 rows each 110 s, in 500 each 30 s, in 2 000 each no less.
BATCH_ROWS = 1000
BATCH_CHARS = 1_000_000

_ESCAPES = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
# Other controls and separators of lines, at which a reader of lines may break.
_ESCAPES = {chr(code): f"\\u{code:04X}" for code in (*range(32), *range(127, 160), 0x2028, 0x2029)} | _ESCAPES
_TABLE = str.maketrans(_ESCAPES)

Row = dict[str, Value | dict[str, Value]]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that one statement shape takes: the nodes of a label, or the edges of a type between two labels.

    `statement` reads rows from a list: `UNWIND <list> AS row ` + `statement`.
    """

    name: str
    statement: str
    rows: Iterable[Row]


def groups(graph: PropertyGraph) -> Iterator[Group]:
    """Yield nodes by label, then edges by type and the labels of their ends, whose indexes the MATCH then uses."""
    for label, nodes in node_groups(graph):
        statement = f"MERGE (n:{quote(label)} {{`id`: row.`id`}}) SET n += row"
        yield Group(label, statement, (_node_row(node) for node in nodes))
    for (type_, source, target), edges in end_groups(graph):
        statement = (
            f"MATCH (a:{quote(source)} {{`id`: row.`source`}}) MATCH (b:{quote(target)} {{`id`: row.`target`}}) "
            f"MERGE (a)-[r:{quote(type_)} {{`id`: row.`id`}}]->(b) SET r += row.`properties`"
        )
        yield Group(f"{type_} {source} {target}", statement, map(_edge_row, edges))


def constraints(graph: PropertyGraph) -> Iterator[str]:
    """Yield the uniqueness of IDs, one statement a label (neo4j.com/docs/cypher-manual/current/constraints/)."""
    for label in graph.node_schema:
        name = f"unionkg_{label.lower()}_id"
        yield f"CREATE CONSTRAINT {quote(name)} IF NOT EXISTS FOR (n:{quote(label)}) REQUIRE n.`id` IS UNIQUE"


def memgraph_constraints(graph: PropertyGraph) -> Iterator[str]:
    """Yield index and uniqueness in Memgraph's grammar (memgraph.com/docs/fundamentals/constraints); it has no name."""
    for label in graph.node_schema:
        yield f"CREATE INDEX ON :{quote(label)}(`id`)"
        yield f"CREATE CONSTRAINT ON (n:{quote(label)}) ASSERT n.`id` IS UNIQUE"


def statements(graph: PropertyGraph, *, is_memgraph: bool = False) -> Iterator[str]:
    """Yield the statements of the script in their order, without semicolons, none with a line break in it."""
    yield from memgraph_constraints(graph) if is_memgraph else constraints(graph)
    for group in groups(graph):
        for batch in in_batches(literal(row) for row in group.rows):
            yield f"UNWIND [{', '.join(batch)}] AS row {group.statement}"


def write_cypher(graph: PropertyGraph, path: Path) -> None:
    """Write a script for `cypher-shell --file`; raise OSError, ValidationError for a number that is none."""
    _write(statements(graph), path)


def write_memgraph(graph: PropertyGraph, path: Path) -> None:
    """Write a `.cypherl` script for Memgraph; raise OSError, ValidationError for a number that is none."""
    _write(statements(graph, is_memgraph=True), path)


def write_n10s(path: Path) -> None:
    """Write the script that makes neosemantics read our Turtle whole (neo4j.com/labs/neosemantics/4.3/reference/).

    Its own defaults keep one value a property and drop the language tags: our aliases and labels.
    """
    config = {
        "handleVocabUris": "SHORTEN",
        "handleMultival": "ARRAY",
        "handleRDFTypes": "LABELS",
        "keepLangTag": True,
        "keepCustomDataTypes": True,
    }
    script = ["CREATE CONSTRAINT n10s_unique_uri IF NOT EXISTS FOR (r:Resource) REQUIRE r.uri IS UNIQUE"]
    script.append(f"CALL n10s.graphconfig.init({literal(config)})")
    for prefix, namespace in sorted(PREFIXES.items()):
        # A shortened name is prefix__name, in a label or a property, where a hyphen would have to be quoted.
        script.append(f"CALL n10s.nsprefixes.add({literal(prefix.replace('-', ''))}, {literal(namespace)})")
    script.append("CALL n10s.rdf.import.fetch('file:///import/unionkg.ttl', 'Turtle')")
    _write(iter(script), path)


def literal(value: object) -> str:
    r"""Return a property value, or a map of some, as a Cypher literal; raise ValidationError for a number that is none.

    >>> print(literal({"name": "工人's", "aliases": ("a\\b",), "confidence": 0.5}))
    {`name`: '工人\'s', `aliases`: ['a\\b'], `confidence`: 0.5}
    """
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quote(name)}: {literal(part)}" for name, part in value.items()) + "}"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(literal, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        # Neo4j decodes \\uXXXX before it reads strings: a backslash that is data must never stand before a bare u.
        return "'" + "\\\\\\u0075".join(part.translate(_TABLE) for part in value.split("\\u")) + "'"
    if isinstance(value, float) and not math.isfinite(value):
        raise ValidationError(f"Cypher has no literal for the number {value}.", offending=value)
    # The grammar's exponent has a minus or nothing before it.
    return repr(value).replace("e+", "e")


def quote(name: str) -> str:
    """Return a label, type or property name as an identifier.

    >>> quote("HOLDS_ROLE")
    '`HOLDS_ROLE`'
    """
    return "`" + name.replace("`", "``") + "`"


def _write(lines: Iterator[str], path: Path) -> None:
    with replacing(path) as out:
        for line in lines:
            out.write(f"{line};\n".encode())


def _node_row(node: PropertyNode) -> Row:
    return {"id": node.id, **node.properties}


def _edge_row(edge: PropertyEdge) -> Row:
    return {"id": edge.id, "source": edge.source, "target": edge.target, "properties": edge.properties}


def in_batches(rows: Iterable[str]) -> Iterator[list[str]]:
    """Yield the rows in lists of at most `BATCH_ROWS`, which hold `BATCH_CHARS` characters or one longer row."""
    batch: list[str] = []
    size = 0
    for row in rows:
        if batch and (len(batch) == BATCH_ROWS or size + len(row) > BATCH_CHARS):
            yield batch
            batch, size = [], 0
        batch.append(row)
        size += len(row)
    if batch:
        yield batch
