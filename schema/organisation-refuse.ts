// organisation, when one that was asked for is not let in. One administrator is enough: what waits can do nothing anyway, and
// a new request undoes it. The reason is one of a few words, so that nothing about anybody is written down.
import * as z from "zod/mini";
import { act } from "./kit/act.ts";
import { Instant, OrganisationId } from "./kit/fields.ts";

/** `mistake`: by whoever asked herself, too. `distrust`: it may not be what it says. */
export const refusals = ["unknown", "twice", "wrong", "mistake", "distrust"] as const;
export const Refusal = z.enum(refusals, "not-one-of");

/** Who did not let it in, when, and why; null for one that waits or takes part. */
export const Refused = z.nullable(z.strictObject({ at: Instant, by: z.string(), reason: Refusal }));

export const organisationRefuse = act({
  name: "organisation.refuse",
  says: "A platform administrator refuses an organisation that waits for a second one, with a reason; also whoever asked for it. It stays on the list and is never confirmed; a new request is another one.",
  kind: "write",
  may: ["platform-admin"],
  input: z.strictObject({ organisationId: OrganisationId, reason: Refusal }),
  reply: z.strictObject({ organisationId: OrganisationId, refusedAt: Instant }),
  fails: ["transition-impossible"],
  example: {
    input: { organisationId: "org_embassyB1", reason: "unknown" },
    reply: { organisationId: "org_embassyB1", refusedAt: "2011-02-20T00:00:00Z" },
  },
});
