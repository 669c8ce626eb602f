// Ways between two nodes: the shortest, all up to a length, and what both are linked to.

import { otherEnd } from "./data.mjs";

// A shared place or group of workers joins almost everything; a path through one says least.
const COST = { Place: 5, Group: 4, Award: 3 };
const MOST_WORK = 400000;

/**
 * Return `{ nodes, edges }` from `start` to `goal` over edges that `admits` lets through, or null. Ties go to edges with
 * more witnesses. Dijkstra over small whole costs, hence buckets; over numbers of nodes, for graphs of any size.
 */
export function findPath(data, start, goal, admits) {
  const { nodes, edges, links } = data;
  const [from, to] = [data.nodeById.get(start).number, data.nodeById.get(goal).number];
  const reached = new Int32Array(nodes.length).fill(-1);
  const via = new Int32Array(nodes.length).fill(-1);
  const done = new Uint8Array(nodes.length);
  const buckets = [[from]];
  reached[from] = 0;
  for (let cost = 0; cost < buckets.length; cost += 1) {
    for (const here of buckets[cost] ?? []) {
      if (done[here] || reached[here] !== cost) continue;
      done[here] = 1;
      if (here === to) return trace(data, via, from, to);
      for (let i = links.first[here]; i < links.first[here + 1]; i += 1) {
        const edge = edges[links.edge[i]];
        const other = edge.source === here ? edge.target : edge.source;
        const total = cost + (COST[nodes[other].type] ?? 2);
        if (done[other] || !isBetter(total, reached[other], edge, edges[via[other]], here) || !admits(edge)) continue;
        if (reached[other] !== total) (buckets[total] ??= []).push(other);
        reached[other] = total;
        via[other] = edge.number;
      }
    }
  }
  return null;
}

function isBetter(total, known, edge, before, here) {
  if (known < 0 || total < known) return true;
  const isParallel = total === known && (before.source === here || before.target === here);
  return isParallel && edge.count > before.count;
}

function trace({ nodes, edges }, via, from, to) {
  const path = { nodes: [nodes[to].id], edges: [] };
  for (let here = to; here !== from; ) {
    const edge = edges[via[here]];
    here = edge.source === here ? edge.target : edge.source;
    path.edges.unshift(edge);
    path.nodes.unshift(nodes[here].id);
  }
  return path;
}

/**
 * Return `{ paths, isCut }`: the simple paths of at most `longest` steps, short ones first, at most `limit` of them;
 * `isCut` tells that there may be more. Parallel edges are one step, told by the one with most witnesses.
 */
export function allPaths(data, start, goal, admits, { longest = 4, limit = 40 } = {}) {
  const left = distances(data, goal, admits, longest);
  const found = [];
  let work = 0;
  let isCut = false;
  const steps = (id) => {
    const best = new Map();
    for (const edge of data.edgesOf.get(id)) {
      const other = otherEnd(edge, id);
      if (other === id || !left.has(other) || !admits(edge)) continue;
      if (!best.has(other) || best.get(other).count < edge.count) best.set(other, edge);
    }
    return best;
  };
  const walk = (nodes, edges, length) => {
    const here = nodes.at(-1);
    if (here === goal) {
      if (edges.length === length) found.push({ nodes: [...nodes], edges: [...edges] });
      return;
    }
    for (const [other, edge] of steps(here)) {
      if (found.length >= limit || (work += 1) > MOST_WORK) {
        isCut = true;
        return;
      }
      if (nodes.includes(other) || edges.length + 1 + left.get(other) > length) continue;
      walk([...nodes, other], [...edges, edge], length);
    }
  };
  for (let length = 1; length <= longest && !isCut; length += 1) walk([start], [], length);
  return { paths: found, isCut };
}

function distances(data, goal, admits, longest) {
  const left = new Map([[goal, 0]]);
  let edge = [goal];
  for (let step = 1; step <= longest && edge.length; step += 1) {
    const next = [];
    for (const id of edge) {
      for (const one of data.edgesOf.get(id)) {
        const other = otherEnd(one, id);
        if (left.has(other) || !admits(one)) continue;
        left.set(other, step);
        next.push(other);
      }
    }
    edge = next;
  }
  return left;
}

/** Return the IDs within `steps` of `id` over edges that pass, nearest first, with the steps to each. */
export function around(data, id, admits, steps) {
  return distances(data, id, admits, steps);
}

/** Return what two nodes are both linked to: `{ id, edges }`, the most telling first. */
export function commonNeighbours(data, a, b, admits) {
  const byOther = (id) => {
    const found = new Map();
    for (const edge of data.edgesOf.get(id).filter(admits)) {
      const other = otherEnd(edge, id);
      found.set(other, [...(found.get(other) ?? []), edge]);
    }
    return found;
  };
  const [ofA, ofB] = [byOther(a), byOther(b)];
  const shared = [...ofA.keys()].filter((id) => id !== a && id !== b && ofB.has(id));
  const rank = (id) => (COST[data.nodeById.get(id).type] ?? 2) * 1e6 + data.nodeById.get(id).degree;
  return shared.sort((x, y) => rank(x) - rank(y)).map((id) => ({ id, edges: [...ofA.get(id), ...ofB.get(id)] }));
}
