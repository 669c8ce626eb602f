"""Names of people and role titles."""

import re
from collections.abc import Iterator

from unionkg.mentions.lexicon import is_surname, title_pattern, words
from unionkg.mentions.names import Candidate
from unionkg.mentions.words import PERSON, Line, Word
from unionkg.model import Span

_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_FOREIGN_NAME = re.compile(r"[\u4e00-\u9fff]+(?:[·•][\u4e00-\u9fff]+)+")
_LIST_MARKS = ("、", "，", "（", "(", "）", ")", " ")


def find_people(line: Line) -> Iterator[Candidate]:
    """Yield the names of people in the sentence."""
    for at, word in enumerate(line.words):
        if word.tag == PERSON:
            if _is_name(word.text):
                yield Candidate(Span(word.start, word.end), "Person", "tagger", 0.9)
        elif _in_name_list(line.words, at) and _is_name(word.text) and len(word.text) <= 3:
            yield Candidate(Span(word.start, word.end), "Person", "name-list", 0.7)


def _is_name(text: str) -> bool:
    if _FOREIGN_NAME.fullmatch(text):
        return True
    return (
        bool(_HAN_NAME.fullmatch(text))
        and is_surname(text)
        and text[-1] not in "报网社"
        and not title_pattern().fullmatch(text[1:])
    )


def _in_name_list(words_: tuple[Word, ...], at: int) -> bool:
    """Return whether the word stands between two names of a list (王某、李某、张某), each with or without a note."""
    before = _neighbour(words_, at, -1)
    after = _neighbour(words_, at, 1)
    return before is not None and after is not None and before.tag == after.tag == PERSON


def _neighbour(words_: tuple[Word, ...], at: int, step: int) -> Word | None:
    """Return the next word beyond one list mark in direction `step`, None when something else stands there."""
    at += step
    if not (0 <= at < len(words_)) or words_[at].text != "、":
        return None
    at += step
    return words_[at] if 0 <= at < len(words_) else None


def find_titles(line: Line) -> Iterator[Span]:
    """Yield the spans of role titles, the longest at each place, aligned to words."""
    starts = {word.start: i for i, word in enumerate(line.words)}
    ends = {word.end for word in line.words}
    text = "".join(word.text for word in line.words)
    offset = line.words[0].start if line.words else 0
    at = 0
    while found := title_pattern().search(text, at):
        start, end = offset + found.start(), offset + found.end()
        at = found.end()
        if start not in starts or end not in ends:
            at = found.start() + 1
            continue
        yield Span(start, end)


OCCUPATIONS = frozenset({"记者", "通讯员", "编辑", "见习记者", "摄影", "主持人"})


def is_title(text: str) -> bool:
    """Return whether the whole text is a role title."""
    return bool(title_pattern().fullmatch(text))


def is_post(text: str) -> bool:
    """Return whether the title is an office in a body, not an occupation that anyone may have."""
    return is_title(text) and text not in words("occupations") and text not in OCCUPATIONS
