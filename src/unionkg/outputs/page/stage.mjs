// The drawing: hands nodes and lines to vis-network, paints labels over it, reports clicks.

import { byId, cssColour, el, isNarrow } from "./dom.mjs";
import { drawHulls, drawLabels, drawNode } from "./paint.mjs";
import { bundle, lit } from "./scene.mjs";
import { nodeRadius } from "./sizes.mjs";

const MANY_LINES = 900;

export class Stage {
  /** `app` gives data, view, state and path; `on` holds `node`, `line`, `empty`, `moved`, `tip`. */
  constructor(app, options, on) {
    this.app = app;
    this.on = on;
    this.host = byId("network");
    this.nodes = new vis.DataSet();
    this.edges = new vis.DataSet();
    this.lines = new Map();
    this.looks = new Map();
    this.places = new Map();
    this.hovered = null;
    this.lit = null;
    const interaction = { hover: true, tooltipDelay: 1e9, keyboard: false, zoomSpeed: 0.6 };
    const style = { nodes: { chosen: false }, edges: { chosen: false, selectionWidth: 0, hoverWidth: 0 } };
    this.network = new vis.Network(this.host, this, { ...options, ...style, interaction });
    this.colours();
    this.#listen();
  }

  colours() {
    this.palette = Object.fromEntries(
      ["background", "label", "edge", "accent", "panel", "ring", "muted", "line"].map((n) => [n, cssColour(`--${n}`)]),
    );
    this.palette.isDark = document.documentElement.dataset.theme === "dark";
    this.looks.clear();
  }

  #listen() {
    const { network } = this;
    network.on("beforeDrawing", (ctx) => drawHulls(ctx, this));
    network.on("afterDrawing", (ctx) => drawLabels(ctx, this));
    network.on("click", ({ pointer }) => this.#click(pointer.DOM));
    network.on("hoverNode", ({ node, pointer }) => this.#hover({ node }, pointer.DOM));
    network.on("hoverEdge", ({ edge, pointer }) => !this.hovered?.node && this.#hover({ line: edge }, pointer.DOM));
    network.on("blurNode", () => this.#hover(null));
    network.on("blurEdge", () => this.#hover(null));
    network.on("dragStart", () => this.#hover(null));
    network.on("zoom", () => this.#hover(null));
    network.on("dragEnd", ({ nodes }) => {
      if (!nodes.length) return;
      const { x, y } = network.getPosition(nodes[0]);
      this.on.moved(nodes[0], Math.round(x), Math.round(y));
    });
  }

  #hover(what, at) {
    this.hovered = what;
    this.host.classList.toggle("pointing", Boolean(what));
    this.on.tip(what && this.describe(what), at);
    this.network.redraw();
  }

  /** Return what a hover or click is on: `{ node }` or `{ edges }`. */
  describe(what) {
    return what.node ? { node: what.node } : { edges: this.lines.get(what.line).edges };
  }

  #click(point) {
    const node = this.#probe((p) => this.network.getNodeAt(p), point, isNarrow() ? [0, 8, 14] : [0, 3]);
    if (node !== undefined) return this.on.node(node);
    const line = this.#probe((p) => this.network.getEdgeAt(p), point, isNarrow() ? [0, 6, 12] : [0, 4, 7]);
    return line === undefined ? this.on.empty() : this.on.line(this.lines.get(line).edges);
  }

  #probe(look, { x, y }, reaches) {
    for (const reach of reaches) {
      for (let i = 0; i < (reach ? 8 : 1); i += 1) {
        const angle = (i * Math.PI) / 4;
        const found = look({ x: x + Math.cos(angle) * reach, y: y + Math.sin(angle) * reach });
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  /** Bring vis-network in step with the view; only what differs is touched. */
  show() {
    const { view, state, path } = this.app;
    this.lit = lit(state.selection, view, path);
    this.#showNodes(view.places);
    if (this.edgesShown !== view.edges) {
      this.edgesShown = view.edges;
      this.lines = new Map(bundle(view.edges).map((line) => [line.id, line]));
    }
    this.#showLines();
    this.network.setOptions({ interaction: { hideEdgesOnDrag: this.lines.size > MANY_LINES, hideEdgesOnZoom: this.lines.size > MANY_LINES } });
    this.network.redraw();
  }

  #showNodes(places) {
    const gone = [...this.places.keys()].filter((id) => !places.has(id));
    const fresh = [];
    for (const [id, place] of places) {
      const old = this.places.get(id);
      if (!old) fresh.push({ id, ...place, shape: "custom", ctxRenderer: (frame) => drawNode(frame, this) });
      else if (old.x !== place.x || old.y !== place.y) fresh.push({ id, ...place });
    }
    this.places = new Map(places);
    if (gone.length) this.nodes.remove(gone);
    if (fresh.length) this.nodes.update(fresh);
  }

  #showLines() {
    const gone = this.edges.getIds().filter((id) => !this.lines.has(id));
    if (gone.length) {
      this.edges.remove(gone);
      for (const id of gone) this.looks.delete(id);
    }
    const fresh = [];
    for (const line of this.lines.values()) {
      const look = this.#look(line);
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

  #look(line) {
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

  size() {
    return { width: this.host.clientWidth, height: this.host.clientHeight };
  }

  zoom(factor) {
    this.network.moveTo({ scale: Math.min(6, Math.max(0.03, this.network.getScale() * factor)) });
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
    const room = { x: Math.max(120, width - 150), y: Math.max(120, height - 130) };
    const scale = Math.min(room.x / Math.max(1, right - left), room.y / Math.max(1, bottom - top), 1.7);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.network.moveTo({
      position: { x: (left + right) / 2, y: (top + bottom) / 2 },
      scale: Math.max(0.03, scale),
      offset: { x: 0, y: -8 },
      animation: calm ? false : { duration: 260 },
    });
  }

  /** Show or move the hint beside the pointer. */
  static tip(lines, at) {
    const tip = byId("tip");
    tip.hidden = !lines;
    if (!lines) return;
    tip.replaceChildren(...lines.map((line, i) => el(i ? "span" : "strong", {}, line)));
    const { clientWidth } = tip.parentElement;
    tip.style.left = `${Math.max(8, Math.min(at.x + 14, clientWidth - tip.offsetWidth - 8))}px`;
    tip.style.top = `${Math.max(8, at.y - tip.offsetHeight - 12)}px`;
  }
}
