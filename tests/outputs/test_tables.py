"""Tables for people: complete, described, and without a cell that a spreadsheet would run."""

import csv
import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from queries.corpus import dataset as corpus

from unionkg.errors import SettingsError, StoreError
from unionkg.graph.projection import Projection, project
from unionkg.outputs import run_export
from unionkg.outputs.table_files import inert, write_csv_tables, write_parquet_tables
from unionkg.outputs.tables import Sheet, tables
from unionkg.outputs.workbook import write_workbook

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", '=cmd|"/c calc"!A1', "=HYPERLINK(0)"]


@pytest.fixture(scope="module")
def dataset():
    """The corpus of the questions."""
    return corpus()


@pytest.fixture(scope="module")
def projection(dataset) -> Projection:
    return project(dataset.store)


@pytest.fixture
def hostile(projection) -> Projection:
    """The same with names and quotes that are formulas, control characters and separators."""
    names = [*HOSTILE, "a|b", 'a,"b"\n', "\x00\x0b", "../../etc", "x" * 40_000]
    nodes = [
        replace(node, label=names[i % len(names)], aliases=tuple(names)) for i, node in enumerate(projection.nodes)
    ]
    edges = [replace(edge, role=names[i % len(names)]) for i, edge in enumerate(projection.edges)]
    return replace(projection, nodes=tuple(nodes), edges=tuple(edges))


def laid_out(projection: Projection) -> tuple[Sheet, ...]:
    return tables(projection.nodes, (*projection.edges, *projection.loose), projection.documents)


def read(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_fact_of_the_projection_is_there(projection):
    """Each node once, each post, each figure, each witness, each document."""
    sheets = {sheet.name: sheet for sheet in laid_out(projection)}
    listed = {
        row[0]
        for name in ("people", "organizations", "initiatives", "facilities", "others")
        for row in sheets[name].rows
    }
    assert listed == {node.id for node in projection.nodes}
    edges = (*projection.edges, *projection.loose)
    posts = [row for row in sheets["people"].rows if row[3] is not None]
    assert len(posts) == sum(edge.type == "holdsRole" for edge in edges)
    assert len(sheets["figures"].rows) == sum(len(node.figures) for node in projection.nodes)
    witnesses = {w.id for edge in edges for w in edge.witnesses}
    witnesses |= {w.id for node in projection.nodes for figure in node.figures for w in figure.witnesses}
    assert {row[0] for row in sheets["statements"].rows} == witnesses
    assert {row[0] for row in sheets["sources"].rows} == {document.id for document in projection.documents}
    for sheet in sheets.values():
        assert all(len(row) == len(sheet.columns) for row in sheet.rows), sheet.name


def test_csv_is_what_its_description_says(projection, tmp_path):
    """Columns, types, keys, references, sizes and hashes of the package hold."""
    folder = tmp_path / "tables"
    write_csv_tables(laid_out(projection), folder)
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert package["profile"] == "tabular-data-package"
    found = {resource["name"]: read(folder, resource["name"]) for resource in package["resources"]}
    parse = {"string": str, "integer": int, "number": float}
    for resource in package["resources"]:
        data = (folder / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
        rows, schema = found[resource["name"]], resource["schema"]
        for field in schema["fields"]:
            [parse[field["type"]](row[field["name"]]) for row in rows if row[field["name"]]]
        for key in schema.get("primaryKey", []):
            assert len({row[key] for row in rows}) == len(rows)
        for key in schema.get("foreignKeys", []):
            known = {row["id"] for row in found[key["reference"]["resource"]]}
            assert {row[key["fields"]] for row in rows} - {""} <= known
        assert [field["name"] for field in schema["fields"]] == list(rows[0])


def test_frictionless_finds_no_fault(projection, tmp_path):
    """The reference implementation accepts the package."""
    frictionless = pytest.importorskip("frictionless", reason="needs frictionless: pip install frictionless")
    write_csv_tables(laid_out(projection), tmp_path / "tables")
    report = frictionless.validate(str(tmp_path / "tables" / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])


def test_no_cell_of_the_csv_is_a_formula(hostile, tmp_path):
    """Whatever names and roles are, a text that begins as a formula has an apostrophe in front."""
    write_csv_tables(laid_out(hostile), tmp_path / "tables")
    for path in (tmp_path / "tables").glob("*.csv"):
        for row in read(path.parent, path.stem):
            for name, cell in row.items():
                is_number = name in ("value", "confidence")
                assert is_number or not cell.lstrip().startswith(tuple("=+-@＝＋－＠")), (path.name, cell[:20])
                assert not cell.startswith(("\t", "\r", "\n"))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["tables"]


@given(st.text(st.sampled_from("=+-@\t\r\n '\"a，＝"), max_size=6))
def test_inert_text_is_no_formula(text):
    """For any text; and what is none stays as it is."""
    safe = inert(text)
    assert safe in (text, f"'{text}")
    assert not safe.lstrip().startswith(tuple("=+-@＝"))


def test_parquet_has_the_bare_values(projection, hostile, tmp_path):
    """Types, lists and texts come back as they are."""
    parquet = pytest.importorskip("pyarrow.parquet", reason="needs pyarrow: pip install 'unionkg[formats]'")
    for number, given_ in enumerate((projection, hostile)):
        folder = tmp_path / str(number)
        write_parquet_tables(laid_out(given_), folder)
        for sheet in laid_out(given_):
            table = parquet.read_table(folder / f"{sheet.name}.parquet")
            rows = [tuple(tuple(v) if isinstance(v, list) else v for v in row.values()) for row in table.to_pylist()]
            assert rows == list(sheet.rows)
            assert table.column_names == [column.name for column in sheet.columns]


def test_the_workbook_reads_well(projection, tmp_path):
    """A sheet a topic with Chinese headings, a frozen header, filters, widths; links lead to the row that they name."""
    openpyxl = pytest.importorskip("openpyxl", reason="needs openpyxl: pip install 'unionkg[formats]'")
    sheets = laid_out(projection)
    write_workbook(sheets, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["说明", *(sheet.heading for sheet in sheets)]
    for sheet in sheets:
        page = book[sheet.heading]
        assert [cell.value for cell in page[1]] == [column.heading for column in sheet.columns]
        assert page.max_row == len(sheet.rows) + 1
        assert (page.freeze_panes, page.auto_filter.ref) == ("C2", page.dimensions)
        assert page.column_dimensions["A"].width == sheet.columns[0].width
    people = book["人物与职务"]
    linked = [cell for row in people.iter_rows(min_row=2) for cell in row if cell.hyperlink]
    assert linked
    for cell in linked:
        name, _, place = cell.hyperlink.location.partition("!")
        target = book[name.strip("'")][place]
        assert book[name.strip("'")].cell(target.row, 2).value == cell.value


def test_no_cell_of_the_workbook_is_a_formula(hostile, tmp_path):
    """Texts stay texts, as they are but for what a sheet cannot hold."""
    openpyxl = pytest.importorskip("openpyxl", reason="needs openpyxl: pip install 'unionkg[formats]'")
    write_workbook(laid_out(hostile), tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    begun = [cell for cell in cells if cell.data_type == "s" and cell.value.lstrip()[:1] in tuple("=+-@＝＋－＠")]
    assert {cell.value for cell in begun} >= {"=1+1", "@SUM(A1)", '=cmd|"/c calc"!A1'}
    assert all(cell.quotePrefix for cell in begun)
    assert max(len(cell.value) for cell in cells if cell.data_type == "s") == 32_767


@pytest.mark.parametrize("name", ["tables-csv", "tables-parquet", "workbook", "ftm"])
def test_two_exports_are_equal_and_an_interrupted_one_changes_nothing(dataset, name, tmp_path, monkeypatch):
    """Bytes are the same; an error on the way leaves the earlier export."""
    pytest.importorskip("openpyxl")
    pytest.importorskip("pyarrow")
    path = tmp_path / "out"

    def content() -> dict[str, bytes]:
        return {p.name: p.read_bytes() for p in (path.rglob("*") if path.is_dir() else [path]) if p.is_file()}

    run_export(name, dataset, path)
    first = content()
    run_export(name, dataset, path)
    assert content() == first

    def fail(*args, **more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    monkeypatch.setattr(Path, "write_text", fail)
    with pytest.raises(StoreError, match="No space left"):
        run_export(name, dataset, path)
    assert content() == first
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_missing_package_is_named(dataset, tmp_path, monkeypatch):
    """With the command that installs it."""
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    with pytest.raises(SettingsError, match=r"pip install 'unionkg\[formats\]'"):
        run_export("workbook", dataset, tmp_path / "a.xlsx")


def test_an_empty_graph_gives_empty_tables(tmp_path):
    """Headers alone."""
    write_csv_tables(laid_out(Projection((), (), (), ())), tmp_path / "tables")
    assert (tmp_path / "tables" / "sources.csv").read_text("utf-8").startswith("id,title")
