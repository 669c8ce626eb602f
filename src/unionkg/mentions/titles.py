"""Role titles: 党组书记, 常务副主席, 一级巡视员. They are no entities; the rules for posts read them."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from unionkg.mentions.lexicon import title_pattern
from unionkg.mentions.words import Line
from unionkg.model import Span


def find_titles(line: Line, taken: Sequence[Span] = ()) -> Iterator[Span]:
    """Yield the spans of role titles outside `taken` (sorted by start), the longest at each place, aligned to words."""
    starts = {word.start for word in line.words}
    ends = {word.end for word in line.words}
    offset = line.span.start
    text = _without(line, taken)
    at = 0
    while found := title_pattern().search(text, at):
        start, end = offset + found.start(), offset + found.end()
        if start in starts and end in ends:
            yield Span(start, end)
            at = found.end()
        else:
            at = found.start() + 1


def _without(line: Line, taken: Sequence[Span]) -> str:
    """Return the line's text with the spans of `taken` blanked; what begins before the line is not its own."""
    chars = list(line.text)
    for i in range(bisect_left(taken, line.span.start, key=lambda span: span.start), len(taken)):
        span = taken[i]
        if span.start >= line.span.end:
            break
        if line.span.covers(span):
            start, end = span.start - line.span.start, span.end - line.span.start
            chars[start:end] = "\0" * (end - start)
    return "".join(chars)
