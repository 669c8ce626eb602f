"""Bodies that the tagger marked, repaired at their edges by the grammar of names."""

from collections.abc import Iterator

from unionkg.mentions.lexicon import head_of, is_collective, words
from unionkg.mentions.names import Candidate
from unionkg.mentions.words import BODY, PLACE, Line
from unionkg.model import Span
from unionkg.naming import official_names

_MEDIA_NEXT = {"记者", "消息", "讯", "全媒体", "客户端", "通讯员"}


def find_bodies(line: Line) -> Iterator[Candidate]:
    """Yield the tagger's organisations, with a following unit (大学+图书馆 is left to the grammar), and media names."""
    for at, word in enumerate(line.words):
        if word.text in official_names():
            yield Candidate(Span(word.start, word.end), "Organization", "gazetteer", 0.95)
        elif word.tag == BODY and (cut := _conjunction(word.text)):
            for start, end in ((0, cut), (cut + 1, len(word.text))):
                yield Candidate(Span(word.start + start, word.start + end), "Organization", "tagger", 0.75)
        elif word.tag == BODY and _is_body(word.text):
            start = at
            while (
                start > 0
                and line.words[start - 1].tag in (PLACE, BODY)
                and line.words[start].text[:1] not in "省市区县"
            ):
                start -= 1
            head = head_of(word.text)
            type_ = head[1] if head and head[1] in ("Facility", "Event") else "Organization"
            yield Candidate(Span(line.words[start].start, word.end), type_, "tagger", 0.75 if head else 0.55)
        elif word.tag in ("nz", "n") and _is_media(line, at):
            first = at
            while (
                first > 0
                and at - first < 2
                and (line.words[first - 1].tag in ("n", "nz", PLACE) or line.words[first - 1].text.endswith("报"))
            ):
                first -= 1
            if line.text[line.words[first].start - line.span.start : word.end - line.span.start] in words("generic_heads"):
                continue
            glued = len(word.text) > 3 and word.text.endswith(("讯", "电"))
            yield Candidate(Span(line.words[first].start, word.end - glued), "Organization", "media", 0.7)


def _conjunction(text: str) -> int:
    """Return where 和 or 、 joins two bodies that the tagger read as one (县政府和县总工会), 0 when it joins none."""
    for at, mark in enumerate(text):
        if mark in "和与、" and 3 <= at < len(text) - 3:
            heads = head_of(text[:at]), head_of(text[at + 1 :])
            if all(head is not None and head[1] == "Organization" for head in heads):
                return at
    return 0


def _is_body(text: str) -> bool:
    if text in words("generic_heads") or len(text) < 2 or is_collective(text) or text.isdigit() or text.endswith("族"):
        return False
    found = head_of(text)
    return found is None or found[1] in ("Organization", "Facility", "Event")


def _is_media(line: Line, at: int) -> bool:
    """Return whether a proper noun stands before 记者, 消息 …: 央视网消息, 封面新闻记者."""
    following = [word.text for word in line.words[at + 1 : at + 5]]
    if not following or (following[0] not in _MEDIA_NEXT and not (at < 2 and "电" in following)):
        return False
    return (
        line.words[at]
        .text.rstrip("讯电")
        .endswith(("网", "新闻", "报", "社", "台", "客户端", "全媒体", "时报", "日报", "在线"))
    )
