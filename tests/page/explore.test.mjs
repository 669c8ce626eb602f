// Filters, ways, time, conflicts, review: what is computed behind the panels.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

import { conflictsOf } from "../../src/unionkg/outputs/page/conflicts.mjs";
import { countFacets, filters } from "../../src/unionkg/outputs/page/filters.mjs";
import { HitGrid } from "../../src/unionkg/outputs/page/hits.mjs";
import { codePoints, ledgerLines } from "../../src/unionkg/outputs/page/ledger.mjs";
import { Texts, unpack } from "../../src/unionkg/outputs/page/packs.mjs";
import { allPaths, around, commonNeighbours, findPath } from "../../src/unionkg/outputs/page/paths.mjs";
import { fromFragment, INITIAL, toFragment } from "../../src/unionkg/outputs/page/state.mjs";
import { bars } from "../../src/unionkg/outputs/page/timeline.mjs";
import { computeView } from "../../src/unionkg/outputs/page/view.mjs";
import { index, smallData } from "./sample.mjs";

const ids = (edges) => edges.map((edge) => edge.id);
const left = (patch, data = smallData()) => {
  const pass = filters({ ...INITIAL, ...patch }, data);
  return ids(data.edges.filter(pass.edge));
};

test("chosen values leave what has them", () => {
  assert.deepEqual(left({ publishers: ["他报"] }), ["e2"]);
  assert.deepEqual(left({ speakers: ["q"] }), ["e2"]);
  assert.deepEqual(left({ documents: ["d1"] }), ["e2"]);
  assert.deepEqual(left({ confidences: ["0.9"] }).length, 7);
  assert.deepEqual(left({ confidences: ["0.7"] }), []);
  assert.deepEqual(left({ kinds: ["工会"] }), ["e3"]);
  assert.deepEqual(left({ sources: 2 }), ["e2"]);
  assert.deepEqual(left({ reviews: ["reject"], marks: { e4: "reject" } }), ["e4"]);
});

test("what was known on a day rests on what was published until then", () => {
  assert.equal(left({ known: "2023-04-30" }).length, 0);
  assert.equal(left({ known: "2023-05-01" }).length, 7);
});

test("a place leaves itself, what stands in it and who belongs to that", () => {
  const data = smallData();
  const view = computeView({ ...INITIAL, places: ["l"] }, data);
  assert.deepEqual([...view.places.keys()].sort(), ["f", "l", "o", "p", "q", "s"]);
  assert.deepEqual([...computeView({ ...INITIAL, places: ["nowhere"] }, data).places.keys()], []);
});

test("counts of a facet tell what opening it would leave", () => {
  const data = smallData();
  const state = { ...INITIAL, offTypes: ["Place"], publishers: ["他报"] };
  const counts = countFacets(state, data, filters(state, data));
  assert.deepEqual([...counts.get("publishers")].sort(), [["他报", 1], ["某报", 5]].sort());
  assert.equal(counts.get("offTypes").get("Place"), 1);
  assert.deepEqual([...counts.get("offRelations")], [["holdsRole", 1]]);
});

test("all paths are found, short ones first, and cut where there are too many", () => {
  const data = smallData();
  const { paths, isCut } = allPaths(data, "f", "s", () => true);
  assert.deepEqual(paths.map((path) => path.nodes.join("")), ["fos", "flos"]);
  assert.equal(isCut, false);
  assert.equal(allPaths(data, "f", "s", () => true, { limit: 1 }).isCut, true);
  assert.deepEqual(allPaths(data, "f", "s", (edge) => edge.id !== "e3").paths, []);
});

test("common neighbours come with the edges to both", () => {
  const data = smallData();
  assert.deepEqual(commonNeighbours(data, "o", "f", () => true).map(({ id, edges }) => [id, ids(edges)]), [["l", ["e4", "e5"]]]);
  assert.deepEqual(commonNeighbours(data, "p", "l", () => true).map(({ id }) => id), ["o"]);
});

test("a neighbourhood tells how far each node is", () => {
  assert.deepEqual(Object.fromEntries(around(smallData(), "s", () => true, 2)), { s: 0, o: 1, p: 2, q: 2, l: 2, f: 2 });
});

test("of parallel edges the path takes the one with most witnesses", () => {
  const data = smallData();
  const plain = data.edges.find((edge) => edge.id === "e7");
  plain.count = 9;
  assert.deepEqual(ids(findPath(data, "p", "o", () => true).edges), ["e7"]);
});

test("bars of posts start and end where the text says", () => {
  const data = smallData();
  const found = bars(data.edges.filter((edge) => edge.type === "holdsRole"), 2024);
  assert.deepEqual(found.map(({ edge, isOpen }) => [edge.id, isOpen]), [["e1", false], ["e2", true]]);
  assert.ok(found[0].from < found[0].to && found[1].to === 2024);
  assert.deepEqual(bars(data.edges.filter((edge) => edge.type === "partOf"), 2024), []);
});

test("two heads at one time differ, successors and deputies do not", () => {
  const edge = (id, from, role, more) => ({ id, from, to: "o", type: "holdsRole", role, label: role, modality: "actual", witnesses: [[0, 0, 2]], ...more });
  const pairs = (...edges) =>
    conflictsOf(
      index({
        nodes: ["o", "a", "b"].map((id) => ({ id, type: id === "o" ? "Organization" : "Person", label: id })),
        edges,
        documents: [{ text: "原文", published: "2023-05-01" }],
      }),
      "o",
    ).map(({ kind }) => kind);
  assert.deepEqual(pairs(edge("1", "a", "主席"), edge("2", "b", "主席")), ["sole"]);
  assert.deepEqual(pairs(edge("1", "a", "副主席"), edge("2", "b", "副主席")), []);
  assert.deepEqual(pairs(edge("1", "a", "主席", { end: "2020" }), edge("2", "b", "主席", { start: "2021" })), []);
  assert.deepEqual(pairs(edge("1", "a", "主席", { modality: "past" }), edge("2", "b", "主席")), []);
  assert.deepEqual(pairs(edge("1", "a", "委员"), edge("2", "a", "委员", { modality: "negated" })), ["denied"]);
});

test("decisions become lines that stand on the quote", async () => {
  const data = smallData();
  const state = { ...INITIAL, marks: { e2: "accept" }, proposals: [{ decision: "different", entity: "o", other: "s" }] };
  const lines = (await ledgerLines(data, state, { by: "某人", at: "2024-01-02T03:04:05Z" })).trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(lines.map(({ decision, by }) => [decision, by]), [["accept", "某人"], ["accept", "某人"], ["different", "某人"]]);
  const { quote, document } = lines[0].statement;
  assert.equal(quote.sha256, createHash("sha256").update(quote.text).digest("hex"));
  assert.equal([...data.documents[0].text].slice(quote.start, quote.end).join(""), quote.text);
  assert.equal(document.id, "d0");
  assert.deepEqual(lines[2].other, { id: "s", type: "Organization", label: "岚州省总工会" });
  assert.equal(codePoints("𠮷村", 2), 1);
  const odd = await ledgerLines(data, { ...INITIAL, marks: {}, proposals: [{ decision: "rename", entity: "o", value: "甲\u2028乙" }] }, {});
  assert.ok(!odd.includes("\u2028") && JSON.parse(odd).value === "甲\u2028乙");
});

test("marks and proposals live in the address; made-up ones are dropped", () => {
  const data = smallData();
  const state = { ...INITIAL, moved: {}, marks: { e1: "reject" }, proposals: [{ decision: "retype", entity: "o", value: "Group" }], known: "2023-05-01", steps: 2, sources: 2, publishers: ["某报"] };
  assert.deepEqual(fromFragment(toFragment(state), data), state);
  const bad = 'mark=burn,e1&mark=accept,zz&propose={"decision":"same","entity":"o","other":"zz"}&propose={{&known=<b>&steps=9';
  assert.deepEqual(fromFragment(bad, data), { ...INITIAL, moved: {} });
});

test("a grid finds the nearest point that reaches", () => {
  const xs = Float64Array.from({ length: 400 }, (_, i) => (i * 37) % 101);
  const ys = Float64Array.from({ length: 400 }, (_, i) => (i * 53) % 97);
  const grid = new HitGrid(xs, ys, Uint32Array.from(xs.keys()));
  for (const [x, y] of [[0, 0], [50.2, 40.7], [100, 96], [300, 300]]) {
    const distances = [...xs.keys()].map((i) => Math.hypot(xs[i] - x, ys[i] - y));
    const best = Math.min(...distances);
    const found = grid.nearest(x, y, 8, () => 8);
    assert.equal(found < 0 ? Infinity : distances[found], best <= 8 ? best : Infinity);
  }
});

test("packs come out as they went in, texts only when needed", async () => {
  const value = { 名: ["一", null, 3] };
  globalThis.document = { getElementById: (id) => ({ textContent: id === "pack-x" ? gzipSync(JSON.stringify(value)).toString("base64") : "" }) };
  assert.deepEqual(await unpack("x"), value);
  const asked = [];
  const texts = new Texts([2, 1], async (pack) => {
    asked.push(pack);
    return pack ? ["丙"] : ["甲", "乙"];
  });
  assert.equal(texts.of(2), null);
  await texts.need([2, 2]);
  assert.deepEqual([texts.of(2), texts.of(1), asked], ["丙", null, [1]]);
  assert.equal(texts.need([2, -1, undefined]), null);
  const all = [];
  for await (const [first, some] of texts.all()) all.push([first, some.length]);
  assert.deepEqual(all, [[0, 2], [2, 1]]);
});

test("the shortest path is the cheapest of all on made-up graphs", () => {
  let seed = 7;
  const random = (below) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
  const types = ["Person", "Organization", "Place", "Group"];
  for (let round = 0; round < 40; round += 1) {
    const count = 6 + random(6);
    const nodes = Array.from({ length: count }, (_, i) => ({ id: `n${i}`, type: types[random(4)], label: `n${i}` }));
    const edges = Array.from({ length: count + random(8) }, (_, i) => ({ id: `e${i}`, from: `n${random(count)}`, to: `n${random(count)}`, type: "partOf", label: "", modality: "actual", witnesses: [] }));
    const data = index({ nodes, edges, documents: [{ text: "" }] });
    const cost = (path) => path.nodes.slice(1).reduce((sum, id) => sum + ({ Place: 5, Group: 4 }[data.nodeById.get(id).type] ?? 2), 0);
    const found = findPath(data, "n0", "n1", () => true);
    const { paths } = allPaths(data, "n0", "n1", () => true, { longest: count, limit: 5000 });
    assert.equal(found === null, paths.length === 0);
    if (found) assert.equal(cost(found), Math.min(...paths.map(cost)));
    found?.edges.forEach((edge, i) => assert.deepEqual([edge.from, edge.to].sort(), [found.nodes[i], found.nodes[i + 1]].sort()));
  }
});
