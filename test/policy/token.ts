// Words that are said once and nowhere else, so that whoever reads one reads that field of that case.
import type { Random } from "../kit/random.ts";

const letters = "bcdfghjklmnpqrstvwxz";
const vowels = "aeiou";

/** A word of ten letters that no language has, and that never comes twice. */
export function wordsFrom(source: Random): () => string {
  const given = new Set<string>();
  return () => {
    for (;;) {
      const word = Array.from({ length: 5 }, () => source.of([...letters]) + source.of([...vowels])).join("");
      if (given.has(word)) continue;
      given.add(word);
      return word;
    }
  };
}

/** Whether a text holds a word or a number, and not merely as a part of a longer number. */
export function holds(text: string, token: string): boolean {
  for (let at = text.indexOf(token); at !== -1; at = text.indexOf(token, at + 1)) {
    const [before, after] = [text[at - 1] ?? "", text[at + token.length] ?? ""];
    const number = /\d/.test(token[0] ?? "") || /\d$/.test(token);
    if (!number || !(/[\d.]/.test(before) || /\d/.test(after))) return true;
  }
  return false;
}
