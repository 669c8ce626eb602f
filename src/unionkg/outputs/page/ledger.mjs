// A reader's decisions as lines of the curation ledger: one JSON object a line, anchored to the quote, not to an internal number.

/** Return the SHA-256 of `text` (UTF-8) in hex, or null where the browser has no crypto for this page. */
export async function sha256(text) {
  if (!globalThis.crypto?.subtle) return null;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Return an offset in UTF-16 units of `text` as one in code points, as the graph counts. */
export function codePoints(text, offset) {
  return [...text.slice(0, offset)].length;
}

function entity(data, id) {
  const node = data.nodeById.get(id);
  return node ? { id: node.id, type: node.type, label: node.label } : null;
}

/** Return the statement of an edge's witness as the ledger names it. */
export async function anchor(data, edge, witness) {
  const { document, quote } = witness;
  const text = document?.text ?? null;
  const at = witness.start === null || text === null ? {} : { start: codePoints(text, witness.start), end: codePoints(text, witness.end) };
  return {
    document: document ? { id: document.id, path: document.path } : null,
    quote: { sha256: await sha256(quote ?? ""), text: quote ?? "", ...at },
    subject: entity(data, edge.from),
    relation: edge.type,
    object: entity(data, edge.to),
    role: edge.role,
    modality: edge.modality,
  };
}

/** Return the lines for all decisions of `state`; texts behind them are unpacked first. */
export async function ledgerLines(data, state, { by, at }) {
  const lines = [];
  for (const [id, decision] of Object.entries(state.marks)) {
    const edge = data.edgeById.get(id);
    await data.texts.need(edge.documentNumbers);
    for (const witness of edge.witnesses) lines.push({ decision, by, at, statement: await anchor(data, edge, witness) });
  }
  for (const { decision, entity: id, other, value } of state.proposals) {
    const line = { decision, by, at, entity: entity(data, id) };
    if (other) line.other = entity(data, other);
    if (value) line.value = value;
    lines.push(line);
  }
  return lines.map((line) => `${oneLineJson(line)}\n`).join("");
}

// Some readers end a line at these characters too, which JSON leaves as they are.
function oneLineJson(value) {
  return JSON.stringify(value).replace(/[\u0085\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
