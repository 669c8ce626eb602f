"""Names of bodies, facilities, initiatives, events, awards and groups: a head word and what may stand before it.

A candidate is read from its head to the left, as long as the words can belong to a name. What may stand before which
head is the table `_REACH`; the words are data (`name_heads`, `name_stops`, `nominal_verbs`, `operating_verbs`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from unionkg.mentions.candidates import Candidate, over
from unionkg.mentions.lexicon import cues, head_of, is_collective, words
from unionkg.mentions.words import BODY, PERSON, PLACE, TIME, Line, Word

_NOUNS = {"n", "nz", "nw", "vn", "an", "nr", "ns", "nt", "s", "j", PLACE, BODY}
_ORDINAL = re.compile(r"第[一二三四五六七八九十百零〇\d]+[届次期批]|[一二三四五六七八九十]+届")
_NUMBER_NAME = re.compile(r"[两三四五]地|1\d{2,4}|9\d{4}|[三五六双]方|双\d+|[一二两三四五六]级")
_YEAR = re.compile(r"(?:19|20)\d{2}年度?")
# A short head alone names none of these.
_TOLD_BY_MORE = ("Facility", "Event", "Award", "Organization")
_QUOTATION_MARKS = re.compile("[“”‘’]")
# How many characters before a word its head is looked for, how many words a quotation inside a name has.
_LONGEST_HEAD, _LONGEST_QUOTATION = 8, 13


@dataclass(frozen=True, slots=True)
class Reach:
    """How far left a name of one type may reach: how many words, and which special words it may hold."""

    words: int
    bodies: bool = False
    places: bool = True
    ordinals: bool = False
    years: bool = False
    conjunctions: bool = False
    plain: bool = False
    quotes: bool = True


_REACH = {
    "Organization": Reach(8, bodies=True, ordinals=True, quotes=False),
    "Facility": Reach(8, bodies=True),
    "Initiative": Reach(7, ordinals=True, years=True, conjunctions=True),
    "Event": Reach(8, ordinals=True, years=True),
    "Award": Reach(6, ordinals=True),
    "Group": Reach(2, places=False, plain=True),
}


def find_names(line: Line) -> Iterator[Candidate]:
    """Yield every reading of a head word with its left extent; readings may overlap."""
    for at in range(len(line.words)):
        found = _head_ending_at(line, at)
        if found is None:
            continue
        first, type_, head = found
        start = _left_edge(line.words, first, _REACH[type_], head)
        start = _drop_stops(line.words, start, first, plain=type_ in ("Organization", "Group"))
        candidate = _judge(line.words[start : at + 1], first - start, type_, head)
        if candidate:
            yield candidate


def _head_ending_at(line: Line, at: int) -> tuple[int, str, str] | None:
    """Return the first word of the head that ends with word `at`, its type and text."""
    if line.words[at].tag in ("w", PERSON):
        return None
    text, first = "", at
    while first >= 0 and len(text) < _LONGEST_HEAD and line.words[first].tag != "w":
        text = line.words[first].text + text
        first -= 1
    found = head_of(text)
    if found is None:
        return None
    head, type_ = found
    first, length = at, len(line.words[at].text)
    while length < len(head):
        first -= 1
        length += len(line.words[first].text)
    last = line.words[at]
    if last.tag in ("v", "vd", "p", "d", "c") and len(head) < 3:
        return None
    if len(head) < len(last.text) and last.text in words("generic_heads"):
        return None
    return first, type_, head


def _left_edge(words_: tuple[Word, ...], first: int, reach: Reach, head: str) -> int:
    at = first
    taken = 0
    while at > 0 and taken < reach.words:
        step = _step(words_, at, reach, head)
        if not step:
            break
        at -= step
        taken += 1
    return at


def _step(words_: tuple[Word, ...], at: int, reach: Reach, head: str) -> int:
    """Return how many words to the left of `at` belong to the name (0: none; a quoted part counts whole)."""
    word, after = words_[at - 1], words_[at]
    if word.text in "”’" and word.tag == "w":
        return _quoted(words_, at - 1) if reach.quotes or head in words("quoted_heads") else 0
    if word.text in ("）", ")") and at >= 4 and words_[at - 3].text in ("（", "("):
        return 3 if words_[at - 2].tag in _NOUNS and words_[at - 4].tag in _NOUNS else 0
    if _is_outside(word, after, reach) or (word.tag == "c" and at > 1 and _ends_other_name(words_[at - 2].text)):
        return 0
    if word.tag == BODY and not reach.bodies:
        return int(reach.ordinals and (bool(_ORDINAL.fullmatch(after.text)) or after.text.endswith(head)))
    return int(_is_inside(word, after, reach))


def _ends_other_name(text: str) -> bool:
    """Return whether the word before a conjunction ends a name of another type: 律师事务所和…法律援助."""
    head = head_of(text)
    return head is not None and head[1] != "Initiative"


def _is_outside(word: Word, after: Word, reach: Reach) -> bool:
    """Return whether the word before `after` can be in no name of this reach."""
    if word.tag == "w" or word.text in words("operating_verbs"):
        return True
    if after.tag in (PLACE, BODY) and word.tag not in (PLACE, BODY):
        return True
    if reach.plain:
        return word.tag == PLACE or (word.tag not in ("n", "nz", "s") and word.text not in words("group_modifiers"))
    if word.text in words("titles") and word.text not in words("occupations"):
        return True
    return word.tag == PLACE and not reach.places


def _is_inside(word: Word, after: Word, reach: Reach) -> bool:
    """Return whether the word can stand inside a name before `after`: nouns, verbs used as nouns, and special words."""
    if word.tag in _NOUNS or (word.tag == "m" and head_of(word.text)):
        return word.text not in words("name_stops")
    if word.text in words("nominal_verbs") or word.text in words("name_qualities"):
        return word.tag != "p"
    return _is_special(word, after, reach)


def _is_special(word: Word, after: Word, reach: Reach) -> bool:
    """Return whether the word is a number, holiday, term, year or conjunction that names of this reach hold."""
    if _NUMBER_NAME.fullmatch(word.text):
        return True
    if word.text.isdigit() and reach.years and after.text in cues("numbered"):
        return True
    if word.text in cues("holiday") and word.tag in (TIME, "m", "n", "t"):
        return True
    if reach.ordinals and _ORDINAL.fullmatch(word.text):
        return True
    if reach.years and _YEAR.fullmatch(word.text) and after.tag in _NOUNS:
        return True
    return reach.conjunctions and word.tag == "c" and word.text in ("和", "与") and after.tag in ("vn", "n")


def _quoted(words_: tuple[Word, ...], closing: int) -> int:
    """Return the number of words of the quotation that ends with word `closing`, 0 when it is long or not opened."""
    for count in range(2, _LONGEST_QUOTATION + 1):
        at = closing - count + 1
        if at < 0 or words_[at].text in ("，", "。", "；"):
            return 0
        if words_[at].text in ("“", "‘"):
            return count
    return 0


def _drop_stops(words_: tuple[Word, ...], start: int, first: int, *, plain: bool) -> int:
    """Return the start without qualities, conjunctions and bare verbs that cannot begin a name."""
    while start < first and (
        words_[start].text in words("name_stops")
        or words_[start].tag in ("c", "f", "u", "d")
        or (words_[start].tag in ("v", "vd", "ad") and (plain or words_[start].text in words("never_first")))
    ):
        start += 1
    return start


def _judge(name: tuple[Word, ...], modifiers: int, type_: str, head: str) -> Candidate | None:
    """Return the candidate with its confidence, or None when the words are no name."""
    text = "".join(word.text for word in name)
    bare = _QUOTATION_MARKS.sub("", text)
    quoted = text != bare
    if (bare in words("generic_heads") and not quoted) or len(bare) < 2 or is_collective(bare):
        return None
    if type_ == "Initiative" and not quoted and not _is_specific(name, modifiers, head):
        return None
    if type_ in _TOLD_BY_MORE and not modifiers and len(bare) < 4 and name[0].tag != BODY:
        return None
    if head in cues("contest") and any(_ORDINAL.fullmatch(word.text) for word in name):
        type_ = "Event"
    confidence = 0.6 + 0.1 * min(modifiers, 3) + (0.1 if quoted else 0.0)
    return over(name[0], name[-1], type_, "name-grammar", confidence)


def _is_specific(name: tuple[Word, ...], modifiers: int, head: str) -> bool:
    """Return whether an initiative's name says more than its head: 联席会议制度 does, 工作制度 does not."""
    if head in words("quoted_heads"):
        return False
    if head not in words("loose_heads"):
        return True
    before = "".join(word.text for word in name[:modifiers])
    return len(before) >= 4 and any(word.text not in words("plain_modifiers") for word in name[:modifiers])
