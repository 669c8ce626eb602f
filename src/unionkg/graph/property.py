"""The property graph in two shapes, from the one shared projection: what every graph database and analysis tool gets.

*compact* folds n-ary facts into edges (role, validFrom, validTo, modality, confidence, sources, quotes); *full* keeps
memberships, observations, statements, evidence and documents as nodes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pyoxigraph import Store

# What a property may hold; dates are ISO text at their stated precision (a partial date is no date to a database).
Value = str | int | float | bool | tuple[str, ...]


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
    """Return the graph of `store` in one of `SHAPES`; raise SettingsError for another shape."""
    raise NotImplementedError


def generated(nodes: int, edges: int, *, seed: int = 1) -> PropertyGraph:
    """Return an invented property graph of that size with all kinds of values, for tests and benchmarks."""
    raise NotImplementedError


def iterate(graph: PropertyGraph) -> Iterator[PropertyNode | PropertyEdge]:
    """Yield nodes, then edges."""
    yield from graph.nodes
    yield from graph.edges
