// From the state to what is drawn: which nodes, where, which edges.

import { neighbours, otherEnd } from "./data.mjs";
import { filters } from "./filters.mjs";
import { RELATION_ORDER } from "./kinds.mjs";
import { around } from "./paths.mjs";
import { outward, radial, Seats } from "./place.mjs";

const MOST_AROUND = 600;

/** Return the IDs next to `id` over edges that pass, in the order of relation and importance. */
export function near(id, data, pass) {
  const order = (edge) => RELATION_ORDER.indexOf(edge.type) * 2 + (edge.from === id ? 0 : 1);
  const best = new Map();
  for (const edge of data.edgesOf.get(id).filter(pass.edge)) {
    const other = otherEnd(edge, id);
    if (other !== id) best.set(other, Math.min(best.get(other) ?? 99, order(edge)));
  }
  const score = (other) => data.nodeById.get(other).score;
  return [...best.keys()].sort((a, b) => best.get(a) - best.get(b) || score(b) - score(a) || (a < b ? -1 : 1));
}

/** Return `{ places: Map of ID to {x, y}, edges, pass }`. */
export function computeView(state, data) {
  const pass = filters(state, data);
  const places = basePlaces(state, data, pass);
  const wanted = state.added.filter((id) => !places.has(id));
  if (wanted.length) seatAdded(places, wanted, data);
  for (const id of [...places.keys()]) {
    if (!pass.node(data.nodeById.get(id))) places.delete(id);
  }
  const edges = edgesAmong(places, data, pass);
  if (pass.narrowed) {
    const touched = new Uint8Array(data.nodes.length);
    for (const { source, target } of edges) touched[source] = touched[target] = 1;
    for (const id of [...places.keys()]) {
      if (!touched[data.nodeById.get(id).number] && id !== state.selection?.node) places.delete(id);
    }
  }
  for (const [id, [x, y]] of Object.entries(state.moved)) {
    if (places.has(id)) places.set(id, { x, y });
  }
  return { places, edges, pass };
}

function edgesAmong(places, data, pass) {
  const shown = new Uint8Array(data.nodes.length);
  for (const id of places.keys()) shown[data.nodeById.get(id).number] = 1;
  return data.edges.filter((edge) => shown[edge.source] && shown[edge.target] && pass.edge(edge));
}

function basePlaces(state, data, pass) {
  if (state.scope === "focus") return focusPlaces(state, data, pass);
  if (state.scope === "all" || !data.hasCore) {
    // Beyond the overview's size, nodes without relations would bury the others.
    const drawn = data.hasCore ? data.nodes.filter((node) => node.degree) : data.nodes;
    return new Map(drawn.map((node) => [node.id, { x: node.x, y: node.y }]));
  }
  return new Map(data.nodes.filter((node) => node.core).map((node) => [node.id, { x: node.core[0], y: node.core[1] }]));
}

function focusPlaces({ focus, steps }, data, pass) {
  if (steps === 1) return radial(focus, near(focus, data, pass));
  // Nearest first, the important ones of each step; each beside the nodes that led to it.
  const reach = around(data, focus, pass.edge, steps);
  const score = (id) => data.nodeById.get(id).score;
  const order = [...reach.keys()].filter((id) => id !== focus).sort((a, b) => reach.get(a) - reach.get(b) || score(b) - score(a));
  const first = order.filter((id) => reach.get(id) === 1);
  const places = radial(focus, near(focus, data, pass).slice(0, MOST_AROUND));
  seatAdded(places, order.slice(first.length, MOST_AROUND), data);
  return places;
}

// One after the other, each beside the neighbours that already stand.
function seatAdded(places, wanted, data) {
  const seats = new Seats(places.values());
  for (const id of wanted) {
    const known = [...neighbours(id, data.edgesOf)].filter((other) => places.has(other)).map((other) => places.get(other));
    const { anchor, angle } = outward(known, { x: data.nodeById.get(id).x / 3, y: data.nodeById.get(id).y / 3 });
    places.set(id, known.length || !seats.isFree(anchor.x, anchor.y) ? seats.seat(anchor, angle) : anchor);
    seats.take(places.get(id));
  }
}

/** Return the patch that brings `ids` into the graph, each with up to `company` of its neighbours when it stands alone. */
export function bringIn(ids, state, data, view, company = 10) {
  const added = [...state.added];
  const hidden = state.hidden.filter((id) => !ids.includes(id));
  for (const id of ids) {
    if (view.places.has(id) || added.includes(id)) continue;
    added.push(id);
    const around = near(id, data, view.pass);
    if (around.some((other) => view.places.has(other) || (added.includes(other) && other !== id))) continue;
    added.push(...around.filter((other) => !added.includes(other)).slice(0, company));
  }
  return { added, hidden };
}
