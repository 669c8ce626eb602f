// From the state to what is drawn: which nodes, where, which edges.

import { neighbours, otherEnd } from "./data.mjs";
import { RELATION_ORDER } from "./kinds.mjs";
import { outward, radial, Seats } from "./place.mjs";

/** Return `{ node, edge, narrowed }`: tests of what the filters let through; an edge needs both its ends. */
export function filters(state, data) {
  const offTypes = new Set(state.offTypes);
  const offRelations = new Set(state.offRelations);
  const offModalities = new Set(state.offModalities);
  const hidden = new Set(state.hidden);
  const from = state.from ?? -Infinity;
  const to = state.to ?? Infinity;
  const node = (one) => !offTypes.has(one.type) && !hidden.has(one.id);
  const lives = (edge) => edge.first === null || (edge.first <= to && edge.last >= from);
  const self = (edge) => !offRelations.has(edge.type) && !offModalities.has(edge.modality) && lives(edge);
  const edge = (one) => self(one) && node(data.nodeById.get(one.from)) && node(data.nodeById.get(one.to));
  const narrowed = offRelations.size > 0 || offModalities.size > 0 || state.from !== null || state.to !== null;
  return { node, edge, self, narrowed };
}

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
  const base = basePlaces(state, data, pass);
  const wanted = state.added.filter((id) => !base.has(id));
  if (wanted.length) seatAdded(base, wanted, data);
  for (const id of [...base.keys()]) {
    if (!pass.node(data.nodeById.get(id))) base.delete(id);
  }
  let edges = data.edges.filter((edge) => base.has(edge.from) && base.has(edge.to) && pass.edge(edge));
  if (pass.narrowed) {
    const touched = new Set(edges.flatMap((edge) => [edge.from, edge.to]));
    for (const id of [...base.keys()]) {
      if (!touched.has(id) && id !== state.selection?.node) base.delete(id);
    }
  }
  for (const [id, [x, y]] of Object.entries(state.moved)) {
    if (base.has(id)) base.set(id, { x, y });
  }
  return { places: base, edges, pass };
}

function basePlaces(state, data, pass) {
  if (state.scope === "focus") return radial(state.focus, near(state.focus, data, pass));
  if (state.scope === "all" || !data.hasCore) {
    // Beyond the overview's size, nodes without relations would bury the others.
    const drawn = data.hasCore ? data.nodes.filter((node) => node.degree) : data.nodes;
    return new Map(drawn.map((node) => [node.id, { x: node.x, y: node.y }]));
  }
  return new Map(data.nodes.filter((node) => node.core).map((node) => [node.id, { x: node.core[0], y: node.core[1] }]));
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
