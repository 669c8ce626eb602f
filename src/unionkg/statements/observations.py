"""Figures as observations: value, unit, bound, what is counted, of what, when and where.

A range (30至50名) is two observations, its lower end `at_least` and its upper end `at_most`. A figure that the text
repeats, as headlines do, is stated once.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from unionkg.dates import TimeExpression, find_times
from unionkg.model import Analysis, Chunk, Draft, Interval, Observation, Sentence, Span
from unionkg.statements.figures import Figure, Reading, Surroundings, read_figures
from unionkg.statements.phrases import Phrases
from unionkg.statements.topics import Topic, Topics
from unionkg.vocab import OBSERVATION

ORIGIN = "figure"

_TELLING = 100
# How many times, places or equal figures back, and how many characters, something is looked for.
_NEAR, _LEAD = 50, 80
# 将 before a verb is the future; before a noun it is 把.
_PLANNED = re.compile(
    "计划|力争|目标|预计|争取|规划|拟(?![定合])|新任务|确保"
    "|将(?=在|于|为|有|继续|陆续|超额|完成|建|达|实现|开展|新增|推|提|覆盖|投入|发放|组织|举办|服务|惠及|培训|打造|再|送)"
)
_RULED = re.compile("《[^《》]*(?:计划|方案|规划)》[^。；]{0,6}(?:明确|提出|要求|规定)")
_DONE = re.compile("已|累计|共|先后|截至|目前|现有|只有|只建|仅|实际|比.{1,12}(?:增|减|多|少)|超过原")
_TARGET = re.compile("(?:原定|原计划|预定|既定|计划中)的?$")
_COMPARED = re.compile("(?:比|较|同比|相比)$")
_STANDARD = re.compile("的?[\u4e00-\u9fff]{0,4}")
# 计划 as a noun (行动计划, 计划中的) names a plan and says nothing of the rung.
_PLANNED_BEFORE = re.compile("计划(?![》（(中的提已收圆])|力争|目标(?:是|为|[：:])|争取|新任务")


def find_observations(
    analysis: Analysis, speaker_of: Callable[[int], int | None] = lambda _: None
) -> tuple[Draft, ...]:
    """Return the figures of a document as statements in text order.

    `subject` is the entity that is counted or measured, None where only the counted noun (`counted`) is known.
    `speaker_of` gives the entity that speaks in a sentence, by the sentence's index in the layout.
    """
    reading, times = _read(analysis)
    topics, phrases = Topics(analysis, reading.clauses), Phrases(analysis)
    scenes = _scenes(analysis, times)
    starts = [scene.sentence.span.start for scene in scenes]
    drafts: list[Draft] = []
    for figure in reading.figures:
        at = bisect_right(starts, figure.span.start) - 1
        if at >= 0:
            topic = topics.choose(figure, scenes[at].scope)
            counted = phrases.counted(figure)
            measure = phrases.measure(figure, counted)
            found = Observation(measure, figure.numeral.value, figure.unit.name, figure.bound, counted)
            draft = _draft(analysis, figure, topic, found, scenes[at])
            drafts += _with_both_ends(replace(draft, speaker=speaker_of(at)), figure)
    return tuple(_without_repeats(drafts))


def unused_numbers(analysis: Analysis, drafts: Sequence[Draft]) -> tuple[tuple[Span, str], ...]:
    """Return each number of the text that reached none of `drafts`, with the reason, in text order."""
    reading, _ = _read(analysis)
    text = analysis.layout.flow.text
    used = {(draft.span, draft.observation.value, draft.observation.unit) for draft in drafts if draft.observation}
    repeated = [
        (figure.numeral.span, "stated elsewhere in the text")
        for figure in reading.figures
        if (_trimmed(text, figure.clause), figure.numeral.value, figure.unit.name) not in used
    ]
    return tuple(sorted([*reading.refused, *repeated]))


@dataclass(frozen=True, slots=True)
class _Scene:
    """A sentence with its times and places; `scope` is how far back an unnamed subject reaches."""

    sentence: Sentence
    scope: Span
    times: tuple[TimeExpression, ...]
    places: tuple[Chunk, ...]


def _read(analysis: Analysis) -> tuple[Reading, tuple[TimeExpression, ...]]:
    text = analysis.layout.flow.text
    times = find_times(text, analysis.document.published)
    return read_figures(Surroundings(text, times, tuple(chunk.span for chunk in analysis.chunks))), times


def _scenes(analysis: Analysis, times: Sequence[TimeExpression]) -> list[_Scene]:
    sentences = analysis.layout.sentences
    starts = [sentence.span.start for sentence in sentences]
    times_of: dict[int, list[TimeExpression]] = defaultdict(list)
    places_of: dict[int, list[Chunk]] = defaultdict(list)
    for time in times:
        times_of[bisect_right(starts, time.span.start) - 1].append(time)
    for chunk in analysis.chunks:
        if analysis.entities[chunk.entity].type == "Place":
            places_of[bisect_right(starts, chunk.span.start) - 1].append(chunk)
    scenes = []
    for at, sentence in enumerate(sentences):
        first = at - 1 if at and sentences[at - 1].paragraph == sentence.paragraph else at
        scope = Span(sentences[first].span.start, sentence.span.end)
        scenes.append(_Scene(sentence, scope, tuple(times_of[at]), tuple(places_of[at])))
    return scenes


def _draft(analysis: Analysis, figure: Figure, topic: Topic, found: Observation, scene: _Scene) -> Draft:
    text = analysis.layout.flow.text
    known = bisect_right(scene.places, figure.span.start, key=lambda chunk: chunk.span.start)
    places = [c.entity for c in scene.places[max(0, known - _NEAR) : known] if c.span.end <= figure.span.start]
    interval = _interval(text, figure, scene.times)
    is_ahead = _is_after(interval, analysis.document.published)
    return Draft(
        property=OBSERVATION,
        subject=topic.entity,
        object=None,
        span=_trimmed(text, figure.clause),
        origin=ORIGIN,
        modality="planned" if is_ahead else _modality(text, figure, scene.sentence.span),
        interval=interval,
        observation=found,
        place=places[-1] if places else None,
        confidence=0.9 if topic.is_direct else 0.75 if topic.entity is not None else 0.6,
    )


def _is_after(interval: Interval | None, published: str | None) -> bool:
    """Whether the time begins after the document was published, as far as both are known."""
    if interval is None or interval.start is None or not published:
        return False
    return interval.start > published[: len(interval.start)] and len(published) >= len(interval.start)


def _with_both_ends(draft: Draft, figure: Figure) -> Iterator[Draft]:
    found, upper = draft.observation, figure.numeral.upper
    if found is None or upper is None:
        yield draft
    else:
        yield replace(draft, observation=replace(found, bound="at_least"))
        yield replace(draft, observation=replace(found, bound="at_most", value=upper))


def _trimmed(text: str, span: Span) -> Span:
    quote = text[span.start : span.end]
    return Span(span.start + len(quote) - len(quote.lstrip()), span.start + len(quote.rstrip()))


def _modality(text: str, figure: Figure, sentence: Span) -> str:
    before = text[figure.clause.start : figure.span.start]
    rest = text[figure.span.end : figure.clause.end]
    if _TARGET.search(before):
        return "planned"
    if _PLANNED.search(before) or "目标" in rest or re.search("[一二三四五六七八九十0-9]+年内", before):
        return "planned"
    if _DONE.search(before):
        return "actual"
    lead = re.split("[；;]", text[max(sentence.start, figure.clause.start - _LEAD) : figure.clause.start])[-1]
    return "planned" if _PLANNED_BEFORE.search(lead) or _RULED.search(lead) else "actual"


def _interval(text: str, figure: Figure, times: Sequence[TimeExpression]) -> Interval | None:
    """The nearest time of the clause, else the last one of the sentence before it.

    A time that is compared with (比去年底的587个增加117个) holds for the figure right behind it and for no other.
    """
    known = bisect_right(times, figure.clause.end, key=lambda time: time.span.start)
    near = [time for time in times[max(0, known - _NEAR) : known] if _governs(text, time, figure)]
    clause = [time for time in near if figure.clause.covers(time.span)]
    if clause:
        return min(clause, key=lambda time: abs(time.span.start - figure.span.start)).interval
    before = [time for time in near if time.span.start < figure.clause.start]
    return before[-1].interval if before else None


def _governs(text: str, time: TimeExpression, figure: Figure) -> bool:
    """Whether the time is no mere standard of comparison, or the figure is that standard."""
    if not _COMPARED.search(text, max(0, time.span.start - 4), time.span.start):
        return True
    return bool(_STANDARD.fullmatch(text, time.span.end, max(time.span.end, figure.span.start)))


def _without_repeats(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Keep of drafts that say the same the most certain one, of equals the first."""
    kept: dict[tuple[float, str], list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.observation is None:
            continue
        peers = kept[draft.observation.value, draft.observation.unit]
        recent = range(max(0, len(peers) - _NEAR), len(peers))
        twin = next((i for i in recent if _is_repeat(peers[i], draft)), None)
        if twin is None:
            peers.append(draft)
        elif draft.confidence > peers[twin].confidence:
            peers[twin] = draft
    order = {id(draft): at for at, draft in enumerate(drafts)}
    yield from sorted((draft for peers in kept.values() for draft in peers), key=lambda draft: order[id(draft)])


def _is_repeat(first: Draft, second: Draft) -> bool:
    if first.span == second.span or first.observation is None or second.observation is None:
        return False
    left, right = first.observation.counted, second.observation.counted
    if left and right and (left in right or right in left):
        return True
    # Small numbers meet by chance; for large ones the same subject is enough.
    is_telling = first.observation.value >= _TELLING or not (left and right)
    return is_telling and first.subject is not None and first.subject == second.subject
