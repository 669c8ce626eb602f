"""The title of a text: found where the text marks it off, never guessed."""

import re
from collections.abc import Sequence

from unionkg.documents.datelines import CUE, heads, opens_with_dateline
from unionkg.documents.labels import is_label
from unionkg.documents.lines import Line
from unionkg.documents.outlets import KNOWN, SUFFIX
from unionkg.model import Span
from unionkg.text import is_personal_name, matching_pairs

_ORIGINAL = re.compile(r"\s*原标题\s*[：:]\s*")
_SHORTEST, _LONGEST = 6, 70
_CUE = re.compile(CUE)
_CREDIT = re.compile(rf"(?:{KNOWN})?(?:全媒体)?(?:记者|通讯员)\s|(?<=\s)(?:文|图|来源)\s*[/｜|：:]")
# A date after one of these is a part of the title: 于8月5日, 截至8月5日, 今年8月5日, （8月5日.
_BOUND = "于自在从至到年、，：；（(“《截和及与"
# What a title does not hold: the outlet or writer that stands between it and the text, or the caption of a picture.
_FOREIGN = re.compile(rf"(?:{SUFFIX})$|[】|｜丨]$|记者|通讯员|摄影|来源|图[：:/]|图源|图说|供图|现场。|原标题")


def find_title(text: str, body: Span, lines: Sequence[Line]) -> Span | None:
    """Return the span of the title in `text`, or `None` when nothing marks where it begins and ends.

    It is the first line, short and without full stop, when more lines follow (with the second one, when a byline or
    dateline comes right after it); what 原标题： introduces; what precedes the dateline on the first line.
    """
    if not lines:
        return None
    marked = _ORIGINAL.match(text, body.start)
    start = marked.end() if marked else lines[0].span.start
    first_end = lines[0].span.end
    if len(lines) > 1 and start < first_end and _is_title_line(text[start:first_end], lines[0]):
        return Span(start, _last_title_line(lines).span.end)
    return _glued(text, start, min(body.end, first_end), bool(marked))


def _is_title_line(text: str, line: Line) -> bool:
    """Return whether the first line is a title: a heading, or a short question or exclamation."""
    if line.is_byline or line.is_item or is_label(line.text) or opens_with_dateline(line.text):
        return False
    return line.is_heading or (len(text) <= _LONGEST and "。" not in text and text.endswith(tuple("！？!?")))


def _last_title_line(lines: Sequence[Line]) -> Line:
    """Return the second line when it belongs to the title: a heading with the byline or dateline right after it."""
    if len(lines) > 2 and lines[1].is_heading and not (lines[1].is_item or lines[1].is_byline):
        follows = lines[2].is_byline or opens_with_dateline(lines[2].text)
        return lines[1] if follows and not is_label(lines[1].text) else lines[0]
    return lines[0]


def _glued(text: str, start: int, end: int, marked: bool) -> Span | None:
    """Return the title at `start` of a line that goes on with the text itself."""
    head = text[start : min(end, start + 2 * _LONGEST + 60)]
    if opens_with_dateline(head):
        return None
    stop = _repeated(head) or min(_boundaries(head, marked), default=0)
    title = head[:stop].rstrip()
    balanced = len(matching_pairs(title)) * 2 == sum(title.count(mark) for mark in "“”《》（）()【】")
    if not _SHORTEST <= len(title) <= _LONGEST or "。" in title or not balanced:
        return None
    return None if _FOREIGN.search(title) or _ends_in_writer(title, head[stop:]) else Span(start, start + len(title))


def _ends_in_writer(title: str, rest: str) -> bool:
    """Return whether the last characters of `title` may be the writer that a byline names before its outlet."""
    return bool(_CREDIT.match(rest)) and any(is_personal_name(title[-length:]) for length in (2, 3))


def _repeated(head: str) -> int:
    """Return where the title ends when the text gives it twice in a row, else 0."""
    for length in range(min(_LONGEST, len(head) // 2), 7, -1):
        if head[length:].lstrip().startswith(head[:length].strip()):
            return length
    return 0


def _boundaries(head: str, marked: bool) -> list[int]:
    """Return where a dateline, byline or, for a marked title or after a space, the opening of a sentence begins."""
    found = [found.span.start for found in heads(head) if found.span.start <= _LONGEST]
    found += [match.start() for match in _CREDIT.finditer(head)]
    for match in _CUE.finditer(head):
        before = head[match.start() - 1 : match.start()]
        if before.isspace() or (marked and before not in _BOUND and not before.isdigit()):
            found.append(match.start())
    return found if 0 not in found else []
