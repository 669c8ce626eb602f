// The page as an object: one state, everything drawn from it, and what can be done to it.

import { showBars, showPathBar, showStatus } from "./bars.mjs";
import { edgesCard, nodeCard, pathCard, startCard } from "./cards.mjs";
import { byId, download, isNarrow } from "./dom.mjs";
import { Drawing, showTip } from "./drawing.mjs";
import { buildFacets, syncFacets } from "./facets.mjs";
import { showMenu } from "./menu.mjs";
import { allPaths, commonNeighbours, findPath } from "./paths.mjs";
import { svgText, toPng, toSvg } from "./picture.mjs";
import { propose } from "./review.mjs";
import { SearchBox } from "./searchbox.mjs";
import { fromFragment, Store, toFragment } from "./state.mjs";
import { showTable } from "./table.mjs";
import { sentence } from "./telling.mjs";
import { typeStyle } from "./kinds.mjs";
import { bringIn, computeView, near } from "./view.mjs";
import { language, t } from "./words.mjs";

const EXPAND = 40;
const LONGEST = 4;

export class App {
  constructor(data) {
    this.data = data;
    this.store = new Store(fromFragment(location.hash.slice(1), this.data));
    this.pathFrom = null;
    this.purpose = "path";
    this.compute();
    const on = {
      node: (id) => this.pickNode(id),
      line: (edges) => this.open({ edges: edges.map((edge) => edge.id) }),
      empty: () => this.store.state.selection && !this.pathFrom && this.open(null),
      moved: (id, x, y) => this.store.set({ moved: { ...this.state.moved, [id]: [x, y] } }),
      tip: (what, at) => showTip(what && this.tipLines(what), at),
      drawn: () => this.showStatus(),
    };
    this.drawing = new Drawing(this, JSON.parse(byId("options-data").textContent), on);
    this.search = new SearchBox(this);
    this.store.subscribe((next, previous) => this.update(next, previous));
  }

  get state() {
    return this.store.state;
  }

  /** Return how many pixels of the drawing the controls take at its top and at its bottom. */
  margins() {
    const { height } = this.stage.size();
    const boxes = this.covered();
    const above = boxes.filter((box) => box.bottom < height / 2).map((box) => box.bottom);
    const below = boxes.filter((box) => box.top > height / 2).map((box) => height - box.top);
    return { top: Math.max(0, ...above), bottom: Math.max(0, ...below) };
  }

  /** The renderer that draws now. */
  get stage() {
    return this.drawing.current;
  }

  /** Return the boxes that controls cover, in pixels of the drawing. */
  covered() {
    const { left: x, top: y } = byId("network").getBoundingClientRect();
    return [...document.querySelectorAll(".stage-top > *, .stage-bottom > *")]
      .map((box) => box.getBoundingClientRect())
      .filter((box) => box.width > 0)
      .map(({ left, right, top, bottom }) => ({ left: left - x, right: right - x, top: top - y, bottom: bottom - y }));
  }

  compute() {
    const { selection } = this.state;
    this.view = computeView(this.state, this.data);
    this.path = selection?.path ? this.#way(selection) : null;
    const missing = this.path?.nodes.filter((id) => !this.view.places.has(id)) ?? [];
    if (missing.length) this.view = computeView({ ...this.state, added: [...this.state.added, ...missing] }, this.data);
  }

  // A way is what it lights: nodes and edges; `paths` or `shared` tell it apart for the card.
  #way({ path: ends, way }) {
    const { edge: admits } = this.view.pass;
    if (way === "all") {
      const found = allPaths(this.data, ...ends, admits, { longest: LONGEST });
      const nodes = [...new Set([...ends, ...found.paths.flatMap((path) => path.nodes)])];
      return { ...found, longest: LONGEST, nodes, edges: [...new Set(found.paths.flatMap((path) => path.edges))] };
    }
    if (way === "common") {
      const shared = commonNeighbours(this.data, ...ends, admits);
      const shown = shared.slice(0, 60);
      return { shared, nodes: [...ends, ...shown.map(({ id }) => id)], edges: shown.flatMap(({ edges }) => edges) };
    }
    return findPath(this.data, ...ends, admits);
  }

  update(next, previous) {
    this.compute();
    this.drawing.show();
    syncFacets(this);
    this.showCard(next.selection !== previous.selection);
    showTable(this);
    this.showBars();
    showMenu(this);
    history.replaceState(null, "", `#${toFragment(next)}`);
    const reframe = ["scope", "focus", "steps", "table"].some((field) => next[field] !== previous[field]);
    if (reframe && !next.table) this.stage.frame();
  }

  /** Draw everything anew: at the start, after a change of language or theme. */
  refresh() {
    for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
    for (const node of document.querySelectorAll("[data-label]")) {
      node.setAttribute("aria-label", t(node.dataset.label));
      if (node.matches("button")) node.title = t(node.dataset.label);
    }
    byId("search").placeholder = t(isNarrow() ? "searchHintShort" : "searchHint");
    byId("subtitle").textContent = t("subtitle", { n: this.data.nodes.length, m: this.data.edges.length, d: this.data.documents.length });
    this.drawing.colours();
    buildFacets(this);
    this.drawing.show();
    this.showCard(true);
    showTable(this);
    this.showBars();
    showMenu(this);
  }

  showCard(fromTop) {
    const card = byId("card");
    const { selection } = this.state;
    const content = selection?.node
      ? nodeCard(this, selection.node)
      : selection?.edges
        ? edgesCard(this, selection.edges)
        : selection?.path
          ? pathCard(this, selection, this.path)
          : startCard(this);
    card.replaceChildren(...content.filter(Boolean));
    document.body.dataset.selected = selection ? "yes" : "no";
    if (fromTop) card.scrollTop = 0;
  }

  showBars() {
    showBars(this);
  }

  showStatus() {
    showStatus(this);
  }

  /** Say `text` in the status line; `briefly` puts back what stood there. */
  announce(text, briefly = false) {
    const status = byId("status");
    status.textContent = text;
    status.classList.toggle("news", briefly);
    clearTimeout(this.announcing);
    if (briefly) this.announcing = setTimeout(() => this.showBars(), 2600);
  }

  tipLines(what) {
    if (what.edges) return [...what.edges.slice(0, 4).map((edge) => sentence(edge, this.data)), what.edges.length > 4 && "…"].filter(Boolean);
    const node = this.data.nodeById.get(what.node);
    const unseen = this.unseen(node.id).length;
    const kind = [typeStyle(node.type)[language()], node.kind].filter(Boolean).join(" · ");
    const count = t("relationCount", { n: this.data.edgesOf.get(node.id).length });
    return [node.label, `${kind} · ${count}`, unseen && t("newTabHint", { n: unseen })].filter(Boolean);
  }

  /** Return neighbours of a node that pass the filters and are not in the graph. */
  unseen(id) {
    return near(id, this.data, this.view.pass).filter((other) => !this.view.places.has(other));
  }

  pickNode(id) {
    if (!this.pathFrom || this.pathFrom === id) return this.open({ node: id });
    const first = this.pathFrom;
    this.startPick(null);
    if (this.purpose === "path") return this.open({ path: [first, id] });
    propose(this, { decision: this.purpose, entity: first, other: id });
    return this.open({ node: first });
  }

  /** Select a node, edges or a path (null: nothing), bringing it into the graph where it is not. */
  open(selection) {
    const patch = { selection };
    const ids = selection?.node ? [selection.node] : (selection?.edges ?? []).flatMap((id) => this.endsOf(id));
    const absent = ids.filter((id) => !this.view.places.has(id));
    if (absent.length) Object.assign(patch, bringIn(absent, this.state, this.data, this.view));
    this.store.set(patch);
    if (absent.length || ids.some((id) => !this.stage.isInSight(id))) this.frameSelection();
    if (selection?.path) this.stage.frame(this.path?.nodes ?? []);
    if (isNarrow() && selection && this.pane !== "graph") this.show("list");
  }

  /** Return `build()`, or a promise of it when texts of `witnesses` are still packed. */
  withTexts(witnesses, build) {
    const missing = this.data.texts.need(witnesses.map((witness) => witness.document?.number));
    return missing ? missing.then(build) : build();
  }

  /** Return the shortest path between two nodes under the filters, or null. */
  pathBetween(start, goal) {
    return findPath(this.data, start, goal, this.view.pass.edge);
  }

  endsOf(edgeId) {
    const { from, to } = this.data.edgeById.get(edgeId);
    return [from, to].filter(Boolean);
  }

  /** Take a search hit. */
  choose(hit) {
    if (hit.kind === "node") this.pickNode(hit.node.id);
    else this.open({ edges: [hit.edge.id] });
    if (!this.state.selection?.path) this.frameSelection();
    if (isNarrow()) this.show("list");
  }

  frameSelection() {
    this.stage.frame([...(this.stage.lit?.nodes ?? [])]);
  }

  /** Bring neighbours of a node into the graph: all, or those among `ids`. */
  expand(id, ids = null) {
    const unseen = this.unseen(id).filter((other) => !ids || ids.includes(other));
    this.store.set({ added: [...this.state.added, ...unseen.slice(0, EXPAND)] });
    this.frameSelection();
  }

  focus(id) {
    this.store.set({ scope: "focus", focus: id, steps: 1, added: [], selection: { node: id } });
  }

  hide(id) {
    this.store.set({ hidden: [...this.state.hidden, id], selection: null });
  }

  /** Wait for a second node: to find ways to, or to call the same or different; null: wait no more. */
  startPick(id, purpose = this.purpose) {
    this.pathFrom = id;
    this.purpose = purpose;
    showPathBar(this);
    this.stage.redraw();
    if (isNarrow() && id) this.search.focus();
  }

  escape() {
    if (this.pathFrom) this.startPick(null);
    else if (this.state.selection) this.open(null);
  }

  showInGraph(ids) {
    this.store.set({ table: null });
    this.show("graph");
    this.stage.frame(ids.length > 1 ? ids : [...(this.stage.lit?.nodes ?? ids)]);
  }

  /** On a phone: show one of list, graph, filters. */
  show(pane) {
    this.pane = pane;
    document.body.dataset.pane = pane;
    if (pane === "graph") {
      this.stage?.resize();
    }
    this.showBars();
  }

  async exportPicture(kind) {
    const picture = toSvg(this.stage, document.title);
    const name = `unionkg.${kind}`;
    download(name, kind === "svg" ? svgText(picture) : await toPng(picture), "image/svg+xml");
    this.announce(t("exported", { name }), true);
  }
}
