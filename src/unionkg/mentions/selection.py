"""From all candidates of a document to mentions that do not contradict each other."""

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from unionkg.mentions.candidates import Candidate
from unionkg.mentions.lexicon import any_of, cues, ends_with, words
from unionkg.model import Span

# When two readings cover each other the longer wins; at equal length the type that is told more reliably.
_RANK = {
    "Work": 9,
    "Person": 8,
    "Award": 7,
    "Facility": 6,
    "Event": 5,
    "Organization": 4,
    "Initiative": 3,
    "Place": 2,
    "Group": 1,
}


def select(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates that stay, sorted by start: no two overlap, except a body at the start of a longer name.

    The longest comes first; quotations and book marks keep what is inside them from being read again.
    """
    chosen = _Chosen()
    order = sorted(
        set(candidates), key=lambda c: (-len(c.span), -c.confidence, -_RANK[c.type], c.span.start, c.type, c.origin)
    )
    for candidate in order:
        if all(_may_nest(candidate, rival) for rival in chosen.overlapping(candidate.span)):
            chosen.add(candidate)
    return sorted(chosen.all, key=lambda c: (c.span.start, -c.span.end))


class _Chosen:
    """Candidates that stay, found by the stretches of text that they touch."""

    _STRETCH = 32

    def __init__(self) -> None:
        self.all: list[Candidate] = []
        self._touching: dict[int, list[Candidate]] = defaultdict(list)

    def add(self, candidate: Candidate) -> None:
        self.all.append(candidate)
        for stretch in self._stretches(candidate.span):
            self._touching[stretch].append(candidate)

    def overlapping(self, span: Span) -> Iterator[Candidate]:
        """Yield the candidates that overlap the span; one may come twice."""
        for stretch in self._stretches(span):
            yield from (other for other in self._touching[stretch] if other.span.overlaps(span))

    def _stretches(self, span: Span) -> range:
        return range(span.start // self._STRETCH, span.end // self._STRETCH + 1)


def _may_nest(inner: Candidate, outer: Candidate) -> bool:
    """Return whether `inner` may stay within `outer`: a body that begins an event's or a facility's name."""
    return (
        outer.span.covers(inner.span)
        and inner.span != outer.span
        and inner.type == "Organization"
        and outer.type in ("Event", "Facility", "Organization")
        and inner.span.start == outer.span.start
        and inner.confidence >= 0.7
    )


def trim_party(candidates: Iterable[Candidate], text: str) -> Iterator[Candidate]:
    """Yield the candidates; a party committee before its post belongs to the title: 某局|党组书记, but 市纪委|书记."""
    for candidate in candidates:
        name = text[candidate.span.start : candidate.span.end]
        suffix = ends_with("party-body").search(name) if candidate.type == "Organization" else None
        if suffix is None or suffix.start() < 2 or not _party_post().match(text, candidate.span.end):
            yield candidate
        elif name[: suffix.start()] not in words("generic_heads"):
            yield replace(candidate, span=Span(candidate.span.start, candidate.span.start + suffix.start()))


@functools.cache
def _party_post() -> re.Pattern[str]:
    return re.compile(any_of(cues("party-post")))


@functools.cache
def _signs() -> re.Pattern[str]:
    return re.compile(rf"(?:[与和同、][^，。；]{{2,40}})?{any_of(cues('signing'))}")


def settle_centres(chosen: Sequence[Candidate], titles: Iterable[Span], text: str) -> list[Candidate]:
    """Return the candidates with centres that have a director, or that sign, as bodies, wherever they stand."""
    led = {span.start for span in titles}
    bodies = {
        name
        for candidate in chosen
        if candidate.type == "Facility"
        and ends_with("centre-ending").search(name := text[candidate.span.start : candidate.span.end])
        and (candidate.span.end in led or _signs().match(text, candidate.span.end))
    }
    return [
        replace(c, type="Organization") if c.type == "Facility" and text[c.span.start : c.span.end] in bodies else c
        for c in chosen
    ]
