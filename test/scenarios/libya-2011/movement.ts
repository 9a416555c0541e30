// Movements as acts on the tape: the voyages, flights and convoys of the facts with what was reported of them, moved on by
// their dates; and the invented ones to come (coming.ts).
// Invariant: seats stand only where a source printed them. A voyage of unknown seats has none, and nobody can be put on it.
import {
  type MovementMode,
  type MovementState,
  movementAdvance,
  movementPlan,
} from "../../../schema/movement.ts";
import { comingActs } from "./coming.ts";
import { CRISIS, DAY, DESK, deciderOf, END, embassyOf, instant, START } from "./crisis.ts";
import { cite, type Movement, manifests, movements } from "./fact.ts";
import { stopOf } from "./stop.ts";
import type { Acted } from "./zone.ts";

const HOUR = 3_600_000;
const MINUTE = 60_000;
const none = { seat: 0, wheelchair: 0, stretcher: 0, lap: 0 };

/** Convoys of trucks and cars go by road, as buses do; their name says what they were. */
const modes: Readonly<Record<string, { mode: MovementMode; says: string; hours: number }>> = {
  air: { mode: "flight", says: "Flight", hours: 8 },
  sea: { mode: "ship", says: "Ship", hours: 24 },
  bus: { mode: "bus", says: "Buses", hours: 10 },
  road: { mode: "bus", says: "By road", hours: 10 },
  truck: { mode: "bus", says: "Trucks", hours: 120 },
};

/** Whose desk keeps the record of a movement: an embassy that sits in the room and moved its people, else the migration agency. */
const byOperator: readonly (readonly [RegExp, string])[] = [
  [/^Turkey/, "TUR"],
  [/^China/, "CHN"],
  [/^India/, "IND"],
  [/^Philippines/, "PHL"],
  [/^Vietnam/, "VNM"],
];
function runsIt(operator: string): string {
  const iso3 = byOperator.find(([name]) => name.test(operator))?.[1];
  return (iso3 === undefined ? null : embassyOf(iso3)) ?? DESK;
}

/** Those of the facts that have a day within the exercise, and say where from and where to. */
export const played: readonly (Movement & { date: string })[] = movements.flatMap((row) => {
  const { date } = row;
  if (date?.length !== 10 || row.origin.length === 0 || row.destination.length === 0) return [];
  return leaves(date) < START - 8 * DAY || arrives({ ...row, date }) >= END ? [] : [{ ...row, date }];
});

/** No source prints an hour for most: noon stands for the day. */
function leaves(date: string): number {
  return Date.parse(date) + 12 * HOUR;
}
function arrives(row: Movement & { date: string }): number {
  return leaves(row.date) + (modes[row.mode]?.hours ?? 0) * HOUR;
}

/** What was published of who was aboard, each figure with its source; what it counts stands beside it. */
function reportedOf(row: Movement) {
  const parts = manifests.filter((one) => one.movement === row.id);
  const [only] = row.nationalities;
  const iso3 = row.nationalities.length === 1 && /^[A-Z]{3}$/.test(only ?? "") ? (only ?? null) : null;
  const said = row.qualifier === "exact" ? row.note : [row.qualifier.replaceAll("_", " "), row.note];
  const meaning = [said]
    .flat()
    .filter((part) => part !== null)
    .join("; ");
  const whole =
    row.persons === null
      ? []
      : [{ persons: row.persons, iso3, source: cite(row.source, meaning === "" ? null : meaning) }];
  return [
    ...whole,
    ...parts.map((one) => ({ persons: one.persons, iso3: one.iso3, source: cite(one.source, null) })),
  ];
}

const day = (date: string) =>
  new Date(date).toLocaleDateString("en-GB", { day: "numeric", month: "long", timeZone: "UTC" });

/** `Orhan Gazi 1, 23 February`; `Flight, 1 March (M017)` where no name was printed. */
function labelOf(row: Movement & { date: string }): string {
  const says = modes[row.mode]?.says ?? row.mode;
  return row.vessel === null ? `${says}, ${day(row.date)} (${row.id})` : `${row.vessel}, ${day(row.date)}`;
}

export const movementIdOf = (id: string): string => `mov_libya${id}`;

/** Who reads it beside who runs it: embassies of the nationalities aboard, and the receiving desk. They place nobody. */
function readersOf(row: Movement, runs: string): string[] {
  const concerned = row.nationalities.flatMap((iso3) => embassyOf(iso3) ?? []);
  return [...new Set([DESK, ...concerned])].filter((id) => id !== runs);
}

const steps: readonly MovementState[] = ["confirmed", "boarding", "departed"];

function voyage(row: Movement & { date: string }): Acted[] {
  const at = leaves(row.date);
  const runs = runsIt(row.operator);
  const as = deciderOf(runs);
  const id = movementIdOf(row.id);
  const plan = {
    id,
    crisisId: CRISIS,
    mode: modes[row.mode]?.mode ?? "bus",
    label: labelOf(row),
    from: stopOf(row.origin, at),
    to: stopOf(row.destination, at),
    leavesAt: instant(at),
    capacity: { ...none, seat: row.seats ?? 0 },
    shares: readersOf(row, runs).map((organisationId) => ({
      organisationId,
      places: 0,
      until: instant(at),
    })),
    reported: reportedOf(row),
  };
  const step = (state: MovementState, when: number): Acted => ({
    at: instant(when),
    as,
    act: movementAdvance.name,
    input: { id, state },
  });
  // What was reported is known when it happens, not before.
  return [
    { at: instant(at), as, act: movementPlan.name, input: plan },
    ...steps.map((state, i) => step(state, at + (i + 1) * MINUTE)),
    step("arrived", arrives(row)),
  ];
}

/** Everything that happens to movements, in order of time. */
export function movementActs(): Acted[] {
  const acts = [...played.flatMap(voyage), ...comingActs()];
  return acts.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
