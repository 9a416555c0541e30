// A person of a travel group: age or year of birth, kept at the precision in which it was said. Never 1 January.
import * as z from "zod/mini";
import { plainDigits } from "./kit/fields.ts";

/** `age:34` as said on the day of registration, or `year:1990`. */
const kept = z.string().check(z.regex(/^(age:\d{1,3}|year:\d{4})$/, "not-an-age"));

/** One field for both: "34" is an age, "1990" is a year, in the digits of any script. */
export const Born = z.pipe(
  z.pipe(
    z.union([z.number(), z.string().check(z.maxLength(40, "too-long"))]),
    z.transform((value: number | string) => {
      const plain = plainDigits(String(value)).trim();
      if (/^(age|year):\d+$/.test(plain)) return plain;
      if (!/^\d{1,4}$/.test(plain)) return "not-an-age";
      const number = Number(plain);
      if (number <= 120) return `age:${String(number)}`;
      return number >= 1880 ? `year:${String(number)}` : "not-an-age";
    }),
  ),
  kept,
);
export type Born = z.infer<typeof Born>;

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
