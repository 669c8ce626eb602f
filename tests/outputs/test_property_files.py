"""Files for graph databases that do not run here: the documented grammar accepts ours and rejects broken ones."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from graph.example import example
from graph.test_build import build
from graph.test_projection import store_of
from hypothesis import given, settings
from hypothesis import strategies as st
from outputs.property_samples import broken_off

from unionkg.errors import StoreError, ValidationError
from unionkg.graph.invented import generated
from unionkg.graph.property import PropertyEdge, PropertyGraph, PropertyNode, assemble, property_graph
from unionkg.outputs import EXPORTS
from unionkg.outputs.csv_graph import write_neo4j_csv, write_neptune_csv
from unionkg.outputs.flat import safe_names
from unionkg.outputs.grammars import CHECKS
from unionkg.outputs.tables_graph import write_arango, write_nebula

WRITERS: dict[str, Callable[[PropertyGraph, Path], None]] = {
    "neo4j-csv": write_neo4j_csv,
    "neptune-csv": write_neptune_csv,
    "nebula": write_nebula,
    "arangodb": write_arango,
}
HOSTILE = st.text(st.characters(codec="utf-8") | st.sampled_from(list("\0\x1f\r\n\t\"'`;,\\/={}[]")), max_size=12)
LABELS = st.sampled_from(["Person", "person", "../../etc", 'a"b', "人;\n", "`x`", "CON", "x,y", "-"])


@pytest.fixture(scope="module", params=["compact", "full", "generated"])
def graph(request: pytest.FixtureRequest) -> PropertyGraph:
    if request.param == "generated":
        return generated(60, 200)
    return property_graph(store_of(build(*example())), request.param)


def hostile_graph(texts: list[str], labels: list[str]) -> PropertyGraph:
    nodes = [
        PropertyNode(f"n/{i}{value}", label, {"name": value, "aliases": (value, "x"), "n": i})
        for i, (value, label) in enumerate(zip(texts, labels, strict=True))
    ]
    edges = [PropertyEdge(f"e{i}", nodes[0].id, n.id, n.label, {"quotes": (n.id,)}) for i, n in enumerate(nodes)]
    return assemble(nodes, edges)


@pytest.mark.parametrize("name", WRITERS)
def test_the_grammar_accepts_what_we_write(name: str, graph: PropertyGraph, tmp_path: Path) -> None:
    """Both shapes of the example and an invented graph keep the documented format."""
    WRITERS[name](graph, tmp_path / "out")
    assert CHECKS[name](tmp_path / "out") == []
    assert (tmp_path / "out" / "README.md").is_file()


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_hostile_texts_and_labels_keep_the_format(
    name: str, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Any text is a value, any text a label; no file leaves the folder, and every file name is plain ASCII."""
    texts = data.draw(st.lists(HOSTILE, min_size=1, max_size=5))
    labels = data.draw(st.lists(LABELS | HOSTILE.filter(bool), min_size=len(texts), max_size=len(texts)))
    folder = tmp_path_factory.mktemp("hostile")
    WRITERS[name](hostile_graph(texts, labels), folder / "out")
    assert CHECKS[name](folder / "out") == []
    assert [path.name for path in folder.iterdir()] == ["out"]
    assert all(path.name.isascii() and path.is_file() for path in (folder / "out").iterdir())


@settings(max_examples=50, deadline=None)
@given(text=HOSTILE, items=st.lists(HOSTILE.filter(bool), min_size=1, max_size=3))
def test_values_survive_csv(text: str, items: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    """A CSV reader gets back each text and list: only NUL and, in lists, the separator are replaced."""
    folder = tmp_path_factory.mktemp("csv")
    node = PropertyNode("n/1", "Person", {"name": text, "aliases": tuple(items)})
    write_neo4j_csv(assemble([node], []), folder / "out")
    with (folder / "out" / "nodes_Person.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["name:string"] == text.replace("\0", "\ufffd")
    plain = [item.replace("\x1f", " ").replace("\0", "\ufffd") for item in items]
    assert row["aliases:string[]"].split("\x1f") == plain


def test_formulas_stay_as_they_are_for_loaders(tmp_path: Path) -> None:
    """A loader gets `=1+1` unchanged: the guard against formulas belongs to tables that people open."""
    write_neo4j_csv(assemble([PropertyNode("n", "Person", {"name": "=1+1"})], []), tmp_path / "out")
    assert '"=1+1"' in (tmp_path / "out" / "nodes_Person.csv").read_text("utf-8")


def test_names_of_files_are_safe_and_distinct() -> None:
    """Also where they differ in case only, or only in what had to be replaced."""
    names = safe_names(["Person", "person", "a/b", "a;b", "", "9", "工会", "x" * 200])
    assert len({name.casefold() for name in names.values()}) == len(names)
    assert all(name.isascii() and name.isidentifier() and len(name) < 80 for name in names.values())
    assert safe_names(["AWARD", "HOLDS_ROLE"], ["Award"])["AWARD"].startswith("AWARD_")
    assert safe_names(["Person", "HOLDS_ROLE"]) == {"Person": "Person", "HOLDS_ROLE": "HOLDS_ROLE"}


@pytest.mark.parametrize("name", WRITERS)
def test_an_interrupted_export_leaves_the_earlier_one(name: str, tmp_path: Path) -> None:
    """An error in the middle of writing leaves the folder as it was, and no scratch folder."""
    WRITERS[name](generated(8, 8), tmp_path / "out")
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    with pytest.raises(OSError, match="gone"):
        WRITERS[name](broken_off(generated(8, 8, seed=2)), tmp_path / "out")
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_of_others_is_not_replaced(tmp_path: Path) -> None:
    """An export does not wipe a folder that holds something else."""
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(StoreError):
        write_neo4j_csv(generated(4, 0), tmp_path)
    assert (tmp_path / "thesis.txt").read_text() == "mine"


def test_a_property_that_needs_quoting_is_refused() -> None:
    """Names of properties come from our tables; another one is an error and not a broken header."""
    with pytest.raises(ValidationError):
        write_neo4j_csv(assemble([PropertyNode("n", "Person", {"a:b": "x"})], []), Path("unused"))


def test_every_shape_is_registered() -> None:
    """Each property-graph export is there compact and full, and says what it loses."""
    for name in (*WRITERS, "ladybug"):
        assert EXPORTS[name].loses != "nothing"
        assert EXPORTS[f"{name}-full"].file != EXPORTS[name].file


# Broken files: which file, what is replaced by what. Each must be found.
NODES, EDGES = "nodes_Person.csv", "edges_ATTENDED.csv"
CSV_FAULTS = [
    (NODES, "id:ID", "id"),
    (NODES, "count:", "count:big"),
    (NODES, "name:", "kind:"),
    (NODES, "aliases:", "all aliases:"),
    (NODES, "name:", ":"),
    (NODES, '"person/00000003","Person"', '"person/00000003",""'),
    (NODES, '"person/00000003",', '"person/00000007",'),
    (NODES, '"person/00000003",', '"",'),
    (NODES, '"person/00000003",', '"person/00000003","more",'),
    (NODES, '"Person",', '"Person,'),
    (NODES, ",3,", ",three,"),
    (EDGES, ":START_ID", "source"),
    (EDGES, ":END_ID", ":START_ID"),
    (EDGES, ":TYPE", ":LABEL"),
    (EDGES, '"person/00000003"', '"person/nobody"'),
    (EDGES, "true", "maybe"),
]


def damage(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_bytes().decode()
    assert old in text, (file, old)
    path.write_bytes(text.replace(old, new, 1).encode())


@pytest.mark.parametrize("name", ["neo4j-csv", "neptune-csv"])
@pytest.mark.parametrize(("file", "old", "new"), CSV_FAULTS)
def test_broken_headers_and_rows_are_rejected(name: str, file: str, old: str, new: str, tmp_path: Path) -> None:
    """Each fault in a header or row is found."""
    WRITERS[name](generated(40, 400), tmp_path / "out")
    damage(tmp_path / "out", file, old, new)
    assert CHECKS[name](tmp_path / "out")


def test_the_dialects_differ(tmp_path: Path) -> None:
    """Neptune has no arrays and needs IDs of edges; neo4j-admin has none."""
    write_neo4j_csv(generated(40, 40), tmp_path / "neo4j")
    write_neptune_csv(generated(40, 40), tmp_path / "neptune")
    assert any("array" in finding for finding in CHECKS["neptune-csv"](tmp_path / "neo4j"))
    assert any("no :ID" in finding for finding in CHECKS["neptune-csv"](tmp_path / "neo4j"))
    assert any("an edge has no :ID" in finding for finding in CHECKS["neo4j-csv"](tmp_path / "neptune"))
    assert CHECKS["neo4j-csv"](tmp_path) == [f"{tmp_path.name}: no CSV files"]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("importer.yaml", '"client"', '"clients"'),
        ("importer.yaml", '"version": "v3"', '"version": "v9"'),
        ("importer.yaml", '"spaceName"', '"space"'),
        ("importer.yaml", "FIXED_STRING(32)", "FIXED_STRING(16)"),
        ("importer.yaml", "FIXED_STRING(32)", "TEXT"),
        ("importer.yaml", "CREATE TAG IF NOT EXISTS `Person`", "CREATE TAG IF NOT EXISTS `People`"),
        ("importer.yaml", "./nodes_Person.csv", "./nodes_People.csv"),
        ("importer.yaml", "./nodes_Person.csv", "../out/../nodes_Person.csv"),
        ("importer.yaml", '"type": "INT"', '"type": "NUMBER"'),
        ("importer.yaml", '"index": 1', '"index": 99'),
        ("importer.yaml", '"tags"', '"labels"'),
        ("importer.yaml", "{", "["),
        (NODES, ",3,", ",three,"),
        (NODES, '"', '"人人人人人人人人人人人'),
        (EDGES, "true", "maybe"),
    ],
)
def test_broken_nebula_folders_are_rejected(file: str, old: str, new: str, tmp_path: Path) -> None:
    """Each fault in the configuration or in a table is found."""
    write_nebula(generated(40, 400), tmp_path / "out")
    damage(tmp_path / "out", file, old, new)
    assert CHECKS["nebula"](tmp_path / "out")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("nodes_Person.jsonl", '"_key": "', '"_key": "a/'),
        ("nodes_Person.jsonl", '"_key": "', f'"_key": "{"x" * 254}'),
        ("nodes_Person.jsonl", '"_key"', '"key"'),
        ("nodes_Person.jsonl", '"name"', '"_name"'),
        ("nodes_Person.jsonl", "{", "["),
        ("nodes_Person.jsonl", "\n", ""),
        ("edges_ATTENDED.jsonl", '"_from": "Person/', '"_from": "Nobody/'),
        ("edges_ATTENDED.jsonl", '"_from"', '"from"'),
        ("edges_ATTENDED.jsonl", '"_to"', '"_target"'),
        ("edges_ATTENDED.jsonl", '"_key": "', '"_key": "人'),
    ],
)
def test_broken_arango_folders_are_rejected(file: str, old: str, new: str, tmp_path: Path) -> None:
    """Each fault in a key, an end or a line is found."""
    write_arango(generated(40, 400), tmp_path / "out")
    damage(tmp_path / "out", file, old, new)
    assert CHECKS["arangodb"](tmp_path / "out")


def test_arango_keeps_every_property(tmp_path: Path) -> None:
    """A line holds the ID, the label and all properties, lists as lists."""
    graph = generated(20, 20)
    write_arango(graph, tmp_path / "out")
    lines = (tmp_path / "out" / "nodes_Person.jsonl").read_text("utf-8").splitlines()
    found = {row["id"]: row for row in map(json.loads, lines)}
    for node in graph.nodes:
        if node.label == "Person":
            row = found[node.id]
            want = {k: list(v) if isinstance(v, tuple) else v for k, v in node.properties.items()}
            assert {k: v for k, v in row.items() if k not in ("_key", "id", "label")} == want
