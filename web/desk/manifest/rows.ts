// A manifest as sheets of paper and as marks: pure. Twenty-five rows go on a page (R46), whatever their names.
import type { ManifestRow } from "../../../schema/manifest.ts";
import type { PassengerGroup } from "../../../schema/seat.ts";

export const ROWS_ON_PAGE = 25;

/** Pages of at most twenty-five rows, in order; one empty page where nobody is on it. */
export function pagesOf<T>(rows: readonly T[]): T[][] {
  const pages = Array.from({ length: Math.ceil(rows.length / ROWS_ON_PAGE) }, (_, i) =>
    rows.slice(i * ROWS_ON_PAGE, (i + 1) * ROWS_ON_PAGE),
  );
  return pages.length === 0 ? [[]] : pages;
}

/** Where a row stands in the bracket of its group, on its own page: a group that goes on overleaf stays open. */
export type Bracket = "alone" | "first" | "middle" | "last";

export function bracketOf(row: Pick<ManifestRow, "n" | "m">): Bracket {
  if (row.m === 1) return "alone";
  return row.n === 1 ? "first" : row.n === row.m ? "last" : "middle";
}

type Said = [group: number, comes: boolean, seats: [number: string, kind: string][]];

/** What the list of groups says of seats, without when and who waits. */
export function saidByGroups(groups: readonly PassengerGroup[]): string {
  const said = groups.flatMap((one): Said[] =>
    one.group === null
      ? []
      : [[one.group, one.state === "coming", one.seats.map((seat) => [seat.number, seat.kind])]],
  );
  return JSON.stringify(said);
}

/** The same, as the rows of a manifest say it: another text means that the manifest is no longer true. */
export function saidByRows(rows: readonly ManifestRow[]): string {
  const said = new Map<number, Said>();
  for (const row of rows) {
    const group = said.get(row.group) ?? [row.group, row.answer === "coming", []];
    group[2].push([row.number, row.kind]);
    said.set(row.group, group);
  }
  return JSON.stringify([...said.values()]);
}

/** Groups of rows as people count them. */
export function groupsIn(rows: readonly ManifestRow[]): number {
  return new Set(rows.map((row) => row.group)).size;
}
