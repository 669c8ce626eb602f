// The shortest path between two nodes.

import { otherEnd } from "./data.mjs";

// A shared place or group of workers joins almost everything; a path through one says least.
const COST = { Place: 5, Group: 4, Award: 3 };

/**
 * Return `{ nodes, edges }` from `start` to `goal` over edges that `admits` lets through, or null. Ties go to edges with
 * more witnesses. Dijkstra over small whole costs, hence buckets.
 */
export function findPath(data, start, goal, admits) {
  const reached = new Map([[start, { cost: 0, edge: null, from: null }]]);
  const buckets = [[start]];
  const done = new Set();
  for (let cost = 0; cost < buckets.length; cost += 1) {
    for (const id of buckets[cost] ?? []) {
      if (done.has(id) || reached.get(id).cost !== cost) continue;
      done.add(id);
      if (id === goal) return trace(reached, goal);
      for (const edge of [...data.edgesOf.get(id)].sort((a, b) => b.witnesses.length - a.witnesses.length)) {
        const other = otherEnd(edge, id);
        const total = cost + (COST[data.nodeById.get(other).type] ?? 2);
        if (done.has(other) || !admits(edge) || (reached.get(other)?.cost ?? Infinity) <= total) continue;
        reached.set(other, { cost: total, edge, from: id });
        buckets[total] = [...(buckets[total] ?? []), other];
      }
    }
  }
  return null;
}

function trace(reached, goal) {
  const nodes = [goal];
  const edges = [];
  for (let step = reached.get(goal); step.edge; step = reached.get(step.from)) {
    edges.unshift(step.edge);
    nodes.unshift(step.from);
  }
  return { nodes, edges };
}
