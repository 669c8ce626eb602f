// Ways between two nodes: the shortest, all up to a length, and what both are linked to.

import { otherEnd } from "./data.mjs";

// A shared place or group of workers joins almost everything; a path through one says least.
const COST = { Place: 5, Group: 4, Award: 3 };
const MOST_WORK = 400000;

/**
 * Return `{ nodes, edges }` from `start` to `goal` over edges that `admits` lets through, or null. Of parallel edges the
 * one with most witnesses is taken. Dijkstra from both ends over small whole costs, hence buckets; over numbers of nodes,
 * for graphs of any size. A step costs what its two ends cost, which leaves the order of paths between two nodes as it is.
 */
export function findPath(data, start, goal, admits) {
  const ends = [start, goal].map((id) => data.nodeById.get(id).number);
  const sides = ends.map((number) => searchFrom(number, data.nodes.length));
  const best = { cost: start === goal ? 0 : Infinity, node: start === goal ? ends[0] : -1 };
  while (sides.every((side) => side.level < side.buckets.length)) {
    if (sides[0].level + sides[1].level >= best.cost) break;
    const [near, far] = sides[0].size <= sides[1].size ? sides : [sides[1], sides[0]];
    expandLevel(data, near, far, admits, best);
  }
  return best.node < 0 ? null : trace(data, sides, best.node, admits);
}

function searchFrom(number, count) {
  const reached = new Int32Array(count).fill(-1);
  reached[number] = 0;
  return { reached, before: new Int32Array(count).fill(-1), done: new Uint8Array(count), buckets: [[number]], level: 0, size: 1 };
}

// Settle all nodes at the side's next cost; where the other side has been, a path is complete.
function expandLevel({ nodes, edges, links }, side, far, admits, best) {
  const { reached, before, done, buckets, level } = side;
  for (const here of buckets[level] ?? []) {
    if (done[here] || reached[here] !== level) continue;
    done[here] = 1;
    const own = COST[nodes[here].type] ?? 2;
    for (let i = links.first[here]; i < links.first[here + 1]; i += 1) {
      const edge = edges[links.edge[i]];
      const other = edge.source === here ? edge.target : edge.source;
      const total = level + own + (COST[nodes[other].type] ?? 2);
      if (done[other] || (reached[other] >= 0 && reached[other] <= total) || !admits(edge)) continue;
      reached[other] = total;
      before[other] = here;
      side.size += 1;
      (buckets[total] ??= []).push(other);
      if (far.reached[other] >= 0 && total + far.reached[other] < best.cost) Object.assign(best, { cost: total + far.reached[other], node: other });
    }
  }
  buckets[level] = null;
  side.level += 1;
}

function trace(data, [fore, back], middle, admits) {
  const numbers = [middle];
  for (let here = fore.before[middle]; here >= 0; here = fore.before[here]) numbers.unshift(here);
  for (let here = back.before[middle]; here >= 0; here = back.before[here]) numbers.push(here);
  const edges = numbers.slice(1).map((number, i) => bestBetween(data, numbers[i], number, admits));
  return { nodes: numbers.map((number) => data.nodes[number].id), edges };
}

function bestBetween({ edges, links }, a, b, admits) {
  let best = null;
  for (let i = links.first[a]; i < links.first[a + 1]; i += 1) {
    const edge = edges[links.edge[i]];
    if (edge.source !== b && edge.target !== b) continue;
    if (admits(edge) && (!best || edge.count > best.count)) best = edge;
  }
  return best;
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
