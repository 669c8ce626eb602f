"""GraphSON 3 for Gremlin servers, a vertex a line with its edges.

The format: tinkerpop.apache.org/docs/current/dev/io/#graphson-3d0.

`g.io("unionkg.graphson").read().iterate()` loads it. A list is one property that holds a list: TinkerGraph's default
keeps one value a property, so that of several values under one name the last would be left.
"""

import json
from itertools import count
from pathlib import Path

from unionkg.files import replacing
from unionkg.graph.property import PropertyEdge, PropertyGraph, PropertyNode, Value

Json = dict[str, object]


def write_graphson(graph: PropertyGraph, path: Path) -> None:
    """Write one vertex a line, each edge at both of its ends; raise OSError."""
    # IDs of vertex properties are required and count through the whole file.
    numbers = count()
    with replacing(path) as out:
        for node, outgoing, incoming in graph.nodes_with_edges():
            vertex = _vertex(node, numbers)
            if outgoing:
                vertex["outE"] = _by_type(outgoing, "inV")
            if incoming:
                vertex["inE"] = _by_type(incoming, "outV")
            line = json.dumps(vertex, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
            out.write(f"{line}\n".encode())


def typed(value: Value) -> object:
    """Return a value with its type as GraphSON 3 writes it; texts and truth values need none.

    >>> typed(("工会", "总工会"))
    {'@type': 'g:List', '@value': ['工会', '总工会']}
    """
    if isinstance(value, tuple):
        return {"@type": "g:List", "@value": [typed(part) for part in value]}
    if isinstance(value, str | bool):
        return value
    return {"@type": "g:Int64" if isinstance(value, int) else "g:Double", "@value": value}


def _vertex(node: PropertyNode, numbers: "count[int]") -> Json:
    properties = {
        name: [{"id": typed(next(numbers)), "value": typed(value)}] for name, value in node.properties.items()
    }
    return {"id": node.id, "label": node.label, "properties": properties}


def _by_type(edges: list[PropertyEdge], other: str) -> Json:
    found: dict[str, list[Json]] = {}
    for edge in edges:
        written: Json = {"id": edge.id, other: edge.target if other == "inV" else edge.source}
        if edge.properties:
            written["properties"] = {name: typed(value) for name, value in edge.properties.items()}
        found.setdefault(edge.type, []).append(written)
    return dict(found)
