"""Under which key a name of one document may meet the same name in another."""

import functools
import re

from unionkg.divisions import codes_of, full_divisions, starts_with_division
from unionkg.model import Entity
from unionkg.naming import fold, official_names, spell_out
from unionkg.resources import read_lines

# 市总工会 without its city, 揭牌仪式, 工作报告, 公司工会: such names say what kind of thing it is, not which.
_POINTING = re.compile(r"(?:[省市区县镇乡厂]|街道|镇（街道）|镇\(街道\)|团[省市区县])(?!委党校)")
_POINTER = re.compile(r"(?:[全我本该此这各当地])+[省市区县州旗镇乡村国]?|两地")
_GENERIC = re.compile(
    r"(?:第?[一二三四五六七八九十百]+届)?(?:全委会|(?:常务)?委员会|常委会|经费审查委员会|女职工委员会|领导班子|领导小组)"
    r"|(?:公司|集团|企业|单位|机关|学校|医院|社区|行业|基层)?(?:党组|党委|党支部|工会|工会委员会)|志愿者队伍"
    r"|[院校所馆部厅局委司行店厂社站场队团村企总](?:党组|党委|党支部|党总支|工会|团委|领导班子|机关)|中央委员会"
    r"|(?!中|国|人民|全国|最高).{0,5}[部处科室]"
)
_TELLING = re.compile(r"\d|第[一二三四五六七八九十]+[届次]|[一二三四五六七八九十]+大$|省|市|区|县|中国|全国")
# 公司员工, 辖区青年职工: of this company, of this precinct.
_OWN = re.compile("公司|单位|辖区|本|该|我|当地|项目|集团|学校|全[省市县区镇乡校院厂村]|院|厂|其|所属|下属|属地|部分")
# 公告本公司, 该局: of whoever speaks.
_SPEAKER = re.compile("[本该我某此其各]")
_MAY_BE_PLAIN = frozenset({"Award", "Event", "Facility", "Initiative", "Work"})
_QUOTED = re.compile('[“"「《]')
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
        return name not in official_names() and (
            len(name) <= 2 or bool(_GENERIC.fullmatch(name)) or bool(_SPEAKER.search(name) and len(name) <= 8)
        )
    if is_plain(entity.type, entity.canonical):
        return True
    rules = {
        "Place": _is_no_place(name),
        "Group": bool(_OWN.match(name)),
        "Event": not _TELLING.search(name),
        "Work": len(name) <= 6,
    }
    return rules.get(entity.type, False)


@functools.cache
def _plain() -> re.Pattern[str]:
    joined = "|".join(map(re.escape, sorted(read_lines("plain_words"), key=lambda word: (-len(word), word))))
    return re.compile(f"(?:{joined})+")


def _is_no_place(name: str) -> bool:
    """Return whether a place's name is a common word, or so short that it may be one and no list of places has it."""
    known = name in read_lines("world_places") or (bool(codes_of(name)) and name not in read_lines("common_divisions"))
    return not known and ((len(name) <= 2 and not name.endswith("国")) or bool(_plain().fullmatch(name)))


def is_plain(type_: str, name: str) -> bool:
    """Return whether a name without quotation marks consists of words that say a kind and nothing else.

    >>> is_plain("Award", "示范企业"), is_plain("Award", "茅盾文学奖"), is_plain("Initiative", "“职工课堂”")
    (True, False, False)
    """
    if type_ not in _MAY_BE_PLAIN or _QUOTED.match(name):
        return False
    return fold(name) in read_lines("generic_heads") or bool(_plain().fullmatch(fold(name)))


def name_key(entity: Entity) -> str:
    """Return the form in which the entity's name is compared with names of other documents."""
    name = spell_out(entity.canonical) if entity.type == "Organization" else fold(entity.canonical)
    if entity.type == "Place":
        name = full_divisions().get(name, name)
    return name.casefold()
