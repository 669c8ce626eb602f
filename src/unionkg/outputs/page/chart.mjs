// Figures of a node: values in words, a line chart where one measure has several dates.

import { el, svg } from "./dom.mjs";
import { readable } from "./dates.mjs";
import { evidence } from "./evidence.mjs";
import { knownFigures } from "./filters.mjs";
import { chartPoints, numberText, periodText, series, valueText } from "./figures.mjs";
import { modalityChip, nodeLink } from "./telling.mjs";
import { language, t } from "./words.mjs";

const SIZE = { width: 330, height: 96, left: 10, right: 10, top: 22, bottom: 22 };

/** Return the section of a node's figures, or null. */
export function figuresSection(app, node, toggle) {
  const known = knownFigures(node, app.state.known);
  if (!known.length) return null;
  const groups = series(known).map((group) => {
    const { measure, counted } = group[0];
    const points = chartPoints(group);
    const heading = el("h4", {}, measure, counted && !measure.includes(counted) ? ` · ${counted}` : "");
    const rows = el("ul", { class: "rows" }, group.map((figure) => figureRow(app, node, figure, toggle)));
    return el("div", { class: "measure" }, heading, points && chart(points, measure), rows);
  });
  return el("section", {}, el("h3", {}, t("figures"), el("b", {}, String(known.length))), groups);
}

function figureRow(app, node, figure, toggle) {
  const { text, words } = valueText(figure);
  const names = [node.label, ...node.aliases];
  const body = () => app.withTexts(figure.witnesses, () => figure.witnesses.map((witness) => evidence(app, witness, names)));
  const [button, box] = toggle(t("quotes", { n: figure.witnesses.length }), text, body);
  return el(
    "li",
    { class: "row" },
    el(
      "div",
      { class: "row-head" },
      el(
        "div",
        { class: "row-main" },
        el("span", { class: "value" }, text, words && el("small", {}, `（${words}）`)),
        modalityChip(figure),
        el("span", { class: "when" }, periodText(figure, language())),
        figure.place && nodeLink(app, figure.place),
      ),
      button,
    ),
    box,
  );
}

function chart(points, measure) {
  const { width, height, left, right, top, bottom } = SIZE;
  const [from, to] = [points[0], points.at(-1)];
  const highest = Math.max(...points.map((point) => point.y));
  const lowest = Math.min(0, ...points.map((point) => point.y));
  const x = (value) => left + ((value - from.x) / (to.x - from.x)) * (width - left - right);
  const y = (value) => height - bottom - ((value - lowest) / (highest - lowest || 1)) * (height - top - bottom);
  const label = (point, i) => {
    const anchor = i === 0 ? "start" : i === points.length - 1 ? "end" : "middle";
    const at = x(point.x);
    return [
      svg("circle", { cx: at, cy: y(point.y), r: 3.5 }),
      svg("text", { x: at, y: y(point.y) - 8, "text-anchor": anchor }, numberText(point.y)),
      svg("text", { x: at, y: height - 6, "text-anchor": anchor, class: "axis" }, (point.figure.end ?? point.figure.start).slice(0, 7)),
    ];
  };
  const d = points.map((point, i) => `${i ? "L" : "M"}${x(point.x).toFixed(1)},${y(point.y).toFixed(1)}`).join("");
  const when = (point) => readable(point.figure.end ?? point.figure.start, language());
  const summary = `${measure}：${t("chartNote", { from: when(from), to: when(to) })}`;
  return svg(
    "svg",
    { class: "chart", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": summary },
    svg("path", { class: "base", d: `M${left},${height - bottom}H${width - right}` }),
    svg("path", { class: "curve", d }),
    points.flatMap((point, i) => (points.length > 5 && i % Math.ceil(points.length / 5) ? [svg("circle", { cx: x(point.x), cy: y(point.y), r: 3 })] : label(point, i))),
  );
}
