// consent: one purpose, one recipient, given or taken back; default no; append-only. What no consent covers,
// nobody sees. Withdrawing acts in the same commit: triggers drop the row that every read of people goes through.
import * as z from "zod/mini";
import { act } from "./kit/act.ts";
import { Instant, Language, OrganisationId } from "./kit/fields.ts";

/**
 * help: the organisation receives the whole request and acts on it (audience responder).
 * assist: the organisation sees needs, group and area, no names (audience partner).
 * place: the exact place instead of the area, for its first 24 hours.
 * travel: those who run a movement that she said yes to read her group's names for it.
 * permit: the host authority reads what will be printed on a permit, and nothing else.
 */
export const purposes = ["help", "assist", "place", "travel", "permit"] as const;
export const Purpose = z.enum(purposes, "not-one-of");

/**
 * How a consent came in where she did not give it on her own page: somebody else asked for her; an officer read the notice
 * to her, face to face or on the phone; or she marked it on paper.
 */
export const consentWays = ["other", "in-person", "phone", "paper"] as const;
export const ConsentWay = z.enum(consentWays, "not-one-of");
export type ConsentWay = z.infer<typeof ConsentWay>;
export type Purpose = z.infer<typeof Purpose>;

export const consentGive = act({
  name: "consent.give",
  says: "The person lets an organisation see for a purpose.",
  kind: "write",
  may: ["person"],
  input: z.strictObject({ organisationId: OrganisationId, purpose: Purpose, lang: z.optional(Language) }),
  reply: z.strictObject({
    organisationId: OrganisationId,
    purpose: Purpose,
    given: z.literal(true),
    at: Instant,
  }),
  fails: ["recipient-unknown", "recipient-has-consent", "crisis-closed"],
  example: {
    input: { organisationId: "org_agencyA1", purpose: "assist" },
    reply: { organisationId: "org_agencyA1", purpose: "assist", given: true, at: "2011-03-01T06:00:00Z" },
  },
});

export const consentWithdraw = act({
  name: "consent.withdraw",
  says: "The person takes a consent back; without a purpose, all that she gave to this organisation.",
  kind: "write",
  may: ["person"],
  input: z.strictObject({
    organisationId: OrganisationId,
    purpose: z.optional(Purpose),
    lang: z.optional(Language),
  }),
  reply: z.strictObject({ organisationId: OrganisationId, given: z.literal(false), at: Instant }),
  fails: [],
  example: {
    input: { organisationId: "org_agencyA1" },
    reply: { organisationId: "org_agencyA1", given: false, at: "2011-03-01T06:05:00Z" },
  },
});
