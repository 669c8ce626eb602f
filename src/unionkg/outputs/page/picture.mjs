// Pictures of what is shown, with title and legend: SVG, and PNG made from it.

import { FONT } from "./annotate.mjs";
import { svg } from "./dom.mjs";
import { TYPE_ORDER, typeStyle } from "./kinds.mjs";
import { textLines } from "./paint.mjs";
import { language, t } from "./words.mjs";

const HEAD = 46;
const FOOT = 88;

/** Return the stage as an SVG element, `title` above and the legend below. */
export function toSvg(stage, title) {
  const { width, height } = stage.size();
  const parts = stage.annotated();
  const { nodes, lines, labels, lineLabels } = parts;
  const { palette } = stage;
  const shown = new Map(nodes.map((node) => [node.id, node]));
  const inside = svg("g", { transform: `translate(0 ${HEAD})`, "clip-path": "url(#frame)" });
  inside.append(hullShapes(parts), ...(parts.bulk ?? []).map((look) => svg("path", look)), ...lines.map((line) => lineShape(line, stage, shown)));
  inside.append(...nodes.map((node) => nodeShape(node, stage)));
  inside.append(...lineLabels.map((label) => lineLabelShape(label, palette)), ...labels.flatMap((l) => labelShapes(l, palette)));
  const total = HEAD + height + FOOT;
  return svg(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", width, height: total, viewBox: `0 0 ${width} ${total}`, "font-family": FONT },
    svg("title", {}, title),
    svg("defs", {}, svg("clipPath", { id: "frame" }, svg("rect", { width, height }))),
    svg("rect", { width, height: total, fill: palette.background }),
    svg("text", { x: 18, y: 30, "font-size": 17, "font-weight": 600, fill: palette.label }, title),
    inside,
    legend(stage, [...shown.keys()], width, HEAD + height),
    svg("text", { x: 18, y: total - 12, "font-size": 12, fill: palette.muted }, sourceLine(stage.app.data, title)),
  );
}

function sourceLine({ documents, published }, title) {
  const [from, to] = [published[0], published.at(-1)];
  return t(from ? "sourceLine" : "sourceLineUndated", { title, n: documents.length, from, to });
}

function hullShapes({ origin, scale, hulls }) {
  const group = svg("g", { transform: `translate(${origin.x} ${origin.y}) scale(${scale})`, opacity: 0.08 });
  group.append(...hulls.map(({ path, colour }) => svg("path", { d: path, fill: colour })));
  return group;
}

function lineShape(line, stage, shown) {
  const look = stage.edges.get(line.id);
  const radius = (id) => shown.get(id)?.radius ?? 0;
  const toward = line.via ?? line.stop;
  const start = shorten(line.start, toward, line.back ? radius(line.a) + 1 : 0);
  const stop = shorten(line.stop, line.via ?? line.start, line.forth ? radius(line.b) + 1 : 0);
  const d = line.via
    ? `M${point(start)}Q${point(line.via)} ${point(stop)}`
    : `M${point(start)}L${point(stop)}`;
  const paint = { stroke: look.color.color, "stroke-opacity": look.color.opacity, "stroke-width": look.width, fill: "none" };
  const heads = [line.forth && arrow(stop, line.via ?? start, look), line.back && arrow(start, line.via ?? stop, look)];
  return svg("g", {}, svg("path", { d, ...paint, "stroke-dasharray": look.dashes ? "6 4" : null }), ...heads);
}

const point = ({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`;

function shorten(end, toward, by) {
  const length = Math.hypot(toward.x - end.x, toward.y - end.y) || 1;
  return { x: end.x + ((toward.x - end.x) / length) * by, y: end.y + ((toward.y - end.y) / length) * by };
}

function arrow(tip, from, look) {
  const angle = Math.atan2(tip.y - from.y, tip.x - from.x);
  const corner = (turn) => ({ x: tip.x - 7 * Math.cos(angle + turn), y: tip.y - 7 * Math.sin(angle + turn) });
  const d = `M${point(tip)}L${point(corner(0.42))}L${point(corner(-0.42))}Z`;
  return svg("path", { d, fill: look.color.color, "fill-opacity": look.color.opacity });
}

function nodeShape(node, stage) {
  const type = stage.app.data.nodeById.get(node.id).type;
  const faded = stage.lit && !node.isLit;
  return glyphShape(type, node.x, node.y, node.radius, stage.palette, faded ? 0.2 : 1, node.isSelected);
}

function glyphShape(type, x, y, radius, palette, opacity = 1, chosen = false) {
  const style = typeStyle(type);
  const text = { x, y: y + radius * style.shift, "font-size": radius * 1.04, "font-weight": 600, "text-anchor": "middle" };
  const ink = palette.isDark ? "#14171b" : "#fff";
  return svg(
    "g",
    { opacity },
    svg("path", {
      d: style.path,
      transform: `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${radius.toFixed(2)})`,
      fill: palette.isDark ? style.dark : style.light,
      stroke: chosen ? palette.ring : palette.background,
      "stroke-width": chosen ? 0.3 : 0.1,
    }),
    radius > 6 && svg("text", { ...text, dy: "0.36em", fill: ink }, style.glyph),
  );
}

function labelShapes(item, palette) {
  return textLines(item).map(({ text, x, y }) =>
    svg("text", textPaint(x, y, item.size, item.bold ? 600 : 400, palette), text),
  );
}

function textPaint(x, y, size, weight, palette) {
  const halo = { stroke: palette.background, "stroke-width": 3.5, "stroke-linejoin": "round", "paint-order": "stroke" };
  const place = { x: x.toFixed(1), y: y.toFixed(1), dy: "0.36em", "text-anchor": "middle" };
  return { ...place, ...halo, "font-size": size, "font-weight": weight, fill: palette.label };
}

function lineLabelShape({ text, box, x, y }, palette) {
  const size = { x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top, rx: 5 };
  return svg(
    "g",
    {},
    svg("rect", { ...size, fill: palette.panel, stroke: palette.line }),
    svg("text", { x, y, dy: "0.36em", "text-anchor": "middle", "font-size": 11.5, fill: palette.label }, text),
  );
}

function legend(stage, ids, width, top) {
  const present = new Set(ids.map((id) => stage.app.data.nodeById.get(id).type));
  const group = svg("g", { "font-size": 12.5, fill: stage.palette.label });
  let x = 24;
  let y = top + 22;
  const advance = (size) => {
    if (x + size > width - 12) [x, y] = [24, y + 24];
    const at = x;
    x += size;
    return at;
  };
  for (const type of TYPE_ORDER.filter((one) => present.has(one))) {
    const words = typeStyle(type)[language()];
    const at = advance(34 + words.length * (language() === "zh" ? 13 : 7.5));
    group.append(glyphShape(type, at, y, 9, stage.palette), svg("text", { x: at + 15, y, dy: "0.36em" }, words));
  }
  for (const [key, dash, opacity] of [["lineActual", null, 0.9], ["linePlanned", "6 4", 0.9], ["linePast", null, 0.4]]) {
    const at = advance(60 + t(key).length * (language() === "zh" ? 12.5 : 6.8));
    const stroke = { stroke: stage.palette.edge, "stroke-width": 2, "stroke-dasharray": dash, "stroke-opacity": opacity };
    group.append(svg("path", { d: `M${at - 8},${y}h30`, ...stroke }), svg("text", { x: at + 30, y, dy: "0.36em" }, t(key)));
  }
  return group;
}

/** Return the text of an SVG file. */
export function svgText(element) {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(element)}\n`;
}

/** Return a PNG of the SVG element, `density` pixels to one. */
export function toPng(element, density = 2) {
  const [width, height] = ["width", "height"].map((name) => Number(element.getAttribute(name)));
  const url = URL.createObjectURL(new Blob([svgText(element)], { type: "image/svg+xml" }));
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => {
      const canvas = document.createElement("canvas");
      canvas.width = width * density;
      canvas.height = height * density;
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      URL.revokeObjectURL(url);
      canvas.toBlob(resolve, "image/png");
    };
    image.onerror = () => reject(new Error("the picture could not be drawn"));
    image.src = url;
  });
}
