"""Figures as observations: value, unit, bound, what is counted, of what, when and where.

A range (30至50名) is two observations, its lower end `at_least` and its upper end `at_most`. A figure that the text
repeats, as headlines do, is stated once.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from unionkg.dates import TimeExpression, find_times
from unionkg.model import Analysis, Draft, Interval, Observation, Sentence, Span
from unionkg.statements.figures import Figure, Reading, Surroundings, read_figures
from unionkg.statements.topics import Topic, Topics

ORIGIN = "figure"

_PLANNED = re.compile("计划|力争|目标|预计|争取|规划|拟(?!定|合|窗)|将(?![近军])|新任务|确保")
_DONE = re.compile("已|累计|共|先后|截至")
_ADVERBS = re.compile(
    "截至|目前|已经?|累计|共计?|总共|一共|合计|总计|约|大约|近|超过?|突破|逾|达到?|为|是|有|了|其中|并|还|也|均|平均|先后|现|将"
    "|全[省市区县国州镇厂校]|计划|力争|预计|到|从|年底|以来"
)
_NOUN_END = re.compile(
    "[，,。；;、：:！？!?（）()\n的在为将被由与和及等参走入送到加进给表获接享正]|组成|参加|提供|开展"
)
_NOUN = 12
_MEASURED = {"person": "人数", "thing": "数量", "occasion": "次数", "money": "金额"}
_SAID = re.compile("[数率量额度重积值长值幅]$|人次|占比|比例|面积|时长|总额")


def find_observations(analysis: Analysis) -> tuple[Draft, ...]:
    """Return the figures of a document as statements in text order.

    `subject` is the entity that is counted or measured, None where only the counted noun (`counted`) is known.
    """
    reading, times = _read(analysis)
    topics = Topics(analysis, reading.clauses)
    sentences = analysis.layout.sentences
    starts = [sentence.span.start for sentence in sentences]
    drafts: list[Draft] = []
    for figure in reading.figures:
        at = bisect_right(starts, figure.span.start) - 1
        if at >= 0:
            topic = topics.choose(figure, _scope(sentences, at))
            drafts += _drafts(analysis, figure, topic, sentences[at].span, times)
    return tuple(_without_repeats(drafts))


def unused_numbers(analysis: Analysis, drafts: Sequence[Draft]) -> tuple[tuple[Span, str], ...]:
    """Return each number of the text that reached none of `drafts`, with the reason, in text order."""
    reading, _ = _read(analysis)
    used = [draft.span for draft in drafts if draft.observation]
    repeated = [
        (figure.numeral.span, "stated elsewhere in the text")
        for figure in reading.figures
        if not any(span.covers(figure.span) for span in used)
    ]
    return tuple(sorted([*reading.refused, *repeated]))


def _read(analysis: Analysis) -> tuple[Reading, tuple[TimeExpression, ...]]:
    text = analysis.layout.flow.text
    times = find_times(text, analysis.document.published)
    return read_figures(Surroundings(text, times, tuple(chunk.span for chunk in analysis.chunks))), times


def _scope(sentences: Sequence[Sentence], at: int) -> Span:
    """The sentence and the one before it in its paragraph: as far back as an unnamed subject reaches."""
    first = at - 1 if at and sentences[at - 1].paragraph == sentences[at].paragraph else at
    return Span(sentences[first].span.start, sentences[at].span.end)


def _drafts(
    analysis: Analysis, figure: Figure, topic: Topic, sentence: Span, times: Sequence[TimeExpression]
) -> Iterator[Draft]:
    text = analysis.layout.flow.text
    counted = _counted(text, figure)
    ends = [(figure.numeral.value, figure.bound)]
    if figure.numeral.upper is not None:
        ends = [(figure.numeral.value, "at_least"), (figure.numeral.upper, "at_most")]
    for value, bound in ends:
        yield Draft(
            property="observation",
            subject=topic.entity,
            object=None,
            span=_trimmed(text, figure.clause),
            origin=ORIGIN,
            modality=_modality(text, figure, sentence),
            interval=_interval(figure, sentence, times),
            observation=Observation(_measure(text, figure, counted, times), value, figure.unit.name, bound, counted),
            place=_place(analysis, figure, sentence),
            confidence=0.9 if topic.is_direct else 0.75 if topic.entity is not None else 0.6,
        )


def _trimmed(text: str, span: Span) -> Span:
    quote = text[span.start : span.end]
    return Span(span.start + len(quote) - len(quote.lstrip()), span.start + len(quote.rstrip()))


def _is_last(text: str, figure: Figure) -> bool:
    """Whether the number stands behind its noun: 驿站20个, 接听率95%."""
    return figure.span.end >= figure.segment.end or not text[figure.span.end : figure.segment.end].strip(" ”’")


def _counted(text: str, figure: Figure) -> str | None:
    """The words for what is counted: behind the unit, or before the number where nothing follows."""
    if not _is_last(text, figure) and figure.unit.kind in ("person", "thing", "occasion"):
        tail = text[figure.span.end : min(figure.clause.end, figure.span.end + _NOUN)].lstrip("的 ")
        found = _NOUN_END.search(tail, 1)
        noun = tail[: found.start()] if found else tail
    else:
        head = _ADVERBS.sub(" ", text[max(figure.segment.start, figure.span.start - 2 * _NOUN) : figure.span.start])
        noun = head.split()[-1][-_NOUN:] if head.split() else ""
    return noun.strip('“”‘’《》" ') or None


def _measure(text: str, figure: Figure, counted: str | None, times: Sequence[TimeExpression]) -> str:
    """A short phrase of the clause's verb and noun with what is measured of it (数量, 人数, 增长率)."""
    start = max(figure.segment.start, figure.span.start - 2 * _NOUN)
    inside = [time.span.end for time in times if start <= time.span.start and time.span.end <= figure.span.start]
    head = "".join(_ADVERBS.sub(" ", text[max([start, *inside]) : figure.span.start]).split()[-1:])
    head = head.strip('“”‘’《》"、 ')
    phrase = head if _is_last(text, figure) or counted is None else head[-4:] + counted
    if figure.unit.kind == "ratio":
        return phrase or "比例"
    if figure.unit.name.endswith("次") and figure.unit.kind == "person":
        return f"{phrase}人次"
    noun = _MEASURED.get(figure.unit.kind, "")
    return (phrase if _SAID.search(phrase) else phrase + noun) or noun or figure.unit.name


def _modality(text: str, figure: Figure, sentence: Span) -> str:
    before = text[figure.clause.start : figure.span.start]
    rest = text[figure.span.end : figure.clause.end]
    if _PLANNED.search(before) or "目标" in rest:
        return "planned"
    if _DONE.search(before):
        return "actual"
    lead = re.split("[；;]", text[sentence.start : figure.clause.start])[-1]
    return "planned" if re.search("计划|力争|目标|争取|新任务", lead) else "actual"


def _interval(figure: Figure, sentence: Span, times: Sequence[TimeExpression]) -> Interval | None:
    """The nearest time: of the clause, of the sentence before it, else a frame that an earlier sentence set."""
    clause = [time for time in times if figure.clause.covers(time.span)]
    before = [time for time in times if sentence.start <= time.span.start < figure.clause.start]
    if clause:
        return min(clause, key=lambda time: abs(time.span.start - figure.span.start)).interval
    return before[-1].interval if before else None


def _place(analysis: Analysis, figure: Figure, sentence: Span) -> int | None:
    chunks = [
        chunk
        for chunk in analysis.chunks
        if analysis.entities[chunk.entity].type == "Place"
        and sentence.start <= chunk.span.start
        and chunk.span.end <= figure.span.start
    ]
    return chunks[-1].entity if chunks else None


def _without_repeats(drafts: Sequence[Draft]) -> Iterator[Draft]:
    kept: list[Draft] = []
    for draft in drafts:
        twin = next((i for i, other in enumerate(kept) if _is_repeat(other, draft)), None)
        if twin is None:
            kept.append(draft)
        elif draft.confidence > kept[twin].confidence:
            kept[twin] = draft
    yield from sorted(kept, key=lambda draft: (draft.span, draft.observation.value if draft.observation else 0))


def _is_repeat(first: Draft, second: Draft) -> bool:
    one, two = first.observation, second.observation
    if one is None or two is None or (one.value, one.unit) != (two.value, two.unit) or first.span == second.span:
        return False
    if first.subject is not None and first.subject == second.subject:
        return True
    left, right = one.counted or "", two.counted or ""
    return bool(left and right) and (left in right or right in left)
