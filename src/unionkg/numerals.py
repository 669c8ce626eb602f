"""Numbers in Chinese prose: Arabic and Chinese numerals with their magnitudes, fractions, ranges and bounds.

A numeral covers the digits with 万, 亿 and 余, 多, 几; the words around it that bound it (近, 超过, 以上) lie outside.
All functions take plain strings and give offsets into them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from unionkg.model import Span

_WIDE = str.maketrans("０１２３４５６７８９．％＋", "0123456789.%+")
_CHINESE = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_STEPS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_MAX_LENGTH = 20

_START = re.compile("[0-9零〇一二两三四五六七八九十百千万亿数几]")

_ARABIC = re.compile(
    r"(?P<digits>[0-9]{1,3}(?:[,，][0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?) ?"
    r"(?P<more>[余多几])?(?P<scale>[十百千]?万亿|[十百千]?[万亿]|[百千](?!分))?(?P<more2>[余多几]|\+(?![0-9]))?(?P<scale2>[万亿])?"
)
_HAN = re.compile(
    r"(?P<vague>[数几])?(?P<digits>[零〇一二两三四五六七八九十百千万亿]+)"
    r"(?:点(?P<decimals>[零〇一二三四五六七八九]+))?(?P<more>[余多几])?(?P<scale2>[万亿])?"
)
_PARTS = "[零〇一二两三四五六七八九十百]{1,5}"
_SHARE = re.compile(
    rf"百分之(?P<percent>{_PARTS}(?:点[零〇一二三四五六七八九]{{1,4}})?|[0-9]{{1,3}}(?:\.[0-9]{{1,4}})?)"
    rf"|(?P<of>{_PARTS})分之(?P<part>{_PARTS})"
    r"|(?<![0-9/])(?P<part2>[1-9][0-9]?)/(?P<of2>[1-9][0-9]?)(?![0-9/])"
    r"|(?P<tenths>[一二三四五六七八九]|(?<![0-9.])[1-9](?:\.5)?)成(?![功立为长果员就人本都交绩熟品套型因名天年色龙像])"
)
_RANGE = re.compile(r" ?(?:%|人|名|元)?(?:[-–—~～－]|——|至|到) ?$")

_BEFORE = (
    (
        "at_most",
        re.compile(r"(?:不超过|不超|不到|不足|不多于|不高于|(?<!不)低于|(?<!不)少于|最多|至多|控制在)(?:了|有|为)? ?$"),
    ),
    ("approx", re.compile(r"(?:大约|约|将近|接近|近|大概|差不多|左右)(?:了|有|为|达)? ?$")),
    (
        "at_least",
        re.compile(
            "(?:超额完成|超过|超出|超|突破|逾|不少于|不低于|至少|最少|(?<!不)高于|(?<!不)多于|(?<!不)大于)"
            "(?:了|有|为|到)? ?$"
        ),
    ),
)
_AFTER = re.compile(r" ?(?:(?P<at_least>及?以上|有余|多)|(?P<approx>左右|上下)|(?P<at_most>及?以下|以内|之内))")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number of a text: `value` with 万 and 亿 multiplied out, `upper` the other end of a range.

    `bound` is `at_least`, `at_most`, `approx` or None as the words before it and 余, 多 say; `unit` is `%` for the
    forms that carry it (百分之十, 三分之二, 七成); `is_vague` marks what has no value (数百, 几十, 三四).
    """

    span: Span
    value: float
    bound: str | None = None
    upper: float | None = None
    unit: str | None = None
    is_chinese: bool = False
    is_vague: bool = False


def narrow(text: str) -> str:
    """Return `text` with full-width digits, point, percent and plus as ASCII; the length is unchanged.

    >>> narrow("５．７万")
    '5.7万'
    """
    return text.translate(_WIDE)


def parse_numeral(text: str) -> float | None:
    """Return the value of a string that is one numeral as a whole, None where it is none or has no value.

    >>> parse_numeral("1,200"), parse_numeral("一万二千"), parse_numeral("5.7万"), parse_numeral("数百")
    (1200.0, 12000.0, 57000.0, None)
    """
    found = find_numerals(text)
    if len(found) != 1 or found[0].is_vague or found[0].upper is not None or len(found[0].span) != len(text):
        return None
    return found[0].value


def find_numerals(text: str) -> tuple[Numeral, ...]:
    """Return all numerals of `text` in order, ranges joined; also those of dates, names and codes.

    >>> [(n.value, n.upper, n.bound) for n in find_numerals("近3万人，10至20家，60余件")]
    [(30000.0, None, 'approx'), (10.0, 20.0, None), (60.0, None, 'at_least')]
    """
    plain = narrow(text)
    return tuple(_join_ranges(plain, _scan(plain)))


def bound_after(text: str, end: int) -> tuple[str | None, int]:
    """Return the bound that the words at offset `end` state (以上, 左右, 以内) and where they end.

    >>> bound_after("50%以上", 3)
    ('at_least', 5)
    """
    found = _AFTER.match(text, end)
    return (found.lastgroup, found.end()) if found else (None, end)


def bound_before(text: str, start: int) -> tuple[str | None, int]:
    """Return the bound that the words before offset `start` state (近, 超过, 不到) and where they begin."""
    window = max(0, start - 6)
    before = text[window:start]
    for bound, pattern in _BEFORE:
        found = pattern.search(before)
        if found:
            return bound, window + found.start()
    if before.endswith("上") and text[start : start + 1] in "十百千万亿":
        return "at_least", start - 1
    return None, start


def chinese_value(text: str) -> int | None:
    """Return the value of Chinese digits, None for a string that is not well formed.

    Both writings are read: with steps (二百零五, 一万二千) and digit by digit (二〇二三).

    >>> chinese_value("二百零五"), chinese_value("二〇二三"), chinese_value("三四")
    (205, 2023, None)
    """
    if not text or len(text) > _MAX_LENGTH:
        return None
    if all(char in _CHINESE for char in text) and (len(text) == 1 or len(text) > 2 or "〇" in text):
        return int("".join(str(_CHINESE[char]) for char in text))
    for mark, scale in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = text.rpartition(mark)
        if found:
            return _scaled(head, tail, scale)
    return _section(text)


def _scaled(head: str, tail: str, scale: int) -> int | None:
    high = chinese_value(head) if head else 1
    low = chinese_value(tail.lstrip("零")) if tail else 0
    if high is None or low is None or low >= scale or high >= scale:
        return None
    # 三万二 is 32 000: a last digit without its step counts the next lower one.
    return high * scale + (low * scale // 10 if len(tail) == 1 and 0 < low < 10 else low)


def _section(text: str) -> int | None:
    """Value below 10 000 with 千, 百, 十 in falling order; 零 may stand between, a final digit lacks its step."""
    total, last, digit = 0, 10**4, None
    for char in text:
        if char in _STEPS:
            step = _STEPS[char]
            if step >= last or digit == 0:
                return None
            total, last, digit = total + (1 if digit is None else digit) * step, step, None
        elif char in _CHINESE and digit in (None, 0):
            digit = _CHINESE[char]
            last = last if digit else 100
        else:
            return None
    if digit is None:
        return total
    return total + digit * (last // 10 if last in (100, 1000) and text[-2:-1] in ("百", "千") else 1)


def _scan(text: str) -> Iterator[Numeral]:
    shares = {found.start(): found for found in _SHARE.finditer(text)}
    position = 0
    while start := _START.search(text, position):
        at = start.start()
        numeral = _share(text, shares[at]) if at in shares else _plain(text, at)
        if numeral is None:
            position = at + 1
            continue
        yield numeral
        position = numeral.span.end


def _share(text: str, found: re.Match[str]) -> Numeral | None:
    groups = found.groupdict()
    if groups["percent"]:
        value = _decimal(groups["percent"])
    elif groups["tenths"]:
        tenths = _decimal(groups["tenths"])
        value = None if tenths is None else tenths * 10
    else:
        part, of = _decimal(groups["part"] or groups["part2"]), _decimal(groups["of"] or groups["of2"])
        value = round(100 * part / of, 2) if part and of else None
    if value is None:
        return None
    bound = bound_before(text, found.start())[0]
    return Numeral(Span(*found.span()), value, bound, unit="%", is_chinese=not found[0][-1].isdigit())


def _decimal(text: str) -> float | None:
    if text[0].isdigit():
        return float(text)
    whole, _, rest = text.partition("点")
    value = chinese_value(whole)
    if value is None:
        return None
    return float(f"{value}.{''.join(str(_CHINESE[char]) for char in rest)}") if rest else float(value)


def _plain(text: str, at: int) -> Numeral | None:
    arabic = _ARABIC.match(text, at)
    if arabic:
        return _arabic(text, arabic)
    han = _HAN.match(text, at)
    return _han(text, han) if han else None


def _arabic(text: str, found: re.Match[str]) -> Numeral:
    digits = re.sub("[,，]", "", found["digits"])
    scale = _product(found["scale"]) * _product(found["scale2"])
    end = found.end()
    while text[end - 1] == " ":
        end -= 1
    bound = bound_before(text, found.start())[0] or ("at_least" if found["more"] or found["more2"] else None)
    if len(digits) > _MAX_LENGTH:
        return Numeral(Span(found.start(), end), 0.0, is_vague=True)
    # Decimal shifts of a float leave dust (5.73 * 10000); twelve digits are more than any figure has.
    return Numeral(Span(found.start(), end), float(f"{float(digits) * scale:.12g}"), bound)


def _han(text: str, found: re.Match[str]) -> Numeral:
    span = Span(*found.span())
    value = None if found["vague"] or found["digits"] == "亿万" else chinese_value(found["digits"])
    if value is None:
        return Numeral(span, 0.0, is_chinese=True, is_vague=True)
    number = float(value)
    if found["decimals"]:
        number = float(f"{value}.{''.join(str(_CHINESE[char]) for char in found['decimals'])}")
    bound = bound_before(text, span.start)[0] or ("at_least" if found["more"] else None)
    if bound is None and span.end - span.start == len(found["digits"]) and set(found["digits"]) <= set("百千万亿"):
        bound = "approx"
    return Numeral(span, number * _product(found["scale2"]), bound, is_chinese=True)


def _product(marks: str | None) -> int:
    product = 1
    for mark in marks or "":
        product *= _SCALES[mark]
    return product


def _join_ranges(text: str, numerals: Iterator[Numeral]) -> Iterator[Numeral]:
    held: Numeral | None = None
    for numeral in numerals:
        joined = (_summed(text, held, numeral) or _joined(text, held, numeral)) if held else None
        if held and joined is None:
            yield held
        held = joined or numeral
    if held:
        yield held


def _summed(text: str, high: Numeral, low: Numeral) -> Numeral | None:
    """Join 3亿 and 8000万 that stand together."""
    if (
        high.span.end != low.span.start
        or text[low.span.start - 1] not in "亿万"
        or low.is_chinese
        or low.value >= 10**8
    ):
        return None
    span = Span(high.span.start, low.span.end)
    return replace(high, span=span, value=high.value + low.value, bound=high.bound or low.bound)


def _joined(text: str, low: Numeral, high: Numeral) -> Numeral | None:
    gap = text[low.span.end : high.span.start]
    if len(gap) > 5 or not _RANGE.fullmatch(gap) or low.is_vague or high.is_vague or low.upper is not None:
        return None
    value = low.value
    marks = text[high.span.start : high.span.end].lstrip("0123456789.,，")
    if text[low.span.end - 1].isdigit() and marks and marks[0] in _SCALES:
        value *= _product("".join(mark for mark in marks if mark in _SCALES))
    if value >= high.value or low.is_chinese != high.is_chinese:
        return None
    return replace(low, span=Span(low.span.start, high.span.end), value=value, upper=high.value, bound=None)
