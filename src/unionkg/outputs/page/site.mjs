// The pages around the explorer: search, pickers of names, marked sentences, language and theme.

import { el } from "./dom.mjs";
import { buildIndex, find } from "./find.mjs";
import { glyph } from "./telling.mjs";

const KINDS = { Document: ["文章", "Article", "文"], Question: ["问题", "Question", "问"] };
const root = document.documentElement;
const isChinese = () => root.lang !== "en";

function keep(name, value) {
  try {
    localStorage.setItem(`unionkg-${name}`, value);
  } catch {
    // Nothing is kept where the browser keeps nothing.
  }
}

function drawGlyphs() {
  for (const place of document.querySelectorAll(".glyph[data-type]")) {
    place.replaceChildren(glyph(place.dataset.type, Number(place.dataset.size)));
  }
}

function wireSwitches() {
  const theme = document.getElementById("theme");
  const mark = () => theme.setAttribute("aria-pressed", String(root.dataset.theme === "dark"));
  mark();
  theme.addEventListener("click", () => {
    root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
    keep("theme", root.dataset.theme);
    mark();
    drawGlyphs();
  });
  document.getElementById("language").addEventListener("click", () => {
    root.lang = isChinese() ? "en" : "zh-CN";
    keep("language", isChinese() ? "zh" : "en");
  });
}

/** Return the search index over the rows of names.js, whose kind `accepts` takes. */
function indexOf(accepts) {
  const rows = (globalThis.unionkgNames ?? []).filter(([, type]) => accepts(type));
  const nodes = rows.map(([id, type, label, aliases, pinyin, score]) => ({
    id, type, label, aliases, pinyin, score, initials: pinyin.split(" ").map((word) => word[0] ?? "").join(""),
  }));
  return buildIndex({ nodes, edges: [], loose: [] });
}

/** A field with suggestions below it; `choose(node)` takes what is picked. */
class Suggestions {
  constructor(input, accepts, choose) {
    this.input = input;
    this.list = document.getElementById(input.getAttribute("aria-controls"));
    this.accepts = accepts;
    this.choose = choose;
    this.hits = [];
    this.current = -1;
    input.addEventListener("input", () => this.#search());
    input.addEventListener("keydown", (event) => this.#key(event));
    input.addEventListener("blur", () => this.#close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  #search() {
    this.index ??= indexOf(this.accepts);
    this.hits = find(this.index, this.input.value, { nodes: 10, roles: 0, quotes: 0 });
    if (!this.input.value.trim()) return this.#close();
    this.current = this.hits.length ? 0 : -1;
    const none = el("div", { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" },
      isChinese() ? "没有找到。换个写法，或输入拼音首字母试试。" : "Nothing found. Try another spelling or pinyin initials.");
    this.list.replaceChildren(...(this.hits.length ? this.hits.map((hit, i) => this.#option(hit, i)) : [none]));
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.#mark();
    return undefined;
  }

  #option({ node, why }, i) {
    const special = KINDS[node.type];
    const picture = special ? el("span", { class: "tag", "aria-hidden": "true" }, special[2]) : glyph(node.type, 22);
    const note = special ? special[isChinese() ? 0 : 1] : node.score ? `${node.score} ${isChinese() ? "篇" : "articles"}` : "";
    return el("div", { role: "option", id: `${this.list.id}-${i}`, "aria-selected": "false", onclick: () => this.#take(i) },
      picture, el("span", { class: "name" }, node.label, why && el("small", {}, ` ${why}`)), el("small", {}, note));
  }

  #mark() {
    [...this.list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === this.current)));
    const chosen = this.list.children[this.current];
    if (!chosen?.id) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
    return undefined;
  }

  #key(event) {
    if (event.isComposing) return;
    if (event.key === "Escape" && !this.list.hidden) this.#close();
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const count = this.hits.length;
      if (!count) return;
      this.current = (this.current + (event.key === "ArrowDown" ? 1 : count - 1)) % count;
      this.#mark();
    } else if (event.key === "Enter" && !this.list.hidden && this.current >= 0) this.#take(this.current);
    else return;
    event.preventDefault();
  }

  #take(i) {
    const { node } = this.hits[i];
    this.#close();
    this.choose(node);
  }

  #close() {
    this.hits = [];
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

/** Return the address of a page from its pattern, which holds `{id}`. */
function address(node) {
  const pattern = node.type === "Question" ? document.body.dataset.question : document.body.dataset.node;
  return pattern.replace("{id}", () => node.id.split("/").map(encodeURIComponent).join("/"));
}

function wireFinders() {
  for (const input of document.querySelectorAll(".finder")) {
    new Suggestions(input, () => true, (node) => {
      location.href = address(node);
    });
  }
  for (const input of document.querySelectorAll(".picker")) {
    const types = input.dataset.types.split(" ").filter(Boolean);
    const accepts = (type) => !KINDS[type] && (!types.length || types.includes(type));
    input.addEventListener("input", () => delete input.dataset.iri);
    new Suggestions(input, accepts, (node) => {
      input.value = node.label;
      input.dataset.iri = `${document.body.dataset.base}id/${node.id}`;
    });
  }
  // What was picked is asked by its IRI: two things may bear one name.
  document.querySelector("form.ask")?.addEventListener("formdata", (event) => {
    for (const input of document.querySelectorAll(".picker")) {
      if (input.dataset.iri) event.formData.set(input.name, input.dataset.iri);
    }
    for (const [name, value] of [...event.formData]) if (!value) event.formData.delete(name);
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target.closest("input, textarea, [contenteditable]")) return;
    const field = document.querySelector(".finder");
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}

/** Light up the sentence in the address and its statements, and lead from a sentence to its statements. */
function wireArticle() {
  const marks = [...document.querySelectorAll("mark[data-said]")];
  const items = [...document.querySelectorAll(".said > li")];
  if (!marks.length) return;
  const light = (numbers) => {
    for (const mark of marks) mark.classList.toggle("lit", mark.dataset.said.split(" ").some((n) => numbers.includes(n)));
    for (const item of items) item.classList.toggle("lit", numbers.includes(item.dataset.number));
  };
  const follow = () => {
    const place = location.hash.slice(1);
    const numbers = items.filter((item) => item.querySelector(".what").hash === `#${place}`).map((item) => item.dataset.number);
    light(numbers);
    if (numbers.length) items.find((item) => item.dataset.number === numbers[0]).scrollIntoView({ block: "nearest" });
    if (numbers.length) document.getElementById(place)?.scrollIntoView({ block: "center" });
  };
  for (const mark of marks) {
    mark.addEventListener("click", () => {
      const numbers = mark.dataset.said.split(" ");
      light(numbers);
      items.find((item) => item.dataset.number === numbers[0])?.scrollIntoView({ block: "nearest" });
    });
  }
  addEventListener("hashchange", follow);
  follow();
}

/** Rows of a table that hold the words, for pages without a server. */
function wireNarrowing() {
  const field = document.getElementById("narrow");
  field?.addEventListener("input", () => {
    const wanted = field.value.trim().toLowerCase();
    for (const row of document.querySelectorAll("tbody tr")) row.hidden = !row.textContent.toLowerCase().includes(wanted);
  });
}

drawGlyphs();
wireSwitches();
wireFinders();
wireArticle();
wireNarrowing();
window.__ready = true;
