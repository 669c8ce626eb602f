"""The word lists behind the name grammars, compiled once. The lists are data: `data/gazetteers/`."""

import functools
import re
from collections.abc import Iterable

from unionkg.divisions import division_codes
from unionkg.resources import read_lines, read_table
from unionkg.text import surnames


@functools.cache
def words(name: str) -> frozenset[str]:
    """Return the entries of a word list as a set."""
    return frozenset(read_lines(name))


@functools.cache
def cues(name: str) -> frozenset[str]:
    """Return the words of one class of the gazetteer `name_cues`; raise KeyError when there is no such class."""
    return frozenset(_cue_table()[name].split())


@functools.cache
def _cue_table() -> dict[str, str]:
    return {name: words_ for name, _, words_ in read_table("name_cues")}


def any_of(alternatives: Iterable[str]) -> str:
    """Return the pattern that matches each of the words, the longest first.

    >>> any_of(["主席", "副主席"])
    '(?:副主席|主席)'
    """
    return "(?:" + "|".join(map(re.escape, sorted(alternatives, key=lambda word: (-len(word), word)))) + ")"


@functools.cache
def ends_with(name: str) -> re.Pattern[str]:
    """Return the pattern that finds a word of the class `name` at the end of a string."""
    return re.compile(any_of(cues(name)) + "$")


@functools.cache
def starts_with(name: str) -> re.Pattern[str]:
    """Return the pattern of a word of the class `name`; match it at the start of a string."""
    return re.compile(any_of(cues(name)))


@functools.cache
def name_heads() -> dict[str, str]:
    """Return the last words of names with the entity type that each tells."""
    return {head: type_ for head, type_, *_ in read_table("name_heads")}


@functools.cache
def _longest_head() -> int:
    return max(map(len, name_heads()))


def head_of(text: str) -> tuple[str, str] | None:
    """Return the longest head at the end of `text` and its type, or None.

    >>> head_of("户外劳动者暖心驿站")
    ('暖心驿站', 'Facility')
    """
    heads = name_heads()
    for start in range(max(0, len(text) - _longest_head()), len(text)):
        if text[start:] in heads:
            return text[start:], heads[text[start:]]
    return None


@functools.cache
def title_pattern() -> re.Pattern[str]:
    """Return the pattern of a role title: modifiers and the title's last word, and nothing else."""
    return re.compile(f"{any_of(words('title_modifiers'))}*{any_of(words('titles'))}")


def is_title(text: str) -> bool:
    """Return whether the whole text is a role title.

    >>> is_title("党组书记"), is_title("党组")
    (True, False)
    """
    return bool(title_pattern().fullmatch(text))


def is_surname(name: str) -> bool:
    """Return whether `name` begins with a Chinese surname."""
    return name[:2] in surnames() or name[:1] in surnames()


def is_collective(name: str) -> bool:
    """Return whether a name speaks of all unions of a place, not of one body: 上海工会.

    >>> is_collective("上海工会"), is_collective("上海市总工会")
    (True, False)
    """
    place = name.removesuffix("工会").removesuffix("共青团")
    return place != name and any(place + level in division_codes() for level in ("省", "市", "县", "区"))
