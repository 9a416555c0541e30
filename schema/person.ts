// What a travel group and each of its people may be asked: nothing about status before the law, employer or visa.
// Age or year of birth are kept at the precision and in the calendar in which they were said; never 1 January (R21).
import * as z from "zod/mini";
import { PersonId, plainDigits, text } from "./kit/fields.ts";
import { listOf } from "./kit/typed.ts";
import { NeedKind } from "./need.ts";

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

/** Whose phone it is: who else may read what is sent to it. */
export const phoneOwners = ["own", "shared", "other"] as const;
export const PhoneOwner = z.enum(phoneOwners, "not-one-of");

/** The calendar in which a year was said. `gregorian` is the one that most countries use. */
export const calendars = ["gregorian", "ethiopian", "nepali"] as const;
export const Calendar = z.enum(calendars, "not-one-of");
export type Calendar = z.infer<typeof Calendar>;
/** For somebody whose age nobody knows in years: to 2, to 17, to 59, older. */
export const ageBands = ["baby", "child", "adult", "older"] as const;
export const AgeBand = z.enum(ageBands, "not-one-of");
export type AgeBand = z.infer<typeof AgeBand>;

/** What is kept is what was said: `age:34` on the day of registration, `year:1990`, `ethiopian:1983`, `nepali:2047`, `about:child`. */
const kept = z
  .string()
  .check(
    z.regex(/^(age:\d{1,3}|(year|ethiopian|nepali):\d{4}|about:(baby|child|adult|older))$/, "not-an-age"),
  );

/** One field for both: "34" is an age, "1990" is a year, in the digits of any script. */
export const Born = z.pipe(
  z.pipe(
    z.union([z.number(), z.string().check(z.maxLength(40, "too-long"))]),
    z.transform((value: number | string) => {
      const plain = plainDigits(String(value)).trim();
      if (plain.startsWith("about:")) return plain;
      const said = /^(?:(age|year|ethiopian|nepali):)?(\d{1,4})$/.exec(plain);
      if (said === null) return "not-an-age";
      const number = Number(said[2]);
      const kind = said[1] ?? (number <= 120 ? "age" : "year");
      if (kind === "age" ? number > 120 : number < (kind === "year" ? 1880 : 1870)) return "not-an-age";
      return `${kind}:${String(number)}`;
    }),
  ),
  kept,
);
export type Born = z.infer<typeof Born>;

export const PersonGiven = z.strictObject({
  /** One field, in any script, never split. */
  name: z.optional(text(200)),
  born: z.optional(Born),
  /** Counts where `born` says a year. */
  calendar: z.optional(Calendar),
  /** Counts where `born` says nothing. */
  ageBand: z.optional(AgeBand),
  relation: z.optional(Relation),
  document: z.optional(Document),
  /** What this person needs; place, phone and all other needs are the group's. */
  needs: z.optional(listOf(NeedKind, 11)),
});
export type PersonGiven = z.infer<typeof PersonGiven>;

export const PersonSeen = z.strictObject({
  id: PersonId,
  name: z.nullable(z.string()),
  born: z.nullable(Born),
  relation: z.nullable(Relation),
  document: z.nullable(Document),
  needs: z.optional(z.array(NeedKind)),
  /** The name as it reads in Unicode, where it seems to be typed in the Zawgyi encoding (R22). For officers. */
  nameRead: z.optional(z.string()),
});

/** What is kept of an age that was given in up to three fields; null where none was. */
export function bornOf({ born, calendar, ageBand }: Omit<PersonGiven, "name">): Born | null {
  if (born === undefined) return ageBand === undefined ? null : `about:${ageBand}`;
  const year = /^year:(\d{4})$/.exec(born)?.[1];
  return year === undefined || calendar === undefined || calendar === "gregorian"
    ? born
    : `${calendar}:${year}`;
}

/** Languages whose readers count years in two calendars, and which the other one is. */
export const otherCalendar: Readonly<Record<string, Calendar>> = {
  am: "ethiopian",
  ti: "ethiopian",
  ne: "nepali",
};

/**
 * A year that an Amharic or Tigrinya reader gave without its calendar: seven or eight years lie between the two, and
 * both look true. In Nepali they are 56 or 57 apart: a year that has not come shows which one was meant.
 */
export function needsCalendar(lang: string, { born, calendar }: Omit<PersonGiven, "name">): boolean {
  return otherCalendar[lang] === "ethiopian" && calendar === undefined && born?.startsWith("year:") === true;
}

/** The two Gregorian years over which one year of another calendar lies: a new year begins in September, or in April. */
export function gregorianYears(calendar: "ethiopian" | "nepali", year: number): [number, number] {
  return calendar === "ethiopian" ? [year + 7, year + 8] : [year - 57, year - 56];
}

/** The first Gregorian year in which somebody can be born; null where no year was said. */
function firstYear(born: string): number | null {
  const [kind, number] = born.split(":");
  if (kind === "year") return Number(number);
  return kind === "ethiopian" || kind === "nepali" ? gregorianYears(kind, Number(number))[0] : null;
}

const roughly: Readonly<Record<string, number>> = { baby: 1, child: 10, adult: 35, older: 65 };

/** Age in years at a moment; a year of birth gives the age reached within that year, so it may be one too many. */
export function ageAt(born: string, now: Date): number | null {
  const [kind = "", number = ""] = born.split(":");
  if (kind === "age") return Number(number);
  if (kind === "about") return roughly[number] ?? null;
  const year = firstYear(born);
  return year === null ? null : now.getUTCFullYear() - year;
}

/** A year of birth that has not come yet. */
export function isBornInFuture(born: string, now: Date): boolean {
  return (firstYear(born) ?? 0) > now.getUTCFullYear();
}
