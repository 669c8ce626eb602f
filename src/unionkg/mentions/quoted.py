"""Works in book marks, names in quotation marks, and places."""

import re
from collections.abc import Iterator

from unionkg.mentions.lexicon import head_of, words
from unionkg.mentions.names import Candidate
from unionkg.mentions.people import is_title
from unionkg.mentions.words import PLACE, Line
from unionkg.model import Span

_BOOK = re.compile(r"《((?:[^《》\n]|《[^《》\n]*》){2,60})》")
_QUOTE = re.compile(r"[“‘]([^“”‘’，。；！？\n]{2,24})[”’]")
# A quotation is a name when it is begun, awarded or opened; otherwise it is a phrase.
_AWARDED = re.compile(
    r"(?:被?评为|荣获|获得?|获评|授予|命名为|被?认定为|入选|推树|称号为|荣膺|命名的|评选的|首批|评定为)[^，。；“”]{0,12}$"
)
_BEGUN = re.compile(
    r"(?:开展|推出|打造|创建|实施|启动|开通|升级|举办|设立|推行|探索|创新|深化)(?:了|的|起)?[^，。；“”]{0,8}$"
)
_WORK = re.compile(
    r"(?:[\u4e00-\u9fff]{2,14}(?:框架协议|合作协议|工作协议|协议书|备忘录|倡议书|工作报告|大会报告|实施方案|行动方案|工作方案"
    r"|实施意见|指导意见|管理办法|实施办法|集体合同范本|名册|白皮书|标准体系)|框架协议|大会报告|工作报告|倡议书|致词|致辞)$"
)
_RULE = re.compile(r"(?:标准|标准体系|方案|办法|细则|指南|手册|公约|清单|规范)$")
_ENDS = re.compile(r"[，。；、！“]|等|$|和|及|，")
_LIKENED = re.compile(r"(?:的|成为|作为|成|是|为)$")
_NO_PLACE = {"中国", "我国", "全国", "中华", "国内", "境内", "国家", "新时代", "大中小学"}
_VENUE = re.compile(
    r"(?:[\u4e00-\u9fff]{2,10}(?:大会堂|会堂|广场|公园|软件园|产业园|工业园|科技园|园区|体育场|工地|社区|会议室|礼堂|剧院|演播室|高速服务区|服务区|自贸港|公交站|地铁站|机场|港区|车站|景区|村|镇|街道|乡))$"
)


def find_works(line: Line) -> Iterator[Candidate]:
    """Yield works: titles in book marks, and documents named by their kind (签署…框架协议)."""
    for found in _BOOK.finditer(line.text):
        yield Candidate(_shift(found, 1, line), "Work", "book-marks", 0.95)
    for at, word in enumerate(line.words):
        if word.tag in ("w", "v") and word.text not in ("致词", "致辞"):
            continue
        start = at
        while (
            start > 0
            and line.words[start - 1].tag in ("n", "vn", "nz", "an", "a", "j")
            and (
                line.words[start - 1].text not in words("operating_verbs")
                and line.words[start - 1].text not in words("name_stops")
            )
        ):
            start -= 1
        name = "".join(part.text for part in line.words[start : at + 1])
        if _WORK.fullmatch(name):
            yield Candidate(Span(line.words[start].start, word.end), "Work", "kind-of-work", 0.6)


def find_quoted(line: Line) -> Iterator[Candidate]:
    """Yield quotations that are names: awards, facilities, initiatives, by their head or by the verb before them."""
    for found in _QUOTE.finditer(line.text):
        inner, before = found.group(1), line.text[: found.start()]
        span = _shift(found, 1, line)
        if _AWARDED.search(before):
            yield Candidate(span, "Award", "quoted-award", 0.85)
            continue
        if _RULE.search(inner) and not _is_phrase(inner):
            yield Candidate(span, "Work", "quoted-work", 0.75)
            continue
        head = head_of(inner)
        if (
            head
            and not _is_phrase(inner)
            and len(inner) > len(head[0])
            and not _LIKENED.search(before)
            and head[1] != "Group"
        ):
            yield Candidate(span, head[1], "quoted-name", 0.8)
        elif (
            head
            and head[1] in ("Facility", "Award")
            and not _LIKENED.search(before)
            and inner not in words("generic_heads")
        ):
            yield Candidate(span, head[1], "quoted-name", 0.75)
        elif (
            _BEGUN.search(before) and len(inner) <= 10 and not line.text[found.end() : found.end() + 1].startswith("的")
        ):
            yield Candidate(span, "Initiative", "quoted-begun", 0.55)


def _is_phrase(text: str) -> bool:
    return "、" in text or "的" in text or is_title(text)


def _shift(found: re.Match[str], group: int, line: Line) -> Span:
    start, end = found.span(group)
    return Span(line.span.start + start, line.span.start + end)


def find_places(line: Line) -> Iterator[Candidate]:
    """Yield administrative divisions that the tagger saw, joined where they nest (北京市海淀区), and venues."""
    at = 0
    while at < len(line.words):
        if line.words[at].tag == PLACE and line.words[at].text not in _NO_PLACE and len(line.words[at].text) >= 2:
            end = at + 1
            venue = _venue_end(line, at, end)
            yield Candidate(Span(line.words[at].start, line.words[venue - 1].end), "Place", "tagger", 0.7)
            at = venue
            continue
        end = _venue_end(line, at, at)
        if end > at:
            yield Candidate(Span(line.words[at].start, line.words[end - 1].end), "Place", "venue", 0.6)
        at = max(end, at + 1)


def _venue_end(line: Line, start: int, end: int) -> int:
    """Return the end of a venue's name that begins at `start`, `end` when there is none."""
    text = "".join(word.text for word in line.words[start:end])
    for stop in range(end, min(end + 5, len(line.words))):
        word = line.words[stop]
        if word.tag not in ("n", "nz", "vn", "s", PLACE, "ORG") or word.text in words("operating_verbs"):
            break
        text += word.text
        if _VENUE.fullmatch(text):
            return stop + 1
    return end
