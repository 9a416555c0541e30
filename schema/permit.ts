// permit: leave to exit a territory in an emergency. No employer has a place in it, not even as a field; it is not a
// travel document. The host authority sees exactly what will be printed, and only with the person's consent.
import * as z from "zod/mini";
import { caseReaders } from "./kit/access.ts";
import { act } from "./kit/act.ts";
import { Instant, PermitId, PersonId, RegistrationId, text, Version } from "./kit/fields.ts";
import { Flag, numeric } from "./kit/typed.ts";

export const permitStates = ["asked", "more-needed", "granted", "refused", "revoked", "withdrawn"] as const;
export const PermitState = z.enum(permitStates, "not-one-of");
export type PermitState = z.infer<typeof PermitState>;

/** Printed on the permit; none says anything of a person's standing before the law. */
export const permitGrounds = ["evacuation", "medical", "family", "humanitarian"] as const;
export const PermitGround = z.enum(permitGrounds, "not-one-of");
export type PermitGround = z.infer<typeof PermitGround>;

/** Travel document as it is printed: a number and who issued it, or nothing. Why there is none is nobody's business here. */
const DocumentNumber = text(20).check(z.regex(/^[0-9A-Za-z -]+$/, "not-valid"));
const Issuer = z.string().check(z.regex(/^[A-Z]{3}$/, "not-a-country"));
const year = z.int().check(z.gte(1900, "too-small"), z.lte(2200, "too-large"));

const asked = {
  personId: PersonId,
  ground: PermitGround,
  /** Name as it shall be printed, in her own script or as on her document. */
  name: text(120),
  birthYear: z.optional(numeric(year)),
  documentNumber: z.optional(DocumentNumber),
  documentIssuer: z.optional(Issuer),
  /** She wants the right of return printed. */
  wantsReturn: z.optional(Flag),
};

/** What will be printed, and all that a host authority ever reads. */
export const PermitPrinted = z.strictObject({
  name: z.string(),
  birthYear: z.nullable(z.int()),
  documentNumber: z.nullable(z.string()),
  documentIssuer: z.nullable(z.string()),
  ground: PermitGround,
  wantsReturn: z.boolean(),
  /** ISO 3166-1 alpha-3. */
  territory: z.string(),
  number: z.nullable(z.string()),
  validFrom: z.nullable(Instant),
  expiresAt: z.nullable(Instant),
  exitPoints: z.array(z.string()),
  returnUntil: z.nullable(Instant),
  feesWaived: z.boolean(),
  minor: z.boolean(),
});
export type PermitPrinted = z.infer<typeof PermitPrinted>;

const progress = {
  id: PermitId,
  state: PermitState,
  askedAt: Instant,
  /** By when the authority has to decide; afterwards it is escalated, and everybody concerned sees that. */
  dueAt: Instant,
  escalatedAt: z.nullable(Instant),
  decidedAt: z.nullable(Instant),
  /** An objection was made; another officer decides anew. */
  objected: z.boolean(),
  version: Version,
};

export const PermitForSelf = z.strictObject({
  ...progress,
  personId: PersonId,
  printed: PermitPrinted,
  authority: z.string(),
  /** What the authority wrote. */
  reason: z.nullable(z.string()),
  /** Text of the QR code; null unless it is granted and valid. */
  credential: z.nullable(z.string()),
  specimen: z.boolean(),
});
export type PermitForSelf = z.infer<typeof PermitForSelf>;

/** In the authority's queue: no name. */
export const PermitInQueue = z.strictObject({ ...progress, ground: PermitGround });
export type PermitInQueue = z.infer<typeof PermitInQueue>;

export const PermitForHost = z.strictObject({
  ...progress,
  printed: PermitPrinted,
  reason: z.nullable(z.string()),
  /** Her words, where she objected or answered a question. */
  words: z.nullable(z.string()),
});
export type PermitForHost = z.infer<typeof PermitForHost>;

const at = "2011-03-01T06:00:00Z";
const example = {
  id: "prm_4hT0s9aLx2",
  state: "asked",
  askedAt: at,
  dueAt: "2011-03-03T06:00:00Z",
  escalatedAt: null,
  decidedAt: null,
  objected: false,
  version: 1,
};
const printed = {
  name: "Example Name",
  birthYear: 1990,
  documentNumber: null,
  documentIssuer: null,
  ground: "evacuation",
  wantsReturn: true,
  territory: "LBY",
  number: null,
  validFrom: null,
  expiresAt: null,
  exitPoints: [],
  returnUntil: null,
  feesWaived: false,
  minor: false,
};

export const permitAsk = act({
  name: "permit.ask",
  says: "The person asks the host authority for leave to exit, for one of her group, and lets it read what will be printed.",
  kind: "write",
  may: ["person"],
  input: z.strictObject({ ...asked, agree: z.optional(Flag) }),
  reply: z.strictObject({ id: PermitId, dueAt: Instant }),
  fails: ["crisis-closed", "consent-missing", "already-exists", "authority-missing"],
  example: {
    input: { personId: "per_4hT0s9aLx2", ground: "evacuation", name: "Example Name", agree: "yes" },
    reply: { id: example.id, dueAt: example.dueAt },
  },
});

export const permitAskFor = act({
  name: "permit.askFor",
  says: "An officer asks for somebody of a case sent to her organisation, where the group has consented to that purpose.",
  kind: "write",
  may: ["intake", "coordinator", "supervisor"],
  input: z.strictObject({ ...asked, registrationId: RegistrationId }),
  reply: z.strictObject({ id: PermitId, dueAt: Instant }),
  fails: ["crisis-closed", "consent-missing", "already-exists", "authority-missing"],
  example: {
    input: {
      registrationId: "reg_8f2Kd03mQ1",
      personId: "per_4hT0s9aLx2",
      ground: "evacuation",
      name: "Example Name",
    },
    reply: { id: example.id, dueAt: example.dueAt },
  },
});

export const permitMine = act({
  name: "permit.mine",
  says: "The person reads her group's permits: where they stand, why, and the code that a gate reads.",
  kind: "read",
  may: ["person"],
  input: z.strictObject({}),
  reply: z.strictObject({ permits: z.array(PermitForSelf) }),
  fails: [],
  example: { input: {}, reply: { permits: [] } },
});

export const permitAnswer = act({
  name: "permit.answer",
  says: "The person answers what the authority asked, or objects to a refusal; another officer then decides.",
  kind: "write",
  may: ["person"],
  input: z.strictObject({ permitId: PermitId, words: text(1000) }),
  reply: z.strictObject({ permitId: PermitId, dueAt: Instant }),
  fails: ["crisis-closed", "transition-impossible", "consent-missing"],
  example: {
    input: { permitId: example.id, words: "My name is written as on my paper." },
    reply: { permitId: example.id, dueAt: example.dueAt },
  },
});

export const permitWithdraw = act({
  name: "permit.withdraw",
  says: "The person takes a request back; the authority can no longer read it.",
  kind: "write",
  may: ["person"],
  input: z.strictObject({ permitId: PermitId }),
  reply: z.strictObject({ permitId: PermitId }),
  fails: ["transition-impossible"],
  example: { input: { permitId: example.id }, reply: { permitId: example.id } },
});

export const permitOfCase = act({
  name: "permit.ofCase",
  says: "Where the permits of a case stand, for an organisation that it was sent to.",
  kind: "read",
  audited: true,
  may: caseReaders,
  input: z.strictObject({ registrationId: RegistrationId }),
  reply: z.strictObject({
    permits: z.array(z.strictObject({ ...PermitInQueue.shape, personId: PersonId })),
    /** Whether the group lets the authority read a request. */
    consented: z.boolean(),
  }),
  fails: [],
  example: { input: { registrationId: "reg_8f2Kd03mQ1" }, reply: { permits: [], consented: false } },
});

export const permitExamples = { example, printed };
