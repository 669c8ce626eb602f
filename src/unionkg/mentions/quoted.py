"""Names in quotation marks. A quotation is a name when it is begun, awarded or opened; otherwise it is a phrase."""

import functools
import re
from collections.abc import Iterator

from unionkg.mentions.candidates import Candidate
from unionkg.mentions.lexicon import any_of, cues, ends_with, head_of, is_title, words
from unionkg.mentions.words import Line
from unionkg.model import Span

_QUOTE = re.compile(r"[“‘]([^“”‘’，。；！？\n]{2,24})[”’]")
# How many characters before a quotation its verb may stand.
_NEAR = 24


def find_quoted(line: Line) -> Iterator[Candidate]:
    """Yield quotations that are names: awards, facilities, initiatives, by their head or by the verb before them."""
    for found in _QUOTE.finditer(line.text):
        before = line.text[max(0, found.start() - _NEAR) : found.start()]
        reading = _read(found.group(1), before, line.text[found.end() : found.end() + 1])
        if reading is not None:
            type_, origin, confidence = reading
            start, end = found.span(1)
            yield Candidate(Span(line.span.start + start, line.span.start + end), type_, origin, confidence)


def _read(inner: str, before: str, after: str) -> tuple[str, str, float] | None:
    """Return type, origin and confidence of a quotation between `before` and `after`, or None."""
    if _awarded().search(before):
        return "Award", "quoted-award", 0.85
    if ends_with("quoted-rule-ending").search(inner) and not _is_phrase(inner):
        return "Work", "quoted-work", 0.75
    head, type_ = head_of(inner) or ("", "")
    if head and not ends_with("likeness-before-quote").search(before):
        if not _is_phrase(inner) and inner != head and type_ != "Group":
            return type_, "quoted-name", 0.8
        if type_ in ("Facility", "Award") and inner not in words("generic_heads"):
            return type_, "quoted-name", 0.75
    if _begun().search(before) and len(inner) <= 10 and after != "的":
        return "Initiative", "quoted-begun", 0.55
    return None


@functools.cache
def _awarded() -> re.Pattern[str]:
    return re.compile(any_of(cues("award-before-quote")) + r"[^，。；“”]{0,12}$")


@functools.cache
def _begun() -> re.Pattern[str]:
    return re.compile(any_of(cues("start-before-quote")) + r"[了的起]?[^，。；“”]{0,8}$")


def _is_phrase(text: str) -> bool:
    return "、" in text or "的" in text or is_title(text)
