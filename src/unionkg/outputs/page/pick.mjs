// What lies under a point. vis-network measures in the drawing's units, so its reach grows with the zoom; ours does not.

import { controlPoint, pointAt } from "./scene.mjs";
import { screenRadius } from "./sizes.mjs";

/** Return the ID of the node within `slack` pixels of `point` (pixels), the nearest centre first, or null. */
export function nodeAt(stage, point, slack) {
  const scale = stage.network.getScale();
  const at = stage.network.DOMtoCanvas(point);
  let best = null;
  for (const id of stage.places.keys()) {
    const place = stage.network.getPosition(id);
    const distance = Math.hypot(place.x - at.x, place.y - at.y) * scale;
    if (distance <= screenRadius(stage.radius(id), scale) * 1.1 + slack && (!best || distance < best.distance)) {
      best = { id, distance };
    }
  }
  return best?.id ?? null;
}

/** Return the line within `reach` pixels of `point`, the nearest first, or null. */
export function lineAt(stage, point, reach) {
  const scale = stage.network.getScale();
  const at = stage.network.DOMtoCanvas(point);
  let best = null;
  for (const line of stage.lines.values()) {
    const from = stage.network.getPosition(line.a);
    const to = stage.network.getPosition(line.b);
    const distance = distanceToLine(at, from, to, line.bend) * scale;
    if (distance <= reach && (!best || distance < best.distance)) best = { line, distance };
  }
  return best?.line ?? null;
}

/** Return how far `point` is from a straight (`bend` 0) or bent line. */
export function distanceToLine(point, from, to, bend) {
  if (!bend) return distanceToSegment(point, from, to);
  const via = controlPoint(from, to, bend);
  let nearest = Infinity;
  for (let i = 0; i < 12; i += 1) {
    const part = [pointAt(from, to, via, i / 12), pointAt(from, to, via, (i + 1) / 12)];
    nearest = Math.min(nearest, distanceToSegment(point, ...part));
  }
  return nearest;
}

/** Return how far `point` is from the straight line between two points. */
export function distanceToSegment(point, from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const share = ((point.x - from.x) * dx + (point.y - from.y) * dy) / (dx * dx + dy * dy || 1);
  const clamped = Math.max(0, Math.min(1, share));
  return Math.hypot(point.x - from.x - clamped * dx, point.y - from.y - clamped * dy);
}
