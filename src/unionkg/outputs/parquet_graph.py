"""Parquet with Cypher that makes the tables and fills them: for Ladybug and Kùzu.

Manual: docs.ladybugdb.com (CREATE NODE TABLE, CREATE REL TABLE, COPY FROM Parquet). Rows are written in batches.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from typing import Any

from unionkg.files import replacing_folder
from unionkg.graph.property import PropertyGraph, Value
from unionkg.outputs.flat import checked, end_groups, node_groups, plain, quoted, safe_names, write_lines

_BATCH = 20_000
# The types of columns in the catalogue of Ladybug.
CATALOGUE = {"string": "STRING", "string[]": "STRING[]", "int": "INT64", "float": "DOUBLE", "boolean": "BOOLEAN"}


def write_ladybug(graph: PropertyGraph, path: Path) -> None:
    """Write the folder `path` for Ladybug (and Kùzu): Parquet, `schema.cypher`, `load.cypher`; replace it whole.

    Raises:
        ImportError: pyarrow is not installed.
    """
    labels = safe_names(checked(graph.node_schema))
    types = safe_names(checked(graph.edge_schema), labels)
    with replacing_folder(path) as folder:
        for label, nodes in node_groups(graph):
            rows = ({"id": node.id, **node.properties} for node in nodes)
            with _Parquet({"id": "string", **graph.node_schema[label]}) as table:
                table.write(folder / f"nodes_{labels[label]}.parquet", rows)
        for (type_, source, target), edges in end_groups(graph):
            rows = ({"from": e.source, "to": e.target, "id": e.id, **e.properties} for e in edges)
            with _Parquet({"from": "string", "to": "string", "id": "string", **graph.edge_schema[type_]}) as table:
                table.write(folder / f"edges_{types[type_]}-{labels[source]}-{labels[target]}.parquet", rows)
        write_lines(folder / "schema.cypher", catalogue(graph, labels, types))
        write_lines(folder / "load.cypher", _ladybug_copies(graph, labels, types))
        (folder / "README.md").write_text(_LADYBUG_README, "utf-8")


def catalogue(graph: PropertyGraph, labels: dict[str, str], types: dict[str, str]) -> Iterator[str]:
    """Yield the statements that make the tables of labels and types under these names."""

    def columns(kinds: dict[str, str]) -> str:
        return "".join(f", {quoted(name)} {CATALOGUE[kind]}" for name, kind in kinds.items())

    for label, kinds in graph.node_schema.items():
        yield f"CREATE NODE TABLE {quoted(labels[label])}(`id` STRING PRIMARY KEY{columns(kinds)});"
    for type_, kinds in graph.edge_schema.items():
        pairs = ", ".join(f"FROM {quoted(labels[a])} TO {quoted(labels[b])}" for a, b in graph.edge_ends[type_])
        yield f"CREATE REL TABLE {quoted(types[type_])}({pairs}, `id` STRING{columns(kinds)});"


def _ladybug_copies(graph: PropertyGraph, labels: dict[str, str], types: dict[str, str]) -> Iterator[str]:
    for name in labels.values():
        yield f"COPY {quoted(name)} FROM 'nodes_{name}.parquet';"
    for type_, name in types.items():
        for source, target in ((labels[a], labels[b]) for a, b in graph.edge_ends[type_]):
            yield f"COPY {quoted(name)} FROM 'edges_{name}-{source}-{target}.parquet' (from='{source}', to='{target}');"


class _Parquet(ExitStack):
    """Writers of Parquet files with one schema, fed row by row; a file is opened at its first batch."""

    def __init__(self, kinds: dict[str, str]) -> None:
        super().__init__()
        pyarrow: Any = import_module("pyarrow")
        self._parquet: Any = import_module("pyarrow.parquet")
        known = {
            "string": pyarrow.string(),
            "string[]": pyarrow.list_(pyarrow.string()),
            "int": pyarrow.int64(),
            "float": pyarrow.float64(),
            "boolean": pyarrow.bool_(),
        }
        self._arrow = pyarrow
        self._schema = pyarrow.schema([(name, known[kind]) for name, kind in kinds.items()])
        self._names = tuple(kinds)
        self._writers: dict[Path, Any] = {}
        self._waiting: dict[Path, list[dict[str, Value]]] = {}
        self.callback(self._flush_all)

    def write(self, path: Path, rows: Iterable[dict[str, Value]]) -> None:
        for row in rows:
            self.add(path, row)

    def add(self, path: Path, row: dict[str, Value]) -> None:
        waiting = self._waiting.setdefault(path, [])
        waiting.append(row)
        if len(waiting) >= _BATCH:
            self._flush(path)

    def _flush_all(self) -> None:
        for path in self._waiting:
            self._flush(path)
        for writer in self._writers.values():
            writer.close()

    def _flush(self, path: Path) -> None:
        rows = self._waiting[path]
        if path not in self._writers:
            self._writers[path] = self._parquet.ParquetWriter(path, self._schema)
        columns = [[plain(row.get(name)) for row in rows] for name in self._names]
        self._writers[path].write_table(self._arrow.table(columns, schema=self._schema))
        rows.clear()


_LADYBUG_README = """# unionkg for Ladybug (and Kùzu)

In this folder, with `lbug` or any client, on a new database:

```
lbug unionkg.lbug < schema.cypher
lbug unionkg.lbug < load.cypher
```
"""
