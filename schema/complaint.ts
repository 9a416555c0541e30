// complaint: what somebody says was done wrong, to those who oversee a crisis and never to whom it is about. No account and no
// name; a code and a PIN lead back to it. Her words are sealed to the key of the oversight body itself.
import * as z from "zod/mini";
import { act } from "./kit/act.ts";
import {
  ComplaintId,
  ComplaintWordId,
  CrisisId,
  Instant,
  Language,
  LocalText,
  OrganisationId,
  text,
} from "./kit/fields.ts";
import { Flag } from "./kit/typed.ts";
import { Pin, Reference } from "./registration.ts";

export const complaintKinds = [
  "papers",
  "money",
  "treated",
  "refused",
  "shared",
  "decision",
  "looked",
  "other",
] as const;
export const ComplaintKind = z.enum(complaintKinds, "not-one-of");
export type ComplaintKind = z.infer<typeof ComplaintKind>;

export const complaintStates = [
  "received",
  "looking",
  "upheld",
  "partly",
  "not-upheld",
  "referred",
  "withdrawn",
] as const;
export const ComplaintState = z.enum(complaintStates, "not-one-of");
export type ComplaintState = z.infer<typeof ComplaintState>;

/** Characters of her words, and of what she wants. */
export const COMPLAINT_LENGTH = 3000;
export const WANTS_LENGTH = 1000;
/** Bytes of a form: three thousand characters of any script, as a browser sends them. */
export const COMPLAINT_LIMIT = 65_536;

const base64url = (least: number, most: number) =>
  z.string().check(
    z.regex(/^[0-9A-Za-z_-]+$/, "not-valid"),
    z.refine((value) => value.length >= least, "not-valid"),
    z.refine((value) => value.length <= most, "too-long"),
  );

/** What her browser sealed to a key of the oversight body (HPKE); a form says numbers as text. */
export const SealedWords = z.strictObject({
  to: OrganisationId,
  version: z.string().check(z.regex(/^[1-9]\d{0,5}$/, "not-a-number")),
  enc: base64url(87, 87),
  text: base64url(24, 22_000),
});
export type SealedWords = z.infer<typeof SealedWords>;

/** A name of an organisation of the crisis, this platform, or somebody else. */
export const ComplaintAbout = z.union([OrganisationId, z.literal("platform"), z.literal("other")], {
  error: "choose-one",
});

/** Either `words`, which the door seals before anything is stored, or `sealed`. */
export const ComplaintGiven = z.strictObject({
  id: ComplaintId,
  wordId: ComplaintWordId,
  crisisId: CrisisId,
  lang: Language,
  kind: z.enum(complaintKinds, "choose-one"),
  about: ComplaintAbout,
  words: z.optional(text(COMPLAINT_LENGTH)),
  wants: z.optional(text(WANTS_LENGTH)),
  sealed: z.optional(SealedWords),
  pin: z.optional(Pin),
  /** She lets the oversight body see her needs and who looked at her case, until it is closed; for this complaint alone. */
  oversee: z.optional(Flag),
});
export type ComplaintGiven = z.infer<typeof ComplaintGiven>;

export const ComplaintReceipt = z.strictObject({
  reference: z.string(),
  /** Null where she chose it herself. */
  pin: z.nullable(z.string()),
  /** Who reads it. */
  reader: LocalText(200),
  acknowledgeBy: Instant,
  outcomeBy: Instant,
});
export type ComplaintReceipt = z.infer<typeof ComplaintReceipt>;

export const ComplaintStep = z.strictObject({ state: ComplaintState, at: Instant });

/** What she reads of it. Her own words are not shown: only the oversight body opens them. */
export const ComplaintForSelf = z.strictObject({
  id: ComplaintId,
  crisisId: CrisisId,
  kind: ComplaintKind,
  about: z.enum(["organisation", "platform", "other"]),
  aboutName: z.nullable(LocalText(200)),
  readerId: OrganisationId,
  reader: LocalText(200),
  state: ComplaintState,
  filedAt: Instant,
  acknowledgeBy: Instant,
  outcomeBy: Instant,
  late: z.boolean(),
  steps: z.array(ComplaintStep),
  /** When she wrote, and what was answered; `text` is null for hers, and where it cannot be opened. */
  words: z.array(z.strictObject({ at: Instant, hers: z.boolean(), text: z.nullable(z.string()) })),
  /** The oversight body may see her case now. */
  oversees: z.boolean(),
  /** Null while it is open. */
  keptUntil: z.nullable(Instant),
});
export type ComplaintForSelf = z.infer<typeof ComplaintForSelf>;

/** Whoever made it comes without a name: by code and PIN, or with a session of her own case, or of looking for somebody. */
const herself = ["nobody", "person", "relative"] as const;
const at = "2011-03-01T06:00:00Z";

export const complaintFile = act({
  name: "complaint.file",
  says: "Somebody complains, without a name if she wants. It goes to an oversight body, and never to whom it is about.",
  kind: "write",
  may: herself,
  limit: COMPLAINT_LIMIT,
  input: ComplaintGiven,
  reply: ComplaintReceipt,
  fails: [
    ...(["recipient-unknown", "complaint-untaken", "already-exists"] as const),
    // Only where she ticked that her case may be seen: it has to be hers, and she in it.
    ...(["signed-out", "not-allowed", "being-deleted"] as const),
  ],
  example: {
    input: {
      id: "cmp_4Q7m2Zk9",
      wordId: "cmw_4Q7m2Zk9",
      crisisId: "crs_libya2011",
      lang: "en",
      kind: "papers",
      about: "other",
      words: "They keep our papers in a drawer and say that we may ask again next week.",
      pin: "391846",
    },
    reply: {
      reference: "4829130574",
      pin: null,
      reader: { en: "Oversight panel" },
      acknowledgeBy: "2011-03-04T06:00:00Z",
      outcomeBy: "2011-03-31T06:00:00Z",
    },
  },
});

export const complaintSignIn = act({
  name: "complaint.signIn",
  says: "Whoever complained comes back with code and PIN; the reply carries the one cookie.",
  kind: "write",
  may: herself,
  input: z.strictObject({ reference: Reference, pin: Pin }),
  reply: z.strictObject({ signedIn: z.literal(true) }),
  fails: ["code-or-pin-wrong"],
  example: { input: { reference: "482 913 0574", pin: "391846" }, reply: { signedIn: true } },
});

export const complaintSee = act({
  name: "complaint.see",
  says: "Whoever complained reads what became of it. Nobody else can: without its own session there is nothing.",
  kind: "read",
  may: herself,
  input: z.strictObject({}),
  reply: ComplaintForSelf,
  fails: [],
  example: {
    input: {},
    reply: {
      id: "cmp_4Q7m2Zk9",
      crisisId: "crs_libya2011",
      kind: "papers",
      about: "other",
      aboutName: null,
      readerId: "org_oversight1",
      reader: { en: "Oversight panel" },
      state: "received",
      filedAt: at,
      acknowledgeBy: "2011-03-04T06:00:00Z",
      outcomeBy: "2011-03-31T06:00:00Z",
      late: false,
      steps: [{ state: "received", at }],
      words: [{ at, hers: true, text: null }],
      oversees: false,
      keptUntil: null,
    },
  },
});

export const complaintSay = act({
  name: "complaint.say",
  says: "Whoever complained writes once more to the oversight body, sealed as her first words were.",
  kind: "write",
  may: herself,
  limit: COMPLAINT_LIMIT,
  input: z.strictObject({
    wordId: ComplaintWordId,
    words: z.optional(text(COMPLAINT_LENGTH)),
    sealed: z.optional(SealedWords),
  }),
  reply: z.strictObject({ at: Instant }),
  fails: ["transition-impossible", "recipient-unknown", "already-exists"],
  example: { input: { wordId: "cmw_8s2Kd03m", words: "It happened again today." }, reply: { at } },
});

export const complaintWithdraw = act({
  name: "complaint.withdraw",
  says: "Whoever complained takes it back; with `erase`, also a closed one, all words of it are deleted at once.",
  kind: "write",
  may: herself,
  input: z.strictObject({ erase: z.optional(Flag) }),
  reply: z.strictObject({ at: Instant }),
  fails: ["transition-impossible"],
  example: { input: {}, reply: { at } },
});
