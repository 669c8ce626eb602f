// A small graph in the form that the page reads.

import { indexData } from "../../src/unionkg/outputs/page/data.mjs";
import { Texts } from "../../src/unionkg/outputs/page/packs.mjs";

const columns = ["document", "start", "end", "modality", "confidence", "origin", "speaker", "time", "quote"];

function numbered(rows) {
  const values = [...new Set(rows.filter(Boolean))];
  return { values, rows: rows.map((row) => (row ? values.indexOf(row) + 1 : 0)) };
}

const sparse = (rows) => rows.flatMap((row, i) => (row?.length ? [[i, row]] : []));

/** Return `{ graph, texts }` as the packs hold them. */
export function pack({ nodes, edges, loose = [], documents }) {
  const column = (rows, name, none = null) => rows.map((row) => row[name] ?? none);
  const table = (rows) => {
    const witnesses = rows.flatMap((row) => row.witnesses ?? []);
    const at = (i, none) => witnesses.map((row) => row[i] ?? none);
    const named = Object.fromEntries(["type", "label", "role", "modality", "start", "end"].map((name) => [name, numbered(column(rows, name))]));
    return {
      id: column(rows, "id"),
      from: rows.map((row) => nodes.findIndex((node) => node.id === row.from)),
      to: rows.map((row) => nodes.findIndex((node) => node.id === row.to)),
      ...named,
      order: column(rows, "order", 0),
      sources: column(rows, "sources", 1),
      count: rows.map((row) => row.witnesses?.length ?? 0),
      witnesses: {
        document: at(0, -1),
        start: at(1, -1),
        end: at(2, -1),
        modality: numbered(at(3)),
        confidence: at(4, 1),
        origin: numbered(at(5)),
        speaker: numbered(at(6)),
        time: numbered(at(7)),
        quote: sparse(at(8)),
      },
    };
  };
  const graph = {
    columns,
    nodes: {
      ...Object.fromEntries(["id", "label", "x", "y", "group", "score"].map((name) => [name, column(nodes, name, 0)])),
      type: numbered(column(nodes, "type")),
      kind: numbered(column(nodes, "kind")),
      pinyin: column(nodes, "pinyin", ""),
      initials: column(nodes, "initials", ""),
      aliases: sparse(column(nodes, "aliases", [])),
      documents: column(nodes, "documents", []),
      figures: sparse(column(nodes, "figures", [])),
      core: [],
    },
    edges: table(edges),
    loose: table(loose),
    documents: {
      id: documents.map((one, i) => one.id ?? `d${i}`),
      title: column(documents, "title", ""),
      path: column(documents, "path", ""),
      publisher: numbered(column(documents, "publisher")),
      published: numbered(column(documents, "published")),
      size: documents.map(({ text }) => text.length),
      portions: [documents.length],
    },
  };
  return { graph, texts: documents.map(({ text }) => text) };
}

/** Return data of packed records, their texts unpacked already. */
export function index(records) {
  const { graph, texts } = pack(records);
  const shelf = new Texts(graph.documents.portions, async () => texts);
  shelf.ready.set(0, texts);
  return indexData(graph, shelf);
}

export function smallData() {
  const text = "首段没有关系。\n澜江市总工会主席王某说，将建设驿站。会后他去了省里。";
  const witness = [0, 8, 16, "actual", 0.9, "rule"];
  const node = (id, type, label, more = {}) => ({ id, type, label, x: 0, y: 0, group: 0, score: 1, ...more });
  const edge = (id, from, to, type, more = {}) => ({ id, from, to, type, label: type, modality: "actual", witnesses: [witness], ...more });
  return index({
    nodes: [
      node("p", "Person", "王某", { pinyin: "wang mou", initials: "wm" }),
      node("q", "Person", "李某", { pinyin: "li mou", initials: "lm" }),
      node("o", "Organization", "澜江市总工会", { kind: "工会", aliases: ["市总工会"], pinyin: "lan jiang shi zong gong hui", initials: "ljszgh", score: 9 }),
      node("s", "Organization", "岚州省总工会", { kind: "工会", score: 5 }),
      node("l", "Place", "澜江市"),
      node("f", "Facility", "驿站"),
    ],
    edges: [
      edge("e1", "p", "o", "holdsRole", { role: "主席", start: "2019", end: "2024-03", modality: "past" }),
      edge("e2", "q", "o", "holdsRole", { role: "副主席", start: "2022", witnesses: [witness, [1, 0, 4, "actual", 0.6, "rule", "q"]], sources: 2 }),
      edge("e3", "o", "s", "partOf"),
      edge("e4", "o", "l", "locatedIn"),
      edge("e5", "f", "l", "locatedIn"),
      edge("e6", "o", "f", "operates", { modality: "planned" }),
      edge("e7", "p", "o", "memberOf"),
    ],
    loose: [edge("x1", "p", "", "holdsRole", { role: "代表" })],
    documents: [
      { title: "题", text, published: "2023-05-01", publisher: "某报" },
      { title: "又题", text: "另有一文。", published: "2023-06-01", publisher: "他报" },
    ],
  });
}
