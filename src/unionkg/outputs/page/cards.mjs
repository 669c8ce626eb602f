// The panel at the side: the start, a node, edges with their sentences, a path.

import { el } from "./dom.mjs";
import { readable } from "./dates.mjs";
import { figuresSection } from "./chart.mjs";
import { conflictSection } from "./compare.mjs";
import { conflictsOf, conflictsWith } from "./conflicts.mjs";
import { otherEnd } from "./data.mjs";
import { isKnown, knownFigures } from "./filters.mjs";
import { article, evidence, scrollToMark } from "./evidence.mjs";
import { relationName, RELATION_ORDER, typeStyle } from "./kinds.mjs";
import { readingOrder } from "./quotes.mjs";
import { proposalSection, reviewButtons } from "./review.mjs";
import { glyph, longList, modalityChip, nodeLink, sentence, validity } from "./telling.mjs";
import { timelineSection } from "./timeline.mjs";
import { allPathsPart, commonPart, wayButtons } from "./wayscard.mjs";
import { language, t } from "./words.mjs";

let counter = 0;

/** Return a button and the box that it opens; the content is made when it is first opened. */
export function toggle(label, about, content, { open = false } = {}) {
  const box = el("div", { class: "row-body", id: `box-${(counter += 1)}`, hidden: true });
  const button = el("button", { type: "button", class: "toggle", "aria-expanded": "false", "aria-controls": box.id });
  button.append(label, el("span", { class: "offscreen" }, ` ${about}`));
  const flip = () => {
    if (!box.childElementCount) fillLater(box, content);
    box.hidden = !box.hidden;
    button.setAttribute("aria-expanded", String(!box.hidden));
  };
  button.addEventListener("click", flip);
  if (open) flip();
  return [button, box];
}

// What needs a text that is still packed comes as soon as it is unpacked.
function fillLater(box, content) {
  const made = content();
  if (!(made instanceof Promise)) return box.append(...[made].flat());
  box.append(el("p", { class: "meta" }, t("loading")));
  return made.then((parts) => box.replaceChildren(...[parts].flat()));
}

function namesOf(app, edge) {
  return [edge.from, edge.to].flatMap((id) => {
    const node = app.data.nodeById.get(id);
    return node ? [node.label, ...node.aliases] : [];
  });
}

/** Return the witnesses of an edge as figures, or a promise of them. */
function quotesOf(app, edge, from = 0) {
  const known = edge.witnesses.filter((witness) => isKnown(witness.document, app.state.known));
  const later = edge.count - known.length;
  const note = later > 0 && from === 0 ? [el("p", { class: "meta" }, t("notKnownYet", { n: later, when: readable(app.state.known, language()) }))] : [];
  return app.withTexts(known, () => [...readingOrder(known).slice(from).map((witness) => evidence(app, witness, namesOf(app, edge))), ...note]);
}

function later(made) {
  if (!(made instanceof Promise)) return made;
  const box = el("div", {}, el("p", { class: "meta" }, t("loading")));
  made.then((parts) => box.replaceChildren(...[parts].flat()));
  return box;
}

/** Return the card that the page opens with. */
export function startCard(app) {
  const item = (node) =>
    el(
      "li",
      { class: "row start-row" },
      nodeLink(app, node.id, { withGlyph: true }),
      el("span", { class: "when" }, t("relationCount", { n: app.data.edgesOf.get(node.id).length })),
    );
  const line = (kind, key) => el("li", {}, el("i", { class: `sample ${kind}`, "aria-hidden": "true" }), t(key));
  return [
    el("h2", {}, t("start")),
    el("p", { class: "meta wide-only" }, t("startText")),
    el("p", { class: "meta narrow-only" }, t("startList")),
    el("ul", { class: "rows" }, app.data.ranked.slice(0, 10).map(item)),
    el("div", { class: "wide-only" }, el("h3", {}, t("linesTitle"))),
    el(
      "ul",
      { class: "lines wide-only" },
      line("actual", "lineActual"),
      line("planned", "linePlanned"),
      line("past", "linePast"),
      line("thick", "lineThick"),
    ),
    el("h3", { class: "wide-only" }, t("keysTitle")),
    el("p", { class: "meta wide-only" }, t("keys")),
  ];
}

/** Return the card of a node. */
export function nodeCard(app, id) {
  const node = app.data.nodeById.get(id);
  const all = app.data.edgesOf.get(id);
  const edges = all.filter(app.view.pass.edge);
  const roles = edges.filter((edge) => edge.type === "holdsRole");
  const own = [...roles.filter((edge) => edge.from === id), ...(app.data.looseOf.get(id) ?? []).filter(app.view.pass.edge)];
  const held = roles.filter((edge) => edge.to === id);
  const rest = edges.filter((edge) => edge.type !== "holdsRole");
  const kind = [typeStyle(node.type)[language()], node.kind].filter(Boolean).join(" · ");
  return [
    el("div", { class: "card-head" }, glyph(node.type, 34), el("div", {}, el("h2", {}, node.label), el("p", { class: "meta" }, kind))),
    node.aliases.length > 0 && el("p", { class: "aliases" }, `${t("aka")}${language() === "zh" ? "：" : ": "}${node.aliases.join("、")}`),
    nodeActions(app, id),
    rolesSection(app, own, t("roles"), (edge) => [el("strong", {}, edge.role ?? edge.label), roleEnd(app, edge)]),
    rolesSection(app, held, t("rolesOf"), (edge) => [nodeLink(app, edge.from), el("span", {}, edge.role ?? edge.label)]),
    timelineSection(app, own, (edge) => [edge.role ?? edge.label, app.data.nodeById.get(edge.to)?.label].filter(Boolean).join(" · ")),
    timelineSection(app, held, (edge) => [app.data.nodeById.get(edge.from).label, edge.role ?? edge.label].join(" · ")),
    figuresSection(app, node, toggle),
    conflictSection(app, conflictsOf(app.data, id, app.view.pass.edge, knownFigures(node, app.state.known))),
    ...relationSections(app, id, rest),
    edges.length < all.length && el("p", { class: "meta" }, t("filteredOut", { n: all.length - edges.length })),
    !all.length && !own.length && el("p", { class: "meta" }, t("noRelations")),
    documentsSection(app, node, all),
    proposalSection(app, id),
  ];
}

function roleEnd(app, edge) {
  return edge.to ? nodeLink(app, edge.to) : el("span", { class: "meta" }, `（${t("looseRole")}）`);
}

function nodeActions(app, id) {
  const button = (key, action, values) => el("button", { type: "button", onclick: action }, t(key, values));
  const unseen = app.unseen(id).length;
  return el(
    "div",
    { class: "actions" },
    el("button", { type: "button", class: "narrow-only primary", onclick: () => app.showInGraph([id]) }, t("showInGraph")),
    unseen > 0 && button("expand", () => app.expand(id), { n: unseen }),
    button("pathTo", () => app.startPick(id, "path")),
    button("focus", () => app.focus(id)),
    button("hide", () => app.hide(id)),
  );
}

// What holds now comes first, then plans, then the past; inside, the latest start, then the order of the text: of
// documents, then of the posts that one sentence gives.
function roleOrder(a, b) {
  const rank = { past: 2, negated: 3, planned: 1, demanded: 1 };
  const start = (edge) => edge.start ?? "";
  const place = (edge) => edge.witnesses[0]?.start ?? 0;
  return (
    (rank[a.modality] ?? 0) - (rank[b.modality] ?? 0) ||
    (start(a) < start(b) ? 1 : start(a) > start(b) ? -1 : 0) ||
    (a.witnesses[0]?.document?.number ?? 0) - (b.witnesses[0]?.document?.number ?? 0) ||
    (a.order ?? 0) - (b.order ?? 0) ||
    place(a) - place(b)
  );
}

function rolesSection(app, edges, heading, title) {
  if (!edges.length) return null;
  const rows = [...edges].sort(roleOrder);
  return el(
    "section",
    {},
    el("h3", {}, heading, el("b", {}, String(rows.length))),
    longList(rows, (edge) => edgeRow(app, edge, title(edge)), 12),
  );
}

function relationSections(app, id, edges) {
  const groups = new Map();
  for (const edge of edges) {
    const isInverse = edge.from !== id;
    const heading = relationName(edge.type, language(), isInverse);
    const order = RELATION_ORDER.indexOf(edge.type) * 2 + (isInverse ? 1 : 0);
    const group = groups.get(heading) ?? { heading, order, edges: [] };
    group.edges.push(edge);
    groups.set(heading, group);
  }
  const score = (edge) => app.data.nodeById.get(otherEnd(edge, id)).score;
  return [...groups.values()]
    .sort((a, b) => a.order - b.order)
    .map((group) =>
      el(
        "section",
        {},
        el("h3", {}, group.heading, el("b", {}, String(group.edges.length)), expandButton(app, id, group)),
        longList(
          group.edges.sort((a, b) => score(b) - score(a)),
          (edge) => edgeRow(app, edge, [nodeLink(app, otherEnd(edge, id), { withGlyph: true })]),
        ),
      ),
    );
}

// How many do not merely repeat each other.
function sourcesChip(edge) {
  return edge.sources > 1 && el("span", { class: "chip sources" }, t("independent", { n: edge.sources }));
}

function expandButton(app, id, { heading, edges }) {
  const ends = edges.map((edge) => otherEnd(edge, id));
  const unseen = app.unseen(id).filter((other) => ends.includes(other)).length;
  if (!unseen) return null;
  const words = t("expandRelation", { n: unseen });
  return el("button", { type: "button", class: "small expand", "aria-label": `${heading} ${words}`, onclick: () => app.expand(id, ends) }, words);
}

function edgeRow(app, edge, title) {
  const label = t("quotes", { n: edge.witnesses.length });
  const [button, box] = toggle(label, sentence(edge, app.data), () => quotesOf(app, edge));
  return el("li", { class: "row" }, el("div", { class: "row-head" }, el("div", { class: "row-main" }, title, modalityChip(edge), validity(edge)), button), box);
}

function documentsSection(app, node, edges) {
  const known = node.documents.filter((document) => isKnown(document, app.state.known));
  if (!known.length) return null;
  const figures = node.figures.flatMap((figure) => figure.witnesses);
  const witnesses = [...edges, ...(app.data.looseOf.get(node.id) ?? [])].flatMap((edge) => edge.witnesses).concat(figures);
  const latest = known.sort((a, b) => ((a.published ?? "") < (b.published ?? "") ? 1 : -1));
  const build = (document) => {
    const [button, box] = toggle(t("fullText"), document.title ?? "", () => app.withTexts([{ document }], () => article(document, witnesses)));
    button.addEventListener("click", () => !box.hidden && requestAnimationFrame(() => scrollToMark(box)));
    const source = [document.publisher, document.published && readable(document.published, language())];
    const title = el("span", { class: "doc-title", lang: "zh-CN" }, document.title || document.path || t("untitled"));
    const meta = el("span", { class: "when" }, source.filter(Boolean).join(" · "));
    return el("li", { class: "row" }, el("div", { class: "row-head" }, el("div", { class: "row-main" }, title, meta), button), box);
  };
  return el("section", {}, el("h3", {}, t("documents"), el("b", {}, String(latest.length))), longList(latest, build, 6));
}

/** Return the card of edges: each told as a sentence with all of its quotes. */
export function edgesCard(app, ids) {
  const edges = ids.map((id) => app.data.edgeById.get(id));
  const ends = [...new Set(edges.flatMap((edge) => [edge.from, edge.to]))].filter(Boolean);
  const links = ends.map((id) => el("li", {}, nodeLink(app, id, { withGlyph: true })));
  return [
    el("h2", {}, edges.length > 1 ? t("between") : sentence(edges[0], app.data)),
    el("ul", { class: "ends" }, links),
    el("div", { class: "actions narrow-only" }, el("button", { type: "button", class: "primary", onclick: () => app.showInGraph(ends) }, t("showInGraph"))),
    conflictSection(app, conflictsWith(app.data, ids, app.view.pass.edge)),
    ...edges.map((edge) =>
      el(
        "section",
        { class: "edge" },
        edges.length > 1 && el("h3", { class: "said" }, sentence(edge, app.data)),
        el("p", { class: "facts" }, modalityChip(edge, true), validity(edge), el("span", { class: "when" }, t("evidence", { n: edge.count })), sourcesChip(edge)),
        reviewButtons(app, edge),
        later(quotesOf(app, edge)),
      ),
    ),
  ];
}

/** Return the card of a path: one sentence and quote a step. */
export function pathCard(app, selection, path) {
  const { path: ends, way } = selection;
  const [a, b] = ends.map((id) => app.data.nodeById.get(id).label);
  const close = el("button", { type: "button", onclick: () => app.open(null) }, t("close"));
  const links = el("ul", { class: "ends" }, ends.map((id) => el("li", {}, nodeLink(app, id, { withGlyph: true }))));
  const head = (words) => [el("h2", {}, words), links, wayButtons(app, selection)];
  if (way === "all") return [...head(t("waysTitle", { a, b })), ...allPathsPart(app, path, path.longest), close];
  if (way === "common") return [...head(t("waysTitle", { a, b })), ...commonPart(app, path.shared), close];
  if (!path) return [...head(t("pathTitle", { n: 0 })), el("p", {}, t("pathNone", { a, b })), close];
  const step = (edge) =>
    el(
      "li",
      {},
      el("h3", { class: "said" }, sentence(edge, app.data)),
      el("p", { class: "facts" }, modalityChip(edge, true), validity(edge)),
      later(app.withTexts(edge.witnesses, () => evidence(app, readingOrder(edge.witnesses)[0], namesOf(app, edge)))),
      edge.count > 1 && toggle(t("moreRows", { n: edge.count - 1 }), sentence(edge, app.data), () => quotesOf(app, edge, 1)),
    );
  return [
    ...head(t("pathTitle", { n: path.edges.length })),
    el("div", { class: "actions" }, el("button", { type: "button", class: "narrow-only primary", onclick: () => app.showInGraph(path.nodes) }, t("showInGraph")), close),
    el("ol", { class: "steps" }, path.edges.map(step)),
  ];
}
