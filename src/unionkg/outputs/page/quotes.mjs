// From a witness to what people read: the quote in its surroundings, the citation.

const LIMIT = 90;
const SENTENCE_END = /[。！？!?；;]["”’」』）)]*/g;

/**
 * Return `{ before, quote, after, cutBefore, cutAfter }`: the paragraph around the quote, cut at sentence ends where it
 * is long. The three strings lie side by side in `text`.
 */
export function surroundings(text, start, end) {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const lineEnd = text.indexOf("\n", end);
  let from = Math.min(lineStart, start);
  let to = lineEnd < 0 ? text.length : lineEnd;
  if (start - from > LIMIT) from = sentenceStart(text, start - LIMIT, start);
  if (to - end > LIMIT) to = sentenceStop(text, end, end + LIMIT);
  return {
    before: text.slice(from, start),
    quote: text.slice(start, end),
    after: text.slice(end, to),
    cutBefore: from > lineStart,
    cutAfter: lineEnd < 0 ? to < text.length : to < lineEnd,
  };
}

function sentenceStart(text, from, start) {
  const stops = [...text.slice(from, start).matchAll(SENTENCE_END)];
  return stops.length ? from + stops[0].index + stops[0][0].length : from;
}

function sentenceStop(text, end, to) {
  const stops = [...text.slice(end, to).matchAll(SENTENCE_END)];
  const last = stops.at(-1);
  return last ? end + last.index + last[0].length : to;
}

/** Return `text` on one line; a break between two Chinese characters leaves no gap. */
export function oneLine(text) {
  return text.replace(/([^\x00-\x7f])[ \t\r]*\n\s*(?=[^\x00-\x7f])/g, "$1").replace(/\s*\n\s*/g, " ");
}

/**
 * Return the source by GB/T 7714-2015: title and kind of document, publisher, date. A report of a newspaper or a news site
 * is [N]; without a publisher it is [Z]. What the graph does not know (page, address) is left out.
 */
export function reference({ title, publisher, published } = {}, untitled = "") {
  const head = `${title || untitled}[${publisher ? "N" : "Z"}]`;
  const where = [publisher, published].filter(Boolean).join(", ");
  return where ? `${head}. ${where}.` : `${head}.`;
}

/** Return a citation: the quote, who said it, the source by GB/T 7714. */
export function citation(witness, { speaker, language, untitled = "" }) {
  const quote = oneLine(witness.quote ?? "").trim();
  const said = language === "zh" ? speaker && `（${speaker}语）` : speaker && ` (said by ${speaker})`;
  return `“${quote}”${said || ""}${language === "zh" ? "——" : " – "}${reference(witness.document ?? {}, untitled)}`;
}

/** Return witnesses in reading order: by date of the document, then by place in it. */
export function readingOrder(witnesses) {
  const key = (witness) => witness.document?.published ?? "";
  return [...witnesses].sort(
    (a, b) =>
      (key(b) > key(a) ? 1 : key(b) < key(a) ? -1 : 0) ||
      (a.document?.number ?? 0) - (b.document?.number ?? 0) ||
      (a.start ?? 0) - (b.start ?? 0),
  );
}
