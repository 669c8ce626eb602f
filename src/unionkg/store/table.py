"""The answer to a question: columns and rows of RDF terms, and the forms in which people and programs read it."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import rich.box
import rich.table
import rich.text
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from unionkg.vocab import PREFIXES

Term = NamedNode | BlankNode | Literal | Triple
Cell = Term | None

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_NUMERIC = frozenset(PREFIXES["xsd"] + name for name in ("integer", "decimal", "double", "float"))
_PLAIN = PREFIXES["xsd"] + "string"


@dataclass(frozen=True, slots=True)
class Table:
    """`columns` are the names of variables, `headings` what people read above them (empty: the names).

    `boolean` is the answer to an ASK query, None for any other one.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    headings: tuple[str, ...] = ()
    boolean: bool | None = None


def cell_text(cell: Cell) -> str:
    """Return what a reader sees of a term: the value of a literal, an IRI with its prefix, nothing for None.

    >>> cell_text(Literal("海淀区总工会", language="zh"))
    '海淀区总工会'
    >>> cell_text(NamedNode("http://www.w3.org/ns/org#member"))
    'org:member'
    """
    if cell is None:
        return ""
    if isinstance(cell, Literal):
        return cell.value
    if isinstance(cell, NamedNode):
        return _curie(cell.value)
    return str(cell)


def to_values(table: Table) -> tuple[tuple[str | int | float | bool | None, ...], ...]:
    """Return the rows as Python values: numbers, booleans and None as such, all else as `cell_text` shows it."""
    return tuple(tuple(_value(cell) for cell in row) for row in table.rows)


def to_csv(table: Table) -> str:
    """Return the table as CSV (RFC 4180); encode it as `utf-8-sig` for a spreadsheet.

    A cell that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay as they are.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(table.columns)
    writer.writerows([_guarded(cell) for cell in row] for row in table.rows)
    return out.getvalue()


def to_json(table: Table) -> str:
    """Return the table in the SPARQL 1.1 Query Results JSON Format."""
    if table.boolean is not None:
        return json.dumps({"head": {}, "boolean": table.boolean})
    bindings = [
        {name: _json_term(cell) for name, cell in zip(table.columns, row, strict=True) if cell is not None}
        for row in table.rows
    ]
    document = {"head": {"vars": list(table.columns)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=1)


def to_rich(table: Table, *, title: str | None = None) -> rich.table.Table:
    """Return the table for a terminal; control characters of the texts are left out."""
    view = rich.table.Table(title=title, box=rich.box.SIMPLE_HEAD, show_lines=False)
    for heading in table.headings or table.columns:
        view.add_column(heading, overflow="fold")
    for row in table.rows:
        view.add_row(*(printable(cell_text(cell)) for cell in row))
    return view


class _Parameter(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def is_required(self) -> bool: ...
    @property
    def label_zh(self) -> str: ...


class _Question(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def title_zh(self) -> str: ...
    @property
    def title_en(self) -> str: ...
    @property
    def parameters(self) -> Sequence[_Parameter]: ...


def questions_table(questions: Iterable[_Question]) -> rich.table.Table:
    """Return the list of questions for a terminal; parameters in brackets may be left out."""
    view = rich.table.Table(box=rich.box.SIMPLE_HEAD)
    for heading in ("名称 Name", "问题 Question", "参数 Parameters"):
        view.add_column(heading, overflow="fold")
    for question in questions:
        words = (
            f"{parameter.name} ({parameter.label_zh})" if parameter.is_required else f"[{parameter.name}]"
            for parameter in question.parameters
        )
        view.add_row(question.name, f"{question.title_zh}\n{question.title_en}", printable("  ".join(words)))
    return view


def printable(text: str) -> rich.text.Text:
    """Return `text` for a terminal: no markup is read in it, and no control character reaches the screen."""
    return rich.text.Text(_CONTROL.sub("", text))


def _curie(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _value(cell: Cell) -> str | int | float | bool | None:
    if cell is None:
        return None
    kind = cell.datatype.value.removeprefix(PREFIXES["xsd"]) if isinstance(cell, Literal) else ""
    text = cell_text(cell)
    if kind == "boolean":
        return text in ("true", "1")
    if kind == "integer":
        return int(text)
    return float(text) if kind in ("decimal", "double", "float") else text


def _guarded(cell: Cell) -> str:
    text = cell_text(cell)
    if isinstance(cell, Literal) and cell.datatype.value in _NUMERIC:
        return text
    is_formula = text.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")) or text[:1] in ("\t", "\r")
    return f"'{text}" if is_formula else text


def _json_term(term: Term) -> Mapping[str, object]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    datatype = {} if term.datatype.value == _PLAIN else {"datatype": term.datatype.value}
    return {"type": "literal", "value": term.value} | datatype
