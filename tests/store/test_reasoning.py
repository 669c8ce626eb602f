"""What follows from the plain triples: owlrl, which knows all of OWL 2 RL, is the oracle."""

import owlrl
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, Store
from queries.corpus import later_dataset

from unionkg.graph.kinds import read_ontology
from unionkg.iris import relation, term
from unionkg.store.dataset import open_dataset
from unionkg.store.reasoning import INFERRED, axioms, infer, inferred_quads, renew

BASE = "https://w3id.org/unionkg/"
PROPERTIES = [
    *map(relation, ("holdsRole", "memberOf", "partOf", "locatedIn", "partneredWith", "operates", "authored", "heldAt")),
    *map(term, ("org:subOrganizationOf", "schema:containedInPlace")),
]
NODES = [NamedNode(f"{BASE}id/organization/{name}") for name in "abcdef"]
FACTS = st.sets(st.tuples(st.sampled_from(NODES), st.sampled_from(PROPERTIES), st.sampled_from(NODES)), max_size=14)
ENTITIES, GRAPH = NamedNode(f"{BASE}id/graph/entities"), NamedNode(f"{BASE}{INFERRED}")


def by_owlrl(facts):
    """Return what owlrl infers of relations between the things of `facts`."""
    graph = rdflib.Graph()
    for name in ("unionkg", "axioms"):
        for quad in read_ontology(name):
            graph.parse(data=f"{quad.triple} .", format="nt")
    for fact in facts:
        graph.add(tuple(rdflib.URIRef(node.value) for node in fact))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    known = {rdflib.URIRef(node.value) for node in NODES}
    wanted = {rdflib.URIRef(p.value) for found in axioms().same.values() for p in found}
    wanted |= {rdflib.URIRef(p.value) for found in axioms().turned.values() for p in found}
    wanted |= {rdflib.URIRef(p.value) for p in axioms().transitive}
    found = {(s, p, o) for s, p, o in graph if s in known and o in known and p in wanted and s != o}
    return {tuple(NamedNode(str(node)) for node in triple) for triple in found} - set(facts)


@pytest.mark.slow
@settings(max_examples=8, deadline=None)
@given(FACTS)
def test_owlrl_infers_the_same(facts):
    """Of any relations, what follows is what the oracle says follows, but that nothing is related to itself."""
    assert infer(facts) == by_owlrl(facts)


def test_a_chain_with_each_kind_of_axiom():
    """A part of a part is a part, said by both standard terms; a partner is linked both ways; a post makes a member."""
    a, b, c, *_ = NODES
    sub = term("org:subOrganizationOf")
    found = infer({(a, sub, b), (b, sub, c), (a, relation("partneredWith"), c), (a, relation("holdsRole"), b)})
    org = "http://www.w3.org/ns/org#"
    assert (a, NamedNode(org + "transitiveSubOrganizationOf"), c) in found
    assert (c, NamedNode(org + "hasSubOrganization"), b) in found
    assert (c, NamedNode(org + "linkedTo"), a) in found
    assert (b, NamedNode(org + "hasMember"), a) in found
    assert not [fact for fact in found if fact[0] == fact[2]]


@settings(deadline=None)
@given(FACTS, FACTS, FACTS)
def test_a_change_gives_what_starting_over_gives(common, before, after):
    """After any relations came and went, the renewed graph is what follows from those that are there."""
    store = Store()
    store.extend(Quad(*fact, ENTITIES) for fact in common | before)
    store.extend(list(inferred_quads(store, GRAPH.value)))
    for fact in before - common - after:
        store.remove(Quad(*fact, ENTITIES))
    store.extend(Quad(*fact, ENTITIES) for fact in after)
    gone, new = renew(store, ENTITIES, GRAPH, (before - common) ^ after)
    for quad in gone:
        store.remove(quad)
    store.extend(new)
    found = {quad.triple for quad in store.quads_for_pattern(None, None, None, GRAPH)}
    assert found == {Quad(*fact).triple for fact in infer(common | after)}


def test_standard_terms_answer_and_exports_stay():
    """With the graph of inferences, `org:memberOf` has answers; what texts say, which exports hold, is the same."""
    plain = later_dataset()
    quads = list(plain.data())
    assert not plain.store.query("ASK { ?person <http://www.w3.org/ns/org#memberOf> ?body }")
    with open_dataset() as reasoned:
        reasoned.load_all([*quads, *inferred_quads(quads, GRAPH.value)])
        assert reasoned.store.query("ASK { ?person <http://www.w3.org/ns/org#memberOf> ?body }")
        assert set(reasoned.data()) == set(quads)
