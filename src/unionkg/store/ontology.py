"""The ontology as a graph of the dataset: labels of relations, kinds and modalities, which the questions show."""

from collections.abc import Iterator

from pyoxigraph import NamedNode, Quad

from unionkg.graph.kinds import read_ontology
from unionkg.vocab import NAMESPACE

# The graph bears the IRI of the ontology, which no setting changes.
ONTOLOGY_GRAPH = NamedNode(NAMESPACE.rstrip("#"))


def ontology_quads() -> Iterator[Quad]:
    """Yield the vocabulary and the concepts in their own graph; raise ResourceError where they cannot be read."""
    for name in ("unionkg", "concepts"):
        for quad in read_ontology(name):
            yield Quad(quad.subject, quad.predicate, quad.object, ONTOLOGY_GRAPH)
