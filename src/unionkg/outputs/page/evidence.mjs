// The sentence behind a statement: quote in its paragraph, who, where, when, and the whole text.

import { copyText, el } from "./dom.mjs";
import { readable } from "./dates.mjs";
import { modalityMeaning, modalityName } from "./kinds.mjs";
import { citation, oneLine, surroundings } from "./quotes.mjs";
import { language, t } from "./words.mjs";

let counter = 0;

/** Return one witness as a figure; `names` are set bold in the quote. */
export function evidence(app, witness, names = []) {
  const full = el("div", { class: "full", id: `full-${(counter += 1)}`, hidden: true });
  const figure = el("figure", { class: "quote" }, quotation(app, witness, names), source(app, witness), actions(app, witness, full), full);
  return figure;
}

function quotation(app, witness, names) {
  const quote = el("blockquote", { lang: "zh-CN", title: t("copyHint"), onclick: () => copyUnlessSelecting(app, witness) });
  if (witness.start === null) {
    quote.append(el("mark", {}, ...emphasised(witness.quote ?? "", names)));
    return quote;
  }
  const part = surroundings(witness.document.text, witness.start, witness.end);
  quote.append(
    (part.cutBefore ? "……" : "") + oneLine(part.before).trimStart(),
    el("mark", {}, ...emphasised(oneLine(part.quote), names)),
    oneLine(part.after).trimEnd() + (part.cutAfter ? "……" : ""),
  );
  return quote;
}

/** Return `text` as strings and `strong` elements around each of `names`. */
function emphasised(text, names) {
  const wanted = names.filter((name) => name && name.length > 1).sort((a, b) => b.length - a.length);
  const parts = [];
  let plain = "";
  for (let at = 0; at < text.length; ) {
    const name = wanted.find((one) => text.startsWith(one, at));
    if (name) {
      parts.push(plain, el("strong", {}, name));
      plain = "";
    } else plain += text[at];
    at += name ? name.length : 1;
  }
  return [...parts, plain].filter(Boolean);
}

function source(app, witness) {
  const { document, speaker } = witness;
  const who = app.data.nodeById.get(speaker)?.label;
  const when = document?.published ? readable(document.published, language()) : t("undated");
  const details = [
    who && el("span", { class: "speaker" }, t("saidBy", { who })),
    el("span", {}, `${modalityName(witness.modality, language())}${language() === "zh" ? "：" : ": "}${modalityMeaning(witness.modality, language())}`),
    witness.time && el("span", {}, t("statedTime", { time: readable(witness.time, language()) })),
    el("span", {}, t("confidence", { n: Math.round(witness.confidence * 100) })),
    witness.origin && el("span", {}, t("rule", { rule: witness.origin })),
  ];
  return el(
    "figcaption",
    {},
    el("cite", { lang: "zh-CN" }, document?.title || document?.path || t("untitled")),
    el("div", { class: "source" }, [document?.publisher, when].filter(Boolean).join(" · ")),
    el("div", { class: "details" }, details),
  );
}

function actions(app, witness, full) {
  const copy = el("button", { type: "button", class: "small", title: t("copyStyle"), onclick: () => copyCitation(app, witness) }, t("copy"));
  if (!witness.document?.size) return el("div", { class: "quote-actions" }, copy);
  const toggle = el(
    "button",
    { type: "button", class: "small", "aria-expanded": "false", "aria-controls": full.id, onclick: () => flip() },
    t("fullText"),
  );
  const flip = () => {
    const open = full.hidden;
    if (open && !full.childElementCount) full.append(article(witness.document, [witness]));
    full.hidden = !open;
    toggle.setAttribute("aria-expanded", String(open));
    toggle.textContent = t(open ? "closeText" : "fullText");
    if (open) scrollToMark(full);
  };
  return el("div", { class: "quote-actions" }, copy, toggle);
}

/** Return a document as text with the witnesses' quotes marked, exactly as it was read. */
export function article(document, witnesses) {
  const body = el("div", { class: "article", lang: "zh-CN", tabindex: "0", role: "region", "aria-label": document.title || document.path || "" });
  const spans = witnesses
    .filter((witness) => witness.document === document && witness.start !== null)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  let at = 0;
  for (const { start, end } of spans) {
    if (start < at) continue;
    body.append(document.text.slice(at, start), el("mark", {}, document.text.slice(start, end)));
    at = end;
  }
  body.append(document.text.slice(at));
  return body;
}

/** Scroll the text inside `holder` so that its first mark stands in the upper third. */
export function scrollToMark(holder) {
  const body = holder.querySelector(".article");
  const mark = body?.querySelector("mark");
  if (!mark) return;
  body.scrollTop = mark.offsetTop - body.offsetTop - body.clientHeight / 3;
  holder.scrollIntoView({ block: "nearest" });
}

function copyUnlessSelecting(app, witness) {
  if (!String(getSelection() ?? "")) copyCitation(app, witness);
}

async function copyCitation(app, witness) {
  const speaker = app.data.nodeById.get(witness.speaker)?.label;
  const done = await copyText(citation(witness, { speaker, language: language(), untitled: t("untitled") }));
  app.announce(t(done ? "copied" : "copyFailed"), true);
}
