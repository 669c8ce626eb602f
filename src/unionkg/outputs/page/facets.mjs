// The filters: types, relations, modalities with counts; time.

import { tickLabel } from "./dates.mjs";
import { byId, el, svg } from "./dom.mjs";
import { MODALITY_ORDER, modalityLine, modalityName, relationName, RELATION_ORDER, TYPE_ORDER, typeStyle } from "./kinds.mjs";
import { glyph } from "./telling.mjs";
import { INITIAL } from "./state.mjs";
import { language, t } from "./words.mjs";

/** Build the filters anew (after a change of language or theme). */
export function buildFacets(app) {
  const { nodes, edges } = app.data;
  const kinds = [
    ["types", "offTypes", counts(nodes, "type", TYPE_ORDER), (key) => typeStyle(key)[language()], (key) => glyph(key)],
    ["modalities", "offModalities", counts(edges, "modality", MODALITY_ORDER), (key) => modalityName(key, language()), lineSample],
    ["relations", "offRelations", counts(edges, "type", RELATION_ORDER), (key) => relationName(key, language())],
  ];
  const reset = el("button", { type: "button", id: "reset", onclick: () => app.store.set(cleared()) }, t("reset"));
  const [types, modalities, relations] = kinds.map((kind) => facet(app, ...kind));
  byId("facets").replaceChildren(types, timeFacet(app), modalities, relations, reset);
  syncFacets(app);
}

function cleared() {
  const { offTypes, offRelations, offModalities, from, to, hidden } = INITIAL;
  return { offTypes, offRelations, offModalities, from, to, hidden };
}

function counts(items, field, order) {
  const found = new Map();
  for (const item of items) found.set(item[field], (found.get(item[field]) ?? 0) + 1);
  const rank = (key) => (order.includes(key) ? order.indexOf(key) : order.length);
  return [...found].sort((a, b) => rank(a[0]) - rank(b[0]));
}

function lineSample(modality) {
  return el("i", { class: `sample ${modalityLine(modality)}`, "aria-hidden": "true" });
}

function facet(app, name, field, rows, words, icon) {
  const all = rows.map(([key]) => key);
  const head = el("legend", {}, t(name));
  const box = el("fieldset", { "data-facet": field }, head);
  for (const [key, count] of rows) {
    const input = el("input", { type: "checkbox", value: key, onchange: () => flip(app, field, key, input.checked) });
    const only = el(
      "button",
      { type: "button", class: "only", "aria-label": `${t("only")} ${words(key)}`, onclick: () => single(app, field, key, all) },
      t("only"),
    );
    box.append(
      el("div", { class: "check" }, el("label", {}, input, icon?.(key), el("span", {}, words(key))), only, el("b", {}, String(count))),
    );
  }
  return box;
}

function flip(app, field, key, on) {
  const off = app.store.state[field].filter((one) => one !== key);
  app.store.set({ [field]: on ? off : [...off, key] });
}

// Pressed on the one that already stands alone, it brings the others back.
function single(app, field, key, all) {
  const others = all.filter((one) => one !== key);
  const isAlone = others.every((one) => app.store.state[field].includes(one));
  app.store.set({ [field]: isAlone ? [] : others });
}

function timeFacet(app) {
  const { unit, min, max } = app.data.time;
  const box = el("fieldset", { class: "time" }, el("legend", {}, t("time")));
  const undated = app.data.edges.filter((edge) => edge.first === null).length;
  const note = (text) => el("p", { class: "note" }, text);
  if (min === null) box.append(note(t("timeNone")));
  else if (min === max) box.append(note(t("timeSingle", { when: tickLabel(min, unit) })));
  else {
    const slider = (id, field, key) =>
      el("input", { type: "range", id, min, max, step: 1, "aria-label": `${t("time")} ${t(key)}`, oninput: () => slide(app, field) });
    box.append(
      histogram(app),
      el("div", { class: "range" }, slider("time-from", "from", "timeFrom"), slider("time-to", "to", "timeTo")),
      el("output", { id: "time-text", for: "time-from time-to" }),
      note(t("timeNote")),
    );
    if (undated) box.append(note(t("timeUndated", { n: undated })));
  }
  return box;
}

function slide(app, moved) {
  const { min, max } = app.data.time;
  let from = Number(byId("time-from").value);
  let to = Number(byId("time-to").value);
  if (from > to) [from, to] = moved === "from" ? [from, from] : [to, to];
  const patch = { from: from === min ? null : from, to: to === max ? null : to };
  app.store.set(patch, { merge: "time" });
}

function histogram(app) {
  const { min, max } = app.data.time;
  const width = 200;
  const bins = Array.from({ length: max - min + 1 }, () => 0);
  for (const edge of app.data.edges) {
    if (edge.first !== null) bins[Math.max(0, edge.first - min)] += 1;
  }
  const top = Math.max(1, ...bins);
  const step = width / bins.length;
  const bars = bins.map((count, i) => {
    const height = count ? Math.max(2, (count / top) * 38) : 0;
    return svg("rect", { x: i * step + 0.5, y: 40 - height, width: Math.max(1, step - 1), height, "data-tick": min + i });
  });
  return svg("svg", { id: "histogram", viewBox: `0 0 ${width} 40`, preserveAspectRatio: "none", "aria-hidden": "true" }, bars);
}

/** Set the controls to the state. */
export function syncFacets(app) {
  const { state } = app.store;
  for (const box of document.querySelectorAll("[data-facet]")) {
    const off = new Set(state[box.dataset.facet]);
    for (const input of box.querySelectorAll("input")) input.checked = !off.has(input.value);
  }
  const { min, max, unit } = app.data.time;
  const [from, to] = [state.from ?? min, state.to ?? max];
  if (byId("time-from")) {
    byId("time-from").value = from;
    byId("time-to").value = to;
    byId("time-from").setAttribute("aria-valuetext", tickLabel(from, unit));
    byId("time-to").setAttribute("aria-valuetext", tickLabel(to, unit));
    const first = app.data.time.isClipped && from === min ? t("earlier", { when: tickLabel(from, unit) }) : tickLabel(from, unit);
    byId("time-text").textContent = `${first} – ${tickLabel(to, unit)}`;
    for (const bar of byId("histogram").children) {
      const value = Number(bar.dataset.tick);
      bar.classList.toggle("on", value >= from && value <= to);
    }
  }
  const fresh = cleared();
  byId("reset").disabled = Object.keys(fresh).every((key) => JSON.stringify(fresh[key]) === JSON.stringify(state[key]));
}
