"""SQL that makes the graph `unionkg` in PostgreSQL with Apache AGE (age.apache.org/age-manual/master/).

Rows go into the tables of the labels, with IDs counted here, as AGE's own loader of files does: no edge has to look for
its ends. All is one transaction, so a load that fails leaves the earlier graph.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from unionkg.files import replacing
from unionkg.graph.property import PropertyEdge, PropertyGraph, PropertyNode, Value
from unionkg.outputs.cypher import in_batches

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
    places: dict[str, tuple[str, int]] = {}
    for label, nodes in groupby(graph.nodes, key=lambda node: node.label):
        numbered = list(enumerate(nodes, start=1))
        places |= {node.id: (label, number) for number, node in numbered}
        yield f"SELECT create_vlabel({_text(GRAPH)}, {_text(label)});\n"
        yield from _insert_nodes(label, numbered)
        yield f"SELECT setval({_text(_table(f'{label}_id_seq'))}, {len(numbered)});\n"
        yield f"CREATE UNIQUE INDEX ON {_table(label)} ({_ID});\n"
    for type_, edges in groupby(graph.edges, key=lambda edge: edge.type):
        all_numbered = list(enumerate(edges, start=1))
        yield f"SELECT create_elabel({_text(GRAPH)}, {_text(type_)});\n"
        yield from _insert_edges(type_, all_numbered, places)
        yield f"SELECT setval({_text(_table(f'{type_}_id_seq'))}, {len(all_numbered)});\n"
        for end in ("start_id", "end_id"):
            yield f"CREATE INDEX ON {_table(type_)} ({end});\n"
    yield "COMMIT;\n"


def _insert_nodes(label: str, numbered: Iterable[tuple[int, PropertyNode]]) -> Iterator[str]:
    rows = (f"({number},{_agtype(node)})" for number, node in numbered)
    for batch in in_batches(rows):
        yield (
            f"INSERT INTO {_table(label)} (id, properties) SELECT _graphid({_label(label)}, v.n), v.p\nFROM (VALUES\n"
            + ",\n".join(batch)
            + "\n) AS v (n, p);\n"
        )


def _insert_edges(
    type_: str, numbered: Iterable[tuple[int, PropertyEdge]], places: dict[str, tuple[str, int]]
) -> Iterator[str]:
    by_ends: dict[tuple[str, str], list[tuple[int, PropertyEdge]]] = {}
    for number, edge in numbered:
        by_ends.setdefault((places[edge.source][0], places[edge.target][0]), []).append((number, edge))
    for (source, target), found in sorted(by_ends.items()):
        rows = (f"({n},{places[edge.source][1]},{places[edge.target][1]},{_agtype(edge)})" for n, edge in found)
        for batch in in_batches(rows):
            yield (
                f"INSERT INTO {_table(type_)} (id, start_id, end_id, properties) SELECT _graphid({_label(type_)}, v.n),"
                f" _graphid({_label(source)}, v.s), _graphid({_label(target)}, v.t), v.p\nFROM (VALUES\n"
                + ",\n".join(batch)
                + "\n) AS v (n, s, t, p);\n"
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
