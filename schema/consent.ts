// consent: one purpose, one recipient, given or taken back; default no; append-only. What no consent covers,
// nobody sees. Withdrawing acts in the same commit: triggers drop the row that every read of people goes through.
import * as z from "zod/mini";
import { act } from "./kit/act.ts";
import {
  ComplaintId,
  CrisisId,
  Instant,
  Language,
  OrganisationId,
  PermitId,
  RegistrationId,
} from "./kit/fields.ts";

/**
 * help: the organisation receives the whole request and acts on it (audience responder).
 * assist: the organisation sees needs, group and area, no names (audience partner).
 * place: the exact place instead of the area, for its first 24 hours.
 * travel: those who run a movement that she said yes to read her group's names for it.
 * permit: the host authority reads what will be printed on a permit, and nothing else.
 * oversee: an oversight body reads her needs and who looked, for one complaint of hers and until it is closed.
 * refer: the organisation, which has her whole request, may pass a need of hers on to another one.
 * hold: whoever took that need on sees it, the group and the area, no names (audience holder). It comes with the acceptance
 *   by her `refer`, ends with that, and cannot be given by itself.
 * trace: those who look for her may be shown to her. It has no recipient until she answers one of them, and reaches
 *   nobody but that one (`tracing.ts`); each adult of a group gives it for herself.
 */
export const purposes = [
  "help",
  "assist",
  "place",
  "travel",
  "permit",
  "refer",
  "hold",
  "trace",
  "oversee",
] as const;
export const Purpose = z.enum(purposes, "not-one-of");

/**
 * How a consent came in where she did not give it on her own page: somebody else asked for her; an officer read the notice
 * to her, face to face or on the phone; she marked it on paper; or she texted it herself.
 */
export const consentWays = ["other", "in-person", "phone", "paper", "sms"] as const;
export const ConsentWay = z.enum(consentWays, "not-one-of");
export type ConsentWay = z.infer<typeof ConsentWay>;
export type Purpose = z.infer<typeof Purpose>;

/**
 * given, renewed: a yes, until its end. refused: left unticked where it was asked. narrowed: one purpose taken out of several.
 * withdrawn: she took back what an organisation had. expired: its time was over. revoked: somebody else than she ended it.
 */
export const consentEvents = [
  "given",
  "refused",
  "narrowed",
  "renewed",
  "expired",
  "withdrawn",
  "revoked",
] as const;
export const ConsentEvent = z.enum(consentEvents, "not-one-of");
export type ConsentEvent = z.infer<typeof ConsentEvent>;

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
  fails: ["recipient-unknown", "recipient-has-consent", "consent-missing", "crisis-closed"],
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

export const consentRenew = act({
  name: "consent.renew",
  says: "The person says yes again to all that an organisation holds: its time starts anew. Nothing is widened by it.",
  kind: "write",
  may: ["person"],
  input: z.strictObject({ organisationId: OrganisationId, lang: z.optional(Language) }),
  reply: z.strictObject({ organisationId: OrganisationId, at: Instant }),
  fails: ["consent-missing"],
  example: {
    input: { organisationId: "org_agencyA1" },
    reply: { organisationId: "org_agencyA1", at: "2011-03-01T06:05:00Z" },
  },
});

export const consentRevoke = act({
  name: "consent.revoke",
  says: "A supervisor ends what her own organisation may see of a case: it gives up what it does not need.",
  kind: "write",
  may: ["supervisor"],
  input: z.strictObject({ registrationId: RegistrationId }),
  reply: z.strictObject({ registrationId: RegistrationId, at: Instant }),
  fails: [],
  example: {
    input: { registrationId: "reg_8f2Kd03mQ1" },
    reply: { registrationId: "reg_8f2Kd03mQ1", at: "2011-03-01T06:05:00Z" },
  },
});

const Taken = z.strictObject({
  registrationId: RegistrationId,
  /** Null where this organisation never had the code, or nobody has it any more. */
  reference: z.nullable(z.string()),
  event: z.enum(["narrowed", "expired", "withdrawn", "revoked", "deleted"]),
  /** Null where everything is being deleted. */
  purpose: z.nullable(Purpose),
  at: Instant,
});
export type ConsentTaken = z.infer<typeof Taken>;

export const consentTaken = act({
  name: "consent.taken",
  says: "A supervisor reads what was taken back from her organisation, by code alone: paper copies are struck by it.",
  kind: "read",
  may: ["supervisor"],
  input: z.strictObject({
    crisisId: CrisisId,
    /** `next` of the page before. */
    before: z.optional(z.string().check(z.regex(/^\d{1,15}$/, "not-a-number"))),
  }),
  reply: z.strictObject({
    rows: z.array(Taken),
    /** Those who are deleting everything, newest first; on the first page alone. */
    deleted: z.array(Taken),
    next: z.nullable(z.string()),
  }),
  fails: [],
  example: {
    input: { crisisId: "crs_libya2011" },
    reply: {
      rows: [
        {
          registrationId: "reg_8f2Kd03mQ1",
          reference: "4829130574",
          event: "withdrawn",
          purpose: "help",
          at: "2011-03-01T06:05:00Z",
        },
      ],
      deleted: [],
      next: null,
    },
  },
});

const Lost = z.strictObject({
  /** By which it was known: permits that the authority was asked for, complaints that the body reads. */
  known: z.array(z.union([PermitId, ComplaintId])),
  event: Taken.shape.event,
  purpose: Taken.shape.purpose,
  at: Instant,
});
export type ConsentLost = z.infer<typeof Lost>;

/** What a host authority (`permit.lost`) and an oversight body (`complaint.lost`) read of it: no code, no case. */
export const lostInput = consentTaken.input;
export const lostReply = z.strictObject({
  rows: z.array(Lost),
  /** Those who are deleting everything, newest first; on the first page alone. */
  deleted: z.array(Lost),
  next: z.nullable(z.string()),
});
