// Which sentences code says: keys that it names whole, and the beginnings of those that it puts together. Build time and
// tests only. Invariant: it may find a key too many, and never one too few.
import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** Keys named whole, and `state.` of `state.${one}` as a pattern. */
export interface Said {
  whole: Set<string>;
  parts: RegExp[];
}

export function saidIn(texts: readonly string[]): Said {
  const whole = new Set<string>();
  const parts: RegExp[] = [];
  for (const text of texts) {
    for (const [, key = ""] of text.matchAll(/["'`]([a-zA-Z]+(?:\.[\w-]+)+)["'`]/g)) whole.add(key);
    for (const [, key = ""] of text.matchAll(/`([a-zA-Z]+\.(?:[\w.-]|\$\{(?:[^{}`]|\{[^{}]*\})*\})*)`/g))
      if (key.includes("${"))
        parts.push(
          new RegExp(
            `^${key
              .split(/\$\{(?:[^{}`]|\{[^{}]*\})*\}/)
              .map((one) => one.replaceAll(".", "\\."))
              .join("[\\w.-]+")}$`,
          ),
        );
  }
  return { whole, parts };
}

const form = /\.(zero|one|two|few|many|other)$/;

/** Plural forms are said by the key that they belong to. */
export function isSaid({ whole, parts }: Said, key: string): boolean {
  return [key, key.replace(form, "")].some((one) => whole.has(one) || parts.some((part) => part.test(one)));
}

const taken = /^(?:import|export)\s+(?!type\b)(?:[^;"']*?\sfrom\s+)?"(\.[^"]+\.tsx?)"/gm;

/** Texts of a file and of all that come with it: what is asked for later, or for its types alone, is no part. */
export function textsFrom(path: string): string[] {
  const seen = new Set<string>();
  const texts: string[] = [];
  const take = (file: string) => {
    if (seen.has(file) || !existsSync(file)) return;
    seen.add(file);
    const text = readFileSync(file, "utf8");
    texts.push(text);
    for (const [, from = ""] of text.matchAll(taken)) take(resolve(dirname(file), from));
  };
  take(path);
  return texts;
}
