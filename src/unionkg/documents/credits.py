"""What a text says of its own making: publisher, reporters, day of publication."""

import re
from collections.abc import Sequence

from unionkg.documents.datelines import NAME, NAME_END, datelines, heads
from unionkg.documents.lines import BYLINE, Line
from unionkg.documents.outlets import KNOWN, SUFFIX, outlet_name
from unionkg.text import is_personal_name, iso_date

_HEAD, _TAIL = 300, 150
_REPORTERS = re.compile(
    rf"记者\s*[:：/]?\s*(?P<names>{NAME}{NAME_END}(?:(?:\s*、\s*|\s+)(?!通讯员|记者|摄影|编辑){NAME}{NAME_END})*)"
)
_OUTLET_OF_REPORTER = re.compile(
    rf"(?P<outlet>{KNOWN}|(?<!\w)[^\W\d]{{2,8}}(?:日报|晚报|晨报|时报|青年报|都市报|新闻|电视台))[、\s\w]{{0,12}}?(?=记者)"
)
_ORIGIN_END = r"(?=[\s，。）)/、]|$|作者|记者|通讯员|编辑|责任编辑|责编|返回|文字|分享|原创|原标题|声明|免责|编译)"
_ORIGIN = re.compile(rf"(?<![片料据])来源\s*[：:]\s*(?P<outlet>[^\s，。、：:；（）()“”/\d]{{2,15}}?){_ORIGIN_END}")
_ENDS_IN_SUFFIX = re.compile(rf".*(?:{SUFFIX}|发布|微信|公众号|网站)")
_DATE_LINE = re.compile(
    r"(?:发布时间|发布日期|发表时间|时间|日期)?\s*[：:]?\s*"
    r"(?P<date>\d{4}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?|月)(?:[T\s]*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?)(?=$|\s)"
)


def publisher_of(body: str) -> str | None:
    """Return who published the text by its own words: dateline, byline, or the source it names; else `None`."""
    for head in heads(body):
        if head.outlet:
            return head.outlet
    return _publisher_of_reporter(body) or _origin(body)


def _publisher_of_reporter(body: str) -> str | None:
    """Return the outlet that stands before the reporter in a byline; one that is known needs no name after it."""
    known = re.search(rf"(?P<outlet>{KNOWN})(?:全媒体|首席|特约|见习|实习)*记者\s", body[:_HEAD])
    if known:
        return outlet_name(known["outlet"])
    for region in _margins(body):
        for found in _OUTLET_OF_REPORTER.finditer(region):
            if _REPORTERS.match(region, found.end()):
                return outlet_name(found["outlet"])
    return None


def _origin(body: str) -> str | None:
    """Return what 来源： names; at the head, where prose may follow without a space, only a name that ends as one."""
    head, tail = _margins(body)
    closing = (match["outlet"] for match in _ORIGIN.finditer(tail))
    opening = (match["outlet"] for match in _ORIGIN.finditer(head) if _ENDS_IN_SUFFIX.fullmatch(match["outlet"]))
    for outlet in [*closing, *opening]:
        if _ENDS_IN_SUFFIX.fullmatch(outlet) or (len(outlet) <= 10 and not is_personal_name(outlet)):
            return outlet_name(outlet)
    return None


def reporters_of(body: str, lines: Sequence[Line]) -> tuple[str, ...]:
    """Return the reporters that dateline, bylines and closing lines name, in text order; correspondents are none.

    >>> reporters_of("本报讯（记者 王卫国 李华 通讯员 张建）某市总工会", [])
    ('王卫国', '李华')
    """
    found: dict[str, None] = {}
    for region in [*_margins(body), *(line.text for line in lines if BYLINE.match(line.text))]:
        for match in _REPORTERS.finditer(_unpadded(region)):
            found.update(dict.fromkeys(names_in(match["names"])))
    for dateline in datelines(body):
        if dateline.credit and "记者" not in dateline.credit:
            names = re.split(r"[\s、，,]+", _unpadded(dateline.credit.strip()))
            if all(map(is_personal_name, names)):
                found.update(dict.fromkeys(names))
    return tuple(found)


def names_in(text: str) -> list[str]:
    """Return the personal names of a list that spaces or commas divide.

    >>> names_in("王卫国、李华 张 静")
    ['王卫国', '李华', '张静']
    """
    return [name for name in re.split(r"[\s、，,;；/]+", _unpadded(text)) if is_personal_name(name)]


def _unpadded(text: str) -> str:
    """Return `text` with names of two characters closed up (张 静)."""
    return re.sub(r"(?<![^\W\d_])([^\W\d_])[^\S\n]+([^\W\d_])(?![^\W\d_])", r"\1\2", text)


def _margins(body: str) -> tuple[str, str]:
    """Return the head and the tail of the body: the places of bylines."""
    return body[:_HEAD], body[max(_HEAD, len(body) - _TAIL) :]


def published_of(body: str, lines: Sequence[Line]) -> str | None:
    """Return the date that the text gives for itself, with its year: on a line of its own or in the dateline."""
    for line in [*lines[:4], *lines[4:][-3:]]:
        found = _DATE_LINE.match(line.text) if len(line.text) <= 60 else None
        if found and (date := iso_date(found["date"])):
            return date
    return next((dateline.published for dateline in datelines(body) if dateline.published), None)
