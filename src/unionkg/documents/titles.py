"""The title of a text: found where the text marks it off, never guessed."""

import re
from collections.abc import Sequence

from unionkg.documents.credits import CUE, KNOWN_OUTLETS, datelines
from unionkg.documents.labels import is_label
from unionkg.documents.lines import Line
from unionkg.model import Span
from unionkg.text import matching_pairs

_ORIGINAL = re.compile(r"\s*原标题\s*[：:]\s*")
_LIMIT = 70
_CUE = re.compile(CUE)
_BYLINE = re.compile(rf"(?:{KNOWN_OUTLETS}|(?<=\s)(?:本报|本网)?)(?:全媒体)?(?:记者|通讯员)\s|(?<=\s)文[/｜|]")
# A date after one of these is a part of the title: 于8月5日, 截至8月5日, 今年8月5日, （8月5日.
_BOUND = "于自在从至到年、，：；（(“《截和及与"


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
    if line.is_byline or line.is_item or is_label(line.text) or any(d.span.start == 0 for d in datelines(line.text)):
        return False
    return line.is_heading or (len(text) <= _LIMIT and "。" not in text and text.endswith(tuple("！？!?")))


def _last_title_line(lines: Sequence[Line]) -> Line:
    """Return the second line when it belongs to the title: a heading with the byline or dateline right after it."""
    if len(lines) > 2 and lines[1].is_heading and not lines[1].is_item and not is_label(lines[1].text):
        third = lines[2]
        if not lines[1].is_byline and (third.is_byline or any(d.span.start == 0 for d in datelines(third.text))):
            return lines[1]
    return lines[0]


def _glued(text: str, start: int, end: int, marked: bool) -> Span | None:
    """Return the title at `start` of a line that goes on with the text itself."""
    head = text[start : min(end, start + 2 * _LIMIT + 60)]
    ends = _repeated(head) or _boundaries(head, marked)
    stop = min(ends, default=0)
    title = head[:stop].rstrip()
    balanced = len(matching_pairs(title)) * 2 == sum(title.count(mark) for mark in "“”《》（）()【】")
    if 6 <= len(title) <= _LIMIT and "。" not in title and balanced:
        return Span(start, start + len(title))
    return None


def _repeated(head: str) -> list[int]:
    """Return where the title ends when the text gives it twice in a row."""
    for length in range(min(_LIMIT, len(head) // 2), 7, -1):
        if head[length:].lstrip().startswith(head[:length].strip()):
            return [length]
    return []


def _boundaries(head: str, marked: bool) -> list[int]:
    """Return where a dateline, byline or, for a marked title or after a space, the opening of a sentence begins."""
    found = [dateline.span.start for dateline in datelines(head, _LIMIT)]
    found += [match.start() for match in _BYLINE.finditer(head)]
    for match in _CUE.finditer(head):
        before = head[match.start() - 1 : match.start()]
        if before.isspace() or (marked and before not in _BOUND and not before.isdigit()):
            found.append(match.start())
    return found if 0 not in found else []
