"""Numerals: values, bounds, ranges, and writing that has no value."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionkg.numerals import bound_after, chinese_value, find_numerals, narrow, parse_numeral

DIGITS = "零一二三四五六七八九"
VALUES = [
    ("5．7万", 57_000), ("12,345", 12_345), ("1，200", 1_200), ("1万亿", 10**12), ("3000万", 3 * 10**7),
    ("5千", 5_000),
    ("11亿4200万", 1_142_000_000), ("一百二十", 120), ("一百零五", 105), ("二百五", 250), ("三万二", 32_000),
    ("两万", 20_000),
    ("一亿二千万", 120_000_000), ("十", 10), ("二十一", 21), ("二〇二三", 2023), ("０１２", 12), ("12.50", 12.5),
    ("百分之九十五点六", 95.6), ("三分之二", 66.67), ("1/4", 25), ("七成", 70), ("三点五", 3.5),
]  # fmt: skip
BOUNDS = [
    ("120余", "at_least"), ("5万余", "at_least"), ("3000余万", "at_least"), ("30多", "at_least"),
    ("十几", "at_least"), ("10万+", "at_least"),
    ("超300", "at_least"), ("突破1万亿", "at_least"), ("不少于20", "at_least"),
    ("上千", "at_least"), ("逾50", "at_least"),
    ("约30", "approx"), ("近200", "approx"), ("将近200", "approx"), ("近5万余", "approx"), ("千万", "approx"),
    ("不超过20", "at_most"), ("不到20", "at_most"), ("20", None), ("三十", None),
]  # fmt: skip
NO_VALUE = ["数百", "几十", "三四", "亿万", "一百万万", "十百", "二三百"]


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_value(text, value):
    """The whole string is one numeral of that value."""
    assert parse_numeral(text) == value


@pytest.mark.parametrize(("text", "bound"), BOUNDS)
def test_bound(text, bound):
    """余, 多 and the words before the number bound it."""
    assert [numeral.bound for numeral in find_numerals(text)] == [bound]


@pytest.mark.parametrize("text", NO_VALUE)
def test_no_value(text):
    """Vague and malformed writing has no value, and is found as vague."""
    assert parse_numeral(text) is None
    assert all(numeral.is_vague for numeral in find_numerals(text))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("30-50名", 30, 50),
        ("10至20家", 10, 20),
        ("10-20万元", 100_000, 200_000),
        ("1000万至1500万元", 10**7, 1.5 * 10**7),
        ("3%-5%", 3, 5),
        ("200元至3000元", 200, 3000),
    ],
)
def test_range(text, low, high):
    """A range is one numeral with its upper end; a shared 万 counts for both ends."""
    assert [(numeral.value, numeral.upper) for numeral in find_numerals(text)] == [(low, high)]


@pytest.mark.parametrize("text", ["5-3", "10，20", "8月1日-3日"])
def test_no_range(text):
    """A falling pair, a comma and two dates are no range."""
    assert all(numeral.upper is None for numeral in find_numerals(text))


@pytest.mark.parametrize(
    ("text", "bound"),
    [("以上", "at_least"), ("及以上", "at_least"), ("左右", "approx"), ("以内", "at_most"), ("人", None)],
)
def test_bound_behind_the_unit(text, bound):
    """以上, 左右, 以内 stand behind the unit."""
    assert bound_after(f"5名{text}", 2)[0] == bound


@given(st.integers(0, 10**8 - 1))
def test_chinese_numerals_are_read_back(number):
    """What is written out in Chinese has the value it was written from."""
    assert chinese_value(written(number)) == number


@given(st.integers(0, 10**12), st.booleans())
def test_arabic_numerals_are_read_back(number, is_wide):
    """With separators of thousands, narrow or full-width."""
    text = f"{number:,}"
    assert (
        parse_numeral(text.translate(str.maketrans("0123456789", "０１２３４５６７８９")) if is_wide else text)
        == number
    )


@given(st.text(alphabet="0123456789０９零一二两三十百千万亿点余多几数半成分之至-—,，.．% 近约超", max_size=40))
def test_spans_lie_in_order_in_the_text(text):
    """Numerals do not overlap, cover at least one character, and have finite values."""
    found = find_numerals(text)
    assert all(0 <= n.span.start < n.span.end <= len(text) for n in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(abs(n.value) < float("inf") for n in found)


@given(st.text(max_size=50))
def test_narrow_keeps_the_length(text):
    """Offsets hold in the narrow text too."""
    assert len(narrow(text)) == len(text)


@pytest.mark.parametrize("piece", ["1", "一", "十", "1,", "，1", "百分之", "3至", "万", "近"])
def test_long_runs_take_linear_time(piece):
    """Twenty thousand characters of one kind are read within a second."""
    began = time.process_time()
    find_numerals(piece * (20_000 // len(piece)))
    assert time.process_time() - began < 1


def written(number: int) -> str:
    """Write a number below 10**8 in Chinese."""
    if number < 10**4:
        return section(number)
    high, low = divmod(number, 10**4)
    return section(high) + "万" + ("" if not low else ("零" if low < 1000 else "") + section(low))


def section(number: int) -> str:
    """Write a number below 10**4 in Chinese."""
    text, pending = "", False
    for place, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            text += ("零" if pending else "") + DIGITS[digit] + mark
        pending = bool(text) and not digit
    return text or "零"
