"""Mentions of one thing while they are gathered, and the tables that keep the gathering linear."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from unionkg.divisions import Division
from unionkg.mentions.candidates import Candidate
from unionkg.model import Span


@dataclass(slots=True, eq=False)
class Cluster:
    """Mentions of one thing while they are gathered; `forms` counts the surface forms, in order of first use.

    `within` are the divisions that its first mentions take from a name right before them, () when none does.
    """

    type: str
    forms: dict[str, int] = field(default_factory=dict)
    mentions: list[Candidate] = field(default_factory=list)
    within: tuple[Division, ...] = ()

    @property
    def first(self) -> int:
        """Where the thing is first mentioned."""
        return min(mention.span.start for mention in self.mentions)

    def add(self, mention: Candidate, form: str) -> None:
        """Add a mention with its surface form."""
        self.mentions.append(mention)
        self.forms[form] = self.forms.get(form, 0) + 1

    def absorb(self, other: "Cluster") -> None:
        """Add all mentions of another cluster."""
        self.mentions.extend(other.mentions)
        for form, count in other.forms.items():
            self.forms[form] = self.forms.get(form, 0) + count


class Joining:
    """Clusters by number, some of which are joined to others; the numbers stay."""

    def __init__(self, clusters: Iterable[Cluster]) -> None:
        self.clusters = tuple(clusters)
        self._into: dict[int, int] = {}

    def root(self, number: int) -> int:
        """Return the number of the cluster that now holds the mentions of cluster `number`."""
        while number in self._into:
            number = self._into[number]
        return number

    def join(self, number: int, into: int) -> None:
        """Join a cluster to another; both are roots."""
        self.clusters[into].absorb(self.clusters[number])
        self._into[number] = into

    def left(self) -> list[Cluster]:
        """Return the clusters that were joined to no other, in order."""
        return [cluster for number, cluster in enumerate(self.clusters) if number not in self._into]


class Taken:
    """Which code points of a text lie in a mention."""

    def __init__(self, length: int, clusters: Iterable[Cluster]) -> None:
        self._marks = bytearray(length)
        for cluster in clusters:
            for mention in cluster.mentions:
                self.take(mention.span)

    def take(self, span: Span) -> None:
        """Mark the span."""
        self._marks[span.start : span.end] = b"\1" * len(span)

    def is_free(self, span: Span) -> bool:
        """Return whether no code point of the span is marked."""
        return self._marks.find(1, span.start, span.end) < 0


class Occurrences:
    """Where strings of at least two characters stand in a text, by one pass over it."""

    def __init__(self, text: str, strings: Iterable[str]) -> None:
        openings = {string[:2] for string in strings}
        self._text = text
        self._starts: dict[str, list[int]] = defaultdict(list)
        for at in range(len(text) - 1):
            if text[at : at + 2] in openings:
                self._starts[text[at : at + 2]].append(at)

    def of(self, string: str) -> Iterator[Span]:
        """Yield the spans of one of the strings in text order; they may overlap."""
        for at in self._starts.get(string[:2], ()):
            if self._text.startswith(string, at):
                yield Span(at, at + len(string))
