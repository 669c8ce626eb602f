"""The dataset as of a date: what was said to hold then. Query, show and every export read it like any other dataset.

A statement counts from the first date of its interval, or, where the text gives none, from the day its document was
published. A state (a post, a membership, a part, a place, what a body runs) also ends with its interval; what has
happened (an event, an award, a figure) stays. Dates are compared at the precision of the coarser one, so `2023` takes
in all of 2023. What has no date at all counts for every date, what a person rejected for none. A document counts from
its publication, or earlier where one of its statements reaches back; entities and plain triples count as far as a
document does.
"""

import re
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from unionkg.errors import QueryError
from unionkg.graph.build import asserted_facts, narrower_facts
from unionkg.iris import relation, term
from unionkg.store.dataset import Dataset, open_dataset
from unionkg.store.reasoning import INFERRED, inferred_quads
from unionkg.vocab import RELATION_TYPES

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_STATES = frozenset(
    map(relation, ("holdsRole", "memberOf", "partOf", "locatedIn", "operates", "partneredWith", "targets"))
)
_REJECTED = term("ukg:RejectedStatement")
_TYPE, _STATEMENT, _PUBLISHED = term("rdf:type"), term("ukg:Statement"), term("schema:datePublished")
# What a statement takes along when it goes, unless another one leads there too.
_CARRIED = frozenset(
    map(term, ("oa:hasTarget", "oa:hasSelector", "ukg:membership", "ukg:grant", "rdf:object", "ukg:during"))
)
_RELATIONS = frozenset(
    {*map(relation, (*RELATION_TYPES, "observation")), term("org:subOrganizationOf"), term("schema:containedInPlace")}
)
_Facts = dict[NamedNode, list[tuple[NamedNode, NamedNode | Literal]]]


def as_of(dataset: Dataset, date: str) -> Dataset:
    """Return a dataset in memory with what `dataset` says to hold on `date` (`2023`, `2023-10` or `2023-10-12`).

    Raises:
        QueryError: that is no date.
    """
    if not _DATE.fullmatch(date):
        raise QueryError(f"'{date}' is no date.", offending=date, remedy="Write it as 2023, 2023-10 or 2023-10-12.")
    graphs = {graph: list(_graph(dataset, graph)) for graph in dataset.documents()}
    kept = {graph: list(_kept(quads, date)) for graph, quads in graphs.items()}
    quads = [quad for found in kept.values() for quad in found]
    facts = {fact for found in kept.values() for fact in asserted_facts(found)}
    said = {*facts, *narrower_facts(facts)}
    named = {node for quad in quads for node in (quad.subject, quad.object)}
    rest = [graph for graph in dataset.graphs() if graph not in graphs and not graph.endswith(INFERRED)]
    inferred = next((graph for graph in dataset.graphs() if graph.endswith(INFERRED)), None)
    for quad in (quad for graph in rest for quad in _graph(dataset, graph)):
        if quad.predicate in _RELATIONS and "/id/graph/" in str(quad.graph_name):
            if (quad.subject, quad.predicate, quad.object) in said:
                quads.append(quad)
        elif quad.subject in named or "/id/graph/entities" not in str(quad.graph_name):
            quads.append(quad)
    if inferred is not None:
        quads += inferred_quads(quads, inferred)
    made = open_dataset()
    made.load_all(quads, with_ontology=False)
    return made


def _graph(dataset: Dataset, graph: str) -> Iterator[Quad]:
    return dataset.store.quads_for_pattern(None, None, None, NamedNode(graph))


def _kept(quads: list[Quad], date: str) -> Iterator[Quad]:
    """Yield what counts of the graph of one document; nothing where neither it nor a statement of it does."""
    facts: _Facts = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            facts.setdefault(quad.subject, []).append((quad.predicate, quad.object))
    dates = (value for found in facts.values() for property_, value in found if property_ == _PUBLISHED)
    published = _value(next(dates, None))
    stmts = [node for node, found in facts.items() if (_TYPE, _STATEMENT) in found]
    rejected = [node for node, found in facts.items() if (_TYPE, _REJECTED) in found]
    lasting = {stmt for stmt in stmts if _counts(dict(facts[stmt]), published, date)}
    if not lasting and published is not None and _is_after(published, date):
        return
    gone = {*stmts, *rejected} - lasting
    dropped = _reached(gone, facts) - _reached(lasting, facts)
    yield from (quad for quad in quads if quad.subject not in dropped)


def _counts(facts: dict[NamedNode, NamedNode | Literal], published: str | None, date: str) -> bool:
    start, end = (_value(facts.get(term(name))) for name in ("schema:startDate", "schema:endDate"))
    # What has an end and no beginning began at a time that nobody tells.
    begin = start or (None if end else published)
    if begin is not None and _is_after(begin, date):
        return False
    return not (end is not None and facts.get(term("rdf:predicate")) in _STATES and _is_after(date, end))


def _value(found: NamedNode | Literal | None) -> str | None:
    return None if found is None else found.value


def _is_after(one: str, other: str) -> bool:
    """Return whether a date is after another one, as far as the coarser of the two tells.

    >>> _is_after("2023-10", "2023"), _is_after("2024", "2023-10-12")
    (False, True)
    """
    length = min(len(one), len(other))
    return one[:length] > other[:length]


def _reached(stmts: Iterable[NamedNode], facts: _Facts) -> set[NamedNode]:
    """Return the statements and the nodes of the document that they carry: evidence, memberships, observations."""
    found: set[NamedNode] = set()
    todo = list(stmts)
    while todo:
        node = todo.pop()
        if node in found or node not in facts:
            continue
        found.add(node)
        todo += [to for property_, to in facts[node] if property_ in _CARRIED and isinstance(to, NamedNode)]
    return found
