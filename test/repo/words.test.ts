// The word files: every key in every language, the same gaps, the plural forms of each language's own rule, nothing left in
// English; every sentence said somewhere and every key that is said written; officers' words kept from people's pages.
import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import { acts } from "../../schema/concepts.ts";
import { toldAloud } from "../../schema/consent-notice.ts";
import { alwaysFails } from "../../schema/kit/act.ts";
import { languages } from "../../schema/kit/language.ts";
import { problems } from "../../schema/kit/problem.ts";
import { partWords } from "../../web/words/build.ts";
import { isSaid, saidIn } from "../../web/words/said.ts";
import { faultsOf, gapsOf, missingIn, readWords, sealOf } from "../../worker/local/word-files.ts";
import { code, exists, files, read, sourceOf } from "./source.ts";

const english = readWords("en");
const others = languages.filter((lang) => lang !== "en");
/** What officers read, at the desk and at the gate: files of their own in two languages. */
type Own = ReturnType<typeof readWords>;
const ofOfficers = ["desk", "gate"].filter((place) => exists(`schema/words/${place}/en.json`));
const own = (place: string, lang: string): Own =>
  JSON.parse(read(`schema/words/${place}/${lang}.json`)) as Own;
const deskWords = own("desk", "en").words;

/** Short lists, to be read in a report. */
const some = (list: readonly string[]) =>
  list.length > 12 ? [...list.slice(0, 12), `… ${list.length - 12} more`] : list;

describe("the files of words", () => {
  it("are one for each language, and two where only officers read", () => {
    const there = files.filter((path) => /^schema\/words\/[a-z]+\.json$/.test(path));
    expect(there).toEqual(languages.map((lang) => `schema/words/${lang}.json`).sort());
    for (const lang of languages) expect(readWords(lang).lang).toBe(lang);
    for (const place of ofOfficers)
      expect(files.filter((path) => path.startsWith(`schema/words/${place}/`))).toEqual(
        ["ar", "en"].map((lang) => `schema/words/${place}/${lang}.json`),
      );
  });
  it("hold their keys in order, and nothing beside what a file has", () => {
    const parts = ["lang", "reviewed", "reviewer", "reviewedOn", "seal", "date", "words"];
    for (const lang of languages) {
      const file = readWords(lang);
      expect(Object.keys(file).filter((part) => !parts.includes(part))).toEqual([]);
      expect(Object.keys(file.words)).toEqual(Object.keys(file.words).toSorted());
      expect(
        gapsOf(file.date.pattern).filter((gap) => !["{d}", "{m}", "{y}", "{iso}"].includes(gap)),
      ).toEqual([]);
      expect(new Set(file.date.months).size).toBe(12);
    }
  });
  it("of a reviewed language carry a signature that holds for what stands there now", () => {
    const wrong = others
      .map(readWords)
      .filter((file) => file.reviewed && file.seal !== sealOf(english, file));
    expect(
      wrong.map(({ lang }) => `${lang}: changed since it was signed (npm run review -- ${lang})`),
    ).toEqual([]);
  });
});

describe("English", () => {
  it("is whole and short: no sentence above 160 characters", () => {
    expect(some(faultsOf(english, english))).toEqual([]);
    expect(missingIn(english, english)).toEqual([]);
    expect(Object.entries(english.words).filter(([, text]) => text.length > 160)).toEqual([]);
  });
});

describe("a translation", () => {
  for (const lang of others) {
    it(`into ${lang} has every key`, () => {
      expect(some(missingIn(english, readWords(lang)))).toEqual([]);
    });
    it(`into ${lang} keeps gaps and plural forms, and holds no markup, marks of direction, other digits or English`, () => {
      expect(some(faultsOf(english, readWords(lang)))).toEqual([]);
    });
  }
  for (const place of ofOfficers)
    it(`of the ${place}'s own words is whole too`, () => {
      const [english, arabic] = [own(place, "en"), own(place, "ar")];
      expect(some(missingIn(english, arabic))).toEqual([]);
      expect(some(faultsOf(english, arabic))).toEqual([]);
      expect(some(faultsOf(english, english))).toEqual([]);
    });
});

const saidBy = (paths: readonly string[]) => saidIn(paths.map(read));

describe("sentences", () => {
  const plain = saidBy(code.filter((path) => /^(web\/plain|worker\/(?!local\/))/.test(path)));
  const all = saidBy(code.filter((path) => /^(web|worker\/(?!local\/)|schema\/kit\/age)/.test(path)));

  it("that an officer reads aloud first are those that the record keeps", () => {
    const told = /const told = (\[[^\]]+\])/.exec(read("web/desk/intake/notice.tsx"))?.[1] ?? "[]";
    expect(JSON.parse(told)).toEqual([...toldAloud]);
  });
  it("of people are each said on some page", () => {
    expect(some(Object.keys(english.words).filter((key) => !isSaid(plain, key)))).toEqual([]);
  });
  it("of officers are each said at the desk", () => {
    // The audit names every act.
    const keys = ofOfficers.flatMap((place) => Object.keys(own(place, "en").words));
    expect(some(keys.filter((key) => !key.startsWith("act.") && !isSaid(all, key)))).toEqual([]);
  });
  it("that pages name are written, in the file of those who read them", () => {
    const groups = new Set(
      Object.keys(deskWords)
        .concat(Object.keys(english.words))
        .map((key) => key.split(".")[0]),
    );
    const named = (paths: readonly string[]) =>
      paths.flatMap((path) =>
        [
          ...read(path).matchAll(
            /(?:\bk=|\bk: |say\w*\(\w+, |beside\(\w+, |\bt\(|hint=|none=)\{?"([a-zA-Z]+\.[\w.-]+)"/g,
          ),
        ]
          .map(([, key = ""]) => key)
          .filter((key) => groups.has(key.split(".")[0]))
          .map((key) => ({ path, key })),
      );
    const lacks = (words: Record<string, string>, key: string) =>
      !Object.hasOwn(words, key) && !Object.hasOwn(words, `${key}.other`);
    const wrong = [
      ...named(code.filter((path) => /^(web\/plain|worker\/(?!local\/))/.test(path))).filter(({ key }) =>
        lacks(english.words, key),
      ),
      ...named(code.filter((path) => /^web\/(?!plain\/)/.test(path))).filter(
        ({ key }) => lacks(english.words, key) && lacks(deskWords, key),
      ),
    ];
    expect(some(wrong.map(({ path, key }) => `${path}: ${key}`))).toEqual([]);
    expect(plain.whole.size).toBeGreaterThan(50);
  });
  it("stand for every problem: those that a person can meet in all languages, the others at the desk", () => {
    // Where desks and nobody may, and no person, `nobody` is an officer who is about to sign in.
    const officers = (may: readonly string[]) => may.includes("supervisor") && !may.includes("person");
    const meets = acts
      .filter((act) => act.may.some((one) => one === "person" || one === "nobody") && !officers(act.may))
      .flatMap((act) => [...alwaysFails(act), ...act.fails]);
    const lacks = (words: Record<string, string>, codes: readonly string[]) =>
      [...new Set(codes)].filter((one) => !Object.hasOwn(words, `problem.${one}`));
    expect(lacks(english.words, meets)).toEqual([]);
    expect(lacks({ ...english.words, ...deskWords }, Object.keys(problems))).toEqual([]);
  });
  it("stand for every act at the desk, which shows the audit", () => {
    expect(
      acts.filter((act) => !Object.hasOwn(deskWords, `act.${act.name}`)).map(({ name }) => name),
    ).toEqual([]);
  });
});

describe("who carries which words", () => {
  const reaches = (path: string, to: string) =>
    sourceOf(path).imports.some(
      (one) => !one.typeOnly && one.from.startsWith(".") && posix.join(posix.dirname(path), one.from) === to,
    );
  it("the desk and the gate carry their two languages, not twenty", () => {
    const wrong = code.filter((path) => /^web\/(?!plain\/)/.test(path) && reaches(path, "schema/words.ts"));
    expect(wrong).toEqual([]);
  });
  it("people's pages and the worker carry no words of officers; the desk's own page is the one exception", () => {
    const wrong = code.filter(
      (path) =>
        path !== "worker/page/desk.ts" &&
        /^(web\/plain|worker\/(?!local\/))/.test(path) &&
        reaches(path, "schema/words/desk.ts"),
    );
    expect(wrong).toEqual([]);
  });
  it("the desk's first file holds a small part, and the two parts hold all", () => {
    for (const lang of ["en", "ar"]) {
      const { first, rest } = partWords(lang);
      const all = { ...readWords(lang).words, ...own("desk", lang).words };
      expect({ ...first.words, ...rest.words }).toEqual(all);
      expect(Object.keys(first.words).filter((key) => Object.hasOwn(rest.words, key))).toEqual([]);
      expect(first.words["desk.queue"]).toBe(all["desk.queue"]);
      expect(Object.keys(first.words).length).toBeLessThan(Object.keys(all).length / 3);
    }
  });
  it("no sentence stands in two files", () => {
    const keys = [english, ...ofOfficers.map((place) => own(place, "en"))].flatMap(({ words }) =>
      Object.keys(words),
    );
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  });
});
