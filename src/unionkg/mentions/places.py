"""Places: administrative divisions that the tagger saw, and venues."""

import functools
import re
from collections.abc import Iterator

from unionkg.mentions.candidates import Candidate, over
from unionkg.mentions.lexicon import any_of, cues, head_of, words
from unionkg.mentions.words import BODY, PLACE, Line


def find_places(line: Line) -> Iterator[Candidate]:
    """Yield the tagger's places, each with the venue that it begins, and venues that begin with another word."""
    at = 0
    while at < len(line.words):
        word = line.words[at]
        is_place = word.tag == PLACE and word.text not in cues("no-place") and len(word.text) >= 2
        end = _venue_end(line, at, at + is_place)
        head = head_of(word.text) if is_place and end == at + 1 else None
        if head is not None and head[1] == "Facility":
            yield over(word, word, "Facility", "tagger", 0.7)
        elif is_place:
            yield over(word, line.words[end - 1], "Place", "tagger", 0.7)
        elif end > at:
            yield over(word, line.words[end - 1], "Place", "venue", 0.6)
        at = max(end, at + 1)


def _venue_end(line: Line, start: int, end: int) -> int:
    """Return the end of a venue's name that begins at `start`, `end` when there is none."""
    text = "".join(word.text for word in line.words[start:end])
    for stop in range(end, min(end + 5, len(line.words))):
        word = line.words[stop]
        if word.tag not in ("n", "nz", "vn", "s", PLACE, BODY) or word.text in words("operating_verbs"):
            break
        text += word.text
        if _venue().fullmatch(text):
            return stop + 1
    return end


@functools.cache
def _venue() -> re.Pattern[str]:
    return re.compile(rf"[\u4e00-\u9fff]{{2,10}}{any_of(cues('venue-ending'))}")
