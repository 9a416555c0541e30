// tracing, for the person herself: agreeing to be looked for, who looks, and what she answers. Each adult of a group for
// herself. Not answering, blocking and waiting are one to whoever looks.
import * as z from "zod/mini";
import { act } from "./kit/act.ts";
import { Instant, Language, MatchId, text } from "./kit/fields.ts";
import { Flag } from "./kit/typed.ts";
import { Answered, Kin, Written } from "./tracing.ts";

/** Somebody who looks for her, or for a child of hers, as that person wrote it. */
export const TracingForSelf = z.strictObject({
  id: MatchId,
  /** Who of the group is looked for. */
  about: z.nullable(z.string()),
  by: z.string(),
  kin: Kin,
  phone: z.nullable(z.string()),
  texts: z.array(Written),
  at: Instant,
  state: z.enum(["waiting", "answered"]),
  /** What she answered, and when it was read first. */
  answer: z.nullable(z.strictObject({ ...Answered.shape, readAt: z.nullable(Instant) })),
});
export type TracingForSelf = z.infer<typeof TracingForSelf>;

const own = {
  id: "trm_7Hq2Lm90sTa",
  about: "Amina",
  by: "Yusuf",
  kin: "sibling" as const,
  phone: null,
  texts: [{ at: "2011-03-01T07:00:00Z", text: "Mother asks about you." }],
  at: "2011-03-01T07:00:00Z",
  state: "waiting" as const,
  answer: null,
};

export const tracingMine = act({
  name: "tracing.mine",
  says: "The person reads who looks for her, and whether she agreed to be looked for. Each adult for herself.",
  kind: "read",
  may: ["person"],
  input: z.strictObject({}),
  reply: z.strictObject({
    /** Null: she did not agree, or its time is over. */
    agreed: z.nullable(z.strictObject({ since: Instant, until: Instant })),
    /** False for a child who registered alone, and until she has said that what another asked for her is right. */
    mayAgree: z.boolean(),
    /** Newest first; what she does not answer or has blocked stands here no more. */
    requests: z.array(TracingForSelf),
  }),
  fails: [],
  example: {
    input: {},
    reply: {
      agreed: { since: "2011-03-01T06:00:00Z", until: "2011-05-30T06:00:00Z" },
      mayAgree: true,
      requests: [own],
    },
  },
});

export const tracingAgree = act({
  name: "tracing.agree",
  says: "The person agrees that those who look for her may be shown to her; said again, its time starts anew.",
  kind: "write",
  may: ["person"],
  input: z.strictObject({ lang: z.optional(Language) }),
  reply: z.strictObject({ given: z.literal(true), at: Instant, until: Instant }),
  fails: ["crisis-closed", "consent-missing"],
  example: {
    input: { lang: "en" },
    reply: { given: true, at: "2011-03-01T06:00:00Z", until: "2011-05-30T06:00:00Z" },
  },
});

export const tracingDisagree = act({
  name: "tracing.disagree",
  says: "The person takes that back. Her answers are deleted with it; whoever looks sees what she saw before.",
  kind: "write",
  may: ["person"],
  input: z.strictObject({ lang: z.optional(Language) }),
  reply: z.strictObject({ given: z.literal(false), at: Instant }),
  fails: [],
  example: { input: { lang: "en" }, reply: { given: false, at: "2011-03-01T06:05:00Z" } },
});

export const tracingAnswer = act({
  name: "tracing.answer",
  says: "The person lets whoever looks for her know that she is alive, with words and a phone number only if she adds them.",
  kind: "write",
  may: ["person"],
  input: z.strictObject({ id: MatchId, text: z.optional(text(500)), phone: z.optional(text(40)) }),
  reply: z.strictObject({ id: MatchId, at: Instant }),
  fails: ["consent-missing"],
  example: {
    input: { id: "trm_7Hq2Lm90sTa", text: "I am well." },
    reply: { id: "trm_7Hq2Lm90sTa", at: "2011-03-01T09:00:00Z" },
  },
});

export const tracingRefuse = act({
  name: "tracing.refuse",
  says: "The person does not answer, blocks whoever looks, or says that she does not know that person. Nobody is told.",
  kind: "write",
  may: ["person"],
  input: z.strictObject({ id: MatchId, block: z.optional(Flag), unknown: z.optional(Flag) }),
  reply: z.strictObject({ id: MatchId }),
  fails: [],
  example: { input: { id: "trm_7Hq2Lm90sTa", block: true }, reply: { id: "trm_7Hq2Lm90sTa" } },
});

export const tracingTakeBack = act({
  name: "tracing.takeBack",
  says: "The person takes an answer back: its words are deleted, and whoever looks sees what she saw before.",
  kind: "write",
  may: ["person"],
  input: z.strictObject({ id: MatchId }),
  reply: z.strictObject({ id: MatchId }),
  fails: [],
  example: { input: { id: "trm_7Hq2Lm90sTa" }, reply: { id: "trm_7Hq2Lm90sTa" } },
});
