// Statements that cannot both hold, or not at the same time; the reader compares them side by side.

import { dateNumber } from "./dates.mjs";
import { modalityLine } from "./kinds.mjs";

const OPEN = 9999;
// One person at a time leads: these titles stand alone in their body, a deputy or a member does not.
const SOLE = /^(党组书记|党委书记|书记|主席|主任|会长|院长|校长|部长|局长|厅长|市长|省长|区长|县长|董事长|总经理|秘书长)$/u;

/**
 * Return pairs `{ kind, left, right }` of edges or figures about a node:
 * `denied` - one text says so, another that it is not so; `sole` - two people hold a post of one at the same time;
 * `figure` - one measure, one period, two values.
 */
export function conflictsOf(data, id, admits = () => true, known = data.nodeById.get(id).figures) {
  const edges = data.edgesOf.get(id).filter(admits);
  return [...denied(edges), ...heldTwice(edges.filter((edge) => edge.type === "holdsRole" && edge.to === id)), ...figures(known)];
}

/** Return the conflicts of which one of `ids` (of edges) is part. */
export function conflictsWith(data, ids, admits = () => true) {
  const wanted = new Set(ids);
  const ends = new Set(ids.map((id) => data.edgeById.get(id)).flatMap((edge) => [edge.from, edge.to].filter(Boolean)));
  const found = new Map();
  for (const end of ends) {
    for (const one of conflictsOf(data, end, admits)) {
      if (one.kind !== "figure" && (wanted.has(one.left.id) || wanted.has(one.right.id))) found.set(`${one.left.id} ${one.right.id}`, one);
    }
  }
  return [...found.values()];
}

function denied(edges) {
  const said = new Map();
  for (const edge of edges) {
    const key = [edge.from, edge.to, edge.type, edge.role].join("\u001f");
    said.set(key, [...(said.get(key) ?? []), edge]);
  }
  const pairs = [];
  for (const group of said.values()) {
    for (const no of group.filter((edge) => edge.modality === "negated")) {
      for (const yes of group.filter((edge) => ["actual", "underway"].includes(edge.modality))) {
        if (overlap(yes, no)) pairs.push({ kind: "denied", left: yes, right: no });
      }
    }
  }
  return pairs;
}

function heldTwice(edges) {
  const sole = edges.filter((edge) => SOLE.test(edge.role ?? "") && modalityLine(edge.modality) === "actual");
  const pairs = [];
  sole.forEach((left, i) => {
    for (const right of sole.slice(i + 1)) {
      if (left.role === right.role && left.from !== right.from && heldTogether(left, right)) pairs.push({ kind: "sole", left, right });
    }
  });
  return pairs;
}

function interval(edge) {
  return [dateNumber(edge.start) ?? -OPEN, dateNumber(edge.end) ?? OPEN];
}

function overlap(a, b) {
  const [[a0, a1], [b0, b1]] = [interval(a), interval(b)];
  return a0 <= b1 && b0 <= a1;
}

// Without stated dates a post is only known on the days of its reports; two on far days are a succession.
function heldTogether(a, b) {
  if (a.start || a.end || b.start || b.end) return overlap(known(a), known(b));
  return a.first !== null && b.first !== null && a.first <= b.last && b.first <= a.last;
}

function known(edge) {
  if (edge.start || edge.end) return edge;
  const days = edge.witnesses.map((witness) => witness.document?.published).filter(Boolean).sort();
  return days.length ? { start: days[0], end: days.at(-1) } : { start: "9998", end: "9998" };
}

function figures(known) {
  const groups = new Map();
  for (const figure of known) {
    const when = figure.end ?? figure.start;
    if (!when || figure.bound) continue;
    const key = [figure.measure, figure.unit, figure.counted, figure.place, figure.start, when, modalityLine(figure.modality)].join("\u001f");
    groups.set(key, [...(groups.get(key) ?? []), figure]);
  }
  const pairs = [];
  for (const [left, ...others] of groups.values()) {
    for (const right of others) if (right.value !== left.value) pairs.push({ kind: "figure", left, right });
  }
  return pairs;
}
