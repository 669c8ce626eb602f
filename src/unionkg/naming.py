"""Forms in which names are compared: folded, simplified, spelled out, official."""

import functools
import re
import unicodedata

from unionkg.resources import read_table

_MARKS = re.compile(r"[\s“”‘’\"'《》〈〉「」]")
# The dots that stand between the parts of a name.
_DOTS = str.maketrans("•・‧∙⋅", "·····")


def fold(name: str) -> str:
    """Return the name in NFKC, without quotation marks, book marks and white space.

    >>> fold("“送温暖”活动")
    '送温暖活动'
    """
    # Normalised again: a mark that is gone may bring an accent to its letter.
    return unicodedata.normalize("NFKC", _MARKS.sub("", unicodedata.normalize("NFKC", name)))


@functools.cache
def _simplified() -> dict[int, str]:
    return {ord(char): simple for simple, chars in read_table("traditional") for char in chars}


def simplify(name: str) -> str:
    """Return the name folded, in simplified characters and small letters: the form in which names are compared.

    >>> simplify("中華全國總工會"), simplify("ＡＢＣ　大厦")
    ('中华全国总工会', 'abc大厦')
    """
    return fold(name).translate(_simplified()).translate(_DOTS).casefold()


@functools.cache
def official_names() -> dict[str, str]:
    """Return short form → official name of national bodies; official names map to themselves."""
    table = {}
    for official, short_forms in read_table("organizations"):
        table[official] = official
        table.update(dict.fromkeys(short_forms.split("|"), official))
    return table


@functools.cache
def _abbreviations() -> tuple[tuple[str, str], ...]:
    return tuple(sorted(((short, full) for short, full in read_table("abbreviations")), key=lambda row: -len(row[0])))


def spell_out(body: str) -> str:
    """Return the folded name of a body with the abbreviation at its end spelled out.

    >>> spell_out("砚湖区人社局")
    '砚湖区人力资源和社会保障局'
    >>> spell_out("砚湖区人民法院")
    '砚湖区人民法院'
    """
    name = fold(body)
    for short, full in _abbreviations():
        if name.endswith(short) and not name.endswith(full):
            return name[: -len(short)] + full
    return name
