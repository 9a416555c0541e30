// From a name to what is compared: its words in Latin letters, and of each the consonants that stay the same however it is
// spelled. Pure. The classes are wide (Gaddafi, Qadhafi and القذافي are one); what they join by mistake, ranking parts.
import { latin } from "./script.ts";

export interface Word {
  /** As it is heard, in Latin letters, no letter twice. */
  plain: string;
  /** Its consonants by class, and whether it begins with a vowel. */
  bones: string;
}

const digraphs: [RegExp, string][] = [
  [/^h(?=[bcdfgklmnprst])/, ""],
  [/sch|shch/g, "s"],
  [/tch|dzh|dj|tj|ch|zh|jh/g, "j"],
  [/sh/g, "s"],
  [/ph/g, "f"],
  [/[kg]h/g, "k"],
  [/[td]h/g, "t"],
  [/bh/g, "b"],
  [/ngh?(?=[^aeiouy]|$)/g, "n"],
  [/ck/g, "k"],
  [/^x/, "s"],
  [/x/g, "ks"],
  [/c(?=[eiy])/g, "s"],
];
const classes: Record<string, string> = Object.fromEntries(
  ["Kckgq", "Tdt", "Pbpfv", "Ssz", "Jj", "Ll", "Rr", "Mm", "Nn", "Hh"].flatMap(([name = "", ...same]) =>
    same.map((letter) => [letter, name]),
  ),
);

const once = (text: string) => text.replace(/(.)\1+/gu, "$1");

function bonesOf(word: string): string {
  if (/\p{Script=Han}/u.test(word)) return word;
  let text = word;
  for (const [from, to] of digraphs) text = text.replace(from, to);
  text = text.replace(/^w/, "v").replace(/(?<=.)h$/, "");
  const rest = [...text].map((letter) => classes[letter] ?? "").join("");
  return once((/^[aeiouy]/.test(text) ? "A" : "") + rest);
}

const wordOf = (text: string): Word => ({ plain: once(text), bones: bonesOf(text) });

/** What stands before a name and is left out as often as not. */
const articles = new Set([
  "al",
  "el",
  "ul",
  "ar",
  "as",
  "ad",
  "an",
  "bin",
  "ibn",
  "ben",
  "bint",
  "de",
  "da",
  "di",
  "la",
]);
const MOST_WORDS = 10;

/** Words of a name; articles only where there is nothing else. */
export function wordsOf(name: string): Word[] {
  const all = latin(name)
    .split(" ")
    .filter((one) => one !== "");
  const kept = all.filter((one) => !articles.has(one));
  return (kept.length > 0 ? kept : all).slice(0, MOST_WORDS).map(wordOf);
}

/** Neighbours written as one: Abdul Rahman and Abdulrahman. */
export function pairsOf(words: readonly Word[]): Word[] {
  return words.slice(1).map((word, i) => wordOf((words[i]?.plain ?? "") + word.plain));
}

const LETTERS = [..."KTPSJLRMNH"];

/** Bones one letter away: one more, one less, another one. For a look-up, never for what is stored. */
export function near(bones: string): string[] {
  if (/\p{Script=Han}/u.test(bones)) return [];
  const found = new Set<string>();
  for (let i = 0; i <= bones.length; i++) {
    const [before, after] = [bones.slice(0, i), bones.slice(i + 1)];
    if (i < bones.length) {
      found.add(before + after);
      for (const letter of LETTERS) found.add(before + letter + after);
    }
    for (const letter of LETTERS) found.add(before + letter + bones.slice(i));
  }
  const made = [...found].map(once).filter((one) => one.length > 1 && one !== bones);
  return [...new Set(made)];
}

/** Edits between two texts, divided by the longer: 1 is the same, 0 nothing in common. */
export function likeness(a: string, b: string): number {
  if (a === b) return 1;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(
        Math.min(
          (row[j] ?? 0) + 1,
          (next[j - 1] ?? 0) + 1,
          (row[j - 1] ?? 0) + (a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1),
        ),
      );
    row = next;
  }
  return 1 - (row[b.length] ?? 0) / Math.max(a.length, b.length, 1);
}

const alike = (a: Word, b: Word) =>
  a.plain === b.plain ? 1 : 0.55 * likeness(a.bones, b.bones) + 0.4 * likeness(a.plain, b.plain);

/**
 * How well a name answers what was asked, 0 to 1: every word that was asked counts, the worst of them most; words more in
 * the name cost little.
 */
export function rank(asked: readonly Word[], name: readonly Word[]): number {
  if (asked.length === 0 || name.length === 0) return 0;
  const joined = pairsOf(name);
  const askedPairs = pairsOf(asked);
  const scores = asked.map((word, i) => {
    const alone = Math.max(0, ...[...name, ...joined].map((one) => alike(word, one)));
    const pairs = [askedPairs[i - 1], askedPairs[i]].filter((one) => one !== undefined);
    const together = Math.max(
      0,
      ...pairs.flatMap((pair) => [...name, ...joined].map((one) => alike(pair, one))),
    );
    return Math.max(alone, together * 0.98);
  });
  const mean = scores.reduce((sum, one) => sum + one, 0) / scores.length;
  return 0.7 * mean + 0.3 * Math.min(...scores) - 0.005 * Math.max(0, name.length - asked.length);
}
