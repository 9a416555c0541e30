// Whether somebody who is looked for may be this person: by name across spellings and scripts, by the number that she left,
// narrowed by the year of birth. Pure. Being shown in vain costs a person one line; a match is never said to whoever looks.
import { ageAt, gregorianYears, otherCalendar } from "../../schema/person.ts";
import type { Subject } from "../../schema/tracing.rules.ts";
import { rank, type Word, wordsOf } from "../find/fold.ts";
import { sameNumber } from "../find/token.ts";

/** As for officers who look by name (worker/find), where it was measured; and each word for itself at least this much: */
const LIKE = 0.72;
const WORD = 0.65;
/** Of years that both sides said; ages that were only guessed are wide apart. */
const YEARS = 2;
const GUESSED = 20;

export interface Sought {
  name: string;
  born: number | null;
  phone: string | null;
  lang: string;
}

/** True unless both years are known and lie too far apart. A year may have been said in the reader's own calendar. */
export function bornFits(sought: Pick<Sought, "born" | "lang">, born: string | null, now: Date): boolean {
  if (sought.born === null || born === null) return true;
  const age = ageAt(born, now);
  if (age === null) return true;
  const year = now.getUTCFullYear() - age;
  const within = born.startsWith("about:") ? GUESSED : YEARS;
  const calendar = otherCalendar[sought.lang];
  const other =
    calendar === "ethiopian" || calendar === "nepali" ? gregorianYears(calendar, sought.born) : [];
  return [sought.born, ...other].some((one) => Math.abs(one - year) <= within);
}

/** A long name in common (two sisters' fathers) makes two names alike, so each word has to be found as well. */
function allFound(words: readonly Word[], name: readonly Word[]): number {
  if (words.some((one) => rank([one], name) < WORD)) return 0;
  const score = rank(words, name);
  return score >= LIKE ? score : 0;
}

/**
 * Families write more names than a form, or fewer: one side's words are all found on the other. One word alone, as half a
 * village is called, says nobody: it needs the year as well.
 */
function nameFits(asked: readonly Word[], sought: Sought, one: Subject): number {
  const name = wordsOf(one.name ?? "");
  const years = sought.born !== null && one.born !== null;
  const fewest = Math.min(asked.length, name.length);
  return fewest > 1 || (fewest === 1 && years) ? Math.max(allFound(asked, name), allFound(name, asked)) : 0;
}

/**
 * The one of a speaker's people who is meant most likely; null where nobody is. `phone`: the number that whoever registered
 * left as her own; it is enough by itself, and says her, who stands first, where no name fits.
 */
export function meant(
  sought: Sought,
  people: readonly Subject[],
  phone: string | null,
  now: Date,
): Subject | null {
  const asked = wordsOf(sought.name).slice(0, 5);
  const scored = people
    .filter((one) => bornFits(sought, one.born, now))
    .map((one) => ({ one, score: nameFits(asked, sought, one) }))
    .sort((a, b) => b.score - a.score);
  const [best] = scored;
  if (best !== undefined && best.score > 0) return best.one;
  const byNumber = sought.phone !== null && sameNumber(phone, sought.phone);
  return byNumber ? (people[0] ?? null) : null;
}
