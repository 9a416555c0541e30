// tally: the kept counts that queue, header and map read, compared with a plain count over what they count, and mended.
import * as z from "zod/mini";
import { act } from "./kit/act.ts";
import { Count, CrisisId, OrganisationId } from "./kit/fields.ts";

/**
 * unconsented: visible without a consent, the worst there is. missing: consented and not visible. outdated: visible with
 * another state, size, area or audience than the case has. count: a kept count that is not the number of rows it stands for.
 */
export const differenceKinds = ["unconsented", "missing", "outdated", "count"] as const;

export const Difference = z.strictObject({
  organisationId: OrganisationId,
  what: z.enum(differenceKinds),
  /** The level of the grid, of a count. */
  level: z.nullable(z.number()),
  /** How many rows are not as they should be. Never which: they are about people. */
  rows: Count,
});
export type Difference = z.infer<typeof Difference>;

export const tallyCheck = act({
  name: "tally.check",
  says: "Counts anew what every organisation may see of a crisis, from consents and cases, and says what was kept wrong; mends it where asked.",
  kind: "write",
  may: ["platform-admin"],
  input: z.strictObject({ crisisId: CrisisId, mend: z.optional(z.boolean("not-one-of")) }),
  reply: z.strictObject({
    organisations: Count,
    /** Cases in sight, over all organisations, before anything was mended. */
    rows: Count,
    differences: z.array(Difference),
    mended: z.boolean(),
  }),
  fails: [],
  example: {
    input: { crisisId: "crs_libya2011", mend: true },
    reply: {
      organisations: 3,
      rows: 41,
      differences: [{ organisationId: "org_agencyA1", what: "count", level: 9, rows: 2 }],
      mended: true,
    },
  },
});
