"""What the rules read and what the trained model reads, weighed: the mentions and role titles that stay."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from unionkg.mentions.candidates import Candidate
from unionkg.mentions.divisions import is_deictic
from unionkg.mentions.spans import Scored, SpanModel
from unionkg.mentions.words import Line
from unionkg.model import Span

TITLE = "Title"
"""The model's name of a role title, which is no entity."""

# A reading of the rules where the model reads nothing stays from this probability on.
_KEPT = 0.3
_PARTNER = {"“": "”", "‘": "’", "《": "》", "（": "）", "(": ")"}
_OPENER = {closing: opening for opening, closing in _PARTNER.items()}
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
    for first, last, type_ in model.spans(scored):
        start, end = _within_marks(line.text, first, last)
        if _is_no_name(line.text[start:end], type_):
            continue
        span = Span(offset + start, offset + end)
        sure = round(model.probability(scored, first, last, type_), 3)
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


def _within_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without a quotation, book or bracket mark at its edge whose partner lies outside."""
    while start < end and text[start] in _PARTNER and _PARTNER[text[start]] not in text[start + 1 : end]:
        start += 1
    while start < end and text[end - 1] in _OPENER and _OPENER[text[end - 1]] not in text[start : end - 1]:
        end -= 1
    return start, end


def _is_no_name(name: str, type_: str) -> bool:
    """Return whether it points to a place (全市), is one character of a person's name, or crosses a mark."""
    if type_ == "Place" and is_deictic(name):
        return True
    if type_ == "Person" and len(name) < 2:
        return True
    return not name or any(name.count(opening) != name.count(closing) for opening, closing in _PARTNER.items())


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
