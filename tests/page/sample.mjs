// A small graph in the form that the page reads.

import { indexData } from "../../src/unionkg/outputs/page/data.mjs";

const columns = ["document", "start", "end", "modality", "confidence", "origin", "speaker", "time", "quote"];

export function smallData() {
  const text = "首段没有关系。\n澜江市总工会主席王某说，将建设驿站。会后他去了省里。";
  const witness = [0, 8, 16, "actual", 0.9, "rule"];
  const node = (id, type, label, more = {}) => ({ id, type, label, x: 0, y: 0, group: 0, score: 1, ...more });
  const edge = (id, from, to, type, more = {}) => ({ id, from, to, type, label: type, modality: "actual", witnesses: [witness], ...more });
  return indexData(
    {
      nodes: [
        node("p", "Person", "王某", { pinyin: "wang mou", initials: "wm" }),
        node("q", "Person", "李某", { pinyin: "li mou", initials: "lm" }),
        node("o", "Organization", "澜江市总工会", { aliases: ["市总工会"], pinyin: "lan jiang shi zong gong hui", initials: "ljszgh", score: 9 }),
        node("s", "Organization", "岚州省总工会", { score: 5 }),
        node("l", "Place", "澜江市"),
        node("f", "Facility", "驿站"),
      ],
      edges: [
        edge("e1", "p", "o", "holdsRole", { role: "主席", start: "2019", end: "2024-03", modality: "past" }),
        edge("e2", "q", "o", "holdsRole", { role: "副主席", start: "2022" }),
        edge("e3", "o", "s", "partOf"),
        edge("e4", "o", "l", "locatedIn"),
        edge("e5", "f", "l", "locatedIn"),
        edge("e6", "o", "f", "operates", { modality: "planned" }),
        edge("e7", "p", "o", "memberOf"),
      ],
    },
    {
      columns,
      documents: [{ title: "题", text, published: "2023-05-01", publisher: "某报" }],
      loose: [edge("x1", "p", "", "holdsRole", { role: "代表" })],
    },
  );
}
