"""The property graph in two shapes, from the one shared projection: what every graph database and analysis tool gets.

*compact* folds n-ary facts into edges (role, validFrom, validTo, modality, confidence, sources, quotes); *full* keeps
memberships, grants, observations, statements, evidence and documents as nodes beside them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from random import Random

from pyoxigraph import Store

from unionkg.errors import SettingsError
from unionkg.graph.facts import Facts
from unionkg.graph.projection import Edge, Figure, Node, project
from unionkg.graph.property_full import Value, nary_links, nary_nodes
from unionkg.model import content_hash

__all__ = [
    "SHAPES",
    "PropertyEdge",
    "PropertyGraph",
    "PropertyNode",
    "Value",
    "assemble",
    "generated",
    "iterate",
    "kind_of_value",
    "property_graph",
]


@dataclass(frozen=True, slots=True)
class PropertyNode:
    """A node: `id` is unique in the graph, `label` its one class (Person …), properties without None."""

    id: str
    label: str
    properties: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PropertyEdge:
    """An edge between two node IDs; `type` is the relation in UPPER_SNAKE form (HOLDS_ROLE); `id` is unique."""

    id: str
    source: str
    target: str
    type: str
    properties: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PropertyGraph:
    """Nodes sorted by (label, id) and edges by (type, id), and for each label and type the properties with their kinds.

    `node_schema["Person"]["aliases"] == "string[]"`; kinds are string, string[], int, float, boolean.
    `edge_ends["HOLDS_ROLE"]` are the (source label, target label) pairs that occur.
    """

    nodes: tuple[PropertyNode, ...]
    edges: tuple[PropertyEdge, ...]
    node_schema: dict[str, dict[str, str]]
    edge_schema: dict[str, dict[str, str]]
    edge_ends: dict[str, tuple[tuple[str, str], ...]]


SHAPES = ("compact", "full")


def property_graph(store: Store, shape: str = "compact") -> PropertyGraph:
    """Return the graph of `store` in one of `SHAPES`; raise SettingsError for another shape.

    *full* is *compact* with more nodes and edges, so what asks the one can ask the other.
    """
    if shape not in SHAPES:
        remedy = f"There are: {', '.join(SHAPES)}."
        raise SettingsError(f"A property graph has no shape '{shape}'.", offending=shape, remedy=remedy)
    view = project(store)
    names, titles = {node.id: node.label for node in view.nodes}, {doc.id: doc.title for doc in view.documents}
    posts: dict[str, list[str]] = {}
    for edge in view.loose:
        posts.setdefault(edge.source, []).append(edge.label)
    nodes = [_node(node, posts.get(node.id, []), names, titles) for node in view.nodes]
    edges = [_edge(edge, names, titles) for edge in view.edges]
    if shape == "full":
        facts = Facts(store)
        nodes += [PropertyNode(id_, label, _present(**found)) for id_, label, found in nary_nodes(facts)]
        known = {node.id for node in nodes}
        edges += [
            PropertyEdge(content_hash(source, target, type_), source, target, type_)
            for source, target, type_ in nary_links(facts)
            if source in known and target in known
        ]
    return assemble(nodes, edges)


def assemble(nodes: Iterable[PropertyNode], edges: Iterable[PropertyEdge]) -> PropertyGraph:
    """Return the graph of these nodes and edges, sorted, with its schema; each ID occurs once, each end is a node."""
    ordered_nodes = tuple(sorted(nodes, key=lambda node: (node.label, node.id)))
    ordered_edges = tuple(sorted(edges, key=lambda edge: (edge.type, edge.id)))
    labels = {node.id: node.label for node in ordered_nodes}
    ends: dict[str, set[tuple[str, str]]] = {}
    for edge in ordered_edges:
        ends.setdefault(edge.type, set()).add((labels[edge.source], labels[edge.target]))
    return PropertyGraph(
        ordered_nodes,
        ordered_edges,
        _schema((node.label, node.properties) for node in ordered_nodes),
        _schema((edge.type, edge.properties) for edge in ordered_edges),
        {type_: tuple(sorted(pairs)) for type_, pairs in sorted(ends.items())},
    )


def iterate(graph: PropertyGraph) -> Iterator[PropertyNode | PropertyEdge]:
    """Yield nodes, then edges."""
    yield from graph.nodes
    yield from graph.edges


def kind_of_value(value: Value) -> str:
    """Return the kind of a value.

    >>> kind_of_value(("工会", "总工会")), kind_of_value(True)
    ('string[]', 'boolean')
    """
    if isinstance(value, tuple):
        return "string[]"
    # A bool is an int to Python, so it comes first.
    return next(kind for type_, kind in _KINDS if isinstance(value, type_))


_KINDS = ((bool, "boolean"), (int, "int"), (float, "float"), (str, "string"))


def _schema(items: Iterable[tuple[str, dict[str, Value]]]) -> dict[str, dict[str, str]]:
    """Return the kinds by group and property, sorted by name; int and float together are float."""
    found: dict[str, dict[str, str]] = {}
    for group, properties in items:
        kinds = found.setdefault(group, {})
        for name, value in properties.items():
            kind = kind_of_value(value)
            known = kinds.setdefault(name, kind)
            if known != kind:
                kinds[name] = "float" if {known, kind} == {"int", "float"} else "string"
    return {group: dict(sorted(kinds.items())) for group, kinds in sorted(found.items())}


def _present(**properties: Value | None) -> dict[str, Value]:
    """Return the properties that say something: no None, no empty text, no empty list."""
    return {name: value for name, value in properties.items() if value not in (None, "", ())}


def _unique(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _node(node: Node, posts: list[str], names: dict[str, str], titles: dict[str, str]) -> PropertyNode:
    properties = _present(
        name=node.label,
        aliases=node.aliases,
        kind=node.kind,
        pinyin=node.pinyin,
        initials=node.initials,
        posts=_unique(sorted(posts)),
        figures=tuple(_figure(figure, names) for figure in node.figures),
        sources=_unique(titles.get(document) for document in node.documents),
    )
    return PropertyNode(node.id, node.type, properties)


def _figure(figure: Figure, names: dict[str, str]) -> str:
    """Return a figure as one line that a person can read: `数量 at_least 120 个 (司机驿站; 云州市; 2024/2024)`."""
    period = f"{figure.start or ''}/{figure.end or ''}" if figure.start or figure.end else None
    modality = None if figure.modality == "actual" else figure.modality
    scope = [part for part in (figure.counted, names.get(figure.place or ""), period, modality) if part]
    words = [
        figure.measure,
        figure.bound or "",
        f"{figure.value:.15g}",
        figure.unit,
        f"({'; '.join(scope)})" * bool(scope),
    ]
    return " ".join(word for word in words if word)


def _edge(edge: Edge, names: dict[str, str], titles: dict[str, str]) -> PropertyEdge:
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
        sources=_unique(titles.get(witness.document) for witness in witnesses),
        speakers=_unique(names.get(witness.speaker or "") for witness in witnesses),
        statements=_unique(witness.id for witness in witnesses),
    )
    return PropertyEdge(edge.id, edge.source, edge.target, _upper_snake(edge.type), properties)


def _upper_snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).upper()


_GENERATED = {
    "ATTENDED": ("Person", "Event"),
    "HOLDS_ROLE": ("Person", "Organization"),
    "OPERATES": ("Organization", "Facility"),
    "PART_OF": ("Organization", "Organization"),
}
# Texts that break a writer which does not escape: separators, quotes, line breaks, a backslash, a formula.
_TEXTS = ("云州市总工会", '他说："好"', 'a,"b";c', "第一行\n第二行", "C:\\n\\", "=1+1", "it's", "tab\there", "😀 ﷽")


def generated(nodes: int, edges: int, *, seed: int = 1) -> PropertyGraph:
    """Return an invented property graph of that size with all kinds of values, for tests and benchmarks.

    Raises:
        SettingsError: fewer than four nodes, one of each label.
    """
    if nodes < 4:
        raise SettingsError("A generated graph has at least four nodes.", offending=nodes)
    random = Random(seed)
    found: dict[str, list[str]] = {"Event": [], "Facility": [], "Organization": [], "Person": []}
    made_nodes, made_edges = [], []
    for number in range(nodes):
        label = tuple(found)[number % 4]
        found[label].append(f"{label.lower()}/{number:08x}")
        name = f"{random.choice(_TEXTS)} {number}"
        properties = _present(name=name, kind=label, count=number, share=number / 8, isNew=number % 2 == 0)
        if number % 3:
            properties["aliases"] = tuple(random.choices(_TEXTS, k=number % 3))
        made_nodes.append(PropertyNode(found[label][-1], label, properties))
    for number in range(edges):
        type_ = random.choice(tuple(_GENERATED))
        source, target = (random.choice(found[label]) for label in _GENERATED[type_])
        properties = _present(
            role=random.choice(_TEXTS), order=number % 7, confidence=random.random(), validFrom="2023-10"
        )
        properties["quotes"] = tuple(random.choices(_TEXTS, k=1 + number % 2))
        properties["isOpen"] = number % 2 == 0
        made_edges.append(PropertyEdge(f"{number:032x}", source, target, type_, properties))
    return assemble(made_nodes, made_edges)
