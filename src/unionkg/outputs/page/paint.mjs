// Painting on vis-network's canvas: nodes, hulls, labels.

import { annotate, FONT, labelFont, LINE_HEIGHT, textWidth } from "./annotate.mjs";
import { cssColour } from "./dom.mjs";
import { typeStyle } from "./kinds.mjs";
import { blob } from "./scene.mjs";
import { screenRadius } from "./sizes.mjs";

const NAMES = ["background", "label", "edge", "accent", "panel", "ring", "muted", "line"];

/** Return the colours of the theme that is on. */
export function currentPalette() {
  const palette = Object.fromEntries(NAMES.map((name) => [name, cssColour(`--${name}`)]));
  return { ...palette, isDark: document.documentElement.dataset.theme === "dark" };
}

export const GROUP_COLOURS = [
  "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#56b4e9", "#7a5fc0", "#c0392b", "#4f8a10", "#1b7f8c", "#a0522d", "#d4619b",
];
// In a crowd the tints of all communities lie over each other and tell nothing.
const MOST_TINTED = 400;
const paths = new Map();

function pathOf(style) {
  if (!paths.has(style.path)) paths.set(style.path, new Path2D(style.path));
  return paths.get(style.path);
}

/** Draw one glyph: shape in the type's colour, its character on top where there is room. */
export function drawGlyph(ctx, type, { x, y, radius, colours, ring = null, withText = true }) {
  const style = typeStyle(type);
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(radius, radius);
  if (ring) {
    ctx.lineWidth = 0.62;
    ctx.strokeStyle = ring;
    ctx.lineJoin = "round";
    ctx.stroke(pathOf(style));
  }
  ctx.lineWidth = 0.2;
  ctx.strokeStyle = colours.background;
  ctx.stroke(pathOf(style));
  ctx.fillStyle = colours.isDark ? style.dark : style.light;
  ctx.fill(pathOf(style));
  ctx.restore();
  if (!withText) return;
  ctx.fillStyle = colours.isDark ? "#14171b" : "#fff";
  ctx.font = `600 ${radius * 1.04}px ${FONT}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(style.glyph, x, y + radius * (style.shift + 0.03));
}

const sprites = new Map();

/** Return the colour of a type. */
export function typeColour(type, palette) {
  const style = typeStyle(type);
  return palette.isDark ? style.dark : style.light;
}

/** Draw a glyph like `drawGlyph`, from a small picture kept for its type and size: many of them cost little. */
export function sprite(ctx, type, { x, y, radius, colours, ring = null, ratio = 1 }) {
  const step = Math.max(4, Math.round(radius));
  const key = [type, step, ring, colours.isDark, ratio].join(" ");
  const half = step * 1.5 + 3;
  if (!sprites.has(key)) {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = Math.ceil(half * 2 * ratio);
    const inner = canvas.getContext("2d");
    inner.setTransform(ratio, 0, 0, ratio, half * ratio, half * ratio);
    drawGlyph(inner, type, { x: 0, y: 0, radius: step, colours, ring, withText: step > 6 });
    sprites.set(key, canvas);
  }
  ctx.drawImage(sprites.get(key), x - half, y - half, half * 2, half * 2);
}

/** vis-network's hook for one node; sizes follow the screen more than the zoom. */
export function drawNode({ ctx, id, x, y }, stage) {
  const scale = stage.network.getScale();
  const onScreen = screenRadius(stage.radius(id), scale);
  const radius = onScreen / scale;
  const { selection, pathFrom } = { ...stage.app.state, pathFrom: stage.app.pathFrom };
  const isChosen = selection?.node === id || selection?.path?.includes(id) || pathFrom === id;
  const isFaded = stage.lit && !stage.lit.nodes.has(id) && stage.hovered?.node !== id;
  const drawing = () => {
    ctx.save();
    ctx.globalAlpha = isFaded ? 0.2 : 1;
    const ring = isChosen || stage.hovered?.node === id ? stage.palette.ring : null;
    const type = stage.app.data.nodeById.get(id).type;
    drawGlyph(ctx, type, { x, y, radius, colours: stage.palette, ring, withText: onScreen > 6 });
    ctx.restore();
  };
  // vis-network takes the size of a node once; lines should end at the node at every zoom.
  const { shape } = stage.network.body.nodes[id];
  shape.width = shape.height = radius * 2;
  return { drawNode: drawing, nodeDimensions: { width: radius * 2, height: radius * 2 } };
}

/** Return the tinted areas: communities with at least four nodes on the stage, as paths in the drawing's units. */
export function hulls(stage) {
  const { state, data } = stage.app;
  if (!state.groups || state.scope === "focus" || stage.places.size > MOST_TINTED) return [];
  const members = new Map();
  for (const id of stage.places.keys()) {
    const node = data.nodeById.get(id);
    const group = state.scope === "core" && data.hasCore ? node.core?.[2] : node.group;
    if (group === undefined) continue;
    members.set(group, [...(members.get(group) ?? []), stage.network.getPosition(id)]);
  }
  return [...members]
    .filter(([, points]) => points.length > 3)
    .sort((a, b) => b[1].length - a[1].length)
    .slice(0, 12)
    .map(([group, points]) => ({ path: blob(points, 30), colour: GROUP_COLOURS[group % GROUP_COLOURS.length] }));
}

export function drawHulls(ctx, stage) {
  ctx.save();
  ctx.globalAlpha = (stage.palette.isDark ? 0.11 : 0.07) * (stage.lit ? 0.5 : 1);
  for (const { path, colour } of hulls(stage)) {
    ctx.fillStyle = colour;
    ctx.fill(new Path2D(path));
  }
  ctx.restore();
}

export function drawLabels(ctx, stage) {
  const { labels, lineLabels } = annotate(stage);
  const ratio = ctx.canvas.width / Math.max(1, ctx.canvas.clientWidth);
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  for (const label of lineLabels) drawLineLabel(ctx, label, stage.palette);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  for (const item of labels) {
    ctx.font = labelFont(item);
    ctx.lineWidth = 3.5;
    ctx.strokeStyle = stage.palette.background;
    ctx.fillStyle = stage.palette.label;
    for (const { text, x, y } of textLines(item)) {
      ctx.strokeText(text, x, y);
      ctx.fillText(text, x, y);
    }
  }
  ctx.restore();
}

/** Return the lines of a label with the middle of each. */
export function textLines(item) {
  const x = (item.box.left + item.box.right) / 2;
  const step = item.size * LINE_HEIGHT;
  return item.lines.map((text, i) => ({ text, x, y: item.box.top + step * (i + 0.5) }));
}

/** Write the name of a node beside it where `grid` has room; a `must` finds room anywhere. */
export function drawName(ctx, { lines, x, y, radius, bold, must, grid, palette }) {
  const size = bold ? 13.5 : 12.5;
  const font = labelFont({ bold, size });
  const width = Math.max(...lines.map((line) => textWidth(ctx, line, font))) + 4;
  const height = lines.length * size * LINE_HEIGHT;
  const at = (left, top) => ({ left, top, right: left + width, bottom: top + height });
  const below = at(x - width / 2, y + radius + 3);
  const places = [below, at(x + radius + 4, y - height / 2), at(x - width / 2, y - radius - 3 - height), at(x - radius - 4 - width, y - height / 2)];
  const box = places.find((one) => !grid.hits(one).length) ?? (must ? below : null);
  if (!box) return;
  grid.add(box);
  Object.assign(ctx, { font, textAlign: "center", textBaseline: "middle", lineJoin: "round", lineWidth: 3.5 });
  Object.assign(ctx, { strokeStyle: palette.background, fillStyle: palette.label });
  for (const line of textLines({ lines, size, box })) {
    ctx.strokeText(line.text, line.x, line.y);
    ctx.fillText(line.text, line.x, line.y);
  }
}

/** Write what a line says at its middle, where `grid` has room. */
export function drawTag(ctx, { text, x, y, grid, palette }) {
  const width = textWidth(ctx, text, labelFont({ size: 11.5 })) + 12;
  const box = { left: x - width / 2, right: x + width / 2, top: y - 9.5, bottom: y + 9.5 };
  if (grid.hits(box).length) return;
  grid.add(box);
  drawLineLabel(ctx, { text, box, x, y }, palette);
}

function drawLineLabel(ctx, { text, box, x, y }, palette) {
  ctx.beginPath();
  ctx.roundRect(box.left, box.top, box.right - box.left, box.bottom - box.top, 5);
  ctx.fillStyle = palette.panel;
  ctx.fill();
  ctx.lineWidth = 1;
  ctx.strokeStyle = palette.line;
  ctx.stroke();
  ctx.font = labelFont({ size: 11.5 });
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillStyle = palette.label;
  ctx.fillText(text, x, y + 0.5);
}
