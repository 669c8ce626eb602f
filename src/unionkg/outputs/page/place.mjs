// Where nodes go that the precomputed drawing has no place for. Same input, same places.

export const CELL = { width: 64, height: 44 };
const RING = { first: 150, widest: 270, step: 72, seat: 66 };

/** A set of taken places that answers quickly whether another node fits. */
export class Seats {
  constructor(points = []) {
    this.cells = new Map();
    for (const point of points) this.take(point);
  }

  take(point) {
    const key = this.#key(point.x, point.y);
    this.cells.set(key, [...(this.cells.get(key) ?? []), point]);
  }

  isFree(x, y) {
    for (const dx of [-1, 0, 1]) {
      for (const dy of [-1, 0, 1]) {
        const near = this.cells.get(this.#key(x + dx * CELL.width, y + dy * CELL.height)) ?? [];
        if (near.some((p) => Math.abs(p.x - x) < CELL.width && Math.abs(p.y - y) < CELL.height)) return false;
      }
    }
    return true;
  }

  #key(x, y) {
    return `${Math.floor(x / CELL.width)},${Math.floor(y / CELL.height)}`;
  }

  /** Take and return the free place nearest to `anchor`, looking first in the direction `angle`. */
  seat(anchor, angle = 0) {
    for (let ring = 1; ring < 60; ring += 1) {
      const count = 6 + ring * 4;
      for (let step = 0; step < count; step += 1) {
        const swing = (step % 2 ? 1 : -1) * Math.ceil(step / 2) * ((2 * Math.PI) / count);
        const x = Math.round(anchor.x + Math.cos(angle + swing) * ring * 50);
        const y = Math.round(anchor.y + Math.sin(angle + swing) * ring * 42);
        if (this.isFree(x, y)) {
          this.take({ x, y });
          return { x, y };
        }
      }
    }
    return { x: anchor.x, y: anchor.y };
  }
}

/** Return places for a node at the centre and its neighbours, in the order given, on rings around it. */
export function radial(centre, others) {
  const places = new Map([[centre, { x: 0, y: 0 }]]);
  const radii = [];
  let left = others.length;
  while (left > 0) {
    const ring = radii.length;
    const needed = (left * RING.seat) / (2 * Math.PI);
    const radius = ring ? radii[ring - 1] + RING.step : Math.max(RING.first, Math.min(needed, RING.widest));
    radii.push(radius);
    left -= Math.floor((2 * Math.PI * radius) / RING.seat);
  }
  let next = 0;
  for (const [ring, radius] of radii.entries()) {
    const count = Math.min(others.length - next, Math.floor((2 * Math.PI * radius) / RING.seat));
    for (let i = 0; i < count; i += 1) {
      const angle = -Math.PI / 2 + ((i + (ring % 2) / 2) * 2 * Math.PI) / count;
      places.set(others[next], { x: Math.round(Math.cos(angle) * radius * 1.2), y: Math.round(Math.sin(angle) * radius) });
      next += 1;
    }
  }
  return places;
}

/** Return the centre of `points` and the direction from the drawing's centre to it. */
export function outward(points, fallback = { x: 0, y: 0 }) {
  if (!points.length) return { anchor: fallback, angle: 0 };
  const x = points.reduce((sum, p) => sum + p.x, 0) / points.length;
  const y = points.reduce((sum, p) => sum + p.y, 0) / points.length;
  return { anchor: { x, y }, angle: Math.atan2(y, x) };
}
