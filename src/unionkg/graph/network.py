"""The projection as a networkx graph, for metrics and layouts."""

import networkx

from unionkg.graph.projection import Projection


def to_networkx(projection: Projection) -> "networkx.MultiDiGraph[str]":
    """Return nodes and edges under their IDs, with scalar attributes; `weight` counts the witnesses of an edge."""
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for node in projection.nodes:
        graph.add_node(node.id, type=node.type, label=node.label, kind=node.kind or "", documents=len(node.documents))
    for edge in projection.edges:
        attributes = {
            "type": edge.type,
            "label": edge.label,
            "modality": edge.modality,
            "role": edge.role or "",
            "start": edge.start or "",
            "end": edge.end or "",
            "weight": len(edge.witnesses),
        }
        graph.add_edge(edge.source, edge.target, key=edge.id, **attributes)
    return graph
