// Search over names, aliases, pinyin, initials, roles and quotes.

const fold = (text) => text.toLowerCase().replace(/\s+/g, "");

/** Return what `find` looks through. */
export function buildIndex(data) {
  const nodes = data.nodes.map((node) => ({
    node,
    names: [node.label, ...node.aliases].map(fold),
    words: (node.pinyin ?? "").toLowerCase().split(/\s+/).filter(Boolean),
    initials: fold(node.initials ?? ""),
  }));
  const edges = [...data.edges, ...data.loose].map((edge) => ({ edge, role: fold(edge.role ?? "") }));
  return { nodes, edges };
}

/**
 * Return hits, best first: `{ kind: "node", node, why }`, `{ kind: "role", edge }`, `{ kind: "quote", edge, witness }`.
 * `why` is the alias that matched, where the label did not.
 */
export function find(index, query, { nodes = 8, roles = 4, quotes = 5 } = {}) {
  const wanted = fold(query);
  if (!wanted) return [];
  const found = index.nodes
    .map((entry) => ({ entry, rank: rankNode(entry, wanted) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank || b.entry.node.score - a.entry.node.score)
    .slice(0, nodes)
    .map(({ entry }) => ({ kind: "node", node: entry.node, why: matchingAlias(entry, wanted) }));
  const held = index.edges.filter(({ role }) => role.includes(wanted)).sort((a, b) => a.role.length - b.role.length);
  const hits = [...found, ...held.slice(0, roles).map(({ edge }) => ({ kind: "role", edge }))];
  return wanted.length < 2 ? hits : [...hits, ...quoteHits(index, wanted, quotes)];
}

function rankNode({ names, words, initials }, wanted) {
  let rank = 0;
  names.forEach((name, i) => {
    const own = i === 0 ? 1 : 0.9;
    if (name === wanted) rank = Math.max(rank, 100 * own);
    else if (name.startsWith(wanted)) rank = Math.max(rank, 80 * own);
    else if (name.includes(wanted)) rank = Math.max(rank, 60 * own);
    else if (wanted.length > 1 && isSubsequence(wanted, name)) rank = Math.max(rank, 20 * own);
  });
  if (rank >= 60 || !/^[a-z0-9]+$/.test(wanted)) return rank;
  if (initials === wanted || words.join("") === wanted) return Math.max(rank, 90);
  if (initials.startsWith(wanted)) return Math.max(rank, 55);
  if (words.some((_, i) => words.slice(i).join("").startsWith(wanted))) return Math.max(rank, 45);
  return wanted.length > 1 && initials.includes(wanted) ? Math.max(rank, 40) : rank;
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

function quoteHits(index, wanted, limit) {
  const hits = [];
  const seen = new Set();
  for (const { edge } of index.edges) {
    for (const witness of edge.witnesses) {
      if (!witness.quote || seen.has(witness.quote) || !fold(witness.quote).includes(wanted)) continue;
      seen.add(witness.quote);
      hits.push({ kind: "quote", edge, witness });
      if (hits.length >= limit) return hits;
    }
  }
  return hits;
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
