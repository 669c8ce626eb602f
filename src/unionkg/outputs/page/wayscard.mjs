// The card of a pair of nodes: the shortest path, all paths up to a length, what both are linked to.

import { el } from "./dom.mjs";
import { nodeLink, sentence } from "./telling.mjs";
import { t } from "./words.mjs";

/** Return the buttons that choose what a pair is asked for. */
export function wayButtons(app, { path, way = null }) {
  const button = (name, key) =>
    el("button", { type: "button", "aria-pressed": String(way === name), onclick: () => app.open(name ? { path, way: name } : { path }) }, t(key));
  return el("div", { class: "actions", role: "group", "aria-label": t("ways") }, button(null, "wayShortest"), button("all", "wayAll"), button("common", "wayCommon"));
}

/** Return what stands below the buttons for all paths. */
export function allPathsPart(app, { paths, isCut }, longest) {
  if (!paths.length) return [el("p", {}, t("noPaths", { n: longest }))];
  const step = (edge) =>
    el("li", {}, el("button", { type: "button", class: "link", onclick: () => app.open({ edges: [edge.id] }) }, el("span", {}, sentence(edge, app.data))));
  const one = (path, i) =>
    el("section", { class: "way" }, el("h3", {}, t("wayNumber", { i: i + 1, n: path.edges.length })), el("ol", { class: "hops" }, path.edges.map(step)));
  return [el("p", { class: "meta" }, t(isCut ? "pathsCut" : "pathsCount", { n: paths.length, steps: longest })), ...paths.map(one)];
}

/** Return what stands below the buttons for common neighbours. */
export function commonPart(app, shared) {
  if (!shared.length) return [el("p", {}, t("noCommon"))];
  const line = (edge) =>
    el("li", {}, el("button", { type: "button", class: "link", onclick: () => app.open({ edges: [edge.id] }) }, el("span", {}, sentence(edge, app.data))));
  const row = ({ id, edges }) => el("section", { class: "way" }, el("h3", {}, nodeLink(app, id, { withGlyph: true })), el("ul", { class: "hops" }, edges.map(line)));
  return [el("p", { class: "meta" }, t("commonCount", { n: shared.length })), ...shared.slice(0, 60).map(row)];
}
