// sms: every text that can be sent, in every language: at most two parts, in one when nobody asked for it; no sign that turns
// a text into UCS-2 by accident; codes, numbers and addresses on lines of their own.
import { describe, expect, it } from "vitest";
import { englishNameOf, type LanguageCode, languages } from "../../schema/kit/language.ts";
import { registrationStates } from "../../schema/registration.ts";
import { partsOf } from "../../schema/sms.rules.ts";
import { beside, fileOf, isReviewed, sayTime } from "../../schema/words.ts";
import type { Settings } from "../../worker/kit/env.ts";
import { choicesIn, commandIn, folded, wordsIn } from "../../worker/sms/rules.ts";
import { type Line, languageList, pageLines, textsOf } from "../../worker/sms/text.ts";

const CODE = "482 913 0574";
const settings = {
  publicUrl: "https://help.example.org",
  unreviewedLanguages: true,
  expectedLanguages: [],
} as unknown as Settings;
const desk = "International Organization for Migration Support";
const own = (lang: string) =>
  Object.entries(fileOf(lang).words).filter(([key]) => key.startsWith("sms.") && fileOf(lang).lang === lang);
const has = (lang: string, key: string) => Object.hasOwn(fileOf(lang).words, key);

/** Every text as it is put together in worker/sms, with values as long as they come. */
function everyText(lang: string): Map<string, string[]> {
  const next: Line = { say: "sms.next", with: { time: sayTime(lang, "2026-09-30T23:59:00Z") } };
  const hotline = "+218 21 000 000 000";
  const texts = new Map<string, Line[]>([
    ["confirm", [{ say: "sms.confirm", with: { desk } }]],
    ["danger", [{ say: "sms.danger" }, hotline]],
    ["receipt", [{ say: "sms.receipt" }, CODE, { say: "sms.pin" }, "391846", { say: "sms.keep" }]],
    ["not by text", [{ say: "sms.notByText" }, { say: "sms.call" }, hotline]],
    ["menu", [{ say: "sms.menu" }, ...pageLines(settings, lang)]],
    ["how to erase", [...pageLines(settings, lang), { say: "sms.call" }, hotline]],
    ["unread", [{ say: "sms.unread", with: { n: 12 } }, ...pageLines(settings, lang)]],
    ["call", [{ say: "sms.call" }, hotline, ...pageLines(settings, lang)]],
    ["deleting", [CODE, { say: "sms.deleting" }]],
    ["wait", [{ say: "sms.wait", with: { minutes: 15 } }]],
    ["news", [{ say: "sms.news" }, CODE]],
  ]);
  for (const state of registrationStates) texts.set(state, [CODE, { say: `sms.state.${state}` }, next]);
  for (const key of [
    "place",
    "people",
    "needs",
    "why",
    "safe",
    "safeYes",
    "safeNo",
    "none",
    "noted",
    "again",
  ])
    texts.set(key, [{ say: `sms.${key}` }]);
  for (const key of ["slip", "wrong", "pinToo", "erase", "onPaper"]) texts.set(key, [{ say: `sms.${key}` }]);
  return new Map([...texts].map(([name, lines]) => [name, textsOf(lang, ...lines)]));
}

describe("a text", () => {
  for (const lang of languages)
    it(`in ${englishNameOf(lang)} takes two parts at most, and news takes one`, () => {
      const long = [...everyText(lang)].flatMap(([name, texts]) =>
        texts
          .map((text) => ({ name, ...partsOf(text) }))
          .filter(({ parts }) => parts > (name === "news" ? 1 : 2)),
      );
      expect(long).toEqual([]);
    });
  it("with an office of a very long name is shortened, not lengthened", () => {
    for (const lang of languages) {
      const [text = ""] = textsOf(lang, { say: "sms.confirm", with: { desk: "দূতাবাস ".repeat(15) } });
      expect(partsOf(text).parts).toBeLessThanOrEqual(2);
      expect(text).toContain("দূতাবাস");
    }
  });
  it("that is grave is followed by English where its language is a draft", () => {
    for (const lang of languages.filter((one) => one !== "en" && has(one, "sms.confirm"))) {
      const texts = textsOf(lang, { say: "sms.confirm", with: { desk: "Desk" } });
      expect(texts).toHaveLength(isReviewed(lang) ? 1 : 2);
      expect(beside(lang, "sms.confirm") === null).toBe(isReviewed(lang));
      expect(textsOf(lang, { say: "sms.people" })).toHaveLength(1);
    }
  });
});

describe("the list of languages", () => {
  it("shows each once, in texts of two parts, whatever is expected", () => {
    const orders: LanguageCode[][] = [[], ["bn", "ne", "ti"], ["ar", "am", "my", "si", "ta"]];
    for (const expectedLanguages of orders) {
      const seen: string[] = [];
      let from = 0;
      for (let page = 0; page < 9; page++) {
        const { text, next } = languageList({ ...settings, expectedLanguages }, from);
        expect(partsOf(text).parts).toBeLessThanOrEqual(2);
        seen.push(...text.split("\n").slice(1));
        from = next;
        if (next === 0) break;
      }
      const numbers = seen.filter((line) => line !== "0 +").map((line) => Number(line.split(" ")[0]));
      expect(numbers.toSorted((a, b) => a - b)).toEqual(languages.map((_, i) => i + 1));
      if (expectedLanguages[0] !== undefined)
        expect(numbers[0]).toBe(languages.indexOf(expectedLanguages[0]) + 1);
    }
  });
});

describe("a sentence", () => {
  it("holds no curly quote, dash or dots, which would make a text of few letters a long one", () => {
    const wrong = languages.flatMap((lang) =>
      own(lang)
        .filter(([, sentence]) => /[’‘“”–—…]/.test(sentence))
        .map(([key]) => `${lang} ${key}`),
    );
    expect(wrong).toEqual([]);
  });
  it("names no code, number or address in its middle, and nobody who sends it", () => {
    const wrong = languages.flatMap((lang) =>
      own(lang)
        .filter(([, sentence]) =>
          /\{(code|pin|phone|address|reference|name)\}|causeway|https?:/i.test(sentence),
        )
        .map(([key]) => `${lang} ${key}`),
    );
    expect(wrong).toEqual([]);
  });
  it("that nobody asked for tells nothing: no state, no place, no office", () => {
    for (const lang of languages.filter((one) => has(one, "sms.news")))
      expect(fileOf(lang).words["sms.news"]).not.toMatch(/\{/);
    expect(fileOf("en").words["sms.news"]).toBe("You have 1 new message. Code:");
  });
  it("that asks for needs numbers them as they are read", () => {
    for (const lang of languages.filter((one) => has(one, "sms.needs"))) {
      const sentence = fileOf(lang).words["sms.needs"] ?? "";
      expect([lang, sentence.match(/\d/g)?.join("")]).toEqual([lang, "123456780"]);
      expect(choicesIn(sentence, 8)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    }
  });
  it("that asks for a word asks for one that is understood", () => {
    const within = (lang: string, key: string, command: Parameters<typeof commandIn>[2]) => {
      const words = wordsIn(folded(fileOf(lang).words[key] ?? ""));
      return words.some((_, i) =>
        [1, 2, 3].some((n) => commandIn(words.slice(i, i + n).join(" "), 0, command) !== null),
      );
    };
    const asks = [
      ["sms.confirm", "yes"],
      ["sms.confirm", "no"],
      ["sms.safe", "yes"],
      ["sms.safe", "no"],
      ["sms.safeYes", "stop"],
      ["sms.again", "stop"],
      ["sms.menu", "stop"],
      ["sms.menu", "start"],
      ["sms.menu", "alive"],
    ] as const;
    const wrong = languages.flatMap((lang) =>
      asks
        .filter(([key, command]) => has(lang, key) && !within(lang, key, [command]))
        .map(([key, command]) => `${lang} ${key} asks for ${command}`),
    );
    expect(wrong).toEqual([]);
  });
});
