"""SQL that makes the graph `unionkg` in PostgreSQL with Apache AGE (age.apache.org/age-manual/master/).

Rows go into the tables of the labels, with IDs counted here, as AGE's own loader of files does: no edge has to look for
its ends. All is one transaction, so a load that fails leaves the earlier graph.
"""

import json
from collections.abc import Iterator
from itertools import count, groupby
from pathlib import Path

from unionkg.files import replacing
from unionkg.graph.property import PropertyEdge, PropertyGraph, PropertyNode, Value
from unionkg.outputs.cypher import in_batches
from unionkg.outputs.flat import node_groups

GRAPH = "unionkg"
_ID = """agtype_access_operator(properties, '"id"'::agtype)"""

_HEAD = f"""CREATE EXTENSION IF NOT EXISTS age;
LOAD 'age';
SET search_path = ag_catalog, "$user", public;
SET standard_conforming_strings = on;
BEGIN;
SELECT drop_graph('{GRAPH}', true) FROM ag_graph WHERE name = '{GRAPH}';
SELECT create_graph('{GRAPH}');
"""


def write_age(graph: PropertyGraph, path: Path) -> None:
    """Write the script for `psql --file`; raise OSError."""
    with replacing(path) as out:
        for statement in _statements(graph):
            out.write(statement.encode())


def _statements(graph: PropertyGraph) -> Iterator[str]:
    yield _HEAD
    for label, nodes in node_groups(graph):
        numbers = count(1)
        yield f"SELECT create_vlabel({_text(GRAPH)}, {_text(label)});\n"
        for batch in in_batches(f"({next(numbers)},{_agtype(node)})" for node in nodes):
            yield _insert(label, (), batch)
        yield f"SELECT setval({_text(_table(f'{label}_id_seq'))}, {next(numbers) - 1});\n"
        yield f"CREATE UNIQUE INDEX ON {_table(label)} ({_ID});\n"
    for type_, edges in groupby(graph.edges_with_ends(), key=lambda found: found[0].type):
        numbers = count(1)
        yield f"SELECT create_elabel({_text(GRAPH)}, {_text(type_)});\n"
        for ends, found in groupby(edges, key=lambda edge: (edge[1].label, edge[2].label)):
            rows = (f"({next(numbers)},{a.number},{b.number},{_agtype(edge)})" for edge, a, b in found)
            for batch in in_batches(rows):
                yield _insert(type_, ends, batch)
        yield f"SELECT setval({_text(_table(f'{type_}_id_seq'))}, {next(numbers) - 1});\n"
        for end in ("start_id", "end_id"):
            yield f"CREATE INDEX ON {_table(type_)} ({end});\n"
    yield "COMMIT;\n"


def _insert(name: str, ends: tuple[str, ...], rows: list[str]) -> str:
    """Return the statement for rows of a label, or of a type between the labels `ends`."""
    columns = dict(zip(("id", "start_id", "end_id"), (name, *ends), strict=False))
    ids = ", ".join(
        f"_graphid({_label(label)}, v.{letter})" for label, letter in zip(columns.values(), "nst", strict=False)
    )
    letters = ", ".join("nst"[: len(columns)])
    return (
        f"INSERT INTO {_table(name)} ({', '.join(columns)}, properties) SELECT {ids}, v.p\nFROM (VALUES\n"
        + ",\n".join(rows)
        + f"\n) AS v ({letters}, p);\n"
    )


def _agtype(item: PropertyNode | PropertyEdge) -> str:
    """Return the properties, with our ID among them, as an agtype literal; PostgreSQL has no text with NUL in it."""
    properties = {name: _storable(value) for name, value in item.properties.items()}
    return _text(json.dumps({"id": item.id, **properties}, ensure_ascii=False, allow_nan=False)) + "::agtype"


def _storable(value: Value) -> Value:
    if isinstance(value, tuple):
        return tuple(part.replace("\0", "\ufffd") for part in value)
    return value.replace("\0", "\ufffd") if isinstance(value, str) else value


def _label(name: str) -> str:
    # A scalar sub-query runs once a statement; the bare function would run once a row.
    return f"(SELECT _label_id({_text(GRAPH)}, {_text(name)}))"


def _table(name: str) -> str:
    return f"{GRAPH}.{_name(name)}"


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
