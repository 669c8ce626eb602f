"""What all files for loaders share: names of files, quoting, keys, one group of nodes or edges at a time.

Values go to loaders as they are. A guard against spreadsheet formulas (`=1+1`) would change them, so it belongs to the
tables that people open and is not applied here; do not open these files in a spreadsheet.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from unionkg.errors import ValidationError
from unionkg.graph.property import PropertyEdge, PropertyGraph, PropertyNode, Value

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_UNREADABLE = re.compile("[\0\ud800-\udfff]")
_LONGEST = 60
# The separator of array items in delimited text: no text that people write holds it.
UNIT_SEPARATOR = "\x1f"


def safe_names(names: Iterable[str], taken: Iterable[str] = ()) -> dict[str, str]:
    """Return for each label or type a name for files and tables: ASCII letters, digits and `_`, no two alike.

    A name that had to change, or that differs from another or from one in `taken` in case only, gets a hash, so that
    none hides another on a file system or in a catalogue that ignores case.

    >>> safe_names(["Person"])
    {'Person': 'Person'}
    >>> safe_names(["../人"])["../人"].startswith("x____")
    True
    """
    known = sorted(set(names))
    folded = [name.casefold() for name in (*known, *taken)]
    result = {}
    for name in known:
        safe = re.sub(r"[^A-Za-z0-9_]", "_", name)[:_LONGEST]
        if not _NAME.fullmatch(safe):
            safe = f"x_{safe}"
        result[name] = safe if safe == name and folded.count(name.casefold()) == 1 else f"{safe}_{key(name)[:8]}"
    return result


def key(id_: str) -> str:
    """Return 32 hexadecimal digits for an ID: for targets that count the bytes of an ID or forbid `/` in it."""
    return hashlib.sha256(id_.encode("utf-8", "replace")).hexdigest()[:32]


def checked(schema: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Return the schema; raise ValidationError for a property whose name needs quoting somewhere or is taken."""
    for group, kinds in schema.items():
        for name in kinds:
            if not _NAME.fullmatch(name) or name == "id":
                raise ValidationError(f"A property of {group} cannot be named '{name}' in a file for loaders.")
    return schema


def text(value: str) -> str:
    """Return a text that every loader can read: U+FFFD stands for NUL and for half of a surrogate pair."""
    return _UNREADABLE.sub("\ufffd", value) if _UNREADABLE.search(value) else value


def cell(value: Value | None, separator: str | None = UNIT_SEPARATOR) -> str:
    """Return a cell of CSV: text in quotes, doubled inside; numbers and booleans bare; nothing for None and ().

    Items of a list are joined by `separator`, or written as a JSON array where it is None.

    >>> cell("它"), cell(None), cell(True), cell(("x", "y"), ";")
    ('"它"', '', 'true', '"x;y"')
    """
    if value is None or value == ():
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, tuple):
        value = json_array(value) if separator is None else separator.join(_item(item, separator) for item in value)
    return '"' + text(value).replace('"', '""') + '"'


def _item(item: str, separator: str) -> str:
    return item.replace(separator, " ")


def plain(value: Value | None) -> object:
    """Return a value as JSON and Arrow take it: a list for a tuple, each text readable."""
    if isinstance(value, str):
        return text(value)
    return [text(item) for item in value] if isinstance(value, tuple) else value


def json_array(values: tuple[str, ...]) -> str:
    """Return the values as a JSON array."""
    return json.dumps([text(value) for value in values], ensure_ascii=False)


def node_groups(graph: PropertyGraph) -> Iterator[tuple[str, Iterator[PropertyNode]]]:
    """Yield each label with its nodes."""
    return groupby(graph.nodes, key=lambda node: node.label)


def edge_groups(graph: PropertyGraph) -> Iterator[tuple[str, Iterator[PropertyEdge]]]:
    """Yield each type with its edges."""
    return groupby(graph.edges, key=lambda edge: edge.type)


def end_groups(graph: PropertyGraph) -> Iterator[tuple[tuple[str, str, str], Iterator[PropertyEdge]]]:
    """Yield each type with the labels of the ends that it joins, and its edges between these."""
    pairs = groupby(graph.edges_with_ends(), key=lambda found: (found[0].type, found[1].label, found[2].label))
    for ends, found in pairs:
        yield ends, (edge for edge, _, _ in found)


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write lines as UTF-8, one after the other: never the whole file in memory."""
    with path.open("w", encoding="utf-8", newline="") as out:
        out.writelines(f"{line}\n" for line in lines)


def quoted(name: str) -> str:
    """Return a label, type or property in the backticks of Cypher and nGQL."""
    return "`" + text(name).replace("`", "``") + "`"
