// The graph as the page uses it: nodes, edges and witnesses with references to each other.

import { tick } from "./dates.mjs";
import { Texts, unpack } from "./packs.mjs";
import { readDocuments, readEdges, readNodes } from "./records.mjs";

const LONGEST = 25;

/** Return the content of the page's packs. */
export async function readData() {
  const graph = await unpack("graph");
  return indexData(graph, new Texts(graph.documents.portions, (pack) => unpack(`text-${pack}`)));
}

/** Join nodes, edges and documents; `graph` is the pack of that name. */
export function indexData(graph, texts) {
  const documents = readDocuments(graph.documents, texts);
  const nodes = readNodes(graph.nodes, documents, graph.columns);
  const edges = readEdges(graph.edges, nodes, documents);
  const loose = readEdges(graph.loose, nodes, documents);
  const nodeById = new Map(nodes.map((node) => [node.id, node]));
  const links = linksOf(nodes.length, edges);
  const edgesOf = { get: (id) => around(links, nodeById.get(id)?.number, edges) };
  const looseOf = new Map();
  for (const one of loose) looseOf.set(one.from, [...(looseOf.get(one.from) ?? []), one]);
  const time = timeScale(graph, documents);
  const reported = documents.map((document) => tick(document.published, time.unit));
  for (const one of edges) setLifetime(one, time, reported);
  for (const one of loose) setLifetime(one, time, reported);
  countNeighbours(nodes, edges, links);
  const data = { nodes, edges, loose, documents, texts, nodeById, edgesOf, looseOf, links, time };
  data.published = publicationScale(documents);
  data.edgeById = new Late(() => new Map([...edges, ...loose].map((one) => [one.id, one])));
  data.coreCount = graph.nodes.core.length || nodes.length;
  data.hasCore = graph.nodes.core.length > 0;
  data.linkedCount = nodes.filter((node) => node.degree).length;
  data.ranked = [...nodes].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  return data;
}

// A map that is made when first asked.
class Late {
  constructor(make) {
    this.make = make;
  }

  get map() {
    return (this.made ??= this.make());
  }

  get(key) {
    return this.map.get(key);
  }

  has(key) {
    return this.map.has(key);
  }
}

// Edges of each node, one array for all: those of node i stand from first[i] to first[i + 1].
function linksOf(count, edges) {
  const first = new Uint32Array(count + 1);
  for (const { source, target } of edges) {
    first[source + 1] += 1;
    if (target !== source) first[target + 1] += 1;
  }
  for (let i = 0; i < count; i += 1) first[i + 1] += first[i];
  const next = first.slice();
  const edge = new Uint32Array(first[count]);
  for (const { number, source, target } of edges) {
    edge[next[source]++] = number;
    if (target !== source) edge[next[target]++] = number;
  }
  return { first, edge };
}

function around({ first, edge }, number, edges) {
  if (number === undefined) return undefined;
  const found = [];
  for (let i = first[number]; i < first[number + 1]; i += 1) found.push(edges[edge[i]]);
  return found;
}

function countNeighbours(nodes, edges, { first, edge }) {
  const seen = new Int32Array(nodes.length).fill(-1);
  for (const node of nodes) {
    for (let i = first[node.number]; i < first[node.number + 1]; i += 1) {
      const { source, target } = edges[edge[i]];
      const other = source === node.number ? target : source;
      if (other === node.number || seen[other] === node.number) continue;
      seen[other] = node.number;
      node.degree += 1;
    }
  }
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

// Each date occurs on many edges; the distinct ones are read once.
function timeScale(graph, documents) {
  const all = [...graph.edges.start.values, ...graph.edges.end.values, ...documents.map((document) => document.published)];
  const years = all.map((date) => tick(date, "year")).filter((year) => year !== null);
  if (!years.length) return { unit: "year", min: null, max: null };
  const bounds = years.reduce(([low, high], year) => [Math.min(low, year), Math.max(high, year)], [9999, 0]);
  const unit = bounds[1] - bounds[0] < 2 ? "month" : "year";
  // One founding year of long ago would squeeze all others into a corner of the slider.
  const early = bounds[1] - LONGEST;
  if (unit === "year") return { unit, min: Math.max(bounds[0], early), max: bounds[1], isClipped: bounds[0] < early };
  const months = all.map((date) => tick(date, unit)).filter((value) => value !== null);
  const [min, max] = months.reduce(([low, high], month) => [Math.min(low, month), Math.max(high, month)], [Infinity, 0]);
  return { unit, min, max };
}

// Days of publication, as they stand: a reader's knowledge grows with each of them.
function publicationScale(documents) {
  const days = [...new Set(documents.map((document) => document.published).filter((date) => /^\d{4}/.test(date ?? "")))];
  return days.map((date) => date.slice(0, 10)).sort();
}

const ticks = new Map();

function cachedTick(date, unit, last) {
  if (!date) return null;
  const key = `${unit}${last ? "<" : ""}${date}`;
  if (!ticks.has(key)) ticks.set(key, tick(date, unit, last));
  return ticks.get(key);
}

// A stated start without an end runs on; without either, the edge lives when it was reported.
function setLifetime(edge, { unit, max }, reported) {
  let [low, high] = [null, null];
  for (let i = 0; i < edge.count; i += 1) {
    const when = reported[edge.table.document[edge.firstWitness + i]] ?? null;
    if (when === null) continue;
    low = low === null ? when : Math.min(low, when);
    high = high === null ? when : Math.max(high, when);
  }
  const start = cachedTick(edge.start, unit, false);
  const end = cachedTick(edge.end, unit, true);
  if (start === null && end === null) [edge.first, edge.last] = [low, high];
  else [edge.first, edge.last] = [start ?? Math.min(end, low ?? end), end ?? max];
}
