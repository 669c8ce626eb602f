"""Same name is not same person: which namesakes of several documents are one.

Two namesakes are one when they serve the same body, or a body and a part of it; with a name of three characters or
more also when they serve bodies of one county or district, or unions of one city. One of whom no body is known is
joined when all others of the name are one person, unless the name has two characters: too many share those. What
remains is kept apart and reported as undecided.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

import networkx as nx

from unionkg.model import Judgement

RULE = "namesakes"


def is_common(name: str) -> bool:
    """Return whether so many people may have the name (李静) that more than the name has to agree."""
    return len(name) <= 2


def judge_namesakes(name: str, ids: Iterable[str], circles: Mapping[str, frozenset[str]]) -> list[Judgement]:
    """Return judgements on pairs of those called `name`; `circles` maps each ID to the bodies and places it serves.

    There is one judgement for each pair that has to be joined or looked at, not for each pair that there is.

    >>> circles = {"a": frozenset({"x"}), "b": frozenset({"x"}), "c": frozenset({"y"})}
    >>> [(j.left, j.right, j.verdict) for j in judge_namesakes("王伟", "abc", circles)]
    [('a', 'b', 'same'), ('a', 'c', 'undecided')]
    """
    people = sorted(ids)
    serving = defaultdict(list)
    for person in people:
        for body in sorted(circles.get(person, ())):
            serving[body].append(person)
    pairs = {pair for colleagues in serving.values() for pair in pairwise(colleagues)}
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from(pairs)  # the constructor looks for pandas anew on every call, which took half of resolution
    graph.add_nodes_from(person for person in people if circles.get(person))
    known = sorted(min(part) for part in nx.connected_components(graph))
    judgements = [Judgement(left, right, "same", RULE, 0.9) for left, right in sorted(pairs)]
    judgements += [Judgement(left, right, "undecided", RULE, 0.5) for left, right in pairwise(known)]
    loose = [person for person in people if not circles.get(person)]
    anchor = known[0] if known else people[0]
    verdict, score = ("undecided", 0.5) if len(known) > 1 or is_common(name) else ("same", 0.6)
    rest = (sorted((anchor, person)) for person in loose if person != anchor)
    return judgements + [Judgement(left, right, verdict, RULE, score) for left, right in rest]
