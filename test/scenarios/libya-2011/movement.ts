// Movements as acts on the tape: the voyages, flights and convoys of the facts with what was reported of them, moved on by
// their dates; and a few to come, invented and named so, on which whoever sits at a desk can place people.
// Invariant: seats stand only where a source printed them. A voyage of unknown seats has none, and nobody can be put on it.
import {
  type MovementMode,
  type MovementState,
  movementAdvance,
  movementPlan,
} from "../../../schema/movement.ts";
import { CRISIS, DAY, DESK, deciderOf, END, embassyOf, instant, START } from "./crisis.ts";
import { cite, type Movement, manifests, movements, places } from "./fact.ts";
import { type Acted, zoneIdOf, zoneSince } from "./zone.ts";

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

const nameOf = (id: string) => places.find((one) => one.id === id);

/** One stop for all that are named: as a zone where it is one by then, else in words. */
function stopOf(ids: readonly string[], at: number) {
  const [first = ""] = ids;
  const since = zoneSince.get(first);
  const names = ids.map((id) => nameOf(id));
  const en = names.map((one, i) => one?.nameEn ?? ids[i] ?? "").join(", ");
  const ar = names.every((one) => one?.nameAr != null) ? names.map((one) => one?.nameAr).join("، ") : null;
  const name = { en, ...(ar === null ? {} : { ar }) };
  return ids.length === 1 && since !== undefined && since < at ? { name, zoneId: zoneIdOf(first) } : { name };
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

interface Coming {
  id: string;
  mode: MovementMode;
  label: string;
  from: string;
  to: string;
  /** Hours after the exercise starts. */
  hours: number;
  seats: readonly [seat: number, wheelchair: number, stretcher: number, lap: number];
  /** People by nationality whose embassy may place them, until when. */
  shares: readonly (readonly [iso3: string, places: number])[];
  sharesUntil: number;
  confirmed: boolean;
}

/** Invented, round figures: nothing of them was ever reported. */
const coming: readonly Coming[] = [
  {
    id: "mov_exerciseWalk1",
    mode: "foot",
    label: "Exercise: escorted walk to the crossing",
    from: "RAS_AJDIR_LIBYAN_SIDE",
    to: "RAS_AJDIR",
    hours: 7,
    seats: [60, 4, 0, 6],
    shares: [["BGD", 30]],
    sharesUntil: 5,
    confirmed: true,
  },
  {
    id: "mov_exerciseBus1",
    mode: "bus",
    label: "Exercise: buses to Djerba",
    from: "RAS_AJDIR",
    to: "DJERBA_AIRPORT",
    hours: 12,
    seats: [96, 4, 2, 8],
    shares: [
      ["BGD", 40],
      ["EGY", 20],
      ["GHA", 10],
    ],
    sharesUntil: 8,
    confirmed: true,
  },
  {
    id: "mov_exerciseFlight1",
    mode: "flight",
    label: "Exercise: flight to Dhaka",
    from: "DJERBA_AIRPORT",
    to: "DHAKA_AIRPORT",
    hours: 34,
    seats: [174, 4, 2, 12],
    shares: [["BGD", 150]],
    sharesUntil: 28,
    confirmed: false,
  },
  {
    id: "mov_exerciseShip1",
    mode: "ship",
    label: "Exercise: ship to Alexandria",
    from: "BENGHAZI_PORT",
    to: "ALEXANDRIA_PORT",
    hours: 54,
    seats: [360, 8, 12, 20],
    shares: [
      ["BGD", 100],
      ["IND", 80],
      ["PHL", 40],
      ["SDN", 40],
    ],
    sharesUntil: 44,
    confirmed: false,
  },
];

function toCome(one: Coming): Acted[] {
  const [seat, wheelchair, stretcher, lap] = one.seats;
  const at = START - 2 * HOUR;
  const as = deciderOf(DESK);
  const plan = {
    id: one.id,
    crisisId: CRISIS,
    mode: one.mode,
    label: one.label,
    from: stopOf([one.from], at),
    to: stopOf([one.to], at),
    leavesAt: instant(START + one.hours * HOUR),
    capacity: { seat, wheelchair, stretcher, lap },
    shares: one.shares.flatMap(([iso3, places]) => {
      const organisationId = embassyOf(iso3);
      const until = instant(START + one.sharesUntil * HOUR);
      return organisationId === null ? [] : [{ organisationId, places, until }];
    }),
    // Whoever leaves the country passes the exit office's own gate.
    gates: ["org_exitOffice"],
  };
  const acts: Acted[] = [{ at: instant(at), as, act: movementPlan.name, input: plan }];
  if (one.confirmed)
    acts.push({
      at: instant(at + MINUTE),
      as,
      act: movementAdvance.name,
      input: { id: one.id, state: "confirmed" },
    });
  return acts;
}

/** Everything that happens to movements, in order of time. */
export function movementActs(): Acted[] {
  const acts = [...played.flatMap(voyage), ...coming.flatMap(toCome)];
  return acts.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
