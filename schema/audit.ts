// audit: what was done, by which account, on what; ids and act names, never anything personal. Append-only, chained.
import * as z from "zod/mini";
import { act } from "./kit/act.ts";
import { CrisisId, Instant } from "./kit/fields.ts";

export const AuditRow = z.strictObject({
  seq: z.number(),
  at: Instant,
  act: z.string(),
  /** An officer's id, `person` or `nobody`: which person is not for an auditor to know. */
  actor: z.string(),
  organisationId: z.nullable(z.string()),
  targetId: z.nullable(z.string()),
});
export type AuditRow = z.infer<typeof AuditRow>;

export const auditList = act({
  name: "audit.list",
  says: "Rows of the audit of one crisis, newest first, or of no crisis. Oversight reads all; a supervisor her organisation's.",
  kind: "read",
  may: ["supervisor", "oversight", "platform-admin"],
  input: z.strictObject({
    /** Left out: sign-ins, accounts and all else that belongs to no crisis; not for a supervisor. */
    crisisId: z.optional(CrisisId),
    before: z.optional(z.string().check(z.regex(/^\d{1,15}$/, "not-a-number"))),
  }),
  reply: z.strictObject({ rows: z.array(AuditRow), next: z.nullable(z.string()) }),
  fails: [],
  example: {
    input: { crisisId: "crs_libya2011" },
    reply: {
      rows: [
        {
          seq: 17,
          at: "2011-03-01T06:00:00Z",
          act: "registration.open",
          actor: "nobody",
          organisationId: null,
          targetId: "reg_8f2Kd03mQ1",
        },
      ],
      next: null,
    },
  },
});

export const auditVerify = act({
  name: "audit.verify",
  says: "Recomputes the hash chain of a crisis, or of what belongs to none, and says whether and where it breaks.",
  kind: "read",
  may: ["oversight", "platform-admin"],
  input: z.strictObject({
    crisisId: z.optional(CrisisId),
    from: z.optional(z.string().check(z.regex(/^\d{1,15}$/, "not-a-number"))),
  }),
  reply: z.strictObject({
    checked: z.number(),
    brokenAt: z.nullable(z.number()),
    head: z.nullable(z.string()),
    next: z.nullable(z.string()),
  }),
  fails: [],
  example: {
    input: { crisisId: "crs_libya2011" },
    reply: { checked: 17, brokenAt: null, head: "b94d27b9934d3e08", next: null },
  },
});
