"""Names of events, awards, works, initiatives and groups in the form in which they are compared.

Quotation marks and book marks are gone, ordinals are digits (第十八次 = 第18次), a numbered congress is written out
(十八大), the year, the note of a draft (试行) and words that only say the kind (活动, 称号) stand apart.
"""

import functools
import re
from dataclasses import dataclass

from unionkg.bodies import parse, to_digits, words
from unionkg.divisions import codes_of, leading_divisions
from unionkg.naming import official_names, simplify
from unionkg.resources import read_table

_YEAR = re.compile(
    r"((?:19|20)\d\d)(?:[-—~至](?:19|20)\d\d)?(?:年度|年)?(?!\d)|([一二]九?[〇零一二三四五六七八九]{3})年"
)
_RANGE = re.compile(r"\(?(?:(?:19|20)\d\d)[-—~至]+(?:19|20)\d\d年?\)?")
_NUMBER = re.compile(r"第?([零〇一二三四五六七八九十百]+|\d+)(?=[届次])|第([零〇一二三四五六七八九十百]+|\d+)")
_CONGRESS = re.compile(
    r"(.*?)(?:第?([零〇一二三四五六七八九十]+|\d+)大|第(\d+)次(?:全国)?(?:会员)?代表大会)(开幕会|闭幕会|开幕式|闭幕式)?$"
)
_DRAFT = re.compile(r"\((?:试行|暂行|草案|征求意见稿|讨论稿|修订稿?|送审稿)\)$|(?:试行|草案|征求意见稿)$")
_HONOUR = re.compile(r"(?:荣誉)?称号$|奖项$")
_NOTE = re.compile(r"\([^()]*\)$")


@dataclass(frozen=True, slots=True)
class Thing:
    """A parsed name: what is left of it, its year (or range of years), whether it is a draft, and its division."""

    core: str
    year: str = ""
    is_draft: bool = False
    divisions: tuple[str, ...] = ()
    pointing: str = ""


@functools.lru_cache(maxsize=200_000)
def parse_thing(type_: str, name: str) -> Thing:
    """Return the parts of the name of an event, award, work, initiative or group.

    >>> parse_thing("Event", "中国工会十八大") == parse_thing("Event", "中国工会第十八次全国代表大会")
    True
    >>> parse_thing("Initiative", "“送清凉”活动").core
    '送清凉'
    >>> parse_thing("Work", "《管理办法（试行）》").is_draft
    True
    """
    form = simplify(name)
    if type_ == "Group":
        return Thing(form)
    form, year = _without_year(form)
    is_draft = bool(_DRAFT.search(form)) and type_ == "Work"
    form = _DRAFT.sub("", form) if is_draft else form
    form = _NUMBER.sub(lambda found: f"第{to_digits(found[1] or found[2])}", form) if type_ != "Work" else form
    divisions, pointing, rest = _place(form, type_)
    if type_ == "Event":
        rest = _congress(rest)
    elif type_ == "Award":
        rest = _HONOUR.sub("", rest) or rest
    elif type_ == "Initiative":
        rest = _without_kind(rest)
    elif type_ == "Work":
        rest = _NOTE.sub("", rest) or rest
    return Thing(rest, year, is_draft, divisions, pointing)


def _without_year(form: str) -> tuple[str, str]:
    """Return the form without its year, and the year or the range of years in digits."""
    if found := _RANGE.search(form):
        rest = form[: found.start()] + form[found.end() :]
        return (rest, "-".join(re.findall(r"\d{4}", found[0]))) if len(rest) >= 2 else (form, "")
    found = _YEAR.search(form)
    if not found:
        return form, ""
    digits = found[1] or "".join(
        str("〇一二三四五六七八九".index(char)) if char in "〇一二三四五六七八九" else "0" for char in found[2]
    )
    rest = form[: found.start()] + form[found.end() :]
    return (rest, digits) if len(rest) >= 2 else (form, "")


def _place(form: str, type_: str) -> tuple[tuple[str, ...], str, str]:
    """Return the divisions that open the form, or the word by which it points to one, and the rest."""
    units = leading_divisions(form)
    if units and len(form) - units[-1].end >= 2:
        return tuple(unit.name for unit in units), "", form[units[-1].end :]
    for length in (3, 2):
        short, rest = form[:length], form[length:]
        if codes_of(short) and rest.startswith(("工会", "总工会", "职工")) and type_ in ("Event", "Award"):
            return (short,), "", rest
    body = parse(form)
    if body.pointing in ("省", "市", "区", "县", "州", "旗") and type_ in ("Event", "Award") and len(form) > 4:
        at = 1 if form[:1] in words("pointing") else 0
        return (), body.pointing, form[at + 1 :]
    return (), "", form


def _congress(form: str) -> str:
    """Return a numbered congress written out: 工会18大, 工会第18次全国代表大会 → 工会第18次代表大会."""
    found = _CONGRESS.fullmatch(form)
    if not found:
        return form
    number = to_digits(found[2] or found[3])
    body = official_names().get(found[1], found[1]) if len(found[1]) >= 2 else found[1]
    body = "中国工会" if body == "中华全国总工会" else body.replace("总工会", "工会")
    return f"{body}第{number}次代表大会{found[4] or ''}"


@functools.cache
def _kind_words() -> tuple[str, ...]:
    table = {row[0]: row[2].split() for row in read_table("name_cues")}
    return tuple(sorted(table["initiative-kind"], key=lambda word: (-len(word), word)))


def _without_kind(form: str) -> str:
    for word in _kind_words():
        if form.endswith(word) and len(form) - len(word) >= 3:
            return form.removesuffix(word)
    return form
