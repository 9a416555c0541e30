// How well names of others are found by their partner in another script: the same tokens and the same ranking as a search,
// over all names of the table at once. Used by the check of others' files and by the measurement.
import { likeness, near, pairsOf, rank, type Word, wordsOf } from "../../worker/find/fold.ts";
import { readTable } from "./csv.ts";

/** As in worker/find/routes.ts. */
const [OPENED, SHOWN, LIKE] = [50, 20, 0.72];

export interface Quality {
  asked: number;
  /** Found at all, and first or level with the first. */
  found: number;
  first: number;
  shown: number;
  /** Shown ones that are the name itself or romanised nearly like it. */
  right: number;
}

interface Entry {
  text: string;
  words: Word[];
  roman: string;
}

function index(entries: readonly Entry[]): Map<string, Set<number>> {
  const tokens = new Map<string, Set<number>>();
  const put = (token: string, n: number) => tokens.set(token, (tokens.get(token) ?? new Set()).add(n));
  entries.forEach(({ words }, n) => {
    for (const word of words) {
      put(`spelled ${word.plain}`, n);
      put(`heard ${word.bones}`, n);
    }
    for (const word of pairsOf(words)) put(`heard ${word.bones}`, n);
  });
  return tokens;
}

function search(name: string, entries: readonly Entry[], tokens: Map<string, Set<number>>) {
  const asked = wordsOf(name);
  const scores = new Map<number, number>();
  asked.forEach((word, i) => {
    const best = new Map<number, number>();
    const add = (token: string, weight: number) => {
      for (const n of tokens.get(token) ?? []) best.set(n, Math.max(best.get(n) ?? 0, weight));
    };
    add(`spelled ${word.plain}`, 4);
    for (const one of [word, ...pairsOf(asked).slice(Math.max(0, i - 1), i + 1)]) {
      add(`heard ${one.bones}`, one.bones.length > 1 ? 3 : 1);
      if (one.bones.length > 2) for (const bones of near(one.bones)) add(`heard ${bones}`, 1);
    }
    for (const [n, weight] of best) scores.set(n, (scores.get(n) ?? 0) + weight);
  });
  return [...scores]
    .sort(([, a], [, b]) => b - a)
    .slice(0, OPENED)
    .map(([n]) => ({ entry: entries[n], score: rank(asked, entries[n]?.words ?? []) }))
    .filter((one) => one.score >= LIKE)
    .sort((a, b) => b.score - a.score)
    .slice(0, SHOWN);
}

const plain = (name: string) =>
  wordsOf(name)
    .map((word) => word.plain)
    .join("");

interface Pair {
  text: string;
  romanized: string;
  script: string;
}

/** Names as the table has them, or two of the same place after one another as one full name. */
function pairs(full: boolean): Pair[] {
  const table = readTable("names/person_names_multiscript.csv").map((row) => ({
    place: `${row.locale_or_country ?? ""} ${row.script ?? ""}`,
    text: row.text ?? "",
    romanized: row.romanized ?? "",
    script: row.script ?? "",
  }));
  if (!full) return table;
  const known = table.filter((row) => row.romanized !== "");
  return known.flatMap((row, i) => {
    const next = known[i + 1];
    if (i % 2 === 1 || next === undefined || next.place !== row.place) return [];
    return [{ ...row, text: `${row.text} ${next.text}`, romanized: `${row.romanized} ${next.romanized}` }];
  });
}

/** Quality by script of the partner that is asked for. */
export function findingQuality(full = false): Map<string, Quality> {
  const table = pairs(full);
  const entries = table.map((row) => ({
    text: row.text,
    words: wordsOf(row.text),
    roman: plain(row.romanized === "" ? row.text : row.romanized),
  }));
  const tokens = index(entries);
  const by = new Map<string, Quality>();
  for (const { text, romanized, script } of table) {
    if (romanized === "") continue;
    const quality = by.get(script) ?? { asked: 0, found: 0, first: 0, shown: 0, right: 0 };
    by.set(script, quality);
    quality.asked++;
    const shown = search(romanized, entries, tokens);
    const at = shown.find((one) => one.entry?.text === text);
    if (at !== undefined) quality.found++;
    if (at !== undefined && at.score >= (shown[0]?.score ?? 0)) quality.first++;
    quality.shown += shown.length;
    quality.right += shown.filter((one) => likeness(one.entry?.roman ?? "", plain(romanized)) >= 0.6).length;
  }
  return by;
}

/** All but Han characters, whose readings no table of ours holds. */
export function sumOf(by: ReadonlyMap<string, Quality>): Quality {
  const sum = { asked: 0, found: 0, first: 0, shown: 0, right: 0 };
  for (const [script, one] of by)
    if (script !== "Hani")
      for (const key of ["asked", "found", "first", "shown", "right"] as const) sum[key] += one[key];
  return sum;
}
