// What the reader of word files finds wrong, tried on small files of its own; and that a signature holds only for what was
// signed.
import { describe, expect, it } from "vitest";
import {
  faultsOf,
  keysOf,
  missingIn,
  pluralKeys,
  readWords,
  type SignedFile,
  sealOf,
} from "../../worker/local/word-files.ts";

const { date } = readWords("en");
const file = (lang: string, words: Record<string, string>): SignedFile => ({
  lang,
  reviewed: false,
  date,
  words,
});
const english = file("en", {
  "a.count.one": "{count} person",
  "a.count.other": "{count} people",
  "a.day": "Until {day} at {place}.",
  "a.long": "We do not give your answers to the police.",
  "a.other": "Other",
});

describe("keys", () => {
  it("have the plural forms of each language's own rule, and only where English has a plural", () => {
    expect(pluralKeys(english)).toEqual(["a.count"]);
    const forms = (lang: string) => keysOf(english, lang).filter((key) => key.startsWith("a.count"));
    expect(forms("id")).toEqual(["a.count.other"]);
    expect(forms("ar").map((key) => key.slice(8))).toEqual(["few", "many", "one", "other", "two", "zero"]);
    expect(forms("ru")).toHaveLength(4);
    expect(keysOf(english, "id")).toContain("a.other");
    expect(missingIn(english, file("id", { "a.count.other": "{count} orang", "a.other": "Lain" }))).toEqual([
      "a.day",
      "a.long",
    ]);
  });
});

describe("a fault", () => {
  const found = (lang: string, key: string, sentence: string) =>
    faultsOf(english, file(lang, { [key]: sentence })).map((fault) => fault.slice(key.length + 2));
  it("is none in a good sentence, of any script", () => {
    expect(found("bn", "a.day", "{place}-এ {day} পর্যন্ত।")).toEqual([]);
    expect(found("prs", "a.other", "می\u200cخواهم")).toEqual([]);
    expect(found("ar", "a.count.two", "شخصان")).toEqual([]);
    expect(found("fr", "a.long", "Nous ne donnons vos réponses ni à la police ni à personne.")).toEqual([]);
  });
  it("is a gap that is missing, new or of another name", () => {
    expect(found("fr", "a.day", "Jusqu'au {day}.")[0]).toMatch(/^gaps \{day\} instead of/);
    expect(found("fr", "a.day", "Jusqu'au {jour} à {place}.")).toHaveLength(1);
    expect(found("fr", "a.other", "Autre {n}")).toHaveLength(1);
    expect(found("fr", "a.count.other", "des personnes")).toHaveLength(1);
  });
  it("is a key or a plural form that is not its own", () => {
    expect(found("fr", "a.nothing", "Rien")[0]).toMatch(/^no such key/);
    expect(found("id", "a.count.one", "{count} orang")[0]).toMatch(/^no such key/);
  });
  it("is markup, a mark of direction, digits of its own, stray space, nothing at all", () => {
    for (const wrong of ["<b>Autre</b>", "Autre &amp;", "a > b"])
      expect(found("fr", "a.other", wrong)).toHaveLength(1);
    for (const mark of ["\u200e", "\u200f", "\u202b", "\u2067", "\ufeff"])
      expect(found("ar", "a.other", `آخر${mark}ون`)).toEqual(["holds a mark of direction"]);
    expect(found("ne", "a.other", "६ अंक")).toEqual(["holds digits other than 0-9"]);
    for (const space of [" Autre", "Autre ", "Au  tre", "Au\ntre", "e\u0301"])
      expect(found("fr", "a.other", space)).toEqual(["has stray spaces or is not NFC"]);
    expect(found("fr", "a.other", "")).toEqual(["is empty"]);
  });
  it("is English that was left, of four words or more, and no shorter", () => {
    expect(found("fil", "a.long", "We do not give sa pulis.")).toEqual(["holds English"]);
    expect(found("my", "a.long", "We do not give your answers to the police.")).toEqual(["holds English"]);
    expect(found("fil", "a.other", "Other")).toEqual([]);
  });
});

describe("a signature", () => {
  it("holds until a sentence, its English, or a key changes", () => {
    const words = {
      "a.count.other": "{count} orang",
      "a.day": "{day} {place}",
      "a.long": "Tidak.",
      "a.other": "Lain",
    };
    const seal = sealOf(english, file("id", words));
    expect(seal).toMatch(/^[0-9a-f]{16}$/);
    expect(sealOf(english, file("id", { ...words }))).toBe(seal);
    expect(sealOf(english, file("id", { ...words, "a.other": "Lainnya" }))).not.toBe(seal);
    const changed = file("en", { ...english.words, "a.other": "Others" });
    expect(sealOf(changed, file("id", words))).not.toBe(seal);
    const more = file("en", { ...english.words, "a.new": "New" });
    expect(sealOf(more, file("id", words))).not.toBe(seal);
  });
});
