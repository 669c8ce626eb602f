"""The tables as CSV or Parquet in a folder, described by a Frictionless Data Package.

https://specs.frictionlessdata.io/tabular-data-package/ (version 1). A CSV cell that a spreadsheet would run as a
formula gets an apostrophe in front (https://owasp.org/www-community/attacks/CSV_Injection); in Parquet it is bare.
"""

import csv
import hashlib
import json
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

from unionkg.files import replacing_folder
from unionkg.outputs.table_rows import Cell
from unionkg.outputs.tables import Column, Sheet

SEPARATOR = "|"
_BATCH = 20_000
_DATE = r"\d{4}(-\d{2}(-\d{2})?)?"
_KEYS = {"organization_id": "organizations", "document_id": "sources"}


def write_csv_tables(sheets: Sequence[Sheet], folder: Path) -> None:
    """Write each table as CSV (RFC 4180, UTF-8) and `datapackage.json`; the folder is replaced whole.

    Raises:
        StoreError: `folder` holds something else.
    """
    _write(sheets, folder, "csv", _csv)


def write_parquet_tables(sheets: Sequence[Sheet], folder: Path) -> None:
    """Write each table as Parquet and `datapackage.json`; the folder is replaced whole.

    Raises:
        ImportError: pyarrow is not installed.
        StoreError: `folder` holds something else.
    """
    import pyarrow as pa  # noqa: PLC0415 - optional
    import pyarrow.parquet as pq  # noqa: PLC0415 - optional

    types = {"integer": pa.int64(), "number": pa.float64(), "list": pa.list_(pa.string())}

    def to_parquet(sheet: Sheet, path: Path) -> None:
        fields = [
            pa.field(column.name, types.get(column.type, pa.string()), metadata={"title": column.heading})
            for column in sheet.columns
        ]
        rows = iter(sheet.rows)
        with pq.ParquetWriter(path, pa.schema(fields)) as writer:
            while batch := list(islice(rows, _BATCH)):
                columns = zip(*batch, strict=True)
                arrays = [
                    pa.array(list(values), type=field.type) for values, field in zip(columns, fields, strict=True)
                ]
                writer.write_table(pa.Table.from_arrays(arrays, schema=pa.schema(fields)))

    _write(sheets, folder, "parquet", to_parquet)


def inert(text: str) -> str:
    """Return `text` so that no spreadsheet takes it for a formula.

    >>> inert("=1+1"), inert("工会")
    ("'=1+1", '工会')
    """
    is_formula = text.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")) or text[:1] in (
        "\t",
        "\r",
        "\n",
    )
    return f"'{text}" if is_formula else text


def joined(values: tuple[str, ...]) -> str:
    """Return several values as one text, separated by `|`, which no value then holds."""
    return SEPARATOR.join(value.replace(SEPARATOR, "｜") for value in values)


def _write(sheets: Sequence[Sheet], folder: Path, suffix: str, to_file: Callable[[Sheet, Path], None]) -> None:
    with replacing_folder(folder) as scratch:
        resources = []
        for sheet in sheets:
            path = scratch / f"{sheet.name}.{suffix}"
            to_file(sheet, path)
            resources.append(_resource(sheet, suffix, path))
        package = {
            "profile": "tabular-data-package" if suffix == "csv" else "data-package",
            "name": "unionkg",
            "title": "工会知识图谱",
            "resources": resources,
        }
        text = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
        (scratch / "datapackage.json").write_text(text, "utf-8")


def _csv(sheet: Sheet, path: Path) -> None:
    # A lone surrogate cannot be written as UTF-8.
    with path.open("w", encoding="utf-8", errors="replace", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([column.name for column in sheet.columns])
        writer.writerows([_cell(cell) for cell in row] for row in sheet.rows)


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, tuple):
        return inert(joined(cell))
    return inert(cell) if isinstance(cell, str) else f"{cell:.15g}"


def _resource(sheet: Sheet, suffix: str, path: Path) -> dict[str, object]:
    schema: dict[str, object] = {"fields": [_field(column, suffix) for column in sheet.columns], "missingValues": [""]}
    if sheet.key:
        schema["primaryKey"] = list(sheet.key)
    keys = [
        {"fields": column.name, "reference": {"resource": _KEYS[column.name], "fields": "id"}}
        for column in sheet.columns
        if column.name in _KEYS
    ]
    if keys:
        schema["foreignKeys"] = keys
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    kind = {"profile": "tabular-data-resource", "mediatype": "text/csv"} if suffix == "csv" else {}
    return {
        "name": sheet.name,
        "title": sheet.heading,
        "path": path.name,
        "format": suffix,
        **kind,
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "schema": schema,
    }


def _field(column: Column, suffix: str) -> dict[str, object]:
    field: dict[str, object] = {"name": column.name, "title": column.heading, "type": column.type}
    if column.type == "date":
        field |= {"type": "string", "description": "As precise as the text: a year, a month or a day."}
        field["constraints"] = {"pattern": _DATE}
    elif column.type == "list":
        several = {"type": "string", "description": f"Several values, separated by {SEPARATOR}."}
        field |= several if suffix == "csv" else {"type": "array"}
    return field
