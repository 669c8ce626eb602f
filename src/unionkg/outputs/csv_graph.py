"""CSV with typed headers, one file a label and a type: for neo4j-admin and LOAD CSV, and in Neptune's dialect.

Grammar: neo4j.com/docs/operations-manual/current/import/ (CSV header format) and
docs.aws.amazon.com/neptune/latest/userguide/bulk-load-tutorial-format-opencypher.html. All IDs share one ID space, for
an edge type may join several labels. neo4j-admin knows no escape for its array delimiter, so ours is U+001F, which
texts do not hold; Neptune's openCypher format has no arrays, so lists are JSON text there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from unionkg.files import replacing_folder
from unionkg.graph.property import PropertyGraph, Value
from unionkg.outputs.flat import (
    UNIT_SEPARATOR,
    cell,
    checked,
    edge_groups,
    node_groups,
    quoted,
    safe_names,
    write_lines,
)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a loader names types and writes lists (None: as JSON text) and the ID of an edge."""

    kinds: dict[str, str]
    separator: str | None
    edge_id: str


NEO4J = Dialect(
    {"string": "string", "string[]": "string[]", "int": "long", "float": "double", "boolean": "boolean"},
    UNIT_SEPARATOR,
    "id:string",
)
NEPTUNE = Dialect(
    {"string": "String", "string[]": "String", "int": "Long", "float": "Double", "boolean": "Bool"}, None, ":ID"
)


def write_neo4j_csv(graph: PropertyGraph, path: Path) -> None:
    """Write the folder `path` for neo4j-admin: CSV, `schema.cypher`, `load.cypher`, README.md; replace it whole."""
    with replacing_folder(path) as folder:
        nodes, edges = _write_tables(graph, folder, NEO4J)
        write_lines(folder / "schema.cypher", schema_statements(graph))
        write_lines(folder / "load.cypher", load_statements(graph))
        files = [f"  --nodes={name}.csv \\" for name in nodes] + [f"  --relationships={name}.csv \\" for name in edges]
        (folder / "README.md").write_text(_NEO4J_README.format(files="\n".join(files)), "utf-8")


def write_neptune_csv(graph: PropertyGraph, path: Path) -> None:
    """Write the folder `path` for Neptune's loader (format `opencypher`): CSV and README.md; replace it whole."""
    with replacing_folder(path) as folder:
        _write_tables(graph, folder, NEPTUNE)
        (folder / "README.md").write_text(_NEPTUNE_README, "utf-8")


def _write_tables(graph: PropertyGraph, folder: Path, dialect: Dialect) -> tuple[list[str], list[str]]:
    node_schema, edge_schema = checked(graph.node_schema), checked(graph.edge_schema)
    labels, types = safe_names(node_schema), safe_names(edge_schema)
    for label, nodes in node_groups(graph):
        kinds = node_schema[label]
        header = ",".join(("id:ID", ":LABEL", *_columns(kinds, dialect)))
        name = cell(label)
        rows = (",".join((cell(n.id), name, *_cells(n.properties, kinds, dialect))) for n in nodes)
        write_lines(folder / f"nodes_{labels[label]}.csv", _chain(header, rows))
    for type_, edges in edge_groups(graph):
        kinds = edge_schema[type_]
        header = ",".join((dialect.edge_id, ":START_ID", ":END_ID", ":TYPE", *_columns(kinds, dialect)))
        name = cell(type_)
        rows = (
            ",".join((cell(e.id), cell(e.source), cell(e.target), name, *_cells(e.properties, kinds, dialect)))
            for e in edges
        )
        write_lines(folder / f"edges_{types[type_]}.csv", _chain(header, rows))
    return [f"nodes_{name}" for name in labels.values()], [f"edges_{name}" for name in types.values()]


def _chain(header: str, rows: Iterator[str]) -> Iterator[str]:
    yield header
    yield from rows


def _columns(kinds: dict[str, str], dialect: Dialect) -> list[str]:
    return [f"{name}:{dialect.kinds[kind]}" for name, kind in kinds.items()]


def _cells(properties: dict[str, Value], kinds: dict[str, str], dialect: Dialect) -> Iterator[str]:
    for name, kind in kinds.items():
        value = properties.get(name)
        yield cell(float(value) if kind == "float" and isinstance(value, int) else value, dialect.separator)


def schema_statements(graph: PropertyGraph) -> Iterator[str]:
    """Yield the constraint and the index of each label: IDs are unique, names are looked up."""
    for label, name in safe_names(graph.node_schema).items():
        small = name.lower()
        yield f"CREATE CONSTRAINT {small}_id IF NOT EXISTS FOR (n:{quoted(label)}) REQUIRE n.id IS UNIQUE;"
        if "name" in graph.node_schema[label]:
            yield f"CREATE INDEX {small}_name IF NOT EXISTS FOR (n:{quoted(label)}) ON (n.name);"


def load_statements(graph: PropertyGraph) -> Iterator[str]:
    """Yield LOAD CSV statements for a server that has no importer (FalkorDB): an index and a file a line."""
    labels, types = safe_names(graph.node_schema), safe_names(graph.edge_schema)
    for label, name in labels.items():
        yield f"CREATE INDEX FOR (n:{quoted(label)}) ON (n.id);"
        yield (
            f"LOAD CSV WITH HEADERS FROM 'file://nodes_{name}.csv' AS row CREATE (n:{quoted(label)} "
            f"{_map('id:ID', graph.node_schema[label])});"
        )
    for type_, name in types.items():
        for source, target in graph.edge_ends[type_]:
            # Without RETURN of the edge FalkorDB collapses parallel ones; the labels let it use the indexes.
            yield (
                f"LOAD CSV WITH HEADERS FROM 'file://edges_{name}.csv' AS row "
                f"MATCH (a:{quoted(source)} {{id: row[':START_ID']}}), (b:{quoted(target)} {{id: row[':END_ID']}}) "
                f"CREATE (a)-[e:{quoted(type_)} {_map('id:string', graph.edge_schema[type_])}]->(b) RETURN count(e);"
            )


_FROM_TEXT = {
    "string": "{}",
    "int": "toInteger({})",
    "float": "toFloat({})",
    "boolean": "CASE WHEN {0} IS NULL THEN NULL ELSE {0} = 'true' END",
    "string[]": "CASE WHEN {0} IS NULL THEN NULL ELSE split({0}, '\x1f') END",
}


def _map(id_column: str, kinds: dict[str, str]) -> str:
    values = {name: _FROM_TEXT[kind].format(f"row['{name}:{NEO4J.kinds[kind]}']") for name, kind in kinds.items()}
    return "{" + ", ".join((f"id: row['{id_column}']", *(f"{name}: {value}" for name, value in values.items()))) + "}"


_NEO4J_README = """# unionkg as CSV with typed headers

Neo4j (new database; run in this folder, then start the database and make constraints and indexes):

```
neo4j-admin database import full \\
{files}
  --multiline-fields=true --array-delimiter=U+001F --id-type=string unionkg
cypher-shell -d unionkg -f schema.cypher
```
The files were checked against the documented header grammar; they were not loaded into Neo4j.

FalkorDB (loaded in tests): put this folder where `IMPORT_FOLDER` points to and run the lines of `load.cypher`, one a
query. Its `toFloat` reads 32-bit numbers: confidence and values keep seven digits there.

Items of lists are separated by U+001F, as texts may hold any other sign. Values are as they are: do not open the
files in a spreadsheet, which may take a text for a formula.
"""

_NEPTUNE_README = """# unionkg for Neptune (openCypher)

Upload the CSV files of this folder to a bucket and start the loader:

```
curl -X POST -H 'Content-Type: application/json' https://ENDPOINT:8182/loader -d '
  {"source": "s3://BUCKET/unionkg/", "format": "opencypher", "userProvidedEdgeIds": "TRUE",
   "iamRoleArn": "ROLE", "region": "REGION", "failOnError": "TRUE"}'
```

Neptune's format has no lists: they are JSON arrays in a text. These files were checked against the documented
grammar; they were not loaded into the service.
"""
