"""Forms of names: divisions at their start, abbreviations spelled out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionkg.divisions import split_divisions, starts_with_division
from unionkg.errors import SettingsError
from unionkg.naming import fold, official_names, spell_out
from unionkg.settings import Settings


@pytest.mark.parametrize(
    ("name", "divisions", "rest"),
    [
        ("海淀区总工会", ("海淀区",), "总工会"),
        ("岚江省霁州市砚湖区柳堰街道", ("岚江省", "霁州市", "砚湖区", "柳堰街道"), ""),
        ("广西壮族自治区总工会", ("广西壮族自治区",), "总工会"),
        ("内蒙古自治区鄂尔多斯市总工会", ("内蒙古自治区", "鄂尔多斯市"), "总工会"),
        ("延边朝鲜族自治州总工会", ("延边朝鲜族自治州",), "总工会"),
        ("苏州市总工会", ("苏州市",), "总工会"),
        ("中关村软件园", (), "中关村软件园"),
        ("开发区总工会", (), "开发区总工会"),
        ("中华全国总工会", (), "中华全国总工会"),
        ("城市管理局", (), "城市管理局"),
        ("区总工会", (), "区总工会"),
        ("", (), ""),
    ],
)
def test_divisions_at_the_start_of_a_name(name, divisions, rest):
    """From the largest down; what only looks like a division stays in the rest."""
    assert split_divisions(name) == (divisions, rest)


@given(st.text("北京市海淀区省州县镇总工会", max_size=12))
def test_a_name_is_its_divisions_and_its_rest(name):
    """Nothing is lost and nothing is added."""
    divisions, rest = split_divisions(name)
    assert "".join(divisions) + rest == name


def test_real_divisions_are_known():
    """镇江 and 市北区 are names, 市 and 镇 alone point."""
    assert starts_with_division("镇江市总工会") and starts_with_division("市北区总工会")
    assert not starts_with_division("市总工会") and not starts_with_division("镇总工会")


@given(st.text(max_size=12))
def test_folding_and_spelling_out_are_stable(name):
    """Done twice is done once."""
    assert fold(fold(name)) == fold(name)
    assert spell_out(spell_out(name)) == spell_out(name)


def test_official_names_map_to_themselves():
    """A short form leads to the official name, and that to itself."""
    table = official_names()
    assert table["全总"] == "中华全国总工会"
    assert all(table[official] == official for official in table.values())


@pytest.mark.parametrize("wrong", [{"base_iri": "https://x.org"}, {"base_iri": "x/"}, {"min_confidence": 1.5}])
def test_settings_out_of_range_are_refused(wrong):
    """A base without its slash or a confidence over 1 is an error, not a broken graph."""
    with pytest.raises(SettingsError):
        Settings(**wrong)
