// Two sliders for time: when a relation held, and what a reader could know on a day. Both play.

import { readable, tickLabel } from "./dates.mjs";
import { byId, el, svg } from "./dom.mjs";
import { language, t } from "./words.mjs";

const STEP_MS = 900;
const players = new Map();

/** Return the fieldsets of both sliders. */
export function timeFacets(app) {
  for (const name of players.keys()) stop(name);
  return [validity(app), publication(app)];
}

function validity(app) {
  const { unit, min, max } = app.data.time;
  const box = el("fieldset", { class: "time" }, el("legend", {}, t("time")));
  const undated = app.data.edges.filter((edge) => edge.first === null).length;
  const note = (text) => el("p", { class: "note" }, text);
  if (min === null) box.append(note(t("timeNone")));
  else if (min === max) box.append(note(t("timeSingle", { when: tickLabel(min, unit) })));
  else {
    const slider = (id, field, key) =>
      el("input", { type: "range", id, min, max, step: 1, "aria-label": `${t("time")} ${t(key)}`, oninput: () => slide(app, field) });
    const steps = () => Array.from({ length: max - min + 1 }, (_, i) => ({ from: min + i, to: min + i }));
    box.append(
      histogram("histogram", bins(app.data.edges.map((edge) => edge.first), min, max), min),
      el("div", { class: "range" }, slider("time-from", "from", "timeFrom"), slider("time-to", "to", "timeTo")),
      el("div", { class: "play-row" }, el("output", { id: "time-text", for: "time-from time-to" }), playButton(app, "time", steps, { from: null, to: null })),
      note(t("timeNote")),
    );
    if (undated) box.append(note(t("timeUndated", { n: undated })));
  }
  return box;
}

function publication(app) {
  const days = app.data.published;
  if (days.length < 2) return "";
  const slider = el("input", { type: "range", id: "known", min: 0, max: days.length - 1, step: 1, "aria-label": t("known") });
  slider.addEventListener("input", () => {
    const at = Number(slider.value);
    app.store.set({ known: at === days.length - 1 ? null : days[at] }, { merge: "known" });
  });
  const steps = () => thinned(days).map((known) => ({ known }));
  return el(
    "fieldset",
    { class: "time" },
    el("legend", {}, t("known")),
    el("div", { class: "range single" }, slider),
    el("div", { class: "play-row" }, el("output", { id: "known-text", for: "known" }), playButton(app, "known", steps, { known: null })),
    el("p", { class: "note" }, t("knownNote")),
  );
}

// Nobody watches a thousand days pass.
function thinned(days, most = 40) {
  const every = Math.ceil(days.length / most);
  return days.filter((_, i) => i % every === every - 1);
}

function playButton(app, name, steps, end) {
  const button = el("button", { type: "button", class: "play", id: `play-${name}`, "aria-pressed": "false" });
  const draw = (isOn) => {
    const path = isOn ? "M6 5v10M14 5v10" : "M7 4.5v11l8-5.5z";
    button.replaceChildren(
      svg("svg", { viewBox: "0 0 20 20", width: 16, height: 16, "aria-hidden": "true" }, svg("path", { d: path, fill: isOn ? "none" : "currentColor", stroke: "currentColor", "stroke-width": 2 })),
    );
    button.setAttribute("aria-pressed", String(isOn));
    button.setAttribute("aria-label", t(isOn ? "pause" : `play_${name}`));
    button.title = t(isOn ? "pause" : `play_${name}`);
  };
  draw(false);
  button.addEventListener("click", () => {
    if (players.has(name)) return stop(name);
    const waiting = steps();
    const step = () => {
      const patch = waiting.shift();
      app.store.set(patch ?? end, { merge: `play ${name}` });
      if (!patch) return stop(name);
      players.set(name, { timer: setTimeout(step, STEP_MS), draw });
      return undefined;
    };
    draw(true);
    return step();
  });
  return button;
}

function stop(name) {
  clearTimeout(players.get(name)?.timer);
  players.get(name)?.draw(false);
  players.delete(name);
}

function slide(app, moved) {
  const { min, max } = app.data.time;
  let from = Number(byId("time-from").value);
  let to = Number(byId("time-to").value);
  if (from > to) [from, to] = moved === "from" ? [from, from] : [to, to];
  app.store.set({ from: from === min ? null : from, to: to === max ? null : to }, { merge: "time" });
}

function bins(values, min, max) {
  const found = Array.from({ length: max - min + 1 }, () => 0);
  for (const value of values) if (value !== null) found[Math.max(0, value - min)] += 1;
  return found;
}

function histogram(id, counts, first) {
  const width = 200;
  const top = Math.max(1, ...counts);
  const step = width / counts.length;
  const bars = counts.map((count, i) => {
    const height = count ? Math.max(2, (count / top) * 38) : 0;
    return svg("rect", { x: i * step + 0.5, y: 40 - height, width: Math.max(1, step - 1), height, "data-tick": first + i });
  });
  return svg("svg", { id, viewBox: `0 0 ${width} 40`, preserveAspectRatio: "none", "aria-hidden": "true", class: "histogram" }, bars);
}

/** Set the sliders to the state. */
export function syncTimes(app) {
  const { state, data } = app;
  const { min, max, unit } = data.time;
  const [from, to] = [state.from ?? min, state.to ?? max];
  if (byId("time-from")) {
    byId("time-from").value = from;
    byId("time-to").value = to;
    byId("time-from").setAttribute("aria-valuetext", tickLabel(from, unit));
    byId("time-to").setAttribute("aria-valuetext", tickLabel(to, unit));
    const first = data.time.isClipped && from === min ? t("earlier", { when: tickLabel(from, unit) }) : tickLabel(from, unit);
    byId("time-text").textContent = from === to ? first : `${first} – ${tickLabel(to, unit)}`;
    for (const bar of byId("histogram").children) {
      const value = Number(bar.dataset.tick);
      bar.classList.toggle("on", value >= from && value <= to);
    }
  }
  if (!byId("known")) return;
  const last = data.published.length - 1;
  const at = state.known === null ? last : data.published.findLastIndex((day) => day <= state.known);
  const words = state.known === null ? t("knownAll") : readable(state.known, language());
  byId("known").value = at;
  byId("known").setAttribute("aria-valuetext", words);
  byId("known-text").textContent = words;
}
