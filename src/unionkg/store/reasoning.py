"""What follows from the plain triples: by sub-properties, inverse, symmetric and transitive ones (OWL 2 RL: prp-spo1,
prp-inv1, prp-inv2, prp-symp, prp-trp). The axioms are those of `ontology/unionkg.ttl` and `ontology/axioms.ttl`.

It stands in the graph `id/graph/inferred`, so that it can be told from what texts say, and in the merge, so that
questions in standard terms (`org:memberOf`, `schema:organizer`) are answered. That a thing is a part of itself, which
follows where texts contradict each other, is left out. Exports hold what texts say; they leave this graph out.
"""

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad, Store

from unionkg.graph.kinds import read_ontology
from unionkg.graph.scope import Fact
from unionkg.vocab import PREFIXES

INFERRED = "id/graph/inferred"

_OWL = "http://www.w3.org/2002/07/owl#"
_SUB, _INVERSE = NamedNode(PREFIXES["rdfs"] + "subPropertyOf"), NamedNode(_OWL + "inverseOf")
_TYPE = NamedNode(PREFIXES["rdf"] + "type")
_SYMMETRIC, _TRANSITIVE = NamedNode(_OWL + "SymmetricProperty"), NamedNode(_OWL + "TransitiveProperty")
_Property = NamedNode


@dataclass(frozen=True, slots=True)
class Axioms:
    """What each property implies, the same way round and the other way round, and which ones are transitive.

    `chained` are the properties that imply a transitive one.
    """

    same: dict[_Property, frozenset[_Property]]
    turned: dict[_Property, frozenset[_Property]]
    transitive: frozenset[_Property]
    chained: frozenset[_Property]


@functools.cache
def axioms() -> Axioms:
    """Return the axioms, closed: what a property implies by way of others is in it.

    Raises:
        ResourceError: the ontology cannot be read.
    """
    quads = (*read_ontology("unionkg"), *read_ontology("axioms"))
    steps: dict[tuple[_Property, bool], set[tuple[_Property, bool]]] = defaultdict(set)
    for quad in quads:
        one, other = quad.subject, quad.object
        if not isinstance(one, NamedNode) or not isinstance(other, NamedNode):
            continue
        for is_turned in (False, True):
            if quad.predicate == _SUB:
                steps[one, is_turned].add((other, is_turned))
            elif quad.predicate == _INVERSE:
                steps[one, is_turned].add((other, not is_turned))
                steps[other, is_turned].add((one, not is_turned))
            elif quad.predicate == _TYPE and other == _SYMMETRIC:
                steps[one, is_turned].add((one, not is_turned))
    reached = {one: _closure((one, False), steps) for one, _ in list(steps)}
    transitive = frozenset(
        quad.subject
        for quad in quads
        if quad.predicate == _TYPE and quad.object == _TRANSITIVE and isinstance(quad.subject, NamedNode)
    )
    return Axioms(
        same={one: frozenset(p for p, is_turned in found if not is_turned) for one, found in reached.items()},
        turned={one: frozenset(p for p, is_turned in found if is_turned) for one, found in reached.items()},
        transitive=transitive,
        chained=transitive | {one for one, found in reached.items() if transitive & {p for p, _ in found}},
    )


def infer(facts: Iterable[Fact]) -> set[Fact]:
    """Return what follows from `facts` and is not among them."""
    given = set(facts)
    known, fresh = set(given), set(given)
    while fresh:
        found = set(_implied(fresh)) | set(_chained(known))
        fresh = {fact for fact in found if fact[0] != fact[2]} - known
        known |= fresh
    return known - given


def inferred_quads(quads: Iterable[Quad], graph: str) -> Iterator[Quad]:
    """Yield in the graph `graph` what follows from the relations of `quads`."""
    name = NamedNode(graph)
    for fact in infer(_facts(quads)):
        yield Quad(*fact, name)


def renew(
    store: Store, entities: NamedNode, inferred: NamedNode, changed: Iterable[Fact]
) -> tuple[list[Quad], list[Quad]]:
    """Return what goes from the graph `inferred` and what comes when `changed` plain triples came or went.

    `store` has the new plain triples in the graph `entities`. Only things that the changed ones reach are looked at.
    """
    nodes: set[NamedNode] = set()
    todo = [node for fact in changed for node in (fact[0], fact[2]) if isinstance(node, NamedNode)]
    while todo:
        node = todo.pop()
        if node in nodes:
            continue
        nodes.add(node)
        for property_ in axioms().chained:
            ahead = (quad.object for quad in store.quads_for_pattern(node, property_, None, entities))
            behind = (quad.subject for quad in store.quads_for_pattern(None, property_, node, entities))
            todo += [other for other in (*ahead, *behind) if isinstance(other, NamedNode)]
    follows = infer(_facts(_among(store, nodes, entities)))
    before = set(_among(store, nodes, inferred))
    after = {Quad(*fact, inferred) for fact in follows}
    return list(before - after), list(after - before)


def _closure(
    start: tuple[_Property, bool], steps: dict[tuple[_Property, bool], set[tuple[_Property, bool]]]
) -> set[tuple[_Property, bool]]:
    found: set[tuple[_Property, bool]] = set()
    todo = [start]
    while todo:
        for step in steps.get(todo.pop(), set()) - found:
            found.add(step)
            todo.append(step)
    return found


def _implied(facts: Iterable[Fact]) -> Iterator[Fact]:
    known = axioms()
    for subject, property_, object_ in facts:
        for implied in known.same.get(property_, ()):
            yield subject, implied, object_
        if isinstance(object_, NamedNode):
            for implied in known.turned.get(property_, ()):
                yield object_, implied, subject


def _chained(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Yield each transitive property from each thing to all that it reaches."""
    steps: dict[_Property, dict[NamedNode, list[NamedNode]]] = defaultdict(lambda: defaultdict(list))
    for subject, property_, object_ in facts:
        if property_ in axioms().transitive and isinstance(object_, NamedNode):
            steps[property_][subject].append(object_)
    for property_, onward in steps.items():
        for start in list(onward):
            todo, found = list(onward[start]), set[NamedNode]()
            while todo:
                node = todo.pop()
                if node not in found:
                    found.add(node)
                    todo += onward.get(node, ())
            yield from ((start, property_, node) for node in found)


def _facts(quads: Iterable[Quad]) -> Iterator[Fact]:
    known = axioms()
    for quad in quads:
        if quad.predicate in known.same or quad.predicate in known.transitive:
            subject, object_ = quad.subject, quad.object
            if isinstance(subject, NamedNode) and isinstance(object_, NamedNode):
                yield subject, quad.predicate, object_


def _among(store: Store, nodes: set[NamedNode], graph: NamedNode) -> Iterator[Quad]:
    for node in nodes:
        for quad in store.quads_for_pattern(node, None, None, graph):
            if quad.object in nodes:
                yield quad
