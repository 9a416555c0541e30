// Vite plugin: the desk's words as files of one language each, in two parts: what the first page says, and the rest for
// the pages that come later. Which is which is read off the code. Invariant: a sentence stands in one part of a language.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import type { WordFile } from "../../schema/words/speak.ts";
import { isSaid, saidIn, textsFrom } from "./said.ts";

const ID = "virtual:desk-words";
const START = fileURLToPath(new URL("../desk/main.tsx", import.meta.url));
export const deskLanguages = ["en", "ar"] as const;
type Part = "first" | "rest";

/** A part as it travels. */
export type WordPart = Pick<WordFile, "lang" | "date" | "words">;

const fileOf = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../schema/words/${name}.json`, import.meta.url), "utf8")) as WordFile;

/** People's words and officers' own, parted by what the code of the first page says. */
export function partWords(lang: string): Record<Part, WordPart> {
  const said = saidIn(textsFrom(START));
  const people = fileOf(lang);
  const all = Object.entries({ ...people.words, ...fileOf(`desk/${lang}`).words });
  const part = (first: boolean): WordPart => ({
    lang,
    date: people.date,
    words: Object.fromEntries(all.filter(([key]) => isSaid(said, key) === first)),
  });
  return { first: part(true), rest: part(false) };
}

export function deskWords(): Plugin {
  const files = new Map<string, string>();
  const addresses: Record<string, Record<Part, string>> = {};
  let base = "/";
  let folder = "assets";
  const keep = (name: string, content: WordPart): string => {
    const text = JSON.stringify(content);
    const hash = createHash("sha256").update(text).digest("base64url").slice(0, 8);
    const path = `${folder}/words-${name}-${hash}.json`;
    files.set(path, text);
    return `${base}${path}`;
  };
  const make = () => {
    if (files.size > 0) return;
    for (const lang of deskLanguages) {
      const { first, rest } = partWords(lang);
      addresses[lang] = { first: keep(lang, first), rest: keep(`${lang}-rest`, rest) };
    }
  };
  return {
    name: "desk-words",
    configResolved(config) {
      base = config.base;
      folder = config.build.assetsDir;
    },
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    load(id) {
      if (id !== `\0${ID}`) return undefined;
      make();
      return `export const wordFiles = ${JSON.stringify(addresses)};`;
    },
    generateBundle() {
      for (const [fileName, source] of files) this.emitFile({ type: "asset", fileName, source });
    },
    // The page names them, so that they come beside the code and not after it; the worker leaves the reader's language.
    transformIndexHtml: {
      order: "post",
      handler() {
        make();
        return deskLanguages.map((lang) => ({
          tag: "link",
          attrs: {
            rel: "preload",
            as: "fetch",
            crossorigin: true,
            hreflang: lang,
            href: addresses[lang]?.first ?? "",
          },
          injectTo: "head" as const,
        }));
      },
    },
  };
}
