// The word files of people as they lie on disk, and what is wrong with one: read by `npm run review` and by the tests.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import type { WordFile } from "../../schema/words/speak.ts";
import { at } from "./root.ts";

/** What stands in a file; `seal` binds a signature to the very sentences that were signed. */
export interface SignedFile extends WordFile {
  seal?: string;
}

const pathOf = (lang: string): string => at("schema", "words", `${lang}.json`);

export function readWords(lang: string): SignedFile {
  return JSON.parse(readFileSync(pathOf(lang), "utf8")) as SignedFile;
}

export function writeWords(file: SignedFile): void {
  writeFileSync(pathOf(file.lang), `${JSON.stringify(file, null, 2)}\n`);
}

const FORMS = ["zero", "one", "two", "few", "many", "other"];

/** Keys that have plural forms in English, without their form: `people.count` for `people.count.one` and `.other`. */
export function pluralKeys(english: WordFile): string[] {
  return Object.keys(english.words)
    .filter((key) => key.endsWith(".one") && Object.hasOwn(english.words, key.replace(/one$/, "other")))
    .map((key) => key.replace(/\.one$/, ""));
}

/** The keys that a language has to have: English's, with the plural forms of its own rule (CLDR, through Intl). */
export function keysOf(english: WordFile, lang: string): string[] {
  const plural = pluralKeys(english);
  const ofPlural = (key: string) => plural.some((one) => FORMS.some((form) => key === `${one}.${form}`));
  const forms = new Intl.PluralRules(lang).resolvedOptions().pluralCategories;
  return [
    ...Object.keys(english.words).filter((key) => !ofPlural(key)),
    ...plural.flatMap((key) => forms.map((form) => `${key}.${form}`)),
  ].sort();
}

/** The English sentence of a key; of a plural form that English lacks, its `other`. */
export function englishOf(english: WordFile, key: string): string {
  return english.words[key] ?? english.words[key.replace(/\.\w+$/, ".other")] ?? "";
}

export function missingIn(english: WordFile, own: WordFile): string[] {
  return keysOf(english, own.lang).filter((key) => !Object.hasOwn(own.words, key));
}

export function gapsOf(sentence: string): string[] {
  return [...new Set(sentence.match(/\{\w+\}/g))].sort();
}

/** A form that says its number in words ("one person") may leave the number out. */
function sameGaps(key: string, english: string, own: string): boolean {
  const [wanted, has] = [gapsOf(english), gapsOf(own)];
  const spoken = /\.(zero|one|two)$/.test(key)
    ? wanted.filter((gap) => gap !== "{count}" && gap !== "{n}")
    : wanted;
  return [wanted, spoken].some((gaps) => gaps.join() === has.join());
}

/** Words of English, four or more in a row, that were left standing. */
function leftover(english: string, own: string): boolean {
  const words = (text: string) => text.toLowerCase().match(/[a-z']+/g) ?? [];
  const source = ` ${words(english).join(" ")} `;
  const theirs = words(own.replace(/\{\w+\}/g, " "));
  return theirs.some(
    (_, i) => i + 4 <= theirs.length && source.includes(` ${theirs.slice(i, i + 4).join(" ")} `),
  );
}

/** Everything that is wrong with a language's file, as `key: what`; what is missing is not told here. */
export function faultsOf(english: WordFile, own: WordFile): string[] {
  const known = new Set(keysOf(english, own.lang));
  const faults: string[] = [];
  const tell = (key: string, what: string) => faults.push(`${key}: ${what}`);
  for (const [key, sentence] of Object.entries(own.words)) {
    const source = englishOf(english, key);
    if (!known.has(key)) tell(key, "no such key in English, or no such plural form in this language");
    else if (!sameGaps(key, source, sentence))
      tell(key, `gaps ${gapsOf(sentence).join(" ")} instead of ${gapsOf(source).join(" ")}`);
    if (sentence.trim() === "") tell(key, "is empty");
    if (sentence !== sentence.trim().normalize("NFC") || / {2}|[\t\n]/.test(sentence))
      tell(key, "has stray spaces or is not NFC");
    if (/[<>]|&\w+;/.test(sentence)) tell(key, "holds markup");
    if (/[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/.test(sentence))
      tell(key, "holds a mark of direction");
    if (/(?![0-9])\p{Nd}/u.test(sentence)) tell(key, "holds digits other than 0-9");
    if (own.lang !== "en" && leftover(source, sentence)) tell(key, "holds English");
  }
  return faults;
}

/** A short fingerprint of every sentence beside its English one: a signature holds while neither changes. */
export function sealOf(english: WordFile, own: WordFile): string {
  const hash = createHash("sha256");
  for (const key of keysOf(english, own.lang))
    hash.update(JSON.stringify([key, englishOf(english, key), own.words[key] ?? null]));
  return hash.digest("hex").slice(0, 16);
}
