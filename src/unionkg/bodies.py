"""A grammar for names of Chinese organisations: division, level, system, trade, kind, unit below.

    北京市海淀区   总工会   权益保障部        中共   霁州市   委员会   组织部
    divisions     kind    unit             system divisions kind   unit

A name is compared part by part (`entities`), never as a string: 江苏省总工会 and 江西省总工会 differ in a division.
The words are data: `body_words`, `abbreviations`, `body_abbreviations`, `name_heads`, `organizations`, `divisions`.
"""

import functools
import re
from dataclasses import dataclass

from unionkg.divisions import chain_codes, codes_of, leading_divisions, level_of, official_division
from unionkg.naming import official_names, simplify, spell_out
from unionkg.numerals import chinese_value
from unionkg.resources import read_lines, read_table

_POINTED = {
    "省": "省",
    "市": "市",
    "州": "市",
    "盟": "市",
    "区": "县",
    "县": "县",
    "旗": "县",
    "镇": "乡",
    "乡": "乡",
    "街道": "乡",
}
_LONGEST_SHORT = 6
_NATIONAL = re.compile(r"(?:中华|中国|全国|国家|最高)")
_NUMBER = re.compile(
    r"第?([零〇一二三四五六七八九十百]+|\d+)(?=[届次中小医幼棉号院])|第([零〇一二三四五六七八九十百]+|\d+)"
)
_COMPANY = re.compile(r"(?:集团)?(?:有限责任公司|(?<!股份)有限公司|(?<!分)公司)$")
_MEDIA = ("报", "网", "社", "台", "刊")
_BRACKETED = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Body:
    """A parsed name. Parts that the name lacks are empty.

    `divisions` are the nested divisions as named, from the largest down to counties, `town` is a town below them;
    `codes` are the GB/T 2260 codes that the last division may have (several for a homonym, none for one that the
    gazetteer does not know); `level` is 国, 省, 市, 县, 乡
    or None: of the last division, or the one that a pointing form leaves unnamed (市总工会). `trade` is what tells
    bodies of one kind apart: a system, a trade or a proper name, its numbers in digits.
    """

    name: str
    divisions: tuple[str, ...] = ()
    town: str = ""
    codes: frozenset[str] = frozenset()
    level: str | None = None
    pointing: str = ""
    system: str = ""
    trade: str = ""
    kind: str = ""
    unit: str = ""

    @property
    def numbers(self) -> tuple[str, ...]:
        """The ordinals of the name: 第一中学 has 1."""
        return tuple(re.findall(r"第(\d+)", self.trade + self.unit))

    @property
    def rest(self) -> tuple[str, str, str, str]:
        """All but the division: what has to be equal of two bodies of one division."""
        return self.system, self.trade, self.kind, self.unit

    @property
    def is_national(self) -> bool:
        """Whether the name is that of a national body."""
        return self.level == "国"

    @property
    def is_generic(self) -> bool:
        """Whether bodies of that name are in every place, so that it tells nothing without a division: 教育局."""
        placed = self.divisions or self.town or self.is_national
        return not placed and not self.kind.endswith(_MEDIA) and _is_common(self.trade)


@functools.lru_cache(maxsize=200_000)
def parse(name: str) -> Body:
    """Return the parts of the name of an organisation, a facility or a place.

    >>> body = parse("北京市海淀区总工会权益保障部")
    >>> body.divisions, sorted(body.codes), body.level, body.kind, body.unit
    (('北京市', '海淀区'), ['110108'], '县', '总工会', '权益保障部')
    >>> parse("砚湖区人社局").rest == parse("砚湖区人力资源和社会保障局").rest
    True
    >>> parse("中共霁州市委组织部").rest == parse("霁州市委组织部").rest
    True
    >>> parse("市总工会").level, parse("市总工会").is_generic
    ('市', True)
    """
    form = _BRACKETED.sub(r"\1", simplify(name))
    official = _official().get(form)
    if official:
        form = official
    system, at = _opening(form)
    divisions, rest = _divisions(form[at:])
    if system and not divisions and not _pointed(form[at:]):
        system, rest = "", form
    level, pointing = _level(divisions), ""
    if not divisions:
        if _NATIONAL.match(form):
            level = "国"
        elif pointed := _pointed(rest):
            pointing, rest = pointed
            level = _POINTED[pointing]
    system, rest = _committee(system, rest, bool(divisions or level))
    trade, kind, unit = _split(_with_digits(rest))
    town = divisions[-1] if level == "乡" and divisions else ""
    divisions = divisions[:-1] if town else divisions
    codes = chain_codes(divisions)
    return Body(form, _official_names(divisions, codes), town, codes, level, pointing, system, trade, kind, unit)


@functools.cache
def _official() -> dict[str, str]:
    return {simplify(short): simplify(full) for short, full in official_names().items()}


@functools.cache
def words(name: str) -> tuple[str, ...]:
    """Return a class of the gazetteer `body_words`, longest first; raises KeyError when there is no such class."""
    table = {row[0]: row[2].split() for row in read_table("body_words")}
    return tuple(sorted(table[name], key=lambda word: (-len(word), word)))


def _opening(form: str) -> tuple[str, int]:
    """Return the system that opens a name (党, 团, 政协 …) and where the rest begins."""
    for class_, system in (("party", "党"), ("youth", "团"), ("system", "")):
        for word in words(class_):
            if form.startswith(word) and len(form) > len(word):
                return system or word, len(word)
    if form[:2] in ("团省", "团市", "团区", "团县") or (form[:1] == "团" and leading_divisions(form, 1)):
        return "团", 1
    return "", 0


def _pointed(form: str) -> tuple[str, str] | None:
    """Return the word by which a form points to a division, and what follows: 市总工会, 我区教育局, 全省工会."""
    at = 1 if form[:1] in words("pointing") else 0
    if form[at : at + 1] in _POINTED and form[at + 1 : at + 2] in _POINTED:
        return None  # 区县总工会: those of all districts and counties
    if form[at : at + 1] in _POINTED and len(form) - at >= 2:
        return form[at], form[at + 1 :]
    if form.startswith("街道", at) and len(form) - at > 2:
        return "街道", form[at + 2 :]
    return None


def _divisions(form: str) -> tuple[tuple[str, ...], str]:
    """Return the divisions that open the form, short ones (北京海淀区, 江苏总工会) too, and the rest."""
    units = leading_divisions(form, deepest="乡")
    if units and (codes_of(units[0].name) or not _short(form)):
        return tuple(unit.name for unit in units), form[units[-1].end :]
    if short := _short(form):
        inner = leading_divisions(form, len(short), deepest="乡")
        return (short, *(unit.name for unit in inner)), form[inner[-1].end if inner else len(short) :]
    return tuple(unit.name for unit in units), form[units[-1].end if units else 0 :]


def _short(form: str) -> str:
    """Return the short name of a division that opens the form before another division, or before what each place
    has.
    """
    for length in range(min(_LONGEST_SHORT, len(form) - 2), 1, -1):
        codes = codes_of(form[:length])
        if not codes:
            continue
        inner = leading_divisions(form, length)
        if inner and chain_codes((form[:length], inner[0].name)):
            return form[:length]
        rest = spell_out(form[length:])
        if any(rest.startswith(word) for word in ("总工会", "省委", "团省委", "市委")) and len(form) - length >= 2:
            return form[:length]
    return ""


def _level(divisions: tuple[str, ...]) -> str | None:
    if not divisions:
        return None
    codes = chain_codes(divisions) or codes_of(divisions[-1])
    levels = {level_of(code) for code in codes}
    if len(levels) == 1:
        return levels.pop()
    units = leading_divisions(divisions[-1], deepest="乡")
    return units[0].level if units else None


def _official_names(divisions: tuple[str, ...], codes: frozenset[str]) -> tuple[str, ...]:
    """Return the chain with the last name as it is today where it is known: 襄樊市 → 襄阳市."""
    names = {official_division(code) for code in codes}
    return (*divisions[:-1], names.pop()) if len(names) == 1 else divisions


def _committee(system: str, rest: str, is_placed: bool) -> tuple[str, str]:
    """Return the system and the rest with committees written out: 市委 is a committee of the party, 团市委 of the
    league.
    """
    if is_placed and rest.startswith("委") and not rest.startswith("委员会"):
        return system or "党", f"委员会{rest[1:]}"
    if is_placed and rest.startswith(("纪委", "纪律检查委员会")):
        return "党", f"纪律检查委员会{rest.removeprefix('纪委').removeprefix('纪律检查委员会')}"
    if is_placed and rest == "政协":
        return "政协", "委员会"
    if is_placed and rest == "团委":
        return "团", "委员会"
    return system, rest


def _split(rest: str) -> tuple[str, str, str]:
    """Return trade, kind and unit below of a name without its divisions."""
    whole = _spelled(rest)
    for owner in _owners().finditer(whole):
        below = whole[owner.end() :]
        if len(below) >= 2 and not below.startswith(words("no-unit")) and _kind_at_end(below):
            above = _spelled(whole[: owner.end()])
            kind = _kind_at_end(above) or owner[0]
            return _plain_company(above[: len(above) - len(kind)], kind, _spelled(below))
    kind = _kind_at_end(whole)
    return _plain_company(whole[: len(whole) - len(kind)], kind, "")


def _plain_company(trade: str, kind: str, unit: str) -> tuple[str, str, str]:
    """Return the parts with the legal form of a company reduced: 某某集团有限公司 is 某某集团, 某某有限公司 is
    某某公司.
    """
    whole = trade + kind
    found = _COMPANY.search(whole)
    if not found or "股份" in whole:
        return trade, kind, unit
    base = whole[: found.start()]
    if "集团" in found[0] or base.endswith("集团"):
        return base.removesuffix("集团"), "集团", unit
    return base, "公司", unit


@functools.cache
def _owners() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words("owner"))))


@functools.cache
def _kinds() -> frozenset[str]:
    heads = {head for head, *_ in read_table("name_heads")}
    full = {full for table in ("abbreviations", "body_abbreviations") for _, full in read_table(table)}
    return frozenset(
        heads | full | set(words("owner")) | {"部", "处", "科", "室", "组", "院", "站", "办公室", "中心", "庭"}
    )


def _kind_at_end(form: str) -> str:
    """Return the longest kind at the end of the form; a proper name alone has none."""
    return next((form[at:] for at in range(len(form)) if form[at:] in _kinds()), "")


@functools.cache
def _abbreviations() -> tuple[tuple[str, str], ...]:
    rows = {row for table in ("abbreviations", "body_abbreviations") for row in read_table(table)}
    return tuple((short, full) for short, full in sorted(rows, key=lambda row: (-len(row[0]), row)))


def _spelled(form: str) -> str:
    """Return the form with the abbreviation at its end spelled out."""
    for short, full in _abbreviations():
        if form.endswith(short) and not form.endswith(full):
            return form[: -len(short)] + full
    return form


def _with_digits(form: str) -> str:
    """Return the form with its ordinals as 第 and digits: 第十七届, 17届 → 第17届; 一中 → 第1中."""
    return _NUMBER.sub(lambda found: f"第{to_digits(found[1] or found[2])}", form)


@functools.lru_cache(maxsize=4096)
def to_digits(numeral: str) -> str:
    """Return a Chinese numeral in digits.

    >>> to_digits("十八"), to_digits("18"), to_digits("二十")
    ('18', '18', '20')
    """
    value = int(numeral) if numeral.isdecimal() else chinese_value(numeral)
    return numeral if value is None else str(value)


@functools.cache
def _common() -> re.Pattern[str]:
    known = sorted({*words("trade"), *read_lines("plain_words")}, key=lambda word: (-len(word), word))
    joined = "|".join(map(re.escape, known))
    return re.compile(rf"(?:{joined}|\d|和|与|届|次|系统|行业)*")


def _is_common(trade: str) -> bool:
    return bool(_common().fullmatch(trade))
