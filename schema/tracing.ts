// tracing: somebody looks for a person of her family (a tracing request, as the Red Cross and Red Crescent call it). It is
// shown to those alone who agreed to be looked for and may be meant; what each answers is all that ever leaves. No reply,
// and no waiting, says whether anybody is registered.
import * as z from "zod/mini";
import { act } from "./kit/act.ts";
import { Count, CrisisId, Instant, Language, text } from "./kit/fields.ts";
import { numeric } from "./kit/typed.ts";
import { Pin, Reference } from "./registration.ts";

/** What whoever looks says that she is to the person. Nobody has checked it. */
export const kins = ["parent", "partner", "child", "sibling", "family", "friend"] as const;
export const Kin = z.enum(kins, "not-one-of");
export type Kin = z.infer<typeof Kin>;

const Year = numeric(z.int("not-a-number").check(z.gte(1900, "too-small"), z.lte(2100, "too-large")));

export const TracingGiven = z.strictObject({
  crisisId: CrisisId,
  lang: Language,
  /** Who is looked for. */
  name: text(120),
  born: z.optional(Year),
  phone: z.optional(text(40)),
  /** Who looks. */
  by: text(120),
  kin: Kin,
  byPhone: z.optional(text(40)),
  text: text(500),
  pin: z.optional(Pin),
});
export type TracingGiven = z.infer<typeof TracingGiven>;

export const Written = z.strictObject({ at: Instant, text: z.string() });

/** An answer as whoever looks reads it: that she is alive, and what she chose to add. */
export const Answered = z.strictObject({
  at: Instant,
  text: z.nullable(z.string()),
  phone: z.nullable(z.string()),
});

/** Her own request, to whoever looks. Nothing of anybody else is in it but answers. */
export const TracingForRelative = z.strictObject({
  crisisId: CrisisId,
  name: z.string(),
  born: z.nullable(z.int()),
  phone: z.nullable(z.string()),
  by: z.string(),
  kin: Kin,
  byPhone: z.nullable(z.string()),
  texts: z.array(Written),
  /** How many more texts she may write. */
  left: Count,
  openedAt: Instant,
  /** When it is deleted if she does not come back before. */
  until: Instant,
  answers: z.array(Answered),
});
export type TracingForRelative = z.infer<typeof TracingForRelative>;

export const tracingStates = ["waiting", "answered", "refused", "blocked", "unknown"] as const;

/** Whoever carries no desk's session: a relative needs no account, and a person may look for somebody too. */
const anybody = ["nobody", "person", "relative"] as const;

export const tracingOpen = act({
  name: "tracing.open",
  says: "Somebody looks for a person of her family. The reply is the same whether or not that person is registered.",
  kind: "write",
  may: anybody,
  input: TracingGiven,
  reply: z.strictObject({
    reference: z.string(),
    /** The server-made PIN; null where she chose her own. */
    pin: z.nullable(z.string()),
  }),
  fails: ["crisis-closed"],
  example: {
    input: {
      crisisId: "crs_libya2011",
      lang: "en",
      name: "Amina Haile",
      born: 1985,
      by: "Yusuf",
      kin: "sibling",
      text: "Mother asks about you.",
      pin: "604817",
    },
    reply: { reference: "4829130574", pin: null },
  },
});

export const tracingSignIn = act({
  name: "tracing.signIn",
  says: "Whoever looks for somebody comes back with code and PIN. Wrong tries are slowed down, never locked out for good.",
  kind: "write",
  may: anybody,
  input: z.strictObject({ reference: Reference, pin: Pin }),
  reply: z.strictObject({ signedIn: z.literal(true) }),
  fails: ["code-or-pin-wrong"],
  example: { input: { reference: "4829130574", pin: "604817" }, reply: { signedIn: true } },
});

export const tracingSee = act({
  name: "tracing.see",
  says: "Whoever looks reads her own request and what was answered. Each answer notes when it was read first.",
  kind: "read",
  audited: true,
  may: ["relative"],
  input: z.strictObject({}),
  reply: TracingForRelative,
  fails: [],
  example: {
    input: {},
    reply: {
      crisisId: "crs_libya2011",
      name: "Amina Haile",
      born: 1985,
      phone: null,
      by: "Yusuf",
      kin: "sibling",
      byPhone: null,
      texts: [{ at: "2011-03-01T07:00:00Z", text: "Mother asks about you." }],
      left: 4,
      openedAt: "2011-03-01T07:00:00Z",
      until: "2011-05-30T07:00:00Z",
      answers: [{ at: "2011-03-01T09:00:00Z", text: "I am well.", phone: null }],
    },
  },
});

export const tracingWrite = act({
  name: "tracing.write",
  says: "Whoever looks writes once more. It stands beside the first text, for the same people.",
  kind: "write",
  may: ["relative"],
  input: z.strictObject({ text: text(500) }),
  reply: z.strictObject({ at: Instant, left: Count }),
  fails: ["stale"],
  example: { input: { text: "We are all well." }, reply: { at: "2011-03-02T07:00:00Z", left: 3 } },
});

export const tracingClose = act({
  name: "tracing.close",
  says: "Whoever looks ends and deletes her request: its key is destroyed, and nobody is shown it any more.",
  kind: "write",
  may: ["relative"],
  input: z.strictObject({}),
  reply: z.strictObject({ closed: z.literal(true) }),
  fails: [],
  example: { input: {}, reply: { closed: true } },
});
