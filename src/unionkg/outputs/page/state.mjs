// What the page shows, as one plain value; its history; its form in the address.

export const INITIAL = Object.freeze({
  scope: "core",
  focus: null,
  added: [],
  hidden: [],
  offTypes: [],
  offRelations: [],
  offModalities: [],
  from: null,
  to: null,
  selection: null,
  groups: true,
  table: null,
  moved: {},
});

const LIMIT = 200;

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

const LISTS = { added: "a", hidden: "h", offTypes: "xt", offRelations: "xr", offModalities: "xm" };

/** Return the fragment for a state; what is as it was at first is left out. */
export function toFragment(state) {
  const query = new URLSearchParams();
  if (state.scope === "all") query.set("scope", "all");
  if (state.focus) query.set("focus", state.focus);
  for (const [field, key] of Object.entries(LISTS)) {
    for (const value of state[field]) query.append(key, value);
  }
  if (state.from !== null) query.set("from", state.from);
  if (state.to !== null) query.set("to", state.to);
  const { selection } = state;
  if (selection?.node) query.set("node", selection.node);
  for (const id of selection?.edges ?? []) query.append("edge", id);
  for (const id of selection?.path ?? []) query.append("path", id);
  if (!state.groups) query.set("groups", "0");
  if (state.table) query.set("table", state.table);
  for (const [id, [x, y]] of Object.entries(state.moved)) query.append("at", `${x},${y},${id}`);
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
    state[field] = field === "added" || field === "hidden" ? values.filter(isNode) : values;
  }
  for (const field of ["from", "to"]) {
    if (/^\d{1,6}$/.test(query.get(field) ?? "")) state[field] = Number(query.get(field));
  }
  state.selection = readSelection(query, data);
  if (query.get("groups") === "0") state.groups = false;
  if (["relations", "entities"].includes(query.get("table"))) state.table = query.get("table");
  state.moved = {};
  for (const entry of query.getAll("at")) {
    const match = /^(-?\d+),(-?\d+),(.+)$/s.exec(entry);
    if (match && isNode(match[3])) state.moved[match[3]] = [Number(match[1]), Number(match[2])];
  }
  return state;
}

function readSelection(query, data) {
  const node = query.get("node");
  if (data.nodeById.has(node)) return { node };
  const edges = query.getAll("edge").filter((id) => data.edgeById.has(id));
  if (edges.length) return { edges };
  const path = query.getAll("path").filter((id) => data.nodeById.has(id));
  return path.length === 2 ? { path } : null;
}
