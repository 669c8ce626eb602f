// The graph as the page uses it: nodes, edges and witnesses with references to each other.

import { tick } from "./dates.mjs";

const LONGEST = 25;

/** Return the content of the inert script elements of the page. */
export function readData(root) {
  const parse = (id) => JSON.parse(root.getElementById(id).textContent);
  return indexData(parse("graph-data"), parse("detail-data"));
}

/** Join nodes, edges and documents; `graph` is what pyvis carries, `detail` the rest. */
export function indexData(graph, detail) {
  const documents = detail.documents.map((document, number) => ({ ...document, number }));
  const witness = (row) => readWitness(row, detail.columns, documents);
  const edge = (record) => ({ ...record, witnesses: (record.witnesses ?? []).map(witness) });
  const nodes = graph.nodes.map((record) => ({
    aliases: [],
    ...record,
    documents: (record.documents ?? []).map((number) => documents[number]),
    figures: (record.figures ?? []).map((figure) => ({ ...figure, witnesses: (figure.witnesses ?? []).map(witness) })),
  }));
  const edges = graph.edges.map(edge);
  const loose = detail.loose.map(edge);
  const nodeById = new Map(nodes.map((node) => [node.id, node]));
  const edgesOf = new Map(nodes.map((node) => [node.id, []]));
  for (const one of edges) {
    edgesOf.get(one.from).push(one);
    if (one.to !== one.from) edgesOf.get(one.to).push(one);
  }
  const looseOf = new Map();
  for (const one of loose) looseOf.set(one.from, [...(looseOf.get(one.from) ?? []), one]);
  const time = timeScale(edges);
  for (const one of [...edges, ...loose]) Object.assign(one, lifetime(one, time));
  for (const node of nodes) node.degree = neighbours(node.id, edgesOf).size;
  const data = { nodes, edges, loose, documents, nodeById, edgesOf, looseOf, time };
  data.edgeById = new Map([...edges, ...loose].map((one) => [one.id, one]));
  data.hasCore = nodes.some((node) => node.core);
  data.coreCount = data.hasCore ? nodes.filter((node) => node.core).length : nodes.length;
  data.linkedCount = nodes.filter((node) => node.degree).length;
  data.ranked = [...nodes].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  return data;
}

function readWitness(row, columns, documents) {
  const witness = Object.fromEntries(columns.map((column, i) => [column, row[i] ?? null]));
  witness.document = documents[witness.document] ?? null;
  if (witness.document && witness.start !== null && witness.quote === null) {
    witness.quote = witness.document.text.slice(witness.start, witness.end);
  } else {
    witness.start = null;
  }
  return witness;
}

/** Return the IDs next to a node. */
export function neighbours(id, edgesOf) {
  const found = new Set();
  for (const edge of edgesOf.get(id) ?? []) found.add(edge.from === id ? edge.to : edge.from);
  found.delete(id);
  return found;
}

/** Return the other end of `edge` as seen from `id`. */
export function otherEnd(edge, id) {
  return edge.from === id ? edge.to : edge.from;
}

function dates(edge) {
  return edge.witnesses.map((witness) => witness.document?.published).filter(Boolean);
}

function timeScale(edges) {
  const all = edges.flatMap((edge) => [edge.start, edge.end, ...dates(edge)]);
  const years = all.map((date) => tick(date, "year")).filter((year) => year !== null);
  if (!years.length) return { unit: "year", min: null, max: null };
  const bounds = years.reduce(([low, high], year) => [Math.min(low, year), Math.max(high, year)], [9999, 0]);
  const unit = bounds[1] - bounds[0] < 2 ? "month" : "year";
  // One founding year of long ago would squeeze all others into a corner of the slider.
  const early = bounds[1] - LONGEST;
  if (unit === "year") return { unit, min: Math.max(bounds[0], early), max: bounds[1], isClipped: bounds[0] < early };
  const months = all.map((date) => tick(date, unit)).filter((value) => value !== null);
  return { unit, min: Math.min(...months), max: Math.max(...months) };
}

// A stated start without an end runs on; without either, the edge lives when it was reported.
function lifetime(edge, time) {
  const { unit, max } = time;
  const reported = dates(edge).map((date) => tick(date, unit)).filter((value) => value !== null);
  const start = tick(edge.start, unit);
  const end = tick(edge.end, unit, true);
  if (start === null && end === null) {
    if (!reported.length) return { first: null, last: null };
    return { first: Math.min(...reported), last: Math.max(...reported) };
  }
  return { first: start ?? Math.min(end, ...reported), last: end ?? max };
}
