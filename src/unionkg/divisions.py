"""Administrative divisions of China in names: which stand there, their level, and their codes (GB/T 2260).

The gazetteers `divisions` and `former_divisions` name the real ones down to counties. What they do not know (towns, and
places that somebody made up) is read by its last word: 省, 市, 区, 县, 镇.
"""

import functools
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from unionkg.resources import read_table

# Levels of divisions from the largest down; a name descends, it never climbs.
LEVELS = ("省", "市", "县", "乡")
_LEVEL_OF = {
    "省": "省", "自治区": "省", "特别行政区": "省", "市": "市", "自治州": "市", "州": "市", "地区": "市", "盟": "市",
    "区": "县", "县": "县", "旗": "县", "街道": "乡", "镇": "乡", "乡": "乡",
}  # fmt: skip
_COUNTIES = r"特别行政区|自治区|自治州|地区|省|市|(?<=[\u4e00-\u9fff]{2})州(?![市区县分])|(?<!联)盟|区|县|旗"
_UNIT = {
    "县": re.compile(rf"[\u4e00-\u9fff]{{1,6}}?({_COUNTIES})"),
    "乡": re.compile(rf"[\u4e00-\u9fff]{{1,6}}?({_COUNTIES}|街道|镇|乡)"),
}
_NO_UNIT = re.compile(
    r"(?:城市|都市|社区|园区|小区|校区|厂区|片区|辖区|景区|港区|矿区|街区|灾区|山区|开发区|新区|城区|郊区|城镇|城乡|乡镇|区县"
    r"|度假区|名胜区|试验区|服务区|保税区|联盟|上市|授旗|[都会]市|[全我本该][市省区县])$|.*(?:委员会|银行|中国|有限)"
)
_LONGEST = 15
_PEOPLES = (
    "蒙古族 回族 藏族 维吾尔族 维吾尔 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 哈萨克 "
    "傣族 黎族 傈僳族 佤族 畲族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 柯尔克孜 土族 达斡尔族 仫佬族 羌族 布朗族 "
    "撒拉族 毛南族 仡佬族 锡伯族 锡伯 塔吉克族 塔吉克 怒族 鄂温克族 保安族 裕固族 独龙族 鄂伦春族 普米族 各族 蒙古"
)
_PEOPLE = re.compile(rf"(?<=..)(?:{'|'.join(_PEOPLES.split())})+(?=自治)")
_SHORT = re.compile(r"(?:特别行政区|自治区|自治州|自治县|自治旗|地区|省|市|区|县|盟|旗)$")


@dataclass(frozen=True, slots=True)
class Division:
    """One administrative unit as written (`海淀区`), its level (省, 市, 县 or 乡) and its span in the name's text."""

    name: str
    level: str
    start: int
    end: int


@functools.cache
def division_codes() -> dict[str, tuple[str, ...]]:
    """Return the name of each real division down to counties → its GB/T 2260 codes; homonyms have several."""
    table: dict[str, tuple[str, ...]] = {}
    for code, name in read_table("divisions"):
        table[name] = (*table.get(name, ()), code)
    return table


@functools.cache
def official_division(code: str) -> str:
    """Return the official name of the division with that code; raises KeyError for a code that is not listed.

    >>> official_division("110108")
    '海淀区'
    """
    return _names_by_code()[code]


@functools.cache
def _other_names() -> dict[str, tuple[str, ...]]:
    """Return each former, colloquial and shortened name → the codes of what it may mean today."""
    table: dict[str, set[str]] = {}
    for former, code in read_table("former_divisions"):
        table.setdefault(former, set()).add(code)
    for name, codes in division_codes().items():
        for short in _shortened(name):
            table.setdefault(short, set()).update(codes)
    return {name: tuple(sorted(codes)) for name, codes in table.items() if name not in division_codes()}


def _shortened(name: str) -> Iterable[str]:
    """Yield 内蒙古 for 内蒙古自治区, 延边 and 延边州 for 延边朝鲜族自治州, 积石山县 for its long name."""
    plain = _PEOPLE.sub("", name)
    stem = _SHORT.sub("", plain)
    if len(stem) < 2:
        return
    yield stem
    if "自治州" in plain:
        yield f"{stem}州"
    elif "自治县" in plain:
        yield f"{stem}县"
        yield f"{stem}自治县"
    elif "自治旗" in plain:
        yield f"{stem}旗"


def codes_of(name: str) -> tuple[str, ...]:
    """Return the codes of all real divisions that are, or were, called so, in full or in short.

    >>> codes_of("北京"), codes_of("襄樊市"), len(codes_of("朝阳区")), codes_of("砚湖区")
    (('110000',), ('420600',), 2, ())
    """
    return division_codes().get(name) or _other_names().get(name, ())


def level_of(code: str) -> str:
    """Return the level (省, 市, 县) of the division with that code; a municipality is written like a city (我市)."""
    if code in ("110000", "120000", "310000", "500000"):
        return "市"
    return "省" if code.endswith("0000") else "市" if code.endswith("00") else "县"


def is_above(upper: str, code: str) -> bool:
    """Return whether the division `upper` contains the other one.

    >>> is_above("110000", "110108"), is_above("320000", "110108"), is_above("110108", "110108")
    (True, False, False)
    """
    return upper != code and code.startswith(
        upper[:2] if upper.endswith("0000") else upper[:4] if upper.endswith("00") else upper
    )


def chain_codes(names: Sequence[str]) -> frozenset[str]:
    """Return the codes that the last of nested divisions may have, given the larger ones before it.

    Empty when the gazetteer does not know it, or knows none within those.

    >>> sorted(chain_codes(("北京市", "朝阳区"))), len(chain_codes(("朝阳区",))), chain_codes(("岚江省", "朝阳区"))
    (['110105'], 2, frozenset())
    """
    found: Collection[str] = codes_of(names[-1]) if names else ()
    for upper in names[:-1]:
        uppers = codes_of(upper)
        found = [code for code in found if any(is_above(one, code) for one in uppers)]
    return frozenset(found)


def full_chain(code: str) -> tuple[str, ...]:
    """Return the official names of a division and of those that contain it, from the largest down.

    >>> full_chain("110108"), full_chain("320500")
    (('北京市', '海淀区'), ('江苏省', '苏州市'))
    """
    known = _names_by_code()
    uppers = dict.fromkeys((f"{code[:2]}0000", f"{code[:4]}00", code))
    return tuple(known[one] for one in uppers if one in known)


@functools.cache
def _names_by_code() -> dict[str, str]:
    return {row[0]: row[1] for row in read_table("divisions")}


def narrow(codes: frozenset[str], context: Collection[str]) -> frozenset[str]:
    """Return those of several codes that fit the divisions that a text speaks of, all when that does not tell.

    A code fits best when the text names the division itself, then one that contains it, then one within it.

    >>> sorted(narrow(frozenset(("110105", "220104")), ("220000",)))
    ['220104']
    """
    if len(codes) < 2:
        return codes
    ranks = {code: _fit(code, context) for code in codes}
    best = min(ranks.values())
    fitting = frozenset(code for code in codes if ranks[code] == best)
    return fitting if len(fitting) == 1 else codes


def _fit(code: str, context: Collection[str]) -> int:
    """Return how well a division fits what a text names: 0 best, 4 not at all."""
    if code in context:
        return 0
    uppers = [upper for upper in context if is_above(upper, code)]
    if any(not upper.endswith("0000") for upper in uppers):
        return 1
    return 2 if uppers else 3 if any(is_above(code, lower) for lower in context) else 4


def leading_divisions(name: str, start: int = 0, *, deepest: str = "县") -> tuple[Division, ...]:
    """Return the units that `name` has from `start` on, from the largest down, none below the level `deepest`.

    >>> [unit.name for unit in leading_divisions("北京市海淀区总工会")]
    ['北京市', '海淀区']
    >>> leading_divisions("区总工会"), leading_divisions("中华全国总工会")
    ((), ())
    """
    units: list[Division] = []
    at = start
    while found := _unit_at(name, at, units, _UNIT[deepest]):
        units.append(found)
        at = found.end
    return tuple(units)


def _unit_at(name: str, at: int, above: Sequence[Division], by_last_word: re.Pattern[str]) -> Division | None:
    """Return the division that begins at `at` and lies below the last of `above`: a known one, else by its last
    word.
    """
    known = division_codes()
    for length in range(min(_LONGEST, len(name) - at), 1, -1):
        word = name[at : at + length]
        if word in known and not (_NO_UNIT.fullmatch(word) and not above):
            unit = Division(word, level_of(known[word][0]), at, at + length)
            if _is_below(unit.level, above):
                return unit
    found = by_last_word.match(name, at)
    if not found or len(found[0]) < 2 or _NO_UNIT.search(found[0]) or not _is_below(_LEVEL_OF[found[1]], above):
        return None
    return Division(found[0], _LEVEL_OF[found[1]], at, found.end())


def _is_below(level: str, above: Sequence[Division]) -> bool:
    return not above or LEVELS.index(level) > LEVELS.index(above[-1].level)


def split_divisions(name: str) -> tuple[tuple[str, ...], str]:
    """Return the divisions that open a name down to towns, from the largest down, and the rest of the name.

    >>> split_divisions("北京市海淀区总工会")
    (('北京市', '海淀区'), '总工会')
    >>> split_divisions("中华全国总工会")
    ((), '中华全国总工会')
    """
    units = leading_divisions(name, deepest="乡")
    return tuple(unit.name for unit in units), name[units[-1].end if units else 0 :]


def starts_with_division(name: str) -> bool:
    """Return whether a real division's name opens the name.

    >>> starts_with_division("市北区总工会"), starts_with_division("市总工会")
    (True, False)
    """
    return any(name[:length] in division_codes() for length in range(2, min(len(name), _LONGEST) + 1))


@functools.cache
def full_divisions() -> dict[str, str]:
    """Return each real province and city without its last word (浙江, 上海) → its full name, where only one fits."""
    found = {}
    for name in division_codes():
        short = _SHORT.sub("", _PEOPLE.sub("", name))
        codes = codes_of(short)
        if short != name and len(short) >= 2 and len(codes) == 1 and codes[0].endswith("00"):
            found[short] = name
    return found
