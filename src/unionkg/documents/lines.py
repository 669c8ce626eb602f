"""Physical lines of a text: where they lie, how they begin, and what they look like."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from unionkg.model import Span
from unionkg.text import INVISIBLE, LINE_BREAKS, ends_sentence, matching_pairs

HEADING_LIMIT = 45
LABEL_LIMIT = 60
_WIDE_GAP = re.compile(r"[^\S\n\r]{4,}|(?<=[。！？!?”）)])[^\S\n\r]{2,}")
# 一是…, 第一，…, （一）…, 1.…, ●…: they open a paragraph whatever came before.
ITEM = re.compile(
    r"[一二三四五六七八九十]{1,3}(?:是(?!否)|、)|第[一二三四五六七八九十]{1,3}[，,、：:]|其[一二三四五六][，,：:是]"
    r"|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}(?:[.．](?!\d)|[、)）])|[●■◆★▲△○◎※①-⑳•·▪►▶]|——(?=\w)"
)
_NAME = r"[\w·]{2,4}"
_ROLE = r"(?:责任编辑|责编|编辑|编审|审核|校对|来源|作者|文字|摄影|供稿|供图|图片|图|文|监制|责任校对|制图|值班主任)"
BYLINE = re.compile(
    rf"[□■◎●○◇◆]?\s*[\w、]{{0,14}}(?:记者|通讯员)(?:[\s/]+{_NAME})+(?:\s|$)"
    rf"|[□■◎◇]\s*\w"
    rf"|(?:记者|通讯员)\s*[:：]\s*{_NAME}(?:[\s、]+{_NAME})*$"
    rf"|{_ROLE}\s*[:：/丨｜|]"
    rf"|[（(](?:完[）)]|(?:本报|本刊)?(?:记者|通讯员)|{_ROLE}\s*[:：/])"
)
_MID_PUNCTUATION = "，、；：,;:）)》】”’」』。！？"
# Words that no heading ends with: the line goes on.
_UNFINISHED = tuple("，、；,;的和与及在对将被把从向于并或由让使而（(“《‘【")
# Openings of a sentence of prose, so the line is no heading.
_SENTENCE_OPENING = re.compile(
    r"(?:(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?|\d{1,2}日|近日|日前|近期|近年来|今年|去年|目前|下一步|此外|同时|据悉|据了解|据介绍|截至|其中|随后|会上"
    r"|仪式上|活动中|活动现场|当天|当日|接下来|今后|为此|因此|另外)[^，。]{0,12}，"
)
_FRAGMENT = re.compile(r"\w[、，；。]")


@dataclass(frozen=True, slots=True)
class Line:
    """One stretch of text without line break: trimmed `span`, its `text`, and what stands before it.

    `blank_before` and `indented` tell of the white space before it; `gap` is set when it does not begin at the start
    of a physical line, but after a wide run of spaces or where the title ends.
    """

    span: Span
    text: str
    indented: bool = False
    blank_before: bool = False
    gap: bool = False

    @property
    def is_finished(self) -> bool:
        """Whether it ends in sentence-final punctuation."""
        return ends_sentence(self.text)

    @property
    def is_item(self) -> bool:
        """Whether it begins with an enumerator."""
        return ITEM.match(self.text) is not None

    @property
    def is_byline(self) -> bool:
        """Whether it says who wrote, took or edited."""
        return len(self.text) <= LABEL_LIMIT and BYLINE.match(self.text) is not None

    @property
    def is_heading(self) -> bool:
        """Whether it is short, unpunctuated at its end, and does not read as a part of a sentence."""
        text = self.text
        return (
            len(text) <= HEADING_LIMIT
            and not ends_sentence(text)
            and not text.endswith((*_UNFINISHED, "：", ":"))
            and not any(mark in text for mark in "。；")
            and not text.startswith(tuple(_MID_PUNCTUATION))
            and not (text.count("，") and len(text) > 28)
            and not _SENTENCE_OPENING.match(text)
            and not is_open(text)
        )

    @property
    def is_balanced(self) -> bool:
        """Whether its clauses are about as long as each other, as in a heading; one clause and a short line are."""
        clauses = [len(clause) for clause in self.text.split("，")]
        return len(self.text) <= 16 or max(clauses) - min(clauses) <= 3

    @property
    def is_continuation(self) -> bool:
        """Whether it begins as no line can: with a mark that closes, or one character and a comma."""
        return self.text.startswith(tuple(_MID_PUNCTUATION)) or (
            _FRAGMENT.match(self.text) is not None and not self.is_item
        )


def is_open(text: str) -> bool:
    """Return whether a bracket or title mark of `text` is not closed in it (an enumerator's half bracket aside)."""
    pairs = matching_pairs(text)
    return any(char in "（(《【「“" and index not in pairs for index, char in enumerate(text))


def physical_lines(text: str, body: Span) -> Iterator[Span]:
    """Yield the spans of the lines of `text` within `body`, white space at both ends trimmed, empty ones included."""
    start = body.start
    for index in range(body.start, body.end + 1):
        if index == body.end or text[index] in LINE_BREAKS:
            second_half = index == start and text[start - 1 : start + 1] == "\r\n"
            if not second_half:
                yield trimmed(text, start, index)
            start = index + 1


def trimmed(text: str, start: int, end: int) -> Span:
    """Return the span without white space and invisible characters at its ends."""
    while start < end and (text[start].isspace() or text[start] in INVISIBLE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in INVISIBLE):
        end -= 1
    return Span(start, end)


def read_lines(text: str, body: Span, cuts: tuple[int, ...] = ()) -> list[Line]:
    """Return the non-empty lines of `text` within `body`; `cuts` are offsets at which a line ends in any case."""
    lines: list[Line] = []
    blank = False
    for span in physical_lines(text, body):
        if not span:
            blank = True
            continue
        indent = _indent(text, span.start, body.start)
        for number, piece in enumerate(_pieces(text, span, cuts)):
            first = number == 0
            content = text[piece.start : piece.end]
            lines.append(Line(piece, content, first and indent >= 2, first and blank, not first))
        blank = False
    return lines


def _indent(text: str, start: int, limit: int) -> int:
    """Return the width of the white space before `start` on its line; an ideographic space or a tab counts two."""
    width = 0
    while start > limit and text[start - 1] not in LINE_BREAKS:
        start -= 1
        width += 2 if text[start] in "\u3000\t" else 1
    return width


def _pieces(text: str, span: Span, cuts: tuple[int, ...]) -> Iterator[Span]:
    """Yield the parts of a line between wide runs of spaces and at the cuts."""
    edges = [span.start, *(cut for cut in cuts if span.start < cut < span.end), span.end]
    for gap in _WIDE_GAP.finditer(text, span.start, span.end):
        edges += [gap.start(), gap.end()]
    for start, end in pairwise(sorted(edges)):
        if piece := trimmed(text, start, end):
            yield piece
