// What a manifest is as text: what its hash is taken over, and one flat sheet that no spreadsheet runs. Pure.
import type { ManifestRow } from "../../schema/manifest.ts";
import { csvSheet } from "../kit/csv.ts";
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

export function sheet(rows: readonly ManifestRow[]): string {
  return csvSheet([columns, ...rows.map((row) => columns.map((name) => row[name]))]);
}

/** A year where a year was said: an age alone makes none. */
export function birthYearOf(born: string | null): number | null {
  return born?.startsWith("year:") === true ? Number(born.slice(5)) : null;
}
