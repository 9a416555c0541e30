// What a manifest is as text: what its hash is taken over, and one flat sheet that no spreadsheet runs. Pure.
import type { ManifestRow } from "../../schema/manifest.ts";
import type { SeatedRow } from "./store.ts";

/**
 * What makes printed paper void when it changes: who sits where, and who may read which names. The same for every
 * reader, and without a name in it, so that the hash tells nobody what she may not read.
 */
export function canonical(rows: readonly SeatedRow[]): string {
  return JSON.stringify(
    rows.map((row) => [row.number, row.groupNumber, row.n, row.m, row.kind, row.adult, row.readers]),
  );
}

export const columns = [
  "number",
  "group",
  "n",
  "m",
  "kind",
  "reference",
  "name",
  "birthYear",
  "document",
  "child",
  "medical",
  "withdrawn",
  "answer",
  "state",
] as const satisfies readonly (keyof ManifestRow)[];

/**
 * A field of RFC 4180. What a spreadsheet would take for a formula (it starts with = + - @, also in their full width, a
 * tab or a line's end, also after spaces) gets an apostrophe in front.
 */
export function field(value: string | number | boolean | null): string {
  const text = value === null ? "" : String(value);
  const safe = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function sheet(rows: readonly ManifestRow[]): string {
  const lines = [columns.join(","), ...rows.map((row) => columns.map((name) => field(row[name])).join(","))];
  return lines.map((line) => `${line}\r\n`).join("");
}

/** A year where a year was said: an age alone makes none. */
export function birthYearOf(born: string | null): number | null {
  return born?.startsWith("year:") === true ? Number(born.slice(5)) : null;
}
