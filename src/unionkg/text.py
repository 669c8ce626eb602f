"""Characters of Chinese prose: what ends a sentence, what encloses, what a personal name may begin with, dates."""

import re
from collections.abc import Sequence
from datetime import date

FINALS = "。！？!?"
QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』"}
BRACKETS = {"（": "）", "(": ")", "《": "》", "【": "】", "〔": "〕", "〈": "〉", "[": "]"}
PAIRS = QUOTES | BRACKETS
CLOSERS = frozenset(PAIRS.values()) | {'"'}
INVISIBLE = frozenset("\ufeff\u200b\u200c\u200d\u2060\u00ad\u200e\u200f")
LINE_BREAKS = frozenset("\n\r\x0b\x0c\x85\u2028\u2029")

# The surnames of the census lists that cover more than 99 % of the population, and the compound ones in use.
SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴"
    "夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟"
    "安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜肖詹关苗凌费纪靳盛童欧甄"
    "项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫"
    "来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺"
    "冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙伏岑习胥保和蔺凤水云郦双公巴甯乌步言丰闫凃付邝占宿禹衡麦招湛粟尚戈"
    "苍逯兀沃麻茅战贝濮鹿蒲暴幸逄承赫从户亓仝展线庾寇初种国黑奉阚楼帅慕亢尉由相朴玄佘谯撒竹"
)
_COMPOUND = (
    "欧阳 上官 司马 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 长孙 夏侯 端木 南宫 独孤 呼延 轩辕 闻人 宇文 "
    "百里 澹台 拓跋 赫连 申屠"
)
COMPOUND_SURNAMES = frozenset(_COMPOUND.split())


def is_han(char: str) -> bool:
    """Return whether `char` is one Chinese character (basic block, extension A, compatibility or a higher plane).

    >>> is_han("工"), is_han("，"), is_han("a")
    (True, False, False)
    """
    return "㐀" <= char <= "鿿" or char == "〇" or "豈" <= char <= "龎" or "\U00020000" <= char <= "\U0003ffff"


def is_personal_name(text: str) -> bool:
    """Return whether `text` has the shape of a Chinese personal name: a known surname and one or two characters.

    Names with a middle dot (minorities, transcriptions) count when each part is Han.

    >>> [is_personal_name(name) for name in ("李卫国", "欧阳建国", "工会", "买买提·艾力")]
    [True, True, False, True]
    """
    if "·" in text or "•" in text:
        parts = re.split("[·•]", text)
        return len(text) <= 15 and all(part and all(map(is_han, part)) for part in parts)
    if not all(map(is_han, text)):
        return False
    if text[:2] in COMPOUND_SURNAMES:
        return 3 <= len(text) <= 4
    return 2 <= len(text) <= 3 and text[0] in SURNAMES


def matching_pairs(text: str, start: int = 0, end: int | None = None) -> dict[int, int]:
    """Return opener offset → closer offset for the balanced quotes and brackets of `text[start:end]`.

    An opener without closer is left out, so is a closer without opener. Straight double quotes pair in order of
    occurrence when their number is even.

    >>> matching_pairs("“甲（乙）”（丙")
    {2: 4, 0: 5}
    """
    pairs: dict[int, int] = {}
    stack: list[tuple[str, int]] = []
    straight: list[int] = []
    for index in range(start, len(text) if end is None else end):
        char = text[index]
        if char in PAIRS:
            stack.append((PAIRS[char], index))
        elif char == '"':
            straight.append(index)
        elif char in CLOSERS:
            depth = next((d for d in range(len(stack) - 1, -1, -1) if stack[d][0] == char), None)
            if depth is not None:
                pairs[stack[depth][1]] = index
                del stack[depth:]
    if len(straight) % 2 == 0:
        pairs.update(zip(straight[::2], straight[1::2], strict=True))
    return pairs


def ends_sentence(text: str) -> bool:
    """Return whether `text` ends in sentence-final punctuation, closing quotes and brackets after it not counted.

    >>> ends_sentence("他说：“好。”"), ends_sentence("被评为“先进”"), ends_sentence("……")
    (True, False, True)
    """
    bare = text.rstrip().rstrip("".join(CLOSERS) + " ")
    return bare.endswith((*FINALS, "……"))


_DATE = re.compile(
    r"(?P<y>(?:19|20)\d\d)\s*(?:[-/.．年]\s*(?P<m>\d{1,2})\s*(?:[-/.．月]\s*(?P<d>\d{1,2})\s*日?|月)?|年)?"
    r"(?:[T\s]*(?P<h>\d{1,2})[:：时](?P<min>\d{2})分?(?:[:：]\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d\d:?\d\d)?)?"
)


def iso_date(text: str) -> str | None:
    """Return the date that `text` consists of as ISO 8601 at its own precision; `None` when it is not a date.

    A time of day is read and left out. An impossible date (2023-02-30) is not a date.

    >>> iso_date("2023年10月11日"), iso_date("2023-10-11 08:30"), iso_date("2023年10月"), iso_date("2023-02-30")
    ('2023-10-11', '2023-10-11', '2023-10', None)
    """
    found = _DATE.fullmatch(text.strip())
    if not found:
        return None
    year, month, day = (int(found[g]) if found[g] else None for g in "ymd")
    if (found["h"] and (int(found["h"]) > 24 or int(found["min"]) > 59 or day is None)) or year is None:
        return None
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return "-".join(part for part in (f"{year}", month and f"{month:02}", day and f"{day:02}") if part)


def nearest(name: str, known: Sequence[str]) -> str | None:
    """Return the string of `known` that is closest in spelling to `name`, or `None` when none is close.

    >>> nearest("new.txt", ["news.txt", "other"])
    'news.txt'
    """
    from difflib import get_close_matches  # noqa: PLC0415 - only on the way to an error

    found = get_close_matches(name, known, n=1, cutoff=0.5)
    return found[0] if found else None


def to_markdown(text: str) -> str:
    """Return text that cannot break out of its place: one line, Markdown and HTML marks escaped."""
    flat = " ".join(text.split())
    for mark in "\\`*_[]<>|#":
        flat = flat.replace(mark, "\\" + mark)
    return flat
