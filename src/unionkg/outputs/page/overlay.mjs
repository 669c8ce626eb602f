// What changes from frame to frame over the large drawing: the selection, the pointer, a node that is dragged.

import { lineText } from "./annotate.mjs";
import { arrow } from "./crowdpaint.mjs";
import { Grid, wrapLabel } from "./labels.mjs";
import { modalityLine } from "./kinds.mjs";
import { drawName, drawTag, sprite } from "./paint.mjs";

const MOST_NAMES = 60;
const MOST_LINE_NAMES = 40;

/** Draw the lit nodes and edges with their names, the hovered one, the dragged one. */
export function drawOver(field) {
  const { context, crowd } = field;
  if (!crowd) return;
  const { data, state } = field.app;
  const grid = new Grid();
  for (const box of field.covered()) grid.add(box);
  // No name hangs over the rim.
  const rim = { top: 0, bottom: field.height };
  for (const [left, right] of [[-300, 0], [field.width, field.width + 300]]) grid.add({ left, right, ...rim });
  const chosen = new Set([state.selection?.node, ...(state.selection?.path ?? []), field.app.pathFrom].filter(Boolean));
  const names = new Set([...chosen].filter((id) => crowd.on[data.nodeById.get(id).number]));
  if (field.hovered?.node) names.add(field.hovered.node);
  const edges = touched(field);
  drawEdges(field, edges);
  const nodes = new Set([...(field.lit?.nodes ?? []), ...names]);
  if (field.dragged !== null) nodes.add(data.nodes[field.dragged].id);
  const ordered = [...nodes].map((id) => data.nodeById.get(id)).filter((node) => crowd.on[node.number]);
  ordered.sort((a, b) => Number(names.has(b.id)) - Number(names.has(a.id)) || b.score - a.score);
  for (const node of [...ordered].reverse()) {
    const { x, y } = field.screenOf(node.id);
    const radius = Math.max(field.radiusOf(node.number), names.has(node.id) ? 9 : 4);
    const ring = names.has(node.id) ? field.palette.ring : null;
    sprite(context, node.type, { x, y, radius, colours: field.palette, ring, ratio: field.ratio });
  }
  for (const node of ordered.slice(0, MOST_NAMES)) nameNode(field, node, names.has(node.id), grid);
  if (field.lit) nameEdges(field, edges, grid);
}

function touched(field) {
  const { edges } = field.crowd;
  const wanted = new Set(field.lit?.edges ?? []);
  const number = field.dragged;
  const found = wanted.size ? edges.filter((edge) => wanted.has(edge.id)) : [];
  if (number !== null) found.push(...edges.filter((edge) => edge.source === number || edge.target === number));
  return found.concat(field.hovered?.edges ?? []);
}

function drawEdges(field, edges) {
  const { context, crowd, camera } = field;
  const palette = field.palette;
  Object.assign(context, { strokeStyle: palette.accent, fillStyle: palette.accent, lineWidth: edges.length > 400 ? 0.8 : 1.8 });
  for (const edge of edges) {
    const style = modalityLine(edge.modality);
    context.globalAlpha = style === "past" ? 0.5 : edges.length > 400 ? 0.5 : 1;
    context.setLineDash(style === "planned" ? [7, 5] : []);
    const [a, b] = [field.toScreen(crowd.x[edge.source], crowd.y[edge.source]), field.toScreen(crowd.x[edge.target], crowd.y[edge.target])];
    context.beginPath();
    context.moveTo(a.x, a.y);
    context.lineTo(b.x, b.y);
    context.stroke();
    if (edges.length <= 400 && edge.type !== "partneredWith") arrow(context, field, camera, edge.source, edge.target);
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
}

function nameNode(field, node, isChosen, grid) {
  const { x, y } = field.screenOf(node.id);
  if (x < -80 || y < -40 || x > field.width + 80 || y > field.height + 40) return;
  const radius = Math.max(field.radiusOf(node.number), isChosen ? 9 : 4);
  const lines = wrapLabel(node.label);
  drawName(field.context, { lines, x, y, radius, bold: isChosen, must: isChosen, grid, palette: field.palette });
}

function nameEdges(field, edges, grid) {
  const groups = new Map();
  for (const edge of edges) {
    const key = [edge.source, edge.target].sort((a, b) => a - b).join(" ");
    groups.set(key, [...(groups.get(key) ?? []), edge]);
  }
  const { crowd, context } = field;
  for (const parallel of [...groups.values()].slice(0, MOST_LINE_NAMES)) {
    const [{ source, target }] = parallel;
    const [a, b] = [field.toScreen(crowd.x[source], crowd.y[source]), field.toScreen(crowd.x[target], crowd.y[target])];
    drawTag(context, { text: lineText(parallel), x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, grid, palette: field.palette });
  }
}
