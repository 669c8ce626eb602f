"""Tables for terminals, spreadsheets and programs."""

import csv
import io
import json

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from rich.console import Console

from unionkg.store.table import Table, to_csv, to_json, to_rich

XSD = "http://www.w3.org/2001/XMLSchema#"
NAME = NamedNode("https://schema.org/name")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "-2394"])
def test_no_cell_is_a_formula(text: str) -> None:
    """A text that a spreadsheet would run gets an apostrophe."""
    (_, row) = csv.reader(io.StringIO(to_csv(Table(("a",), ((Literal(text),),)))))
    assert row == [f"'{text}"]


def test_numbers_stay_numbers() -> None:
    """A negative number of a numeric datatype is left as it is."""
    table = Table(("a", "b"), ((Literal("-5", datatype=NamedNode(XSD + "integer")), None),))
    assert to_csv(table) == "a,b\r\n-5,\r\n"


def test_csv_keeps_quotes_and_newlines() -> None:
    """What is read back equals what was written."""
    text = '说："好"，\n,{}'
    assert list(csv.reader(io.StringIO(to_csv(Table(("a",), ((Literal(text),),))), newline=""))) == [["a"], [text]]


def test_json_is_sparql_results() -> None:
    """Each kind of term has the shape of the W3C format; what is unbound is left out."""
    row = (NAME, Literal("名", language="zh"), Literal("1", datatype=NamedNode(XSD + "integer")), Literal("x"), None)
    document = json.loads(to_json(Table(("a", "b", "c", "d", "e"), (row,))))
    assert document["head"] == {"vars": ["a", "b", "c", "d", "e"]}
    assert document["results"]["bindings"] == [
        {
            "a": {"type": "uri", "value": NAME.value},
            "b": {"type": "literal", "value": "名", "xml:lang": "zh"},
            "c": {"type": "literal", "value": "1", "datatype": XSD + "integer"},
            "d": {"type": "literal", "value": "x"},
        }
    ]
    assert json.loads(to_json(Table(("answer",), (), boolean=False))) == {"head": {}, "boolean": False}


def test_json_of_rare_terms() -> None:
    """Blank nodes and triple terms of somebody's query have their shape too."""
    triple = Triple(NAME, NAME, Literal("x"))
    (binding,) = json.loads(to_json(Table(("a", "b"), ((BlankNode("z"), triple),))))["results"]["bindings"]
    assert binding["a"] == {"type": "bnode", "value": "z"}
    assert binding["b"]["value"]["object"] == {"type": "literal", "value": "x"}


def test_terminal_shows_text_only() -> None:
    """Markup and control characters of a text do nothing on the screen."""
    console = Console(width=80, record=True, file=io.StringIO())
    console.print(to_rich(Table(("a",), ((Literal("[red]红[/red]\x1b[31m"),), (NAME,)), headings=("题",))))
    shown = console.export_text()
    assert "题" in shown
    assert "[red]红[/red][31m" in shown
    assert "schema:name" in shown
