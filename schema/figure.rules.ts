// Which figures are published together: of a crisis for everybody, and of one organisation's cases for its own sheets. Pure.
import { complaintKinds } from "./complaint.ts";
import { type Count, type Kept, publish, type Table } from "./disclosure.rules.ts";
import { needKinds } from "./need.rules.ts";

const nobody: Count = { people: 0, groups: 0, known: 0 };
const needs = needKinds.map((kind) => `need.${kind}`);

/** States that add up to `people`. */
const states = ["people.waiting", "people.left", "people.safe"];
const kinds = complaintKinds.map((kind) => `complaint.kind.${kind}`);
/** Of all complaints: decided within thirty days, and found right at least in part. */
const outcomes = ["complaint.inTime", "complaint.upheld"];
/** In this order the page of numbers and other tools have always had them. */
export const publicKeys: readonly string[] = [
  "people",
  ...states,
  ...needs,
  "complaint",
  ...outcomes,
  ...kinds,
];

function tableOf(
  keys: readonly string[],
  truth: ReadonlyMap<string, Count>,
  within: ReadonlyMap<string, string>,
  columns: readonly { key: string; parts: readonly string[]; of: string }[],
): Table {
  const counts = new Map(keys.map((key) => [key, truth.get(key) ?? nobody]));
  return {
    counts,
    within,
    columns: columns.map(({ key, parts, of }) => ({
      key,
      parts,
      sum: counts.get(of) ?? nobody,
      complete: true,
    })),
  };
}

/**
 * The next figures of a crisis for everybody. `leftKnown`: of those beside a figure of people, the most that one organisation sees;
 * tests give another rule, to see it caught.
 */
export function publishFigures(
  truth: ReadonlyMap<string, Count>,
  leftKnown: ReadonlyMap<string, number>,
  before: ReadonlyMap<string, Kept>,
  rule = publish,
): Map<string, Kept> {
  const within = new Map([
    ...needs.map((key) => [key, "people"] as const),
    ...outcomes.map((key) => [key, "complaint"] as const),
  ]);
  const columns = [
    { key: "column.people", parts: states, of: "people" },
    { key: "column.complaint", parts: kinds, of: "complaint" },
  ];
  const peopleOf = (key: string) => truth.get(key)?.people ?? 0;
  const othersLeft = new Map(
    [...states, ...needs].map((key) => [key, peopleOf("people") - peopleOf(key) - (leftKnown.get(key) ?? 0)]),
  );
  return rule({ ...tableOf(publicKeys, truth, within, columns), othersLeft }, before);
}

const urgencies = ["urgency.1", "urgency.2", "urgency.3"];

/**
 * The next figures of one organisation's open cases: all, by district (`district.none`: without a place), urgency and need.
 * Whoever reads them knows every case behind them, so nothing is left out for what one organisation knows.
 */
export function publishOwn(
  truth: ReadonlyMap<string, Count>,
  before: ReadonlyMap<string, Kept>,
  rule = publish,
): Map<string, Kept> {
  const districts = [...new Set([...truth.keys(), ...before.keys(), "district.none"])]
    .filter((key) => key.startsWith("district."))
    .sort();
  const within = new Map(needs.map((key) => [key, "total"]));
  const columns = [
    { key: "column.district", parts: districts, of: "total" },
    { key: "column.urgency", parts: urgencies, of: "total" },
  ];
  return rule(tableOf(["total", ...districts, ...urgencies, ...needs], truth, within, columns), before);
}

/** Of what `publishOwn` gave back, what stands in a sheet: nothing of a district of which nothing was ever told. */
export function ownSheet(figures: ReadonlyMap<string, Kept>): Map<string, number | null> {
  const isDistrict = (key: string) => key.startsWith("district.") && key !== "district.none";
  const found = [...figures].filter(
    ([key, { told }]) => told || !(isDistrict(key) || key.startsWith("rest.") || key.startsWith("column.")),
  );
  return new Map(found.map(([key, { shown }]) => [key, shown]));
}
