// Which zones the table shows and in which order: pure, from the address alone. What is not known stands last,
// whichever way a column is sorted.
import { freePlaces } from "../../../schema/zone.rules.ts";
import type { Zone } from "../../../schema/zone.ts";

export const columns = ["kind", "name", "state", "people", "free", "admits", "confirmed", "by"] as const;
export type Column = (typeof columns)[number];

export interface View {
  kind: string;
  /** Empty: every zone that is not closed for good. */
  state: string;
  sort: Column;
  down: boolean;
}

/** `sort=-free` is free places, most first. The names differ from the queue's filter, which lives in the same address. */
export function viewOf(query: Readonly<Record<string, string>>): View {
  const asked = query.sort ?? "";
  const sort = columns.find((one) => one === asked.replace(/^-/, "")) ?? "name";
  return { kind: query.kind ?? "", state: query.stands ?? "", sort, down: asked.startsWith("-") };
}

export interface Words {
  name(zone: Zone): string;
  /** The word that the reader sees in a column of few values. */
  word(column: "kind" | "state" | "admits" | "by", zone: Zone): string;
}

function shownIn(zone: Zone, column: Column, words: Words): string | number | null {
  switch (column) {
    case "name":
      return words.name(zone);
    case "people":
      return zone.occupancy;
    case "free":
      return freePlaces(zone);
    case "confirmed":
      return zone.confirmedAt;
    default:
      return words.word(column, zone);
  }
}

function isShown(zone: Zone, { kind, state }: View): boolean {
  if (kind !== "" && zone.kind !== kind) return false;
  return state === "" ? zone.closedAt === null : zone.state === state;
}

export function zoneRows(zones: readonly Zone[], view: View, words: Words, lang: string): Zone[] {
  const order = new Intl.Collator(lang, { numeric: true });
  const compare = (a: string | number, b: string | number) =>
    typeof a === "number" && typeof b === "number" ? a - b : order.compare(String(a), String(b));
  return zones
    .filter((zone) => isShown(zone, view))
    .map((zone) => ({ zone, value: shownIn(zone, view.sort, words), name: words.name(zone) }))
    .sort((a, b) => {
      if (a.value === null || b.value === null) {
        if (a.value !== b.value) return a.value === null ? 1 : -1;
        return order.compare(a.name, b.name);
      }
      return (view.down ? -1 : 1) * compare(a.value, b.value) || order.compare(a.name, b.name);
    })
    .map(({ zone }) => zone);
}
