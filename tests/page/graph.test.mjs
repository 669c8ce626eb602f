// What is drawn, and how it is found again.

import assert from "node:assert/strict";
import { test } from "node:test";

import { findPath } from "../../src/unionkg/outputs/page/paths.mjs";
import { lineAt, distanceToLine } from "../../src/unionkg/outputs/page/pick.mjs";
import { radial, Seats } from "../../src/unionkg/outputs/page/place.mjs";
import { blob, bundle, hull, lit } from "../../src/unionkg/outputs/page/scene.mjs";
import { fromFragment, INITIAL, Store, toFragment } from "../../src/unionkg/outputs/page/state.mjs";
import { bringIn, computeView } from "../../src/unionkg/outputs/page/view.mjs";
import { smallData } from "./sample.mjs";

test("a hidden type takes its nodes and their edges away", () => {
  const data = smallData();
  const view = computeView({ ...INITIAL, offTypes: ["Place"] }, data);
  assert.equal(view.places.has("l"), false);
  assert.ok(view.edges.every((edge) => edge.type !== "locatedIn"));
});

test("with relations narrowed, nodes without a relation left go", () => {
  const data = smallData();
  const view = computeView({ ...INITIAL, offRelations: ["holdsRole", "partOf", "operates", "memberOf"] }, data);
  assert.deepEqual([...view.places.keys()].sort(), ["f", "l", "o"]);
});

test("the time window keeps what held in it", () => {
  const data = smallData();
  const ids = (from, to) => computeView({ ...INITIAL, from, to }, data).edges.map((edge) => edge.id);
  assert.deepEqual(ids(2019, 2020), ["e1"]);
  assert.ok(ids(2024, 2024).includes("e2"), "an open role runs on");
  assert.ok(!ids(2024, 2024).includes("e3"), "an undated relation counts when it was reported");
});

test("the focus shows a node and its neighbours only", () => {
  const data = smallData();
  const view = computeView({ ...INITIAL, scope: "focus", focus: "s" }, data);
  assert.deepEqual([...view.places.keys()].sort(), ["o", "s"]);
});

test("a node of the rest comes in with company", () => {
  const data = smallData();
  for (const id of ["o", "s"]) data.nodeById.get(id).core = [0, 0];
  data.hasCore = true;
  const view = computeView(INITIAL, data);
  assert.deepEqual([...view.places.keys()], ["o", "s"]);
  const patch = bringIn(["f"], INITIAL, data, view);
  assert.deepEqual(patch.added, ["f"], "it touches what is shown already");
  const wider = computeView({ ...INITIAL, ...patch }, data);
  assert.ok(wider.places.has("f"));
});

test("undo and redo walk through all changes, a drag of the slider is one", () => {
  const store = new Store(INITIAL);
  store.set({ offTypes: ["Place"] });
  for (const from of [2019, 2020, 2021]) store.set({ from }, { merge: "time" });
  store.undo();
  assert.deepEqual([store.state.from, store.state.offTypes], [null, ["Place"]]);
  store.undo();
  assert.deepEqual(store.state, INITIAL);
  store.redo();
  store.redo();
  assert.equal(store.state.from, 2021);
  store.set({ groups: false });
  store.redo();
  assert.equal(store.state.groups, false);
});

test("the address gives the state back and ignores what it does not know", () => {
  const data = smallData();
  const state = {
    ...INITIAL,
    scope: "focus",
    focus: "o",
    added: ["f"],
    hidden: ["l"],
    offTypes: ["Award"],
    offModalities: ["past"],
    from: 2019,
    selection: { path: ["p", "s"] },
    groups: false,
    table: "entities",
    moved: { o: [-3, 40] },
  };
  assert.deepEqual(fromFragment(toFragment(state), data), state);
  assert.equal(toFragment(INITIAL), "");
  assert.deepEqual(fromFragment("node=<img>&focus=x&at=1,2,zz&from=abc&table=x&a=nowhere", data), { ...INITIAL, moved: {} });
});

test("the path avoids the detour through a place", () => {
  const data = smallData();
  const path = findPath(data, "f", "s", () => true);
  assert.deepEqual(path.nodes, ["f", "o", "s"]);
  assert.deepEqual(path.edges.map((edge) => edge.id), ["e6", "e3"]);
  assert.equal(findPath(data, "f", "s", (edge) => edge.type !== "partOf"), null);
  assert.deepEqual(findPath(data, "f", "f", () => true).nodes, ["f"]);
});

test("edges between two nodes are one line a style, straight unless there are several", () => {
  const lines = bundle(smallData().edges);
  const between = lines.filter((line) => [line.a, line.b].includes("p"));
  assert.deepEqual(between.map((line) => line.style).sort(), ["actual", "past"]);
  assert.ok(between.every((line) => line.bend !== 0));
  assert.ok(lines.filter((line) => !between.includes(line)).every((line) => line.bend === 0));
});

test("a selection lights the node, its neighbours and the lines between", () => {
  const data = smallData();
  const view = computeView(INITIAL, data);
  assert.deepEqual([...lit({ node: "f" }, view, null).nodes].sort(), ["f", "l", "o"]);
  assert.deepEqual([...lit({ edges: ["e3"] }, view, null).nodes].sort(), ["o", "s"]);
  assert.equal(lit({ node: "gone" }, view, null), null);
});

test("no two of a node's neighbours share a place", () => {
  for (const count of [1, 5, 24, 25, 90, 300]) {
    const places = [...radial("c", Array.from({ length: count }, (_, i) => `n${i}`)).values()];
    assert.equal(places.length, count + 1);
    for (const [i, a] of places.entries()) {
      for (const b of places.slice(i + 1)) assert.ok(Math.hypot(a.x - b.x, a.y - b.y) > 40, `${count}`);
    }
  }
});

test("a seat is free and near", () => {
  const seats = new Seats([{ x: 0, y: 0 }]);
  for (let i = 0; i < 30; i += 1) {
    const { x, y } = seats.seat({ x: 0, y: 0 }, 0.5);
    assert.ok(Math.hypot(x, y) < 500);
  }
});

test("a hull holds its points and a blob is a closed path", () => {
  const square = [{ x: 0, y: 0 }, { x: 4, y: 0 }, { x: 4, y: 4 }, { x: 0, y: 4 }, { x: 2, y: 2 }];
  assert.equal(hull(square).length, 4);
  assert.match(blob(square, 10), /^M.*Z$/s);
});

test("the reach of a click is in pixels, at every zoom", () => {
  const places = { a: { x: 0, y: 0 }, b: { x: 100, y: 0 } };
  const line = { id: "l", a: "a", b: "b", bend: 0 };
  const stage = (scale) => ({
    lines: new Map([["l", line]]),
    network: { getScale: () => scale, DOMtoCanvas: ({ x, y }) => ({ x: x / scale, y: y / scale }), getPosition: (id) => places[id] },
  });
  assert.equal(lineAt(stage(4), { x: 200, y: 6 }, 7), line);
  assert.equal(lineAt(stage(4), { x: 200, y: 9 }, 7), null);
  assert.equal(lineAt(stage(0.25), { x: 12, y: 6 }, 7), line);
  assert.ok(distanceToLine({ x: 50, y: 0 }, places.a, places.b, 0.3) > 5);
});
