// Mouse, pen and fingers over the large drawing: move, zoom, pinch, drag a node, click, point.

const CLICK = 5;

export class Pointers {
  constructor(field) {
    this.field = field;
    this.down = new Map();
    this.grabbed = -1;
    const { host } = field;
    host.addEventListener("pointerdown", (event) => this.#press(event));
    host.addEventListener("pointermove", (event) => this.#move(event));
    for (const name of ["pointerup", "pointercancel"]) host.addEventListener(name, (event) => this.#release(event));
    host.addEventListener("pointerleave", () => field.hover(null));
    host.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
  }

  #press(event) {
    if (event.button) return;
    this.field.host.setPointerCapture(event.pointerId);
    this.down.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
    this.start = { x: event.offsetX, y: event.offsetY };
    this.travelled = this.down.size > 1 ? CLICK : 0;
    this.grabbed = this.down.size > 1 || event.pointerType !== "mouse" ? -1 : this.#grab(this.start);
    this.field.hover(null);
  }

  // From afar a node is a dot: who pulls there means the whole drawing.
  #grab(point) {
    const i = this.field.nodeUnder(point, 0);
    return i >= 0 && this.field.radiusOf(i) >= 6 ? i : -1;
  }

  #move(event) {
    const point = { x: event.offsetX, y: event.offsetY };
    const before = this.down.get(event.pointerId);
    if (!before) {
      if (event.pointerType === "mouse") this.field.hover(point);
      return;
    }
    this.travelled = Math.max(this.travelled, Math.hypot(point.x - this.start.x, point.y - this.start.y));
    if (this.down.size === 2) this.#pinch(event.pointerId, before, point);
    else if (this.travelled >= CLICK && this.grabbed >= 0) this.field.drag(this.grabbed, point);
    else if (this.travelled >= CLICK || event.pointerType === "mouse") this.field.pan(point.x - before.x, point.y - before.y);
    this.down.set(event.pointerId, point);
  }

  #pinch(id, before, point) {
    const [other] = [...this.down].filter(([key]) => key !== id).map(([, at]) => at);
    const middle = (a, b) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
    const [old, now] = [middle(before, other), middle(point, other)];
    this.field.pan(now.x - old.x, now.y - old.y);
    const apart = (a) => Math.max(1, Math.hypot(a.x - other.x, a.y - other.y));
    this.field.zoom(apart(point) / apart(before), now);
  }

  #release(event) {
    if (!this.down.delete(event.pointerId)) return;
    const point = { x: event.offsetX, y: event.offsetY };
    const isClick = this.travelled < CLICK && event.type === "pointerup";
    if (!isClick && this.grabbed >= 0) this.field.drag(this.grabbed, point, true);
    this.grabbed = -1;
    if (isClick) this.field.click(point, ...(event.pointerType === "mouse" ? [2, 6] : [10, 14]));
  }

  #wheel(event) {
    event.preventDefault();
    this.field.hover(null);
    const step = event.deltaMode ? event.deltaY * 30 : event.deltaY;
    this.field.zoom(Math.exp(-Math.max(-400, Math.min(400, step)) * 0.0015), { x: event.offsetX, y: event.offsetY });
  }
}
