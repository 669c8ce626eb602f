"""Datelines and bylines at the head of a text: 某社某市8月8日电 (记者 某某), 某报记者 某某."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from unionkg.documents.outlets import KNOWN, SUFFIX, outlet_name, outlet_start
from unionkg.model import Span
from unionkg.text import iso_date

# Where the first sentence of a report begins, if nothing else sets it off from a title or a byline.
CUE = (
    r"(?:(?:\d{4}年)?\d{1,2}月\d{1,2}日|\d{1,2}日)(?:[，,上下晚凌]|[至起从\-－—])"
    r"|(?:近日|日前|近期|连日来|近年来|今年以来|昨日|今日|昨天|今天|当前|目前)(?=[，,])|今年(?=以来|[，,]|是)"
    r"|为(?=深入|进一步|全面|认真|切实|扎实|贯彻|丰富|加强|推动|做好|了|大力|弘扬)"
)
NAME = r"[^\W\d_a-zA-Z]{2,4}?"
NAME_END = rf"(?=[\s）)】“、/]|$|通讯员|记者|摄影|编辑|摄|报道|文/|图/|\d|{CUE})"
# At the start, after a space or final punctuation; an outlet that is known needs nothing before it.
_ANCHOR = rf"(?:(?<![^\s。！？”】）)])|(?={KNOWN}))"
_OUTLET = rf"(?:{KNOWN}|[\w\-－]{{1,14}}(?:{SUFFIX}))"
_DAY = r"(?:(?P<year>\d{4})\s*年\s*)?(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日"
_DATELINE = re.compile(
    rf"{_ANCHOR}(?P<outlet>本报|本网|本刊|本台|{_OUTLET})(?P<place>[^\W\d]{{0,8}}?)\s?"
    rf"(?:{_DAY}\s*(?:电(?![力话影子动商网])|讯|消息)|(?:讯|消息)(?=\s*[（(：:]|\s\s)|(?<=本报)讯)(?!，)"
    r"(?:\s*[（(](?P<credit>[^（）()。]{2,60})[）)])?\s*[：:]?"
)
_BYLINE = re.compile(
    rf"{_ANCHOR}(?P<outlet>{_OUTLET}?)\s?(?:全媒体|首席|特约|见习|实习)*(?:记者|通讯员)\s+{NAME}{NAME_END}"
    rf"(?:(?:[、\s]+|\s*(?:记者|通讯员|摄影|图|文)[\s/]+){NAME}{NAME_END})*"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline or byline in a text: where it lies, the outlet it names, its date if it states a year.

    `credit` is what its brackets hold, empty without any.
    """

    span: Span
    outlet: str | None
    published: str | None = None
    credit: str = ""


def datelines(text: str, limit: int = 300) -> Iterator[Dateline]:
    """Yield the datelines that begin in the first `limit` characters of `text`, in text order.

    >>> [(found.outlet, len(found.span)) for found in datelines("中新社某市8月8日电 (记者 王卫国)大会闭幕。")]
    [('中新社', 19)]
    """
    for found in _DATELINE.finditer(text, 0, limit + 100):
        if found.start() < limit:
            date = f"{found['year']}年{found['month']}月{found['day']}日" if found["year"] else ""
            yield Dateline(_span(found), outlet_name(found["outlet"]), iso_date(date), found["credit"] or "")


def lead_byline(text: str, limit: int = 200) -> Dateline | None:
    """Return the byline that begins in the first `limit` characters (outlet, 记者 or 通讯员, names), if any.

    >>> text = "某报记者 王卫国近日，某市总工会"
    >>> text[len(lead_byline(text).span) :]
    '近日，某市总工会'
    """
    found = _BYLINE.search(text, 0, limit + 60)
    if found is None or found.start() >= limit:
        return None
    return Dateline(_span(found), outlet_name(found["outlet"]))


def _span(found: re.Match[str]) -> Span:
    """Return the span of the match without the words of a title that stand before a known outlet."""
    return Span(found.start() + outlet_start(found["outlet"]), found.end())


def heads(text: str) -> list[Dateline]:
    """Return the datelines and the byline at the head of `text`, in text order."""
    byline = lead_byline(text)
    return sorted([*datelines(text), *([byline] if byline else [])], key=lambda found: found.span)


def lead_cuts(text: str) -> list[int]:
    """Return the offsets at which the datelines and the byline of a paragraph begin and end."""
    return [edge for head in heads(text) for edge in (head.span.start, head.span.end)]


def opens_with_dateline(text: str) -> bool:
    """Return whether `text` begins with a dateline or a byline."""
    return any(head.span.start == 0 for head in heads(text))
