"""Positions, importance and communities of the page."""

import itertools
import math
import random
import subprocess
import sys

import pytest

from unionkg.outputs.layout import arrange, communities, importance, overview


def _random_graph(count: int, edges: int, seed: int = 3) -> list[tuple[int, int]]:
    rand = random.Random(seed)
    return [(rand.randrange(count), rand.randrange(count)) for _ in range(edges)]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 40, 90])
def test_no_two_nodes_share_a_place(count: int) -> None:
    """Nodes stand at least 40 pixels apart in x or in y."""
    pairs = _random_graph(count, count * 2) if count else []
    points = arrange(count, pairs, communities(count, pairs))
    assert len(points) == count
    for (ax, ay), (bx, by) in itertools.combinations(points, 2):
        assert abs(ax - bx) >= 40 or abs(ay - by) >= 40


def test_large_graph_is_freed_of_most_overlaps() -> None:
    """Of 1 000 nodes fewer than 2 % of pairs in reach still overlap."""
    pairs = _random_graph(1000, 3000)
    points = arrange(1000, pairs, communities(1000, pairs))
    close = sum(
        abs(a[0] - b[0]) < 40 and abs(a[1] - b[1]) < 28
        for a, b in itertools.combinations(sorted(points), 2)
        if b[0] - a[0] < 40
    )
    assert close < 20


def test_small_components_stay_near() -> None:
    """Pairs and lone nodes are packed beside the large component, not scattered around it."""
    pairs = [*_random_graph(40, 90), *((40 + 2 * i, 41 + 2 * i) for i in range(8))]
    points = arrange(60, pairs, communities(60, pairs))
    width, height = (max(axis) - min(axis) for axis in zip(*points, strict=True))
    assert width * height < 60 * 64 * 44 * 8
    assert 0.4 < width / height < 2.6


def test_same_positions_under_any_hash_seed() -> None:
    """The order in which Python hashes strings does not move a node."""
    code = (
        "from unionkg.outputs.layout import arrange, communities\n"
        "import random\n"
        "r = random.Random(5); p = [(r.randrange(60), r.randrange(60)) for _ in range(120)]\n"
        "print(arrange(60, p, communities(60, p)))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(runs) == 1


def test_overview_leaves_out_lone_nodes_of_a_large_graph() -> None:
    """Every node of the overview touches another one of it."""
    pairs = _random_graph(400, 500)
    scores = importance(["Person"] * 400, pairs, [1] * len(pairs))
    chosen = overview(scores, pairs, 120)
    inside = set(chosen)
    assert 0 < len(chosen) <= 120
    assert all(any(a != b and node in (a, b) and {a, b} <= inside for a, b in pairs) for node in chosen)


def test_small_graph_is_shown_whole() -> None:
    """Up to the limit nothing is left out, lone nodes neither."""
    assert sorted(overview([1.0, 0.0, 2.0], [(0, 2)], 120)) == [0, 1, 2]


def test_place_counts_less_than_organisation() -> None:
    """With the same neighbours a place ranks below an organisation."""
    pairs = [(0, 2), (1, 2), (0, 3), (1, 3)]
    scores = importance(["Place", "Organization", "Person", "Person"], pairs, [1] * 4)
    assert scores[0] < scores[2] < scores[1]


def test_communities_are_numbered_by_size() -> None:
    """The largest community is 0."""
    cliques = [range(8), range(8, 13), range(13, 16)]
    pairs = [pair for clique in cliques for pair in itertools.combinations(clique, 2)]
    assert communities(16, pairs) == [0] * 8 + [1] * 5 + [2] * 3


@pytest.mark.parametrize("count", [300, 1500])
def test_a_document_more_moves_little(count: int) -> None:
    """When one node in fifty comes with its edges, the middle node moves by less than an eighth of the drawing."""
    rand = random.Random(11)
    houses = 8
    pairs = []
    for node in range(houses, count):
        own = range(node % houses, node, houses)
        pairs += [(node, rand.choice(own if rand.random() < 0.9 else range(node))) for _ in range(2)]
    keys = [f"key {node}" for node in range(count)]
    late = set(rand.sample(range(houses, count), count // 50))
    kept = [node for node in range(count) if node not in late]
    number = {node: i for i, node in enumerate(kept)}
    before_pairs = [(number[a], number[b]) for a, b in pairs if a in number and b in number]
    before = arrange(len(kept), before_pairs, communities(len(kept), before_pairs), keys=[keys[node] for node in kept])
    after = arrange(count, pairs, communities(count, pairs), keys=keys)
    width = max(x for x, _ in after) - min(x for x, _ in after)
    moved = sorted(math.dist(before[number[node]], after[node]) for node in kept)
    assert moved[len(moved) // 2] < width / 8
