// Posts over time: one bar a post, as precise as the text states it.

import { dateNumber, rangeLabel } from "./dates.mjs";
import { el, svg } from "./dom.mjs";
import { modalityLine } from "./kinds.mjs";
import { t } from "./words.mjs";

const SIZE = { width: 350, row: 30, left: 4, right: 4, head: 18 };
const MOST = 14;
// An open end is drawn to today's edge of what the reports cover; a lone date as a point.
const POINT = 0.12;

/** Return the bars of `edges`, oldest first: `{ edge, from, to, isOpen }` in years; edges without a date have none. */
export function bars(edges, latest) {
  const found = [];
  for (const edge of edges) {
    const [from, to] = [dateNumber(edge.start), dateNumber(edge.end)];
    if (from === null && to === null) continue;
    const isOpen = to === null && modalityLine(edge.modality) !== "past";
    const end = to ?? (isOpen ? Math.max(latest, from) : from);
    found.push({ edge, from: from ?? end - POINT, to: Math.max(end, (from ?? end) + POINT), isOpen, isBegun: from !== null });
  }
  return found.sort((a, b) => a.from - b.from || a.to - b.to);
}

/** Return a section with the timeline of role edges, or null below two dated ones; `name` tells what a bar is called. */
export function timelineSection(app, edges, name) {
  const published = app.data.published.at(-1);
  const all = bars(edges, dateNumber(published) ?? 0);
  if (all.length < 2) return null;
  const shown = all.slice(-MOST);
  return el("section", {}, el("h3", {}, t("timeline")), drawing(app, shown, name), shown.length < all.length && el("p", { class: "meta" }, t("timelineCut", { n: MOST })));
}

function drawing(app, rows, name) {
  const { width, row, left, right, head } = SIZE;
  const [from, to] = [Math.min(...rows.map((one) => one.from)), Math.max(...rows.map((one) => one.to))];
  const x = (value) => left + ((value - from) / Math.max(0.5, to - from)) * (width - left - right);
  const height = head + rows.length * row + 4;
  const picture = svg("svg", { class: "timeline", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": summary(rows, name) });
  for (const year of years(from, to)) {
    picture.append(
      svg("path", { class: "base", d: `M${x(year).toFixed(1)},${head}V${height}` }),
      svg("text", { class: "axis", x: Math.min(width - 26, x(year) + 2), y: 12 }, String(year)),
    );
  }
  rows.forEach((one, i) => picture.append(bar(app, one, name(one.edge), { x, y: head + i * row })));
  return picture;
}

function summary(rows, name) {
  return rows.map(({ edge }) => `${name(edge)} ${rangeLabel(edge.start, edge.end)}`).join("；");
}

function years(from, to) {
  const step = [1, 2, 5, 10, 20, 50].find((one) => (to - from) / one <= 6) ?? 100;
  const first = Math.ceil(from / step) * step;
  return Array.from({ length: Math.max(0, Math.floor((to - first) / step) + 1) }, (_, i) => first + i * step);
}

function bar(app, { edge, from, to, isOpen }, words, { x, y }) {
  const [start, end] = [x(from), Math.max(x(to), x(from) + 5)];
  const open = () => app.open({ edges: [edge.id] });
  const text = `${rangeLabel(edge.start, edge.end)} ${clipped(words)}`;
  const isLate = start + textWidth(text) > SIZE.width;
  return svg(
    "g",
    { class: `bar ${modalityLine(edge.modality)}`, onclick: open },
    svg("title", {}, words),
    svg("rect", { class: "reach", x: 0, y, width: SIZE.width, height: SIZE.row }),
    svg("text", { x: isLate ? SIZE.width - 2 : start, y: y + 13, "text-anchor": isLate ? "end" : "start" }, text),
    svg("rect", { x: start, y: y + 17, width: end - start, height: 7, rx: 3 }),
    isOpen && svg("path", { class: "on", d: `M${end - 1},${y + 16}l6,4.5l-6,4.5z` }),
  );
}

// At 11.5 pixels; Latin letters and digits are about half as wide as Chinese characters.
function textWidth(text) {
  return [...text].reduce((sum, char) => sum + (char < "\u2e80" ? 6.6 : 11.8), 0);
}

function clipped(text, most = 17) {
  const chars = [...text];
  return chars.length > most ? `${chars.slice(0, most - 1).join("")}…` : text;
}
