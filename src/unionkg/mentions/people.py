"""Names of people and role titles."""

import re
from collections.abc import Iterable, Iterator

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


_STOPS = frozenset("、，。；：！？（）() \n\u3000")
_POST_VERBS = frozenset("当选 同志 等 任 出席 参加 主持".split())


def join_names(lines: list[Line]) -> list[Line]:
    """Return the lines with names of people that the tagger cut joined again.

    A name is cut when its last character is a common word (陶某之, 邓某和). It is joined when the whole name stands
    uncut elsewhere in the document, or when the character can be nothing else where it stands: before a mark.
    """
    known = {word.text for line in lines for word in line.words if word.tag == PERSON and len(word.text) == 3}
    for line in lines:
        known |= {
            word.text + line.words[at + 1].text for at, word in enumerate(line.words[:-1]) if _is_cut(line.words, at)
        }
    return [Line(line.sentence, tuple(_joined(line, known))) for line in lines]


def _is_cut(words_: tuple[Word, ...], at: int) -> bool:
    """Return whether the name at `at` lacks the next word: a short one with a mark or a post's verb behind it."""
    word, following = words_[at], words_[at + 1]
    beyond = words_[at + 2].text if at + 2 < len(words_) else "\n"
    if word.tag != PERSON or not is_surname(word.text) or following.tag == "w":
        return False
    if beyond not in _STOPS and beyond not in _POST_VERBS:
        return False
    return (len(word.text), len(following.text)) in ((2, 1), (1, 2)) and following.text not in ("说", "称", "等", "任")


def _joined(line: Line, known: set[str]) -> Iterator[Word]:
    words_ = list(line.words)
    at = 0
    while at < len(words_):
        word = words_[at]
        name = _known_at(words_, at, known)
        if name is None:
            yield Word(word.start, word.end, word.text, PERSON) if _has_sex_note(words_, at) else word
            at += 1
            continue
        end = word.start + len(name)
        yield Word(word.start, end, name, PERSON)
        while at < len(words_) and words_[at].end <= end:
            at += 1
        if at < len(words_) and words_[at].start < end:
            rest = words_[at]
            words_[at] = Word(end, rest.end, rest.text[end - rest.start :], rest.tag)


def _known_at(words_: list[Word], at: int, known: set[str]) -> str | None:
    """Return the known name that begins with word `at` and reaches into the next one, None when there is none."""
    if len(words_[at].text) >= 3 or not is_surname(words_[at].text):
        return None
    name = "".join(word.text for word in words_[at : at + 3])[:3]
    return name if name in known else None


def _has_sex_note(words_: list[Word], at: int) -> bool:
    """Return whether (女) behind the word says that it is a person's name."""
    word = words_[at]
    note = [following.text for following in words_[at + 1 : at + 3]]
    return (
        word.tag not in (PERSON, "w", "m")
        and 2 <= len(word.text) <= 3
        and note in (["（", "女"], ["(", "女"])
        and _is_name(word.text)
    )


def find_titles(line: Line, taken: Iterable[Span] = ()) -> Iterator[Span]:
    """Yield the spans of role titles outside `taken`, the longest at each place, aligned to words."""
    starts = {word.start: i for i, word in enumerate(line.words)}
    ends = {word.end for word in line.words}
    offset = line.span.start
    text = line.text
    for span in taken:
        if line.span.covers(span):
            start, end = span.start - offset, span.end - offset
            text = text[:start] + "\0" * (end - start) + text[end:]
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
