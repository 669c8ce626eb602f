// What stands on the screen, in pixels: the one place that decides which labels show and where.

import { rangeLabel } from "./dates.mjs";
import { Grid, placeLabels, wrapLabel } from "./labels.mjs";
import { screenRadius } from "./sizes.mjs";
import { controlPoint, pointAt } from "./scene.mjs";
import { edgeName } from "./telling.mjs";

export const FONT = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif';
export const LINE_HEIGHT = 1.28;
const MOST_LABELS = 280;
// Beyond so many nodes a hub without a name is worse than a small node under a label.
const CROWD = 140;
const widths = new Map();

export function labelFont(item) {
  return `${item.bold ? 600 : 400} ${item.size}px ${FONT}`;
}

/** Return `{ nodes, lines, labels, lineLabels }` for a stage. */
export function annotate(stage) {
  const scale = stage.network.getScale();
  const viewport = stage.size();
  const ctx = stage.host.querySelector("canvas").getContext("2d");
  const nodes = screenNodes(stage, scale, viewport);
  const hubs = hubsOf(stage, nodes);
  const items = nodes
    .filter((item) => !stage.lit || item.isLit || item.isHovered)
    .sort((a, b) => b.priority - a.priority)
    .slice(0, MOST_LABELS)
    .map((item) => labelItem(item, hubs.has(item.id), stage, ctx, nodes.length));
  const covered = stage.covered();
  const boxes = placeLabels(items, viewport, [...covered, ...obstacles(nodes, items)]);
  const labels = items.filter((item) => boxes.has(item.id)).map((item) => ({ ...item, box: boxes.get(item.id) }));
  const lines = screenLines(stage);
  return { scale, nodes, lines, labels, lineLabels: lineLabels(stage, { lines, nodes, labels, covered, ctx, viewport }) };
}

function screenNodes(stage, scale, viewport) {
  const { data, state } = stage.app;
  const found = [];
  for (const id of stage.places.keys()) {
    const { x, y } = stage.network.canvasToDOM(stage.network.getPosition(id));
    if (x < -60 || y < -60 || x > viewport.width + 60 || y > viewport.height + 60) continue;
    const isLit = Boolean(stage.lit?.nodes.has(id));
    const isHovered = stage.hovered?.node === id;
    const isSelected = state.selection?.node === id || Boolean(state.selection?.path?.includes(id));
    const priority = data.nodeById.get(id).score + (isLit ? 1e4 : 0) + (isSelected ? 1e6 : 0) + (isHovered ? 1e7 : 0);
    found.push({ id, x, y, radius: screenRadius(stage.radius(id), scale), isLit, isHovered, isSelected, priority });
  }
  return found;
}

function hubsOf(stage, nodes) {
  const score = (item) => stage.app.data.nodeById.get(item.id).score;
  const count = Math.min(10, Math.floor(nodes.length / 8));
  return new Set([...nodes].sort((a, b) => score(b) - score(a)).slice(0, count).map((item) => item.id));
}

function labelItem(item, isHub, stage, ctx, shown) {
  const bold = isHub || item.isSelected;
  const size = bold ? 13.5 : 12.5;
  const lines = wrapLabel(stage.app.data.nodeById.get(item.id).label);
  const width = Math.max(...lines.map((line) => textWidth(ctx, line, labelFont({ bold, size })))) + 4;
  const must = (isHub && shown > CROWD) || item.isSelected || item.isHovered;
  return { ...item, bold, size, lines, width, height: lines.length * size * LINE_HEIGHT, must };
}

// Nodes without a label of their own to place still want to be seen, unless a selection has faded them.
function obstacles(nodes, items) {
  const labelled = new Set(items.map((item) => item.id));
  return nodes
    .filter((item) => !labelled.has(item.id) && item.isLit)
    .map(({ x, y, radius }) => ({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius }));
}

/** Return how wide `text` is in `font`, in pixels. */
export function textWidth(ctx, text, font) {
  const key = `${font}|${text}`;
  if (!widths.has(key)) {
    ctx.save();
    ctx.font = font;
    widths.set(key, ctx.measureText(text).width);
    ctx.restore();
  }
  return widths.get(key);
}

/** Return what a line's label says: the roles or relation names of its edges. */
export function lineText(edges) {
  const one = (edge) => {
    const name = edgeName(edge);
    return [name, rangeLabel(edge.start, edge.end)].filter(Boolean).join(" ");
  };
  const names = [...new Set(edges.map(one))];
  const rest = names.length - 2;
  return names.slice(0, 2).join("、") + (rest > 0 ? ` +${rest}` : "");
}

function screenLines(stage) {
  const point = (id) => stage.network.canvasToDOM(stage.network.getPosition(id));
  return [...stage.lines.values()].map((line) => {
    const from = point(line.a);
    const to = point(line.b);
    return { ...line, start: from, stop: to, via: controlPoint(from, to, line.bend), isLit: stage.isLit(line) };
  });
}

function lineLabels(stage, { lines, nodes, labels, covered, ctx, viewport }) {
  if (!stage.lit) return [];
  const grid = new Grid();
  for (const box of [...covered, ...labels.map((label) => label.box)]) grid.add(box);
  for (const { x, y, radius, isLit } of nodes) {
    if (isLit) grid.add({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius });
  }
  const found = [];
  for (const line of lines.filter((one) => one.isLit)) {
    const text = lineText(line.edges.filter((edge) => stage.lit.edges.has(edge.id)));
    const width = textWidth(ctx, text, labelFont({ size: 11.5 })) + 12;
    for (const share of [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73]) {
      const { x, y } = pointAt(line.start, line.stop, line.via, share);
      const box = { left: x - width / 2, right: x + width / 2, top: y - 9.5, bottom: y + 9.5 };
      const inside = box.left > 0 && box.top > 0 && box.right < viewport.width && box.bottom < viewport.height;
      if (!inside || grid.hits(box).length) continue;
      grid.add(box);
      found.push({ text, box, x, y });
      break;
    }
  }
  return found;
}
