// What stands over the drawing and below it: scope, a waiting pick, status, which buttons are pressed.

import { byId, el } from "./dom.mjs";
import { t } from "./words.mjs";

const PURPOSES = { path: "pathPick", same: "samePick", different: "differentPick" };

/** Bring all bars in step with the state. */
export function showBars(app) {
  const { scope, table, groups } = app.state;
  const { nodes, linkedCount, hasCore } = app.data;
  showStatus(app);
  byId("undo").disabled = !app.store.past.length;
  byId("redo").disabled = !app.store.future.length;
  byId("groups").setAttribute("aria-pressed", String(groups));
  byId("to-table").setAttribute("aria-pressed", String(Boolean(table)));
  for (const tab of document.querySelectorAll("[data-pane-tab]")) {
    const pane = tab.dataset.paneTab;
    const isOn = pane === "table" ? Boolean(table) && app.pane === "graph" : pane === app.pane && !(pane === "graph" && table);
    tab.setAttribute("aria-pressed", String(isOn));
  }
  byId("lone").hidden = scope !== "all" || linkedCount === nodes.length;
  byId("lone").textContent = t("loneNote", { n: nodes.length - linkedCount });
  byId("scope").hidden = !hasCore && scope !== "focus";
  byId("scope").replaceChildren(...(scope === "focus" ? focusBar(app) : scopeBar(app)));
  showPathBar(app);
}

function choice(isOn, text, action) {
  return el("button", { type: "button", "aria-pressed": String(isOn), onclick: action }, text);
}

function focusBar({ state, data, store }) {
  const name = data.nodeById.get(state.focus).label;
  return [
    el("span", {}, t("scopeFocus", { name })),
    ...[1, 2, 3].map((n) => choice(state.steps === n, t("steps", { n }), () => store.set({ steps: n }))),
    choice(false, t("leaveFocus"), () => store.set({ scope: "core", focus: null, steps: 1 })),
  ];
}

function scopeBar({ state, data, store }) {
  return [
    choice(state.scope === "core", t("scopeCore", { n: data.coreCount }), () => store.set({ scope: "core", added: [] })),
    choice(state.scope === "all", t("scopeAll", { n: data.linkedCount }), () => store.set({ scope: "all" })),
  ];
}

/** Say how much is shown, and what the drawing leaves out. */
export function showStatus(app) {
  const { nodes, edges } = app.data;
  const { places, edges: shown } = app.view;
  const values = { n: places.size, all: nodes.length, m: shown.length, edges: edges.length };
  const thinned = app.stage?.picture?.thinned ? ` · ${t("thinned")}` : "";
  app.announce(places.size ? t("status", values) + thinned : t("nothingShown"));
}

/** Show whether the page waits for a second node. */
export function showPathBar(app) {
  const bar = byId("path-bar");
  bar.hidden = !app.pathFrom;
  if (!app.pathFrom) return;
  const cancel = el("button", { type: "button", onclick: () => app.startPick(null) }, t("cancel"));
  bar.replaceChildren(el("span", {}, t(PURPOSES[app.purpose], { name: app.data.nodeById.get(app.pathFrom).label })), cancel);
}
