// Which of many points lie near one: a grid of cells over fixed places, all in typed arrays.

/** Points on a grid; `xs`, `ys` are their places, `members` the numbers of those that count. */
export class HitGrid {
  constructor(xs, ys, members) {
    this.xs = xs;
    this.ys = ys;
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const i of members) {
      left = Math.min(left, xs[i]);
      right = Math.max(right, xs[i]);
      top = Math.min(top, ys[i]);
      bottom = Math.max(bottom, ys[i]);
    }
    Object.assign(this, { left, top, right, bottom });
    const area = Math.max(1, right - left) * Math.max(1, bottom - top);
    this.cell = Math.max(1, Math.sqrt(area / Math.max(1, members.length)) * 1.5);
    this.columns = Math.max(1, Math.floor((right - left) / this.cell) + 1);
    this.rows = Math.max(1, Math.floor((bottom - top) / this.cell) + 1);
    this.#fill(members);
  }

  #fill(members) {
    const first = new Uint32Array(this.columns * this.rows + 1);
    for (const i of members) first[this.#cellOf(i) + 1] += 1;
    for (let c = 0; c < first.length - 1; c += 1) first[c + 1] += first[c];
    const next = first.slice();
    this.order = new Uint32Array(members.length);
    for (const i of members) this.order[next[this.#cellOf(i)]++] = i;
    this.first = first;
  }

  #cellOf(i) {
    return Math.floor((this.ys[i] - this.top) / this.cell) * this.columns + Math.floor((this.xs[i] - this.left) / this.cell);
  }

  /** Call `each` with every point inside the box; cells are left out as a whole where they lie outside. */
  inside(left, top, right, bottom, each) {
    const clamp = (value, most) => Math.max(0, Math.min(most - 1, Math.floor(value)));
    const [c0, c1] = [clamp((left - this.left) / this.cell, this.columns), clamp((right - this.left) / this.cell, this.columns)];
    const [r0, r1] = [clamp((top - this.top) / this.cell, this.rows), clamp((bottom - this.top) / this.cell, this.rows)];
    for (let r = r0; r <= r1; r += 1) {
      const [from, to] = [this.first[r * this.columns + c0], this.first[r * this.columns + c1 + 1]];
      for (let at = from; at < to; at += 1) {
        const i = this.order[at];
        if (this.xs[i] >= left && this.xs[i] <= right && this.ys[i] >= top && this.ys[i] <= bottom) each(i);
      }
    }
  }

  /** Return the number of the point nearest to (x, y) for which `reach(number)` is at least the distance, or -1. */
  nearest(x, y, most, reach) {
    let best = -1;
    let least = Infinity;
    this.inside(x - most, y - most, x + most, y + most, (i) => {
      const distance = Math.hypot(this.xs[i] - x, this.ys[i] - y);
      if (distance < least && distance <= reach(i)) [best, least] = [i, distance];
    });
    return best;
  }
}
