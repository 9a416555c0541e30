// What a sheet is as rows: its columns, the line that says whose it is, and the counts for partners. Pure.
import type { ExportPurpose } from "../../schema/export.ts";
import { drawnAt } from "../../schema/location.rules.ts";
import type { RegistrationInQueue } from "../../schema/registration.ts";
import { csvSheet } from "../kit/csv.ts";
import { birthYearOf } from "../manifest/rules.ts";

/**
 * No phone, note, barrier, birth date or exact place, and no free words about anybody: whoever needs those opens the case.
 * `line` says what a row is, so that the line about the sheet itself is never taken for a person.
 */
export const columns = [
  ...["line", "export", "reference", "n", "m", "name", "birthYear", "relation", "document"],
  ...["needs", "urgency", "state", "openedAt", "aliveAt", "place", "lat", "lng", "placeAt", "about"],
] as const;

export interface ExportedPerson {
  name: string | null;
  born: string | null;
  relation: string | null;
  document: string | null;
}

type Cell = string | number | null;

export function personRow(
  exportId: string,
  group: RegistrationInQueue,
  person: ExportedPerson,
  n: number,
): Cell[] {
  const { place } = group;
  return [
    "person",
    exportId,
    group.reference,
    n,
    group.people,
    person.name,
    birthYearOf(person.born),
    person.relation,
    person.document,
    group.needs.join(" "),
    group.urgency,
    group.state,
    group.openedAt,
    group.aliveAt,
    place?.precision ?? null,
    place?.lat ?? null,
    place?.lng ?? null,
    place?.at ?? null,
    null,
  ];
}

export interface Mark {
  exportId: string;
  people: number;
  groups: number;
  rows: number;
  takenBy: string;
  organisation: string;
  at: string;
  purpose: ExportPurpose;
  why: string;
  agreedBy: string;
  endsAt: string;
}

/** Who took it, for whom, when, what for, and how many are missing: in the sheet itself, under its head. */
export function markOf(mark: Mark): string {
  return [
    `Export ${mark.exportId}`,
    `${String(mark.people)} people in ${String(mark.groups)} groups were asked for`,
    `${String(mark.rows)} are in this sheet`,
    `${String(mark.people - mark.rows)} are missing: withdrawn, deleted or taken out since`,
    `taken by ${mark.takenBy}, ${mark.organisation}, ${mark.at}`,
    `for: ${mark.purpose}, ${mark.why.replaceAll("\n", " ")}`,
    mark.agreedBy,
    `Delete it when that is done, at the latest ${mark.endsAt}. Do not pass it on`,
  ].join(" · ");
}

export function peopleSheet(exportId: string, mark: string, rows: readonly (readonly Cell[])[]): string {
  const about = columns.map((name) =>
    name === "line" ? "about" : name === "export" ? exportId : name === "about" ? mark : null,
  );
  return csvSheet([columns, about, ...rows], true);
}

/** Counts by key: an empty `people` is small, or is hidden because it would give a small one back. */
export function figureSheet(
  mark: string,
  figures: ReadonlyMap<string, number | null>,
): { rows: number; hidden: number; csv: string } {
  const rows = [...figures].map(([key, shown]) => {
    const [by = "", ...rest] = key.split(".");
    const which = rest.join(".");
    const at = by === "district" && /^[0-3]+$/.test(which) ? drawnAt(which) : null;
    return ["figure", by, which, shown, at?.lat ?? null, at?.lng ?? null, null];
  });
  const hidden = rows.filter((row) => row[3] === null).length;
  const head = ["line", "by", "key", "people", "lat", "lng", "about"];
  return {
    rows: rows.length,
    hidden,
    csv: csvSheet([head, ["about", null, null, null, null, null, mark], ...rows], true),
  };
}
