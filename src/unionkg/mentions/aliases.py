"""When two names of one document refer to the same thing: one rule a type, each stricter than string similarity."""

import re
from collections.abc import Callable

from unionkg.mentions.divisions import leading_divisions, pointing_level
from unionkg.mentions.lexicon import head_of
from unionkg.naming import official_names, spell_out

_LEVEL_SUFFIX = re.compile(r"(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|省|市|区|县|州|全省|全市)$")
_SERVED = re.compile(r"(?:户外劳动者|职工|劳动者|工会|司机|环卫工人|快递员|新就业形态劳动者|一线职工)+")


def same_body(short: str, full: str) -> bool:
    """Return whether `short` is a short form of the body `full`: 区总工会 and 海淀区总工会.

    A short form that names another division never matches.
    """
    if official_names().get(short) and official_names().get(short) == official_names().get(full):
        return True
    form, whole = spell_out(short), spell_out(full)
    if form == whole:
        return True
    if len(whole) > len(form) >= 3 and whole.endswith(form) and (_begins_unit(whole, form) or pointing_level(short)):
        return not leading_divisions(short) or _divisions_agree(short, full)
    if full in (short + "公司", short + "集团", short + "集团公司"):
        return True
    return short.endswith("团") and full.endswith("代表团") and len(short) >= 3 and full.startswith(short[:-1])


def _begins_unit(full: str, form: str) -> bool:
    """Return whether what `full` has before `form` is made of whole divisions: 北京市 + 大兴区司法局."""
    lead = full[: -len(form)]
    units = leading_divisions(lead)
    return bool(units) and units[-1].end == len(lead)


def _divisions_agree(short: str, full: str) -> bool:
    named = {unit.name for unit in leading_divisions(full)}
    return all(unit.name in named for unit in leading_divisions(short))


def same_place(short: str, full: str) -> bool:
    """Return whether 海淀 and 海淀区 are one place."""
    return len(short) >= 2 and _LEVEL_SUFFIX.sub("", full) == short


def same_kind(short: str, full: str) -> bool:
    """Return whether `full` is `short` with its users or its place before it: 户外劳动者暖心驿站, 达川区公交司机之家.

    Any other word before it makes another kind: 温馨家园暖心驿站 is not every 暖心驿站.
    """
    if full.startswith(short) and len(short) >= 4 and head_of(full) is not None:
        return True
    if not full.endswith(short) or full == short:
        return False
    head = head_of(short)
    lead = full[: -len(short)]
    if head and head[0] == short and len(short) < 4:
        return False
    units = leading_divisions(lead)
    return bool(_SERVED.fullmatch(lead)) or (bool(units) and units[-1].end == len(lead))


def same_initiative(short: str, full: str) -> bool:
    """Return whether `full` is the named initiative with its kind: 送温暖 and 送温暖活动."""
    if same_kind(short, full):
        return True
    rest = full[len(short) :] if full.startswith(short) else ""
    return rest in ("活动", "服务", "行动", "机制", "计划", "工程", "主题活动", "慰问活动", "项目", "品牌", "工作")


def same_event(short: str, full: str) -> bool:
    """Return whether 十八大 of one body is its 第十八次全国代表大会."""
    ordinal = re.fullmatch(r"(.*?)第?([一二三四五六七八九十]+)大", short)
    if ordinal:
        return full in (f"{ordinal[1]}第{ordinal[2]}次全国代表大会", f"{ordinal[1]}第{ordinal[2]}次代表大会")
    return full.endswith(short) and len(short) >= 4 and bool(leading_divisions(full[: -len(short)]))


def same_group(short: str, full: str) -> bool:
    """Return whether 职工群众 is 职工."""
    return full in (short + "群众", short + "群体")


def same_work(short: str, full: str) -> bool:
    """Return whether a work is cited by the end or the kernel of its title: 《三年行动方案》."""
    kernel = re.sub(r"[（(].*?[)）]$", "", full)
    return len(short) >= 4 and kernel != short and kernel.endswith(short)


# Type → (short, full) → whether they are one; `full` is the longer name. People need more than names.
SAME: dict[str, Callable[[str, str], bool]] = {
    "Organization": same_body,
    "Place": same_place,
    "Facility": same_kind,
    "Initiative": same_initiative,
    "Event": same_event,
    "Group": same_group,
    "Work": same_work,
}
