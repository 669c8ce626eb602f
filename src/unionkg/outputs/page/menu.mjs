// The menu of views and keeping: named views, the link, printing, decisions as a file.

import { byId, copyText, download, el } from "./dom.mjs";
import { ledgerLines } from "./ledger.mjs";
import { dropView, keepView, reader, views } from "./memory.mjs";
import { fromFragment, toFragment } from "./state.mjs";
import { t } from "./words.mjs";

/** Build the menu anew. */
export function showMenu(app) {
  const title = document.title;
  const name = el("input", { type: "text", id: "view-name", maxlength: 60, "aria-label": t("viewName"), placeholder: t("viewName") });
  const keep = (event) => {
    event.preventDefault();
    const text = name.value.trim();
    if (!text) return name.focus();
    const done = keepView(title, text, toFragment(app.state));
    app.announce(t(done ? "viewKept" : "notKept", { name: text }), true);
    return showMenu(app);
  };
  const view = (one) =>
    el(
      "li",
      {},
      el("button", { type: "button", class: "link", onclick: () => open(app, one.fragment) }, el("span", {}, one.name)),
      el("button", { type: "button", class: "small", "aria-label": `${t("dropView")} ${one.name}`, onclick: () => dropView(title, one.name) && showMenu(app) }, "×"),
    );
  byId("menu-body").replaceChildren(
    el("h2", {}, t("views")),
    el("ul", { class: "rows" }, views(title).map(view)),
    el("form", { class: "inline", onsubmit: keep }, name, el("button", { type: "submit" }, t("keepView"))),
    el("div", { class: "actions" }, [
      el("button", { type: "button", onclick: () => copyLink(app) }, t("copyLink")),
      el("button", { type: "button", onclick: () => print() }, t("print")),
    ]),
    ...decisions(app),
  );
}

function open(app, fragment) {
  byId("menu").open = false;
  app.store.set({ ...fromFragment(fragment, app.data), marks: app.state.marks, proposals: app.state.proposals });
  app.stage.frame();
}

async function copyLink(app) {
  const done = await copyText(location.href);
  app.announce(t(done ? "linkCopied" : "copyFailed"), true);
}

function decisions(app) {
  const count = Object.keys(app.state.marks).length + app.state.proposals.length;
  const by = el("input", { type: "text", id: "reader", maxlength: 60, value: reader.get(), "aria-label": t("readerName"), placeholder: t("readerName") });
  const save = async (event) => {
    event.preventDefault();
    if (!by.value.trim()) return by.focus();
    reader.set(by.value.trim());
    const lines = await ledgerLines(app.data, app.state, { by: by.value.trim(), at: new Date().toISOString().replace(/\.\d+Z$/, "Z") });
    download("unionkg-decisions.jsonl", lines, "application/jsonl");
    return app.announce(t("exported", { name: "unionkg-decisions.jsonl" }), true);
  };
  const button = el("button", { type: "submit", id: "save-decisions", disabled: count === 0 }, t("saveDecisions"));
  return [
    el("h2", {}, t("decisions"), el("b", {}, String(count))),
    el("p", { class: "note" }, t("decisionsNote")),
    el("form", { class: "inline", onsubmit: save }, by, button),
  ];
}
