// gate: what a gate fetches before it loses its network, and what it tells when it has one again.
import * as z from "zod/mini";
import { Clock } from "./crisis.ts";
import { act } from "./kit/act.ts";
import { Count, CrisisId, Instant, LocalText, MovementId, OrganisationId } from "./kit/fields.ts";
import { MovementMode, MovementState, Stop } from "./movement.ts";
import { Waiver } from "./permit-office.ts";
import { SeatState } from "./seat.ts";

const GateMovement = z.strictObject({
  id: MovementId,
  label: z.string(),
  mode: MovementMode,
  from: Stop,
  to: Stop,
  leavesAt: Instant,
  state: MovementState,
  passes: Count,
});

/** What the gate needs of its crisis: the name, its clock, and whether permits are waived. */
const GateCrisis = z.strictObject({
  id: CrisisId,
  name: LocalText(120),
  /** ISO 3166-1 alpha-3: permits of another territory are refused. */
  territory: z.string(),
  clock: z.nullable(Clock),
  now: Instant,
  waivers: z.array(Waiver),
});
export type GateCrisis = z.infer<typeof GateCrisis>;

const crisis = {
  id: "crs_libya2011",
  name: { en: "Libya 2011" },
  territory: "LBY",
  clock: null,
  now: "2011-04-18T06:00:00Z",
  waivers: [],
};
const movement = {
  id: "mov_ionis0418",
  label: "Ship, 18 April",
  mode: "ship",
  from: { name: { en: "Misrata port" } },
  to: { name: { en: "Benghazi port" } },
  leavesAt: "2011-04-18T12:00:00Z",
  state: "boarding",
  passes: 940,
};

export const gateList = act({
  name: "gate.list",
  says: "Movements whose packs this gate may fetch, the organisations that can take people over, and the crisis's clock.",
  kind: "read",
  may: ["gate-officer"],
  input: z.strictObject({ crisisId: CrisisId }),
  reply: z.strictObject({
    crisis: GateCrisis,
    movements: z.array(GateMovement),
    organisations: z.array(z.strictObject({ id: OrganisationId, name: LocalText(120) })),
  }),
  fails: [],
  example: {
    input: { crisisId: "crs_libya2011" },
    reply: { crisis, movements: [movement], organisations: [] },
  },
});

/** number, cti in hex, group, n, m, adult 1 or 0, state. Rows as tuples: a pack of 5,000 stays small. No names. */
export const PackRow = z.tuple([
  z.string(),
  z.string(),
  z.int(),
  z.int(),
  z.int(),
  z.union([z.literal(0), z.literal(1)]),
  SeatState,
]);
export type PackRow = z.infer<typeof PackRow>;

export const gatePack = act({
  name: "gate.pack",
  says: "The passes of one movement by number, for a gate without a network. Numbers and groups; no names.",
  kind: "read",
  audited: true,
  may: ["gate-officer"],
  input: z.strictObject({ movementId: MovementId }),
  reply: z.strictObject({ movement: GateMovement, at: Instant, rows: z.array(PackRow) }),
  fails: [],
  example: {
    input: { movementId: "mov_ionis0418" },
    reply: {
      movement,
      at: "2011-04-18T06:00:00Z",
      rows: [["402913", "0011223344556677", 12, 1, 3, 1, "held"]],
    },
  },
});

export const gateEventKinds = ["boarded", "seen", "absent", "refused", "arrived", "handed-over"] as const;
export const GateEventKind = z.enum(gateEventKinds, "not-one-of");
export type GateEventKind = z.infer<typeof GateEventKind>;

export const GateEvent = z.strictObject({
  id: z.string().check(z.regex(/^gev_[0-9A-Za-z]{12,40}$/, "not-an-id")),
  movementId: MovementId,
  /** The pass's own id as the gate read it. */
  cti: z.string().check(z.regex(/^[0-9a-f]{16}$/, "not-an-id")),
  kind: GateEventKind,
  /** By the crisis's clock, as the device had it. */
  at: Instant,
  /** To whom, where people were handed over. */
  organisationId: z.optional(OrganisationId),
});
export type GateEvent = z.infer<typeof GateEvent>;

export const gateMerge = act({
  name: "gate.merge",
  says: "A gate tells what it saw. In any order, any number of times: the same events make the same truth.",
  kind: "write",
  may: ["gate-officer"],
  limit: 1_000_000,
  input: z.strictObject({
    /** Made once by the device. */
    gateId: z.string().check(z.regex(/^gat_[0-9A-Za-z]{12,40}$/, "not-an-id")),
    label: z.optional(z.string().check(z.maxLength(40, "too-long"))),
    events: z.array(GateEvent).check(z.maxLength(2000, "too-many")),
  }),
  reply: z.strictObject({
    accepted: z.int(),
    /** Passes that two gates boarded: each with gates and times, for both to see. */
    conflicts: z.array(
      z.strictObject({
        number: z.nullable(z.string()),
        cti: z.string(),
        seen: z.array(z.strictObject({ gate: z.string(), at: Instant })),
      }),
    ),
    unknown: z.array(z.string()),
    /** Movements of which nothing was kept: this gate may not tell of them now. Their events stay on the device. */
    refused: z.array(z.string()),
  }),
  fails: [],
  example: {
    input: { gateId: "gat_0123456789ab", events: [] },
    reply: { accepted: 0, conflicts: [], unknown: [], refused: [] },
  },
});
