"""Under which key a name of one document may meet the same name in another."""

import re

from unionkg.divisions import full_divisions, starts_with_division
from unionkg.model import Entity
from unionkg.naming import fold, official_names, spell_out

# 市总工会 without its city, 揭牌仪式, 工作报告, 公司工会: such names say what kind of thing it is, not which.
_POINTING = re.compile(r"(?:[省市区县镇乡厂]|街道|镇（街道）|镇\(街道\)|团[省市区县])(?!委党校)")
_POINTER = re.compile(r"(?:[全我本该此这各当地])+[省市区县州旗镇乡村国]?|两地")
_GENERIC = re.compile(
    r"(?:第?[一二三四五六七八九十百]+届)?(?:全委会|(?:常务)?委员会|常委会|经费审查委员会|女职工委员会|领导班子|领导小组)"
    r"|(?:公司|集团|企业|单位|机关|学校|医院|社区|行业|基层)?(?:党组|党委|党支部|工会|工会委员会)|志愿者队伍"
    r"|(?!中|国|人民|全国|最高).{0,5}[部处科室]"
)
_TELLING = re.compile(r"\d|第[一二三四五六七八九十]+[届次]|[一二三四五六七八九十]+大$|省|市|区|县|中国|全国")
_MAY_POINT = frozenset({"Organization", "Facility", "Award", "Initiative", "Event"})


def is_pointer(name: str) -> bool:
    """Return whether a form only points, so that it can be nobody's preferred label.

    >>> [is_pointer(form) for form in ("全区", "我市", "本省", "海淀区", "全国")]
    [True, True, True, False, True]
    """
    return bool(_POINTER.fullmatch(name))


def is_local(entity: Entity) -> bool:
    """Return whether the name tells the thing apart only within its document.

    >>> is_local(Entity("a", "Organization", "市总工会", "市总工会"))
    True
    >>> is_local(Entity("a", "Organization", "市总工会", "霁州市总工会"))
    False
    >>> is_local(Entity("a", "Organization", "镇江市总工会", "镇江市总工会"))
    False
    """
    name = fold(entity.canonical)
    if is_pointer(name):
        return True
    if entity.type in _MAY_POINT and _POINTING.match(name) and not starts_with_division(name):
        return True
    if entity.type == "Organization":
        return name not in official_names() and (len(name) <= 2 or bool(_GENERIC.fullmatch(name)))
    if entity.type == "Event":
        return not _TELLING.search(name)
    if entity.type == "Work":
        return len(name) <= 6
    return False


def name_key(entity: Entity) -> str:
    """Return the form in which the entity's name is compared with names of other documents."""
    name = spell_out(entity.canonical) if entity.type == "Organization" else fold(entity.canonical)
    if entity.type == "Place":
        name = full_divisions().get(name, name)
    return name.casefold()
