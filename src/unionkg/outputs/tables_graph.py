"""Tables with a schema beside them: CSV for NebulaGraph, JSON lines for ArangoDB.

Manuals: docs.nebula-graph.io (NebulaGraph Importer 4), docs.arangodb.com (arangoimport; document keys).
"""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from unionkg.files import replacing_folder
from unionkg.graph.property import PropertyGraph, Value
from unionkg.outputs.flat import (
    cell,
    checked,
    edge_groups,
    key,
    node_groups,
    plain,
    quoted,
    safe_names,
    write_lines,
)

# NebulaGraph has no lists as properties: JSON text.
_NEBULA = {"string": "STRING", "string[]": "STRING", "int": "INT", "float": "DOUBLE", "boolean": "BOOL"}
SPACE = "unionkg"


def write_nebula(graph: PropertyGraph, path: Path) -> None:
    """Write the folder `path` for NebulaGraph Importer 4: CSV without header, `importer.yaml`; replace it whole.

    The VID is a hash of 32 characters, for NebulaGraph counts the bytes of a VID; the ID is the property `id`.
    """
    labels = safe_names(checked(graph.node_schema))
    types = safe_names(checked(graph.edge_schema), labels)
    with replacing_folder(path) as folder:
        for label, nodes in node_groups(graph):
            kinds = graph.node_schema[label]
            rows = ((key(node.id), node.id, *_cells_of(node.properties, kinds)) for node in nodes)
            write_lines(folder / f"nodes_{labels[label]}.csv", map(_csv, rows))
        for type_, edges in edge_groups(graph):
            kinds = graph.edge_schema[type_]
            # Of edges with the same ends and rank NebulaGraph keeps one, so the rank comes from the ID of the edge.
            rows = (
                (key(e.source), key(e.target), int(key(e.id)[:15], 16), e.id, *_cells_of(e.properties, kinds))
                for e in edges
            )
            write_lines(folder / f"edges_{types[type_]}.csv", map(_csv, rows))
        config = _nebula_config(graph, labels, types)
        # JSON is YAML, and nothing in it needs another quoting.
        (folder / "importer.yaml").write_text(json.dumps(config, ensure_ascii=False, indent=2) + "\n", "utf-8")
        (folder / "README.md").write_text(_NEBULA_README, "utf-8")


def _cells_of(properties: dict[str, Value], kinds: dict[str, str]) -> Iterator[Value | None]:
    return (properties.get(name) for name in kinds)


def _csv(row: Iterable[Value | None]) -> str:
    return ",".join(cell(value, None) for value in row)


def _nebula_config(graph: PropertyGraph, labels: dict[str, str], types: dict[str, str]) -> dict[str, object]:
    create = f"CREATE SPACE IF NOT EXISTS {SPACE}(partition_num=10, replica_factor=1, vid_type=FIXED_STRING(32));"
    tags = [_nebula_schema("TAG", labels[label], kinds) for label, kinds in graph.node_schema.items()]
    edges = [_nebula_schema("EDGE", types[type_], kinds) for type_, kinds in graph.edge_schema.items()]
    index = [f"CREATE TAG INDEX IF NOT EXISTS id_{n.lower()} ON {quoted(n)}(id(64));" for n in labels.values()]
    rebuild = [f"REBUILD TAG INDEX id_{name.lower()};" for name in labels.values()]
    used = f"USE {SPACE};"
    return {
        "client": {"version": "v3", "address": "127.0.0.1:9669", "user": "root", "password": "nebula", "retry": 3},
        "manager": {
            "spaceName": SPACE,
            "batch": 128,
            # A space, a tag and an index exist for the storage service only after two heartbeats.
            "hooks": {
                "before": [
                    {"statements": [create], "wait": "20s"},
                    {"statements": [used + "".join(tags + edges)], "wait": "20s"},
                    {"statements": [used + "".join(index)], "wait": "20s"},
                ],
                "after": [{"statements": [used + "".join(rebuild)]}],
            },
        },
        "log": {"level": "INFO", "console": True, "files": ["importer.log"]},
        "sources": [_nebula_tag(labels[label], kinds) for label, kinds in graph.node_schema.items()]
        + [_nebula_edge(types[type_], kinds) for type_, kinds in graph.edge_schema.items()],
    }


def _nebula_schema(what: str, name: str, kinds: dict[str, str]) -> str:
    columns = "".join(f", {quoted(column)} {_NEBULA[kind]} NULL" for column, kind in kinds.items())
    return f"CREATE {what} IF NOT EXISTS {quoted(name)}(`id` STRING NOT NULL{columns});"


def _nebula_props(kinds: dict[str, str], first: int) -> list[dict[str, object]]:
    props: list[dict[str, object]] = [{"name": "id", "type": "STRING", "index": first}]
    for index, (name, kind) in enumerate(kinds.items(), first + 1):
        props.append({"name": name, "type": _NEBULA[kind], "index": index, "nullable": True, "nullValue": ""})
    return props


def _nebula_tag(name: str, kinds: dict[str, str]) -> dict[str, object]:
    tag = {"name": name, "id": {"type": "STRING", "index": 0}, "props": _nebula_props(kinds, 1)}
    return {"path": f"./nodes_{name}.csv", "csv": {"delimiter": ",", "withHeader": False}, "tags": [tag]}


def _nebula_edge(name: str, kinds: dict[str, str]) -> dict[str, object]:
    edge = {
        "name": name,
        "src": {"id": {"type": "STRING", "index": 0}},
        "dst": {"id": {"type": "STRING", "index": 1}},
        "rank": {"index": 2},
        "props": _nebula_props(kinds, 3),
    }
    return {"path": f"./edges_{name}.csv", "csv": {"delimiter": ",", "withHeader": False}, "edges": [edge]}


def write_arango(graph: PropertyGraph, path: Path) -> None:
    """Write the folder `path` for ArangoDB: JSON lines, `setup.js` (collections, graph, indexes), `load.sh`.

    A collection a label and a type; `_key` is a hash, for it takes no `/`; the ID is the attribute `id`.
    """
    labels = safe_names(checked(graph.node_schema))
    types = safe_names(checked(graph.edge_schema), labels)
    with replacing_folder(path) as folder:
        for label, nodes in node_groups(graph):
            rows = ({"_key": key(n.id), "id": n.id, "label": label, "properties": n.properties} for n in nodes)
            write_lines(folder / f"nodes_{labels[label]}.jsonl", map(_json_line, rows))
        for type_, found in groupby(graph.edges_with_ends(), key=lambda edge: edge[0].type):
            rows = (
                {
                    "_key": key(edge.id),
                    "_from": f"{labels[source.label]}/{key(edge.source)}",
                    "_to": f"{labels[target.label]}/{key(edge.target)}",
                    "id": edge.id,
                    "type": type_,
                    "properties": edge.properties,
                }
                for edge, source, target in found
            )
            write_lines(folder / f"edges_{types[type_]}.jsonl", map(_json_line, rows))
        write_lines(folder / "setup.js", _arango_setup(graph, labels, types))
        write_lines(folder / "load.sh", _arango_load(labels, types))
        (folder / "README.md").write_text(_ARANGO_README, "utf-8")


def _json_line(row: dict[str, Any]) -> str:
    properties = row.pop("properties")
    flat = row | {name: value for name, value in properties.items() if name not in row}
    return json.dumps({name: plain(value) for name, value in flat.items()}, ensure_ascii=False)


def _arango_setup(graph: PropertyGraph, labels: dict[str, str], types: dict[str, str]) -> Iterator[str]:
    ends = [
        {
            "collection": name,
            "from": sorted({labels[a] for a, _ in graph.edge_ends[type_]}),
            "to": sorted({labels[b] for _, b in graph.edge_ends[type_]}),
        }
        for type_, name in types.items()
    ]
    for name in labels.values():
        yield f"if (!db._collection({json.dumps(name)})) db._createDocumentCollection({json.dumps(name)});"
        index = {"type": "persistent", "fields": ["id"], "unique": True}
        yield f"db._collection({json.dumps(name)}).ensureIndex({json.dumps(index)});"
    for name in types.values():
        yield f"if (!db._collection({json.dumps(name)})) db._createEdgeCollection({json.dumps(name)});"
    yield 'const graphs = require("@arangodb/general-graph");'
    yield f"if (!graphs._exists({json.dumps(SPACE)})) graphs._create({json.dumps(SPACE)}, {json.dumps(ends)});"


def _arango_load(labels: dict[str, str], types: dict[str, str]) -> Iterator[str]:
    yield "#!/bin/sh\nset -e"
    for prefix, names in (("nodes", labels), ("edges", types)):
        for name in names.values():
            file = f"--file {prefix}_{name}.jsonl --type jsonl"
            yield f'arangoimport {file} --collection {name} --on-duplicate replace "$@"'


_NEBULA_README = """# unionkg for NebulaGraph

Write address, user and password of your server into `importer.yaml`, then in this folder:

```
nebula-importer --config importer.yaml
```

Lists are JSON arrays in a text. These files were checked against the documented format; they were not loaded into the
server.
"""

_ARANGO_README = """# unionkg for ArangoDB

In this folder (add --server.endpoint, --server.database, --server.username as needed; the password is asked for):

```
arangosh --javascript.execute setup.js
sh load.sh
```

These files were checked against the documented format; they were not loaded into the server.
"""
