"""What wants a person in the built graph: doubtful statements, and posts for one with two holders."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from pyoxigraph import NamedNode, Store

from unionkg.curation.drafting import quotes
from unionkg.graph.facts import Facts, tail
from unionkg.vocab import NAMESPACE

# Titles of posts that one person holds at a time; a deputy's is another title.
SINGLE_SEATS = frozenset(
    "主席 党组书记 党委书记 书记 市委书记 区委书记 县委书记 省委书记 省长 市长 区长 县长 镇长 乡长 局长 厅长 部长 "
    "院长 校长 董事长 总经理 理事长 会长 秘书长 台长 社长 总编辑 行长".split()
)
_ACTUAL = f"{NAMESPACE}modality-actual"


@dataclass(frozen=True, slots=True, order=True)
class Doubtful:
    """A statement of low confidence that nobody decided on: by confidence, words and ID."""

    confidence: float
    says: str
    id: str
    document: str
    quote: str


@dataclass(frozen=True, slots=True, order=True)
class Shared:
    """A post for one person that two people are said to hold at a time: the statements of both, each with its quote."""

    organization: str
    role: str
    people: tuple[str, str]
    statements: tuple[str, str]
    quotes: tuple[str, str]


def doubtful(store: Store, below: float) -> list[Doubtful]:
    """Return the statements of a confidence under `below` (in [0, 1]) that nobody decided on, the least sure first."""
    facts = Facts(store)
    reviewed, said, sources = facts.one("ukg:review"), facts.one("ukg:says"), facts.one("prov:wasQuotedFrom")
    titles, known = facts.one("schema:headline"), set(facts.of_class("ukg:Statement"))
    return sorted(
        Doubtful(
            float(confidence),
            said.get(stmt, ""),
            tail(stmt),
            titles.get(sources.get(stmt, ""), ""),
            first_quote(store, stmt),
        )
        for stmt, confidence in facts.one("ukg:confidence").items()
        if stmt in known and stmt not in reviewed and float(confidence) < below
    )


def shared_posts(store: Store) -> list[Shared]:
    """Return the posts for one person that two are said to hold at a time, each pair of people once.

    A holder whom a person confirmed does not close the question; rejecting or dating the other one does.
    """
    facts = Facts(store)
    labels = facts.one("skos:prefLabel")
    found = []
    for (body, role), held in sorted(_held(facts, labels).items()):
        people: dict[str, list[tuple[str, str, str]]] = {}
        for person, start, end, stmt in held:
            people.setdefault(person, []).append((start, end, stmt))
        for left, right in combinations(sorted(people), 2):
            pair = next((p for p in _pairs(people[left], people[right]) if _meet(p[0], p[1])), None)
            if pair is not None:
                stmts = pair[0][2], pair[1][2]
                said = first_quote(store, stmts[0]), first_quote(store, stmts[1])
                names = labels.get(left, left), labels.get(right, right)
                ids = tail(stmts[0]), tail(stmts[1])
                found.append(Shared(labels.get(body, body), role, names, ids, said))
    return sorted(found)


def first_quote(store: Store, stmt: str) -> str:
    """Return the first of the quotes of a statement (its IRI), an empty string for none."""
    return next(iter(quotes(store, NamedNode(stmt))), "")


_Term = tuple[str, str, str]


def _held(facts: Facts, labels: dict[str, str]) -> dict[tuple[str, str], list[tuple[str, str, str, str]]]:
    """Return by body and title who holds it now: person, start, end, statement."""
    subjects, objects, roles = facts.one("rdf:subject"), facts.one("rdf:object"), facts.one("ukg:role")
    modalities, starts, ends = facts.one("ukg:modality"), facts.one("schema:startDate"), facts.one("schema:endDate")
    held: dict[tuple[str, str], list[tuple[str, str, str, str]]] = {}
    for stmt, role in sorted(roles.items()):
        title = labels.get(role, "")
        if title in SINGLE_SEATS and modalities.get(stmt) == _ACTUAL and stmt in subjects and stmt in objects:
            row = subjects[stmt], starts.get(stmt, ""), ends.get(stmt, ""), stmt
            held.setdefault((objects[stmt], title), []).append(row)
    return held


def _pairs(left: list[_Term], right: list[_Term]) -> Iterator[tuple[_Term, _Term]]:
    return ((one, other) for one in left for other in right)


def _meet(one: _Term, other: _Term) -> bool:
    """Return whether two terms can lie at one time; a bound that is not known excludes nothing."""
    return _reaches(one, other) and _reaches(other, one)


def _reaches(one: _Term, other: _Term) -> bool:
    start, end = one[0], other[1]
    return not start or not end or start[: len(end)] <= end[: len(start)]
