// referral: a need is handed to another organisation, which accepts or refuses; either side can end it. Before it accepts,
// it reads what kind of need it is, for how many, in which district; afterwards it is a `holder` (policy.ts).
import * as z from "zod/mini";
import { caseDeciders, caseReaders } from "./kit/access.ts";
import { act } from "./kit/act.ts";
import {
  Count,
  CrisisId,
  Instant,
  LocalText,
  NeedId,
  OrganisationId,
  ReferralId,
  RegistrationId,
  Urgency,
  Version,
} from "./kit/fields.ts";
import { PlaceSeen } from "./location.ts";
import { NeedKind } from "./need.ts";

/**
 * offered: waits for an answer. accepted: the other organisation holds the need. refused: it said no. revoked: the sender took
 * it back. returned: the holder gave it back. met: the need is met. lapsed: nobody answered in time. ended: `reason` says by what.
 */
export const referralStates = [
  "offered",
  "accepted",
  "refused",
  "revoked",
  "returned",
  "met",
  "lapsed",
  "ended",
] as const;
export const ReferralState = z.enum(referralStates, "not-one-of");
export type ReferralState = z.infer<typeof ReferralState>;

/** Why an organisation says no, or gives a need back. */
export const refusals = ["full", "not-ours", "too-far", "cannot-reach", "other"] as const;
export const Refusal = z.enum(refusals, "not-one-of");
/** What else ends one: another took it, her consent, the sender's own sight, a stopped organisation, the need itself. */
export const endings = [
  "other-took",
  "consent-ended",
  "consent-expired",
  "sender-left",
  "stopped",
  "need-closed",
] as const;
export const referralReasons = [...refusals, ...endings] as const;
export const ReferralReason = z.enum(referralReasons, "not-one-of");

const Other = z.strictObject({ id: OrganisationId, name: LocalText(120) });

const common = {
  id: ReferralId,
  state: ReferralState,
  reason: z.nullable(ReferralReason),
  offeredAt: Instant,
  /** Until when it waits for an answer. */
  dueAt: Instant,
  acceptedAt: z.nullable(Instant),
  endedAt: z.nullable(Instant),
  version: Version,
};

/** For whoever is asked: no code, no name and no id of the case before it accepts. */
export const ReferralIn = z.strictObject({
  ...common,
  /** Null once she lets nothing be passed on any more. */
  kind: z.nullable(NeedKind),
  urgency: z.nullable(Urgency),
  from: Other,
  /** Null once it is over. */
  people: z.nullable(Count),
  /** The district while it is fresh, as long as the offer waits. */
  place: z.nullable(PlaceSeen),
  /** The case, while this organisation holds the need. */
  registrationId: z.nullable(RegistrationId),
});
export type ReferralIn = z.infer<typeof ReferralIn>;

/** For whoever sent it, whose case it is. */
export const ReferralOut = z.strictObject({
  ...common,
  kind: NeedKind,
  urgency: Urgency,
  to: Other,
  needId: NeedId,
  registrationId: RegistrationId,
});
export type ReferralOut = z.infer<typeof ReferralOut>;

const answered = z.strictObject({ id: ReferralId, state: ReferralState, version: Version });
const id = "rfl_7kQ2m9Zx4B";
const replied = (state: ReferralState, version: number) => ({ id, state, version });

export const referralOffer = act({
  name: "referral.offer",
  says: "An officer offers a need of a case to another organisation, where its person agreed that needs are passed on. If-Match is the need's version.",
  kind: "write",
  may: caseDeciders,
  guarded: true,
  input: z.strictObject({ needId: NeedId, organisationId: OrganisationId }),
  reply: z.strictObject({ id: ReferralId, state: ReferralState, dueAt: Instant, version: Version }),
  fails: ["crisis-closed", "consent-missing", "recipient-unknown", "need-held", "already-exists"],
  example: {
    input: { needId: "ned_4hT0s9aLx2", organisationId: "org_agencyA1" },
    reply: { ...replied("offered", 1), dueAt: "2011-03-01T18:00:00Z" },
  },
});

export const referralAccept = act({
  name: "referral.accept",
  says: "An organisation takes a need on that it was offered: it sees the need, how many and the area, and its person is told.",
  kind: "write",
  may: caseDeciders,
  guarded: true,
  input: z.strictObject({ id: ReferralId }),
  reply: z.strictObject({ ...answered.shape, registrationId: RegistrationId }),
  fails: ["crisis-closed", "offer-closed"],
  example: { input: { id }, reply: { ...replied("accepted", 2), registrationId: "reg_8f2Kd03mQ1" } },
});

export const referralRefuse = act({
  name: "referral.refuse",
  says: "An organisation says no to a need that it was offered, and why.",
  kind: "write",
  may: caseDeciders,
  guarded: true,
  input: z.strictObject({ id: ReferralId, reason: Refusal }),
  reply: answered,
  fails: ["offer-closed"],
  example: { input: { id, reason: "full" }, reply: replied("refused", 2) },
});

export const referralRevoke = act({
  name: "referral.revoke",
  says: "The organisation that sent a need takes it back, before or after it was accepted. The other one sees it no more.",
  kind: "write",
  may: caseDeciders,
  guarded: true,
  input: z.strictObject({ id: ReferralId }),
  reply: answered,
  fails: ["offer-closed"],
  example: { input: { id }, reply: replied("revoked", 3) },
});

export const referralGiveBack = act({
  name: "referral.giveBack",
  says: "The organisation that holds a need gives it back, and why. It sees the case no more.",
  kind: "write",
  may: caseDeciders,
  guarded: true,
  input: z.strictObject({ id: ReferralId, reason: Refusal }),
  reply: answered,
  fails: ["offer-closed"],
  example: { input: { id, reason: "cannot-reach" }, reply: replied("returned", 3) },
});

export const referralMeet = act({
  name: "referral.meet",
  says: "The organisation that holds a need says that it is met. It sees the case no more.",
  kind: "write",
  may: caseDeciders,
  guarded: true,
  input: z.strictObject({ id: ReferralId }),
  reply: answered,
  fails: ["crisis-closed", "offer-closed"],
  example: { input: { id }, reply: replied("met", 3) },
});

export const referralList = act({
  name: "referral.list",
  says: "Needs that were offered to this officer's organisation and by it, those that wait first.",
  kind: "read",
  may: caseReaders,
  input: z.strictObject({ crisisId: CrisisId, only: z.optional(z.enum(["counts"], "not-one-of")) }),
  reply: z.strictObject({
    incoming: z.array(ReferralIn),
    outgoing: z.array(ReferralOut),
    /** Offers to this organisation that wait for its answer. */
    open: Count,
    now: Instant,
  }),
  fails: [],
  example: {
    input: { crisisId: "crs_libya2011" },
    reply: {
      incoming: [
        {
          id,
          kind: "medicine",
          urgency: 2,
          state: "offered",
          reason: null,
          offeredAt: "2011-03-01T06:00:00Z",
          dueAt: "2011-03-01T18:00:00Z",
          acceptedAt: null,
          endedAt: null,
          version: 1,
          from: { id: "org_embassyB1", name: { en: "Embassy of Bangladesh" } },
          people: 3,
          place: null,
          registrationId: null,
        },
      ],
      outgoing: [],
      open: 1,
      now: "2011-03-01T06:00:00Z",
    },
  },
});
