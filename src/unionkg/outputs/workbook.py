"""The tables as an Excel workbook for analysts: a sheet a topic, Chinese headings, filters, links to the sources."""

import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from unionkg.errors import StoreError
from unionkg.files import replacing
from unionkg.outputs.table_files import joined
from unionkg.outputs.table_rows import Cell
from unionkg.outputs.tables import Column, Sheet

# https://support.microsoft.com/en-us/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3
_MAX_ROWS, _MAX_TEXT, _MAX_LINKS = 1_048_576, 32_767, 60_000
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# A spreadsheet reads _x0041_ as the letter A (ECMA-376, 22.9.2.19); an escaped underscore keeps it as it is.
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_OVERVIEW = "说明"
# Tables whose rows others link to.
_LINKED = ("organizations", "sources")


def write_workbook(sheets: Sequence[Sheet], path: Path) -> None:
    """Write the workbook in one step; equal tables give equal bytes. No cell is a formula, whatever its text.

    Raises:
        ImportError: openpyxl is not installed.
        StoreError: a table has more rows than a sheet can hold.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - optional

    for sheet in sheets:
        if len(sheet.rows) >= _MAX_ROWS:
            raise StoreError(
                f"The table '{sheet.name}' has {len(sheet.rows)} rows; a sheet holds {_MAX_ROWS}.",
                offending=sheet.name,
                remedy="Export it as CSV or Parquet: tables-csv, tables-parquet.",
            )
    # Rows go to files as they come; what stays in memory are the texts, each once, and the links.
    book = Workbook(write_only=True)
    _overview(book.create_sheet(_OVERVIEW), sheets)
    rows = {sheet.name: _row_numbers(sheet) for sheet in sheets if sheet.name in _LINKED}
    headings = {sheet.name: sheet.heading for sheet in sheets}
    for sheet in sheets:
        _fill(book.create_sheet(sheet.heading), sheet, rows, headings)
    with tempfile.TemporaryFile() as draft, replacing(path) as out:
        book.save(draft)
        _undated(draft, out)


def _overview(page: Any, sheets: Sequence[Sheet]) -> None:
    from openpyxl.styles import Font  # noqa: PLC0415 - optional

    page.column_dimensions["A"].width = 24
    page.append([_cell(page, "工会知识图谱", font=Font(bold=True, size=14))])
    page.append([_cell(page, "工作表", font=Font(bold=True)), _cell(page, "行数", font=Font(bold=True))])
    for sheet in sheets:
        heading = _cell(page, sheet.heading)
        _link(heading, sheet.heading, 1)
        page.append([heading, len(sheet.rows)])
    page.append([])
    page.append(["每行都有原文和文章；“状态”说明文中是已经、正在、计划、要求、曾经还是否定。"])


def _row_numbers(sheet: Sheet) -> dict[Cell, int]:
    """Return the spreadsheet row of each ID, where the table has one."""
    return {row[0]: number for number, row in enumerate(sheet.rows, start=2)} if sheet.key else {}


def _fill(page: Any, sheet: Sheet, rows: dict[str, dict[Cell, int]], headings: dict[str, str]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415 - optional
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - optional

    wrap, top = Alignment(wrap_text=True, vertical="top"), Alignment(vertical="top")
    for number, column in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(number)].width = column.width
    page.freeze_panes = "C2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{len(sheet.rows) + 1}"
    font, fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="8B1A1A")
    page.append([_cell(page, column.heading, font=font, fill=fill) for column in sheet.columns])
    links = 0
    targets = list(_targets(sheet.columns))
    for row in sheet.rows:
        cells = [
            None if value in (None, "", ()) else _cell(page, value, alignment=wrap if column.width > 20 else top)
            for value, column in zip(row, sheet.columns, strict=True)
        ]
        for number, key, name in targets:
            target, cell = rows[name].get(row[key]), cells[number - 1]
            if target and cell and links < _MAX_LINKS:
                _link(cell, headings[name], target)
                links += 1
        page.append(cells)


def _cell(page: Any, value: Cell, **style: object) -> Any:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - optional

    cell = WriteOnlyCell(page)
    _put(cell, value)
    for name, look in style.items():
        setattr(cell, name, look)
    return cell


def _targets(columns: Sequence[Column]) -> Iterator[tuple[int, int, str]]:
    """Yield for each column with links its number from 1, the index of the column with the ID, the sheet."""
    names = [column.name for column in columns]
    for number, column in enumerate(columns, start=1):
        if column.links and column.by:
            yield number, names.index(column.by), column.links


def _put(cell: Any, value: Cell) -> None:
    """Set a cell; text is text, also where it begins as a formula does."""
    if isinstance(value, int | float):
        cell.value = value
        return
    text = _FORBIDDEN.sub("\ufffd", joined(value) if isinstance(value, tuple) else value or "")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text if len(text) <= _MAX_TEXT else text[: _MAX_TEXT - 1] + "…"
    cell.value = _ESCAPE.sub("_x005F_", text)
    cell.data_type = "s"
    if text.lstrip()[:1] in "=+-@＝＋－＠\t\r":
        # What Excel itself sets for a leading apostrophe: the cell stays text when somebody edits it.
        cell.quotePrefix = True


def _link(cell: Any, heading: str, row: int) -> None:
    from openpyxl.styles import Font  # noqa: PLC0415 - optional
    from openpyxl.worksheet.hyperlink import Hyperlink  # noqa: PLC0415 - optional

    # Where the cell stands is known when its row is written.
    cell.hyperlink = Hyperlink(ref="", location=f"'{heading}'!A{row}")
    cell.font = Font(color="0563C1", underline="single")


def _undated(draft: BinaryIO, out: BinaryIO) -> None:
    """Copy the archive without the time of its making."""
    with zipfile.ZipFile(draft) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with old.open(name) as source, new.open(entry, "w", force_zip64=True) as target:
                if name == "docProps/core.xml":
                    target.write(_STAMP.sub(rb"\g<1>2000-01-01T00:00:00Z", source.read()))
                else:
                    shutil.copyfileobj(source, target)
