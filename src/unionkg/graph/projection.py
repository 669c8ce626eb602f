"""The property-graph projection: n-ary nodes of the RDF folded into nodes and edges, for every picture and export.

What folds into what is data: `ontology/projection.toml`.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Witness:
    """One statement behind an edge or a figure, with the quote that says it.

    `start` and `end` are code-point offsets of `quote` in the text of the document; `speaker` is a node ID.
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


@dataclass(frozen=True, slots=True)
class Figure:
    """One observation of a node: value and unit, `at_least`/`at_most`/`approx` or no bound, period, place (node ID)."""

    measure: str
    value: float
    unit: str
    witnesses: tuple[Witness, ...]
    bound: str | None = None
    counted: str | None = None
    start: str | None = None
    end: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """One entity. `type` is a class of the vocabulary (Person …), `kind` the label of its concept, where it has one.

    `pinyin` reads the label without tones, words apart; `initials` are its first letters (szgh). `documents` are the
    IDs of the documents that mention it.
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
    validity at the stated precision (None: not stated).
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
