// Lost secret number: which three things are asked, and whether an answer matches what was told. Pure. An officer types by
// ear, so spelling may differ a little; a guess must not pass.

import * as z from "zod/mini";
import { plainDigits } from "../../schema/kit/fields.ts";
import { ageAt, Born } from "../../schema/person.ts";
import { PIN_QUESTIONS, type PinFact, pinFacts } from "../../schema/registration-pin.ts";

/** What a request knows of itself, as far as it was told. */
export interface Known {
  phone: string | null;
  names: readonly string[];
  /** Of whoever registered. */
  born: string | null;
  landmark: string | null;
  /** A named place, in the languages that it has. */
  place: readonly string[];
  needs: readonly string[];
  choice: string | null;
  people: number;
  recipients: readonly string[];
  lang: string;
}

function isKnown(fact: PinFact, known: Known): boolean {
  switch (fact) {
    case "phone":
      return digitsOf(known.phone ?? "").length >= 6;
    case "name":
      return known.names.some((name) => wordsOf(name).length > 0);
    case "born":
      // A band ("adult") is no secret.
      return known.born !== null && !known.born.startsWith("about:");
    case "landmark":
      return wordsOf(known.landmark ?? "").length > 0;
    case "place":
      return known.place.length > 0;
    case "need":
      return known.needs.length > 0;
    case "choice":
      return known.choice !== null;
    case "recipient":
      return known.recipients.length > 0;
    case "people":
    case "lang":
      return true;
  }
}

/**
 * Three of the five hardest that are known; which, the seed says, so that asking again asks the same. Hex digits of a
 * keyed hash of the case: nobody outside can tell beforehand.
 */
export function questionsFor(known: Known, seed: string): PinFact[] {
  const hard = pinFacts.filter((fact) => isKnown(fact, known)).slice(0, PIN_QUESTIONS + 2);
  const chosen: PinFact[] = [];
  for (let at = 0; chosen.length < PIN_QUESTIONS && hard.length > 0; at += 4) {
    const draw = Number.parseInt(seed.slice(at, at + 4), 16);
    chosen.push(...hard.splice(draw % hard.length, 1));
  }
  return chosen;
}

const digitsOf = (text: string) => plainDigits(text.normalize("NFKC")).replace(/\D/g, "");

/** Accents and the vowel signs of Arabic are left out: people write with them and without. */
const marks = /[\u0300-\u036f\u064b-\u065f\u0670\u0640]/g;

/** Words of a name or a place, as they are compared. */
export function wordsOf(text: string): string[] {
  const plain = plainDigits(text.normalize("NFKD").replace(marks, ""))
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[أإآٱ]/g, "ا")
    .replace(/ى/g, "ي")
    .replace(/ة/g, "ه");
  return plain.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/** Letters that have to be put in, taken out or changed; stops counting above `most`. */
function distance(a: string, b: string, most: number): number {
  const left = [...a];
  const right = [...b];
  if (Math.abs(left.length - right.length) > most) return most + 1;
  let row = Array.from({ length: right.length + 1 }, (_, i) => i);
  for (const [i, letter] of left.entries()) {
    const next = [i + 1];
    for (const [j, other] of right.entries())
      next.push(
        Math.min((row[j] ?? 0) + (letter === other ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1),
      );
    row = next;
  }
  return row[right.length] ?? most + 1;
}

/** One letter may differ in a word of five or more, two in one of nine or more: what is heard is spelt in many ways. */
function alike(a: string, b: string): boolean {
  const shorter = Math.min([...a].length, [...b].length);
  const most = shorter >= 9 ? 2 : shorter >= 5 ? 1 : 0;
  return distance(a, b, most) <= most;
}

/** Every word of the answer stands in the name; one whole word of it is enough. */
function isName(answer: string, name: string): boolean {
  const said = wordsOf(answer);
  const told = wordsOf(name);
  return said.length > 0 && said.every((word) => told.some((one) => alike(word, one)));
}

/** At least half of the words of the answer, and one of four letters or more, stand in the description. */
function isPlace(answer: string, description: string): boolean {
  const told = wordsOf(description);
  const said = wordsOf(answer);
  const right = said.filter((word) => told.some((one) => alike(word, one)));
  const telling = right.some((word) => [...word].length >= 4 || /\d/.test(word));
  return telling && right.length * 2 >= said.length;
}

/** A year or two of an age may be wrong, and so may the calendar's new year: one year either way. */
function isAge(answer: string, born: string, now: Date): boolean {
  const parsed = z.safeParse(Born, answer);
  if (!parsed.success || parsed.data.startsWith("about:")) return false;
  const [said, told] = [ageAt(parsed.data, now), ageAt(born, now)];
  // A year of another calendar, said without its name.
  const bare = born.split(":")[1] === digitsOf(answer);
  return bare || (said !== null && told !== null && Math.abs(said - told) <= 1);
}

export function isRight(question: PinFact, answer: string, known: Known, now: Date): boolean {
  switch (question) {
    case "phone":
      return (
        digitsOf(answer).length >= 6 && digitsOf(answer).slice(-6) === digitsOf(known.phone ?? "").slice(-6)
      );
    case "name":
      return known.names.some((name) => isName(answer, name));
    case "born":
      return known.born !== null && isAge(answer, known.born, now);
    case "landmark":
      return isPlace(answer, known.landmark ?? "");
    case "place":
      return known.place.some((name) => isPlace(answer, name));
    case "need":
      return known.needs.includes(answer);
    case "choice":
      return known.choice === answer;
    case "people":
      return digitsOf(answer) === String(known.people);
    case "recipient":
      return known.recipients.includes(answer);
    case "lang":
      return known.lang === answer;
  }
}
