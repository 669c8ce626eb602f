// Edges and nodes told in words, as elements of the cards.

import { el, svg } from "./dom.mjs";
import { rangeLabel } from "./dates.mjs";
import { modalityLine, modalityMeaning, modalityName, relationName, RELATION_ORDER, relationSentence, typeStyle } from "./kinds.mjs";
import { format, language, t } from "./words.mjs";

/** Return the sentence that an edge says. */
export function sentence(edge, data) {
  const a = data.nodeById.get(edge.from)?.label ?? "";
  const b = data.nodeById.get(edge.to)?.label;
  const r = edge.role ?? "";
  if (!b) return language() === "zh" ? `${a}：${r || edge.label}` : `${a}: ${r || edge.label}`;
  if (edge.type === "holdsRole" && !r) return format(language() === "zh" ? "{a}任职于{b}" : "{a} works at {b}", { a, b });
  let pattern = relationSentence(edge.type, data.nodeById.get(edge.to).type, language());
  if (edge.type === "holdsRole" && modalityLine(edge.modality) === "past") {
    pattern = language() === "zh" ? "{a}曾任{b}{r}" : "{a} was {r} at {b}";
  }
  return format(pattern, { a, b, r });
}

/** Return what an edge is called in short: its role, else its relation. */
export function edgeName(edge) {
  if (edge.type === "holdsRole" && edge.role) return edge.role;
  return RELATION_ORDER.includes(edge.type) ? relationName(edge.type, language()) : edge.label;
}

/** Return a chip that names the modality, or null for what is simply so. */
export function modalityChip(edge, always = false) {
  if (!edge.modality || (edge.modality === "actual" && !always)) return null;
  const words = { class: `chip ${modalityLine(edge.modality)}`, title: modalityMeaning(edge.modality, language()) };
  return el("span", words, modalityName(edge.modality, language()));
}

/** Return when an edge holds, as "2019–2024", or null. */
export function validity(edge) {
  const text = rangeLabel(edge.start, edge.end);
  return text ? el("span", { class: "when" }, text) : null;
}

/** Return a type's glyph as an SVG element. */
export function glyph(type, size = 22) {
  const style = typeStyle(type);
  const isDark = document.documentElement.dataset.theme === "dark";
  return svg(
    "svg",
    { class: "glyph", width: size, height: size, viewBox: "-1.45 -1.45 2.9 2.9", "aria-hidden": "true", focusable: "false" },
    svg("path", { d: style.path, fill: isDark ? style.dark : style.light }),
    svg(
      "text",
      { y: style.shift, dy: "0.36em", "font-size": 1.06, "font-weight": 600, "text-anchor": "middle", fill: isDark ? "#14171b" : "#fff" },
      style.glyph,
    ),
  );
}

/** Return a button that opens the node's card, with its glyph. */
export function nodeLink(app, id, { withGlyph = false } = {}) {
  const node = app.data.nodeById.get(id);
  if (!node) return null;
  const open = () => app.open({ node: id });
  return el("button", { class: "link", type: "button", onclick: open }, withGlyph && glyph(node.type, 20), el("span", {}, node.label));
}

/** Return a list that shows `limit` items and a button for the others. */
export function longList(items, build, limit = 10) {
  const list = el("ul", { class: "rows" }, items.slice(0, limit).map(build));
  if (items.length <= limit) return list;
  const more = el(
    "button",
    {
      class: "more",
      type: "button",
      onclick: () => {
        list.append(...items.slice(limit).map(build));
        more.remove();
        list.children[limit].querySelector("button")?.focus();
      },
    },
    t("moreRows", { n: items.length - limit }),
  );
  return el("div", {}, list, more);
}
