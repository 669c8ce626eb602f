// The drawing: hands nodes and lines to vis-network, paints labels over it, reports clicks.

import { isNarrow } from "./dom.mjs";
import { annotate } from "./annotate.mjs";
import { currentPalette, drawHulls, drawLabels, drawNode, hulls } from "./paint.mjs";
import { lineAt, nodeAt } from "./pick.mjs";
import { bundle, lit } from "./scene.mjs";
import { nodeRadius } from "./sizes.mjs";

const MANY_LINES = 900;

export class Stage {
  /** `app` gives data, view, state and path; `on` holds `node`, `line`, `empty`, `moved`, `tip`. */
  constructor(app, host, on, options) {
    this.app = app;
    this.on = on;
    this.host = host;
    this.nodes = new vis.DataSet();
    this.edges = new vis.DataSet();
    this.lines = new Map();
    this.looks = new Map();
    this.places = new Map();
    this.hovered = null;
    this.lit = null;
    const interaction = { hover: false, keyboard: false, zoomSpeed: 0.6 };
    const style = { nodes: { chosen: false }, edges: { chosen: false, selectionWidth: 0, hoverWidth: 0 } };
    this.network = new vis.Network(this.host, this, { ...options, ...style, interaction });
    this.colours();
    this.#listen();
  }

  /** Take the colours of the theme anew. */
  colours() {
    this.palette = currentPalette();
    this.looks.clear();
  }

  #listen() {
    const { network, host } = this;
    network.on("beforeDrawing", (ctx) => drawHulls(ctx, this));
    network.on("afterDrawing", (ctx) => drawLabels(ctx, this));
    network.on("click", ({ pointer }) => this.#click(pointer.DOM));
    network.on("dragStart", () => this.#hover(null));
    network.on("zoom", () => this.#hover(null));
    network.on("dragEnd", ({ nodes }) => {
      if (!nodes.length) return;
      const { x, y } = network.getPosition(nodes[0]);
      network.unselectAll();
      this.on.moved(nodes[0], Math.round(x), Math.round(y));
    });
    host.addEventListener("pointermove", (event) => event.pointerType === "mouse" && !event.buttons && this.#look(event));
    host.addEventListener("pointerleave", () => this.#hover(null));
  }

  #look({ offsetX: x, offsetY: y }) {
    const node = nodeAt(this, { x, y }, 1);
    const line = node ? null : lineAt(this, { x, y }, 6);
    this.#hover(node ? { node } : line && { edges: line.edges }, { x, y });
  }

  #hover(what, at) {
    const isNew = JSON.stringify(what?.node ?? what?.edges?.[0].id) !== JSON.stringify(this.hovered?.node ?? this.hovered?.edges?.[0].id);
    if (!isNew) return;
    this.hovered = what;
    this.host.classList.toggle("pointing", Boolean(what));
    this.on.tip(what, at);
    this.network.redraw();
  }

  #click(point) {
    this.network.unselectAll();
    const [slack, reach] = isNarrow() ? [10, 14] : [2, 7];
    const node = nodeAt(this, point, slack);
    if (node) return this.on.node(node);
    const line = lineAt(this, point, reach);
    return line ? this.on.line(line.edges) : this.on.empty();
  }

  /** Bring vis-network in step with the view; only what differs is touched. */
  show() {
    const { view, state, path } = this.app;
    this.lit = lit(state.selection, view, path);
    const lines = new Map(bundle(view.edges).map((line) => [line.id, line]));
    // Lines go before their nodes and come after them: vis-network draws in between.
    this.#removeLines(lines);
    this.#showNodes(view.places);
    this.lines = lines;
    this.#showLines();
    const isMany = this.lines.size > MANY_LINES;
    this.network.setOptions({ interaction: { hideEdgesOnDrag: isMany, hideEdgesOnZoom: isMany } });
    this.#redraw();
  }

  // vis-network leaves out nodes whose stored box is out of sight; the frame that finds them stale only refreshes it.
  #redraw() {
    this.network.redraw();
    requestAnimationFrame(() => requestAnimationFrame(() => this.network.redraw()));
  }

  #showNodes(places) {
    const gone = [...this.places.keys()].filter((id) => !places.has(id));
    const fresh = [];
    for (const [id, place] of places) {
      const old = this.places.get(id);
      if (!old) fresh.push({ id, ...place, shape: "custom", ctxRenderer: (frame) => drawNode(frame, this) });
      else if (old.x !== place.x || old.y !== place.y) fresh.push({ id, ...place });
    }
    if (fresh.length) this.nodes.update(fresh);
    this.places = new Map(places);
    if (gone.length) this.nodes.remove(gone);
  }

  #removeLines(kept) {
    const gone = [...this.lines.keys()].filter((id) => !kept.has(id));
    for (const id of gone) {
      this.lines.delete(id);
      this.looks.delete(id);
    }
    if (gone.length) this.edges.remove(gone);
  }

  #showLines() {
    const fresh = [];
    for (const line of this.lines.values()) {
      const look = this.#appearance(line);
      const key = JSON.stringify(look);
      if (this.looks.get(line.id) === key) continue;
      this.looks.set(line.id, key);
      fresh.push({ id: line.id, from: line.a, to: line.b, ...look });
    }
    if (fresh.length) this.edges.update(fresh);
  }

  isLit(line) {
    return Boolean(this.lit && line.edges.some((edge) => this.lit.edges.has(edge.id)));
  }

  #appearance(line) {
    const isLit = this.isLit(line);
    const faded = line.style === "past" ? 0.45 : 0.85;
    const opacity = isLit ? (line.style === "past" ? 0.6 : 1) : this.lit ? 0.13 : faded;
    const width = 1.1 + Math.min(2, (line.edges.length - 1) * 0.7) + (isLit ? 0.9 : 0);
    const arrow = (enabled) => ({ enabled, scaleFactor: isLit ? 0.55 : 0.42, type: "arrow" });
    return {
      width,
      color: { color: isLit ? this.palette.accent : this.palette.edge, opacity },
      dashes: line.style === "planned" ? [7, 5] : false,
      arrows: { to: arrow(line.forth), from: arrow(line.back) },
      smooth: line.bend
        ? { enabled: true, type: line.bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(line.bend) }
        : { enabled: false, type: "continuous", roundness: 0 },
    };
  }

  radius(id) {
    return nodeRadius(this.app.data.nodeById.get(id));
  }

  redraw() {
    this.network.redraw();
  }

  resize() {
    this.network.setSize("100%", "100%");
    this.network.redraw();
  }

  /** Return where a node stands, in pixels of the drawing. */
  screenOf(id) {
    return this.network.canvasToDOM(this.network.getPosition(id));
  }

  /** Return what stands on the screen, for a picture of it. */
  annotated() {
    return { ...annotate(this), hulls: hulls(this), origin: this.network.canvasToDOM({ x: 0, y: 0 }) };
  }

  size() {
    return { width: this.host.clientWidth, height: this.host.clientHeight };
  }

  covered() {
    return this.app.covered();
  }

  zoom(factor) {
    this.network.moveTo({ scale: Math.min(6, Math.max(0.03, this.network.getScale() * factor)) });
  }

  /** Return whether a node stands inside the window. */
  isInSight(id) {
    const { width, height } = this.size();
    if (!this.places.has(id)) return false;
    const { x, y } = this.network.canvasToDOM(this.network.getPosition(id));
    return x > 10 && y > 10 && x < width - 10 && y < height - 10;
  }

  /** Bring the nodes `ids` (all when empty) into sight. */
  frame(ids = []) {
    const chosen = (ids.length ? ids : [...this.places.keys()]).map((id) => this.places.get(id)).filter(Boolean);
    const { width, height } = this.size();
    if (!chosen.length || !width) return;
    const xs = chosen.map((p) => p.x);
    const ys = chosen.map((p) => p.y);
    const [left, right] = [Math.min(...xs), Math.max(...xs)];
    const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
    const margin = this.app.margins();
    const room = { x: Math.max(120, width - 136), y: Math.max(120, height - margin.top - margin.bottom - 44) };
    const scale = Math.min(room.x / Math.max(1, right - left), room.y / Math.max(1, bottom - top), 1.35);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.network.moveTo({
      position: { x: (left + right) / 2, y: (top + bottom) / 2 },
      scale: Math.max(0.03, scale),
      offset: { x: 0, y: (margin.top - margin.bottom) / 2 },
      animation: calm ? false : { duration: 260 },
    });
    this.#redraw();
  }
}
