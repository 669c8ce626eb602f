// The same content as tables: sortable, readable without the drawing, savable as CSV.

import { rangeLabel } from "./dates.mjs";
import { byId, download, el } from "./dom.mjs";
import { modalityName, typeStyle } from "./kinds.mjs";
import { oneLine } from "./quotes.mjs";
import { edgeName, nodeLink } from "./telling.mjs";
import { language, t } from "./words.mjs";

const BATCH = 150;
const sorting = { relations: [0, 1], entities: [3, -1] };
const SHEETS = { relations, entities };

/** Show the table that the state names, or hide both. */
export function showTable(app) {
  const { table } = app.store.state;
  byId("table").hidden = !table;
  byId("graph").hidden = Boolean(table);
  if (!table) return;
  const sheets = Object.fromEntries(Object.entries(SHEETS).map(([name, make]) => [name, make(app)]));
  const tab = (name, key) => {
    const attributes = { type: "button", "aria-pressed": String(table === name), onclick: () => app.store.set({ table: name }) };
    return el("button", attributes, t(key, { n: sheets[name].items.length }));
  };
  const save = el("button", { type: "button", class: "push", onclick: () => saveCsv(app, sheets[table], table) }, t("exportCsv"));
  const bar = el("div", { class: "table-bar" }, tab("relations", "tableRelations"), tab("entities", "tableEntities"), save);
  byId("table").replaceChildren(bar, el("p", { class: "note" }, t("tableNote")), sheet(app, sheets[table], table));
}

function relations(app) {
  const { data, view } = app;
  const label = (id) => data.nodeById.get(id)?.label ?? "";
  const source = ({ document }) => [document?.publisher, document?.published].filter(Boolean).join(" ");
  const first = (edge) => (edge.count ? edge.table.at(edge.firstWitness) : {});
  const columns = {
    colSubject: (edge) => label(edge.from),
    colRelation: edgeName,
    colObject: (edge) => label(edge.to),
    colStatus: (edge) => modalityName(edge.modality, language()),
    colTime: (edge) => rangeLabel(edge.start, edge.end),
    colSources: (edge) => edge.sources,
    colQuote: (edge) => oneLine(first(edge).quote ?? ""),
    colSource: (edge) => source(first(edge)),
  };
  const build = (edge, cells) => [
    nodeLink(app, edge.from),
    el("button", { type: "button", class: "link", onclick: () => app.open({ edges: [edge.id] }) }, cells[1]),
    nodeLink(app, edge.to),
    ...cells.slice(3),
  ];
  const need = (edges) => data.texts.need(edges.map((edge) => edge.table.document[edge.firstWitness]));
  return { columns, items: data.edges.filter(view.pass.edge), build, need };
}

function entities(app) {
  const { data, view } = app;
  const columns = {
    colName: (node) => node.label,
    colType: (node) => typeStyle(node.type)[language()],
    colKind: (node) => node.kind ?? "",
    colCount: (node) => data.edgesOf.get(node.id).filter(view.pass.edge).length,
    colReports: (node) => node.documents.length,
    colAliases: (node) => node.aliases.join("、"),
  };
  const build = (node, cells) => [nodeLink(app, node.id, { withGlyph: true }), ...cells.slice(1)];
  return { columns, items: data.nodes.filter(view.pass.node), build, need: () => null };
}

const cellsOf = (columns, item) => Object.values(columns).map((value) => value(item));

function sheet(app, { columns, items, build, need }, name) {
  const [column, way] = sorting[name];
  const keys = Object.keys(columns);
  const sort = (i) => async () => {
    sorting[name] = [i, i === column ? -way : 1];
    // The first quotes of all rows are only then unpacked when they are what is sorted by.
    if (keys[i] === "colQuote") await need(items);
    showTable(app);
    byId("table").querySelectorAll("th button")[i].focus();
  };
  const head = keys.map((key, i) => {
    const order = i === column ? (way > 0 ? "ascending" : "descending") : "none";
    return el("th", { scope: "col", "aria-sort": order }, el("button", { type: "button", onclick: sort(i) }, t(key)));
  });
  const body = el("tbody");
  const table = el("table", { class: name }, el("thead", {}, el("tr", {}, head)), body);
  const sorted = inOrder(items, columns[keys[column]], way);
  let shown = 0;
  const more = el("button", { type: "button", class: "more", onclick: () => extend() });
  const row = (item) => el("tr", {}, build(item, cellsOf(columns, item)).map((cell) => el("td", {}, cell === 0 ? "0" : cell)));
  const extend = async () => {
    const next = sorted.slice(shown, shown + BATCH);
    shown += next.length;
    const missing = need(next);
    if (missing) await missing;
    body.append(...next.map(row));
    if (shown < sorted.length) more.textContent = t("moreRows", { n: sorted.length - shown });
    else more.remove();
  };
  extend();
  return el("div", { class: "sheet" }, table, more);
}

// The key of each row is made once; texts are compared as Chinese readers expect.
function inOrder(items, value, way) {
  const collator = new Intl.Collator("zh-CN", { numeric: true });
  const compare = (a, b) => (typeof a === "number" ? a - b : a === b ? 0 : collator.compare(a, b));
  const keyed = items.map((item) => ({ item, key: value(item) }));
  return keyed.sort((a, b) => way * compare(a.key, b.key)).map(({ item }) => item);
}

/** Return rows as CSV; a cell that a spreadsheet would run as a formula gets an apostrophe. */
export function csvText(rows) {
  const cell = (value) => {
    const text = /^[=+\-@\t\r]/.test(String(value)) && typeof value !== "number" ? `'${value}` : String(value);
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

async function saveCsv(app, { columns, items, need }, name) {
  const file = `unionkg-${name}.csv`;
  await need(items);
  const rows = items.map((item) => cellsOf(columns, item));
  // Spreadsheet programs take a file for UTF-8 only when it starts with the mark.
  download(file, `\ufeff${csvText([Object.keys(columns).map((key) => t(key)), ...rows])}`, "text/csv");
  app.announce(t("exported", { name: file }), true);
}
