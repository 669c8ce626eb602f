"""What the templates show, as plain values: nothing here is markup, and nothing is escaped."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from unionkg.graph.projection import Edge, Figure, Node, Projection, Reading, Witness
from unionkg.outputs.pages.words import BOUNDS, TYPES, Words, heading, modality
from unionkg.store.show import EntityCard

_CONTEXT = 48
_STOPS = "。！？\n；"


@dataclass(frozen=True, slots=True)
class End:
    """An entity to link to."""

    id: str
    type: str
    label: str


@dataclass(frozen=True, slots=True)
class Quote:
    """One quote: the words around it, who says it, where; `anchor` is its place on the article's page."""

    before: str
    text: str
    after: str
    speaker: End | None
    article: str
    title: str
    published: str
    publisher: str
    anchor: str
    modality: Words
    confidence: int
    origin: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a section: the other entity, the role or amount, modality, time, and the quotes behind it."""

    end: End | None
    label: str
    modality: str
    status: Words
    when: str
    quotes: tuple[Quote, ...]
    bound: Words | None = None
    place: End | None = None

    @property
    def articles(self) -> int:
        """The number of articles that say it."""
        return len({quote.article for quote in self.quotes})


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a heading."""

    name: str
    heading: Words
    rows: tuple[Row, ...]


def sections(card: EntityCard, projection: Projection) -> list[Section]:
    """Return what is said of the entity: roles first, then relations by their kind, then figures."""
    shelf = _Shelf(projection)
    groups: dict[tuple[str, bool], list[Edge]] = {}
    for edge in (*card.roles, *card.outgoing):
        groups.setdefault((edge.type, False), []).append(edge)
    for edge in card.incoming:
        # What holds both ways is one section.
        groups.setdefault((edge.type, edge.type != "partneredWith"), []).append(edge)
    found = [
        Section(
            f"{kind}{'-of' if is_inverse else ''}",
            heading(kind, is_inverse=is_inverse),
            tuple(sorted((shelf.row(edge, _other(edge, card)) for edge in edges), key=_row_order)),
        )
        for (kind, is_inverse), edges in sorted(groups.items(), key=lambda item: _section_order(*item[0]))
    ]
    figures = tuple(shelf.figure_row(figure) for figure in card.node.figures)
    return [*found, Section("figures", ("数据", "Figures"), figures)] if figures else found


def _other(edge: Edge, card: EntityCard) -> str:
    return edge.source if edge.target == card.node.id else edge.target


def _row_order(row: Row) -> tuple[bool, int]:
    """What is over or denied comes last; else what most articles say comes first, and the order at hand decides."""
    return row.modality in ("past", "negated"), -row.articles


def _section_order(kind: str, is_inverse: bool) -> tuple[bool, str, bool]:
    return kind != "holdsRole", kind, is_inverse


class _Shelf:
    """The entities and articles that rows refer to."""

    def __init__(self, projection: Projection) -> None:
        self._nodes = {node.id: node for node in projection.nodes}
        self._documents = {document.id: document for document in projection.documents}

    def row(self, edge: Edge, other: str) -> Row:
        """Return the line of an edge, seen from its other end."""
        when = span(edge.start, edge.end) or next((w.time for w in edge.witnesses if w.time), "")
        label = edge.role or ""
        return Row(
            self.end(other), label, edge.modality, modality(edge.modality), when, tuple(self._quotes(edge.witnesses))
        )

    def figure_row(self, figure: Figure) -> Row:
        """Return the line of a figure."""
        return Row(
            None,
            f"{figure.measure} {amount(figure)}",
            figure.modality,
            modality(figure.modality),
            span(figure.start, figure.end),
            tuple(self._quotes(figure.witnesses)),
            BOUNDS.get(figure.bound or ""),
            self.end(figure.place or ""),
        )

    def end(self, id_: str) -> End | None:
        """Return the entity, None where there is none."""
        node = self._nodes.get(id_)
        return End(node.id, node.type, node.label) if node else None

    def _quotes(self, witnesses: Iterable[Witness]) -> Iterator[Quote]:
        for witness in witnesses:
            document = self._documents.get(witness.document)
            text = document.text if document else ""
            is_exact = text[witness.start : witness.end] == witness.quote
            before, after = around(text, witness.start, witness.end) if is_exact else ("", "")
            yield Quote(
                before,
                witness.quote,
                after,
                self.end(witness.speaker or ""),
                f"document/{witness.document}",
                document.title if document else witness.document,
                (document.published if document else None) or "",
                (document.publisher if document else None) or "",
                anchor(witness.start, witness.end),
                modality(witness.modality),
                round(witness.confidence * 100),
                witness.origin,
            )


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the words before and after a quote, to the ends of its sentence or 48 characters away.

    >>> around("会议开始。工会主席讲话。散会。", 7, 9)
    ('工会', '讲话。')
    """
    first = max(start - _CONTEXT, 0)
    before = text[first:start]
    cut = max(before.rfind(stop) for stop in _STOPS)
    before = before[cut + 1 :] if cut >= 0 else ("…" if first else "") + before
    after = text[end : end + _CONTEXT]
    stops = [place for stop in _STOPS if (place := after.find(stop)) >= 0]
    if text[end - 1 : end] in _STOPS:
        return before.lstrip(), ""
    return before.lstrip(), after[: min(stops) + 1].rstrip("\n") if stops else after + "…" * (
        end + _CONTEXT < len(text)
    )


def anchor(start: int, end: int) -> str:
    """Return the fragment of a quote on the page of its article."""
    return f"q{start}-{end}"


def span(start: str | None, end: str | None) -> str:
    """Return a period as people write it; empty where nothing is said.

    >>> span("2023", "2024-05"), span("2023", "2023"), span(None, "2024")
    ('2023 – 2024-05', '2023', '– 2024')
    """
    if start and start == end:
        return start
    return " – ".join((start or "", end)).strip() if end else f"{start} –" if start else ""


def amount(figure: Figure) -> str:
    """Return value and unit of a figure."""
    value = f"{figure.value:,.0f}" if figure.value.is_integer() else f"{figure.value:,}"
    return f"{value}{figure.unit}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of an article's text; `said` are the numbers of the statements that it supports, `starts` their anchors."""

    text: str
    said: tuple[int, ...]
    starts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A statement of an article for the list beside its text."""

    number: int
    subject: End | None
    predicate: Words
    object: End | None
    label: str
    modality: str
    status: Words
    when: str
    speaker: End | None
    anchor: str


def article(reading: Reading, projection: Projection) -> tuple[list[list[Piece]], list[Said]]:
    """Return the paragraphs of an article cut at its quotes, and its statements in the order of the text."""
    shelf = _Shelf(projection)
    found = sorted(_of_article(reading, projection), key=lambda item: (item[0].start, item[0].end, item[0].id))
    said = [_said(number, witness, what, shelf) for number, (witness, what) in enumerate(found)]
    exact = {
        number: (witness.start, witness.end)
        for number, (witness, _) in enumerate(found)
        if reading.text[witness.start : witness.end] == witness.quote
    }
    return list(_paragraphs(reading.text, exact)), said


def _of_article(
    reading: Reading, projection: Projection
) -> Iterator[tuple[Witness, tuple[Node | None, Edge | Figure]]]:
    nodes = {node.id: node for node in projection.nodes}
    for edge in (*projection.edges, *projection.loose):
        for witness in edge.witnesses:
            if witness.document == reading.id:
                yield witness, (nodes.get(edge.source), edge)
    for node in projection.nodes:
        for figure in node.figures:
            for witness in figure.witnesses:
                if witness.document == reading.id:
                    yield witness, (node, figure)


def _said(number: int, witness: Witness, what: tuple[Node | None, Edge | Figure], shelf: _Shelf) -> Said:
    node, fact = what
    subject = shelf.end(node.id) if node else None
    place, status = anchor(witness.start, witness.end), modality(witness.modality)
    speaker = shelf.end(witness.speaker or "")
    if isinstance(fact, Figure):
        label = f"{fact.measure} {amount(fact)}"
        when = span(fact.start, fact.end)
        return Said(number, subject, ("", ""), None, label, witness.modality, status, when, speaker, place)
    predicate = ("", "") if fact.role else heading(fact.type, is_inverse=False)
    # An edge's period is what all articles say together; here stands what this one says.
    when = witness.time or ""
    label = fact.role or ""
    target = shelf.end(fact.target)
    return Said(number, subject, predicate, target, label, witness.modality, status, when, speaker, place)


def _paragraphs(text: str, spans: Mapping[int, tuple[int, int]]) -> Iterator[list[Piece]]:
    """Yield the lines of `text` that hold something, each cut wherever a span begins or ends."""
    bounds = sorted({0, len(text), *(place for pair in spans.values() for place in pair)})
    starts: dict[int, list[str]] = {}
    for start, end in sorted(set(spans.values())):
        starts.setdefault(start, []).append(anchor(start, end))
    line: list[Piece] = []
    for start, end in pairwise(bounds):
        said = tuple(number for number, (first, last) in spans.items() if first <= start and end <= last)
        names = tuple(starts.get(start, ()))
        for place, part in enumerate(text[start:end].split("\n")):
            if place:
                if any(piece.text.strip() for piece in line):
                    yield line
                line = []
            if part or (place == 0 and names):
                line.append(Piece(part.strip("\r"), said, names if place == 0 else ()))
    if any(piece.text.strip() for piece in line):
        yield line


def type_words(type_: str) -> Words:
    """Return the words for a type of entities."""
    return TYPES.get(type_, (type_, type_))
