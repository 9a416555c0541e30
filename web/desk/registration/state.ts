// The queue as data: pure reducers from what the server said to what the screen shows. No requests here.

import { isOpenState } from "../../../schema/registration.rules.ts";
import type { RegistrationInQueue } from "../../../schema/registration.ts";

export type Row = RegistrationInQueue;

export interface Filter {
  state: string;
  urgency: string;
  need: string;
}

export interface Counts {
  groups: number;
  people: number;
  onMap: number;
  noPlace: number;
  hidden: number;
  complete: boolean;
}

export function matches(row: Row, filter: Filter): boolean {
  const state =
    filter.state === "" || filter.state === "open" ? isOpenState(row.state) : row.state === filter.state;
  return (
    state &&
    (filter.urgency === "" || String(row.urgency) === filter.urgency) &&
    (filter.need === "" || row.needs.some((need) => need === filter.need))
  );
}

/** Most urgent first, then longest waiting; ids break ties as the server's pages do. */
export function before(a: Row, b: Row): number {
  return (
    a.urgency - b.urgency ||
    (a.openedAt < b.openedAt ? -1 : a.openedAt > b.openedAt ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}

export interface Applied {
  rows: Row[];
  /** Ids that were not on the screen before: held back while somebody's hand is on the list. */
  fresh: string[];
}

/**
 * Applies a stretch of the feed to the rows on screen. Rows that no longer match or were dropped leave; changed rows
 * are replaced; new rows join only where they lie within the loaded pages (`whole`: all pages are loaded).
 */
export function applyChanges(
  rows: readonly Row[],
  put: readonly Row[],
  drop: readonly string[],
  filter: Filter,
  whole: boolean,
): Applied {
  const gone = new Set(drop);
  const changed = new Map(put.map((row) => [row.id, row]));
  const known = new Set(rows.map((row) => row.id));
  const last = rows.at(-1);
  const kept = rows.filter((row) => !gone.has(row.id) && !changed.has(row.id));
  const joining = [...changed.values()].filter(
    (row) =>
      !gone.has(row.id) &&
      matches(row, filter) &&
      (known.has(row.id) || whole || (last !== undefined && before(row, last) < 0)),
  );
  return {
    rows: [...kept, ...joining].sort(before),
    fresh: joining.filter((row) => !known.has(row.id)).map((row) => row.id),
  };
}
