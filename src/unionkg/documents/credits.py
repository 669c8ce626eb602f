"""What a text says of its own making: dateline, publisher, reporters, day of publication."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from unionkg.documents.lines import BYLINE, Line
from unionkg.model import Span
from unionkg.text import is_personal_name, iso_date

# Outlets that are recognised where no space or punctuation sets them off from what precedes.
KNOWN_OUTLETS = (
    "新华社|中新社|中新网|中国新闻网|新华网|人民网|人民日报|央视网|央视新闻|央广网|光明日报|光明网|经济日报|中国青年报|中国青年网|中国网|工人日报|中工网|法治日报|农民日报"
    "|科技日报|解放军报|中国日报|国际在线|环球网|环球时报|参考消息网|参考消息|极目新闻|封面新闻|澎湃新闻|红星新闻|上游新闻|大河报|新京报|北京青年报|北京日报|解放日报|文汇报|新民晚报"
    "|羊城晚报|南方日报|广州日报|湖北日报|长江日报|楚天都市报|四川日报|四川在线|浙江日报|新华日报|扬子晚报|大众日报|齐鲁晚报|河北日报|河南日报|湖南日报|红网|潇湘晨报|劳动午报|劳动报"
)
_SUFFIX = (
    "日报|晚报|晨报|早报|时报|午报|报|网|社|新闻|客户端|电视台|通讯社|之家|经纬|时刻|在线|广播|融媒|融媒体|之声|频道"
)
_OWN = ("本报", "本网", "本刊", "本台", "本社")
_DAY = r"(?:(?P<year>\d{4})\s*年\s*)?(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日"
_CREDIT = r"[（(](?P<credit>[^（）()。]{2,60})[）)]"
_DATELINE = re.compile(
    rf"(?:(?<![^\s。！？”】）)])|(?={KNOWN_OUTLETS}))"
    rf"(?P<outlet>{KNOWN_OUTLETS}|本报|本网|本刊|本台|[\w\-－]{{1,14}}(?:{_SUFFIX}))(?P<place>[^\W\d]{{0,8}}?)\s?"
    rf"(?:{_DAY}\s*(?:电(?![力话影子动商网])|讯|消息)|(?:讯|消息)(?=\s*[（(：:]|\s\s)|(?<=本报)讯)(?!，)(?:\s*{_CREDIT})?\s*[：:]?"
)
_NAME = r"[^\W\d_a-zA-Z]{2,4}?"
CUE = (
    r"(?:(?:\d{4}年)?\d{1,2}月\d{1,2}日|\d{1,2}日)(?:[，,上下晚凌]|[至起从\-－—])|(?:近日|日前|近期|连日来|近年来|今年以来|昨日|今日|昨天|今天|当前|目前)(?=[，,])"
    r"|今年(?=以来|[，,]|是)|为(?=深入|进一步|全面|认真|切实|扎实|贯彻|丰富|加强|推动|做好|了|大力|弘扬)"
)
_END = rf"(?=[\s）)】“、/]|$|通讯员|记者|摄影|编辑|摄|报道|文/|图/|\d|{CUE})"
_REPORTERS = re.compile(
    rf"记者\s*[:：/]?\s*(?P<names>{_NAME}{_END}(?:(?:\s*、\s*|\s+)(?!通讯员|记者|摄影|编辑){_NAME}{_END})*)"
)
_LEAD = re.compile(
    rf"(?:(?<![^\s。！？”】）)])|(?={KNOWN_OUTLETS}))(?P<outlet>(?:{KNOWN_OUTLETS}|[\w]{{1,10}}(?:{_SUFFIX}))?)\s?(?:全媒体|首席|特约|见习|实习)*(?:记者|通讯员)\s+"
    rf"{_NAME}{_END}(?:(?:[、\s]+|\s*(?:记者|通讯员|摄影|图|文)[\s/]+){_NAME}{_END})*"
)
_OUTLET_OF_REPORTER = re.compile(
    rf"(?P<outlet>{KNOWN_OUTLETS}|[^\W\d]{{2,8}}(?:日报|晚报|晨报|时报|青年报|都市报|新闻|电视台))[、\s\w]{{0,12}}?记者"
)
_ORIGIN = re.compile(
    r"(?<![片料据])(?:稿件)?来源[：:]\s*(?P<outlet>[^\s，。、：:；（）()“”/]{2,20}?)(?=[\s，。）)/]|$|作者|记者|编辑|责任编辑|责编|返回|文字)"
)
_DATE_LINE = re.compile(
    r"(?:发布时间|发布日期|发表时间|时间|日期)?\s*[：:]?\s*(?P<date>\d{4}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?|月)(?:[T\s]*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?)"
    r"(?=$|\s)"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline or lead byline in a text: where it lies, the outlet it names, its date if it states a year."""

    span: Span
    outlet: str | None
    published: str | None = None


def datelines(text: str, limit: int = 300) -> Iterator[Dateline]:
    """Yield the datelines that begin in the first `limit` characters of `text`, in text order.

    >>> [(found.outlet, len(found.span)) for found in datelines("中新社某市8月8日电 (记者 王卫国)大会闭幕。")]
    [('中新社', 19)]
    """
    for found in _DATELINE.finditer(text, 0, limit + 100):
        if found.start() < limit and found.end() - found.start() >= 3:
            date = f"{found['year']}年{found['month']}月{found['day']}日" if found["year"] else ""
            yield Dateline(Span(*found.span()), outlet_name(found["outlet"]), iso_date(date))


def lead_byline(text: str, limit: int = 200) -> Dateline | None:
    """Return the byline in the first `limit` characters (outlet, 记者 or 通讯员, names) that prose follows, if any."""
    found = _LEAD.search(text, 0, limit + 60)
    if found is None or found.start() >= limit:
        return None
    return Dateline(Span(*found.span()), outlet_name(found["outlet"]))


def lead_cuts(text: str) -> list[int]:
    """Return the offsets at which datelines and a lead byline of a paragraph begin and end."""
    found = list(datelines(text))
    lead = lead_byline(text)
    return [edge for part in [*found, *([lead] if lead else [])] for edge in (part.span.start, part.span.end)]


def outlet_name(outlet: str) -> str | None:
    """Return the outlet without the channel it publishes on; `None` when it only calls itself 本报 or the like."""
    bare = re.sub(r"(?:新闻)?客户端$", "", outlet)
    return None if not bare or bare.startswith(_OWN) else bare


def publisher_of(body: str) -> str | None:
    """Return who published the text by its own words: dateline, byline, or the source it names; else `None`."""
    lead = lead_byline(body)
    for dateline in [*datelines(body), *([lead] if lead else [])]:
        if dateline.outlet:
            return dateline.outlet
    for region in _margins(body):
        for found in _OUTLET_OF_REPORTER.finditer(region):
            if _REPORTERS.match(region, found.end() - 2):
                return outlet_name(found["outlet"])
    origin = next((found for region in _margins(body) for found in _ORIGIN.finditer(region)), None)
    return origin["outlet"] if origin else None


def reporters_of(body: str, lines: list[Line]) -> tuple[str, ...]:
    """Return the reporters that dateline, bylines and closing lines name, in text order; correspondents are none.

    >>> reporters_of("本报讯（记者 王卫国 李华 通讯员 张建）某市总工会", [])
    ('王卫国', '李华')
    """
    found: dict[str, None] = {}
    for region in [*_margins(body), *(line.text for line in lines if BYLINE.match(line.text))]:
        for match in _REPORTERS.finditer(_unpadded(region)):
            found.update(dict.fromkeys(names_in(match["names"])))
    for match in _DATELINE.finditer(body, 0, 400):
        if match["credit"] and "记者" not in match["credit"]:
            names = re.split(r"[\s、，,]+", match["credit"].strip())
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


def _margins(body: str) -> list[str]:
    """Return the head and the tail of the body: the places of bylines."""
    return [body[:300], body[max(300, len(body) - 150) :]]


def published_of(body: str, lines: list[Line]) -> str | None:
    """Return the date that the text gives for itself, with its year: on a line of its own or in the dateline."""
    for line in [*lines[:4], *lines[4:][-3:]]:
        found = _DATE_LINE.match(line.text) if len(line.text) <= 60 else None
        if found and (date := iso_date(found["date"])):
            return date
    return next((dateline.published for dateline in datelines(body) if dateline.published), None)
