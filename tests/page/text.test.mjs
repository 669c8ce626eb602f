// Words, quotes, figures, search, labels.

import assert from "node:assert/strict";
import { test } from "node:test";

import { rangeLabel, readable, tick, tickLabel } from "../../src/unionkg/outputs/page/dates.mjs";
import { chartPoints, numberText, periodText, series, valueText } from "../../src/unionkg/outputs/page/figures.mjs";
import { buildIndex, excerpt, find, findQuotes } from "../../src/unionkg/outputs/page/find.mjs";
import { placeLabels, wrapLabel } from "../../src/unionkg/outputs/page/labels.mjs";
import { citation, oneLine, surroundings } from "../../src/unionkg/outputs/page/quotes.mjs";
import { csvText } from "../../src/unionkg/outputs/page/table.mjs";
import { sentence } from "../../src/unionkg/outputs/page/telling.mjs";
import { format, setLanguage, t, WORD_KEYS } from "../../src/unionkg/outputs/page/words.mjs";
import { smallData } from "./sample.mjs";

test("the quote stands inside its paragraph, exactly", () => {
  const text = "第一段。\n前文在此。引文一句。后文在此。\n第三段。";
  const start = text.indexOf("引文");
  const part = surroundings(text, start, start + 5);
  assert.deepEqual([part.before, part.quote, part.after], ["前文在此。", "引文一句。", "后文在此。"]);
  assert.equal(part.cutBefore || part.cutAfter, false);
});

test("a long paragraph is cut at the ends of sentences", () => {
  const filler = "这一句话正好有十二个字。".repeat(40);
  const text = `${filler}引文。${filler}`;
  const part = surroundings(text, filler.length, filler.length + 3);
  assert.ok(part.cutBefore && part.cutAfter);
  assert.ok(part.before.length <= 90 && part.before.startsWith("这一句"));
  assert.ok(part.after.endsWith("。"));
  assert.ok(text.includes(part.before + part.quote + part.after));
});

test("line breaks inside Chinese leave no gap", () => {
  assert.equal(oneLine("工会\n  主席"), "工会主席");
  assert.equal(oneLine("in\nEnglish"), "in English");
});

test("a citation names speaker, title, publisher and date by GB/T 7714", () => {
  const witness = { quote: "要办好\n驿站。", document: { title: "题", publisher: "某报", published: "2023-05-01" } };
  assert.equal(citation(witness, { speaker: "王某", language: "zh" }), "“要办好驿站。”（王某语）——题[N]. 某报, 2023-05-01.");
  assert.match(citation(witness, { speaker: null, language: "en" }), /^“要办好驿站。” – 题\[N\]\. /);
});

test("figures read with their bound, unit and period", () => {
  setLanguage("zh");
  assert.equal(numberText(2394), "2\u202f394");
  assert.equal(numberText(93.5), "93.5");
  assert.deepEqual(valueText({ value: 50000, unit: "人", bound: "at_least" }), { text: "≥ 50\u202f000 人", words: "不少于" });
  assert.deepEqual(valueText({ value: 93.5, unit: "%", bound: "approx" }), { text: "≈ 93.5%", words: "约" });
  assert.equal(periodText({ start: "2023", end: "2025" }, "zh"), "2023年 至 2025年");
  assert.equal(periodText({ end: "2024-08" }, "zh"), "截至 2024年8月");
});

test("a line is drawn only through several dates of the same measure", () => {
  const figure = (value, end, unit = "人") => ({ measure: "人数", value, unit, end });
  const groups = series([figure(1, "2022"), figure(3, "2024"), figure(2, "2023"), figure(9, "2023", "家")]);
  assert.deepEqual(groups.map((group) => group.map((one) => one.value)), [[3, 2, 1], [9]]);
  assert.deepEqual(chartPoints(groups[0]).map((point) => point.y), [1, 2, 3]);
  assert.equal(chartPoints(groups[1]), null);
  assert.equal(chartPoints([figure(1, "2022"), figure(2, "2022")]), null);
});

test("search finds labels, aliases, pinyin, initials, short forms, roles and quotes", async () => {
  const data = smallData();
  const index = buildIndex(data);
  const first = (query) => find(index, query)[0];
  assert.equal(first("澜江市总工会").node.id, "o");
  assert.equal(first("市总工会").node.id, "o");
  assert.equal(first("市总工会").why, null);
  assert.equal(first("ljszgh").node.id, "o");
  assert.equal(first("zonggong").node.id, "o");
  assert.equal(first("wang mou").node.id, "p");
  assert.equal(first("澜总").node.id, "o");
  assert.deepEqual(find(index, "主席").filter((hit) => hit.kind === "role").map((hit) => hit.edge.id), ["e1", "e2"]);
  assert.ok(find(index, "代表").some((hit) => hit.edge?.id === "x1"), "roles without an organisation too");
  const [hit] = await findQuotes(data, "工会主席");
  assert.deepEqual([hit.kind, hit.quote], ["quote", data.edges[0].witnesses[0].quote]);
  assert.deepEqual(await findQuotes(data, "从没有说过"), []);
  assert.deepEqual(find(index, "  "), []);
});

test("an excerpt shows where the words stand", () => {
  const [before, match, after] = excerpt(`${"前".repeat(60)}主席${"后".repeat(60)}`, "主席", 30);
  assert.equal(match, "主席");
  assert.ok(before.startsWith("…") && after.endsWith("…"));
});

test("labels wrap between words and never cover each other", () => {
  assert.deepEqual(wrapLabel("王某"), ["王某"]);
  assert.equal(wrapLabel("澜江市劳动人事争议多元调解中心").length, 2);
  assert.match(wrapLabel("一".repeat(60))[1], /…$/);
  const items = Array.from({ length: 60 }, (_, i) => ({
    id: `n${i}`, x: 40 + (i % 8) * 50, y: 40 + Math.floor(i / 8) * 40, radius: 8, width: 70, height: 16, priority: 60 - i,
  }));
  const boxes = [...placeLabels(items, { width: 480, height: 380 }).values()];
  assert.ok(boxes.length > 5);
  for (const [i, a] of boxes.entries()) {
    for (const b of boxes.slice(i + 1)) {
      assert.ok(a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top);
    }
  }
});

test("the label of a hub may cover a lesser node but no label", () => {
  const hub = { id: "hub", x: 50, y: 50, radius: 10, width: 60, height: 16, priority: 9, must: true };
  const ring = [[50, 70], [90, 50], [50, 30], [10, 50], [30, 70], [70, 70], [30, 30], [70, 30]];
  const small = ring.map(([x, y], i) => ({ id: `s${i}`, x, y, radius: 6, width: 40, height: 14, priority: 1 }));
  assert.ok(placeLabels([hub, ...small], { width: 200, height: 200 }).has("hub"));
  assert.ok(!placeLabels([{ ...hub, must: false }, ...small], { width: 200, height: 200 }).has("hub"));
});

test("edges read as sentences in both languages", () => {
  const data = smallData();
  const say = (id) => sentence(data.edgeById.get(id), data);
  setLanguage("zh");
  assert.equal(say("e1"), "王某曾任澜江市总工会主席");
  assert.equal(say("e3"), "澜江市总工会隶属于岚州省总工会");
  assert.equal(say("x1"), "王某：代表");
  setLanguage("en");
  assert.equal(say("e2"), "李某 is 副主席 at 澜江市总工会");
  setLanguage("zh");
});

test("dates keep the precision that they state", () => {
  assert.equal(readable("2023-05", "zh"), "2023年5月");
  assert.equal(readable("去年", "zh"), "去年");
  assert.equal(rangeLabel("2019-01-05", null), "2019.01–");
  assert.equal(rangeLabel("2019", "2024-03"), "2019–2024.03");
  assert.equal(tickLabel(tick("2023-05-02", "month"), "month"), "2023-05");
  assert.equal(tick("2023", "month", true) - tick("2023", "month"), 11);
});

test("a spreadsheet runs no cell", () => {
  assert.equal(csvText([["=1+1", 'a"b', "x,y", 3]]), `'=1+1,"a""b","x,y",3\r\n`);
});

test("all words exist in both languages", () => {
  for (const code of ["zh", "en"]) {
    setLanguage(code);
    for (const key of WORD_KEYS) assert.ok(t(key).length > 0, key);
  }
  setLanguage("zh");
  assert.equal(format("{a}与{b}{c}", { a: "$&", b: "{a}" }), "$&与{a}{c}");
});
