// What the page shows, as one plain value; its history; its form in the address.

export const INITIAL = Object.freeze({
  scope: "core",
  focus: null,
  steps: 1,
  added: [],
  hidden: [],
  offTypes: [],
  offRelations: [],
  offModalities: [],
  kinds: [],
  places: [],
  documents: [],
  publishers: [],
  speakers: [],
  confidences: [],
  reviews: [],
  sources: 1,
  from: null,
  to: null,
  known: null,
  selection: null,
  groups: true,
  table: null,
  moved: {},
  marks: {},
  proposals: [],
});

const LIMIT = 200;

/** What a pair of nodes may be asked for beside the shortest path: all paths, common neighbours. */
export const WAYS = Object.freeze({ all: "allPaths", common: "common" });

/** Hold the state; `set` records a step to undo, steps with the same `merge` key in a row count as one. */
export class Store {
  constructor(initial) {
    this.state = initial;
    this.past = [];
    this.future = [];
    this.listeners = [];
    this.merging = null;
  }

  subscribe(listener) {
    this.listeners.push(listener);
  }

  set(patch, { merge = null } = {}) {
    const next = { ...this.state, ...patch };
    if (JSON.stringify(next) === JSON.stringify(this.state)) return;
    if (!merge || merge !== this.merging) this.past = [...this.past, this.state].slice(-LIMIT);
    this.merging = merge;
    this.future = [];
    this.#move(next);
  }

  undo() {
    if (!this.past.length) return;
    this.future = [this.state, ...this.future];
    const last = this.past.at(-1);
    this.past = this.past.slice(0, -1);
    this.merging = null;
    this.#move(last);
  }

  redo() {
    if (!this.future.length) return;
    this.past = [...this.past, this.state];
    const [next, ...rest] = this.future;
    this.future = rest;
    this.merging = null;
    this.#move(next);
  }

  #move(next) {
    const previous = this.state;
    this.state = next;
    for (const listener of this.listeners) listener(next, previous);
  }
}

const LISTS = {
  added: "a",
  hidden: "h",
  offTypes: "xt",
  offRelations: "xr",
  offModalities: "xm",
  kinds: "k",
  places: "l",
  documents: "d",
  publishers: "pub",
  speakers: "say",
  confidences: "c",
  reviews: "r",
};

/** Return the fragment for a state; what is as it was at first is left out. */
export function toFragment(state) {
  const query = new URLSearchParams();
  if (state.scope === "all") query.set("scope", "all");
  if (state.focus) query.set("focus", state.focus);
  if (state.steps !== 1) query.set("steps", state.steps);
  if (state.sources !== 1) query.set("sources", state.sources);
  if (state.known !== null) query.set("known", state.known);
  for (const [field, key] of Object.entries(LISTS)) {
    for (const value of state[field]) query.append(key, value);
  }
  if (state.from !== null) query.set("from", state.from);
  if (state.to !== null) query.set("to", state.to);
  const { selection } = state;
  if (selection?.node) query.set("node", selection.node);
  for (const id of selection?.edges ?? []) query.append("edge", id);
  for (const id of selection?.path ?? []) query.append("path", id);
  if (selection?.way) query.set("show", selection.way);
  if (!state.groups) query.set("groups", "0");
  if (state.table) query.set("table", state.table);
  for (const [id, [x, y]] of Object.entries(state.moved)) query.append("at", `${x},${y},${id}`);
  for (const [id, decision] of Object.entries(state.marks)) query.append("mark", `${decision},${id}`);
  for (const one of state.proposals) query.append("propose", JSON.stringify(one));
  return query.toString();
}

/** Return the state that a fragment describes; whatever the data does not know is dropped. */
export function fromFragment(fragment, data) {
  const query = new URLSearchParams(fragment);
  const isNode = (id) => data.nodeById.has(id);
  const state = { ...INITIAL };
  if (query.get("scope") === "all") state.scope = "all";
  if (isNode(query.get("focus"))) Object.assign(state, { scope: "focus", focus: query.get("focus") });
  for (const [field, key] of Object.entries(LISTS)) {
    const values = query.getAll(key);
    state[field] = ["added", "hidden", "places"].includes(field) ? values.filter(isNode) : values;
  }
  for (const field of ["from", "to"]) {
    if (/^\d{1,6}$/.test(query.get(field) ?? "")) state[field] = Number(query.get(field));
  }
  if (/^[23]$/.test(query.get("steps") ?? "")) state.steps = Number(query.get("steps"));
  if (/^[23]$/.test(query.get("sources") ?? "")) state.sources = Number(query.get("sources"));
  if (/^\d{4}(-\d\d){0,2}$/.test(query.get("known") ?? "")) state.known = query.get("known");
  state.selection = readSelection(query, data);
  if (query.get("groups") === "0") state.groups = false;
  if (["relations", "entities"].includes(query.get("table"))) state.table = query.get("table");
  state.moved = {};
  for (const entry of query.getAll("at")) {
    const match = /^(-?\d+),(-?\d+),(.+)$/s.exec(entry);
    if (match && isNode(match[3])) state.moved[match[3]] = [Number(match[1]), Number(match[2])];
  }
  state.marks = {};
  for (const entry of query.getAll("mark")) {
    const match = /^(accept|reject),(.+)$/s.exec(entry);
    if (match && data.edgeById.has(match[2])) state.marks[match[2]] = match[1];
  }
  state.proposals = query.getAll("propose").map((text) => readProposal(text, isNode)).filter(Boolean);
  return state;
}

const DECISIONS = { rename: "value", retype: "value", same: "other", different: "other" };

function readProposal(text, isNode) {
  try {
    const { decision, entity, other, value } = JSON.parse(text);
    if (!isNode(entity) || !Object.hasOwn(DECISIONS, decision)) return null;
    if (DECISIONS[decision] === "other") return isNode(other) ? { decision, entity, other } : null;
    return typeof value === "string" && value ? { decision, entity, value } : null;
  } catch {
    return null;
  }
}

function readSelection(query, data) {
  const node = query.get("node");
  if (data.nodeById.has(node)) return { node };
  const edges = query.getAll("edge").filter((id) => data.edgeById.has(id));
  if (edges.length) return { edges };
  const path = query.getAll("path").filter((id) => data.nodeById.has(id));
  if (path.length !== 2) return null;
  return query.get("show") in WAYS ? { path, way: query.get("show") } : { path };
}
