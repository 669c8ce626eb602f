"""What the rules read and what the trained model reads, weighed: the mentions and role titles that stay."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from unionkg.mentions.candidates import Candidate
from unionkg.mentions.spans import Scored, SpanModel
from unionkg.mentions.words import Line
from unionkg.model import Span

TITLE = "Title"
"""The model's name of a role title, which is no entity."""

# A reading of the rules where the model reads nothing stays from this probability on.
_KEPT = 0.3
# What marks in the text say outright stays whatever the model says.
_SURE = frozenset({"book-marks", "gazetteer"})


def weigh(
    lines: Sequence[Line],
    candidates: Sequence[Candidate],
    titles: Sequence[Span],
    scored: Sequence[Scored],
    model: SpanModel,
) -> tuple[list[Candidate], list[Span]]:
    """Return the candidates and the role titles that stay, each sorted by start.

    The model's best reading stays. Readings of the rules stay where the model has none and finds them possible, and
    within a longer name that stays (a body that begins an event's name).
    """
    ruled = _by_line(lines, candidates, titles)
    chosen: list[Candidate] = []
    for line, rules, own in zip(lines, ruled, scored, strict=True):
        chosen += _weigh_line(line, rules, own, model)
    chosen.sort(key=lambda c: (c.span.start, -c.span.end))
    return [c for c in chosen if c.type != TITLE], [c.span for c in chosen if c.type == TITLE]


def _weigh_line(line: Line, rules: Iterable[Candidate], scored: Scored, model: SpanModel) -> Iterator[Candidate]:
    offset = line.span.start
    by_rule = {(c.span, c.type): c for c in rules}
    kept: list[Candidate] = []
    for start, end, type_ in model.spans(scored):
        span = Span(offset + start, offset + end)
        sure = round(model.probability(scored, start, end, type_), 3)
        rule = by_rule.get((span, type_))
        kept.append(Candidate(span, type_, rule.origin if rule else "model", sure))
    for rule in sorted(by_rule.values(), key=lambda c: (-len(c.span), c.span.start, c.type)):
        rivals = [other for other in kept if other.span.overlaps(rule.span)]
        if any(other.span == rule.span for other in rivals):
            continue
        if rule.origin in _SURE:
            kept = [other for other in kept if other not in rivals or other.span.covers(rule.span)]
            kept.append(rule)
        elif not rivals:
            sure = model.probability(scored, rule.span.start - offset, rule.span.end - offset, rule.type)
            if sure >= _KEPT:
                kept.append(replace(rule, confidence=round(sure, 3)))
        elif all(_nests(rule, other) for other in rivals):
            kept.append(rule)
    yield from kept


def _nests(inner: Candidate, outer: Candidate) -> bool:
    """Return whether a body that the rules read stays at the start of a longer name."""
    return (
        inner.type == "Organization"
        and outer.type in ("Event", "Facility", "Organization")
        and outer.span.start == inner.span.start
        and outer.span.covers(inner.span)
        and inner.confidence >= 0.7
    )


def _by_line(lines: Sequence[Line], candidates: Iterable[Candidate], titles: Iterable[Span]) -> list[list[Candidate]]:
    """Return for each line the candidates within it, role titles among them."""
    ruled: list[list[Candidate]] = [[] for _ in lines]
    waiting = sorted(
        [*candidates, *(Candidate(span, TITLE, "titles", 0.5) for span in titles)], key=lambda c: c.span.start
    )
    at = 0
    for candidate in waiting:
        while at < len(lines) and lines[at].span.end <= candidate.span.start:
            at += 1
        if at < len(lines) and lines[at].span.covers(candidate.span):
            ruled[at].append(candidate)
    return ruled
