// Whether somebody who is looked for may be this person: by name across spellings and scripts, by the number that she left,
// narrowed by the year of birth. Pure. Being shown in vain costs a person one line; a match is never said to whoever looks.
import { ageAt, gregorianYears, otherCalendar } from "../../schema/person.ts";
import type { Subject } from "../../schema/tracing.rules.ts";
import { rank, type Word, wordsOf } from "../find/fold.ts";
import { sameNumber } from "../find/token.ts";

/** As for officers who look by name (worker/find): measured there. */
const LIKE = 0.72;
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

/** One word alone, as half a village is called, says nobody: it needs the year as well. */
function nameFits(asked: readonly Word[], sought: Sought, one: Subject): number {
  const score = one.name === null ? 0 : rank(asked, wordsOf(one.name));
  const enough = asked.length > 1 || (sought.born !== null && one.born !== null);
  return enough && score >= LIKE ? score : 0;
}

/**
 * The one of a speaker's people who is meant most likely; null where nobody is. `phone`: the number that whoever registered
 * left as her own; it is enough by itself, and says herself where no name fits better.
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
  return byNumber ? (scored.find(({ one }) => one.speakerId === "")?.one ?? null) : null;
}
