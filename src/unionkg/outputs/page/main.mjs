// Starts the page and wires its controls.

import { App } from "./app.mjs";
import { readData } from "./data.mjs";
import { byId, isNarrow } from "./dom.mjs";
import { wireKeys } from "./keys.mjs";
import { fromFragment } from "./state.mjs";
import { language, setLanguage, t } from "./words.mjs";

const FEW_PACKS = 4;
const FIRST_DRAWN = 2000;

function wireControls(app) {
  const click = (id, action) => byId(id).addEventListener("click", action);
  click("zoom-in", () => app.stage.zoom(1.3));
  click("zoom-out", () => app.stage.zoom(1 / 1.3));
  click("fit", () => app.stage.frame());
  click("undo", () => app.store.undo());
  click("redo", () => app.store.redo());
  click("groups", () => app.store.set({ groups: !app.state.groups }));
  click("png", () => app.exportPicture("png"));
  click("svg", () => app.exportPicture("svg"));
  click("to-table", () => app.store.set({ table: app.state.table ? null : "relations" }));
  click("language", () => {
    setLanguage(language() === "zh" ? "en" : "zh");
    document.documentElement.lang = language() === "zh" ? "zh-CN" : "en";
    app.refresh();
  });
  click("theme", () => {
    setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
    app.refresh();
  });
  for (const tab of document.querySelectorAll("[data-pane-tab]")) {
    tab.addEventListener("click", () => {
      const pane = tab.dataset.paneTab;
      app.store.set({ table: pane === "table" ? "relations" : null });
      app.show(pane === "table" ? "graph" : pane);
      if (pane === "graph") app.stage.frame();
    });
  }
  document.addEventListener("pointerdown", ({ target }) => {
    if (!byId("menu").contains(target)) byId("menu").open = false;
  });
  addEventListener("hashchange", () => app.store.set(fromFragment(location.hash.slice(1), app.data)));
}

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  byId("theme").setAttribute("aria-pressed", String(theme === "dark"));
}

async function start() {
  setTheme(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  if (!byId("network")) {
    window.__ready = true;
    return;
  }
  if (typeof DecompressionStream === "undefined") {
    byId("card").textContent = t("oldBrowser");
    return;
  }
  const app = new App(await readData());
  wireControls(app);
  wireKeys(app);
  app.show(isNarrow() ? "list" : "graph");
  // A large drawing comes first, all around it a moment later.
  if (app.view.places.size > FIRST_DRAWN) {
    app.drawing.show();
    await new Promise((done) => setTimeout(done, 30));
  }
  app.refresh();
  app.search.lookup("…");
  const { selection } = app.state;
  if (selection?.path) app.stage.frame(app.path?.nodes ?? []);
  else if (selection) app.frameSelection();
  else app.stage.frame();
  // A few reports are unpacked at once: then nothing in a card has to wait.
  const { texts, documents } = app.data;
  if (texts.packs <= FEW_PACKS) await texts.need(documents.map(({ number }) => number));
  // vis-network draws in the next frame; the one after that has it on the screen.
  requestAnimationFrame(() => requestAnimationFrame(() => Object.assign(window, { __ready: true })));
  // For tests: where things stand, without reaching into the program.
  window.__unionkg = {
    pointOf: (id) => app.stage.screenOf(id),
    shown: () => [...app.view.places.keys()],
    app,
  };
}

start();
