// The picture of many nodes, drawn in portions.

import { FONT, labelFont, LINE_HEIGHT, textWidth } from "./annotate.mjs";
import { placeLabels, wrapLabel } from "./labels.mjs";
import { GROUP_COLOURS, sprite, textLines, typeColour } from "./paint.mjs";
import { t } from "./words.mjs";

const PORTION = 4000;
// Beyond so many lines the eye sees a haze: a part of them gives the same one.
const MOST_LINES = 60000;
const MOST_ARROWS = 2500;
const MOST_LABELS = 220;
const TITLES = 14;
const NEAR = 5.5;
const MOST_NEAR = 1500;

/**
 * Draw the picture for a camera, portion by portion; the last value has `canvas`, `names` (a layer of its own), their
 * place, and `titleAt(point, camera)`.
 */
export function* pictureOf(field, camera, margin) {
  const { crowd, ratio } = field;
  const palette = field.palette;
  const [left, top] = [-field.width * margin, -field.height * margin];
  const [width, height] = [field.width * (1 + 2 * margin), field.height * (1 + 2 * margin)];
  const layer = () => {
    const canvas = document.createElement("canvas");
    canvas.width = Math.ceil(width * ratio);
    canvas.height = Math.ceil(height * ratio);
    const context = canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, -left * ratio, -top * ratio);
    return { canvas, context };
  };
  const [ground, names] = [layer(), layer()];
  const seen = nodesIn(field, camera, { left, top, right: left + width, bottom: top + height });
  yield;
  const isNear = seen.length < MOST_NEAR;
  const shot = { field, crowd, camera, palette, seen, isNear, box: { left, top, right: left + width, bottom: top + height } };
  const drawn = yield* drawLines(ground.context, shot);
  yield* drawNodes(ground.context, shot);
  const titles = yield* drawNames(names.context, shot);
  const titleAt = (point, now) => {
    const turn = now.k / camera.k;
    const [x, y] = [(point.x - now.x) / turn + camera.x, (point.y - now.y) / turn + camera.y];
    return titles.find(({ box }) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom)?.group;
  };
  return { canvas: ground.canvas, names: names.canvas, camera, left, top, width, height, titleAt, ...drawn };
}

function nodesIn(field, camera, box) {
  const seen = [];
  const reach = 30 / camera.k;
  const edge = (value, origin) => (value - origin) / camera.k;
  field.crowd.grid.inside(
    edge(box.left, camera.x) - reach,
    edge(box.top, camera.y) - reach,
    edge(box.right, camera.x) + reach,
    edge(box.bottom, camera.y) + reach,
    (i) => seen.push(i),
  );
  return seen;
}

function* drawLines(context, { field, crowd, camera, palette, isNear, box }) {
  const { source, target, style, x, y } = crowd;
  const { k } = camera;
  const visible = [];
  for (let e = 0; e < source.length; e += 1) {
    const [ax, ay] = [x[source[e]] * k + camera.x, y[source[e]] * k + camera.y];
    const [bx, by] = [x[target[e]] * k + camera.x, y[target[e]] * k + camera.y];
    if ((ax < box.left && bx < box.left) || (ax > box.right && bx > box.right)) continue;
    if ((ay < box.top && by < box.top) || (ay > box.bottom && by > box.bottom)) continue;
    visible.push(e);
    if (e % 40000 === 39999) yield;
  }
  const every = Math.ceil(visible.length / MOST_LINES);
  const dense = Math.min(1, 9000 / Math.max(1, visible.length / every));
  context.strokeStyle = palette.edge;
  const draw = function* (wanted, look) {
    Object.assign(context, look);
    for (let from = 0; from < visible.length; from += PORTION * every) {
      context.beginPath();
      for (let at = from; at < Math.min(visible.length, from + PORTION * every); at += every) {
        const e = visible[at];
        if (style[e] !== wanted) continue;
        context.moveTo(x[source[e]] * k + camera.x, y[source[e]] * k + camera.y);
        context.lineTo(x[target[e]] * k + camera.x, y[target[e]] * k + camera.y);
      }
      context.stroke();
      yield;
    }
  };
  const isLegible = visible.length <= MOST_ARROWS;
  const strength = isLegible ? 0.8 : 0.12 + 0.4 * dense;
  const width = isNear ? 1.1 : 0.7;
  yield* draw(0, { lineWidth: width, globalAlpha: strength });
  yield* draw(2, { globalAlpha: strength * 0.5 });
  if (isLegible) context.setLineDash([6, 4]);
  yield* draw(1, { globalAlpha: strength });
  context.setLineDash([]);
  context.globalAlpha = strength;
  if (isLegible) {
    context.fillStyle = palette.edge;
    for (const e of visible) arrow(context, field, camera, source[e], target[e]);
  }
  context.globalAlpha = 1;
  crowd.seen = { lines: isLegible ? visible : null };
  return { lines: visible.length, thinned: every > 1 };
}

/** Draw the head of an arrow where the line from node `a` meets the rim of node `b`. */
export function arrow(context, field, camera, a, b) {
  const { x, y } = field.crowd;
  const [ax, ay] = [x[a] * camera.k + camera.x, y[a] * camera.k + camera.y];
  const [bx, by] = [x[b] * camera.k + camera.x, y[b] * camera.k + camera.y];
  const length = Math.hypot(bx - ax, by - ay);
  const rim = field.radiusOf(b) + 1;
  if (length < rim + 9) return;
  const [ux, uy] = [(bx - ax) / length, (by - ay) / length];
  const [tx, ty] = [bx - ux * rim, by - uy * rim];
  context.beginPath();
  context.moveTo(tx, ty);
  context.lineTo(tx - ux * 7 - uy * 3, ty - uy * 7 + ux * 3);
  context.lineTo(tx - ux * 7 + uy * 3, ty - uy * 7 - ux * 3);
  context.fill();
}

function* drawNodes(context, { field, crowd, camera, palette, seen, isNear }) {
  const byGroup = field.app.state.groups && !isNear;
  const colour = (i) => (byGroup ? groupColour(crowd.data.nodes[i].group, palette) : typeColour(crowd.data.nodes[i].type, palette));
  const batches = new Map();
  for (const i of seen) {
    const key = colour(i);
    if (batches.has(key)) batches.get(key).push(i);
    else batches.set(key, [i]);
  }
  yield;
  for (const [fill, numbers] of batches) {
    context.fillStyle = fill;
    for (let from = 0; from < numbers.length; from += PORTION) {
      context.beginPath();
      const near = [];
      for (const i of numbers.slice(from, from + PORTION)) {
        const [x, y] = [crowd.x[i] * camera.k + camera.x, crowd.y[i] * camera.k + camera.y];
        const r = field.radiusOf(i);
        if (isNear && r >= NEAR) near.push([i, x, y, r]);
        else if (r < 2) context.rect(x - r, y - r, 2 * r, 2 * r);
        else {
          context.moveTo(x + r, y);
          context.arc(x, y, r, 0, 6.2832);
        }
      }
      context.fill();
      for (const [i, x, y, r] of near) sprite(context, crowd.data.nodes[i].type, { x, y, radius: r, colours: palette, ratio: field.ratio });
      yield;
    }
  }
}

/** Return the colour of a community; beyond the eighth they share a grey. */
export function groupColour(group, palette) {
  return group < GROUP_COLOURS.length ? GROUP_COLOURS[group] : palette.muted;
}

function* drawNames(context, shot) {
  const placed = yield* placeNames(context, shot);
  const { palette } = shot;
  Object.assign(context, { textAlign: "center", textBaseline: "middle", lineJoin: "round", lineWidth: 3.5, strokeStyle: palette.background });
  for (const item of placed) {
    context.font = labelFont(item);
    context.fillStyle = palette.label;
    for (const { text, x, y } of textLines(item)) {
      context.strokeText(text, x, y);
      context.fillText(text, x, y);
    }
  }
  return placed.filter(({ group }) => group !== undefined);
}

// Titles of communities first, then hubs: whoever comes first has the room.
function* placeNames(context, { field, crowd, camera, seen, isNear, box }) {
  const shift = ({ left, top, right, bottom }) => ({ left: left - box.left, top: top - box.top, right: right - box.left, bottom: bottom - box.top });
  const back = ({ left, top, right, bottom }) => ({ left: left + box.left, top: top + box.top, right: right + box.left, bottom: bottom + box.top });
  const room = { width: box.right - box.left, height: box.bottom - box.top };
  const items = [];
  if (field.app.state.groups && !isNear) for (const one of crowd.groups.slice(0, TITLES)) items.push(title(one, { context, camera, crowd, box }));
  const isSeen = new Uint8Array(crowd.on.length);
  for (const i of seen) isSeen[i] = 1;
  const titled = new Set(items.map(({ node }) => node));
  let left = MOST_LABELS;
  for (const i of crowd.ranked) {
    if (left <= 0) break;
    if (!isSeen[i] || titled.has(i)) continue;
    left -= 1;
    items.push(name(i, { context, camera, crowd, field, box }));
    if (left % 60 === 0) yield;
  }
  const boxes = placeLabels(items, room, field.covered().map(shift));
  yield;
  return items.filter((item) => boxes.has(item.id)).map((item) => ({ ...item, box: back(boxes.get(item.id)) }));
}

/** Return the names that the drawing shows now, placed: `{ labels }`. */
export function namesOf(field) {
  const { camera, crowd, width, height } = field;
  const box = { left: 0, top: 0, right: width, bottom: height };
  const seen = nodesIn(field, camera, box);
  const isNear = seen.length < MOST_NEAR;
  const steps = placeNames(field.context, { field, crowd, camera, seen, isNear, box });
  for (;;) {
    const { done, value } = steps.next();
    if (done) return { labels: value };
  }
}

function title({ group, first, size, x, y }, { context, camera, crowd, box }) {
  const [words] = wrapLabel(crowd.data.nodes[first].label, 14);
  const lines = [words, t("groupSize", { n: size })];
  const width = Math.max(...lines.map((line) => textWidth(context, line, `600 15px ${FONT}`))) + 4;
  const at = { x: x * camera.k + camera.x - box.left, y: y * camera.k + camera.y - box.top };
  const look = { bold: true, size: 15, lines, width, height: 30 * LINE_HEIGHT };
  return { id: `group ${group}`, group, node: first, ...at, radius: 0, priority: 1e9 - group, must: true, ...look };
}

function name(i, { context, camera, crowd, field, box }) {
  const node = crowd.data.nodes[i];
  const lines = wrapLabel(node.label);
  const size = 12.5;
  const width = Math.max(...lines.map((line) => textWidth(context, line, labelFont({ size })))) + 4;
  const at = { x: crowd.x[i] * camera.k + camera.x - box.left, y: crowd.y[i] * camera.k + camera.y - box.top };
  return { id: node.id, ...at, radius: field.radiusOf(i), priority: node.score, bold: false, size, lines, width, height: lines.length * size * LINE_HEIGHT };
}
