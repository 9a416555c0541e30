// demand: a request of a court, an authority or anybody else for data, or to switch something off: who, what, when, and
// what was answered. No person stands in it; the public reads how many there were, also when there were none. These counts are
// exact on purpose: each is an authority's act, and hiding few of them would hide the authority.
import * as z from "zod/mini";
import { deskRoles } from "./kit/access.ts";
import { act } from "./kit/act.ts";
import { Count, DemandId, Instant, text } from "./kit/fields.ts";

export const demandSources = [
  "court",
  "security-body",
  "government-office",
  "other-state",
  "company",
  "private-person",
  "other",
] as const;
export const DemandSource = z.enum(demandSources, "not-one-of");

/** What was asked for. */
export const demandSubjects = [
  "one-person",
  "several-people",
  "list-of-people",
  "places",
  "records",
  "switch-off",
  "other",
] as const;
export const DemandSubject = z.enum(demandSubjects, "not-one-of");

export const demandAnswers = ["pending", "refused", "partly", "complied"] as const;
export const DemandAnswer = z.enum(demandAnswers, "not-one-of");
export type DemandAnswer = z.infer<typeof DemandAnswer>;

const Day = z.iso.date({ error: "not-an-instant" });

export const Demand = z.strictObject({
  id: DemandId,
  source: DemandSource,
  subject: DemandSubject,
  day: Day,
  words: z.nullable(z.string()),
  recordedBy: z.string(),
  /** Oldest first; the last one counts. */
  answers: z.array(z.strictObject({ answer: DemandAnswer, day: Day, by: z.string(), at: Instant })),
});
export type Demand = z.infer<typeof Demand>;

const YearOfDemands = z.strictObject({
  year: z.int(),
  asked: Count,
  refused: Count,
  partly: Count,
  complied: Count,
  pending: Count,
});
export type YearOfDemands = z.infer<typeof YearOfDemands>;

const keepers = ["oversight", "platform-admin"] as const;
const example: Demand = {
  id: "dmd_4Q7m2Zk9",
  source: "security-body",
  subject: "list-of-people",
  day: "2011-03-01",
  words: null,
  recordedBy: "off_platform1",
  answers: [],
};

export const demandRecord = act({
  name: "demand.record",
  says: "Writes down that somebody asked for data. The free words are sealed, and no name belongs into them.",
  kind: "write",
  may: keepers,
  input: z.strictObject({
    id: DemandId,
    source: DemandSource,
    subject: DemandSubject,
    day: Day,
    words: z.optional(text(1000)),
  }),
  reply: Demand,
  fails: ["already-exists", "dates-reversed"],
  example: {
    input: { id: "dmd_4Q7m2Zk9", source: "security-body", subject: "list-of-people", day: "2011-03-01" },
    reply: example,
  },
});

export const demandAnswer = act({
  name: "demand.answer",
  says: "Writes down what was answered. Nothing is overwritten: a later answer counts, and the earlier ones stay.",
  kind: "write",
  may: keepers,
  input: z.strictObject({ id: DemandId, answer: DemandAnswer, day: Day }),
  reply: Demand,
  fails: ["dates-reversed"],
  example: {
    input: { id: "dmd_4Q7m2Zk9", answer: "refused", day: "2011-03-02" },
    reply: {
      ...example,
      answers: [{ answer: "refused", day: "2011-03-02", by: "off_platform1", at: "2011-03-02T06:00:00Z" }],
    },
  },
});

export const demandList = act({
  name: "demand.list",
  says: "The register of requests for data, newest first.",
  kind: "read",
  may: keepers,
  input: z.strictObject({ after: z.optional(DemandId) }),
  reply: z.strictObject({ demands: z.array(Demand), next: z.nullable(DemandId) }),
  fails: [],
  example: { input: {}, reply: { demands: [example], next: null } },
});

export const demandCount = act({
  name: "demand.count",
  says: "How often others asked for data, by year and answer: for everybody, and also where it is none.",
  kind: "read",
  may: ["nobody", "person", "relative", ...deskRoles],
  input: z.strictObject({}),
  reply: z.strictObject({ years: z.array(YearOfDemands) }),
  fails: [],
  example: {
    input: {},
    reply: { years: [{ year: 2011, asked: 0, refused: 0, partly: 0, complied: 0, pending: 0 }] },
  },
});
