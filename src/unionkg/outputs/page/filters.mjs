// What the filters let through, and how many of each value stand behind them.

/** Fields of the state that hold chosen values; nothing chosen means all. */
export const PICKS = ["kinds", "places", "documents", "publishers", "speakers", "confidences", "reviews"];

/** Confidence in steps, as the least value of each. */
export const CONFIDENCE_STEPS = [0.9, 0.7, 0];

/** Return the tests `{ node, edge, self, narrowed }` of `state`; an edge needs both its ends. */
export function filters(state, data) {
  const [ofNode, ofEdge] = [nodeTests(state, data), edgeTests(state, data)];
  const node = (one) => ofNode.every(({ test }) => test(one));
  const self = (one) => ofEdge.every(({ test }) => test(one));
  const passing = new Uint8Array(data.nodes.length);
  for (const one of data.nodes) passing[one.number] = node(one) ? 1 : 0;
  const edge = (one) => passing[one.source] === 1 && (one.target < 0 || passing[one.target] === 1) && self(one);
  const narrowed = ofEdge.length > 0;
  return { node: (one) => passing[one.number] === 1, edge, self, narrowed, ofNode, ofEdge };
}

function nodeTests(state, data) {
  const tests = [];
  const add = (field, test) => tests.push({ field, test });
  if (state.offTypes.length) {
    const off = new Set(state.offTypes);
    add("offTypes", (one) => !off.has(one.type));
  }
  if (state.hidden.length) {
    const hidden = new Set(state.hidden);
    add("hidden", (one) => !hidden.has(one.id));
  }
  if (state.kinds.length) {
    const kinds = new Set(state.kinds);
    add("kinds", (one) => kinds.has(one.kind));
  }
  if (state.places.length) {
    const inside = placed(state.places, data);
    add("places", (one) => inside.has(one.number));
  }
  return tests;
}

// A place with what stands in it, and in the places inside it.
function placed(ids, data) {
  const inside = new Set();
  const open = ids.map((id) => data.nodeById.get(id)?.number).filter((number) => number !== undefined);
  while (open.length) {
    const here = open.pop();
    if (inside.has(here)) continue;
    inside.add(here);
    for (const edge of data.edgesOf.get(data.nodes[here].id)) {
      if (edge.target !== here || !["locatedIn", "heldAt"].includes(edge.type)) continue;
      open.push(edge.source);
    }
  }
  // Who holds a post there, or takes part, belongs to the place as well: one step on.
  for (const number of [...inside]) {
    if (data.nodes[number].type === "Place") continue;
    for (const edge of data.edgesOf.get(data.nodes[number].id)) inside.add(edge.source === number ? edge.target : edge.source);
  }
  return inside;
}

function edgeTests(state, data) {
  const tests = [];
  const add = (field, test) => tests.push({ field, test });
  const some = (field, of) => state[field].length && add(field, anyOf(new Set(state[field]), of));
  for (const [field, of] of [["offRelations", "type"], ["offModalities", "modality"]]) {
    if (!state[field].length) continue;
    const off = new Set(state[field]);
    add(field, (edge) => !off.has(edge[of]));
  }
  if (state.from !== null || state.to !== null) {
    const [from, to] = [state.from ?? -Infinity, state.to ?? Infinity];
    add("time", (edge) => edge.first === null || (edge.first <= to && edge.last >= from));
  }
  if (state.known !== null) {
    const early = data.documents.map((document) => isKnown(document, state.known));
    add("known", (edge) => eachWitness(edge, (i) => early[edge.table.document[i]] ?? true));
  }
  if (state.sources > 1) add("sources", (edge) => edge.sources >= state.sources);
  some("documents", (edge, i) => data.documents[edge.table.document[i]]?.id);
  some("publishers", (edge, i) => data.documents[edge.table.document[i]]?.publisher);
  some("speakers", (edge, i) => edge.table.value("speaker", i));
  if (state.confidences.length) {
    const steps = new Set(state.confidences);
    add("confidences", (edge) => steps.has(confidenceStep(edge)));
  }
  if (state.reviews.length) {
    const wanted = new Set(state.reviews);
    add("reviews", (edge) => wanted.has(reviewOf(edge, state)));
  }
  return tests;
}

function anyOf(wanted, of) {
  return (edge) => eachWitness(edge, (i) => wanted.has(of(edge, i)));
}

function eachWitness(edge, test) {
  for (let i = edge.firstWitness; i < edge.firstWitness + edge.count; i += 1) if (test(i)) return true;
  return false;
}

/** Return whether a document was out on the day `known` (null: whenever); an undated one may have been. */
export function isKnown(document, known) {
  return known === null || !document?.published || document.published.slice(0, 10) <= known;
}

/** Return the figures of a node that a report told by the day `known`. */
export function knownFigures(node, known) {
  const figures = node.figures;
  if (known === null) return figures;
  return figures.filter((figure) => figure.witnesses.some((witness) => isKnown(witness.document, known)));
}

/** Return the step of an edge's best witness, as a string. */
export function confidenceStep(edge) {
  let best = 0;
  for (let i = edge.firstWitness; i < edge.firstWitness + edge.count; i += 1) best = Math.max(best, edge.table.confidence[i]);
  return String(CONFIDENCE_STEPS.find((step) => best >= step));
}

/** Return what a reader decided on an edge: "accept", "reject" or "open". */
export function reviewOf(edge, state) {
  return state.marks[edge.id] ?? "open";
}

// The values of an edge or a node under each facet; `each` calls back with every one.
const VALUES = {
  offTypes: (node, each) => each(node.type),
  kinds: (node, each) => node.kind && each(node.kind),
  offRelations: (edge, each) => each(edge.type),
  offModalities: (edge, each) => each(edge.modality),
  confidences: (edge, each) => edge.count && each(confidenceStep(edge)),
  reviews: (edge, each, data, state) => each(reviewOf(edge, state)),
  sources: (edge, each) => {
    for (let least = 2; least <= Math.min(3, edge.sources); least += 1) each(String(least));
  },
  documents: (edge, each, data) => distinct(edge, (i) => data.documents[edge.table.document[i]]?.id, each),
  publishers: (edge, each, data) => distinct(edge, (i) => data.documents[edge.table.document[i]]?.publisher, each),
  speakers: (edge, each) => distinct(edge, (i) => edge.table.value("speaker", i), each),
};

function distinct(edge, of, each) {
  if (edge.count === 1) {
    const value = of(edge.firstWitness);
    if (value) each(value);
    return;
  }
  const seen = new Set();
  for (let i = edge.firstWitness; i < edge.firstWitness + edge.count; i += 1) seen.add(of(i));
  for (const value of seen) if (value) each(value);
}

const OF_NODES = ["offTypes", "kinds"];
const OF_EDGES = ["offRelations", "offModalities", "confidences", "reviews", "sources", "documents", "publishers", "speakers"];

/**
 * Return a Map of facet to a Map of value to count: what would be there if the facet were open and all other filters
 * as they are.
 */
export function countFacets(state, data, pass) {
  const counts = new Map([...OF_NODES, ...OF_EDGES, "places"].map((name) => [name, new Map()]));
  const tally = (names, item, failed) => {
    for (const name of names) {
      if (failed && failed !== name) continue;
      const map = counts.get(name);
      VALUES[name](item, (value) => map.set(value, (map.get(value) ?? 0) + 1), data, state);
    }
  };
  for (const node of data.nodes) {
    const failed = soleFailure(pass.ofNode, node);
    if (failed !== undefined) tally(OF_NODES, node, failed);
    if (node.type === "Place" && node.degree) counts.get("places").set(node.id, node.degree);
  }
  for (const edge of data.edges) {
    if (!pass.node(data.nodes[edge.source]) || !pass.node(data.nodes[edge.target])) continue;
    const failed = soleFailure(pass.ofEdge, edge);
    if (failed !== undefined) tally(OF_EDGES, edge, failed);
  }
  return counts;
}

// null: passes all; the name of the one test that it fails; undefined: fails several.
function soleFailure(tests, item) {
  let failed = null;
  for (const { field, test } of tests) {
    if (test(item)) continue;
    if (failed) return undefined;
    failed = field;
  }
  return failed;
}

