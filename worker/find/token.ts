// Keyed tokens of names and numbers: what a look-up compares, so that no readable index of names is kept. The crisis is part
// of the key: the same name in two crises has nothing in common. 24 bits are kept: enough to narrow, too few to name anybody.

import { plainDigits } from "../../schema/kit/fields.ts";
import type { Settings } from "../kit/env.ts";
import { keyedNumbers } from "../kit/seal.ts";
import type { SealedPerson, SealedRegistration } from "../registration/store.ts";
import { near, pairsOf, type Word, wordsOf } from "./fold.ts";

/** What somebody looks for: one of its words, at what weight. */
export interface Sought {
  text: string;
  word: number;
  weight: number;
}

const spelled = (word: Word) => `spelled ${word.plain}`;
const heard = (bones: string) => `heard ${bones}`;
/** The end of a number is the same with the country before it and without. */
const TAIL = 8;
export const LEAST_DIGITS = 7;

export const digitsOf = (phone: string): string => plainDigits(phone.normalize("NFKC")).replace(/\D/g, "");
const ending = (digits: string) => `number ${digits.slice(-TAIL)}`;

/** True where the one that was typed ends as the one that is kept. */
export function sameNumber(kept: string | null, typed: string): boolean {
  const [a, b] = [digitsOf(kept ?? ""), digitsOf(typed)];
  return a.length >= LEAST_DIGITS && a.slice(-TAIL) === b.slice(-TAIL);
}

/** @PRIVACY readable only here: what goes on is keyed. */
export function textsOf(
  sealed: Pick<SealedRegistration, "phone">,
  persons: readonly Pick<SealedPerson, "name">[],
): string[] {
  const texts = persons.flatMap(({ name }) => {
    const words = wordsOf(name ?? "");
    return [
      ...words.flatMap((word) => [spelled(word), heard(word.bones)]),
      ...pairsOf(words).map((word) => heard(word.bones)),
    ];
  });
  const digits = digitsOf(sealed.phone ?? "");
  return [...new Set(digits.length >= LEAST_DIGITS ? [...texts, ending(digits)] : texts)];
}

export function tokensOf(
  settings: Settings,
  crisisId: string,
  sealed: Pick<SealedRegistration, "phone">,
  persons: readonly Pick<SealedPerson, "name">[],
): Promise<number[]> {
  return keyedNumbers(settings, `find:${crisisId}`, textsOf(sealed, persons));
}

/** As it was spelled weighs most, as it is heard next, one sound away least. */
export function soughtByName(words: readonly Word[]): Sought[] {
  const pairs = pairsOf(words);
  return words.flatMap((word, i) => {
    const bones = [word, ...pairs.slice(Math.max(0, i - 1), i + 1)].map((one) => one.bones);
    return [
      { text: spelled(word), word: i, weight: 4 },
      ...bones.map((one) => ({ text: heard(one), word: i, weight: one.length > 1 ? 3 : 1 })),
      ...bones
        .filter((one) => one.length > 2)
        .flatMap(near)
        .map((one) => ({ text: heard(one), word: i, weight: 1 })),
    ];
  });
}

export const soughtByNumber = (phone: string): Sought[] => [
  { text: ending(digitsOf(phone)), word: 0, weight: 4 },
];

export async function keyed(
  settings: Settings,
  crisisId: string,
  sought: readonly Sought[],
  space = `find:${crisisId}`,
): Promise<{ token: number; word: number; weight: number }[]> {
  const tokens = await keyedNumbers(
    settings,
    space,
    sought.map((one) => one.text),
  );
  return sought.map(({ word, weight }, i) => ({ token: tokens[i] ?? 0, word, weight }));
}
