// Conflicting statements side by side, each with its sentence.

import { el } from "./dom.mjs";
import { evidence } from "./evidence.mjs";
import { periodText, valueText } from "./figures.mjs";
import { readingOrder } from "./quotes.mjs";
import { modalityChip, sentence, validity } from "./telling.mjs";
import { language, t } from "./words.mjs";

const MOST = 12;

/** Return the section that shows `conflicts`, or null when there are none. */
export function conflictSection(app, conflicts) {
  if (!conflicts.length) return null;
  const shown = conflicts.slice(0, MOST);
  return el(
    "section",
    { class: "conflicts" },
    el("h3", {}, t("conflicts"), el("b", {}, String(conflicts.length))),
    shown.map(({ kind, left, right }) =>
      el("div", { class: "conflict" }, el("p", { class: "note" }, t(`conflict_${kind}`)), el("div", { class: "sides" }, [left, right].map((one) => side(app, one)))),
    ),
    shown.length < conflicts.length && el("p", { class: "meta" }, t("conflictsCut", { n: conflicts.length - shown.length })),
  );
}

function side(app, one) {
  const isEdge = "from" in one;
  const facts = isEdge ? [modalityChip(one, true), validity(one)] : [el("span", { class: "when" }, periodText(one, language()))];
  const said = isEdge ? sentence(one, app.data) : `${one.measure}${language() === "zh" ? "：" : ": "}${valueText(one).text}`;
  const box = el("div", { class: "side" }, el("h4", {}, said), el("p", { class: "facts" }, facts));
  const { witnesses } = one;
  const quotes = app.withTexts(witnesses, () => readingOrder(witnesses).slice(0, 1).map((witness) => evidence(app, witness)));
  if (quotes instanceof Promise) quotes.then((parts) => box.append(...parts));
  else box.append(...quotes);
  return box;
}
