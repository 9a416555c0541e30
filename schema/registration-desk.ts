// registration, on the desk's side: queue, map, opening a case, deciding. The same filter for all that counts.
import * as z from "zod/mini";
import { Area } from "./alert.ts";
import { caseDeciders, caseReaders, queueReaders } from "./kit/access.ts";
import { act } from "./kit/act.ts";
import { Count, CrisisId, Instant, RegistrationId, text, Version } from "./kit/fields.ts";
import { NeedKind } from "./need.ts";
import {
  RegistrationForResponder,
  RegistrationInQueue,
  RegistrationState,
  registrationStates,
} from "./registration.ts";

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
    after: z.optional(z.string().check(z.maxLength(120, "too-long"))),
    limit: z.optional(z.pipe(z.string(), z.pipe(z.transform(Number), z.int().check(z.gte(1), z.lte(200))))),
  }),
  reply: z.strictObject({
    rows: z.array(RegistrationInQueue),
    next: z.nullable(z.string()),
    /** False where a need was looked for in a bounded number of cases before the page was full: `next` looks further. */
    complete: z.boolean(),
    /**
     * Of the same filter: groups and people, on the map and without a place; and people in sight whom the filter hides.
     * A need has no kept count: it is looked for in a bounded number of cases, and `complete` is false where more were left.
     */
    count: z.nullable(
      z.strictObject({
        groups: Count,
        people: Count,
        onMap: Count,
        noPlace: Count,
        hidden: Count,
        complete: z.boolean(),
      }),
    ),
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
      complete: true,
      count: { groups: 1, people: 3, onMap: 3, noPlace: 0, hidden: 0, complete: true },
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
    /** False where a filter without kept counts was looked for in a bounded number of cases, and more were left. */
    complete: z.boolean(),
    head: z.number(),
  }),
  fails: [],
  example: {
    input: { crisisId: "crs_libya2011", bbox: "9,30,26,34", zoom: "6" },
    reply: {
      cells: [{ cell: "12203", groups: 41, people: 96, urgent: 3 }],
      groups: [],
      capped: false,
      complete: true,
      head: 17,
    },
  },
});

/** At most this many cases in the list of an area. */
export const WITHIN_AT_ONCE = 500;

export const registrationWithin = act({
  name: "registration.within",
  says: "The cases inside a drawn area, of those sent to this organisation, most urgent first. Leaves a row in the audit.",
  // A POST: a drawn area is no address. It changes nothing but the audit.
  kind: "write",
  may: caseReaders,
  input: z.strictObject({ ...QueueFilter, area: Area }),
  reply: z.strictObject({
    rows: z.array(RegistrationInQueue),
    /** Of all inside, beyond the list too. */
    groups: Count,
    people: Count,
    /** People of whom only the district is known, and it touches the area: counted here, never listed. */
    rough: Count,
    /** False where the area holds more cases than are looked at: a smaller one is needed. */
    complete: z.boolean(),
  }),
  fails: ["area-invalid"],
  example: {
    input: {
      crisisId: "crs_libya2011",
      area: {
        type: "Polygon",
        coordinates: [
          [
            [13, 32],
            [14, 32],
            [14, 33],
            [13, 32],
          ],
        ],
      },
    },
    reply: { rows: [inQueue], groups: 1, people: 3, rough: 0, complete: true },
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
  fails: ["reason-needed"],
  example: {
    input: { id: "reg_8f2Kd03mQ1" },
    reply: {
      ...inQueue,
      lang: "ar",
      persons: [],
      told: [],
      leftGroup: false,
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
