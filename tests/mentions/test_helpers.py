"""Divisions, short forms, heads of names, selection: what needs no tagger."""

import pytest

from unionkg.mentions.aliases import SAME, index_keys, lookup_keys
from unionkg.mentions.candidates import Candidate
from unionkg.mentions.clusters import Occurrences
from unionkg.mentions.divisions import Setting, leading_divisions
from unionkg.mentions.lexicon import head_of
from unionkg.mentions.selection import select
from unionkg.mentions.words import LONGEST_SENTENCE, bounded
from unionkg.model import Sentence, Span

SHORT_FORMS = [
    ("Organization", "市总工会", "槿川市总工会", True),
    ("Organization", "岚州市总工会", "槿川市总工会", False),
    ("Organization", "海淀区总工会", "北京市海淀区总工会", True),
    ("Organization", "全总", "中华全国总工会", True),
    ("Organization", "市人社局", "槿川市人力资源和社会保障局", True),
    ("Organization", "槿川公交", "槿川公交集团", True),
    ("Place", "海淀", "海淀区", True),
    ("Place", "海淀", "北京市", False),
    ("Facility", "暖心驿站", "户外劳动者暖心驿站", True),
    ("Facility", "暖心驿站", "温馨家园暖心驿站", False),
    ("Event", "工会十八大", "工会第十八次全国代表大会", True),
    ("Group", "职工", "职工群众", True),
    ("Work", "三年行动方案", "职工之家三年行动方案（试行）", True),
]


@pytest.mark.parametrize(("type_", "short", "full", "expected"), SHORT_FORMS)
def test_short_forms(type_, short, full, expected):
    """A short form joins its full name and no other; the index finds each pair that the rules join."""
    assert bool(SAME[type_](short, full)) is expected
    assert not expected or lookup_keys(short) & index_keys(type_, full)


@pytest.mark.parametrize(
    ("name", "units"),
    [
        ("北京市海淀区总工会", ["北京市", "海淀区"]),
        ("市总工会", []),
        ("开发区总工会", []),
        ("内蒙古自治区总工会", ["内蒙古自治区"]),
    ],
)
def test_leading_divisions(name, units):
    """Divisions are read from the largest down; a pointing word and a zone are none."""
    assert [unit.name for unit in leading_divisions(name)] == units


def test_setting_takes_the_nearest_before():
    """Before the first name the first one counts; larger units are added where the text names them."""
    named = [
        (5, leading_divisions("北京市海淀区")),
        (50, leading_divisions("青岛市")),
        (70, leading_divisions("海淀区")),
    ]
    setting = Setting(named)
    assert [setting.full_name(setting.at(at, "市")) for at in (0, 49, 50)] == ["北京市", "北京市", "青岛市"]
    assert setting.full_name(setting.at(80, "县")) == "北京市海淀区"
    assert setting.at(0, "省") == ()


def test_the_longest_head_wins():
    """暖心驿站 is the head of its name, not 驿站; a text without a head has none."""
    assert head_of("户外劳动者暖心驿站") == ("暖心驿站", "Facility")
    assert head_of("天气") is None


def test_selection_keeps_the_longer_and_nested_bodies():
    """A body may stand at the start of an event's name, nothing else overlaps."""
    event = Candidate(Span(0, 12), "Event", "x", 0.8)
    body = Candidate(Span(0, 6), "Organization", "x", 0.8)
    group = Candidate(Span(4, 8), "Group", "x", 0.9)
    assert select([group, body, event]) == [event, body]


def test_occurrences_may_overlap():
    """Every place where a string stands is yielded."""
    assert list(Occurrences("工会工会工", ["工会工"]).of("工会工")) == [Span(0, 3), Span(2, 5)]


@pytest.mark.parametrize("text", ["工" * 5000, "工会，" * 2000, "短。"])
def test_long_sentences_are_cut_without_loss(text):
    """The parts follow each other, are bounded, and end behind marks where there are any."""
    parts = list(bounded([Sentence(Span(0, len(text)), 0)], text))
    assert "".join(text[part.span.start : part.span.end] for part in parts) == text
    assert all(len(part.span) <= LONGEST_SENTENCE for part in parts)
    assert "，" not in text or all(text[part.span.end - 1] == "，" for part in parts)
