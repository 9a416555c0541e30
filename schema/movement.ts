// movement: one bus, flight, sailing or escorted walk with seats that are never oversold. No person stands in it.
import * as z from "zod/mini";
import { caseDeciders } from "./kit/access.ts";
import { act } from "./kit/act.ts";
import {
  Count,
  CrisisId,
  Instant,
  LocalText,
  MovementId,
  OrganisationId,
  text,
  Version,
  ZoneId,
} from "./kit/fields.ts";

export const movementModes = ["bus", "ship", "flight", "foot"] as const;
export const MovementMode = z.enum(movementModes, "not-one-of");
export type MovementMode = z.infer<typeof MovementMode>;

export const seatKinds = ["seat", "wheelchair", "stretcher", "lap"] as const;
export const SeatKind = z.enum(seatKinds, "not-one-of");
export type SeatKind = z.infer<typeof SeatKind>;

export const movementStates = [
  "planned",
  "confirmed",
  "boarding",
  "departed",
  "arrived",
  "closed",
  "cancelled",
] as const;
export const MovementState = z.enum(movementStates, "not-one-of");
export type MovementState = z.infer<typeof MovementState>;

/** Where it starts or ends, in words; a zone where it is one that we know. */
export const Stop = z.strictObject({ name: LocalText(120), zoneId: z.optional(ZoneId) });
export type Stop = z.infer<typeof Stop>;
export const SeatCount = z.strictObject({ seat: Count, wheelchair: Count, stretcher: Count, lap: Count });
export type SeatCount = z.infer<typeof SeatCount>;
/** How many people an organisation may place until when; afterwards its free places are everybody's who shares. */
export const Share = z.strictObject({ organisationId: OrganisationId, places: Count, until: Instant });
export type Share = z.infer<typeof Share>;
/** What others published of it, kept as reported beside what we know ourselves. `iso3` where it is of one nationality. */
export const Reported = z.strictObject({
  persons: Count,
  iso3: z.nullable(z.string().check(z.regex(/^[A-Z]{3}$/, "not-a-country"))),
  source: text(200),
});
export type Reported = z.infer<typeof Reported>;

export const Movement = z.strictObject({
  id: MovementId,
  crisisId: CrisisId,
  /** Who runs it. */
  organisationId: OrganisationId,
  mode: MovementMode,
  label: z.string(),
  from: Stop,
  to: Stop,
  leavesAt: Instant,
  state: MovementState,
  stateAt: Instant,
  /** Why it was cancelled, for its passengers to read. */
  reason: z.nullable(LocalText(300)),
  capacity: SeatCount,
  taken: SeatCount,
  /** Groups on its waiting list. */
  waiting: Count,
  shares: z.array(z.strictObject({ ...Share.shape, taken: Count })),
  /** Organisations besides those that share it whose gate officers may fetch its pack. */
  gates: z.array(OrganisationId),
  reported: z.array(Reported),
  /** More people were reported aboard than it has seats: kept as reported, never possible by our own acts. */
  overfull: z.boolean(),
  version: Version,
});
export type Movement = z.infer<typeof Movement>;

export const movementReaders = [
  "intake",
  "coordinator",
  "supervisor",
  "viewer",
  "gate-officer",
  "oversight",
  "platform-admin",
] as const;

const plan = {
  id: "mov_ionis0418",
  crisisId: "crs_libya2011",
  mode: "ship",
  label: "Ship, 18 April",
  from: { name: { en: "Misrata port" } },
  to: { name: { en: "Benghazi port" } },
  leavesAt: "2011-04-18T12:00:00Z",
  capacity: { seat: 900, wheelchair: 4, stretcher: 20, lap: 30 },
};
const none = { seat: 0, wheelchair: 0, stretcher: 0, lap: 0 };
const example = {
  ...plan,
  organisationId: "org_agencyA1",
  state: "planned",
  stateAt: "2011-04-17T06:00:00Z",
  reason: null,
  taken: none,
  waiting: 0,
  shares: [],
  gates: [],
  reported: [],
  overfull: false,
  version: 1,
};

export const movementList = act({
  name: "movement.list",
  says: "Movements that an organisation runs or shares, next to leave first; oversight and the platform see all.",
  kind: "read",
  may: movementReaders,
  input: z.strictObject({
    crisisId: CrisisId,
    /** `open`: everything that is not closed or cancelled. */
    state: z.optional(z.enum(["open", ...movementStates], "not-one-of")),
    after: z.optional(z.string().check(z.maxLength(120, "too-long"))),
  }),
  reply: z.strictObject({ movements: z.array(Movement), next: z.nullable(z.string()) }),
  fails: [],
  example: { input: { crisisId: "crs_libya2011" }, reply: { movements: [example], next: null } },
});

export const movementGet = act({
  name: "movement.get",
  says: "One movement with its seats, shares and state.",
  kind: "read",
  may: movementReaders,
  input: z.strictObject({ id: MovementId }),
  reply: Movement,
  fails: [],
  example: { input: { id: "mov_ionis0418" }, reply: example },
});

export const movementPlan = act({
  name: "movement.plan",
  says: "An officer plans a movement: how, from where, to where, when, how many seats of each kind, shared with whom.",
  kind: "write",
  may: caseDeciders,
  input: z.strictObject({
    id: MovementId,
    crisisId: CrisisId,
    mode: MovementMode,
    label: text(80),
    from: Stop,
    to: Stop,
    leavesAt: Instant,
    capacity: SeatCount,
    shares: z.optional(z.array(Share).check(z.maxLength(40, "too-many"))),
    gates: z.optional(z.array(OrganisationId).check(z.maxLength(20, "too-many"))),
    reported: z.optional(z.array(Reported).check(z.maxLength(60, "too-many"))),
  }),
  reply: Movement,
  fails: ["crisis-closed", "already-exists", "recipient-unknown", "place-unknown", "share-too-large"],
  example: { input: plan, reply: example },
});

export const movementChange = act({
  name: "movement.change",
  says: "An officer of the organisation that runs it changes a movement. Another time or place asks passengers again.",
  kind: "write",
  may: caseDeciders,
  guarded: true,
  input: z.strictObject({
    id: MovementId,
    label: z.optional(text(80)),
    from: z.optional(Stop),
    to: z.optional(Stop),
    leavesAt: z.optional(Instant),
    capacity: z.optional(SeatCount),
    shares: z.optional(z.array(Share).check(z.maxLength(40, "too-many"))),
    gates: z.optional(z.array(OrganisationId).check(z.maxLength(20, "too-many"))),
  }),
  reply: Movement,
  fails: [
    "crisis-closed",
    "movement-not-open",
    "seats-gone",
    "recipient-unknown",
    "place-unknown",
    "share-too-large",
  ],
  example: { input: { id: "mov_ionis0418", leavesAt: "2011-04-18T14:00:00Z" }, reply: example },
});

export const movementAdvance = act({
  name: "movement.advance",
  says: "An officer of the organisation that runs it says what has become of a movement.",
  kind: "write",
  may: caseDeciders,
  guarded: true,
  input: z.strictObject({
    id: MovementId,
    state: MovementState,
    /** Asked for when it is cancelled; its passengers read it. */
    reason: z.optional(LocalText(300)),
    /** Signs a list of differences that is not empty, when it is closed. Stored sealed. */
    signed: z.optional(text(500)),
  }),
  reply: Movement,
  fails: ["crisis-closed", "transition-impossible", "reason-missing", "differences-open"],
  example: { input: { id: "mov_ionis0418", state: "confirmed" }, reply: { ...example, state: "confirmed" } },
});

/** What keeps a movement from closing, by the number on the pass; never a name. */
export const Difference = z.strictObject({
  kind: z.enum([
    "not-accounted",
    "not-arrived",
    "arrived-unboarded",
    "two-gates",
    "unknown-pass",
    /** Of a group that travels whole, and without a seat: one for each, until the movement is closed. */
    "unseated",
  ]),
  number: z.nullable(z.string()),
  group: z.nullable(z.int()),
  /** Gates and times that saw it, where gates did. */
  seen: z.array(z.strictObject({ gate: z.string(), at: Instant })),
});
export type Difference = z.infer<typeof Difference>;

export const movementDifferences = act({
  name: "movement.differences",
  says: "What does not add up yet between seats, boarding and arrival.",
  kind: "read",
  may: ["intake", "coordinator", "supervisor", "gate-officer"],
  input: z.strictObject({ id: MovementId }),
  reply: z.strictObject({ differences: z.array(Difference) }),
  fails: [],
  example: {
    input: { id: "mov_ionis0418" },
    reply: { differences: [{ kind: "not-arrived", number: "402913", group: 12, seen: [] }] },
  },
});
