// danger: something that people must not walk into, told by a person or an officer, and how far it is sure. Reports of one
// kind in one square become one danger; it lapses by the clock. Person's acts and the public view stand in danger-own.ts.
import * as z from "zod/mini";
import { Area } from "./alert.ts";
import { caseDeciders, caseReaders, queueReaders } from "./kit/access.ts";
import { act } from "./kit/act.ts";
import {
  Count,
  CrisisId,
  DangerId,
  DangerReportId,
  Instant,
  LngLat,
  LocalText,
  OrganisationId,
  text,
  Version,
} from "./kit/fields.ts";

export const dangerKinds = [
  "fighting",
  "armed-men",
  "robbery",
  "road-closed",
  "collapse",
  "mines",
  "disease",
  "other",
] as const;
export const DangerKind = z.enum(dangerKinds, "not-one-of");
export type DangerKind = z.infer<typeof DangerKind>;

/** `withdrawn`: everybody who had told of it took that back before anybody confirmed it. */
export const dangerStates = ["reported", "confirmed", "ended", "dismissed", "lapsed", "withdrawn"] as const;
export const DangerState = z.enum(dangerStates, "not-one-of");
export type DangerState = z.infer<typeof DangerState>;

/** Who did something, and when: the organisation's name, never an officer's. */
const Done = z.strictObject({ organisationId: OrganisationId, organisation: LocalText(120), at: Instant });

/** As a desk reads it. A viewer's is the same with everything left out that only officers read. */
export const Danger = z.strictObject({
  id: DangerId,
  kind: DangerKind,
  state: DangerState,
  /** Middle of the square of about 1.2 km. Null: only words say where. */
  place: z.nullable(LngLat),
  /** What an officer drew; never where a person said. */
  area: z.nullable(Area),
  firstAt: Instant,
  seenAt: Instant,
  /** When it lapses unless somebody says again that it is so. */
  until: Instant,
  /** How many told of it; null: several, fewer than ten, for those who may not read how many. */
  reports: z.nullable(Count),
  /** Whether a person is among them, and which organisations are. */
  byPerson: z.boolean(),
  by: z.array(LocalText(120)),
  /** Somebody wrote words; who may read them is decided when they are asked for. */
  words: z.boolean(),
  confirmed: z.nullable(Done),
  over: z.nullable(Done),
  /** What the public is told of where it is; null: the public is told nothing. */
  publicName: z.nullable(LocalText(80)),
  /** Until when this organisation can take back what it decided last; null: it cannot. */
  undoUntil: z.nullable(Instant),
  version: Version,
});
export type Danger = z.infer<typeof Danger>;

const example = {
  id: "dgr_roadZawiya",
  kind: "armed-men",
  state: "reported",
  place: { lng: 12.73, lat: 32.75 },
  area: null,
  firstAt: "2011-03-01T05:00:00Z",
  seenAt: "2011-03-01T06:00:00Z",
  until: "2011-03-02T06:00:00Z",
  reports: 2,
  byPerson: true,
  by: [{ en: "IOM" }],
  words: true,
  confirmed: null,
  over: null,
  publicName: null,
  undoUntil: null,
  version: 2,
};
const confirmed = {
  ...example,
  state: "confirmed",
  until: "2011-03-04T07:00:00Z",
  confirmed: { organisationId: "org_agencyA1", organisation: { en: "IOM" }, at: "2011-03-01T07:00:00Z" },
  undoUntil: "2011-03-01T08:00:00Z",
  version: 3,
};
const id = { dangerId: "dgr_roadZawiya" };

export const dangerList = act({
  name: "danger.list",
  says: "Dangers of a crisis, those that hold first, and what ended within a day. A viewer reads the confirmed ones alone.",
  kind: "read",
  may: queueReaders,
  input: z.strictObject({ crisisId: CrisisId }),
  reply: z.strictObject({ dangers: z.array(Danger), complete: z.boolean() }),
  fails: [],
  example: { input: { crisisId: "crs_libya2011" }, reply: { dangers: [example], complete: true } },
});

export const dangerWords = act({
  name: "danger.words",
  says: "What those wrote who told of a danger: an officer's words to every officer, a person's own only to those whom she asked for help. She reads that they were read.",
  kind: "read",
  may: caseReaders,
  audited: true,
  input: z.strictObject({ dangerId: DangerId }),
  reply: z.strictObject({
    words: z.array(
      z.strictObject({
        at: Instant,
        /** Null: a person. */
        organisation: z.nullable(LocalText(120)),
        where: z.nullable(z.string()),
        text: z.nullable(z.string()),
      }),
    ),
  }),
  fails: [],
  example: {
    input: id,
    reply: {
      words: [
        { at: "2011-03-01T06:00:00Z", organisation: null, where: null, text: "Men stop cars at the bridge." },
      ],
    },
  },
});

export const dangerReport = act({
  name: "danger.report",
  says: "An officer tells of a danger, at a place or in a drawn area. One of the same kind in the same square that still holds takes it in.",
  kind: "write",
  may: caseReaders,
  input: z.strictObject({
    id: DangerReportId,
    crisisId: CrisisId,
    kind: DangerKind,
    place: z.optional(LngLat),
    area: z.optional(Area),
    seenAt: Instant,
    words: z.optional(text(500)),
  }),
  reply: Danger,
  fails: ["crisis-closed", "already-exists", "area-invalid", "danger-too-old", "danger-place-missing"],
  example: {
    input: {
      id: "dgp_bridge0001",
      crisisId: "crs_libya2011",
      kind: "armed-men",
      place: { lng: 12.73, lat: 32.75 },
      seenAt: "2011-03-01T06:00:00Z",
    },
    reply: example,
  },
});

export const dangerConfirm = act({
  name: "danger.confirm",
  says: "An officer of a vetted organisation stands for a danger, or does so again. `publicName` tells the public, at the level of a district.",
  kind: "write",
  may: caseDeciders,
  guarded: true,
  input: z.strictObject({
    dangerId: DangerId,
    /** Where only words said where it is: the officer says it on the map. */
    place: z.optional(LngLat),
    publicName: z.optional(LocalText(80)),
  }),
  reply: Danger,
  fails: [
    "crisis-closed",
    "organisation-pending",
    "transition-impossible",
    "danger-place-missing",
    "already-exists",
  ],
  example: { input: id, reply: confirmed },
});

export const dangerDismiss = act({
  name: "danger.dismiss",
  says: "An officer says that a danger which nobody confirmed is none.",
  kind: "write",
  may: caseDeciders,
  guarded: true,
  input: z.strictObject({ dangerId: DangerId }),
  reply: Danger,
  fails: ["crisis-closed", "organisation-pending", "transition-impossible"],
  example: { input: id, reply: { ...example, state: "dismissed", version: 3 } },
});

export const dangerEnd = act({
  name: "danger.end",
  says: "An officer says that a confirmed danger is over.",
  kind: "write",
  may: caseDeciders,
  guarded: true,
  input: z.strictObject({ dangerId: DangerId }),
  reply: Danger,
  fails: ["crisis-closed", "organisation-pending", "transition-impossible"],
  example: { input: id, reply: { ...confirmed, state: "ended", version: 4 } },
});

export const dangerUndo = act({
  name: "danger.undo",
  says: "Takes back the last decision on a danger, within an hour, by the organisation that made it.",
  kind: "write",
  may: caseDeciders,
  guarded: true,
  input: z.strictObject({ dangerId: DangerId }),
  reply: Danger,
  fails: ["crisis-closed", "transition-impossible", "already-exists"],
  example: { input: id, reply: { ...example, version: 4 } },
});
