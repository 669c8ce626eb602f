"""Names of people: those that the tagger saw, those that a list of names shows, and those that it cut in two."""

import re
from collections.abc import Iterator, Sequence

from unionkg.mentions.candidates import Candidate, over
from unionkg.mentions.lexicon import cues, is_surname, is_title
from unionkg.mentions.words import PERSON, Line, Word

_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_FOREIGN_NAME = re.compile(r"[\u4e00-\u9fff]+(?:[·•][\u4e00-\u9fff]+)+")
_NAME_ENDS = frozenset("、，。；：！？（）() \n\u3000")


def find_people(line: Line) -> Iterator[Candidate]:
    """Yield the names of people in the sentence."""
    for at, word in enumerate(line.words):
        if word.tag == PERSON:
            if _is_name(word.text):
                yield over(word, word, "Person", "tagger", 0.9)
        elif len(word.text) <= 3 and _in_name_list(line.words, at) and _is_name(word.text):
            yield over(word, word, "Person", "name-list", 0.7)


def _is_name(text: str) -> bool:
    if _FOREIGN_NAME.fullmatch(text):
        return True
    return (
        bool(_HAN_NAME.fullmatch(text))
        and is_surname(text)
        and text[-1] not in cues("not-name-ending")
        and not is_title(text[1:])
    )


def _in_name_list(words_: Sequence[Word], at: int) -> bool:
    """Return whether the word stands between two names of a list: 王某、李某、张某."""
    if not 2 <= at < len(words_) - 2:
        return False
    marks = words_[at - 1].text, words_[at + 1].text
    return marks == ("、", "、") and words_[at - 2].tag == words_[at + 2].tag == PERSON


def join_names(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with names of people that the tagger cut joined again.

    A name is cut when its last character is a common word (陶某之, 邓某和). It is joined when the whole name stands
    uncut elsewhere in the document, or when the character can be nothing else where it stands: before a mark.
    """
    known = {word.text for line in lines for word in line.words if word.tag == PERSON and len(word.text) == 3}
    for line in lines:
        known |= {
            word.text + line.words[at + 1].text for at, word in enumerate(line.words[:-1]) if _is_cut(line.words, at)
        }
    return [Line(line.sentence, tuple(_joined(line, known)), line.text) for line in lines]


def _is_cut(words_: Sequence[Word], at: int) -> bool:
    """Return whether the name at `at` lacks the next word: a short one with a mark or a post's verb behind it.

    Right behind a title a word need not be tagged as a name.
    """
    word, following = words_[at], words_[at + 1]
    beyond = words_[at + 2].text if at + 2 < len(words_) else "\n"
    is_named = word.tag == PERSON or (at > 0 and len(word.text) == 2 and is_title(words_[at - 1].text))
    if not is_named or not is_surname(word.text) or following.tag == "w":
        return False
    if beyond in cues("says-after-name"):
        return len(word.text) == 2 and following.tag in ("u", "c") and following.text not in cues("not-in-name")
    if beyond not in _NAME_ENDS and beyond not in cues("after-cut-name"):
        return False
    return (len(word.text), len(following.text)) in ((2, 1), (1, 2)) and following.text not in cues("not-in-name")


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
