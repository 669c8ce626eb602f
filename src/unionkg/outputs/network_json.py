"""Networks as JSON, one node or edge a line: networkx's node-link form, and what Cytoscape and Cytoscape.js open."""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from unionkg.files import replacing
from unionkg.graph.property import PropertyGraph, Value

Json = dict[str, object]


def write_node_link(graph: PropertyGraph, path: Path) -> None:
    """Write what `networkx.node_link_graph(json.load(file), edges="edges")` reads as a MultiDiGraph; raise OSError."""
    reserved_nodes, reserved_edges = ("id", "type"), ("source", "target", "key", "relation")
    nodes = ({"id": node.id, "type": node.label, **_free(node.properties, reserved_nodes)} for node in graph.nodes)
    edges = (
        {
            "source": edge.source,
            "target": edge.target,
            "key": edge.id,
            "relation": edge.type,
            **_free(edge.properties, reserved_edges),
        }
        for edge in graph.edges
    )
    with replacing(path) as out:
        out.write(b'{"directed":true,"multigraph":true,"graph":{},\n"nodes":[')
        _write_items(out.write, nodes)
        out.write(b'],\n"edges":[')
        _write_items(out.write, edges)
        out.write(b"]}\n")


def write_cytoscape(graph: PropertyGraph, path: Path) -> None:
    """Write Cytoscape's JSON (manual.cytoscape.org: Cytoscape.js JSON), which networkx reads as well; raise OSError.

    A property whose name the format uses for itself gets a `_` behind: the `value` of an observation is `value_`.
    """
    with replacing(path) as out:
        out.write(b'{"data":{"name":"unionkg"},"directed":true,"multigraph":true,"elements":{\n"nodes":[')
        _write_items(out.write, ({"data": data} for data in _cytoscape_nodes(graph)))
        out.write(b'],\n"edges":[')
        _write_items(out.write, ({"data": data} for data in _cytoscape_edges(graph)))
        out.write(b"]}}\n")


def _cytoscape_nodes(graph: PropertyGraph) -> Iterator[Json]:
    for node in graph.nodes:
        # `value` is the node's key to networkx, `name` what Cytoscape draws.
        head = {"id": node.id, "value": node.id, "name": node.id, "type": node.label}
        yield head | _free(node.properties, ("id", "value", "type"))


def _cytoscape_edges(graph: PropertyGraph) -> Iterator[Json]:
    for edge in graph.edges:
        head = {"id": edge.id, "key": edge.id, "source": edge.source, "target": edge.target}
        head |= {"relation": edge.type, "interaction": edge.type}
        yield head | _free(edge.properties, tuple(head))


def _free(properties: dict[str, Value], reserved: tuple[str, ...]) -> Json:
    return {f"{name}_" if name in reserved else name: value for name, value in properties.items()}


def _write_items(write: Callable[[bytes], object], items: Iterable[Json]) -> None:
    separator = b"\n"
    for item in items:
        write(separator + json.dumps(item, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode())
        separator = b",\n"
