// What somebody may add about one person after the receipt: optional, explained, sealed, read by those who help her. The
// six questions are the short set of the Washington Group on Disability Statistics: their words, their order, their
// answers, and no name given to what they measure. They were made for adults.
import * as z from "zod/mini";
import { Language, text } from "./kit/fields.ts";
import { listOf } from "./kit/typed.ts";

export const sexes = ["female", "male", "other"] as const;
export const difficulties = [
  "seeing",
  "hearing",
  "walking",
  "remembering",
  "washing",
  "communicating",
] as const;
export const degrees = ["none", "some", "much", "cannot"] as const;
const Degree = z.optional(z.enum(degrees, "not-one-of"));

export const Told = z.strictObject({
  sex: z.optional(z.enum(sexes, "not-one-of")),
  /**
   * In her own words; kept as two letters (ISO 3166-1, XX for none) where they name a country. Asked here and nowhere
   * else; it decides nothing (MISSION M2).
   */
  nationality: z.optional(text(60)),
  speaks: z.optional(listOf(Language, 20)),
  speaksAlso: z.optional(text(100)),
  difficulty: z.optional(
    z.strictObject({
      seeing: Degree,
      hearing: Degree,
      walking: Degree,
      remembering: Degree,
      washing: Degree,
      communicating: Degree,
    }),
  ),
});
export type Told = z.infer<typeof Told>;
