// The filters with their counts. Types, statuses and relations are switched off one by one; of all others, what is chosen stays.

import { byId, el } from "./dom.mjs";
import { readable } from "./dates.mjs";
import { CONFIDENCE_STEPS, countFacets } from "./filters.mjs";
import { MODALITY_ORDER, modalityLine, modalityName, relationName, RELATION_ORDER, TYPE_ORDER, typeStyle } from "./kinds.mjs";
import { glyph } from "./telling.mjs";
import { INITIAL } from "./state.mjs";
import { syncTimes, timeFacets } from "./sliders.mjs";
import { language, t } from "./words.mjs";

const FIRST = 6;
const MOST = 200;
const REVIEWS = ["open", "accept", "reject"];

/** Build the filters anew (after a change of language or theme). */
export function buildFacets(app) {
  const { data } = app;
  const open = new Set([...document.querySelectorAll("#facets details[open]")].map((box) => box.dataset.fold));
  const all = countFacets({ ...app.state, marks: {} }, data, { ofNode: [], ofEdge: [], node: () => true });
  const ordered = (name, order) => [...all.get(name).keys()].sort((a, b) => rank(order, a) - rank(order, b));
  const often = (name) => [...all.get(name)].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([key]) => key);
  const label = (id) => data.nodeById.get(id)?.label ?? id;
  const pick = (name, field, keys, words) => fold(app, name, field, keys, words, open.has(field));
  byId("facets").replaceChildren(
    switches(app, "types", "offTypes", ordered("offTypes", TYPE_ORDER), (key) => typeStyle(key)[language()], (key) => glyph(key)),
    ...timeFacets(app),
    sourcesFacet(app),
    switches(app, "modalities", "offModalities", ordered("offModalities", MODALITY_ORDER), (key) => modalityName(key, language()), lineSample),
    switches(app, "relations", "offRelations", ordered("offRelations", RELATION_ORDER), (key) => relationName(key, language())),
    pick("facetKinds", "kinds", often("kinds"), (key) => key),
    pick("facetPlaces", "places", often("places"), label),
    pick("facetPublishers", "publishers", often("publishers"), (key) => key),
    pick("facetSpeakers", "speakers", often("speakers"), label),
    pick("facetDocuments", "documents", often("documents"), (id) => documentName(data, id)),
    pick("facetConfidence", "confidences", ordered("confidences", CONFIDENCE_STEPS.map(String)), confidenceName),
    pick("facetReview", "reviews", REVIEWS, (key) => t(`review_${key}`)),
    el("button", { type: "button", id: "reset", onclick: () => app.store.set(cleared()) }, t("reset")),
  );
  syncFacets(app);
}

function rank(order, key) {
  return order.includes(key) ? order.indexOf(key) : order.length;
}

function documentName(data, id) {
  const found = data.documents.find((document) => document.id === id);
  const when = found?.published ? `${readable(found.published, language())} ` : "";
  return `${when}${found?.title || found?.path || t("untitled")}`;
}

function confidenceName(step) {
  const at = CONFIDENCE_STEPS.indexOf(Number(step));
  if (at === CONFIDENCE_STEPS.length - 1) return t("confidenceBelow", { n: CONFIDENCE_STEPS[at - 1] * 100 });
  return t("confidenceFrom", { n: CONFIDENCE_STEPS[at] * 100 });
}

const CLEARED = [
  "offTypes", "offRelations", "offModalities", "kinds", "places", "documents", "publishers", "speakers", "confidences", "reviews",
  "sources", "from", "to", "known", "hidden",
];

function cleared() {
  return Object.fromEntries(CLEARED.map((field) => [field, INITIAL[field]]));
}

function lineSample(modality) {
  return el("i", { class: `sample ${modalityLine(modality)}`, "aria-hidden": "true" });
}

function switches(app, name, field, keys, words, icon) {
  const box = el("fieldset", { "data-facet": field }, el("legend", {}, t(name)));
  for (const key of keys) {
    const input = el("input", { type: "checkbox", value: key, onchange: () => flip(app, field, key, !input.checked) });
    const about = `${t("only")} ${words(key)}`;
    const only = el("button", { type: "button", class: "only", "aria-label": about, onclick: () => single(app, field, key, keys) }, t("only"));
    box.append(row(el("label", {}, input, icon?.(key), el("span", {}, words(key))), only, key));
  }
  return box;
}

function row(label, extra, key) {
  return el("div", { class: "check" }, label, extra, el("b", { "data-count": key }));
}

function flip(app, field, key, on) {
  const others = app.store.state[field].filter((one) => one !== key);
  app.store.set({ [field]: on ? [...others, key] : others });
}

// Pressed on the one that already stands alone, it brings the others back.
function single(app, field, key, all) {
  const others = all.filter((one) => one !== key);
  const isAlone = others.every((one) => app.store.state[field].includes(one));
  app.store.set({ [field]: isAlone ? [] : others });
}

// Folded: these have long lists, and most readers need few of them.
function fold(app, name, field, keys, words, isOpen) {
  if (!keys.length) return "";
  const list = el("div", { role: "group", "aria-label": t(name) });
  const item = (key) => {
    const input = el("input", { type: "checkbox", value: key, onchange: () => flip(app, field, key, input.checked) });
    return row(el("label", {}, input, el("span", { class: "clip", title: words(key) }, words(key))), null, key);
  };
  const chosen = keys.filter((key) => app.state[field].includes(key));
  const shown = [...new Set([...chosen, ...keys.slice(0, FIRST)])];
  list.append(...shown.map(item));
  const rest = keys.filter((key) => !shown.includes(key)).slice(0, MOST - FIRST);
  const extend = () => {
    list.append(...rest.map(item));
    more.remove();
    syncFacets(app);
  };
  const more = el("button", { type: "button", class: "more small", onclick: extend }, t("moreRows", { n: rest.length }));
  if (rest.length) list.append(more);
  const summary = el("summary", {}, t(name), el("b", { class: "chosen" }));
  return el("details", { "data-fold": field, "data-facet": field, "data-picks": "yes", open: isOpen || chosen.length > 0 }, summary, list);
}

function sourcesFacet(app) {
  const input = el("input", { type: "checkbox", id: "two-sources", onchange: () => app.store.set({ sources: input.checked ? 2 : 1 }) });
  return el(
    "fieldset",
    { "data-facet": "sources" },
    el("legend", {}, t("facetSources")),
    row(el("label", {}, input, el("span", {}, t("twoSources"))), null, "2"),
    el("p", { class: "note" }, t("twoSourcesNote")),
  );
}

/** Set the controls to the state; counts follow when the drawing is done. */
export function syncFacets(app) {
  const { state } = app.store;
  for (const box of document.querySelectorAll("#facets [data-facet]")) {
    const { facet: field, picks } = box.dataset;
    if (field === "sources") continue;
    const listed = new Set(state[field]);
    for (const input of box.querySelectorAll("input")) input.checked = listed.has(input.value) === (picks === "yes");
    const chosen = box.querySelector(".chosen");
    if (chosen) chosen.textContent = listed.size ? t("chosen", { n: listed.size }) : "";
  }
  byId("two-sources").checked = state.sources > 1;
  syncTimes(app);
  byId("reset").disabled = CLEARED.every((field) => JSON.stringify(INITIAL[field]) === JSON.stringify(state[field]));
  clearTimeout(syncFacets.waiting);
  syncFacets.waiting = setTimeout(() => showCounts(app), 30);
}

function showCounts(app) {
  const counts = countFacets(app.state, app.data, app.view.pass);
  for (const box of document.querySelectorAll("#facets [data-facet]")) {
    const found = counts.get(box.dataset.facet);
    for (const cell of box.querySelectorAll("[data-count]")) {
      const count = found?.get(cell.dataset.count) ?? 0;
      cell.textContent = String(count);
      cell.parentElement.classList.toggle("nothing", count === 0);
    }
  }
}
