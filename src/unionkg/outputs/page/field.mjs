// The drawing of large graphs on a plain canvas: no library, no GPU. While the view moves, the last picture is moved; a new
// one is drawn in small portions behind it. Answers the same calls as `Stage`.

import { el } from "./dom.mjs";
import { annotatedCrowd } from "./bulk.mjs";
import { Crowd } from "./crowd.mjs";
import { pictureOf } from "./crowdpaint.mjs";
import { drawOver } from "./overlay.mjs";
import { Pointers } from "./pointers.mjs";
import { currentPalette } from "./paint.mjs";
import { lit } from "./scene.mjs";
import { crowdRadius } from "./sizes.mjs";

const MARGIN = 0.25;
const PORTION_MS = 9;
const REST_MS = 90;

export class Field {
  /** `app` gives data, view, state and path; `on` holds `node`, `line`, `empty`, `moved`, `tip`. */
  constructor(app, host, on) {
    Object.assign(this, { app, host, on, hovered: null, lit: null, crowd: null, picture: null, dragged: null });
    this.canvas = el("canvas", {});
    host.append(this.canvas);
    this.context = this.canvas.getContext("2d", { alpha: false });
    this.camera = { k: 1, x: 0, y: 0 };
    this.colours();
    this.pointers = new Pointers(this);
    new ResizeObserver(() => this.resize()).observe(host);
  }

  /** Take the colours of the theme anew. */
  colours() {
    this.palette = currentPalette();
    this.redraw();
  }

  size() {
    return { width: this.host.clientWidth, height: this.host.clientHeight };
  }

  covered() {
    return this.app.covered();
  }

  /** Take what the view shows; positions, sizes and the hit grid are made anew only when the nodes changed. */
  show() {
    const { view, state, path } = this.app;
    this.lit = lit(state.selection, view, path);
    if (this.view !== view && !(this.view && sameView(this.view, view))) this.crowd = new Crowd(this.app);
    this.view = view;
    this.redraw();
  }

  redraw() {
    this.#render(true);
  }

  resize() {
    const { width, height } = this.size();
    if (!width || (this.width === width && this.height === height)) return;
    const ratio = Math.min(2, devicePixelRatio || 1);
    Object.assign(this, { width, height, ratio });
    this.canvas.width = width * ratio;
    this.canvas.height = height * ratio;
    if (this.crowd) this.#render(true);
  }

  toScreen(x, y) {
    return { x: x * this.camera.k + this.camera.x, y: y * this.camera.k + this.camera.y };
  }

  toWorld({ x, y }) {
    return { x: (x - this.camera.x) / this.camera.k, y: (y - this.camera.y) / this.camera.k };
  }

  /** Return where a node stands, in pixels of the drawing. */
  screenOf(id) {
    const i = this.app.data.nodeById.get(id).number;
    return this.toScreen(this.crowd.x[i], this.crowd.y[i]);
  }

  radiusOf(i) {
    return crowdRadius(this.crowd.radius[i], this.camera.k);
  }

  isInSight(id) {
    if (!this.app.view.places.has(id) || !this.crowd) return false;
    const { x, y } = this.screenOf(id);
    return x > 10 && y > 10 && x < this.width - 10 && y < this.height - 10;
  }

  /** Move the view by pixels. */
  pan(dx, dy) {
    this.camera.x += dx;
    this.camera.y += dy;
    this.#render(false);
  }

  zoom(factor, at = { x: this.width / 2, y: this.height / 2 }) {
    const k = Math.min(8, Math.max(0.004, this.camera.k * factor));
    const turn = k / this.camera.k;
    Object.assign(this.camera, { k, x: at.x - (at.x - this.camera.x) * turn, y: at.y - (at.y - this.camera.y) * turn });
    this.#render(false);
  }

  /** Bring the nodes `ids` (all when empty) into sight. */
  frame(ids = []) {
    this.resize();
    if (!this.crowd || !this.width) return;
    const box = this.crowd.box(ids.map((id) => this.app.data.nodeById.get(id)?.number).filter((i) => i !== undefined && this.crowd.on[i]));
    if (!box) return;
    const margin = this.app.margins();
    const room = { x: Math.max(120, this.width - 120), y: Math.max(120, this.height - margin.top - margin.bottom - 40) };
    const k = Math.min(room.x / Math.max(1, box.right - box.left), room.y / Math.max(1, box.bottom - box.top), 1.35);
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    this.camera = { k, x: this.width / 2 - x * k, y: (this.height + margin.top - margin.bottom) / 2 - y * k };
    this.#render(true);
  }

  /** Return the number of the node under a point, or -1. */
  nodeUnder(point, slack) {
    const { x, y } = this.toWorld(point);
    const most = (this.crowd.largest > 0 ? crowdRadius(this.crowd.largest, this.camera.k) : 10) * 1.1 + slack;
    return this.crowd.grid.nearest(x, y, most / this.camera.k, (i) => (this.radiusOf(i) * 1.1 + slack) / this.camera.k);
  }

  hover(point) {
    const [node, edge] = point ? this.#under(point, 1, 5) : [-1, null];
    const what = node >= 0 ? { node: this.app.data.nodes[node].id } : edge && { edges: this.#parallel(edge) };
    if ((what?.node ?? what?.edges?.[0].id) === (this.hovered?.node ?? this.hovered?.edges?.[0].id)) return;
    this.hovered = what || null;
    this.host.classList.toggle("pointing", Boolean(what));
    this.on.tip(this.hovered, point);
    this.#draw();
  }

  click(point, slack, reach) {
    const [node, edge] = this.#under(point, slack, reach);
    if (node >= 0) return this.on.node(this.app.data.nodes[node].id);
    if (edge) return this.on.line(this.#parallel(edge));
    const group = this.picture?.titleAt(point, this.camera);
    if (group !== undefined && group !== null) return this.frame(this.crowd.membersOf(group));
    return this.on.empty();
  }

  #under(point, slack, reach) {
    if (!this.crowd) return [-1, null];
    const node = this.nodeUnder(point, slack);
    return node >= 0 ? [node, null] : [-1, this.crowd.edgeUnder(this, point, reach)];
  }

  #parallel(edge) {
    return this.app.view.edges.filter(
      (one) => (one.source === edge.source && one.target === edge.target) || (one.source === edge.target && one.target === edge.source),
    );
  }

  /** Take a node along with the pointer; `end` leaves it there. */
  drag(i, point, end = false) {
    const { x, y } = this.toWorld(point);
    this.crowd.x[i] = x;
    this.crowd.y[i] = y;
    this.dragged = end ? null : i;
    if (end) this.on.moved(this.app.data.nodes[i].id, Math.round(x), Math.round(y));
    else this.#draw();
  }

  // The picture follows at rest; `now` starts it at once.
  #render(now) {
    if (!this.crowd || !this.width) return;
    this.#draw();
    clearTimeout(this.resting);
    this.job = null;
    this.resting = setTimeout(() => this.#begin(), now ? 0 : REST_MS);
  }

  #begin() {
    const job = pictureOf(this, { ...this.camera }, MARGIN);
    this.job = job;
    const work = () => {
      if (this.job !== job) return;
      // The first picture has nothing to move meanwhile: it comes in one go.
      const until = this.picture ? performance.now() + PORTION_MS : Infinity;
      let step = job.next();
      while (!step.done && performance.now() < until) step = job.next();
      if (!step.done) return void requestAnimationFrame(work);
      this.job = null;
      this.picture = step.value;
      this.#draw();
      this.on.drawn?.(this.picture);
    };
    work();
  }

  /** Return what stands on the screen, for a picture of it; lines go together, one path for each look. */
  annotated() {
    return annotatedCrowd(this);
  }

  #draw() {
    if (this.drawing) return;
    this.drawing = requestAnimationFrame(() => {
      this.drawing = 0;
      this.#blit();
      drawOver(this);
    });
  }

  #blit() {
    const { context, picture, camera, ratio } = this;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.fillStyle = this.palette.background;
    context.fillRect(0, 0, this.width, this.height);
    if (!picture) return;
    const turn = camera.k / picture.camera.k;
    const [x, y] = [camera.x + (picture.left - picture.camera.x) * turn, camera.y + (picture.top - picture.camera.y) * turn];
    context.globalAlpha = this.lit ? 0.22 : 1;
    context.drawImage(picture.canvas, x, y, picture.width * turn, picture.height * turn);
    context.globalAlpha = 1;
    const isAtRest = Math.abs(turn - 1) < 0.02;
    if (picture.names && (isAtRest || !this.lit)) {
      context.globalAlpha = this.lit ? 0 : 1;
      context.drawImage(picture.names, x, y, picture.width * turn, picture.height * turn);
      context.globalAlpha = 1;
    }
  }
}

function sameView(a, b) {
  if (a.places.size !== b.places.size || a.edges.length !== b.edges.length) return false;
  if (a.edges.some((edge, i) => edge !== b.edges[i])) return false;
  for (const [id, { x, y }] of a.places) {
    const there = b.places.get(id);
    if (!there || there.x !== x || there.y !== y) return false;
  }
  return true;
}
