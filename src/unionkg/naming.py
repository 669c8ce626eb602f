"""Forms in which names are compared: folded, spelled out, official, divided at their administrative divisions."""

import functools
import re
import unicodedata

from unionkg.resources import read_table

_MARKS = re.compile(r"[\s“”‘’\"'《》〈〉「」]")
# Levels of divisions from the largest down; a name descends, it never climbs.
_LEVEL = {"省": 1, "自治区": 1, "市": 2, "自治州": 2, "州": 2, "地区": 2, "盟": 2, "区": 3, "县": 3, "旗": 3}
_LEVEL |= {"街道": 4, "镇": 4, "乡": 4}
_UNIT = re.compile(
    r"[\u4e00-\u9fff]{1,8}?(?P<level>自治区|自治州|地区|省|市|(?<=..)州(?![市区县])|盟|区|县|旗|街道|镇|乡)"
)
_NO_UNIT = re.compile(
    r".*(?:城市|社区|园区|小区|校区|厂区|片区|辖区|景区|港区|矿区|街区|山区|开发区|新区|城镇|乡镇|区县)"
)


def fold(name: str) -> str:
    """Return the name in NFKC, without quotation marks, book marks and white space.

    >>> fold("“送温暖”活动")
    '送温暖活动'
    """
    # Normalised again: a mark that is gone may bring an accent to its letter.
    return unicodedata.normalize("NFKC", _MARKS.sub("", unicodedata.normalize("NFKC", name)))


@functools.cache
def official_names() -> dict[str, str]:
    """Return short form → official name of national bodies; official names map to themselves."""
    table = {}
    for official, short_forms in read_table("organizations"):
        table[official] = official
        table.update(dict.fromkeys(short_forms.split("|"), official))
    return table


@functools.cache
def _abbreviations() -> tuple[tuple[str, str], ...]:
    return tuple(sorted(((short, full) for short, full in read_table("abbreviations")), key=lambda row: -len(row[0])))


def spell_out(body: str) -> str:
    """Return the folded name of a body with the abbreviation at its end spelled out.

    >>> spell_out("砚湖区人社局")
    '砚湖区人力资源和社会保障局'
    >>> spell_out("砚湖区人民法院")
    '砚湖区人民法院'
    """
    name = fold(body)
    for short, full in _abbreviations():
        if name.endswith(short) and not name.endswith(full):
            return name[: -len(short)] + full
    return name


@functools.cache
def division_codes() -> dict[str, tuple[str, ...]]:
    """Return the name of each real division down to counties → its GB/T 2260 codes; homonyms have several."""
    table: dict[str, tuple[str, ...]] = {}
    for code, name in read_table("divisions"):
        table[name] = (*table.get(name, ()), code)
    return table


@functools.cache
def full_divisions() -> dict[str, str]:
    """Return each real province and city without its last word (浙江, 上海) → its full name, where only one fits."""
    names = {name: codes for name, codes in division_codes().items() if codes[0].endswith("00")}
    found: dict[str, list[str]] = {}
    for name in names:
        short = re.sub(r"(?:壮族|回族|维吾尔)?自治区$|省$|市$", "", name)
        if short != name and len(short) >= 2:
            found.setdefault(short, []).append(name)
    districts = division_codes().keys()
    return {
        short: full[0]
        for short, full in found.items()
        if len(full) == 1 and not {f"{short}区", f"{short}县"} & districts
    }


def starts_with_division(name: str) -> bool:
    """Return whether a real division's name opens the name.

    >>> starts_with_division("市北区总工会"), starts_with_division("市总工会")
    (True, False)
    """
    return any(name[:length] in division_codes() for length in range(2, min(len(name), 12) + 1))


def split_divisions(name: str) -> tuple[tuple[str, ...], str]:
    """Return the divisions that open a name, from the largest down, and the rest of the name.

    >>> split_divisions("北京市海淀区总工会")
    (('北京市', '海淀区'), '总工会')
    >>> split_divisions("中华全国总工会")
    ((), '中华全国总工会')
    """
    units: list[str] = []
    at = level = 0
    while found := _UNIT.match(name, at):
        deeper = _LEVEL[found["level"]]
        if deeper <= level or len(found[0]) < 2 or _NO_UNIT.fullmatch(found[0]):
            break
        units.append(found[0])
        at, level = found.end(), deeper
    return tuple(units), name[at:]
