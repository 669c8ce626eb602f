"""The word lists behind the name grammars, compiled once. The lists are data: `data/gazetteers/`."""

import functools
import re

from unionkg.resources import read_lines, read_table


@functools.cache
def name_heads() -> dict[str, str]:
    """Return the last words of names with the entity type that each tells."""
    return {suffix: type_ for suffix, type_ in read_table("name_heads")}


@functools.cache
def _head_pattern() -> re.Pattern[str]:
    # Read from the right, so that the longest head wins: the text is reversed, and so are the heads.
    heads = sorted((head[::-1] for head in name_heads()), key=lambda head: (-len(head), head))
    return re.compile("|".join(map(re.escape, heads)))


def head_of(text: str) -> tuple[str, str] | None:
    """Return the longest head at the end of `text` and its type, or None.

    >>> head_of("户外劳动者暖心驿站")
    ('暖心驿站', 'Facility')
    """
    found = _head_pattern().match(text[::-1])
    if not found:
        return None
    head = found.group()[::-1]
    return head, name_heads()[head]


@functools.cache
def words(name: str) -> frozenset[str]:
    """Return the entries of a word list as a set."""
    return frozenset(word for line in read_lines(name) for word in line.split())


@functools.cache
def title_pattern() -> re.Pattern[str]:
    """Return the pattern of a role title: modifiers and the title's last word, and nothing else."""
    modifiers = "|".join(sorted(map(re.escape, words("title_modifiers")), key=lambda m: (-len(m), m)))
    heads = "|".join(sorted(map(re.escape, words("titles")), key=lambda m: (-len(m), m)))
    return re.compile(rf"(?:{modifiers})*(?:{heads})")


def is_surname(name: str) -> bool:
    """Return whether `name` begins with a Chinese surname."""
    return name[:2] in words("surnames") or name[:1] in words("surnames")


@functools.cache
def divisions() -> dict[str, str]:
    """Return division name → code for names that belong to one division only."""
    codes: dict[str, str | None] = {}
    for code, name in read_table("divisions"):
        codes[name] = None if name in codes else code
    return {name: code for name, code in codes.items() if code}


def is_collective(name: str) -> bool:
    """Return whether a name speaks of all unions of a place, not of one body: 上海工会.

    >>> is_collective("上海工会"), is_collective("上海市总工会")
    (True, False)
    """
    place = name.removesuffix("工会").removesuffix("共青团")
    return place != name and any(place + level in divisions() for level in ("省", "市", "县", "区"))
