// Geometry of the drawing: bundles of edges, curves, hulls, which parts a selection lights.

import { modalityLine } from "./kinds.mjs";

/**
 * Return the lines to draw: edges between the same two nodes become one line a style (solid, dashed, faded), straight
 * unless the pair has lines of several styles. `forth` and `back` tell where arrows go.
 */
export function bundle(edges) {
  const lines = new Map();
  const ofPair = new Map();
  for (const edge of edges) {
    if (edge.from === edge.to) continue;
    const [a, b] = edge.from < edge.to ? [edge.from, edge.to] : [edge.to, edge.from];
    const style = modalityLine(edge.modality);
    const id = JSON.stringify([a, b, style]);
    if (!lines.has(id)) {
      lines.set(id, { id, a, b, style, edges: [], forth: false, back: false, bend: 0 });
      const pair = JSON.stringify([a, b]);
      ofPair.set(pair, [...(ofPair.get(pair) ?? []), id]);
    }
    const line = lines.get(id);
    line.edges.push(edge);
    if (edge.type === "partneredWith") continue;
    if (edge.from === a) line.forth = true;
    else line.back = true;
  }
  for (const ids of ofPair.values()) {
    if (ids.length > 1) ids.forEach((id, i) => Object.assign(lines.get(id), { bend: [0.22, -0.22, 0.5][i] }));
  }
  return [...lines.values()];
}

/** Return the control point of a bent line as vis-network computes it, or null for a straight one. */
export function controlPoint(from, to, bend) {
  if (!bend) return null;
  const roundness = Math.abs(bend);
  const turn = bend > 0 ? roundness : -roundness;
  const dx = to.x - from.x;
  const dy = from.y - to.y;
  const length = Math.hypot(dx, dy);
  const angle = Math.atan2(dy, dx) + (turn * 0.5 + 0.5) * Math.PI;
  const reach = (roundness * 0.5 + 0.5) * length;
  return { x: from.x + reach * Math.sin(angle), y: from.y + reach * Math.cos(angle) };
}

/** Return the point at `share` of the way. */
export function pointAt(from, to, via, share) {
  const rest = 1 - share;
  if (!via) return { x: from.x * rest + to.x * share, y: from.y * rest + to.y * share };
  return {
    x: rest * rest * from.x + 2 * rest * share * via.x + share * share * to.x,
    y: rest * rest * from.y + 2 * rest * share * via.y + share * share * to.y,
  };
}

/** Return the IDs that a selection lights: `{ nodes: Set, edges: Set }`, or null without a selection. */
export function lit(selection, view, path) {
  if (!selection) return null;
  if (selection.path) return path ? { nodes: new Set(path.nodes), edges: new Set(path.edges.map((e) => e.id)) } : null;
  if (selection.edges) {
    const chosen = view.edges.filter((edge) => selection.edges.includes(edge.id));
    if (!chosen.length) return null;
    return { nodes: new Set(chosen.flatMap((e) => [e.from, e.to])), edges: new Set(chosen.map((e) => e.id)) };
  }
  if (!view.places.has(selection.node)) return null;
  const touching = view.edges.filter((edge) => edge.from === selection.node || edge.to === selection.node);
  const nodes = new Set([selection.node, ...touching.flatMap((edge) => [edge.from, edge.to])]);
  return { nodes, edges: new Set(touching.map((edge) => edge.id)) };
}

/** Return the convex hull of points, counter-clockwise (Andrew's monotone chain). */
export function hull(points) {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const cross = (o, a, b) => (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
  const half = (list) => {
    const chain = [];
    for (const point of list) {
      while (chain.length > 1 && cross(chain.at(-2), chain.at(-1), point) <= 0) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

/** Return an SVG path of the hull of `points`, `margin` wider, its corners rounded. */
export function blob(points, margin) {
  const around = points.flatMap(({ x, y }) =>
    [0, 1, 2, 3, 4, 5, 6, 7].map((i) => ({
      x: x + margin * Math.cos((i * Math.PI) / 4),
      y: y + margin * Math.sin((i * Math.PI) / 4),
    })),
  );
  const corners = hull(around);
  const middle = (a, b) => `${((a.x + b.x) / 2).toFixed(1)},${((a.y + b.y) / 2).toFixed(1)}`;
  const steps = corners.map((corner, i) => {
    const next = corners[(i + 1) % corners.length];
    return `Q${corner.x.toFixed(1)},${corner.y.toFixed(1)} ${middle(corner, next)}`;
  });
  return `M${middle(corners.at(-1), corners[0])}${steps.join("")}Z`;
}
