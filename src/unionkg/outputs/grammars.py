"""Checks of a folder against the format that a vendor documents, for targets that do not run where the tests run.

Each function returns what is wrong, one line a finding; an empty list means that the format is kept. They read any
folder of that format, not only ours, and know nothing of our writers.
"""

import csv
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_MAX_FINDINGS = 50
_LONG = re.compile(r"[+-]?\d{1,19}")
_DOUBLE = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?|-?Infinity|NaN")
_BOOLEAN = re.compile("true|false")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_FORMS = {"long": _LONG, "int": _LONG, "short": _LONG, "byte": _LONG, "double": _DOUBLE, "float": _DOUBLE}
_FORMS |= {"boolean": _BOOLEAN, "bool": _BOOLEAN, "date": _DATE}
_TEXTS = {"string", "char", "localdate", "time", "localtime", "datetime", "localdatetime", "duration", "point"}


@dataclass(frozen=True, slots=True)
class _Grammar:
    """What differs between the two loaders that read typed headers."""

    types: frozenset[str]
    has_arrays: bool
    has_edge_ids: bool
    separator: str


_NEO4J = _Grammar(frozenset(_FORMS) - {"bool"} | _TEXTS, has_arrays=True, has_edge_ids=False, separator="\x1f")
_NEPTUNE = _Grammar(frozenset(_FORMS) | _TEXTS, has_arrays=False, has_edge_ids=True, separator=";")


def check_neo4j_admin(folder: Path) -> list[str]:
    """Check CSV for `neo4j-admin database import`: neo4j.com/docs/operations-manual/current/import/, CSV header format.

    Node files have one `:ID`, edge files `:START_ID`, `:END_ID`, `:TYPE`; IDs are unique in their space and ends exist;
    cells are of the type in the header. The array delimiter is U+001F, as our README tells the importer.
    """
    return _first(_typed_csv(folder, _NEO4J))


def check_neptune_opencypher(folder: Path) -> list[str]:
    """Check CSV for Neptune's loader: docs.aws.amazon.com/neptune/latest/userguide/
    bulk-load-tutorial-format-opencypher.html.

    As for neo4j-admin, but an edge needs an `:ID` (`userProvidedEdgeIds`), system columns stand once, there are no
    arrays, and a header holds no space, comma or line break.
    """
    return _first(_typed_csv(folder, _NEPTUNE))


def check_nebula_importer(folder: Path) -> list[str]:
    """Check `importer.yaml` in its JSON form and its CSV: docs.nebula-graph.io, NebulaGraph Importer 4, configuration.

    `client`, `manager` and `sources` are there; each source has tags or edges with VIDs and properties whose columns
    exist; VIDs fit the bytes of `vid_type`, ranks are integers, cells are of their type; tags and edges are created.
    """
    return _first(_nebula(folder))


def check_arangoimport(folder: Path) -> list[str]:
    """Check JSON lines for arangoimport: docs.arangodb.com, Document keys and Edges.

    `_key` is up to 254 bytes of the allowed characters and unique in its file; edges have `_from` and `_to` as
    `collection/key` of a document that is there; a line is one object; no attribute but these begins with `_`.
    """
    return _first(_arango(folder))


def _first(findings: Iterator[str]) -> list[str]:
    return [finding for finding, _ in zip(findings, range(_MAX_FINDINGS), strict=False)]


def _rows(path: Path) -> Iterator[list[str]]:
    csv.field_size_limit(2**31 - 1)
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file, strict=True)


def _typed_csv(folder: Path, grammar: _Grammar) -> Iterator[str]:
    files = sorted(folder.glob("*.csv"))
    if not files:
        yield f"{folder.name}: no CSV files"
    known: set[tuple[str, str]] = set()
    waiting: list[tuple[str, tuple[str, str]]] = []
    edge_ids: set[str] = set()
    for path in files:
        try:
            yield from _typed_file(path, grammar, known, waiting, edge_ids)
        except (csv.Error, UnicodeDecodeError, StopIteration) as error:
            yield f"{path.name}: not CSV in UTF-8: {error}"
    for place, end in waiting:
        if end not in known:
            yield f"{place}: no node has the ID {end[1]!r} in the ID space {end[0]!r}"


def _typed_file(
    path: Path,
    grammar: _Grammar,
    known: set[tuple[str, str]],
    waiting: list[tuple[str, tuple[str, str]]],
    edge_ids: set[str],
) -> Iterator[str]:
    rows = _rows(path)
    header = next(rows, [])
    columns = [_column(field) for field in header]
    kinds = [kind for _, kind, _ in columns]
    findings = list(_header(header, columns, grammar))
    yield from (f"{path.name}: {finding}" for finding in findings)
    if findings:
        return
    is_edge = "START_ID" in kinds
    for number, row in enumerate(rows, 2):
        place = f"{path.name} row {number}"
        if len(row) != len(header):
            yield f"{place}: {len(row)} fields, the header has {len(header)}"
            continue
        for (name, kind, space), value in zip(columns, row, strict=True):
            if kind == "ID":
                group = edge_ids if is_edge else known
                item: Any = value if is_edge else (space, value)
                if not value:
                    yield f"{place}: an empty ID"
                elif item in group:
                    yield f"{place}: the ID {value!r} stands twice"
                group.add(item)
            elif kind in ("START_ID", "END_ID"):
                waiting.append((place, (space, value)))
            elif kind in ("TYPE", "LABEL"):
                if not value:
                    yield f"{place}: an empty {kind}"
            elif value and not _fits(value, kind, grammar):
                yield f"{place}: {name} is no {kind}: {value[:40]!r}"


def _column(field: str) -> tuple[str, str, str]:
    """Return name, type and ID space of a header field; a field without a type is a string."""
    match = re.fullmatch(r"([^:]*)(?::([A-Za-z_]+(?:\[\])?)(?:\(([^()]*)\))?)?", field, re.DOTALL)
    return (match[1], match[2] or "string", match[3] or "") if match else (field, "", "")


def _header(header: list[str], columns: list[tuple[str, str, str]], grammar: _Grammar) -> Iterator[str]:
    kinds = [kind for _, kind, _ in columns]
    system = [kind for kind in kinds if kind in ("ID", "START_ID", "END_ID", "TYPE", "LABEL")]
    is_edge = bool({"START_ID", "END_ID", "TYPE"} & set(system))
    needed = {"START_ID", "END_ID", "TYPE"} if is_edge else {"ID"}
    needed |= {"ID"} if is_edge and grammar.has_edge_ids else set()
    yield from (f"the header has no :{kind}" for kind in sorted(needed - set(system)))
    yield from (f"the header has :{kind} twice" for kind in sorted(set(system)) if system.count(kind) > 1)
    if is_edge and "LABEL" in system:
        yield "an edge has no :LABEL"
    if is_edge and "ID" in system and not grammar.has_edge_ids:
        yield "an edge has no :ID"
    names = [name for name, kind, _ in columns if kind not in ("START_ID", "END_ID", "TYPE", "LABEL") and name]
    yield from (f"the property {name!r} stands twice" for name in sorted(set(names)) if names.count(name) > 1)
    for field, (name, kind, _) in zip(header, columns, strict=True):
        base = kind.removesuffix("[]").lower()
        if re.search(r"[\s,]", field):
            yield f"the header field {field!r} holds a space, a comma or a line break"
        elif kind not in system and base not in grammar.types:
            yield f"the header field {field!r} has an unknown type"
        elif kind.endswith("[]") and not grammar.has_arrays:
            yield f"the header field {field!r} is an array, which the format does not have"
        elif kind not in system and not name:
            yield f"the header field {field!r} has no name"


def _fits(value: str, kind: str, grammar: _Grammar) -> bool:
    form = _FORMS.get(kind.removesuffix("[]").lower())
    items = value.split(grammar.separator) if kind.endswith("[]") else [value]
    return form is None or all(form.fullmatch(item) for item in items)


def _json(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def _nebula(folder: Path) -> Iterator[str]:
    try:
        config = _json(folder / "importer.yaml")
    except (OSError, ValueError) as error:
        yield f"importer.yaml cannot be read as JSON: {error}"
        return
    missing = [name for name in ("client", "manager", "sources") if not config.get(name)]
    yield from (f"importer.yaml has no {name}" for name in missing)
    if missing:
        return
    if config["client"].get("version") != "v3" or not config["client"].get("address"):
        yield "client needs version v3 and an address"
    if not config["manager"].get("spaceName"):
        yield "manager has no spaceName"
    hooks = config["manager"].get("hooks", {}).get("before", [])
    statements = "\n".join(stmt for hook in hooks for stmt in hook.get("statements", ()))
    length = re.search(r"vid_type\s*=\s*FIXED_STRING\((\d+)\)", statements)
    if not length:
        yield "no statement creates the space with vid_type=FIXED_STRING(n)"
    for source in config["sources"]:
        yield from _nebula_source(folder, source, statements, int(length[1]) if length else 0)


def _nebula_source(folder: Path, source: dict[str, Any], statements: str, length: int) -> Iterator[str]:
    path = folder / str(source.get("path", ""))
    if not path.is_file() or path.resolve().parent != folder.resolve():
        yield f"source {source.get('path')!r}: no such file in the folder"
        return
    things = [("TAG", tag) for tag in source.get("tags", ())] + [("EDGE", edge) for edge in source.get("edges", ())]
    if not things:
        yield f"{path.name}: neither tags nor edges"
    for what, thing in things:
        if f"CREATE {what} IF NOT EXISTS `{thing.get('name')}`(" not in statements:
            yield f"{path.name}: no statement creates the {what} {thing.get('name')!r}"
        ids = [thing.get("id")] if what == "TAG" else [thing.get(end, {}).get("id") for end in ("src", "dst")]
        props = thing.get("props", [])
        if not all(isinstance(id_, dict) and isinstance(id_.get("index"), int) for id_ in ids):
            yield f"{path.name}: {thing.get('name')!r} has no index for its ID"
            continue
        unknown = [
            p["name"] for p in props if p.get("type") not in ("STRING", "INT", "DOUBLE", "FLOAT", "BOOL", "DATE")
        ]
        yield from (f"{path.name}: {name!r} has an unknown type" for name in unknown)
        yield from _nebula_rows(path, [id_["index"] for id_ in ids], thing.get("rank"), props, length)


def _nebula_rows(
    path: Path, ids: list[int], rank: dict[str, int] | None, props: list[dict[str, Any]], length: int
) -> Iterator[str]:
    last = max([*ids, *(prop.get("index", 0) for prop in props)])
    for number, row in enumerate(_rows(path), 1):
        place = f"{path.name} row {number}"
        if len(row) <= last:
            yield f"{place}: {len(row)} fields, column {last} is asked for"
            continue
        for index in ids:
            if not 0 < len(row[index].encode()) <= length:
                yield f"{place}: the VID {row[index]!r} has not 1 to {length} bytes"
        if rank and not _LONG.fullmatch(row[rank["index"]]):
            yield f"{place}: the rank {row[rank['index']]!r} is no integer"
        for prop in props:
            value, form = row[prop["index"]], _FORMS.get(str(prop.get("type")).lower())
            if value == "" and not prop.get("nullable") and form:
                yield f"{place}: {prop['name']} is empty and not nullable"
            elif value and form and not form.fullmatch(value):
                yield f"{place}: {prop['name']} is no {prop['type']}: {value[:40]!r}"


_KEY = re.compile(r"[A-Za-z0-9_\-:.@()+,=;$!*'%]{1,254}")
_COLLECTION = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,255}")


def _arango(folder: Path) -> Iterator[str]:
    known: set[str] = set()
    waiting: list[tuple[str, str]] = []
    files = sorted(folder.glob("*.jsonl"))
    if not files:
        yield f"{folder.name}: no JSON lines"
    for path in files:
        kind, _, collection = path.stem.partition("_")
        if kind not in ("nodes", "edges") or not _COLLECTION.fullmatch(collection):
            yield f"{path.name}: not nodes_ or edges_ and the name of a collection"
            continue
        for number, line in enumerate(path.open(encoding="utf-8", errors="replace", newline="\n"), 1):
            place = f"{path.name} line {number}"
            try:
                row = json.loads(line)
            except ValueError as error:
                yield f"{place}: no JSON: {error}"
                continue
            yield from (f"{place}: {finding}" for finding in _arango_row(row, collection, kind, known))
            if isinstance(row, dict) and kind == "edges":
                waiting += [(place, str(row.get(end))) for end in ("_from", "_to") if end in row]
    yield from (f"{place}: there is no document {end!r}" for place, end in waiting if end not in known)


def _arango_row(row: Any, collection: str, kind: str, known: set[str]) -> Iterator[str]:
    if not isinstance(row, dict):
        yield "not one object"
        return
    key = row.get("_key")
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        yield f"the _key {key!r} is not 1 to 254 of the allowed characters"
    elif f"{collection}/{key}" in known:
        yield f"the _key {key!r} stands twice"
    known.add(f"{collection}/{key}")
    system = {"_key", "_from", "_to"} if kind == "edges" else {"_key"}
    yield from (f"no {name}" for name in sorted(system - set(row)))
    yield from (f"{name!r} is reserved" for name in sorted(row) if name.startswith("_") and name not in system)


CHECKS: dict[str, Callable[[Path], list[str]]] = {
    "neo4j-csv": check_neo4j_admin,
    "neptune-csv": check_neptune_opencypher,
    "nebula": check_nebula_importer,
    "arangodb": check_arangoimport,
}
