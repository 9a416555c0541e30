// crisis, when its receiving desk has to be another: the danger path must never lead to nobody. No consent moves with it.
import * as z from "zod/mini";
import { Crisis } from "./crisis.ts";
import { act } from "./kit/act.ts";
import { CrisisId, OrganisationId } from "./kit/fields.ts";
import type { OrganisationKind } from "./organisation.ts";

/**
 * Whether somebody may make an organisation the receiving desk. The platform names any that receives; a supervisor only her
 * own agency, and only while nobody receives: an embassy is not neutral, and a desk that works is not taken over.
 */
export function mayBeDesk(
  by: { role: string; organisationId: string },
  next: { id: string; kind: OrganisationKind },
  nobodyReceives: boolean,
): boolean {
  if (by.role === "platform-admin") return next.kind === "agency" || next.kind === "embassy";
  return nobodyReceives && next.kind === "agency" && next.id === by.organisationId;
}

export const crisisReplaceDesk = act({
  name: "crisis.replaceDesk",
  says: "Makes another organisation of the crisis its receiving desk. The platform names one; while the present one is stopped, or there is none, a supervisor of an aid agency takes it over for her own. What people agreed to stays where it was.",
  kind: "write",
  may: ["supervisor", "platform-admin"],
  input: z.strictObject({
    id: CrisisId,
    organisationId: OrganisationId,
    /** The desk until now, as whoever asks knows it. */
    instead: z.nullable(OrganisationId),
  }),
  reply: Crisis,
  fails: ["crisis-closed", "recipient-unknown", "stale"],
  example: {
    input: { id: "crs_libya2011", organisationId: "org_healthTeam1", instead: "org_supportDesk" },
    reply: {
      id: "crs_libya2011",
      name: { en: "Libya 2011" },
      kind: "conflict",
      hostCountry: "LY",
      area: [9, 19, 26, 34],
      receivingDeskId: "org_healthTeam1",
      hotline: null,
      openedAt: "2011-02-20T00:00:00Z",
      closedAt: null,
      clock: null,
      now: "2011-03-01T06:00:00Z",
    },
  },
});
