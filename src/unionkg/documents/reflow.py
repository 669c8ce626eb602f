"""Lines to paragraphs: breaks in the middle of a sentence are healed, in a view that keeps every origin."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from unionkg.documents.labels import is_label
from unionkg.documents.lines import HEADING_LIMIT, Line
from unionkg.model import Flow, Span
from unionkg.text import INVISIBLE, QUOTES, is_han

_WRAP_MINIMUM = 4
_REST_LIMIT = 12
_COLONS = ("：", ":")


def paragraphs_of(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines grouped to paragraphs: a line joins the one before when that one broke off."""
    if not lines:
        return []
    width = _wrap_width(lines)
    indented = _is_indented(lines)
    groups = [[lines[0]]]
    in_body = False
    for line in lines[1:]:
        in_body = in_body or groups[-1][-1].is_finished
        if _joins(groups[-1], line, in_body=in_body, width=width, indented=indented):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _joins(group: list[Line], line: Line, *, in_body: bool, width: int | None, indented: bool) -> bool:
    """Return whether `line` continues the paragraph of `group`; `in_body`: the first full stop lies before it."""
    last = group[-1]
    if line.gap:
        return False
    if line.is_continuation and not last.is_byline:
        return True
    if last.is_finished or _stands_alone(line) or (indented and line.indented) or _is_alone(group):
        return False
    if width is not None and not line.blank_before and len(last.text) >= width - 2:
        return True
    if last.text.endswith(_COLONS):
        return line.text.startswith(tuple(QUOTES)) or len(last.text) > HEADING_LIMIT
    return len(group) > 1 or not last.is_heading or _is_rest(last, line) or (in_body and not last.is_balanced)


def _is_rest(last: Line, line: Line) -> bool:
    """Return whether `line` is too short for a paragraph under the heading that `last` seems to be."""
    return line.is_finished and len(line.text) <= _REST_LIMIT and len(last.text) >= 20


def _stands_alone(line: Line) -> bool:
    """Return whether `line` opens a paragraph whatever stands before it."""
    return line.is_byline or line.is_item or is_label(line.text)


def _is_alone(group: list[Line]) -> bool:
    """Return whether nothing joins the paragraph of `group`: it is a byline, or a label that names who speaks."""
    return len(group) == 1 and (group[0].is_byline or (is_label(group[0].text) and group[0].text.endswith(_COLONS)))


def _wrap_width(lines: Sequence[Line]) -> int | None:
    """Return the width at which lines are wrapped, or `None` when they are not.

    Lines are wrapped when most of those that the next physical line follows directly are within two characters of
    the longest.
    """
    followed = [len(a.text) for a, b in pairwise(lines) if not b.blank_before and not b.gap]
    if len(followed) < _WRAP_MINIMUM or not 10 <= max(followed) <= 100:
        return None
    common, _ = Counter(followed).most_common(1)[0]
    near = sum(abs(length - common) <= 2 for length in followed)
    return common if 2 * near > len(followed) else None


def _is_indented(lines: Sequence[Line]) -> bool:
    """Return whether paragraphs of this text begin with an indentation: most lines after a finished one do."""
    openings = [b.indented for a, b in pairwise(lines) if a.is_finished and not b.gap]
    return len(openings) > 1 and 2 * sum(openings) > len(openings)


def flow_of(text: str, groups: Sequence[Sequence[Line]]) -> tuple[Flow, tuple[Span, ...]]:
    """Return the flow of the grouped lines and the spans of its paragraphs.

    Neighbouring paragraphs are a newline apart; where the source has no character between them (a title that the
    first sentence follows without a space), they touch.
    """
    characters: list[str] = []
    origins: list[int] = []
    paragraphs: list[Span] = []
    end = None
    for group in groups:
        if end is not None and end < group[0].span.start:
            characters.append("\n")
            origins.append(end)
        start = len(characters)
        for offset in _kept(text, group):
            characters.append(text[offset])
            origins.append(offset)
        paragraphs.append(Span(start, len(characters)))
        end = group[-1].span.end
    return Flow("".join(characters), tuple(origins)), tuple(paragraphs)


_PADDED_NAME = re.compile(r"(?<![^\W\d_])[^\W\d_](?P<pad>[^\S\n\r]+)[^\W\d_](?![^\W\d_])")


def _kept(text: str, group: Sequence[Line]) -> Iterator[int]:
    """Yield the offsets of the characters of a paragraph that reach the flow.

    Left out are invisible characters and the padding of a name of two characters (李　明).
    """
    for line in group:
        dropped: set[int] = set()
        for found in _PADDED_NAME.finditer(text, line.span.start, line.span.end):
            if is_han(text[found.start()]) and is_han(text[found.end() - 1]):
                dropped.update(range(*found.span("pad")))
        yield from (
            offset
            for offset in range(line.span.start, line.span.end)
            if offset not in dropped and text[offset] not in INVISIBLE
        )
