"""Under which key a name of one document may meet the same name in another."""

import re

from unionkg.model import Entity
from unionkg.naming import fold, spell_out

# 市总工会 without its city, 揭牌仪式, 工作报告: such names say what kind of thing it is, not which.
_POINTING = re.compile(r"(?:省|市|区|县|镇|乡|街道|团[省市区县])(?!委党校)")
_TELLING = re.compile(r"\d|第[一二三四五六七八九十]+[届次]|[一二三四五六七八九十]+大$|省|市|区|县|中国|全国")


def is_local(entity: Entity) -> bool:
    """Return whether the name tells the thing apart only within its document.

    >>> is_local(Entity("a", "Organization", "市总工会", "市总工会"))
    True
    >>> is_local(Entity("a", "Organization", "市总工会", "霁州市总工会"))
    False
    """
    name = fold(entity.canonical)
    if entity.type == "Organization":
        return bool(_POINTING.match(name)) or len(name) <= 2
    if entity.type == "Event":
        return not _TELLING.search(name)
    if entity.type == "Work":
        return len(name) <= 6
    return False


def key_of(entity: Entity) -> str:
    """Return the key under which `entity`, of one document, is joined to entities of others."""
    name = spell_out(entity.canonical) if entity.type == "Organization" else fold(entity.canonical)
    parts = [entity.type, name.casefold()]
    if is_local(entity):
        parts.append(entity.id)
    return "\x1f".join(parts)
