"""The core types that the stages hand to each other. All are immutable.

Offsets are half-open and count code points of `Document.text`. A string that a span covers is recomputed with
`Document.quote`, never stored apart. Dates are ISO 8601 at the precision that the text states: `2023`,
`2023-10` or `2023-10-12`; scores are floats in [0, 1].
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points in a document's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, other: "Span") -> bool:
        """Return whether `other` lies within this span (equal counts)."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Return whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Source:
    """One input as it was read: its text is exact, its metadata what a header or sidecar said.

    `path` is shown to people and kept in exports: relative to the input that the user named, with `/`.
    """

    path: str
    text: str
    metadata: Mapping[str, str] = field(default_factory=dict)
    body: Span | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One text with its metadata. It is identified by the hash of its text and never changes.

    `body` is the part that is prose (a metadata header lies before it). `None` means: the text does not say.
    """

    sha256: str
    path: str
    text: str
    body: Span
    title: str | None = None
    title_span: Span | None = None
    publisher: str | None = None
    reporters: tuple[str, ...] = ()
    published: str | None = None
    language: str = "zh"

    @property
    def id(self) -> str:
        """First 16 hex digits of the text's SHA-256."""
        return self.sha256[:16]

    def quote(self, span: Span) -> str:
        """Return the exact text that `span` covers."""
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """One span of one document that refers to something of an entity type."""

    document_id: str
    span: Span
    type: str
    origin: str = field(compare=False)
    confidence: float = field(default=1.0, compare=False)


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """The span of a document that supports a statement."""

    document_id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Interval:
    """A time as the text words it (`text`) and, where it can be determined, its first and last ISO date.

    A point in time has `start == end`. `end is None` with a start means: open, not known to have ended.
    """

    text: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """The measured value of a statement whose property is `observation`.

    `value` is in `unit` after 万 and 亿 are multiplied out; `bound` is None, `at_least`, `at_most` or `approx`;
    `counted` names what is counted in the text's own words; `place` is an entity ID.
    """

    measure: str
    value: float
    unit: str
    bound: str | None = None
    counted: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """What a person decided on a statement: `accepted`, `rejected` or `edited`; by whom, and when (ISO 8601, UTC).

    `says` is the statement in words as it was before people edited it.
    """

    verdict: str
    by: str
    at: str
    says: str


@dataclass(frozen=True, slots=True)
class Statement:
    """Subject, property, object or value, with qualifiers, modality and at least one evidence.

    `subject`, `object` and `speaker` are entity IDs. `id` hashes the content only: which canonical entity the subject
    belongs to is a separate fact, so merging two people never changes it. `review` is None where nobody decided on it;
    extraction never sets it.
    """

    id: str
    property: str
    subject: str | None
    object: str | None
    evidence: tuple[Evidence, ...]
    role: str | None = None
    modality: str = "actual"
    interval: Interval | None = None
    speaker: str | None = None
    observation: Observation | None = None
    confidence: float = 1.0
    origin: str = ""
    review: Review | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """What a cluster of mentions refers to, in one document or, once assembled, in many.

    `name` is the fullest surface form, `aliases` the other ones in order of first use, `canonical` the full official
    name where the texts give the pieces, else the name. `members` are the entities of single documents that an
    assembled one unites; it is empty in a document. `code` is the GB/T 2260 code of an assembled place, None
    when it is no division or not known. `referents` are the other names (type, ID) under which an assembled one is or
    was known: of what was merged into it, or of the type that it had.
    """

    id: str
    type: str
    name: str
    canonical: str
    aliases: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    confidence: float = 1.0
    members: tuple[str, ...] = ()
    code: str | None = None
    referents: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one document. `unresolved` are readable notes: span and why nothing was made of it."""

    document: Document
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    titles: tuple[Span, ...] = ()
    unresolved: tuple[tuple[Span, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision on a pair of entities: `same`, `different` or `undecided`; `by` is a person or a rule's name."""

    left: str
    right: str
    verdict: str
    by: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Cluster:
    """All entity IDs that were judged the same; `id` is the canonical ID."""

    id: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """One execution: the version and the settings. It carries no time, so that equal input gives equal bytes."""

    version: str
    settings_sha256: str

    @property
    def id(self) -> str:
        """Hash of version and settings, 16 hex digits."""
        return content_hash(self.version, self.settings_sha256)


def content_hash(*parts: str) -> str:
    """Return 16 hex digits of the SHA-256 over `parts`, kept apart by U+001F.

    >>> content_hash("Person", "王伟") == content_hash("Person", "王伟")
    True
    >>> content_hash("a", "b") == content_hash("ab")
    False
    """
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


# Inside one document: the working types of the extraction stages. Their offsets count code points of `Flow.text`;
# `Flow.to_source` is the only way back to the document, taken once, when the extraction is assembled.


@dataclass(frozen=True, slots=True)
class Flow:
    """A document's prose as it reads: broken lines healed, header left out, with the way back to every code point.

    `origins[i]` is the offset in `Document.text` of `text[i]`; characters are dropped, never added or changed, except
    that a paragraph break reads as one newline.
    """

    text: str
    origins: tuple[int, ...]

    def to_source(self, span: Span) -> Span:
        """Return the span of the document's text that the non-empty flow span covers."""
        if not span:
            raise ValueError("an empty span has no source")
        return Span(self.origins[span.start], self.origins[span.end - 1] + 1)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the flow: `paragraph` and `turn` are indexes into the layout (`turn` None: reporter's voice)."""

    span: Span
    paragraph: int
    turn: int | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of an interview: all that one voice says. `speaker` covers the label's name in the flow."""

    span: Span
    speaker: Span
    is_question: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """Structure over the flow of one document; all parts in text order."""

    flow: Flow
    paragraphs: tuple[Span, ...]
    sentences: tuple[Sentence, ...]
    turns: tuple[Turn, ...]
    headings: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Token:
    """One word of the flow with the tagger's tag (LAC: n, v, m, PER, LOC, ORG, TIME, nw, …)."""

    span: Span
    tag: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """A mention in the making: a flow span that refers to `Analysis.entities[entity]`."""

    span: Span
    entity: int
    origin: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Referent:
    """What chunks of one document refer to, before the document's entities get their IDs."""

    type: str
    name: str
    canonical: str
    aliases: tuple[str, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Analysis:
    """A document with its layout, words, mentions and role titles: all that the statement extractors see.

    `chunks` are sorted by start; they may nest (an organisation within an event's name), inner ones later.
    """

    document: Document
    layout: Layout
    tokens: tuple[Token, ...]
    chunks: tuple[Chunk, ...]
    entities: tuple[Referent, ...]
    titles: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement in the making: `subject`, `object`, `speaker` index `Analysis.entities`; `span` is its evidence."""

    property: str
    subject: int | None
    object: int | None
    span: Span
    origin: str
    role: str | None = None
    modality: str = "actual"
    interval: Interval | None = None
    speaker: int | None = None
    observation: Observation | None = None
    place: int | None = None
    confidence: float = 0.8
