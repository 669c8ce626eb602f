"""Works: titles in book marks, and documents named by their kind."""

import functools
import re
from collections.abc import Iterator

from unionkg.mentions.candidates import Candidate, over
from unionkg.mentions.lexicon import any_of, cues, words
from unionkg.mentions.words import Line, Word
from unionkg.model import Span

_BOOK = re.compile(r"《((?:[^《》\n]|《[^《》\n]*》){2,60})》")


def find_works(line: Line) -> Iterator[Candidate]:
    """Yield works: titles in book marks, and documents named by their kind (签署…框架协议)."""
    for found in _BOOK.finditer(line.text):
        start, end = found.span(1)
        yield Candidate(Span(line.span.start + start, line.span.start + end), "Work", "book-marks", 0.95)
    for at, word in enumerate(line.words):
        if word.tag in ("w", "v") and word.text not in cues("work-alone"):
            continue
        start = at
        while start > 0 and _may_stand_in_title(line.words[start - 1]):
            start -= 1
        if _work().fullmatch("".join(part.text for part in line.words[start : at + 1])):
            yield over(line.words[start], word, "Work", "kind-of-work", 0.6)


def _may_stand_in_title(word: Word) -> bool:
    return (
        word.tag in ("n", "vn", "nz", "an", "a", "j")
        and word.text not in words("operating_verbs")
        and word.text not in words("name_stops")
    )


@functools.cache
def _work() -> re.Pattern[str]:
    return re.compile(rf"[\u4e00-\u9fff]{{2,14}}{any_of(cues('work-ending'))}|{any_of(cues('work-alone'))}")
