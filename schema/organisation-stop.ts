// organisation, when an office was captured: all sharing with it in one crisis stops at once, and only two people
// together can lift that.
import * as z from "zod/mini";
import type { Role } from "./kit/access.ts";
import { act } from "./kit/act.ts";
import { CrisisId, Instant, OrganisationId, StopId, text } from "./kit/fields.ts";

interface Word {
  officerId: string;
  role: Role;
  /** The account from which invitations lead to hers: two of one line are one. */
  line: string;
}

/**
 * What an officer's word does to a stop: the first asks for lifting it, another lifts it. One of the two is of the
 * platform; null where she is the same, let in by the same line, or both are of oversight.
 */
export function liftStep(asked: Word | null, by: Word): "ask" | "lift" | null {
  if (asked === null) return "ask";
  if (asked.officerId === by.officerId || asked.line === by.line) return null;
  return asked.role === "platform-admin" || by.role === "platform-admin" ? "lift" : null;
}

export const organisationStop = act({
  name: "organisation.stop",
  says: "Stops all sharing with one organisation in one crisis at once. A supervisor can stop her own; the platform and oversight any.",
  kind: "write",
  may: ["supervisor", "oversight", "platform-admin"],
  input: z.strictObject({
    id: StopId,
    crisisId: CrisisId,
    organisationId: OrganisationId,
    reason: text(500),
  }),
  reply: z.strictObject({ id: StopId, at: Instant, groups: z.number() }),
  fails: ["already-exists"],
  example: {
    input: {
      id: "stp_5hT2mWq8Zb",
      crisisId: "crs_libya2011",
      organisationId: "org_embassyB1",
      reason: "The building was taken this morning.",
    },
    reply: { id: "stp_5hT2mWq8Zb", at: "2011-03-01T06:00:00Z", groups: 41 },
  },
});

export const organisationLift = act({
  name: "organisation.lift",
  says: "Asks for lifting a stop; the second of two people lifts it. What people still consent to is shared again, and nothing else.",
  kind: "write",
  may: ["oversight", "platform-admin"],
  input: z.strictObject({ id: StopId, reason: text(500) }),
  reply: z.strictObject({ id: StopId, lifted: z.boolean() }),
  fails: ["second-officer-needed", "transition-impossible"],
  example: {
    input: { id: "stp_5hT2mWq8Zb", reason: "Its staff are back, with new accounts." },
    reply: { id: "stp_5hT2mWq8Zb", lifted: false },
  },
});

export const Stop = z.strictObject({
  id: StopId,
  organisation: z.strictObject({ id: OrganisationId, name: z.string() }),
  at: Instant,
  /** Work labels, and what they wrote. */
  by: z.string(),
  /** Null where they cannot be opened: changed at rest. */
  reason: z.nullable(z.string()),
  liftAskedAt: z.nullable(Instant),
  liftAskedBy: z.nullable(z.string()),
  liftReason: z.nullable(z.string()),
  liftedAt: z.nullable(Instant),
  liftedBy: z.nullable(z.string()),
  liftedReason: z.nullable(z.string()),
  /** What whoever reads this can do to it; null for nothing. */
  step: z.nullable(z.enum(["ask", "lift"])),
});
export type Stop = z.infer<typeof Stop>;

export const organisationStops = act({
  name: "organisation.stops",
  says: "Organisations that were stopped in a crisis, and who stopped or lifted it and why; those that hold first.",
  kind: "read",
  may: ["oversight", "platform-admin"],
  input: z.strictObject({ crisisId: CrisisId }),
  reply: z.strictObject({ stops: z.array(Stop) }),
  fails: [],
  example: {
    input: { crisisId: "crs_libya2011" },
    reply: {
      stops: [
        {
          id: "stp_5hT2mWq8Zb",
          organisation: { id: "org_embassyB1", name: "Embassy of Bangladesh" },
          at: "2011-03-01T06:00:00Z",
          by: "Platform desk",
          reason: "The building was taken this morning.",
          liftAskedAt: null,
          liftAskedBy: null,
          liftReason: null,
          liftedAt: null,
          liftedBy: null,
          liftedReason: null,
          step: "ask",
        },
      ],
    },
  },
});
