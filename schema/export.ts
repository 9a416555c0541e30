// export: a sheet of people that an organisation may open, for a purpose that is said. At most 500 rows, a second officer
// above 100, made at each download from what consent allows then; figures for partners, which name nobody.
import * as z from "zod/mini";
import { caseDeciders, queueReaders } from "./kit/access.ts";
import { act } from "./kit/act.ts";
import { Count, CrisisId, ExportId, Instant, text } from "./kit/fields.ts";
import { GlassFound } from "./kit/glass.ts";
import { NeedKind } from "./need.ts";
import { registrationStates } from "./registration.ts";
import { QueueFilter } from "./registration-desk.ts";

/** Rows of people that one sheet holds at most (ruling 9). */
export const MOST_ROWS = 500;
/** Above this many different people, in the sheets that an officer asks for within 72 hours, a second officer has to agree. */
export const ALONE_ROWS = 100;
/** Hours for which a sheet can be made, from the moment at which it was agreed to. */
export const EXPORT_HOURS = 72;
/** Hours after which a colleague has looked at what a lone officer did. */
export const REVIEW_HOURS = 24;

export const exportPurposes = [
  "movement",
  "travel-paper",
  "medical",
  "shelter",
  "follow-up",
  "hand-over",
  "other",
] as const;
export const ExportPurpose = z.enum(exportPurposes, "not-one-of");
export type ExportPurpose = z.infer<typeof ExportPurpose>;

/** waiting: for a second officer. ended: its time is over. */
export const exportStates = ["waiting", "ready", "refused", "ended"] as const;
export type ExportState = (typeof exportStates)[number];

const { crisisId, ...narrowing } = QueueFilter;
const Filter = z.strictObject(narrowing);
export type ExportFilter = z.infer<typeof Filter>;

const Review = z.strictObject({
  reason: z.string(),
  at: Instant,
  reviewBy: Instant,
  reviewed: z.nullable(z.strictObject({ by: z.string(), at: Instant, found: GlassFound })),
});

export const Export = z.strictObject({
  id: ExportId,
  crisisId: CrisisId,
  organisation: z.string(),
  filter: z.strictObject({
    state: z.optional(z.enum(["open", ...registrationStates], "not-one-of")),
    urgency: z.optional(z.enum(["1", "2", "3"], "not-one-of")),
    need: z.optional(NeedKind),
    /** Of a sheet of travel papers: the place, while this organisation may read that somebody is there (`paper.ts`). */
    place: z.optional(z.string()),
  }),
  groups: Count,
  people: Count,
  /** Different people in it and in the officer's other sheets of three days that nobody agreed to: this decides whether it waits. */
  counted: Count,
  purpose: ExportPurpose,
  why: z.string(),
  /** Work labels. */
  askedBy: z.string(),
  askedAt: Instant,
  endsAt: Instant,
  state: z.enum(exportStates, "not-one-of"),
  second: z.nullable(z.strictObject({ by: z.string(), at: Instant })),
  alone: z.nullable(Review),
  /** What the officer who reads this may do with it now. */
  mine: z.boolean(),
  mayAnswer: z.boolean(),
  mayOpen: z.boolean(),
});
export type Export = z.infer<typeof Export>;

const example: Export = {
  id: "exp_4Q7m2Zk9",
  crisisId: "crs_libya2011",
  organisation: "Embassy of Bangladesh",
  filter: { state: "open", need: "transport" },
  groups: 52,
  people: 137,
  counted: 137,
  purpose: "movement",
  why: "Seat list of the first ship",
  askedBy: "Duty desk 2",
  askedAt: "2011-03-01T06:00:00Z",
  endsAt: "2011-03-04T06:00:00Z",
  state: "waiting",
  second: null,
  alone: null,
  mine: true,
  mayAnswer: false,
  mayOpen: false,
};

export const exportCount = act({
  name: "export.count",
  says: "How many people a sheet of this filter would hold: the figure that stands on the button.",
  kind: "read",
  may: caseDeciders,
  input: z.strictObject(QueueFilter),
  reply: z.strictObject({
    groups: Count,
    people: Count,
    /** True where there are more rows than a sheet may hold: the counts are then no counts. */
    tooMany: z.boolean(),
    /** Different people with her other sheets of three days that nobody agreed to. */
    counted: Count,
  }),
  fails: [],
  example: {
    input: { crisisId: "crs_libya2011", state: "open" },
    reply: { groups: 52, people: 137, tooMany: false, counted: 137 },
  },
});

export const exportAsk = act({
  name: "export.ask",
  says: "An officer asks for a sheet of people for a purpose. Above 100 different people, counted with her other sheets of 72 hours, it waits for a second officer.",
  kind: "write",
  may: caseDeciders,
  input: z.strictObject({
    ...QueueFilter,
    /** The figure that stood on the button: where it is another now, nothing is made. */
    people: Count,
    purpose: ExportPurpose,
    why: text(200),
  }),
  reply: Export,
  fails: ["crisis-closed", "count-changed", "export-too-large"],
  example: {
    input: {
      crisisId: "crs_libya2011",
      state: "open",
      need: "transport",
      people: 137,
      purpose: "movement",
      why: "Seat list of the first ship",
    },
    reply: example,
  },
});

export const exportList = act({
  name: "export.list",
  says: "The sheets that officers of this organisation asked for, newest first: how many, for what, and who agreed.",
  kind: "read",
  may: caseDeciders,
  input: z.strictObject({ crisisId: CrisisId }),
  reply: z.strictObject({ exports: z.array(Export) }),
  fails: [],
  example: { input: { crisisId: "crs_libya2011" }, reply: { exports: [example] } },
});

export const exportAnswer = act({
  name: "export.answer",
  says: "A second officer of the same organisation agrees to a sheet, or refuses it. She sees it only afterwards.",
  kind: "write",
  may: caseDeciders,
  input: z.strictObject({ id: ExportId, agree: z.enum(["yes", "no"], "not-one-of") }),
  reply: Export,
  fails: ["second-officer-needed", "export-ended", "already-exists"],
  example: {
    input: { id: "exp_4Q7m2Zk9", agree: "yes" },
    reply: { ...example, state: "ready", second: { by: "Duty desk 1", at: "2011-03-01T06:05:00Z" } },
  },
});

export const exportAlone = act({
  name: "export.alone",
  says: "A lone officer goes on without a second one, and says why. It stands among the reasons that others review by the next day (glass.list).",
  kind: "write",
  may: caseDeciders,
  input: z.strictObject({ id: ExportId, reason: text(500) }),
  reply: Export,
  fails: ["second-officer-needed", "export-ended", "already-exists"],
  example: {
    input: { id: "exp_4Q7m2Zk9", reason: "Nobody else is on duty and the ship leaves at five" },
    reply: {
      ...example,
      state: "ready",
      mayOpen: true,
      alone: {
        reason: "Nobody else is on duty and the ship leaves at five",
        at: "2011-03-01T06:05:00Z",
        reviewBy: "2011-03-02T06:05:00Z",
        reviewed: null,
      },
    },
  },
});

export const exportFile = act({
  name: "export.file",
  says: "The sheet, made now: whoever withdrew meanwhile is missing, and it says how many. For the officers concerned.",
  kind: "read",
  audited: true,
  may: caseDeciders,
  input: z.strictObject({ id: ExportId }),
  reply: z.strictObject({
    name: z.string(),
    rows: Count,
    /** Of those who were asked for: withdrawn, deleted or taken out since. */
    missing: Count,
    csv: z.string(),
  }),
  fails: ["second-officer-needed", "export-ended"],
  example: {
    input: { id: "exp_4Q7m2Zk9" },
    reply: { name: "export-exp_4Q7m2Zk9.csv", rows: 135, missing: 2, csv: "" },
  },
});

export const exportFigures = act({
  name: "export.figures",
  says: "A sheet of counts by district, need and urgency, as published for this hour: nothing under ten, nothing that gives a hidden part back.",
  kind: "write",
  may: queueReaders,
  input: z.strictObject({ crisisId: CrisisId, purpose: ExportPurpose }),
  reply: z.strictObject({ name: z.string(), rows: Count, hidden: Count, csv: z.string() }),
  fails: [],
  example: {
    input: { crisisId: "crs_libya2011", purpose: "follow-up" },
    reply: { name: "figures-2011-03-01.csv", rows: 21, hidden: 4, csv: "" },
  },
});
