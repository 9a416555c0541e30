// Movements to come, invented and named so, on which whoever sits at a desk of the exercise can place people.
import { type MovementMode, movementAdvance, movementPlan } from "../../../schema/movement.ts";
import { CRISIS, DESK, deciderOf, embassyOf, instant, START } from "./crisis.ts";
import { stopOf } from "./stop.ts";
import type { Acted } from "./zone.ts";

const HOUR = 3_600_000;
const MINUTE = 60_000;

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

export function comingActs(): Acted[] {
  return coming.flatMap(toCome);
}
