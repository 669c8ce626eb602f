// Dates of unequal precision: "2023", "2023-10", "2023-10-12", also intervals "2023/2025".

const DATE = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/;

/** Return the date as people write it in `language`, at the precision that it states. */
export function readable(date, language) {
  const match = DATE.exec(date ?? "");
  if (!match) return date ?? "";
  const [, year, month, day] = match;
  if (language !== "zh") return match[0];
  return `${year}年${month ? `${Number(month)}月` : ""}${day ? `${Number(day)}日` : ""}`;
}

/** Return a number that orders dates: the fraction of the year is the middle of what the date leaves open. */
export function dateNumber(date) {
  const match = DATE.exec(date ?? "");
  if (!match) return null;
  const month = match[2] ? Number(match[2]) - 1 : 6;
  const day = match[3] ? Number(match[3]) - 1 : match[2] ? 15 : 0;
  return Number(match[1]) + (month + day / 31) / 12;
}

/** Return the tick of a date: its year, or its month counted from year 0. `last` rounds a bare year up to December. */
export function tick(date, unit, last = false) {
  const match = DATE.exec(date ?? "");
  if (!match) return null;
  const year = Number(match[1]);
  if (unit === "year") return year;
  return year * 12 + (match[2] ? Number(match[2]) - 1 : last ? 11 : 0);
}

/** Return the words for a tick. */
export function tickLabel(value, unit) {
  if (unit === "year") return String(value);
  return `${Math.floor(value / 12)}-${String((value % 12) + 1).padStart(2, "0")}`;
}

/** Return "2019–2024", "2019–" or "–2024"; a month is kept, a day is not. */
export function rangeLabel(start, end) {
  const short = (date) => (date ?? "").slice(0, 7).replace("-", ".");
  if (!start && !end) return "";
  return start === end ? short(start) : `${short(start)}–${short(end)}`;
}
