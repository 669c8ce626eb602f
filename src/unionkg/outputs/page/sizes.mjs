// How large nodes are.

/** Return the radius of a node at scale 1: it grows with the number of its neighbours. */
export function nodeRadius(node) {
  return Math.min(23, 10 + 1.9 * Math.sqrt(node.degree));
}

/** Return the radius in pixels: shrinks more slowly than the drawing when zooming out, grows more slowly zooming in. */
export function screenRadius(radius, scale) {
  return radius * (scale < 1 ? scale ** 0.55 : scale ** 0.3);
}

/** Return the radius in pixels in a crowd: from afar nodes become dots, so that they do not run together. */
export function crowdRadius(radius, scale) {
  return Math.max(0.9, scale < 0.5 ? radius * scale ** 0.8 * 0.5 ** -0.25 : screenRadius(radius, scale));
}
