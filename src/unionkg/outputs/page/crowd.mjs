// Many nodes as arrays of numbers.

import { HitGrid } from "./hits.mjs";
import { modalityLine, TYPE_ORDER } from "./kinds.mjs";
import { distanceToSegment } from "./pick.mjs";
import { nodeRadius } from "./sizes.mjs";

const STYLES = ["actual", "planned", "past"];

export class Crowd {
  constructor(app) {
    const { data, view } = app;
    const count = data.nodes.length;
    Object.assign(this, { data, x: new Float64Array(count), y: new Float64Array(count), radius: new Float32Array(count), on: new Uint8Array(count) });
    this.type = new Uint8Array(count);
    this.members = new Uint32Array(view.places.size);
    this.largest = 0;
    let next = 0;
    for (const [id, place] of view.places) {
      const node = data.nodeById.get(id);
      const i = node.number;
      this.members[next++] = i;
      this.x[i] = place.x;
      this.y[i] = place.y;
      this.on[i] = 1;
      this.radius[i] = nodeRadius(node);
      this.largest = Math.max(this.largest, this.radius[i]);
      this.type[i] = Math.max(0, TYPE_ORDER.indexOf(node.type));
    }
    this.ranked = this.members.slice().sort((a, b) => data.nodes[b].score - data.nodes[a].score || a - b);
    this.grid = new HitGrid(this.x, this.y, this.members);
    this.#takeEdges(view.edges);
    this.groups = this.#groups();
    this.seen = { lines: null };
  }

  #takeEdges(edges) {
    this.edges = edges;
    this.source = Uint32Array.from(edges, (edge) => edge.source);
    this.target = Uint32Array.from(edges, (edge) => edge.target);
    this.style = Uint8Array.from(edges, (edge) => STYLES.indexOf(modalityLine(edge.modality)));
  }

  // Communities with their most important member and the middle of their members, the largest first.
  #groups() {
    const found = new Map();
    for (const i of this.ranked) {
      const { group } = this.data.nodes[i];
      const known = found.get(group);
      if (known) Object.assign(known, { size: known.size + 1, x: known.x + this.x[i], y: known.y + this.y[i] });
      else found.set(group, { group, first: i, size: 1, x: this.x[i], y: this.y[i] });
    }
    const list = [...found.values()].filter(({ size }) => size > 3).sort((a, b) => b.size - a.size);
    return list.map((one) => ({ ...one, x: one.x / one.size, y: one.y / one.size }));
  }

  membersOf(group) {
    return [...this.members].filter((i) => this.data.nodes[i].group === group).map((i) => this.data.nodes[i].id);
  }

  /** Return the box around the nodes numbered `chosen` (all when empty), or null. */
  box(chosen) {
    const numbers = chosen.length ? chosen : this.members;
    if (!numbers.length) return null;
    const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    for (const i of numbers) {
      box.left = Math.min(box.left, this.x[i]);
      box.right = Math.max(box.right, this.x[i]);
      box.top = Math.min(box.top, this.y[i]);
      box.bottom = Math.max(box.bottom, this.y[i]);
    }
    return box;
  }

  /** Return the edge within `reach` pixels of a point, or null: a lit one first, else one that the last picture tells apart. */
  edgeUnder(field, point, reach) {
    const lit = field.lit ? [...this.edges.keys()].filter((e) => field.lit.edges.has(this.edges[e].id)) : [];
    return this.#nearest(lit, field, point, reach) ?? this.#nearest(this.seen.lines ?? [], field, point, reach);
  }

  #nearest(candidates, field, point, reach) {
    let [best, least] = [null, reach];
    for (const e of candidates) {
      const [a, b] = [this.source[e], this.target[e]];
      const distance = distanceToSegment(point, field.toScreen(this.x[a], this.y[a]), field.toScreen(this.x[b], this.y[b]));
      if (distance <= least) [best, least] = [this.edges[e], distance];
    }
    return best;
  }
}
