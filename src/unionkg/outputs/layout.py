"""Where the nodes of the page stand: importance, communities, positions.

Everything is computed over indexes into a sorted tuple of nodes, seeded, and without iteration over sets of strings,
so equal input gives equal positions. Where a node starts, and which way the drawing is turned, hang on the nodes'
keys and not on their number: a new document moves little. Positions are pixels at scale 1, y downwards, the drawing
centred on the origin.
"""

import hashlib
import math
from collections.abc import Iterable, Sequence
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# A place or a group joins half of the graph and says little of it; it has to earn its seat in the overview.
_TYPE_WEIGHT = {"Organization": 1.3, "Place": 0.5, "Group": 0.6, "Event": 0.9, "Award": 0.9, "Work": 0.8}

_STRESS_LIMIT = 400
_LOUVAIN_LIMIT = 5000
_EDGE_LENGTH = 62.0
_CELL = (64.0, 44.0)
_GAP = 56.0
_ASPECT = 1.1


def importance(types: Sequence[str], pairs: Sequence[tuple[int, int]], weights: Sequence[int]) -> list[float]:
    """Return one score a node: distinct neighbours, each counted by its share of witnesses, times the type's weight."""
    heaviest: dict[tuple[int, int], int] = {}
    for (a, b), weight in zip(pairs, weights, strict=True):
        key = (min(a, b), max(a, b))
        heaviest[key] = heaviest.get(key, 0) + weight
    scores = [0.0] * len(types)
    for (a, b), weight in sorted(heaviest.items()):
        if a != b:
            share = 1 + 0.4 * math.log1p(weight)
            scores[a] += share
            scores[b] += share
    return [score * _TYPE_WEIGHT.get(kind, 1.0) for score, kind in zip(scores, types, strict=True)]


def overview(scores: Sequence[float], pairs: Sequence[tuple[int, int]], limit: int) -> list[int]:
    """Return the nodes to show first, at most `limit`, the most important first.

    Of a graph beyond the limit, only nodes that touch another chosen one are taken: a lone dot explains nothing.
    """
    order = sorted(range(len(scores)), key=lambda node: (-scores[node], node))
    if len(order) <= limit:
        return order
    rejected: set[int] = set()
    for _ in range(6):
        chosen = [node for node in order if node not in rejected][:limit]
        inside = set(chosen)
        touched = {node for a, b in pairs if a != b and a in inside and b in inside for node in (a, b)}
        lone = inside - touched
        if not lone:
            return chosen
        rejected |= lone
    return [node for node in chosen if node in touched]


def communities(count: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """Return the community of each node, numbered by size, the largest 0.

    Louvain (Blondel et al. 2008); above 5 000 nodes label propagation (Traag, Šubelj 2023), which finds as good ones
    there in an eighth of the time. Both are seeded.
    """
    graph = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(sorted({(min(a, b), max(a, b)) for a, b in pairs if a != b}))
    if count > _LOUVAIN_LIMIT:
        parts = list(nx.community.fast_label_propagation_communities(graph, seed=7))
    else:
        parts = nx.community.louvain_communities(graph, seed=7) if count else []
    result = [0] * count
    for number, part in enumerate(sorted((sorted(part) for part in parts), key=lambda part: (-len(part), part[0]))):
        for node in part:
            result[node] = number
    return result


def arrange(
    count: int, pairs: Iterable[tuple[int, int]], groups: Sequence[int], *, keys: Sequence[str] = ()
) -> list[tuple[int, int]]:
    """Return a position for each of `count` nodes: components laid out apart, freed of overlaps, packed together.

    `keys` are the nodes' lasting names, their numbers where none are given.
    """
    starts = _starts(keys or [str(node) for node in range(count)])
    edges = sorted({(min(a, b), max(a, b)) for a, b in pairs if a != b})
    graph = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(edges)
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=_packing_order)
    blocks: list[tuple[list[int], Floats]] = []
    lone = [part[0] for part in parts if len(part) == 1]
    for part in parts:
        if len(part) > 1:
            blocks.append((part, _lay_out(part, graph, groups, starts[part])))
    width = _fitting_width(blocks)
    if lone:
        blocks.append((lone, _grid(len(lone), width)))
    placed = _pack(blocks, count, width)
    return [(round(float(x)), round(float(y))) for x, y in placed]


def _packing_order(part: list[int]) -> tuple[int, int]:
    """Large ones first, but in classes of size: one node more is no reason to change places with a neighbour."""
    return -len(part).bit_length(), part[0]


def _starts(keys: Sequence[str]) -> Floats:
    """Return two numbers in [-1, 1] for each key, the same in every build."""
    digests = b"".join(hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8).digest() for key in keys)
    return np.frombuffer(digests, dtype="<u4").reshape(-1, 2) / 2**31 - 1.0


def _lay_out(part: list[int], graph: "nx.Graph[int]", groups: Sequence[int], starts: Floats) -> Floats:
    index = {node: position for position, node in enumerate(part)}
    ends = sorted((index[a], index[b]) for a in part for b in graph[a] if index[a] < index[b])
    pairs = np.array(ends, dtype=np.int64)
    belongs = np.array([groups[node] for node in part], dtype=np.int64)
    degree = np.bincount(pairs.ravel(), minlength=len(part))
    if len(part) == 2:
        points = np.array([[-0.9, 0.0], [0.9, 0.0]]) * _EDGE_LENGTH
    elif len(part) <= _STRESS_LIMIT:
        points = _landscape(_stress(len(part), pairs, belongs, starts) * _EDGE_LENGTH, starts, degree)
    else:
        smooth = _smooth(starts, pairs[:, 0], pairs[:, 1], degree + 1.0)
        points = _landscape(_linlog(len(part), pairs, smooth), starts, degree)
        area = math.sqrt(len(part) * _CELL[0] * _CELL[1] * 2.2)
        points *= area / max(1e-9, 2 * math.sqrt(float(points.std(0).prod())) * 1.9)
    return _separate(points, degree, starts)


def _stress(count: int, pairs: Ints, groups: Ints, starts: Floats) -> Floats:
    """Stress majorisation (Gansner, Koren, North 2004); a hub keeps its many neighbours further away."""
    adjacent = np.zeros((count, count))
    adjacent[pairs[:, 0], pairs[:, 1]] = adjacent[pairs[:, 1], pairs[:, 0]] = 1
    degree = adjacent.sum(0)
    apart = degree[:, None] + degree[None, :] - 2 * (adjacent @ adjacent)
    lengths = np.maximum(apart, 1.0) ** 0.38
    lengths *= np.where(groups[:, None] == groups[None, :], 0.9, 1.3)
    distances = np.where(adjacent > 0, lengths, np.inf)
    np.fill_diagonal(distances, 0)
    for middle in range(count):
        np.minimum(distances, distances[:, middle, None] + distances[None, middle], out=distances)
    np.fill_diagonal(distances, 1)
    weights = distances**-2
    np.fill_diagonal(weights, 0)
    solve = np.linalg.pinv(np.diag(weights.sum(1)) - weights)
    points = _classical(np.where(np.eye(count) > 0, 0, distances), starts)
    for _ in range(160):
        delta = points[:, None] - points[None]
        current = np.maximum(np.hypot(delta[..., 0], delta[..., 1]), 1e-9)
        pull = -weights * distances / current
        np.fill_diagonal(pull, 0)
        np.fill_diagonal(pull, -pull.sum(1))
        moved = solve @ (pull @ points)
        done = float(np.abs(moved - points).max()) < 1e-3
        points = moved
        if done:
            break
    return points


def _classical(distances: Floats, starts: Floats) -> Floats:
    """Return the two leading principal coordinates of a distance matrix; its ties are broken by key."""
    count = len(distances)
    centred = distances**2
    centred = -0.5 * (centred - centred.mean(0) - centred.mean(1)[:, None] + centred.mean())
    values, vectors = np.linalg.eigh(centred)
    top = vectors[:, -2:][:, ::-1] * np.sqrt(np.maximum(values[-2:][::-1], 1e-6))
    return np.asarray(top * _signs(top, starts, np.ones(count)) + starts * 0.03)


def _signs(points: Floats, starts: Floats, weights: Floats) -> Floats:
    """Return 1 or -1 for each axis: the way round in which the nodes lie nearer to their starts."""
    return np.where((points * starts * weights[:, None]).sum(0) < 0, -1.0, 1.0)


def _linlog(count: int, pairs: Ints, points: Floats, *, sample: int = 9) -> Floats:
    """LinLog attraction (Noack 2007) with sampled repulsion: O((edges + nodes * sample) * rounds).

    `points` are where the nodes start.
    """
    random = np.random.default_rng(1)
    source, target = pairs[:, 0], pairs[:, 1]
    degree = np.bincount(pairs.ravel(), minlength=count) + 1.0
    rounds = 220 if count <= 30_000 else 120
    share = (1 / np.sqrt(np.minimum(degree[source], degree[target])))[:, None]
    for turn in range(rounds):
        delta = points[target] - points[source]
        length = np.hypot(delta[:, 0], delta[:, 1])[:, None] + 1e-9
        pull = np.log1p(length) * delta / length * share * (2.5 if turn < rounds // 3 else 1.0)
        force = np.stack(
            [
                np.bincount(source, weights=pull[:, axis], minlength=count)
                - np.bincount(target, weights=pull[:, axis], minlength=count)
                for axis in (0, 1)
            ],
            axis=1,
        )
        for other in random.integers(0, count, size=(sample, count)):
            gap = points - points[other]
            near = (gap * gap).sum(1) + 1.0
            force += (np.sqrt(degree * degree[other]) * (0.08 * count / sample) / near)[:, None] * gap
        force -= 0.006 * points * np.sqrt(degree)[:, None]
        size = np.hypot(force[:, 0], force[:, 1])[:, None] + 1e-9
        points = points + force / size * np.minimum(size, 0.15 * math.sqrt(count) * (1 - turn / rounds) + 0.5) * 0.5
    return points


def _smooth(points: Floats, source: Ints, target: Ints, degree: Any, *, rounds: int = 25) -> Floats:
    """Return starts smoothed along the edges, which leaves communities apart: power iteration of the random walk."""
    count = len(points)
    for _ in range(rounds):
        mixed = points.copy()
        for axis in (0, 1):
            mixed[:, axis] += np.bincount(source, weights=points[target, axis], minlength=count)
            mixed[:, axis] += np.bincount(target, weights=points[source, axis], minlength=count)
        points = mixed / degree[:, None]
        points -= points.mean(0)
        points[:, 1] -= points[:, 0] * (points[:, 0] @ points[:, 1]) / max(1e-12, float(points[:, 0] @ points[:, 0]))
        points *= math.sqrt(count) / np.maximum(1e-9, points.std(0))
    return points


def _landscape(points: Floats, starts: Floats, degree: Ints) -> Floats:
    """Turn the drawing so that its long axis, if it has one, lies flat; stretch it towards the shape of a screen.

    A round drawing is turned and mirrored so that its hubs lie nearest to their starts (orthogonal Procrustes): its own
    axis hangs on single nodes, and would turn it with every document.
    """
    points = points - points.mean(0)
    weighted = starts * (degree.astype(float) ** 2)[:, None]
    values, axes = np.linalg.eigh(np.cov(points.T))
    if values[1] > 1.6 * values[0]:
        turned = points @ axes[:, ::-1]
        turned *= np.where((turned * weighted).sum(0) < 0, -1.0, 1.0)
    else:
        left, _, right = np.linalg.svd(points.T @ weighted)
        turned = points @ (left @ right)
    width, height = (turned.max(0) - turned.min(0)).tolist()
    shape = width / max(height, 1e-9) / _ASPECT
    turned[:, 0] *= min(1.3, max(1.0, 1 / max(shape, 1e-9)))
    turned[:, 1] *= min(1.4, max(1.0, shape))
    return np.asarray(turned)


def _separate(points: Floats, degree: Ints, starts: Floats, *, rounds: int = 140) -> Floats:
    """Push nodes apart until no two share the room of a node with its label; a hub, whose label matters, has more."""
    points = points + starts
    room = np.array(_CELL) * (1 + np.minimum(1, degree / 14)[:, None] * np.array([0.6, 0.3]))
    for _ in range(rounds if len(points) <= 5000 else rounds // 4):
        left, right, overlap = _close_pairs(points, room)
        if not len(left):
            break
        delta = points[left] - points[right]
        flat = overlap[:, 0] / _CELL[0] < overlap[:, 1] / _CELL[1]
        axis = np.where(flat, 0, 1)
        rows = np.arange(len(left))
        push = np.where(delta[rows, axis] < 0, -1, 1) * (overlap[rows, axis] * 0.3 + 0.5)
        np.add.at(points, (left, axis), push)
        np.add.at(points, (right, axis), -push)
    return points


def _close_pairs(points: Floats, room: Floats) -> tuple[Ints, Ints, Floats]:
    """Return all pairs whose rooms overlap, and by how much in x and y; a grid of cells finds them."""
    cells = np.floor(points / room.max(0)).astype(np.int64)
    cells -= cells.min(0)
    stride = int(cells[:, 0].max()) + 3
    keys = (cells[:, 1] + 1) * stride + cells[:, 0] + 1
    order = np.argsort(keys, kind="stable")
    ranked = keys[order]
    lefts, rights = [], []
    for shift in (0, 1, stride - 1, stride, stride + 1):
        low = np.searchsorted(ranked, keys + shift, "left")
        counts = np.searchsorted(ranked, keys + shift, "right") - low
        left = np.repeat(np.arange(len(points)), counts)
        offset = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        right = order[np.repeat(low, counts) + offset]
        keep = (left < right) if shift == 0 else np.ones(len(left), dtype=bool)
        lefts.append(left[keep])
        rights.append(right[keep])
    left, right = np.concatenate(lefts), np.concatenate(rights)
    overlap = (room[left] + room[right]) / 2 - np.abs(points[left] - points[right])
    close = (overlap > 0).all(1)
    return left[close], right[close], overlap[close]


def _size(points: Floats) -> tuple[float, float]:
    width, height = (points.max(0) - points.min(0) + _GAP).tolist()
    return width, height


def _fitting_width(blocks: list[tuple[list[int], Floats]]) -> float:
    """Return the width at which the blocks together take the shape of a screen."""
    sizes = [_size(points) for _, points in blocks]
    return max([width for width, _ in sizes] + [math.sqrt(sum(w * h for w, h in sizes) * _ASPECT)])


def _grid(count: int, width: float) -> Floats:
    """Return rows of `count` places, `width` wide; a landscape where nothing else is there."""
    step_x, step_y = _CELL[0] * 1.25, _CELL[1] * 1.15
    columns = int((width - _GAP) / step_x) + 1 if width > 2 * step_x else math.ceil(math.sqrt(count * 2.2))
    return np.array([[(i % columns) * step_x, (i // columns) * step_y] for i in range(count)])


def _pack(blocks: list[tuple[list[int], Floats]], count: int, limit: float) -> Floats:
    """Put block after block where it comes to lie highest, `limit` wide or as wide as the widest (skyline)."""
    placed = np.zeros((count, 2))
    sizes = [_size(points) for _, points in blocks]
    limit = max([limit, *(width for width, _ in sizes)])
    skyline = [(0.0, 0.0), (limit, math.inf)]
    for (nodes, points), (width, height) in zip(blocks, sizes, strict=True):
        x, y = _lowest_seat(skyline, width, limit)
        placed[nodes] = points - points.min(0) + [x, y]
        end_level = [level for start, level in skyline if start <= x + width][-1]
        skyline = [corner for corner in skyline if not x <= corner[0] <= x + width]
        skyline = sorted([*skyline, (x, y + height), (x + width, end_level)])
    if count:
        placed -= (placed.max(0) + placed.min(0)) / 2
    return placed


def _lowest_seat(skyline: list[tuple[float, float]], width: float, limit: float) -> tuple[float, float]:
    """Return x and y of the highest free place for a block; `skyline` holds (x, y from there on), sorted."""
    best = (math.inf, 0.0)
    for start, _ in skyline:
        if start + width > limit + 1e-6:
            break
        inside = [level for x, level in skyline if start <= x < start + width - 1e-6]
        best = min(best, (max(inside), start))
    return best[1], best[0]
