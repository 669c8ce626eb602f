"""How a Chinese name reads in pinyin, without tones: for search and for initials."""

import re

from pypinyin import lazy_pinyin

# Surnames that read otherwise than the same character does in other words (现代汉语词典).
_SURNAMES = {
    "万俟": "mo qi",
    "尉迟": "yu chi",
    "单于": "chan yu",
    "长孙": "zhang sun",
    "曾": "zeng",
    "单": "shan",
    "仇": "qiu",
    "解": "xie",
    "任": "ren",
    "区": "ou",
    "朴": "piao",
    "查": "zha",
    "翟": "zhai",
    "员": "yun",
    "盖": "ge",
    "缪": "miao",
    "覃": "qin",
    "乐": "yue",
    "种": "chong",
    "召": "shao",
    "冼": "xian",
    "黑": "he",
    "繁": "po",
}


def syllables(name: str, *, is_person: bool = False) -> str:
    """Return the syllables of `name`, apart; punctuation is left out.

    With `is_person`, the surname has its reading as a surname.

    >>> syllables("曾乐", is_person=True)
    'zeng le'
    >>> syllables("“12351”热线")
    '12351 re xian'
    """
    surname = next((s for s in (name[:2], name[:1]) if s in _SURNAMES), "") if is_person else ""
    parts = [_SURNAMES.get(surname, ""), *lazy_pinyin(name[len(surname) :], errors=_words)]
    return " ".join(" ".join(parts).split())


def _words(text: str) -> str:
    """Return the letters and digits of a stretch without Chinese characters."""
    return " ".join(re.findall(r"\w+", text))
