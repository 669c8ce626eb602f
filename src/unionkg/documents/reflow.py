"""Lines to paragraphs: breaks in the middle of a sentence are healed, in a view that keeps every origin."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from unionkg.documents.labels import is_label
from unionkg.documents.lines import HEADING_LIMIT, Line
from unionkg.model import Flow, Span
from unionkg.text import INVISIBLE, QUOTES, is_han

_WRAP_MINIMUM = 4
_REST_LIMIT = 12
_BEFORE_ITEM = ("：", ":", "；", ";")
_COLONS = ("：", ":")


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: the width its lines are wrapped at (`None`: not wrapped), and what opens a paragraph."""

    width: int | None
    indented: bool
    spaced: bool

    def fills(self, last: Line, line: Line) -> bool:
        """Return whether `line` follows directly on a wrapped line that is full."""
        return self.width is not None and not line.blank_before and len(last.text) >= self.width - 2

    def opens(self, line: Line) -> bool:
        """Return whether `line` is set as the first of a paragraph."""
        return self.indented and line.indented

    @property
    def is_marked(self) -> bool:
        """Whether paragraphs are told from lines by their setting, so that a full stop at a line's end says nothing."""
        return self.indented or self.spaced


def paragraphs_of(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines grouped to paragraphs: a line joins the one before when that one broke off."""
    if not lines:
        return []
    spaced = sum(line.blank_before for line in lines[1:]) > 1
    style = Style(_wrap_width(lines), _is_indented(lines), spaced)
    groups = [[lines[0]]]
    in_body = False
    for line in lines[1:]:
        in_body = in_body or groups[-1][-1].is_finished
        if _joins(groups[-1], line, style, in_body=in_body):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _joins(group: list[Line], line: Line, style: Style, *, in_body: bool) -> bool:
    """Return whether `line` continues the paragraph of `group`; `in_body`: the first full stop lies before it."""
    last = group[-1]
    if line.gap:
        return False
    if line.is_continuation and not last.is_byline:
        return True
    if line.is_byline or is_label(line.text) or style.opens(line) or _is_alone(group):
        return False
    if style.fills(last, line):
        return style.is_marked or not (last.is_finished or (line.is_item and last.text.endswith(_BEFORE_ITEM)))
    if last.is_finished or line.is_item:
        return False
    return (style.indented and group[0].indented) or _breaks_off(group, line, in_body=in_body)


def _breaks_off(group: list[Line], line: Line, *, in_body: bool) -> bool:
    """Return whether the last line of `group`, which no final mark ends, is a part of a sentence and no heading."""
    last = group[-1]
    if last.text.endswith(_COLONS):
        return line.text.startswith(tuple(QUOTES)) or len(last.text) > HEADING_LIMIT
    return len(group) > 1 or not last.is_heading or _is_rest(last, line) or (in_body and not last.is_balanced)


def _is_rest(last: Line, line: Line) -> bool:
    """Return whether `line` is too short for a paragraph under the heading that `last` seems to be."""
    return line.is_finished and len(line.text) <= _REST_LIMIT and len(last.text) >= 20


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
