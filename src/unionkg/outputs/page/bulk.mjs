// The large drawing told as shapes, for a vector picture: what is in sight, with the same names.

import { namesOf } from "./crowdpaint.mjs";
import { modalityLine } from "./kinds.mjs";

/** Return `{ scale, nodes, lines, bulk, labels, lineLabels, hulls, origin }` of a `Field`, like `annotate` of a `Stage`. */
export function annotatedCrowd(field) {
  const { crowd, camera, lit, palette } = field;
  const inSight = ({ x, y }) => x > -40 && y > -40 && x < field.width + 40 && y < field.height + 40;
  const nodes = [];
  for (const i of crowd.members) {
    const at = field.toScreen(crowd.x[i], crowd.y[i]);
    const { id } = crowd.data.nodes[i];
    const isSelected = field.app.state.selection?.node === id;
    if (inSight(at)) nodes.push({ id, ...at, radius: field.radiusOf(i), isLit: Boolean(lit?.nodes.has(id)), isSelected });
  }
  const { labels } = namesOf(field);
  return { scale: camera.k, nodes, lines: [], bulk: linePaths(field, palette), labels, lineLabels: [], hulls: [], origin: camera };
}

function linePaths(field, palette) {
  const { crowd, lit } = field;
  const paths = { actual: [], planned: [], past: [], lit: [] };
  const inside = (a, b, most) => !((a < 0 && b < 0) || (a > most && b > most));
  for (const edge of crowd.edges) {
    const a = field.toScreen(crowd.x[edge.source], crowd.y[edge.source]);
    const b = field.toScreen(crowd.x[edge.target], crowd.y[edge.target]);
    if (!inside(a.x, b.x, field.width) || !inside(a.y, b.y, field.height)) continue;
    paths[lit?.edges.has(edge.id) ? "lit" : modalityLine(edge.modality)].push(`M${a.x.toFixed(1)},${a.y.toFixed(1)}L${b.x.toFixed(1)},${b.y.toFixed(1)}`);
  }
  const strength = (lit ? 0.15 : 1) * Math.max(0.12, Math.min(0.8, 5000 / Math.max(1, crowd.edges.length)));
  const look = { stroke: palette.edge, "stroke-width": 0.8, fill: "none" };
  return [
    { d: paths.actual.join(""), ...look, "stroke-opacity": strength },
    { d: paths.planned.join(""), ...look, "stroke-opacity": strength, "stroke-dasharray": "6 4" },
    { d: paths.past.join(""), ...look, "stroke-opacity": strength / 2 },
    { d: paths.lit.join(""), ...look, stroke: palette.accent, "stroke-width": 1.6 },
  ].filter(({ d }) => d);
}
