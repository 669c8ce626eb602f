"""Time expressions: what is found, what it resolves to, and what is no time."""

import json
import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionkg.dates import find_times

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases" / "dates.jsonl").read_text("utf-8").splitlines()]
PARTIAL = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
PUBLISHED = st.sampled_from([None, "2023", "2023-10", "2023-10-12", "2024-01-03T08:00"])
WORDS = [
    *(
        "今年",
        "去年",
        "2023年",
        "10月",
        "12日",
        "9日",
        "、",
        "至",
        "-",
        "截至",
        "目前",
        "以来",
        "底",
        "前",
        "上半年",
        "前7个月",
    ),
    *("“十四五”期间", "近日", "第3届", "24小时", "12351", "。", "共", "二〇二三年", "十月", "２０２１"),
]


@pytest.mark.parametrize("case", CASES, ids=[f"{case['text'][:20]} {case['published']}" for case in CASES])
def test_case(case):
    """Each row names every time of its text: words, first and last date, kind."""
    found = [
        [t.interval.text, t.interval.start, t.interval.end, t.kind] for t in find_times(case["text"], case["published"])
    ]
    assert found == case["times"]


def test_there_are_cases_for_and_against():
    """At least sixty rows, a fifth of them texts without a time."""
    assert len(CASES) >= 60
    assert sum(not case["times"] for case in CASES) >= 20


@given(st.lists(st.sampled_from(WORDS), max_size=25).map("".join), PUBLISHED)
def test_spans_point_at_the_exact_words(text, published):
    """Times are in order, do not overlap, and each span covers the words of its interval."""
    found = find_times(text, published)
    assert all(text[t.span.start : t.span.end] == t.interval.text for t in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@given(st.lists(st.sampled_from(WORDS), max_size=25).map("".join), PUBLISHED)
def test_dates_are_partial_iso_dates(text, published):
    """Start and end are None or ISO dates at some precision; an end comes with a start and does not precede it."""
    for found in find_times(text, published):
        start, end = found.interval.start, found.interval.end
        assert all(date is None or PARTIAL.fullmatch(date) for date in (start, end))
        assert start is not None or end is None
        assert not end or (start and start[: len(end)] <= end[: len(start)])


@given(st.dates().filter(lambda date: 1900 <= date.year < 2100))
def test_a_full_date_is_read_back(date):
    """Arabic and full-width writing of any date give the same ISO date, whatever the document's date is."""
    text = f"{date.year}年{date.month}月{date.day}日"
    wide = text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    for written in (text, wide):
        assert [t.interval.start for t in find_times(written, "2001-02-03")] == [date.isoformat()]


@pytest.mark.parametrize("piece", ["1", "一", "2023年", "1月", "前", "1-", " ", "今年 ", "十", "至"])
def test_long_runs_take_linear_time(piece):
    """Twenty thousand characters of one kind are read within a second."""
    began = time.process_time()
    find_times(piece * (20_000 // len(piece)), "2023-10-12")
    assert time.process_time() - began < 1
