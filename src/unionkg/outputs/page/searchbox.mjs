// The search field with its suggestions.

import { byId, el } from "./dom.mjs";
import { buildIndex, excerpt, find, findQuotes } from "./find.mjs";
import { typeStyle } from "./kinds.mjs";
import { glyph, sentence } from "./telling.mjs";
import { language, t } from "./words.mjs";

/** Wire the field; `app.choose(hit)` takes what is picked. */
export class SearchBox {
  constructor(app) {
    this.app = app;
    this.input = byId("search");
    this.list = byId("hits");
    this.hits = [];
    this.current = 0;
    this.input.addEventListener("input", () => this.#search());
    this.input.addEventListener("focus", () => this.input.value.trim() && this.#search());
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  /** Return what the query finds among names and roles, at once. */
  lookup(query) {
    this.index ??= buildIndex(this.app.data);
    return find(this.index, query);
  }

  focus() {
    this.input.focus();
    this.input.select();
  }

  close() {
    this.hits = [];
    this.asked = null;
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  #search() {
    const query = this.input.value;
    if (!query.trim()) return this.close();
    this.hits = this.lookup(query);
    this.current = 0;
    this.#show(query);
    this.asked = query;
    this.pending = findQuotes(this.app.data, query, { isOver: () => this.asked !== query }).then((quotes) => {
      if (this.asked !== query || !quotes.length) return;
      this.hits = [...this.hits, ...quotes];
      this.#show(query);
    });
    return undefined;
  }

  #show(query) {
    const groups = [
      ["node", "hitEntities"],
      ["role", "hitRoles"],
      ["quote", "hitQuotes"],
    ].map(([kind, key]) => this.#group(kind, t(key), query));
    this.list.replaceChildren(...groups.filter(Boolean));
    if (!this.hits.length) this.list.append(el("div", { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, t("noHits")));
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.#mark();
  }

  #group(kind, heading, query) {
    const rows = this.hits.map((hit, i) => (hit.kind === kind ? this.#option(hit, i, query) : null)).filter(Boolean);
    if (!rows.length) return null;
    return el("div", { role: "group", "aria-label": heading }, el("div", { class: "hit-head", "aria-hidden": "true" }, heading), rows);
  }

  #option(hit, i, query) {
    const content = { node: () => this.#node(hit), role: () => this.#role(hit), quote: () => this.#quote(hit, query) }[hit.kind]();
    return el("div", { role: "option", id: `hit-${i}`, "aria-selected": "false", onclick: () => this.#take(i) }, content);
  }

  #node({ node, why }) {
    const kind = node.kind ?? typeStyle(node.type)[language()];
    return [glyph(node.type, 22), el("span", { class: "hit-name" }, node.label, why && el("small", {}, ` ${t("aka")} ${why}`)), el("small", {}, kind)];
  }

  #role({ edge }) {
    const person = this.app.data.nodeById.get(edge.from);
    const place = this.app.data.nodeById.get(edge.to);
    return [glyph(person.type, 22), el("span", { class: "hit-name" }, `${edge.role} · ${person.label}`), el("small", {}, place?.label ?? t("looseRole"))];
  }

  #quote({ edge, quote }, query) {
    const [before, match, after] = excerpt(quote, query);
    const about = sentence(edge, this.app.data);
    return [el("span", { class: "hit-quote" }, el("span", {}, before, match && el("mark", {}, match), after), el("small", {}, about))];
  }

  #mark() {
    const options = [...this.list.querySelectorAll("[id^=hit-]")];
    for (const option of options) option.setAttribute("aria-selected", String(option.id === `hit-${this.current}`));
    const chosen = options.find((option) => option.id === `hit-${this.current}`);
    if (!chosen) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
    return undefined;
  }

  #take(i) {
    const hit = this.hits[i];
    if (!hit) return;
    this.close();
    if (hit.kind === "node") this.input.value = hit.node.label;
    this.input.blur();
    this.app.choose(hit);
  }

  #key(event) {
    const last = this.hits.length - 1;
    if (event.key === "ArrowDown") this.current = Math.min(last, this.current + 1);
    else if (event.key === "ArrowUp") this.current = Math.max(0, this.current - 1);
    else if (event.key === "Enter" && !event.isComposing) return this.hits.length ? this.#take(this.current) : this.pending?.then(() => this.#take(0));
    else if (event.key === "Escape") {
      event.stopPropagation();
      if (this.list.hidden) this.input.blur();
      return this.close();
    } else return undefined;
    event.preventDefault();
    return this.#mark();
  }
}
