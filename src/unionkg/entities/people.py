"""Same name is not same person: which namesakes of several documents are one.

Two namesakes are one when they serve the same body, or bodies of the same place. One without any body is joined when
all others of the name are one person. What remains is kept apart and reported as undecided.
"""

from collections.abc import Iterable, Mapping
from itertools import combinations

import networkx as nx

from unionkg.model import Judgement

RULE = "namesakes"


def judge_namesakes(ids: Iterable[str], circles: Mapping[str, frozenset[str]]) -> list[Judgement]:
    """Return a judgement on pairs of namesakes; `circles` maps each ID to the bodies and places of its posts."""
    people = sorted(ids)
    graph = nx.Graph()
    graph.add_nodes_from(person for person in people if circles[person])
    graph.add_edges_from(
        (left, right) for left, right in combinations(graph.nodes, 2) if circles[left] & circles[right]
    )
    known = sorted(min(part) for part in nx.connected_components(graph))
    judgements = [Judgement(left, right, "same", RULE, 0.9) for left, right in sorted(map(sorted, graph.edges))]
    loose = [person for person in people if not circles[person]]
    if len(known) <= 1:
        anchor = known[0] if known else people[0]
        judgements += [Judgement(anchor, person, "same", RULE, 0.6) for person in loose if person != anchor]
    else:
        judgements += [Judgement(person, known[0], "undecided", RULE, 0.5) for person in loose]
        judgements += [Judgement(left, right, "undecided", RULE, 0.5) for left, right in combinations(known, 2)]
    return judgements
