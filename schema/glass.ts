// glass: a reason that an officer gave for what takes one, and its review by others: looking at a case that is nobody's
// work now, or doing alone what takes two people. Supervisors read their organisation's, oversight all.
import * as z from "zod/mini";
import { ExportPurpose } from "./export.ts";
import { queueReaders } from "./kit/access.ts";
import { act } from "./kit/act.ts";
import {
  Count,
  CrisisId,
  GlassId,
  Instant,
  OrganisationId,
  PermitId,
  RegistrationId,
  text,
} from "./kit/fields.ts";
import { GlassFound, GlassKind, GlassReason } from "./kit/glass.ts";

/** Why, from a short list, and in words that only those read who review it. */
export const GlassGiven = { reason: GlassReason, words: text(500) };

export const Glass = z.strictObject({
  id: GlassId,
  kind: GlassKind,
  /** The act that it was for: `registration.get`. */
  act: z.string(),
  /** What it was done to: the id of a case, or of what was made. */
  targetId: z.string(),
  organisation: z.strictObject({ id: OrganisationId, name: z.string() }),
  /** A work label. */
  officer: z.string(),
  reason: GlassReason,
  /** Null once she had everything erased, once their time was over, or where they are hidden. */
  words: z.nullable(z.string()),
  /** They are about one case, and the organisation may not see it now: a consent was taken back, or she asked for deletion. */
  hidden: z.optional(z.literal(true)),
  /** Their time was over (`retention.ts`). */
  over: z.optional(z.literal(true)),
  /** Its words were changed at rest or their key is missing: somebody has to find out why. */
  unreadable: z.optional(z.literal(true)),
  at: Instant,
  dueAt: Instant,
  /** How many looks it was used for. */
  looks: z.number(),
  /** The work label of whoever reviewed it. */
  reviewedBy: z.nullable(z.string()),
  reviewedAt: z.nullable(Instant),
  /** Of a sheet of people that was taken alone: what it held, and what its review found; else null. */
  sheet: z.nullable(
    z.strictObject({
      groups: Count,
      people: Count,
      purpose: ExportPurpose,
      found: z.nullable(GlassFound),
    }),
  ),
  /** Whether whoever reads this may review it. */
  mine: z.boolean(),
});
export type Glass = z.infer<typeof Glass>;

export const glassExplain = act({
  name: "glass.explain",
  says: "An officer says why she has to open a case, or a request for a permit, that is nobody's work now. It opens for an hour; her supervisor and oversight read why.",
  kind: "write",
  may: [...queueReaders, "permit-officer"],
  /** Either the case, or for an authority a request for a permit. */
  input: z.strictObject({
    registrationId: z.optional(RegistrationId),
    permitId: z.optional(PermitId),
    ...GlassGiven,
  }),
  reply: z.strictObject({ id: GlassId, until: z.string() }),
  fails: [],
  example: {
    input: {
      registrationId: "reg_8f2Kd03mQ1",
      reason: "follow-up",
      words: "Her brother asks whether she is safe.",
    },
    reply: { id: "gls_3kF9sLq2Xc", until: "2011-03-01T07:00:00Z" },
  },
});

export const glassList = act({
  name: "glass.list",
  says: "Reasons that were given in a crisis and wait for a review, the longest waiting on top; or those that were reviewed. A supervisor reads her organisation's, oversight all.",
  kind: "read",
  may: ["supervisor", "oversight"],
  input: z.strictObject({
    crisisId: CrisisId,
    state: z.optional(z.enum(["open", "reviewed"], "not-one-of")),
    /** Only how many wait: no words are opened. */
    only: z.optional(z.literal("counts")),
    after: z.optional(z.string().check(z.maxLength(120, "too-long"))),
  }),
  reply: z.strictObject({
    rows: z.array(Glass),
    next: z.nullable(z.string()),
    /** How many wait for a review, and how many of them are past the day in which it was due. */
    open: z.number(),
    overdue: z.number(),
    now: Instant,
  }),
  fails: [],
  example: {
    input: { crisisId: "crs_libya2011" },
    reply: {
      rows: [
        {
          id: "gls_3kF9sLq2Xc",
          kind: "look",
          act: "registration.get",
          targetId: "reg_8f2Kd03mQ1",
          organisation: { id: "org_embassyB1", name: "Embassy of Bangladesh" },
          officer: "Consular desk 2",
          reason: "follow-up",
          words: "Her brother asks whether she is safe.",
          at: "2011-03-01T06:00:00Z",
          dueAt: "2011-03-02T06:00:00Z",
          looks: 1,
          reviewedBy: null,
          reviewedAt: null,
          sheet: null,
          mine: true,
        },
      ],
      next: null,
      open: 1,
      overdue: 0,
      now: "2011-03-01T08:00:00Z",
    },
  },
});

export const glassReview = act({
  name: "glass.review",
  says: "A supervisor or oversight marks a reason as reviewed; never whoever gave it. Of a sheet that was taken alone it says whether that was right: what was wrong opens no more.",
  kind: "write",
  may: ["supervisor", "oversight"],
  /** `found`: for a sheet of people, and for nothing else. */
  input: z.strictObject({ id: GlassId, found: z.optional(GlassFound) }),
  reply: z.strictObject({ id: GlassId, reviewedAt: Instant }),
  fails: ["second-officer-needed"],
  example: {
    input: { id: "gls_3kF9sLq2Xc" },
    reply: { id: "gls_3kF9sLq2Xc", reviewedAt: "2011-03-01T09:00:00Z" },
  },
});
