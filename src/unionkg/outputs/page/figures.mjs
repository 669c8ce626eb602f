// Figures: numbers as people read them, and series of the same measure.

import { dateNumber, readable } from "./dates.mjs";
import { modalityLine } from "./kinds.mjs";
import { t } from "./words.mjs";

/** Return 2394 as "2 394" with narrow no-break spaces, 93.5 as "93.5". */
export function numberText(value) {
  const [whole, fraction] = String(value).split(".");
  const grouped = /e/.test(whole) ? whole : whole.replace(/\B(?=(\d{3})+$)/g, "\u202f");
  return fraction ? `${grouped}.${fraction}` : grouped;
}

/** Return the value with its bound as a sign and in words: { text: "≥ 50 000 人", words: "不少于" }. */
export function valueText(figure) {
  const signs = { at_least: ["≥ ", "atLeast"], at_most: ["≤ ", "atMost"], approx: ["≈ ", "approx"] };
  const [sign, word] = signs[figure.bound] ?? ["", null];
  const unit = figure.unit ? (figure.unit === "%" ? "%" : ` ${figure.unit}`) : "";
  return { text: `${sign}${numberText(figure.value)}${unit}`, words: word ? t(word).trim() : "" };
}

/** Return the words for a figure's period, or "". */
export function periodText(figure, language) {
  const { start, end } = figure;
  if (start && end && start !== end) {
    return t("during", { from: readable(start, language), to: readable(end, language) });
  }
  const when = end ?? start;
  return when ? t("asOf", { when: readable(when, language) }) : "";
}

/** Return figures in groups of the same measure, unit, thing counted, place and line (a target is no attainment), each newest first. */
export function series(figures) {
  const groups = new Map();
  for (const figure of figures) {
    const key = [figure.measure, figure.unit, figure.counted, figure.place, modalityLine(figure.modality)].join("\u001f");
    groups.set(key, [...(groups.get(key) ?? []), figure]);
  }
  const when = (figure) => dateNumber(figure.end ?? figure.start) ?? -1;
  return [...groups.values()].map((group) => [...group].sort((a, b) => when(b) - when(a)));
}

/** Return the points of a line chart, oldest first, or null when there are fewer than two dates. */
export function chartPoints(group) {
  const points = group
    .map((figure) => ({ x: dateNumber(figure.end ?? figure.start), y: figure.value, figure }))
    .filter((point) => point.x !== null)
    .sort((a, b) => a.x - b.x);
  return new Set(points.map((point) => point.x)).size > 1 ? points : null;
}
