// What a travel group and each of its people may be asked: nothing about status before the law, employer or visa.
// Age or year of birth are kept at the precision in which they were said; never 1 January.
import * as z from "zod/mini";
import { PersonId, plainDigits, text } from "./kit/fields.ts";

/** MISSION M3, the ways of being stranded that may be asked. Violence is never asked: `callback` stands for it. */
export const barriers = [
  "unrest",
  "disaster",
  "climate",
  "epidemic",
  "border-closed",
  "no-papers",
  "no-money",
  "unwilling",
  "imprisoned",
  "in-shelter",
  "work-conduct",
  "dependant",
  "abandoned",
] as const;
export const Barrier = z.enum(barriers, "not-one-of");

export const documents = ["original", "copy", "photo", "none", "held"] as const;
export const Document = z.enum(documents, "not-one-of");
export const relations = ["self", "partner", "child", "parent", "sibling", "other"] as const;
export const Relation = z.enum(relations, "not-one-of");
/** MISSION M8: the choice is hers, can change, and never lowers help. */
export const choices = ["home", "another-country", "safe-zone", "stay", "undecided"] as const;
export const Choice = z.enum(choices, "not-one-of");
export const dangers = ["now", "soon", "no"] as const;
export const Danger = z.enum(dangers, "not-one-of");

/** `age:34` as said on the day of registration, or `year:1990`. */
const kept = z.string().check(z.regex(/^(age:\d{1,3}|year:\d{4})$/, "not-an-age"));

/** One field for both: "34" is an age, "1990" is a year, in the digits of any script. */
export const Born = z.pipe(
  z.pipe(
    z.union([z.number(), z.string().check(z.maxLength(40, "too-long"))]),
    z.transform((value: number | string) => {
      const said = /^(?:(age|year):)?(\d{1,4})$/.exec(plainDigits(String(value)).trim());
      if (said === null) return "not-an-age";
      const number = Number(said[2]);
      const kind = said[1] ?? (number <= 120 ? "age" : "year");
      if (kind === "age" ? number > 120 : number < 1880) return "not-an-age";
      return `${kind}:${String(number)}`;
    }),
  ),
  kept,
);
export type Born = z.infer<typeof Born>;

export const PersonGiven = z.strictObject({
  name: z.optional(text(200)),
  born: z.optional(Born),
  relation: z.optional(Relation),
  document: z.optional(Document),
});
export type PersonGiven = z.infer<typeof PersonGiven>;

export const PersonSeen = z.strictObject({
  id: PersonId,
  name: z.nullable(z.string()),
  born: z.nullable(Born),
  relation: z.nullable(Relation),
  document: z.nullable(Document),
});

/** Age in years at a moment; a year of birth gives the age reached within that year, so it may be one too many. */
export function ageAt(born: string, now: Date): number | null {
  const [kind, number] = born.split(":");
  if (kind === "age") return Number(number);
  return kind === "year" ? now.getUTCFullYear() - Number(number) : null;
}

/** A year of birth that has not come yet, or an age that nobody reaches. */
export function isBornInFuture(born: string, now: Date): boolean {
  return born.startsWith("year:") && Number(born.slice(5)) > now.getUTCFullYear();
}
