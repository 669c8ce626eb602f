// Search over names, aliases, pinyin, initials, roles and quotes.

const fold = (text) => text.toLowerCase().replace(/\s+/g, "");

/** Return what `find` looks through: names folded once, each distinct role once. */
export function buildIndex(data) {
  const nodes = data.nodes.map((node) => ({
    node,
    names: [node.label, ...node.aliases].map(fold),
    words: null,
    initials: fold(node.initials ?? ""),
  }));
  const roles = new Map();
  for (const edge of [...data.edges, ...data.loose]) {
    if (!edge.role) continue;
    const found = roles.get(edge.role);
    if (!found) roles.set(edge.role, { role: fold(edge.role), edges: [edge] });
    else if (found.edges.length < 20) found.edges.push(edge);
  }
  return { nodes, roles: [...roles.values()], data };
}

/**
 * Return hits, best first: `{ kind: "node", node, why }`, `{ kind: "role", edge }`. `why` is the alias that matched,
 * where the label did not.
 */
export function find(index, query, { nodes = 8, roles = 4 } = {}) {
  const wanted = fold(query);
  if (!wanted) return [];
  let ranked = rankAll(index.nodes, wanted, rankNode);
  if (ranked.length < nodes && wanted.length > 1) {
    const known = new Set(ranked.map(({ entry }) => entry));
    const loosely = ({ names }) => (names.some((name) => isSubsequence(wanted, name)) ? 1 : 0);
    ranked = [...ranked, ...rankAll(index.nodes, wanted, loosely).filter(({ entry }) => !known.has(entry))];
  }
  const found = ranked.slice(0, nodes).map(({ entry }) => ({ kind: "node", node: entry.node, why: matchingAlias(entry, wanted) }));
  const held = index.roles.filter(({ role }) => role.includes(wanted)).sort((a, b) => a.role.length - b.role.length);
  return [...found, ...held.flatMap(({ edges }) => edges).slice(0, roles).map((edge) => ({ kind: "role", edge }))];
}

function rankAll(entries, wanted, rank) {
  const found = [];
  const isLatin = /^[a-z0-9]+$/.test(wanted);
  for (const entry of entries) {
    const value = rank(entry, wanted, isLatin);
    if (value > 0) found.push({ entry, value });
  }
  return found.sort((a, b) => b.value - a.value || b.entry.node.score - a.entry.node.score);
}

function rankNode(entry, wanted, isLatin) {
  const { names, initials } = entry;
  let rank = 0;
  for (let i = 0; i < names.length; i += 1) {
    const name = names[i];
    const at = name.indexOf(wanted);
    if (at < 0) continue;
    const value = (name.length === wanted.length ? 100 : at === 0 ? 80 : 60) * (i === 0 ? 1 : 0.9);
    if (value > rank) rank = value;
  }
  if (rank >= 60 || !isLatin) return rank;
  if (initials === wanted) return Math.max(rank, 90);
  if (initials.startsWith(wanted)) return Math.max(rank, 55);
  const spelled = rankPinyin(entry, wanted);
  if (spelled) return Math.max(rank, spelled);
  return wanted.length > 1 && initials.includes(wanted) ? Math.max(rank, 40) : rank;
}

// 90: the whole reading; 45: from the start of one of its words.
function rankPinyin(entry, wanted) {
  const spaced = ` ${(entry.node.pinyin ?? "").toLowerCase()}`;
  if (spaced[1] === undefined || !mayStart(spaced, wanted)) return 0;
  entry.words ??= spaced.split(/\s+/).filter(Boolean);
  const joined = entry.words.join("");
  if (joined === wanted) return 90;
  let at = 0;
  for (const word of entry.words) {
    if (joined.startsWith(wanted, at)) return 45;
    at += word.length;
  }
  return 0;
}

function mayStart(spaced, wanted) {
  return spaced.includes(` ${wanted[0]}`);
}

function isSubsequence(wanted, name) {
  let next = 0;
  for (const char of name) if (char === wanted[next]) next += 1;
  return next === wanted.length;
}

function matchingAlias({ node, names }, wanted) {
  if (names[0].includes(wanted)) return null;
  const number = names.findIndex((name) => name.includes(wanted));
  return number > 0 ? node.aliases[number - 1] : null;
}

/**
 * Return up to `limit` hits in quotes: `{ kind: "quote", edge, witness }`. Texts are unpacked one pack at a time;
 * `isOver` tells between packs that nobody waits any more.
 */
export async function findQuotes(data, query, { limit = 5, isOver = () => false } = {}) {
  const wanted = fold(query);
  if (wanted.length < 2) return [];
  const hits = [];
  const seen = new Set();
  const add = (edge, witness, quote) => {
    if (hits.length >= limit || !quote || seen.has(quote) || !fold(quote).includes(wanted)) return;
    seen.add(quote);
    hits.push({ kind: "quote", edge, witness, quote });
  };
  const ofDocument = quotesByDocument(data);
  for (const [edge, i] of ofDocument.get(-1) ?? []) add(edge, edge.table.at(i), edge.table.at(i).quote);
  for await (const [first, texts] of data.texts.all()) {
    if (isOver() || hits.length >= limit) break;
    texts.forEach((text, place) => {
      if (hits.length >= limit || !fold(text).includes(wanted)) return;
      for (const [edge, i] of ofDocument.get(first + place) ?? []) add(edge, edge.table.at(i), text.slice(edge.table.start[i], edge.table.end[i]));
    });
  }
  return hits;
}

// Which edge and which of its witnesses stand on which document (-1: the quote travels by itself); made when first asked for.
function quotesByDocument(data) {
  if (data.quotes) return data.quotes;
  const found = new Map();
  for (const edge of [...data.edges, ...data.loose]) {
    for (let i = edge.firstWitness; i < edge.firstWitness + edge.count; i += 1) {
      const key = edge.table.start[i] < 0 ? -1 : edge.table.document[i];
      const list = found.get(key);
      if (list) list.push([edge, i]);
      else found.set(key, [[edge, i]]);
    }
  }
  data.quotes = found;
  return found;
}

/** Return `text` around the first occurrence of `query`, as [before, match, after], at most `width` characters. */
export function excerpt(text, query, width = 34) {
  const at = text.toLowerCase().indexOf(query.trim().toLowerCase());
  if (at < 0) return [text.slice(0, width) + (text.length > width ? "…" : ""), "", ""];
  const from = Math.max(0, at - Math.floor((width - query.length) / 3));
  const to = Math.min(text.length, from + width);
  const end = at + query.trim().length;
  return [(from > 0 ? "…" : "") + text.slice(from, at), text.slice(at, end), text.slice(end, to) + (to < text.length ? "…" : "")];
}
