"""The parts of a projection in memory that pages show, each found without a pass over the whole."""

from collections import defaultdict
from collections.abc import Iterable

from unionkg.graph.projection import Edge, Projection, Witness


class Parts:
    """Cuts `projection`; each part holds what the page of one entity or article shows."""

    def __init__(self, projection: Projection) -> None:
        self._nodes = {node.id: node for node in projection.nodes}
        self._documents = {document.id: document for document in projection.documents}
        self._of_node: dict[str, list[Edge]] = defaultdict(list)
        self._of_document: dict[str, list[Edge]] = defaultdict(list)
        self._figures: dict[str, list[str]] = defaultdict(list)
        for edge in (*projection.edges, *projection.loose):
            for end in dict.fromkeys(filter(None, (edge.source, edge.target))):
                self._of_node[end].append(edge)
            for document in dict.fromkeys(witness.document for witness in edge.witnesses):
                self._of_document[document].append(edge)
        for node in projection.nodes:
            said = (witness.document for figure in node.figures for witness in figure.witnesses)
            for document in dict.fromkeys(said):
                self._figures[document].append(node.id)

    def around_entity(self, node_id: str) -> Projection:
        """Return the entity with its edges, what they lead to, and the articles behind them."""
        node, edges = self._nodes[node_id], self._of_node[node_id]
        witnesses = [witness for figure in node.figures for witness in figure.witnesses]
        witnesses += [witness for edge in edges for witness in edge.witnesses]
        documents = {*node.documents, *(witness.document for witness in witnesses)}
        ends = {node_id, *(figure.place for figure in node.figures)}
        return self._part(ends, edges, witnesses, documents)

    def around_document(self, document_id: str) -> Projection:
        """Return the article with its edges and the entities that it says something of."""
        edges, owners = self._of_document[document_id], self._figures[document_id]
        witnesses = [witness for edge in edges for witness in edge.witnesses]
        for owner in owners:
            witnesses += [witness for figure in self._nodes[owner].figures for witness in figure.witnesses]
        return self._part(set(owners), edges, witnesses, {document_id})

    def _part(
        self, ends: set[str | None], edges: list[Edge], witnesses: Iterable[Witness], documents: Iterable[str]
    ) -> Projection:
        wanted = ends | {end for edge in edges for end in (edge.source, edge.target)}
        wanted |= {witness.speaker for witness in witnesses}
        return Projection(
            nodes=tuple(self._nodes[id_] for id_ in sorted(filter(None, wanted)) if id_ in self._nodes),
            edges=tuple(edge for edge in edges if edge.target),
            loose=tuple(edge for edge in edges if not edge.target),
            documents=tuple(self._documents[id_] for id_ in sorted(documents) if id_ in self._documents),
        )
