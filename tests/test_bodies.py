"""The grammar of names of bodies: what is the same in another form, and what differs in which part."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionkg.bodies import parse

SAME = [
    ("全总", "中华全国总工会"),
    ("中華全國總工會", "中华全国总工会"),
    ("海淀总工会", "海淀区总工会"),
    ("北京海淀区总工会", "北京市海淀区总工会"),
    ("江苏总工会", "江苏省总工会"),
    ("广西总工会", "广西壮族自治区总工会"),
    ("延边州总工会", "延边朝鲜族自治州总工会"),
    ("襄樊市总工会", "襄阳市总工会"),
    ("中共霁州市委组织部", "霁州市委组织部"),
    ("团霁州市委", "共青团霁州市委员会"),
    ("砚湖区人社局", "砚湖区人力资源和社会保障局"),
    ("霁州市总工会第十七届委员会", "霁州市总工会第17届委员会"),
    ("岚江重型机床集团有限公司", "岚江重型机床集团"),
    ("霁行出行科技有限责任公司", "霁行出行科技有限公司"),
    ("霁州市第一中学", "霁州市第１中学"),
    ("政协霁州市委员会", "霁州市政协"),
]
PARTS = [
    ("北京市海淀区总工会权益保障部", "unit", "权益保障部"),
    ("北京市海淀区总工会权益保障部", "kind", "总工会"),
    ("中国教科文卫体工会", "level", "国"),
    ("海淀区中关村街道总工会", "town", "中关村街道"),
    ("海淀区中关村街道总工会", "level", "乡"),
    ("区总工会", "pointing", "区"),
    ("团市委", "system", "团"),
    ("霁州市第二人民医院", "numbers", ("2",)),
    ("霁州市交通运输工会", "trade", "交通运输"),
    ("苏州市昆山市总工会", "divisions", ("苏州市", "昆山市")),
    ("乌鲁木齐市新市区总工会", "divisions", ("乌鲁木齐市", "新市区")),
    ("区县总工会", "pointing", ""),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_forms_of_one_name(one, other):
    """Two forms of one name have equal parts, and the same last division."""
    left, right = parse(one), parse(other)
    assert left.rest == right.rest
    assert left.codes == right.codes and left.divisions[-1:] == right.divisions[-1:]


@pytest.mark.parametrize(("name", "part", "value"), PARTS)
def test_parts(name, part, value):
    """Each part is read where it stands."""
    assert getattr(parse(name), part) == value


@pytest.mark.parametrize(
    ("name", "generic"),
    [
        ("教育局", True),
        ("市总工会", True),
        ("咨询公司", True),
        ("清华大学", False),
        ("全总", False),
        ("人民日报", False),
    ],
)
def test_names_that_every_place_has(name, generic):
    """A kind with a common word tells no two bodies apart."""
    assert parse(name).is_generic is generic


@given(st.text("中共团省市区县海淀北京霁州总工会委员第一二十届公司集团局部（）()", max_size=14))
def test_any_text_is_parsed(name):
    """Nothing is too odd to be parsed, and parsing is a function of the name."""
    assert parse(name) == parse(name)
