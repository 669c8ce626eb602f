"""Plain CSV, a file a label and a pair of labels, with Cypher that makes the tables and fills them: Ladybug and Kùzu.

Manual: docs.ladybugdb.com (COPY FROM, LOAD FROM). Its CSV has no escape inside a list, so a list is one text whose
items `load.cypher` splits at U+001F; no package beside our own is needed to write it.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from unionkg.files import replacing_folder
from unionkg.graph.property import PropertyGraph, Value
from unionkg.outputs.flat import UNIT_SEPARATOR, cell, checked, end_groups, node_groups, quoted, safe_names, write_lines
from unionkg.outputs.parquet_graph import CATALOGUE, catalogue

_OPTIONS = """(header=true, parallel=false, escape='"')"""


def write_plain_csv(graph: PropertyGraph, path: Path) -> None:
    """Write the folder `path`: CSV with a header of names, `schema.cypher`, `load.cypher`; replace it whole."""
    labels = safe_names(checked(graph.node_schema))
    types = safe_names(checked(graph.edge_schema), labels)
    with replacing_folder(path) as folder:
        for label, nodes in node_groups(graph):
            kinds = {"id": "string", **graph.node_schema[label]}
            rows = ({"id": node.id, **node.properties} for node in nodes)
            _write(folder / f"nodes_{labels[label]}.csv", kinds, rows)
        for (type_, source, target), edges in end_groups(graph):
            kinds = {"from": "string", "to": "string", "id": "string", **graph.edge_schema[type_]}
            rows = ({"from": e.source, "to": e.target, "id": e.id, **e.properties} for e in edges)
            _write(folder / f"edges_{types[type_]}-{labels[source]}-{labels[target]}.csv", kinds, rows)
        write_lines(folder / "schema.cypher", catalogue(graph, labels, types))
        write_lines(folder / "load.cypher", _copies(graph, labels, types))
        (folder / "README.md").write_text(_README, "utf-8")


def _write(path: Path, kinds: dict[str, str], rows: Iterable[dict[str, Value]]) -> None:
    lines = (",".join(cell(row.get(name), UNIT_SEPARATOR) for name in kinds) for row in rows)
    write_lines(path, chain([",".join(kinds)], lines))


def _copies(graph: PropertyGraph, labels: dict[str, str], types: dict[str, str]) -> Iterator[str]:
    for label, name in labels.items():
        yield f"COPY {quoted(name)} FROM {_read(f'nodes_{name}.csv', {'id': 'string', **graph.node_schema[label]})};"
    for type_, name in types.items():
        kinds = {"from": "string", "to": "string", "id": "string", **graph.edge_schema[type_]}
        for source, target in ((labels[a], labels[b]) for a, b in graph.edge_ends[type_]):
            read = _read(f"edges_{name}-{source}-{target}.csv", kinds)
            yield f"COPY {quoted(name)} FROM {read} (from='{source}', to='{target}');"


def _read(file: str, kinds: dict[str, str]) -> str:
    """Return the sub-query that reads a file, with lists where there are lists."""
    columns = ", ".join(f"{quoted(name)} {CATALOGUE[kind].removesuffix('[]')}" for name, kind in kinds.items())
    values = ", ".join(
        f"string_split({quoted(name)}, '{UNIT_SEPARATOR}')" if kind == "string[]" else quoted(name)
        for name, kind in kinds.items()
    )
    return f"(LOAD WITH HEADERS ({columns}) FROM '{file}' {_OPTIONS} RETURN {values})"


_README = """# unionkg as plain CSV, for Ladybug (and Kùzu, not tried)

In this folder, with `lbug` or any client, on a new database:

```
lbug unionkg.lbug < schema.cypher
lbug unionkg.lbug < load.cypher
```

Items of lists are separated by U+001F, as texts may hold any other sign. Values are as they are: do not open the files
in a spreadsheet, which may take a text for a formula.
"""
