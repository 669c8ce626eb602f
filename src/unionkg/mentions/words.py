"""The words of one sentence, with what the name grammars ask of them."""

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from unionkg.model import Sentence, Span, Token
from unionkg.resources import read_lines

PERSON, PLACE, BODY, TIME = "PER", "LOC", "ORG", "TIME"


@dataclass(frozen=True, slots=True)
class Word:
    """A token with its text, in flow offsets."""

    start: int
    end: int
    text: str
    tag: str


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its words, without gaps."""

    sentence: Sentence
    words: tuple[Word, ...]

    @property
    def span(self) -> Span:
        """The sentence's span in the flow."""
        return self.sentence.span

    @property
    def text(self) -> str:
        """The sentence's text: its words without gaps."""
        return "".join(word.text for word in self.words)


def to_line(sentence: Sentence, tokens: Iterable[Token], flow_text: str) -> Line:
    """Return the words of `sentence`, whose tokens count from its start; compound terms are joined again."""
    offset = sentence.span.start
    words = [
        Word(offset + t.span.start, offset + t.span.end, flow_text[offset + t.span.start : offset + t.span.end], t.tag)
        for t in tokens
    ]
    text = flow_text[sentence.span.start : sentence.span.end]
    return Line(sentence, tuple(_join_compounds(_trim(_split_marks(words)), text, offset)))


@functools.cache
def _compounds() -> re.Pattern[str]:
    terms = sorted(read_lines("compounds"), key=lambda term: (-len(term), term))
    return re.compile("|".join(map(re.escape, terms)))


_MARK = re.compile(r"[，。；：、！？“”‘’《》（）()\s,;:!?\"]")


def _split_marks(words: list[Word]) -> list[Word]:
    """Cut words that the tagger glued to a punctuation mark."""
    out = []
    for word in words:
        if len(word.text) == 1 or not _MARK.search(word.text) or word.tag == "m":
            out.append(word)
            continue
        at = 0
        for mark in _MARK.finditer(word.text):
            if mark.start() > at:
                out.append(_part(word, at, mark.start(), word.tag))
            out.append(_part(word, mark.start(), mark.end(), "w"))
            at = mark.end()
        if at < len(word.text):
            out.append(_part(word, at, len(word.text), word.tag))
    return out


def _part(word: Word, start: int, end: int, tag: str) -> Word:
    return Word(word.start + start, word.start + end, word.text[start:end], tag)


def _trim(words: list[Word]) -> list[Word]:
    return [word if word.text.strip() else Word(word.start, word.end, word.text, "w") for word in words]


def _join_compounds(words: list[Word], text: str, offset: int) -> list[Word]:
    """Join the words that together are one compound term; words that a term only touches are cut at its edge."""
    joined = list(words)
    for match in _compounds().finditer(text):
        start, end = offset + match.start(), offset + match.end()
        inside = [i for i, word in enumerate(joined) if word.start < end and word.end > start]
        first, last = joined[inside[0]], joined[inside[-1]]
        if len(inside) == 1 and first.tag in (PERSON, PLACE, BODY):
            continue
        if any(_is_kept(joined[i], start, end) for i in inside):
            continue
        parts = [Word(start, end, match.group(), "n")]
        if first.start < start:
            parts.insert(0, _part(first, 0, start - first.start, first.tag))
        if last.end > end:
            parts.append(_part(last, end - last.start, len(last.text), last.tag))
        joined[inside[0] : inside[-1] + 1] = parts
    return joined


def _is_kept(word: Word, start: int, end: int) -> bool:
    """Return whether a name may not be cut at the term's edge: a person's, or one of which too little would remain."""
    if word.tag not in (PERSON, BODY) or (start <= word.start and word.end <= end):
        return False
    return word.tag == PERSON or start - word.start < 2
