"""From a line of the ledger to a decision, or to a message that says what is wrong with it and how to mend it."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from unionkg.anchors import quote_hash
from unionkg.curation.decisions import (
    DECISIONS,
    DIFFERENT,
    EDIT,
    EDITABLE,
    ON_PAIRS,
    ON_STATEMENTS,
    RENAME,
    RETYPE,
    SAME,
    UNDO,
    VERSION,
    Decision,
    EntityRef,
    Place,
    StatementRef,
)
from unionkg.errors import InputError
from unionkg.vocab import ENTITY_TYPES

_HEX = re.compile(r"[0-9a-f]{16,64}")
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_COMMON = {"decision", "by", "at", "note", "v"}
_LONGEST = 1_000_000
_Row = Mapping[str, Any]
_SEE = "docs/review.md describes the format."


def parse_line(line: str) -> Decision:
    """Return the decision of one line.

    >>> parse_line('{"decision": "undo", "by": "李审核", "at": "2026-11-22T09:30:00Z", "of": "00112233445566aa"}').of
    '00112233445566aa'

    Raises:
        InputError: the line is none; the message says why and the remedy what to do, neither names the line.
    """
    if len(line) > _LONGEST:
        raise _bad("The line is too long.", "A decision takes a few hundred characters; remove the line.")
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _bad("This is no JSON; the line may be cut off.", "Mend or remove it, and decide again.") from error
    if not isinstance(row, dict):
        raise _bad("This is no decision.", "A decision stands in braces. " + _SEE)
    version = row.get("v", VERSION)
    if version != VERSION:
        remedy = "Update unionkg, or take the line out." if isinstance(version, int) else "Leave `v` out."
        raise _bad(f"The line has format {_shown(version)}; this version reads format {VERSION}.", remedy)
    return _decision(row)


def signed_lines(data: bytes, by: str, at: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that are not empty, with their numbers from 1; one without signature or time gets these."""
    for number, raw in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        line = raw.decode("utf-8", "replace").strip()
        try:
            row = json.loads(line) if line else None
        except (ValueError, RecursionError):
            row = None
        if isinstance(row, dict):
            given = {key: value for key, value in row.items() if value not in (None, "") or key not in ("by", "at")}
            line = json.dumps(({"by": by} if by else {}) | {"at": at} | given, ensure_ascii=False)
        if line:
            yield number, line


def to_utc(at: str) -> str:
    """Return an instant in UTC to the second, in the one form that the graph has.

    >>> to_utc("2026-11-22T17:30+08:00"), to_utc("2026-11-22T09:30:00.250Z")
    ('2026-11-22T09:30:00Z', '2026-11-22T09:30:00Z')

    Raises:
        ValueError: it is none, or lacks its time zone.
        OverflowError: it lies outside the calendar.
    """
    instant = datetime.fromisoformat(at)
    if instant.tzinfo is None:
        raise ValueError(f"{at} has no time zone")
    return instant.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def parse_ref(row: _Row) -> EntityRef:
    """Return the thing that an object of a line refers to; raise InputError for one that is malformed."""
    _check_fields(row, {"type", "name", "places", "id"}, "An entity")
    type_ = _text(row, "type")
    if type_ not in ENTITY_TYPES:
        raise _bad(f"There is no type {_shown(type_)}.", f"Types: {', '.join(ENTITY_TYPES)}.")
    places = row.get("places", [])
    if not isinstance(places, list):
        raise _bad("`places` is no list.", _SEE)
    return EntityRef(type_, _text(row, "name"), tuple(_place(place) for place in places), _optional(row, "id"))


def _decision(row: _Row) -> Decision:
    name = row.get("decision")
    if name not in DECISIONS:
        raise _bad(f"There is no decision {_shown(name)}.", f"Decisions: {', '.join(DECISIONS)}.")
    own, fill = _FORMS[str(name)]
    _check_fields(row, _COMMON | own, f"`{name}`")
    made = Decision(str(name), _text(row, "by"), _instant(row), note=_optional(row, "note"), **fill(row))
    if made.decision in ON_PAIRS and made.left == made.right:
        raise _bad("Both sides are the same thing.", "Name two; remove the line otherwise.")
    return made


def _on_statement(row: _Row) -> dict[str, Any]:
    return {"statement": _statement(_object(row, "statement"))}


def _on_edit(row: _Row) -> dict[str, Any]:
    changes: dict[str, str | None] = {}
    for key in EDITABLE:
        if key in row:
            changes[key] = None if row[key] is None else _text(row, key)
    if not changes:
        raise _bad("An edit changes nothing.", f"Give {', '.join(EDITABLE)} or several of them.")
    for key in ("start", "end"):
        value = changes.get(key)
        if value is not None and not _is_date(value):
            raise _bad(f"`{key}` is no date: {_shown(value)}.", "Write 2023, 2023-10 or 2023-10-12.")
    start, end = changes.get("start"), changes.get("end")
    if is_inverted(start, end):
        raise _bad("The end lies before the start.", "Correct one of them.")
    return _on_statement(row) | {"changes": changes}


def is_inverted(start: str | None, end: str | None) -> bool:
    """Return whether a time ends before it begins, as far as both dates go.

    >>> is_inverted("2023-10", "2022"), is_inverted("2023-10", "2023"), is_inverted(None, "2022")
    (True, False, False)
    """
    return bool(start and end and start[: len(end)] > end[: len(start)])


def _on_pair(row: _Row) -> dict[str, Any]:
    return {side: parse_ref(_object(row, side)) for side in ("left", "right")}


def _on_name(row: _Row) -> dict[str, Any]:
    return {"left": parse_ref(_object(row, "entity")), "changes": {"name": _text(row, "name")}}


def _on_type(row: _Row) -> dict[str, Any]:
    type_ = _text(row, "type")
    if type_ not in ENTITY_TYPES:
        raise _bad(f"There is no type {_shown(type_)}.", f"Types: {', '.join(ENTITY_TYPES)}.")
    return {"left": parse_ref(_object(row, "entity")), "changes": {"type": type_}}


def _on_undo(row: _Row) -> dict[str, Any]:
    return {"of": _hex(row, "of")}


# Decision → its own fields, and what reads them.
_FORMS: dict[str, tuple[set[str], Callable[[_Row], dict[str, Any]]]] = {
    **dict.fromkeys(ON_STATEMENTS, ({"statement"}, _on_statement)),
    EDIT: ({"statement", *EDITABLE}, _on_edit),
    **dict.fromkeys((SAME, DIFFERENT), ({"left", "right"}, _on_pair)),
    RENAME: ({"entity", "name"}, _on_name),
    RETYPE: ({"entity", "type"}, _on_type),
    UNDO: ({"of"}, _on_undo),
}


def _statement(row: _Row) -> StatementRef:
    _check_fields(row, {"document", "quote", "text", "says", "id"}, "A statement")
    quote = quote_hash(_text(row, "text")) if "text" in row and "quote" not in row else _hex(row, "quote")
    ref = StatementRef(_hex(row, "document"), quote, _optional(row, "says"), _optional(row, "id"))
    if not ref.says and not ref.id:
        raise _bad(
            "The statement has neither `says` nor `id`.", "One of them tells which statement of the quote it is."
        )
    return ref


def _place(row: object) -> Place:
    if not isinstance(row, dict):
        raise _bad("A place is no object.", _SEE)
    _check_fields(row, {"document", "quote", "text", "name"}, "A place")
    quote = _hex(row, "quote") if "quote" in row else quote_hash(_text(row, "text")) if "text" in row else ""
    return Place(_hex(row, "document"), quote, _optional(row, "name"))


def _check_fields(row: _Row, known: set[str], what: str) -> None:
    unknown = sorted(map(str, row.keys() - known))
    if unknown:
        raise _bad(f"{what} has no field {_shown(unknown[0])}.", f"Fields: {', '.join(sorted(known))}.")


def _object(row: _Row, key: str) -> _Row:
    value = row.get(key)
    if not isinstance(value, dict):
        raise _bad(f"`{key}` is missing or no object.", _SEE)
    return value


def _text(row: _Row, key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise _bad(
            f"`{key}` is missing, empty or no text.", "Who decided what, and when, stands in every line. " + _SEE
        )
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise _bad(f"`{key}` holds half a character.", "Write the file as UTF-8.") from error
    if key not in ("by", "name", "role"):
        return value.strip()
    plain = " ".join(value.split())
    if not plain.isprintable():
        raise _bad(f"`{key}` holds characters that cannot be seen.", "Write it again without them.")
    return plain


def _optional(row: _Row, key: str) -> str:
    return _text(row, key) if row.get(key) not in (None, "") else ""


def _hex(row: _Row, key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not _HEX.fullmatch(value):
        raise _bad(f"`{key}` is no hash: 16 to 64 digits of 0-9 and a-f.", _SEE)
    return value


def _instant(row: _Row) -> str:
    value = _text(row, "at")
    try:
        to_utc(value)
    except (ValueError, OverflowError) as error:
        raise _bad(f"`at` is no time with its zone: {_shown(value)}.", "Write 2026-11-22T09:30:00Z.") from error
    return value


def _is_date(value: str) -> bool:
    if not _DATE.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value if len(value) == 10 else (value + "-01-01")[:10])
    except ValueError:
        return False
    return True


def _shown(value: object) -> str:
    return "(none)" if value is None else repr(value)[:50]


def _bad(message: str, remedy: str) -> InputError:
    return InputError(message, remedy=remedy)
