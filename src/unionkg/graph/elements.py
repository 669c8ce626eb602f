"""What the projection is made of: nodes, edges, figures and the quotes behind them, and documents."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Witness:
    """One statement behind an edge or a figure, with the quote that says it.

    `start` and `end` are code-point offsets of `quote` in the text of the document; `speaker` is a node ID; `review` is
    `accepted` or `edited` where a person decided on it.
    """

    id: str
    document: str
    start: int
    end: int
    quote: str
    modality: str
    confidence: float
    origin: str
    speaker: str | None = None
    time: str | None = None
    review: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One observation of a node: value and unit, `at_least`/`at_most`/`approx` or no bound, period, place (node ID).

    A target (`modality` planned or demanded) and its attainment are two figures.
    """

    measure: str
    value: float
    unit: str
    witnesses: tuple[Witness, ...]
    bound: str | None = None
    counted: str | None = None
    start: str | None = None
    end: str | None = None
    place: str | None = None
    modality: str = "actual"


@dataclass(frozen=True, slots=True)
class Node:
    """One entity, whose IRI is the base IRI, `id/` and `id`.

    `type` is a class of the vocabulary (Person …), `kind` the label of its concept, where it has one. `pinyin` reads
    the label without tones, words apart; `initials` are its first letters (szgh). `documents` are the IDs of the
    documents that mention it.
    """

    id: str
    type: str
    label: str
    aliases: tuple[str, ...] = ()
    kind: str | None = None
    pinyin: str = ""
    initials: str = ""
    documents: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """All statements that say the same of two nodes: one relation type, role and modality.

    `label` is what a reader sees: the role title, else the relation's Chinese label. `start` and `end` bound its
    validity at the stated precision (None: not stated); of several witnesses they are the widest bounds. `order` is the
    place of a role among the roles that one sentence gives one person, from 1.
    """

    id: str
    source: str
    target: str
    type: str
    label: str
    modality: str
    witnesses: tuple[Witness, ...]
    role: str | None = None
    start: str | None = None
    end: str | None = None
    order: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One document as the page shows it: metadata and the exact text that the offsets count in."""

    id: str
    title: str
    path: str
    text: str
    publisher: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Projection:
    """Nodes, edges and documents, each sorted by ID. Roles without an organisation are edges to no node: `loose`.

    An edge in `loose` has `target == ""`; the card of its source shows it.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    loose: tuple[Edge, ...]
    documents: tuple[Reading, ...]
