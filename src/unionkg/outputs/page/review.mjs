// Marks for review on statements and proposals on entities; they stay in the page until they are saved as ledger lines.

import { el } from "./dom.mjs";
import { TYPE_ORDER, typeStyle } from "./kinds.mjs";
import { language, t } from "./words.mjs";

/** Return the buttons that accept or reject an edge; pressed again they take it back. */
export function reviewButtons(app, edge) {
  const button = (decision) => {
    const isOn = app.state.marks[edge.id] === decision;
    const set = () => {
      const { [edge.id]: _, ...others } = app.state.marks;
      app.store.set({ marks: isOn ? others : { ...others, [edge.id]: decision } });
    };
    return el("button", { type: "button", class: `small ${decision}`, "aria-pressed": String(isOn), onclick: set }, t(`mark_${decision}`));
  };
  return el("div", { class: "review", role: "group", "aria-label": t("facetReview") }, button("accept"), button("reject"));
}

/** Return the folded part of a node's card where a reader proposes corrections. */
export function proposalSection(app, id) {
  const node = app.data.nodeById.get(id);
  const own = app.state.proposals.filter((one) => one.entity === id || one.other === id);
  const box = el("details", { class: "propose", open: own.length > 0 }, el("summary", {}, t("propose")));
  const name = el("input", { type: "text", maxlength: 200, "aria-label": t("newName"), placeholder: t("newName") });
  const types = TYPE_ORDER.filter((type) => type !== node.type);
  const type = el("select", { "aria-label": t("newType") }, types.map((one) => el("option", { value: one }, typeStyle(one)[language()])));
  const submit = (decision, value) => (event) => {
    event.preventDefault();
    if (value().trim()) propose(app, { decision, entity: id, value: value().trim() });
  };
  box.append(
    el("ul", { class: "rows" }, own.map((one) => proposalRow(app, one))),
    el("form", { class: "inline", onsubmit: submit("rename", () => name.value) }, name, el("button", { type: "submit" }, t("rename"))),
    el("form", { class: "inline", onsubmit: submit("retype", () => type.value) }, type, el("button", { type: "submit" }, t("retype"))),
    el(
      "div",
      { class: "actions" },
      ["same", "different"].map((purpose) => el("button", { type: "button", onclick: () => app.startPick(id, purpose) }, t(`pick_${purpose}`))),
    ),
  );
  return box;
}

/** Add a proposal; one that says the same, or the opposite, of the same entities gives way to it. */
export function propose(app, proposal) {
  const about = ({ entity, other, decision }) => (other ? [entity, other].sort().join(" ") : `${entity} ${decision}`);
  const others = app.state.proposals.filter((one) => about(one) !== about(proposal));
  app.store.set({ proposals: [...others, proposal] });
}

function proposalRow(app, one) {
  const label = (id) => app.data.nodeById.get(id)?.label ?? "";
  const value = one.decision === "retype" ? typeStyle(one.value)[language()] : one.value;
  const words = t(`proposal_${one.decision}`, { a: label(one.entity), b: label(one.other), value });
  const drop = () => app.store.set({ proposals: app.state.proposals.filter((other) => other !== one) });
  return el("li", { class: "row proposal" }, el("span", {}, words), el("button", { type: "button", class: "small", onclick: drop }, t("takeBack")));
}
