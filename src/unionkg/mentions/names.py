"""Names of bodies, facilities, initiatives, events, awards and groups: a head word and what may stand before it.

A candidate is read from its head to the left, as long as the words can belong to a name. What may stand before which
head is the table `_REACH`; the words are data (`name_heads`, `name_stops`, `nominal_verbs`, `operating_verbs`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from unionkg.mentions.lexicon import head_of, is_collective, words
from unionkg.mentions.words import BODY, PERSON, PLACE, TIME, Line, Word
from unionkg.model import Span

_NOUNS = {"n", "nz", "nw", "vn", "an", "nr", "ns", "nt", "s", "j", PLACE, BODY}
_ORDINAL = re.compile(r"第[一二三四五六七八九十百零〇\d]+[届次期批]|[一二三四五六七八九十]+届")
_NUMBER_NAME = re.compile(r"[两三四五]地|1\d{2,4}|9\d{4}|[三五六双]方|双\d+|[一二两三四五六]级")
_YEAR = re.compile(r"(?:19|20)\d{2}年度?")
_HOLIDAYS = {"五一", "三八", "五四", "七一", "八一", "十一"}


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


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that may be a name of `type`; overlapping candidates are weighed against each other later."""

    span: Span
    type: str
    origin: str
    confidence: float


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
    while first >= 0 and len(text) < 8 and line.words[first].tag != "w":
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
    if word.tag == "w" or word.text in words("operating_verbs"):
        return 0
    if after.tag in (PLACE, BODY) and word.tag not in (PLACE, BODY):
        return 0
    if not reach.plain and word.text in words("titles") and word.text not in words("occupations"):
        return 0
    if reach.plain and word.tag not in ("n", "nz", "s") and word.text not in words("group_modifiers"):
        return 0
    if word.tag == BODY and not reach.bodies:
        return int(reach.ordinals and (bool(_ORDINAL.fullmatch(after.text)) or after.text.endswith(head)))
    if word.tag == PLACE and not reach.places:
        return 0
    if word.tag in _NOUNS or (word.tag == "m" and head_of(word.text)):
        return int(word.text not in words("name_stops"))
    if word.text in words("nominal_verbs") or word.text in words("name_qualities"):
        return int(word.tag != "p")
    return int(_special(word, after, reach))


def _special(word: Word, after: Word, reach: Reach) -> bool:
    if _NUMBER_NAME.fullmatch(word.text):
        return True
    if word.text.isdigit() and reach.years and after.text in ("工程", "行动", "计划", "模式", "机制"):
        return True
    if word.text in _HOLIDAYS and word.tag in (TIME, "m", "n", "t"):
        return True
    if reach.ordinals and _ORDINAL.fullmatch(word.text):
        return True
    if reach.years and _YEAR.fullmatch(word.text) and after.tag in _NOUNS:
        return True
    return reach.conjunctions and word.tag == "c" and word.text in ("和", "与") and after.tag in ("vn", "n")


def _quoted(words_: tuple[Word, ...], closing: int) -> int:
    """Return the number of words of the quotation that ends with word `closing`, 0 when it is long or not opened."""
    for count in range(2, 14):
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
    bare = re.sub(r"[“”‘’]", "", text)
    quoted = text != bare
    if (bare in words("generic_heads") and not quoted) or len(bare) < 2 or is_collective(bare):
        return None
    span = Span(name[0].start, name[-1].end)
    if type_ == "Initiative" and not quoted and not _is_specific(name, modifiers, head):
        return None
    if (
        type_ in ("Facility", "Event", "Award", "Organization")
        and not modifiers
        and len(bare) < 4
        and name[0].tag != BODY
    ):
        return None
    if head in ("大赛", "竞赛", "比赛", "技能竞赛") and any(_ORDINAL.fullmatch(word.text) for word in name):
        type_ = "Event"  # a numbered contest is an occasion, an unnumbered one a programme
    confidence = 0.6 + 0.1 * min(modifiers, 3) + (0.1 if quoted else 0.0)
    return Candidate(span, type_, "name-grammar", confidence)


def _is_specific(name: tuple[Word, ...], modifiers: int, head: str) -> bool:
    """Return whether an initiative's name says more than its head: 联席会议制度 does, 工作制度 does not."""
    if head in words("quoted_heads"):
        return False
    if head not in words("loose_heads"):
        return True
    before = "".join(word.text for word in name[:modifiers])
    return len(before) >= 4 and any(word.text not in words("plain_modifiers") for word in name[:modifiers])
