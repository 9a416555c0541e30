// A sheet as text: RFC 4180, and nothing in it that a spreadsheet would take for a formula, whatever people typed. Knows no
// concept.

/** What a spreadsheet may begin a formula with, also in full width. */
const starts = "[=+\\-@＝＋－＠]";
const first = new RegExp(`^(?:[\\t\\r\\n]|\\s*${starts})`);
/** A program that was told another separator cuts the same text elsewhere: there, too, nothing begins a formula. */
const inner = new RegExp(`([;,|\\t\\r\\n"])(?=\\s*${starts})`, "g");

/** One field. What would start a formula gets an apostrophe in front, which spreadsheets take as "this is text". */
export function csvField(value: string | number | boolean | null): string {
  const text = value === null ? "" : String(value);
  const safe = (first.test(text) ? `'${text}` : text).replace(inner, "$1'");
  return /[",;|\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Lines that each end in CRLF. `bom` for sheets that people open by hand: without it Excel takes UTF-8 for something else. */
export function csvSheet(
  rows: readonly (readonly (string | number | boolean | null)[])[],
  bom = false,
): string {
  return (bom ? "\ufeff" : "") + rows.map((row) => `${row.map(csvField).join(",")}\r\n`).join("");
}
