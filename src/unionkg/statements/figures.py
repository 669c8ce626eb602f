"""Which numbers of a text are figures: a value in a unit. Every other number is refused with a reason."""

import functools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from unionkg.dates import TimeExpression
from unionkg.errors import ResourceError
from unionkg.model import Span
from unionkg.numerals import Numeral, bound_after, bound_before, find_numerals, narrow
from unionkg.resources import read_table

KINDS = ("person", "thing", "occasion", "money", "measure", "ratio", "duration", "ignored")

_BREAK = re.compile(r"[，,。；;！!？?：:\n（）()]")
_PEOPLE = (
    "干部职工|职工|员工|工人|会员|农民工|劳动者|群众|市民|居民|村民|学生|学子|青年|教师|党员|用户|司机|骑手|工友|建设者"
)
_IMPLICIT = re.compile(rf" ?(?:的|名)?(?=(?:{_PEOPLE}))")
# A quoted name has no comma or full stop within; a longer quote is speech, and its figures count.
_NAME_QUOTE = re.compile(
    "“[^“”，。！？；]{1,20}”|‘[^‘’，。！？；]{1,20}’|「[^「」，。！？；]{1,20}」|《[^《》]{1,60}》"
)
_WINDOW = 40
# Text without punctuation (tables, noise) must not cost the square of its length.
_LONGEST_CLAUSE = 200
# 个 and 项 before these words divide a text or a plan; nothing of the world is counted.
_ABSTRACT = re.compile(
    "[^，。；、]{0,4}(?:目标|标准|方面|阶段|环节|主题|维度|方向|原则|群体|领域|层面|步骤|关键|特点|优势|要求|视角|角度|层次"
    "|板块|确立|维护|意识|自信)|(?:大|新|更|不|一|好|全面|统筹|必须|务必|坚持|转变|确保|月|字|能|有|内容|部分|节点)"
)
_PER_ITEM = re.compile("每[一百千万]?[人名位户家个台辆车班组张份瓶只件套本盒](?!月)")
_FREQUENT = re.compile("每[天日周晚][^，。；]{0,4}$")
_PRICE = re.compile(
    "(?:满|立?减|售价|原价|单价|票价|低至|仅需|只需|只要|仅售|起步价|押金|面值|(?<!总)价值)为?[近约]?(?:人民币)? ?$"
)
_VOUCHER = re.compile(" ?(?:券|代金|抵用|优惠|消费券|抢购|秒杀|/|的?套餐|的?门票|一)")
_DURATION_OF = re.compile("(?:时长|用时|耗时|时数|课时|累计(?:服务)?|平均)[^，。；]{0,3}$")
_COUNTED_FEW = re.compile("(?:共|累计|先后|总计|合计|达到?|超过|共有|已有|举办|开展了?|召开|组织)(?:了|有)?$")
_NOTICE = re.compile("[^。！？]*(?:[报爆]料|下载|扫码|扫描二维码)")
_DIVIDED = re.compile("(?<![部百])分(?:成|为|作)?$")
_ENUMERATION_END = re.compile("等 ?$")
# 百人以上企业 names a class; 30人以上参加 counts.
_CLASS_OF = re.compile("[的\u4e00-\u9fff](?!加|与)")
_CODE_BEFORE = re.compile(r"(?:[A-Za-z_+×*/#@-]|[0-9][.:：])$")
_CODE_AFTER = re.compile(r"[A-Za-z_+×*/#@]|[-—:：](?=[0-9A-Za-z])")
_LATIN_UNIT = re.compile("km|KM|kg")
_ORDINAL = re.compile("(?:第|首|(?<![目日此以之年])前)$")
_HOTLINE = re.compile("(?:1[012][0-9]|1[0-9]{4}|[0-9]{7,})$")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit or classifier as written, its kind (`KINDS`), and for an ignored one the reason."""

    name: str
    kind: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit; `span` takes in the words that bound it, `clause` and `segment` stand around it.

    A clause ends at a comma or full stop, a segment also at 、.
    """

    span: Span
    numeral: Numeral
    unit: Unit
    bound: str | None
    clause: Span
    segment: Span


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known about a text before its numbers are read; `names` are spans of entity names."""

    text: str
    times: tuple[TimeExpression, ...]
    names: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The figures of a text in order, the other numbers with the reason why they are none, and all clauses."""

    figures: tuple[Figure, ...]
    refused: tuple[tuple[Span, str], ...]
    clauses: tuple[Span, ...]


def read_figures(around: Surroundings) -> Reading:
    """Tell the figures of a text from its other numbers."""
    plain = narrow(around.text)
    numerals = find_numerals(around.text)
    clauses = _clauses(plain, numerals)
    starts = [clause.start for clause in clauses]
    owners = _owners(around)
    figures: list[Figure] = []
    refused: list[tuple[Span, str]] = []
    for numeral in numerals:
        reason = _outside(plain, numeral, owners)
        unit, end = (None, numeral.span.end) if reason else unit_after(plain, numeral)
        clause = clauses[bisect_right(starts, numeral.span.start) - 1]
        reason = reason or _refusal(plain, numeral, unit, end, clause)
        if reason or unit is None:
            refused.append((numeral.span, reason or "no unit known"))
        else:
            figures.append(_figure(plain, numeral, unit, end, clause))
    return Reading(tuple(figures), tuple(refused), clauses)


def unit_after(text: str, numeral: Numeral) -> tuple[Unit | None, int]:
    """Return the unit that stands behind the numeral and where it ends; (None, …) where none is known."""
    end = numeral.span.end
    if numeral.unit:
        return Unit(numeral.unit, "ratio"), end
    known, pattern, blocked = units()
    at = end + (text[end : end + 1] == " ")
    found = pattern.match(text, at)
    while found:
        name = found[0]
        if not any(text.startswith(word, at) for word in blocked.get(name, ())):
            return known[name], found.end()
        found = next((m for n in range(len(name) - 1, 0, -1) if (m := pattern.fullmatch(text, at, at + n))), None)
    implied = _IMPLICIT.match(text, end) if numeral.value >= 100 else None
    return (Unit("人", "person"), implied.end()) if implied else (None, end)


@functools.cache
def units() -> tuple[dict[str, Unit], re.Pattern[str], dict[str, tuple[str, ...]]]:
    """Return the gazetteer of units: by name, as one pattern (longest first), and the words each must not begin."""
    known: dict[str, Unit] = {}
    blocked: dict[str, tuple[str, ...]] = {}
    for row in read_table("units"):
        name, kind, words, reason = (*row, "", "")[:4]
        if kind not in KINDS or (kind == "ignored") != bool(reason):
            raise ResourceError(f"The gazetteer 'units' has a malformed row: {name}.", offending=row)
        known[name] = Unit(name, kind, reason)
        blocked[name] = tuple(words.split())
    return known, re.compile("|".join(sorted(map(re.escape, known), key=len, reverse=True))), blocked


def _owners(around: Surroundings) -> dict[int, str]:
    """Return what the characters belong to that cannot be a figure."""
    quotes = (Span(*found.span()) for found in _NAME_QUOTE.finditer(around.text))
    owned = [("part of a quoted name", quote) for quote in quotes]
    owned += [("part of a name", name) for name in around.names]
    owned += [("date", time.span) for time in around.times]
    return {at: reason for reason, span in owned for at in range(span.start, span.end)}


def _outside(text: str, numeral: Numeral, owners: dict[int, str]) -> str | None:
    """Reason why the number belongs to something else: a date, an ordinal, a name, a code."""
    start, end = numeral.span.start, numeral.span.end
    if start in owners and end - 1 in owners:
        return owners[start]
    before = text[max(0, start - 2) : start]
    if _ORDINAL.search(before):
        return "ordinal"
    if numeral.is_chinese:
        return None
    if re.match("0[0-9]", text[start:end]):
        return "list mark or code"
    if _CODE_BEFORE.search(before) or (_CODE_AFTER.match(text, end) and not _LATIN_UNIT.match(text, end)):
        return "code, score or time of day"
    return None


def _refusal(text: str, numeral: Numeral, unit: Unit | None, end: int, clause: Span) -> str | None:
    """Reason why the number, though free-standing, counts nothing; None for a figure."""
    if numeral.is_chinese and len(numeral.span) == 1 and (unit is None or unit.kind == "ignored"):
        return "part of a word"
    if unit is None:
        digits = text[numeral.span.start : numeral.span.end]
        return "hotline or phone number" if _HOTLINE.fullmatch(digits) else "no unit known"
    if unit.kind == "ignored":
        return unit.reason
    if numeral.is_vague:
        return "vague"
    before = text[max(clause.start, numeral.span.start - _WINDOW) : numeral.span.start]
    return _kind_refusal(text, numeral, unit, end, before) or _context_refusal(text, numeral, unit, end, before)


def _kind_refusal(text: str, numeral: Numeral, unit: Unit, end: int, before: str) -> str | None:
    if (
        numeral.is_chinese
        and numeral.unit is None
        and (reason := _han_refusal(numeral, unit, before, is_implied=end == numeral.span.end))
    ):
        return reason
    if unit.kind == "duration" and not _DURATION_OF.search(before):
        return "duration"
    if unit.kind == "money" and numeral.value < 10_000 and _is_price(text, numeral, end, before):
        return "price"
    return None


def _is_price(text: str, numeral: Numeral, end: int, before: str) -> bool:
    return numeral.value < 100 or bool(_PRICE.search(before) or _VOUCHER.match(text, end))


def _han_refusal(numeral: Numeral, unit: Unit, before: str, *, is_implied: bool) -> str | None:
    """一个, 两名, 三大 are articles and idioms; 百名, 万家 round words, but 千万职工 has no unit and counts."""
    if numeral.value < 10 and not (numeral.value > 1 and unit.kind != "duration" and _COUNTED_FEW.search(before)):
        return "article or small number in words"
    if unit.name == "所" and numeral.bound is None and not _COUNTED_FEW.search(before):
        return "part of a name"
    if numeral.bound == "approx" and bound_before(before, len(before))[0] is None and not is_implied:
        return "round word"
    return None


def _context_refusal(text: str, numeral: Numeral, unit: Unit, end: int, before: str) -> str | None:
    is_small = numeral.value < 10
    is_division = unit.name in ("个", "项", "种", "条") and numeral.value < 100 and _ABSTRACT.match(text, end)
    reasons = {
        "share of one": _PER_ITEM.search(before),
        "frequency": is_small and unit.kind in ("occasion", "thing") and _FREQUENT.search(before),
        "a way to divide a text": _DIVIDED.search(before),
        "abstract noun": is_division or (is_small and unit.name == "种"),
        "sum of a list": is_small and unit.kind in ("thing", "person") and _ENUMERATION_END.search(before),
        "notice of the outlet": _NOTICE.match(text, end, end + _WINDOW),
        "threshold": _is_threshold(text, numeral, unit, end),
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def _is_threshold(text: str, numeral: Numeral, unit: Unit, end: int) -> bool:
    """Whether the number delimits a class: 百人以上企业, 产值超亿元的机构."""
    before, start = bound_before(text, numeral.span.start)
    if before == "at_least" and text.startswith("的", end):
        return not text.startswith("超额", start)
    bound, after = bound_after(text, end)
    return unit.kind != "ratio" and bound in ("at_least", "at_most") and bool(_CLASS_OF.match(text, after))


def _figure(text: str, numeral: Numeral, unit: Unit, end: int, clause: Span) -> Figure:
    before, start = bound_before(text, numeral.span.start)
    after, end = bound_after(text, end)
    segment_start = max(text.rfind("、", clause.start, start) + 1, clause.start)
    segment_end = text.find("、", end, clause.end)
    bound = before or after or numeral.bound
    if numeral.upper is not None:
        bound = None
    segment = Span(segment_start, clause.end if segment_end < 0 else segment_end)
    return Figure(Span(start, end), numeral, unit, bound, clause, segment)


def _clauses(text: str, numerals: Sequence[Numeral]) -> tuple[Span, ...]:
    """Split the text behind its commas and stops; the separators of thousands are none. Long clauses are cut."""
    inside = {at for numeral in numerals for at in range(numeral.span.start, numeral.span.end)}
    cuts = [found.start() for found in _BREAK.finditer(text) if found.start() not in inside]
    clauses = zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(text)], strict=True)
    return tuple(part for start, end in clauses for part in _parts(start, end, inside))


def _parts(start: int, end: int, inside: set[int]) -> Iterator[Span]:
    while end - start > _LONGEST_CLAUSE:
        cut = start + _LONGEST_CLAUSE
        while cut < end and cut in inside:
            cut += 1
        yield Span(start, cut)
        start = cut
    yield Span(start, end)
