"""Which entities of several documents are compared, and what follows for each pair.

Blocking: two names meet only under one type, one name without divisions, and one division, so that the number of pairs
grows with the number of names. Within a block, entities with equal names and divisions are one node, and nodes are
compared.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from unionkg.divisions import official_division
from unionkg.entities.compare import compare
from unionkg.entities.features import Comparison
from unionkg.entities.people import Society, compare_people, namesake_pairs
from unionkg.entities.profiles import Profile
from unionkg.model import Judgement

RULE = "names"
PEOPLE_RULE = "namesakes"
# Above so many different divisions in one block, only neighbours in the order of their names are compared.
_CROWD = 40

Node = tuple[Profile, ...]
Verdict = tuple[str, float]


def judge_names(profiles: Mapping[str, Profile]) -> list[Judgement]:
    """Return the judgements on all entities but people."""
    nodes = nodes_of(one for one in profiles.values() if one.type != "Person")
    judgements: list[Judgement] = []
    for node in nodes:
        judgements += within_node(node)
    verdicts: dict[tuple[str, str], Verdict] = {}
    for block in _blocks(nodes):
        for left, right in _pairs(block):
            first, second = sorted((left[0], right[0]), key=lambda one: one.id)
            if (first.id, second.id) not in verdicts:
                comparison = compare(first, second)
                verdicts[first.id, second.id] = (comparison.verdict, comparison.score)
    return judgements + list(without_conflicts(verdicts, {node[0].id: node[0] for node in nodes}))


def judge_people(people: Sequence[Profile], society: Society) -> list[Judgement]:
    """Return the judgements on namesakes: `same`, `different` and `undecided` ones."""
    by_name: dict[str, list[Profile]] = defaultdict(list)
    for person in people:
        by_name[person.name].append(person)
    return [
        _judgement(left, right, compare_people(left, right, society), PEOPLE_RULE)
        for name in sorted(by_name)
        for left, right in namesake_pairs(by_name[name], society)
    ]


def _judgement(left: Profile, right: Profile, comparison: Comparison, rule: str) -> Judgement:
    return Judgement(left.id, right.id, comparison.verdict, rule, comparison.score)


def nodes_of(profiles: Iterable[Profile]) -> list[Node]:
    """Return the entities that have all in common that is compared, sorted by ID; local ones stand alone."""
    groups: dict[tuple[object, ...], list[Profile]] = defaultdict(list)
    for one in profiles:
        apart = one.witness if one.is_local else ""
        year = (one.published or "")[:4] if one.type == "Event" and not one.year else one.year
        key = (one.type, one.rest, one.chain, one.codes, one.town, one.by_document, year, one.is_draft, apart)
        groups[key].append(one)
    nodes = [tuple(sorted(group, key=lambda one: one.id)) for group in groups.values()]
    return sorted(nodes, key=lambda node: node[0].id)


def within_node(node: Node) -> Iterator[Judgement]:
    """Yield a judgement on the first of the node and each other one: their comparison is that of all pairs."""
    for other in node[1:]:
        yield _judgement(node[0], other, compare(node[0], other), RULE)


def block_keys(one: Profile) -> tuple[tuple[str, ...], ...]:
    """Return the keys of which two entities that may be one share at least one.

    A homonym has one for each division that it may be; a kind of facility that its document places, one for each
    division around it.
    """
    names = {official_division(code) for code in one.codes} or {one.place}
    if one.town:
        names = {one.town}
    elif one.type in ("Facility", "Initiative") and one.by_document:
        names |= set(one.chain)
    return tuple((one.type, *one.rest, name) for name in sorted(names))


def _blocks(nodes: Sequence[Node]) -> Iterator[list[Node]]:
    blocks: dict[tuple[str, ...], list[Node]] = defaultdict(list)
    for node in nodes:
        if not node[0].is_local:
            for key in block_keys(node[0]):
                blocks[key].append(node)
    return (blocks[key] for key in sorted(blocks) if len(blocks[key]) > 1)


def _pairs(block: Sequence[Node]) -> Iterator[tuple[Node, Node]]:
    if len(block) <= _CROWD:
        return combinations(block, 2)
    return pairwise(sorted(block, key=lambda node: (node[0].chain, node[0].id)))


def without_conflicts(
    verdicts: Mapping[tuple[str, str], Verdict], profiles: Mapping[str, Profile]
) -> Iterator[Judgement]:
    """Yield the judgements on nodes; one that is the same as two different ones is undecided.

    东区总工会 fits 霁州市东区总工会 and 槿川市东区总工会, so it is neither.
    """
    partners: dict[str, set[str]] = defaultdict(set)
    for (left, right), (verdict, _) in verdicts.items():
        if verdict == "same":
            partners[left].add(right)
            partners[right].add(left)
    torn = {id_ for id_, found in partners.items() if _is_torn(found, profiles)}
    for (left, right), (found_verdict, found_score) in sorted(verdicts.items()):
        verdict, score = found_verdict, found_score
        if verdict == "same" and ({left, right} & torn):
            verdict, score = "undecided", 0.5
        if verdict != "different" or partners.keys() & {left, right}:
            yield Judgement(left, right, verdict, RULE, score)


def _is_torn(partners: set[str], profiles: Mapping[str, Profile]) -> bool:
    found = sorted(partners)[:_CROWD]
    pairs = combinations(found, 2)
    return any(compare(profiles[left], profiles[right]).verdict == "different" for left, right in pairs)
