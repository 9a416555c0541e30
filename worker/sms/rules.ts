// What only the server decides of texts: what somebody says with one, whether a machine wrote it, when to try again. Pure.
// Words are read in every language at once: a relative's phone may speak another one than she does.
import { isChecked } from "../../schema/kit/damm.ts";
import { plainDigits } from "../../schema/kit/fields.ts";
import { endonymOf, englishNameOf, type LanguageCode, languages } from "../../schema/kit/language.ts";
import { fileOf, wordLanguages } from "../../schema/words.ts";

/** What a text may say; the words for it stand in `sms.word.*` of each language, split by commas. */
export const commands = ["stop", "again", "start", "alive", "erase", "yes", "no"] as const;
export type Command = (typeof commands)[number];

/** Accents, harakat, tatweel and hidden marks of direction; what is part of a letter in Indic scripts stays. */
const marks = /[\u0300-\u036f\u0640\u064b-\u0655\u0670\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** A text as it is compared: without case, accents, punctuation and the ways of writing one letter of Arabic twice. */
export function folded(text: string): string {
  return plainDigits(text.normalize("NFKD").replace(marks, "").normalize("NFC"))
    .toLowerCase()
    .replaceAll("ة", "ه")
    .replaceAll("ى", "ي")
    .replaceAll("ی", "ي")
    .replaceAll("ک", "ك")
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
}

/** Phrases of a command in one language; none where its words are not written yet. */
export function phrasesOf(lang: string, command: Command): string[] {
  const words = fileOf(lang).lang === lang ? fileOf(lang).words[`sms.word.${command}`] : undefined;
  return (words ?? "")
    .split(/[,،]/)
    .map(folded)
    .filter((phrase) => phrase !== "");
}

let table: { command: Command; phrase: string; langs: LanguageCode[] }[] | null = null;
function phrases() {
  if (table !== null) return table;
  const byPhrase = new Map<string, { command: Command; phrase: string; langs: LanguageCode[] }>();
  for (const command of commands)
    for (const lang of wordLanguages as readonly LanguageCode[])
      for (const phrase of phrasesOf(lang, command)) {
        const known = byPhrase.get(`${command} ${phrase}`) ?? { command, phrase, langs: [] };
        known.langs.push(lang);
        byPhrase.set(`${command} ${phrase}`, known);
      }
  table = [...byPhrase.values()].sort((a, b) => b.phrase.length - a.phrase.length);
  return table;
}

export function wordsIn(text: string): string[] {
  return text === "" ? [] : text.split(" ");
}

/** The command with which a folded text begins; `more`: how many words may follow it. */
export function commandIn(
  text: string,
  more: number,
  among: readonly Command[] = commands,
): { command: Command; langs: LanguageCode[] } | null {
  const found = phrases().find(
    ({ command, phrase }) =>
      among.includes(command) &&
      (text === phrase || text.startsWith(`${phrase} `)) &&
      wordsIn(text).length - wordsIn(phrase).length <= more,
  );
  return found ?? null;
}

export type Said =
  | { is: "stop" }
  | { is: "again"; lang: LanguageCode | null }
  | { is: "start"; lang: LanguageCode | null }
  | { is: "alive"; reference: string }
  | { is: "back"; reference: string; pin: string; alive: boolean }
  | { is: "code" }
  | { is: "slip" }
  | { is: "erase" }
  | { is: "other" };

/** Words that people put around a code: `code`, `PIN`, a greeting. Longer texts hold other numbers. */
const MOST_LETTERS = 16;

/** What a text says, whatever was asked before. In a conversation a start word counts only alone. */
export function saidIn(text: string, talking: boolean): Said {
  const plain = folded(text);
  const digits = plain.replace(/\D/g, "");
  const letters = plain.replace(/[\d\s]/g, "").length;
  const found = commandIn(plain, 2, ["stop", "again", "erase"]);
  if (found?.command === "stop") return { is: "stop" };
  if (found?.command === "again") return { is: "again", lang: certainOf(found.langs) };
  if ((digits.length === 10 || digits.length === 16) && letters <= MOST_LETTERS) {
    const reference = digits.slice(0, 10);
    const alive = commandIn(plain, 20, ["alive"]) !== null;
    if (isChecked(reference)) {
      if (digits.length === 16) return { is: "back", reference, pin: digits.slice(10), alive };
      return alive ? { is: "alive", reference } : { is: "code" };
    }
    if (alive || digits.length === 16) return { is: "slip" };
  }
  if (found?.command === "erase") return { is: "erase" };
  const start = commandIn(plain, talking ? 0 : 100, ["start"]);
  return start === null ? { is: "other" } : { is: "start", lang: certainOf(start.langs) };
}

/** A word of one language says which; an English word is written by everybody. */
function certainOf(langs: readonly LanguageCode[]): LanguageCode | null {
  return langs.length === 1 && langs[0] !== "en" ? (langs[0] ?? null) : null;
}

/** The language that a reply names: its number in the list, its own or its English name, its code. */
export function languageIn(text: string, among: readonly LanguageCode[]): LanguageCode | null {
  const plain = folded(text);
  const number = /^\d{1,2}$/.test(plain) ? languages[Number(plain) - 1] : undefined;
  if (number !== undefined) return among.includes(number) ? number : null;
  const names = (lang: LanguageCode) => [lang, endonymOf(lang), englishNameOf(lang)].map(folded);
  return among.find((lang) => names(lang).includes(plain)) ?? null;
}

/** The one number that a reply holds: `3`, `we are ৩`. Null where there is none, or more than one. */
export function numberIn(text: string): number | null {
  const found = folded(text).match(/\d+/g) ?? [];
  return found.length === 1 && found[0] !== undefined && found[0].length <= 6 ? Number(found[0]) : null;
}

/** Choices of one digit each, however they are separated: `1 3`, `1,3`, `13`. Null where there is no digit. */
export function choicesIn(text: string, most: number): number[] | null {
  const digits = [...new Set(folded(text).replace(/\D/g, ""))].map(Number);
  if (digits.length === 0 || digits.some((digit) => digit > most)) return null;
  return digits.filter((digit) => digit > 0);
}

let own: string[] | null = null;
/** Sentences of ours, without their gaps: a text that holds one of these was not typed by a person. */
function ownChunks(): string[] {
  if (own !== null) return own;
  const chunks = wordLanguages.flatMap((lang) =>
    Object.entries(fileOf(lang).words)
      .filter(([key]) => key.startsWith("sms.") && !key.startsWith("sms.word."))
      .flatMap(([, sentence]) => sentence.split(/\{\w+\}|[.?!:؟۔।።]/).map(folded)),
  );
  own = [...new Set(chunks.filter((chunk) => chunk.length >= (wordsIn(chunk).length >= 5 ? 18 : 26)))];
  return own;
}

/** Another machine sends our own words back: an echo, or an answer that quotes what it answers. */
export function isEcho(text: string): boolean {
  const plain = folded(text);
  const named = languages.filter((lang) => plain.includes(folded(endonymOf(lang))));
  return named.length >= 4 || ownChunks().some((chunk) => plain.includes(chunk));
}

const MINUTE = 60_000;

/** How long to wait after this many tries: half a minute, doubling, and never more than a quarter of an hour. */
export function waitAfter(tries: number): number {
  return Math.min(15 * MINUTE, 30_000 * 2 ** Math.max(0, tries - 1));
}

/** A text that no gateway took for a day says nothing true any more. */
export const GIVEN_UP_AFTER = 24 * 60 * MINUTE;
/** No answer came: the gateway may have it all the same, and its report says so within this time. */
export const UNSURE = 5 * MINUTE;
/** What nobody asked for waits this long: it can be taken back, and several decisions become one text. */
export const HELD = 30_000;
