"""The property graph in two shapes, from the one shared projection: what every graph database and analysis tool gets.

*compact* folds n-ary facts into edges (role, validFrom, validTo, modality, confidence, sources, quotes); *full* keeps
memberships, grants, observations, statements, evidence and documents as nodes beside them.
"""

import json
import re
import tempfile
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import BinaryIO

from pyoxigraph import Store

from unionkg.errors import SettingsError
from unionkg.graph.elements import Edge, Figure, Node
from unionkg.graph.projection import Projecting
from unionkg.graph.property_full import nary_links, nary_nodes
from unionkg.graph.spool import (
    End,
    Progress,
    PropertyEdge,
    PropertyGraph,
    PropertyNode,
    Spool,
    Value,
    kind_of_value,
)
from unionkg.model import content_hash
from unionkg.sorting import sorted_lines

__all__ = [
    "SHAPES",
    "End",
    "PropertyEdge",
    "PropertyGraph",
    "PropertyNode",
    "Value",
    "assemble",
    "iterate",
    "kind_of_value",
    "property_graph",
]


SHAPES = ("compact", "full")


def property_graph(store: Store, shape: str = "compact", progress: Progress = lambda *_: None) -> PropertyGraph:
    """Return the graph of `store` in one of `SHAPES`; raise SettingsError for another shape.

    *full* is *compact* with more nodes and edges, so what asks the one can ask the other. Memory does not grow with the
    store. `progress` hears how much was read, and later how much of the graph was given out.
    """
    if shape not in SHAPES:
        remedy = f"There are: {', '.join(SHAPES)}."
        raise SettingsError(f"A property graph has no shape '{shape}'.", offending=shape, remedy=remedy)
    view, spool = Projecting(store), Spool(progress)
    with tempfile.TemporaryFile() as loose:
        spool.add_edges(_edges(view, loose))
        loose.seek(0)
        spool.add_nodes(_nodes(view, loose))
    if shape == "full":
        spool.add_nodes(PropertyNode(id_, label, _present(**found)) for id_, label, found in nary_nodes(view.read))
        links = nary_links(view.read)
        spool.add_edges((PropertyEdge(content_hash(*link), *link) for link in links), are_links=True)
    return spool.finish()


def assemble(nodes: Iterable[PropertyNode], edges: Iterable[PropertyEdge]) -> PropertyGraph:
    """Return the graph of these nodes and edges, sorted, with its schema.

    Raises:
        ValidationError: two nodes have one ID, or an end of an edge is no node.
    """
    spool = Spool()
    spool.add_nodes(nodes)
    spool.add_edges(edges)
    return spool.finish()


def iterate(graph: PropertyGraph) -> Iterator[PropertyNode | PropertyEdge]:
    """Yield nodes, then edges."""
    yield from graph.nodes
    yield from graph.edges


def _present(**properties: Value | None) -> dict[str, Value]:
    """Return the properties that say something: no None, no empty text, no empty list."""
    return {name: value for name, value in properties.items() if value not in (None, "", ())}


def _unique(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _edges(view: Projecting, loose: BinaryIO) -> Iterator[PropertyEdge]:
    """Yield the edges; posts without an organisation go to the file `loose`, a line each with the ID of their node."""
    for edge in view.edges():
        if edge.target:
            yield _edge(edge, view)
        else:
            loose.write(f"{edge.source} {json.dumps(edge.label)}\n".encode())


def _nodes(view: Projecting, loose: BinaryIO) -> Iterator[PropertyNode]:
    """Yield the nodes with their posts; both are sorted by the ID of the node."""
    posts = groupby((line.split(b" ", 1) for line in sorted_lines(loose)), key=lambda parts: parts[0].decode())
    next_ = next(posts, None)
    for node in view.nodes():
        own: list[str] = []
        if next_ is not None and next_[0] == node.id:
            own = [json.loads(label) for _, label in next_[1]]
            next_ = next(posts, None)
        yield _node(node, own, view)


def _node(node: Node, posts: list[str], view: Projecting) -> PropertyNode:
    properties = _present(
        name=node.label,
        aliases=node.aliases,
        kind=node.kind,
        pinyin=node.pinyin,
        initials=node.initials,
        posts=_unique(sorted(posts)),
        figures=tuple(_figure(figure, view) for figure in node.figures),
        sources=_unique(map(view.title, node.documents)),
    )
    return PropertyNode(node.id, node.type, properties)


def _figure(figure: Figure, view: Projecting) -> str:
    """Return a figure as one line that a person can read: `数量 at_least 120 个 (司机驿站; 云州市; 2024/2024)`."""
    period = f"{figure.start or ''}/{figure.end or ''}" if figure.start or figure.end else None
    modality = None if figure.modality == "actual" else figure.modality
    scope = [part for part in (figure.counted, view.name(figure.place), period, modality) if part]
    words = [
        figure.measure,
        figure.bound or "",
        f"{figure.value:.15g}",
        figure.unit,
        f"({'; '.join(scope)})" * bool(scope),
    ]
    return " ".join(word for word in words if word)


def _edge(edge: Edge, view: Projecting) -> PropertyEdge:
    witnesses = edge.witnesses
    properties = _present(
        label=edge.label,
        role=edge.role,
        order=edge.order,
        validFrom=edge.start,
        validTo=edge.end,
        modality=edge.modality,
        confidence=max((witness.confidence for witness in witnesses), default=None),
        quotes=_unique(witness.quote for witness in witnesses),
        sources=_unique(view.title(witness.document) for witness in witnesses),
        speakers=_unique(view.name(witness.speaker) for witness in witnesses),
        statements=_unique(witness.id for witness in witnesses),
    )
    return PropertyEdge(edge.id, edge.source, edge.target, _upper_snake(edge.type), properties)


def _upper_snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).upper()
