// Labels that do not cover each other: the most important first, a grid answers what is in the way.

const CELL = 48;

/** Rectangles on a grid; `hits` returns those that a rectangle touches. */
export class Grid {
  constructor() {
    this.cells = new Map();
  }

  *#keys(box) {
    for (let x = Math.floor(box.left / CELL); x <= Math.floor(box.right / CELL); x += 1) {
      for (let y = Math.floor(box.top / CELL); y <= Math.floor(box.bottom / CELL); y += 1) yield `${x},${y}`;
    }
  }

  add(box) {
    for (const key of this.#keys(box)) {
      const cell = this.cells.get(key);
      if (cell) cell.push(box);
      else this.cells.set(key, [box]);
    }
  }

  hits(box) {
    const found = new Set();
    for (const key of this.#keys(box)) {
      for (const other of this.cells.get(key) ?? []) {
        if (box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top) {
          found.add(other);
        }
      }
    }
    return [...found];
  }
}

/** Return `text` in at most two lines of about `width` characters, the rest as an ellipsis. */
export function wrapLabel(text, width = 10) {
  const chars = [...text];
  if (chars.length <= width + 2) return [text];
  const isLatin = (char) => /[\w.-]/.test(char ?? "");
  const half = Math.min(width + 2, Math.max(Math.ceil(chars.length / 2), 6));
  let cut = half;
  while (cut > half - 4 && isLatin(chars[cut - 1]) && isLatin(chars[cut])) cut -= 1;
  if ("”》）、，".includes(chars[cut] ?? " ")) cut += 1;
  if ("“《（".includes(chars[cut - 1])) cut -= 1;
  const second = chars.slice(cut);
  const room = width + 2;
  return [chars.slice(0, cut).join(""), second.length > room ? `${second.slice(0, room - 1).join("")}…` : second.join("")];
}

/**
 * Place labels. `items` are `{ id, x, y, radius, width, height, priority, must }` in screen pixels; every item's node is
 * an obstacle to labels of others. Return a Map of ID to the label's box. A label that must show may cover nodes that
 * matter less, never another label.
 */
export function placeLabels(items, viewport, reserved = []) {
  const grid = new Grid();
  const placed = new Map();
  for (const box of reserved) grid.add({ ...box, priority: Infinity });
  for (const item of items) {
    const { x, y, radius, priority, id } = item;
    grid.add({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius, priority, id });
  }
  for (const item of [...items].sort((a, b) => b.priority - a.priority)) {
    const boxes = candidates(item).filter((box) => isInside(box, viewport));
    const conflicts = boxes.map((box) => grid.hits(box).filter((other) => other.id !== item.id));
    let choice = conflicts.findIndex((found) => !found.length);
    if (choice < 0 && item.must) {
      choice = conflicts.findIndex((found) => found.every((other) => other.priority < item.priority && !other.label));
    }
    if (choice < 0) continue;
    const box = { ...boxes[choice], priority: item.priority, label: true };
    grid.add(box);
    placed.set(item.id, box);
  }
  return placed;
}

function candidates({ x, y, radius, width, height }) {
  const gap = 3;
  const at = (left, top) => ({ left, top, right: left + width, bottom: top + height });
  return [
    at(x - width / 2, y + radius + gap),
    at(x + radius + gap + 1, y - height / 2),
    at(x - width / 2, y - radius - gap - height),
    at(x - radius - gap - 1 - width, y - height / 2),
    at(x - radius, y + radius + gap),
    at(x + radius - width, y + radius + gap),
    at(x - radius, y - radius - gap - height),
    at(x + radius - width, y - radius - gap - height),
  ];
}

function isInside(box, { width, height }) {
  return box.left >= 2 && box.top >= 2 && box.right <= width - 2 && box.bottom <= height - 2;
}
