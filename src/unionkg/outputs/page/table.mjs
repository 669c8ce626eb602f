// The same content as tables: sortable, readable without the drawing, savable as CSV.

import { rangeLabel } from "./dates.mjs";
import { byId, download, el } from "./dom.mjs";
import { modalityName, typeStyle } from "./kinds.mjs";
import { oneLine } from "./quotes.mjs";
import { edgeName, nodeLink } from "./telling.mjs";
import { language, t } from "./words.mjs";

const BATCH = 150;
const sorting = { relations: [0, 1], entities: [3, -1] };

/** Show the table that the state names, or hide both. */
export function showTable(app) {
  const { table } = app.store.state;
  byId("table").hidden = !table;
  byId("graph").hidden = Boolean(table);
  if (!table) return;
  const sheets = { relations: relations(app), entities: entities(app) };
  const tab = (name, key) => {
    const attributes = { type: "button", "aria-pressed": String(table === name), onclick: () => app.store.set({ table: name }) };
    return el("button", attributes, t(key, { n: sheets[name].rows.length }));
  };
  const save = el("button", { type: "button", class: "push", onclick: () => saveCsv(app, sheets[table], table) }, t("exportCsv"));
  const bar = el("div", { class: "table-bar" }, tab("relations", "tableRelations"), tab("entities", "tableEntities"), save);
  byId("table").replaceChildren(bar, el("p", { class: "note" }, t("tableNote")), sheet(app, sheets[table], table));
}

function relations(app) {
  const { data, view } = app;
  const columns = ["colSubject", "colRelation", "colObject", "colStatus", "colTime", "colQuote", "colSource"];
  const label = (id) => data.nodeById.get(id)?.label ?? "";
  const rows = data.edges.filter(view.pass.edge).map((edge) => {
    const [first] = edge.witnesses;
    const relation = edgeName(edge);
    const source = [first?.document?.publisher, first?.document?.published].filter(Boolean).join(" ");
    const time = rangeLabel(edge.start, edge.end);
    const status = modalityName(edge.modality, language());
    const cells = [label(edge.from), relation, label(edge.to), status, time, oneLine(first?.quote ?? ""), source];
    return { cells, edge };
  });
  const build = ({ cells, edge }) => [
    nodeLink(app, edge.from),
    el("button", { type: "button", class: "link", onclick: () => app.open({ edges: [edge.id] }) }, cells[1]),
    nodeLink(app, edge.to),
    ...cells.slice(3),
  ];
  return { columns, rows, build };
}

function entities(app) {
  const { data, view } = app;
  const columns = ["colName", "colType", "colKind", "colCount", "colReports", "colAliases"];
  const rows = data.nodes.filter(view.pass.node).map((node) => {
    const count = data.edgesOf.get(node.id).filter(view.pass.edge).length;
    const type = typeStyle(node.type)[language()];
    return { cells: [node.label, type, node.kind ?? "", count, node.documents.length, node.aliases.join("、")], node };
  });
  const build = ({ cells, node }) => [nodeLink(app, node.id, { withGlyph: true }), ...cells.slice(1)];
  return { columns, rows, build };
}

function sheet(app, { columns, rows, build }, name) {
  const [column, way] = sorting[name];
  const collator = new Intl.Collator("zh-CN", { numeric: true });
  const compare = (a, b) => (typeof a === "number" ? a - b : collator.compare(a, b));
  const sorted = [...rows].sort((a, b) => way * compare(a.cells[column], b.cells[column]));
  const head = columns.map((key, i) => {
    const sort = () => {
      sorting[name] = [i, i === column ? -way : 1];
      showTable(app);
      byId("table").querySelectorAll("th button")[i].focus();
    };
    const order = i === column ? (way > 0 ? "ascending" : "descending") : "none";
    return el("th", { scope: "col", "aria-sort": order }, el("button", { type: "button", onclick: sort }, t(key)));
  });
  const body = el("tbody");
  const table = el("table", { class: name }, el("thead", {}, el("tr", {}, head)), body);
  const holder = el("div", { class: "sheet" }, table);
  let shown = 0;
  const more = el("button", { type: "button", class: "more", onclick: () => extend() });
  const extend = () => {
    body.append(...sorted.slice(shown, shown + BATCH).map((row) => el("tr", {}, build(row).map((cell) => el("td", {}, cell === 0 ? "0" : cell)))));
    shown = Math.min(sorted.length, shown + BATCH);
    if (shown < sorted.length) more.textContent = t("moreRows", { n: sorted.length - shown });
    else more.remove();
  };
  holder.append(more);
  extend();
  return holder;
}

/** Return rows as CSV; a cell that a spreadsheet would run as a formula gets an apostrophe. */
export function csvText(rows) {
  const cell = (value) => {
    const text = /^[=+\-@\t\r]/.test(String(value)) && typeof value !== "number" ? `'${value}` : String(value);
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

function saveCsv(app, { columns, rows }, name) {
  const file = `unionkg-${name}.csv`;
  // Spreadsheet programs take a file for UTF-8 only when it starts with the mark.
  download(file, `\ufeff${csvText([columns.map((key) => t(key)), ...rows.map((row) => row.cells)])}`, "text/csv");
  app.announce(t("exported", { name: file }), true);
}
