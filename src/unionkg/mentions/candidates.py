"""What the finders yield: a span that may be a name."""

from dataclasses import dataclass

from unionkg.mentions.words import Word
from unionkg.model import Span


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that may be a name of `type`; overlapping candidates are weighed against each other later."""

    span: Span
    type: str
    origin: str
    confidence: float


def over(first: Word, last: Word, type_: str, origin: str, confidence: float) -> Candidate:
    """Return the candidate that reaches from one word to another."""
    return Candidate(Span(first.start, last.end), type_, origin, confidence)
