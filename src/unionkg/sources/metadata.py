"""Metadata of a text: the header at its top and the sidecar beside it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from unionkg.errors import InputError
from unionkg.model import Span
from unionkg.text import iso_date, nearest

KEYS: Mapping[str, str] = {
    "标题": "title",
    "来源": "publisher",
    "记者": "reporter",
    "日期": "published",
    "网址": "url",
    "title": "title",
    "publisher": "publisher",
    "reporter": "reporter",
    "date": "published",
    "published": "published",
    "url": "url",
}
_FIELD = re.compile(r"(?P<key>[^\W\d_]{1,12})[ \t\u3000]*[:：][ \t\u3000]*(?P<value>.*?)\s*")
_NAMES = re.compile(r"[\w·.]{2,20}(?:[\s、，,;；/]+[\w·.]{2,20})*")
_WORDS_OF_A_TURN = re.compile(r"[您你请吗呢吧]|什么|怎么|如何|为何")


@dataclass(frozen=True, slots=True)
class Header:
    """What the header says, under the English keys, and the span of the text after it."""

    metadata: Mapping[str, str]
    body: Span


def read_header(text: str, shown: str) -> Header | None:
    """Return the header at the top of `text`, or `None` when it begins with prose.

    A header is a block of lines `key: value` (half- or full-width colon) that a blank line ends. One line of it needs
    a known key; two lines with a key of another name among known ones are a header with a mistake. Raises
    `InputError` for such a key, a key given twice, or a date that is none; `shown` names the file in the message.

    >>> read_header("标题：喜讯\\n日期：2023-10-12\\n\\n正文。", "a.txt").metadata
    {'title': '喜讯', 'published': '2023-10-12'}
    >>> read_header("来源：某网报道，大会闭幕。\\n\\n正文。", "a.txt") is None
    True
    """
    block = _block(text)
    if block is None:
        return None
    rows, first, end = block
    metadata: dict[str, str] = {}
    for number, (key, value) in enumerate(rows, start=first):
        name = _known_key(key, f"{shown}, line {number}")
        if name in metadata:
            raise InputError(f"{shown}, line {number}: '{key}' is given twice.", offending=key, remedy="Keep one.")
        if value:
            metadata[name] = _checked(name, value, f"{shown}, line {number}")
    return Header(metadata, Span(end, len(text)))


def _block(text: str) -> tuple[list[tuple[str, str]], int, int] | None:
    """Return the rows of a header, the number of its first line and the offset behind its blank line."""
    rows: list[tuple[str, str]] = []
    first, end = 1, 0
    for line in re.split(r"(?<=\n)|(?<=\r)(?!\n)", text):
        end += len(line)
        if not line.strip():
            if rows:
                return (rows, first, end) if _is_header(rows) else None
            first += 1
            continue
        found = _FIELD.fullmatch(line.strip())
        if not found:
            return None
        rows.append((found["key"], found["value"]))
    return None


def _is_header(rows: list[tuple[str, str]]) -> bool:
    """Return whether the rows are a header: known keys first or in the majority, and values that are no sentences."""
    known = [key.lower() in KEYS for key, _ in rows]
    if any(value.endswith(("。", "；", "，")) for _, value in rows) or 2 * sum(known) < len(rows):
        return False
    reporters = [value for key, value in rows if KEYS.get(key.lower()) == "reporter" and value]
    return all(_NAMES.fullmatch(value) and not _WORDS_OF_A_TURN.search(value) for value in reporters)


def _known_key(key: str, where: str) -> str:
    """Return the English key for `key`, or raise with the known ones."""
    name = KEYS.get(key.lower())
    if name is None:
        close = nearest(key, list(KEYS))
        remedy = f"Did you mean '{close}'? " if close else ""
        remedy += f"Known are: {', '.join(KEYS)}."
        raise InputError(f"{where}: there is no metadata key '{key}'.", offending=key, remedy=remedy)
    return name


def _checked(name: str, value: str, where: str) -> str:
    """Return `value`, or raise when it is a date that cannot be."""
    if name == "published" and iso_date(value) is None:
        remedy = "Write it as 2023-10-12, 2023-10 or 2023, with a time of day if there is one."
        raise InputError(f"{where}: '{value}' is not a date.", offending=value, remedy=remedy)
    return value


def read_sidecar(file: Path) -> dict[str, str]:
    """Return the metadata of `NAME.json` beside `NAME.txt`; empty when there is none.

    It is one JSON object whose keys are those of a header and whose values are strings (`reporter` may be a list of
    strings, `null` says nothing). Raises `InputError` where it is malformed.
    """
    sidecar = file.with_suffix(".json")
    if not sidecar.is_file():
        return {}
    try:
        data = json.loads(sidecar.read_bytes().decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        message = f"{sidecar}, line {error.lineno}, column {error.colno}: is not JSON ({error.msg})."
        raise InputError(message, offending=sidecar, remedy="Mend it, or take it away.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"{sidecar}: cannot be read ({error}).", offending=sidecar, remedy="Save it as UTF-8."
        ) from error
    if not isinstance(data, dict):
        raise InputError(f"{sidecar}: is not one JSON object.", offending=sidecar, remedy='Write {"title": "…"}.')
    metadata: dict[str, str] = {}
    for key, value in data.items():
        name = _known_key(key, str(sidecar))
        content = _string(key, value, sidecar)
        if content:
            metadata[name] = _checked(name, content, str(sidecar))
    return metadata


def _string(key: str, value: object, sidecar: Path) -> str:
    """Return the value of a sidecar as a string; a list of strings is joined."""
    parts: list[object] = value if isinstance(value, list) else ["" if value is None else value]
    strings = [part.strip() for part in parts if isinstance(part, str)]
    if len(strings) == len(parts) and (len(parts) == 1 or KEYS[key.lower()] == "reporter"):
        return "、".join(strings)
    message = f"{sidecar}: the value of '{key}' is not a string."
    raise InputError(message, offending=value, remedy="Write it in quotes.")
