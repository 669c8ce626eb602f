"""From all candidates of a document to mentions that do not contradict each other."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from unionkg.mentions.lexicon import words
from unionkg.mentions.names import Candidate
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
    chosen: list[Candidate] = []
    order = sorted(
        set(candidates), key=lambda c: (-len(c.span), -c.confidence, -_RANK[c.type], c.span.start, c.type, c.origin)
    )
    for candidate in order:
        rivals = [other for other in chosen if other.span.overlaps(candidate.span)]
        if all(_may_nest(candidate, other) for other in rivals):
            chosen.append(candidate)
    return sorted(chosen, key=lambda c: (c.span.start, -c.span.end))


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


_PARTY = re.compile(r"(?:党委|党组|党工委|纪委|纪检组|党总支|党支部|团委)$")
_PARTY_POST = re.compile(r"(?:副书记|书记|委员|成员|常委|组长)")


def trim_party(candidates: Iterable[Candidate], text: str) -> Iterator[Candidate]:
    """Yield the candidates; a party committee before its post belongs to the title: 某局|党组书记, but 市纪委|书记."""
    for candidate in candidates:
        name = text[candidate.span.start : candidate.span.end]
        suffix = _PARTY.search(name)
        if candidate.type != "Organization" or not suffix or not _PARTY_POST.match(text, candidate.span.end):
            yield candidate
        elif suffix.start() < 2:
            yield candidate
        elif name[: suffix.start()] not in words("generic_heads"):
            yield replace(candidate, span=Span(candidate.span.start, candidate.span.start + suffix.start()))


_CENTRE = re.compile(r"(?:中心|法庭|院|站|所)$")
_SIGNS = re.compile(r"(?:(?:与|和|同|、)[^，。；]{2,40})?(?:签署|签订|签约)")


def settle_centres(chosen: list[Candidate], titles: list[Span], text: str) -> list[Candidate]:
    """Return the candidates with centres that have a director, or that sign, as bodies, wherever they stand."""
    led = {span.start for span in titles}
    bodies = {
        text[c.span.start : c.span.end]
        for c in chosen
        if c.type == "Facility"
        and _CENTRE.search(text[c.span.start : c.span.end])
        and (c.span.end in led or _SIGNS.match(text, c.span.end))
    }
    return [
        replace(c, type="Organization") if c.type == "Facility" and text[c.span.start : c.span.end] in bodies else c
        for c in chosen
    ]
