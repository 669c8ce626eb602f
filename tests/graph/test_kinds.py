"""Kinds of things from their names, pinyin, literals."""

import pytest

from unionkg.graph.kinds import kind_of, unit_kind
from unionkg.graph.literals import date, decimal, instant_property
from unionkg.graph.pinyin import syllables

NAMES = [
    ("Organization", "北京市海淀区总工会", "union"),
    ("Organization", "某某集团工会", "union"),
    ("Organization", "中华全国总工会第十八届执行委员会", "union-body"),
    ("Organization", "北京市海淀区人大常委会", "congress"),
    ("Organization", "共青团中国人民大学委员会", "mass"),
    ("Organization", "共青团北京市委", "mass"),
    ("Organization", "中共云州市委", "party"),
    ("Organization", "中共云州市委党校", "school"),
    ("Organization", "云州市人民政府", "government"),
    ("Organization", "云州市商会人民调解委员会", "mediation"),
    ("Organization", "云州市代表团", "team"),
    ("Organization", "云州市总工会权益保障部", "department"),
    ("Organization", "云州市总工会组织部", "department"),
    ("Organization", "云州市委组织部", "party"),
    ("Organization", "滴滴", None),
    ("Organization", "第一委员会", None),
    ("Facility", "网约车司机小站", "station"),
    ("Facility", "劳动争议多元调解中心", "mediation"),
    ("Facility", "劳模林", None),
    ("Initiative", "12351职工服务热线", "hotline"),
    ("Initiative", "“双沟通”机制", "mechanism"),
    ("Initiative", "“夏送清凉”活动", "campaign"),
    ("Event", "中国工会十八大", "congress"),
    ("Event", "揭牌仪式", "ceremony"),
    ("Event", "圆桌访谈", "interview"),
    ("Person", "张工会", None),
]


@pytest.mark.parametrize(("entity_type", "name", "expected"), NAMES)
def test_kind_is_read_off_the_name(entity_type, name, expected):
    """The longest known ending decides; an unknown one gives no kind."""
    kind = kind_of(entity_type, [name])
    assert (kind and kind.concept.value.rpartition("#")[2]) == (expected and f"{entity_type.lower()}-{expected}")


def test_first_name_with_a_kind_decides():
    """An alias helps where the full name says nothing."""
    kind = kind_of("Organization", ["滴滴", "滴滴公司"])
    assert kind and kind.concept.value.endswith("organization-company")


def test_unit_must_match_as_a_whole():
    """人次 is not 次, and a word that only ends in a unit is none."""
    assert str(unit_kind("人次")).endswith("unit-attendance>")
    assert unit_kind("名") == unit_kind("人")
    assert unit_kind("好人") is None


@pytest.mark.parametrize(
    ("name", "is_person", "expected"),
    [
        ("单伟", True, "shan wei"),
        ("单位", False, "dan wei"),
        ("尉迟明", True, "yu chi ming"),
        ("《指南》（2024版）", False, "zhi nan 2024 ban"),
        ("", True, ""),
    ],
)
def test_pinyin(name, is_person, expected):
    """Surnames have their own readings; punctuation has none."""
    assert syllables(name, is_person=is_person) == expected


@pytest.mark.parametrize(
    ("iso", "datatype", "property_"),
    [
        ("2023", "gYear", "time:inXSDgYear"),
        ("2023-10", "gYearMonth", "time:inXSDgYearMonth"),
        ("2023-10-12", "date", "time:inXSDDate"),
        ("去年", "string", "time:inXSDDate"),
    ],
)
def test_dates_keep_their_precision(iso, datatype, property_):
    """A date is typed by what it states; other text stays text, for validation to report."""
    assert (date(iso).datatype.value.rpartition("#")[2], instant_property(iso)) == (datatype, property_)


@pytest.mark.parametrize(
    ("value", "text"), [(46000, "46000"), (1e12, "1000000000000"), (0.1, "0.1"), (1e-7, "0.0000001")]
)
def test_decimals_are_plain(value, text):
    """No exponent and no needless zeros."""
    assert decimal(value).value == text
