"""Sentences of a paragraph: final punctuation ends one, a quotation stays with the clause that reports it."""

import re
from collections.abc import Iterator, Sequence

from unionkg.model import Span
from unionkg.text import CLOSERS, FINALS, matching_pairs

_QUOTE_LIMIT = 400
_REPORTING = (
    "说|说道|表示|介绍|告诉|指出|认为|坦言|感慨|感慨道|谈到|强调|回忆|回忆道|称|道|透露|讲|讲道|呼吁|建议|解释|解释道|补充|补充道|感叹|写道|问|问道|答|答道|回答|直言|笑道"
    "|提出|分享|总结|总结道|提到|评价|评价道|要求|提醒|希望|谈道|倡议|赞叹|点赞|点赞道|感激|夸赞|描述|述说|诉说|喊道|话语|这样说|如是说"
)
# A clause that ends in a verb of saying, and names a speaker before it; not one that opens with a time of its own.
_REPORT = re.compile(
    rf"(?!近日|日前|随后|当天|据|在\w{{2,20}}[上中]，)[^，。：:；！？!?“”]{{1,60}}?(?:{_REPORTING})(?:着|过|记者|我们|大家)?(?:[，。！!]|$)"
)
_CONTINUING = "，、；：,;:"


def sentence_spans(text: str, paragraph: Span, cuts: Sequence[int] = ()) -> list[Span]:
    """Return the sentences of the paragraph of `text`, white space between them left out.

    A sentence ends at 。！？!? (not at ；) with the closing quotes and brackets after it. Nothing ends inside a
    balanced quotation of up to 400 characters, and the quotation stays with what follows when that goes on or reports
    it (“……。”某某说). `cuts` are offsets at which a sentence ends in any case.
    """
    pairs = matching_pairs(text, paragraph.start, paragraph.end)
    closers = {end: start for start, end in pairs.items() if end - start <= _QUOTE_LIMIT}
    spans = []
    start = paragraph.start
    for end in sorted({*_ends(text, paragraph, closers), *cuts, paragraph.end}):
        if start < end <= paragraph.end:
            spans.append(_trim(text, start, end))
            start = end
    return [span for span in spans if span]


def _ends(text: str, paragraph: Span, closers: dict[int, int]) -> Iterator[int]:
    """Yield the offsets behind final punctuation at which a sentence ends."""
    enclosed = _enclosed(closers)
    index = paragraph.start
    while index < paragraph.end:
        if text[index] not in FINALS or index in enclosed or _is_inside_token(text, index):
            index += 1
            continue
        index = _past_marks(text, index, paragraph.end)
        yield index
    for closer, opener in closers.items():
        end = _past_marks(text, closer + 1, paragraph.end)
        if closer not in enclosed and _ends_quotation(text, opener, closer, end, paragraph.end):
            yield end


def _enclosed(closers: dict[int, int]) -> set[int]:
    """Return the offsets within any balanced pair; its marks belong to what is around them."""
    inside: set[int] = set()
    for closer, opener in closers.items():
        inside.update(range(opener + 1, closer))
    return inside


def _is_inside_token(text: str, index: int) -> bool:
    """Return whether the mark belongs to an address or the like: an ASCII mark with ASCII letters behind it."""
    behind = text[index + 1 : index + 2]
    return text[index] in "!?" and behind.isascii() and behind.isalnum()


def _past_marks(text: str, index: int, limit: int) -> int:
    """Return the offset behind the final marks and closers that begin at `index`."""
    while index < limit and (text[index] in FINALS or (text[index] in CLOSERS and text[index] != '"')):
        index += 1
    return index


def _ends_quotation(text: str, opener: int, closer: int, end: int, limit: int) -> bool:
    """Return whether the sentence ends behind the quotation or bracket: its last mark is final, and nothing goes on."""
    if end > closer + 1:
        return text[end - 1] in FINALS or text[closer - 1] in FINALS
    if text[closer - 1] not in FINALS or closer - opener < 3 or text[opener] in "《〈【":
        return False
    rest = text[end:limit].lstrip()
    if text[opener] in "（([〔":
        return False
    return not (rest.startswith(tuple(_CONTINUING)) or _REPORT.match(rest))


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
