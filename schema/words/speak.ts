// How sentences are found and filled in, over any set of word files. Which files: words.ts takes all that people read,
// words/desk.ts those of the officers. Of the runtime's locale data only plural rules are used.
import { dirOf, endonymOf } from "../kit/language.ts";
import { sayFrom, type Values } from "../kit/say.ts";
import { isSafetyCritical } from "./critical.ts";

/** A file of words/ as it stands there. */
export interface WordFile {
  lang: string;
  reviewed: boolean;
  /** Who signed for every sentence, and on which day; only of reviewed files. */
  reviewer?: string;
  reviewedOn?: string;
  /** A day of the Gregorian calendar: `{d} {m} {y}`, or with `{iso}`, and what its months are called. */
  date: { pattern: string; months: string[] };
  words: Record<string, string>;
}

export interface Spoken extends WordFile {
  dir: "ltr" | "rtl";
  endonym: string;
}

export type { Values } from "../kit/say.ts";

/** Speech over word files; the English one has to be among them, and stands in for what another lacks. */
export function speechOf(files: readonly WordFile[]) {
  const known = new Map<string, Spoken>(
    files.map((file) => [file.lang, { ...file, dir: dirOf(file.lang), endonym: endonymOf(file.lang) }]),
  );
  const englishFile = known.get("en");
  if (englishFile === undefined) throw new Error("words need an English file");
  const english: Spoken = englishFile;

  /** The file of a language, or the English one. */
  function fileOf(lang: string): Spoken {
    return known.get(lang) ?? english;
  }

  function isReviewed(lang: string): boolean {
    return known.get(lang)?.reviewed === true;
  }

  /**
   * The sentence of a key, with `{placeholders}` filled in. Where `count` is given and the key has plural forms
   * (`key.one`, `key.other`), the language's own rule chooses. A missing key falls back to English, then to the key.
   */
  function say(lang: string, key: string, values: Values = {}): string {
    return sayFrom([fileOf(lang), english], key, values);
  }

  /** Whether the sentence stands in that very language: where it does not, English is shown and marked as English. */
  function speaks(lang: string, key: string): boolean {
    const words = known.get(lang)?.words ?? {};
    return Object.hasOwn(words, key) || Object.hasOwn(words, `${key}.other`);
  }

  /** The English sentence to show beside a draft, where misreading it harms; null where none is needed. */
  function beside(lang: string, key: string, values: Values = {}): string | null {
    const needed = lang !== "en" && !isReviewed(lang) && isSafetyCritical(key) && speaks(lang, key);
    return needed ? say("en", key, values) : null;
  }

  /** For places that hold text alone (an option, a title): a draft's sentence with its English in brackets. */
  function sayBoth(lang: string, key: string, values: Values = {}): string {
    const also = beside(lang, key, values);
    return also === null ? say(lang, key, values) : `${say(lang, key, values)} (\u2068${also}\u2069)`;
  }

  /** A day in words: `1 March 2011`. Western digits, as everywhere here, so that codes, days and times read alike. */
  function sayDay(lang: string, instant: string): string {
    const iso = new Date(instant).toISOString();
    const [y = "", month = "", day = ""] = iso.slice(0, 10).split("-");
    const { pattern, months } = fileOf(lang).date;
    const parts = { d: Number(day), m: months[Number(month) - 1] ?? month, y, iso: iso.slice(0, 10) };
    return sayFrom([{ lang, words: { pattern } }], "pattern", parts);
  }

  /** A moment in words, in UTC, which is said: `1 March 2011, 06:00 UTC`. */
  function sayTime(lang: string, instant: string): string {
    const comma = fileOf(lang).dir === "rtl" ? "،" : ",";
    return `${sayDay(lang, instant)}${comma} ${new Date(instant).toISOString().slice(11, 16)} UTC`;
  }

  return {
    wordLanguages: [...known.keys()] as readonly string[],
    fileOf,
    isReviewed,
    speaks,
    say,
    sayBoth,
    beside,
    sayDay,
    sayTime,
  };
}
