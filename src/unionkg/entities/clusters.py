"""From judgements on pairs to clusters: what was judged the same, as far as nobody judged it different."""

from collections.abc import Iterable

from unionkg.model import Cluster, Judgement


def cluster(
    ids: Iterable[str], judgements: Iterable[Judgement], decisions: Iterable[Judgement] = ()
) -> tuple[tuple[Cluster, ...], tuple[Judgement, ...]]:
    """Return the clusters sorted by ID, and the decisions that could not be followed.

    `judgements` come from rules, `decisions` from people, in the order in which they were made: of two decisions on
    one pair the later one counts. A pair that a person judged `different` never shares a cluster: what would join it,
    be it a rule or a chain of other decisions, is not followed. Rules are followed best score first, and what a rule
    judged `different` shares no cluster either, unless people's decisions joined it. Without `different`, the clusters
    are the connected components of the pairs that were judged `same`.

    >>> same, different = Judgement("a", "b", "same", "rule"), Judgement("a", "b", "different", "王审核")
    >>> [one.members for one in cluster("abc", [same])[0]]
    [('a', 'b'), ('c',)]
    >>> [one.members for one in cluster("abc", [same], [different])[0]]
    [('a',), ('b',), ('c',)]
    """
    forest = _Forest(ids)
    last = {frozenset((j.left, j.right)): j for j in decisions if j.left != j.right}
    for decision in last.values():
        if decision.verdict == "different":
            forest.keep_apart(decision.left, decision.right)
    refused = [j for j in last.values() if j.verdict == "same" and not forest.unite(j.left, j.right)]
    judgements = list(judgements)
    for judgement in judgements:
        if judgement.verdict == "different" and not forest.is_one(judgement.left, judgement.right):
            forest.keep_apart(judgement.left, judgement.right)
    for judgement in sorted(judgements, key=lambda j: (-j.score, j.left, j.right)):
        if judgement.verdict == "same":
            forest.unite(judgement.left, judgement.right)
    return forest.clusters(), tuple(refused)


class _Forest:
    """Disjoint sets (small into large) that know which other sets they must not meet."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._parts = {id_: [id_] for id_ in sorted(set(ids))}
        self._root = {id_: id_ for id_ in self._parts}
        self._apart: dict[str, set[str]] = {}

    def keep_apart(self, left: str, right: str) -> None:
        self._apart.setdefault(self._root[left], set()).add(self._root[right])
        self._apart.setdefault(self._root[right], set()).add(self._root[left])

    def is_one(self, left: str, right: str) -> bool:
        return self._root[left] == self._root[right]

    def unite(self, left: str, right: str) -> bool:
        """Join the sets of the two; return False, and change nothing, where they must stay apart."""
        kept, gone = sorted((self._root[left], self._root[right]), key=lambda root: (-len(self._parts[root]), root))
        if kept == gone:
            return True
        if gone in self._apart.get(kept, ()):
            return False
        for id_ in self._parts[gone]:
            self._root[id_] = kept
        self._parts[kept] += self._parts.pop(gone)
        for other in self._apart.pop(gone, set()):
            self._apart[other].discard(gone)
            self.keep_apart(kept, other)
        return True

    def clusters(self) -> tuple[Cluster, ...]:
        parts = (tuple(sorted(part)) for part in self._parts.values())
        return tuple(Cluster(part[0], part) for part in sorted(parts))
