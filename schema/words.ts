// Every sentence that people read, by language: one file each in words/, the same keys in all of them.
// A language that no named reviewer has signed is a draft, and says so; English then stands beside what keeps people safe.
import { sayFrom, type Values } from "./kit/say.ts";
import ar from "./words/ar.json" with { type: "json" };
import en from "./words/en.json" with { type: "json" };

export type { Values } from "./kit/say.ts";

export interface WordFile {
  lang: string;
  dir: "ltr" | "rtl";
  endonym: string;
  reviewed: boolean;
  words: Record<string, string>;
}

const files: Record<string, WordFile> = { en: en as WordFile, ar: ar as WordFile };

export const wordLanguages = Object.keys(files);

export function fileOf(lang: string): WordFile {
  return files[lang] ?? (en as WordFile);
}

export function isReviewed(lang: string): boolean {
  return files[lang]?.reviewed === true;
}

/** Consent, danger, permits, medical words, codes, leaving and where to go: what harms when it is misread (ruling 8). */
const critical =
  /^(consent|danger|permit|permitState|permitGround|waiver|medical|pin|exit|notice|place\.exact|journey\.go)\./;

export function isSafetyCritical(key: string): boolean {
  return critical.test(key);
}

/**
 * The sentence of a key, with `{placeholders}` filled in. Where `count` is given and the key has plural forms
 * (`key.one`, `key.other`), the language's own rule chooses. A missing key falls back to English, then to the key.
 */
export function say(lang: string, key: string, values: Values = {}): string {
  return sayFrom([fileOf(lang), en as WordFile], key, values);
}

/** The English sentence to show beside a draft, where misreading it harms; null where none is needed. */
export function beside(lang: string, key: string, values: Values = {}): string | null {
  return lang === "en" || isReviewed(lang) || !isSafetyCritical(key) ? null : say("en", key, values);
}

/** A moment in words, in UTC, which is said: `1 March 2011, 06:00 UTC`. Western digits, so that codes and times read alike. */
export function sayTime(lang: string, instant: string): string {
  const locale = lang === "ar" ? "ar-u-nu-latn" : lang;
  const text = new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
    timeZone: "UTC",
  });
  return `${text.format(new Date(instant))} UTC`;
}
