// access: the record of a look at a person: who, when, under which of her consents, and which kinds of answers it showed.
// No acts of its own: every read that shows a person writes it, and she reads it on her page and in her file.
import * as z from "zod/mini";
import { Purpose } from "./consent.ts";
import { Count, Instant } from "./kit/fields.ts";
import { GlassKind, GlassReason } from "./kit/glass.ts";

/** Kinds of answers, a bit each in `access.fields`: new ones are added at the end. */
export const accessFields = [
  "names",
  "born",
  "documents",
  "phone",
  "barriers",
  "told",
  "note",
  "messages",
  "needs",
  "area",
  "place",
  "permit",
  "looks",
  /** Confidential notes of an organisation about her: that they were read; what stands in them the platform cannot read. */
  "notes",
  /** On which movements she has seats, and what she answered. */
  "seats",
] as const;
export const AccessField = z.enum(accessFields, "not-one-of");
export type AccessField = z.infer<typeof AccessField>;

/** Looks of one organisation on one day, for her page: what all of them showed together, and when the last one was. */
export const LooksForSelf = z.strictObject({
  name: z.string(),
  at: Instant,
  times: Count,
  fields: z.array(AccessField),
  /** An officer had to give a reason, which others check; left out where it was ordinary work. */
  reasoned: z.optional(z.literal(true)),
});
export type LooksForSelf = z.infer<typeof LooksForSelf>;

/** One look as it stands in her file. */
export const LookWhole = {
  act: z.string(),
  at: Instant,
  /** Null for looks of before this was written down. */
  purpose: z.nullable(Purpose),
  fields: z.array(AccessField),
  /** Left out where no reason was asked for. `alone`: the glass was broken, one officer did what takes two. */
  reason: z.optional(z.strictObject({ kind: GlassKind, word: GlassReason })),
};
