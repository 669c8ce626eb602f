"""When two names of one document refer to the same thing: one rule a type, each stricter than string similarity."""

import functools
import re
from collections.abc import Callable

from unionkg.mentions.divisions import leading_divisions, pointing_level
from unionkg.mentions.lexicon import any_of, cues, head_of
from unionkg.naming import official_names, spell_out

_LEVEL_SUFFIX = re.compile(r"(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|省|市|区|县|州|全省|全市)$")
_ORDINAL_CONGRESS = re.compile(r"(.*?)第?([一二三四五六七八九十]+)大")
_NOTE = re.compile(r"[（(].*?[)）]$")


def same_body(short: str, full: str) -> bool:
    """Return whether `short` is a short form of the body `full`: 区总工会 and 海淀区总工会.

    A short form that names another division never matches.
    """
    official = official_names().get(short)
    if official is not None and official == official_names().get(full):
        return True
    form, whole = spell_out(short), spell_out(full)
    if form == whole:
        return True
    is_end = len(whole) > len(form) >= 3 and whole.endswith(form)
    if is_end and (pointing_level(short) or _is_divisions(whole[: -len(form)])):
        return not leading_divisions(short) or _divisions_agree(short, full)
    if full.startswith(short) and full[len(short) :] in cues("company-kind"):
        return True
    return short.endswith("团") and full.endswith("代表团") and len(short) >= 3 and full.startswith(short[:-1])


def _is_divisions(lead: str) -> bool:
    """Return whether what stands before a short form is made of whole divisions: 北京市 + 大兴区司法局."""
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
    return bool(_served().fullmatch(lead)) or _is_divisions(lead)


@functools.cache
def _served() -> re.Pattern[str]:
    return re.compile(any_of(cues("served")) + "+")


def same_initiative(short: str, full: str) -> bool:
    """Return whether `full` is the named initiative with its kind: 送温暖 and 送温暖活动."""
    if same_kind(short, full):
        return True
    return full.startswith(short) and full[len(short) :] in cues("initiative-kind")


def same_event(short: str, full: str) -> bool:
    """Return whether 十八大 of one body is its 第十八次全国代表大会."""
    congresses = congresses_of(short)
    if congresses:
        return full in congresses
    return full.endswith(short) and len(short) >= 4 and bool(leading_divisions(full[: -len(short)]))


def congresses_of(short: str) -> tuple[str, ...]:
    """Return the full names that a numbered congress may have, none for other names.

    >>> congresses_of("工会十八大")
    ('工会第十八次全国代表大会', '工会第十八次代表大会')
    """
    found = _ORDINAL_CONGRESS.fullmatch(short)
    if not found:
        return ()
    body, number = found.groups()
    return (f"{body}第{number}次全国代表大会", f"{body}第{number}次代表大会")


def same_group(short: str, full: str) -> bool:
    """Return whether 职工群众 is 职工."""
    return full.startswith(short) and full[len(short) :] in cues("group-kind")


def same_work(short: str, full: str) -> bool:
    """Return whether a work is cited by the end or the kernel of its title: 《三年行动方案》."""
    kernel = _NOTE.sub("", full)
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


def index_keys(type_: str, full: str) -> set[str]:
    """Return the strings under which a folded name is found when one of `SAME` may join a shorter form to it.

    Each rule compares the short form with a beginning or an end of the name, of its spelled-out form, or of its title
    without the note behind it.
    """
    names = {full, _NOTE.sub("", full)}
    if type_ == "Organization":
        names |= {spell_out(full), official_names().get(full, full)}
    return {part for name in names for at in range(len(name)) for part in (name[at:], name[: at + 1])}


def lookup_keys(short: str) -> set[str]:
    """Return the strings of which each name that `short` may be a short form of has at least one in its keys."""
    return {
        short,
        spell_out(short),
        official_names().get(short, short),
        short.removesuffix("团"),
        *congresses_of(short),
    }
