// The query page: an editor that knows the vocabulary of the graph, with the named questions as examples.

import { byId, el } from "./dom.mjs";

const { Yasgui } = globalThis.Yasgui.Yasgui ? globalThis.Yasgui : { Yasgui: globalThis.Yasgui.default ?? globalThis.Yasgui };
const known = JSON.parse(byId("vocabulary").textContent);
const endpoint = new URL("/sparql", location.href).href;

/** Complete from lists of our own; the usual completers would ask servers elsewhere. */
function completers(Yasqe) {
  const starting = (list) => (_yasqe, token) => {
    const begun = token?.autocompletionString ?? token?.string ?? "";
    return list.filter((iri) => iri.startsWith(begun));
  };
  const prefixes = Object.entries(known.prefixes).map(([name, iri]) => `${name}: <${iri}>`);
  Yasqe.forkAutocompleter("class", { name: "our-classes", get: starting(known.classes), bulk: false }, false);
  Yasqe.forkAutocompleter("property", { name: "our-properties", get: starting(known.properties), bulk: false }, false);
  Yasqe.forkAutocompleter("prefixes", { name: "our-prefixes", get: () => prefixes, bulk: true, persistenceId: null }, false);
  return ["variables", "our-prefixes", "our-classes", "our-properties"];
}

function addExamples(yasgui) {
  const list = byId("examples");
  for (const { title_zh, title_en, sparql } of known.examples) {
    const add = () => {
      const tab = yasgui.addTab(true, { name: document.documentElement.lang === "en" ? title_en : title_zh });
      tab.setQuery(sparql);
      byId("yasgui").scrollIntoView({ block: "nearest" });
    };
    list.append(el("li", {}, el("button", { type: "button", onclick: add },
      el("span", { class: "zh", lang: "zh-CN" }, title_zh), el("span", { class: "en", lang: "en" }, title_en))));
  }
}

/** Name what the editor leaves without a name, for those who hear the page. */
function nameParts() {
  for (const area of document.querySelectorAll(".CodeMirror textarea")) area.setAttribute("aria-label", "SPARQL");
  for (const field of document.querySelectorAll(".yasgui input:not([aria-label])")) {
    field.setAttribute("aria-label", field.placeholder || "SPARQL");
  }
  for (const list of document.querySelectorAll(".yasr select:not([aria-label])")) list.setAttribute("aria-label", "每页行数 Page size");
  for (const head of document.querySelectorAll(".yasr th:not([aria-label])")) {
    if (!head.textContent.trim()) head.setAttribute("aria-label", "行 Row");
  }
  for (const button of document.querySelectorAll(".tabsList button[aria-label]:not([role])")) button.setAttribute("role", "tab");
}

/** Lead from IRIs of the graph to their pages here. */
function here(iri) {
  return iri.startsWith(`${known.base}id/`) ? `/id/${iri.slice(known.base.length + 3)}` : iri;
}

const yasgui = new Yasgui(byId("yasgui"), {
  requestConfig: { endpoint, method: "POST" },
  endpointCatalogueOptions: { getData: () => [{ endpoint }], keys: [] },
  autofocus: false,
  yasqe: { autocompleters: completers(Yasgui.Yasqe), value: known.first },
});
addExamples(yasgui);
nameParts();
new MutationObserver(() => {
  nameParts();
  for (const link of document.querySelectorAll(".yasr a.iri[href]")) {
    const target = here(link.getAttribute("href"));
    if (target !== link.getAttribute("href")) link.setAttribute("href", target);
  }
}).observe(byId("yasgui"), { childList: true, subtree: true });
