"""What holds for every export: names come back as the registry says, progress is told, a failure changes nothing.

The names are those that break a writer which does not escape.
"""

import csv
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx
import pytest
from click.testing import CliRunner
from outputs.test_cypher import read_text
from pyoxigraph import Literal, Quad, RdfFormat, parse
from queries.corpus import dataset as corpus

from unionkg.cli import main
from unionkg.errors import StoreError
from unionkg.graph.facts import rules
from unionkg.iris import term
from unionkg.outputs import EXPORTS, run_export
from unionkg.store.dataset import Dataset, open_dataset

NAMES = (
    "他说：\"好\" 'it' `x`",
    "第一行\n第二行\r\n\t第三行",
    "\u202eabc\u2066工会\u2069\u200f",
    "😀 ﷽ 𠮷 é",
    "职" * 10_000,
    "=1+1",
    "@SUM(A1)",
    "../../etc/passwd",
    "a,b;c|d\x1fe",
    "\0NUL",
    "C:\\users\\u0041\\",
    "</script><b>&amp;]]>",
    "$$ $unionkg$ ;--",
    "_x0041_",
    "a\u2028\u2029\x85\x0bz",
)
csv.field_size_limit(2**31 - 1)


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    """The example, whose nodes have these names in turn."""
    source = corpus().store
    classes = {term(class_) for class_ in rules()["nodes"]}
    nodes = sorted({q.subject for q in source if q.predicate == term("rdf:type") and q.object in classes}, key=str)
    name = {node: NAMES[n % len(NAMES)] for n, node in enumerate(nodes)}
    made = open_dataset()
    made.load_all(
        Quad(quad.subject, quad.predicate, Literal(name[quad.subject], language="zh"), quad.graph_name)
        if quad.predicate == term("skos:prefLabel") and quad.subject in name
        else quad
        for quad in source
        if "/id/" in str(quad.graph_name)
    )
    return made


def of_rdf(format_: RdfFormat) -> Callable[[Path], Iterator[str]]:
    label = term("skos:prefLabel")
    return lambda path: (quad.object.value for quad in parse(path=path, format=format_) if quad.predicate == label)


def of_csv(*columns: str) -> Callable[[Path], Iterator[str]]:
    def read(folder: Path) -> Iterator[str]:
        for path in folder.glob("*.csv"):
            with path.open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    yield from (row[column] for column in columns if column in row)

    return read


def of_nebula(folder: Path) -> Iterator[str]:
    for source in json.loads((folder / "importer.yaml").read_text("utf-8"))["sources"]:
        for tag in source.get("tags", ()):
            index = next((prop["index"] for prop in tag["props"] if prop["name"] == "name"), 0)
            with (folder / source["path"]).open(encoding="utf-8", newline="") as file:
                yield from (row[index] for row in csv.reader(file))


def of_parquet(*columns: str) -> Callable[[Path], Iterator[str]]:
    def read(folder: Path) -> Iterator[str]:
        parquet = pytest.importorskip("pyarrow.parquet")
        for path in folder.glob("*.parquet"):
            table = parquet.read_table(path)
            yield from (v for c in columns if c in table.column_names for v in table[c].to_pylist())

    return read


def of_lines(pick: Callable[[Any], list[str]]) -> Callable[[Path], Iterator[str]]:
    def read(path: Path) -> Iterator[str]:
        for file in path.glob("nodes_*.jsonl") if path.is_dir() else [path]:
            with file.open(encoding="utf-8", newline="\n") as lines:
                for line in lines:
                    yield from pick(json.loads(line))

    return read


def of_cypher(path: Path) -> Iterator[str]:
    script = path.read_bytes().decode()
    return (read_text(found) for found in re.findall(r"`name`: ('(?:[^'\\]|\\.)*')", script))


def of_age(path: Path) -> Iterator[str]:
    for found in re.findall(r"'(\{(?:[^']|'')*\})'::agtype", path.read_bytes().decode()):
        yield json.loads(found.replace("''", "'")).get("name", "")


def of_network(read: Callable[[Path], Any]) -> Callable[[Path], Iterator[str]]:
    return lambda path: (data.get("name", "") for _, data in read(path).nodes(data=True))


def of_workbook(path: Path) -> Iterator[str]:
    calamine = pytest.importorskip("python_calamine", reason="needs calamine: pip install python-calamine")
    book = calamine.CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        for row in book.get_sheet_by_name(name).to_python():
            yield from map(str, row)


def of_site(path: Path) -> Iterator[str]:
    script = (path / "assets" / "names.js").read_text("utf-8")
    return (row[2] for row in json.loads(script[script.index("[") : script.rindex("]") + 1]))


TABLES = ("person", "name", "entity")
READERS: dict[str, Callable[[Path], Iterator[str]]] = {
    "turtle": of_rdf(RdfFormat.TURTLE),
    "trig": of_rdf(RdfFormat.TRIG),
    "jsonld": of_rdf(RdfFormat.JSON_LD),
    "ntriples": of_rdf(RdfFormat.N_TRIPLES),
    "nquads": of_rdf(RdfFormat.N_QUADS),
    "rdfxml": of_rdf(RdfFormat.RDF_XML),
    "rdf12": of_rdf(RdfFormat.TRIG),
    "tables-csv": of_csv(*TABLES),
    "tables-parquet": of_parquet(*TABLES),
    "workbook": of_workbook,
    "ftm": of_lines(lambda record: record["properties"].get("name", [])),
    "neo4j-csv": of_csv("name:string"),
    "neptune-csv": of_csv("name:String"),
    "ladybug": of_parquet("name"),
    "ladybug-csv": of_csv("name"),
    "nebula": of_nebula,
    "arangodb": of_lines(lambda row: [row.get("name", "")]),
    "cypher": of_cypher,
    "memgraph": of_cypher,
    "age": of_age,
    "graphson": of_lines(lambda row: [row["properties"]["name"][0]["value"]] if "name" in row["properties"] else []),
    "graphml": of_network(lambda path: networkx.read_graphml(path, edge_key_type=str, force_multigraph=True)),
    "gexf": of_network(lambda path: networkx.read_gexf(path, version="1.3")),
    "node-link": of_network(lambda p: networkx.node_link_graph(json.loads(p.read_text("utf-8")), edges="edges")),
    "cytoscape": of_network(lambda path: networkx.cytoscape_graph(json.loads(path.read_text("utf-8")))),
    "site": of_site,
}
XML = {"rdfxml", "graphml", "gexf", "workbook"}
NUL = {"neo4j-csv", "neptune-csv", "ladybug", "ladybug-csv", "nebula", "arangodb", "age"}


def expected(name: str, text: str) -> str:
    """Return what becomes of a name by the registry."""
    if name in XML:
        text = text.replace("\r\n", "\n") if name == "workbook" else text
        return re.sub("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text)
    if name in NUL:
        return text.replace("\0", "\ufffd")
    if name == "ftm":
        return text.strip()
    return f"'{text}" if name == "tables-csv" and text[0] in "=@" else text


def test_every_export_is_here_or_shown_elsewhere() -> None:
    """The page and the findings have their own tests of hostile names, and the n10s script holds none."""
    assert {name.removesuffix("-full") for name in EXPORTS} - set(READERS) == {"findings", "html", "n10s"}


@pytest.mark.parametrize("name", [name for name in EXPORTS if name.removesuffix("-full") in READERS])
def test_names_come_back(name: str, dataset: Dataset, tmp_path: Path) -> None:
    """Each name is there as it was, but for what the registry says of the format; nothing is written elsewhere."""
    run_export(name, dataset, tmp_path / "out")
    kind = name.removesuffix("-full")
    found = set(READERS[kind](tmp_path / "out"))
    assert {expected(kind, text) for text in NAMES} <= found
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    if kind in XML | NUL:
        assert "U+FFFD" in EXPORTS[name].loses


@pytest.mark.parametrize("name", EXPORTS)
def test_progress_is_told(name: str, dataset: Dataset, tmp_path: Path) -> None:
    """Every export tells what it does; one of a property graph also how much of how much was written."""
    heard: list[tuple[str, int, int]] = []
    run_export(name, dataset, tmp_path / "out", lambda *told: heard.append(told))
    assert heard or name == "n10s"
    assert all(0 <= done <= total or total == 0 for _, done, total in heard)


def content(path: Path) -> dict[str, bytes]:
    files = path.rglob("*") if path.is_dir() else [path]
    return {str(file.relative_to(path)): file.read_bytes() for file in files if file.is_file()}


FULL, CTRL_C = OSError(28, "No space left on device"), KeyboardInterrupt()


@pytest.mark.parametrize(
    ("name", "error"),
    [*((name, FULL) for name in EXPORTS), *((name, CTRL_C) for name in ("turtle", "neo4j-csv", "workbook", "age"))],
)
def test_an_interrupted_export_leaves_the_earlier_one(
    name: str, error: BaseException, dataset: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Equal exports have equal bytes; one that fails at its end changes nothing and leaves nothing beside."""
    path = tmp_path / "out"
    run_export(name, corpus(), path)
    first = content(path)
    run_export(name, corpus(), path)
    assert content(path) == first

    def fail(*args: object, **more: object) -> None:
        raise error

    monkeypatch.setattr("os.fsync", fail)
    monkeypatch.setattr(Path, "write_text", fail)
    with pytest.raises((StoreError, KeyboardInterrupt)):
        run_export(name, dataset, path)
    assert content(path) == first
    assert [file.name for file in tmp_path.iterdir()] == ["out"]


def test_a_full_disk_for_sorting_is_told_in_plain_words(
    dataset: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The temporary database names no file, so the message names the variable that moves it."""

    def full(*args: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("unionkg.graph.spool.Spool.finish", full)
    with pytest.raises(StoreError, match="disk is full") as error:
        run_export("cypher", dataset, tmp_path / "out")
    assert "TMPDIR" in str(error.value)


def test_into_a_pipe_only_the_file_is_named(dataset: Dataset, tmp_path: Path) -> None:
    """Nobody watches, so there is no progress on either stream."""
    with open_dataset(tmp_path / "dataset") as made:
        made.load_all(quad for quad in dataset.store if "/id/" in str(quad.graph_name))
    result = CliRunner().invoke(main, ["export", "graphml", "--out", str(tmp_path)])
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{tmp_path / 'unionkg.graphml'}\n", "")
