// registration: one travel group's request for help. Shapes, one view per audience, acts.
// No field for legal status, employer or visa exists here, and a repository test says so (MISSION M2, M4).
import * as z from "zod/mini";
import { Purpose } from "./consent.ts";
import { caseDeciders, queueReaders } from "./kit/access.ts";
import { act } from "./kit/act.ts";
import {
  ActId,
  Count,
  CrisisId,
  Instant,
  Language,
  OrganisationId,
  RegistrationId,
  text,
  Urgency,
  Version,
} from "./kit/fields.ts";
import { DigitCode, Flag, listOf } from "./kit/typed.ts";
import { PlaceGiven, PlaceKind, PlaceSeen } from "./location.ts";
import { Need, NeedKind } from "./need.ts";
import { Barrier, Choice, Danger, PersonGiven, PersonSeen } from "./person.ts";

export const registrationStates = [
  "sent",
  "read",
  "more-needed",
  "listed",
  "not-possible",
  "left",
  "safe",
] as const;
export const RegistrationState = z.enum(registrationStates, "not-one-of");
export type RegistrationState = z.infer<typeof RegistrationState>;
/** States in which somebody still waits. */
export const openStates = [
  "sent",
  "read",
  "more-needed",
  "listed",
] as const satisfies readonly RegistrationState[];

export const Reference = DigitCode(10);
export const Pin = DigitCode(6);

export const RegistrationGiven = z.strictObject({
  crisisId: CrisisId,
  lang: Language,
  /** Who receives the request, by name; nothing is preselected (ruling 1). Empty only on the danger path. */
  recipients: z.optional(listOf(OrganisationId, 10)),
  /** Agencies that may see the need and the area, no names. */
  partners: z.optional(listOf(OrganisationId, 10)),
  exactPlace: z.optional(Flag),
  danger: z.optional(Danger),
  place: z.optional(PlaceGiven),
  people: listOf(PersonGiven, 30),
  needs: z.optional(listOf(NeedKind, 11)),
  barriers: z.optional(listOf(Barrier, 13)),
  choice: z.optional(Choice),
  phone: z.optional(text(40)),
  phoneSafe: z.optional(Flag),
  note: z.optional(text(1000)),
  pin: z.optional(Pin),
});
export type RegistrationGiven = z.infer<typeof RegistrationGiven>;

const Named = z.strictObject({ id: OrganisationId, name: z.string() });

export const Receipt = z.strictObject({
  reference: z.string(),
  /** The server-made PIN; null where she chose her own. */
  pin: z.nullable(z.string()),
  sentTo: z.array(Named),
  /** By when a person will have looked, or a truthful line will say why not. */
  nextBy: Instant,
  hotline: z.nullable(z.string()),
});
export type Receipt = z.infer<typeof Receipt>;

/** A row of the queue and of the live feed: no name, by ruling 13. Partners get no reference either. */
export const RegistrationInQueue = z.strictObject({
  id: RegistrationId,
  audience: z.enum(["responder", "partner"]),
  reference: z.nullable(z.string()),
  people: Count,
  urgency: Urgency,
  needs: z.array(NeedKind),
  state: RegistrationState,
  openedAt: Instant,
  aliveAt: Instant,
  decidedAt: z.nullable(Instant),
  place: z.nullable(PlaceSeen),
  version: Version,
});
export type RegistrationInQueue = z.infer<typeof RegistrationInQueue>;

/** A case as it is opened: everything for a responder; null where a partner may not know. */
export const RegistrationForResponder = z.strictObject({
  ...RegistrationInQueue.shape,
  lang: z.nullable(Language),
  persons: z.nullable(z.array(PersonSeen)),
  barriers: z.nullable(z.array(Barrier)),
  choice: z.nullable(Choice),
  phone: z.nullable(z.string()),
  phoneSafe: z.nullable(z.boolean()),
  note: z.nullable(z.string()),
  landmark: z.nullable(z.string()),
  placeKind: z.nullable(PlaceKind),
  accuracy: z.nullable(z.number()),
  reason: z.nullable(z.string()),
  openNeeds: z.array(Need),
  recipients: z.array(Named),
});
export type RegistrationForResponder = z.infer<typeof RegistrationForResponder>;

const Share = z.strictObject({
  organisationId: OrganisationId,
  name: z.string(),
  purposes: z.array(Purpose),
  since: Instant,
});

export const RegistrationForSelf = z.strictObject({
  reference: z.string(),
  state: RegistrationState,
  stateAt: Instant,
  aliveAt: Instant,
  /** What an officer wrote to her, as written. */
  reason: z.nullable(z.string()),
  nextBy: Instant,
  lang: Language,
  persons: z.array(PersonSeen),
  needs: z.array(Need),
  choice: z.nullable(Choice),
  place: z.nullable(
    z.strictObject({
      kind: PlaceKind,
      at: Instant,
      landmark: z.nullable(z.string()),
      zone: z.nullable(z.string()),
      exactUntil: z.nullable(Instant),
    }),
  ),
  shares: z.array(Share),
  /** Organisations of this crisis that could be given a consent, and do not have it. */
  offers: z.array(Named),
  /** Who opened her case, newest first. */
  looks: z.array(z.strictObject({ name: z.string(), at: Instant })),
  crisisId: CrisisId,
  hotline: z.nullable(z.string()),
});
export type RegistrationForSelf = z.infer<typeof RegistrationForSelf>;

const given = {
  crisisId: "crs_libya2011",
  lang: "ar",
  recipients: ["org_embassyB1"],
  danger: "no",
  people: [{ born: "34", relation: "self", document: "held" }],
  needs: ["transport"],
};

export const registrationOpen = act({
  name: "registration.open",
  says: "A person asks for help for her travel group. Reaches those she chose and nobody else.",
  kind: "write",
  may: ["nobody", "person"],
  limit: 65_536,
  input: RegistrationGiven,
  reply: Receipt,
  fails: ["crisis-closed", "recipient-unknown", "place-unknown"],
  example: {
    input: given,
    reply: {
      reference: "4829130574",
      pin: "391846",
      sentTo: [{ id: "org_embassyB1", name: "Embassy of Bangladesh" }],
      nextBy: "2011-03-02T06:00:00Z",
      hotline: null,
    },
  },
});

export const registrationSignIn = act({
  name: "registration.signIn",
  says: "The person comes back with code and PIN; the reply carries the one cookie.",
  kind: "write",
  may: ["nobody", "person"],
  input: z.strictObject({ reference: Reference, pin: Pin }),
  reply: z.strictObject({ signedIn: z.literal(true) }),
  fails: ["code-or-pin-wrong"],
  example: { input: { reference: "482 913 0574", pin: "391846" }, reply: { signedIn: true } },
});

export const registrationSignOut = act({
  name: "registration.signOut",
  says: "The person leaves: the session ends and the receipt can no longer be shown again.",
  kind: "write",
  may: ["nobody", "person"],
  input: z.strictObject({ actId: z.optional(ActId) }),
  reply: z.strictObject({ signedIn: z.literal(false) }),
  fails: [],
  example: { input: {}, reply: { signedIn: false } },
});

export const registrationStatus = act({
  name: "registration.status",
  says: "The person reads her own case: state, people, who sees it, who looked.",
  kind: "read",
  may: ["person"],
  input: z.strictObject({}),
  reply: RegistrationForSelf,
  fails: [],
  example: {
    input: {},
    reply: {
      reference: "4829130574",
      state: "sent",
      stateAt: "2011-03-01T06:00:00Z",
      aliveAt: "2011-03-01T06:00:00Z",
      reason: null,
      nextBy: "2011-03-02T06:00:00Z",
      lang: "ar",
      persons: [],
      needs: [],
      choice: null,
      place: null,
      shares: [],
      offers: [],
      looks: [],
      crisisId: "crs_libya2011",
      hotline: null,
    },
  },
});

export const registrationAlive = act({
  name: "registration.alive",
  says: "I am still here: refreshes the last sign of life and adds no record.",
  kind: "write",
  may: ["person"],
  input: z.strictObject({}),
  reply: z.strictObject({ aliveAt: Instant }),
  fails: ["crisis-closed"],
  example: { input: {}, reply: { aliveAt: "2011-03-01T07:00:00Z" } },
});

/** The filter that queue, map and counts share, so that they can never disagree. */
export const QueueFilter = {
  crisisId: CrisisId,
  /** `open` stands for the four open states. */
  state: z.optional(z.enum(["open", ...registrationStates], "not-one-of")),
  urgency: z.optional(z.enum(["1", "2", "3"], "not-one-of")),
  need: z.optional(NeedKind),
};

const inQueue = {
  id: "reg_8f2Kd03mQ1",
  audience: "responder",
  reference: "4829130574",
  people: 3,
  urgency: 2,
  needs: ["transport"],
  state: "sent",
  openedAt: "2011-03-01T06:00:00Z",
  aliveAt: "2011-03-01T06:00:00Z",
  decidedAt: null,
  place: { precision: "cell", lng: 13.18, lat: 32.89, at: "2011-03-01T06:00:00Z" },
  version: 1,
};

export const registrationQueue = act({
  name: "registration.queue",
  says: "The cases that an organisation may see, most urgent first, oldest first. Keyset pages; no names.",
  kind: "read",
  may: queueReaders,
  input: z.strictObject({
    ...QueueFilter,
    /** Ten digits: the one case with this reference, if it may be seen. */
    reference: z.optional(Reference),
    after: z.optional(z.string().check(z.maxLength(120, "too-long"))),
    limit: z.optional(z.pipe(z.string(), z.pipe(z.transform(Number), z.int().check(z.gte(1), z.lte(200))))),
  }),
  reply: z.strictObject({
    rows: z.array(RegistrationInQueue),
    next: z.nullable(z.string()),
    /** Of the same filter: groups and people, on the map and without a place. Null where a filter has no kept count. */
    count: z.nullable(z.strictObject({ groups: Count, people: Count, onMap: Count, noPlace: Count })),
    /** Undecided (`sent`) groups by urgency, whatever the filter, and the oldest of them. */
    undecided: z.strictObject({ 1: Count, 2: Count, 3: Count, oldestAt: z.nullable(Instant) }),
    head: z.number(),
  }),
  fails: [],
  example: {
    input: { crisisId: "crs_libya2011", state: "open" },
    reply: {
      rows: [inQueue],
      next: null,
      count: { groups: 1, people: 3, onMap: 3, noPlace: 0 },
      undecided: { 1: 0, 2: 1, 3: 0, oldestAt: "2011-03-01T06:00:00Z" },
      head: 17,
    },
  },
});

export const registrationMap = act({
  name: "registration.map",
  says: "What a map shows in a box at a zoom: cells with counts far out, groups close in. The same filter as the queue.",
  kind: "read",
  may: queueReaders,
  input: z.strictObject({
    ...QueueFilter,
    /** west,south,east,north in degrees. */
    bbox: z.string().check(z.regex(/^-?\d{1,3}(\.\d+)?(,-?\d{1,3}(\.\d+)?){3}$/, "not-a-box")),
    zoom: z.string().check(z.regex(/^\d{1,2}(\.\d+)?$/, "not-a-number")),
  }),
  reply: z.strictObject({
    cells: z.array(z.strictObject({ cell: z.string(), groups: Count, people: Count, urgent: Count })),
    groups: z.array(RegistrationInQueue),
    /** True where more groups lie in the box than are sent; the cells then stand for them. */
    capped: z.boolean(),
    head: z.number(),
  }),
  fails: [],
  example: {
    input: { crisisId: "crs_libya2011", bbox: "9,30,26,34", zoom: "6" },
    reply: {
      cells: [{ cell: "12203", groups: 41, people: 96, urgent: 3 }],
      groups: [],
      capped: false,
      head: 17,
    },
  },
});

export const registrationGet = act({
  name: "registration.get",
  says: "An officer opens a case. The look is written down and the person can read that it happened.",
  kind: "read",
  audited: true,
  may: queueReaders,
  input: z.strictObject({ id: RegistrationId }),
  reply: RegistrationForResponder,
  fails: [],
  example: {
    input: { id: "reg_8f2Kd03mQ1" },
    reply: {
      ...inQueue,
      lang: "ar",
      persons: [],
      barriers: [],
      choice: null,
      phone: null,
      phoneSafe: null,
      note: null,
      landmark: null,
      placeKind: null,
      accuracy: null,
      reason: null,
      openNeeds: [],
      recipients: [],
    },
  },
});

/** What an officer may set; `sent` is nobody's to set, and `read` cannot be set but here. */
export const decidedStates = ["read", "more-needed", "listed", "not-possible", "left", "safe"] as const;

export const registrationDecide = act({
  name: "registration.decide",
  says: "An officer decides on a case that was sent to her organisation. The only way to any state after `sent`.",
  kind: "write",
  may: caseDeciders,
  guarded: true,
  input: z.strictObject({
    id: RegistrationId,
    state: z.enum(decidedStates, "not-one-of"),
    /** Shown to the person as written; asked for where she must do something or where the answer is no. */
    reason: z.optional(text(500)),
  }),
  reply: z.strictObject({
    id: RegistrationId,
    state: RegistrationState,
    version: Version,
    decidedAt: Instant,
  }),
  fails: ["crisis-closed", "transition-impossible", "reason-missing"],
  example: {
    input: { id: "reg_8f2Kd03mQ1", state: "read" },
    reply: { id: "reg_8f2Kd03mQ1", state: "read", version: 2, decidedAt: "2011-03-01T08:00:00Z" },
  },
});
