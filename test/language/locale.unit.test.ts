// Days, times, countries and plurals in every language, inside workerd, which lacks the data of four of them: compared
// with what Node's full data (CLDR) says.
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { languages } from "../../schema/kit/language.ts";
import { countries, ownCountryLanguages, sayCountry } from "../../schema/words/country.ts";
import { say, sayDay, sayTime } from "../../schema/words.ts";
import type { Locale } from "../node/locales.ts";

const node: Record<string, Locale> = env.TEST_LOCALES;
const days = Array.from(
  { length: 24 },
  (_, i) => `2011-${String(Math.floor(i / 2) + 1).padStart(2, "0")}-${i % 2 === 0 ? "01" : "15"}T23:59:00Z`,
);

/** Which kind of space keeps a line together differs from one release of the data to the next. */
const plain = (text: string) => text.replace(/\s/g, " ");

/** Node has them all: a language that it lacks would be compared with English. */
const lacks = Object.entries(node).filter(([lang, { days }]) => lang !== "en" && /March/.test(days[4] ?? ""));

describe("what Node knows", () => {
  it("is every language", () => {
    expect(Object.keys(node)).toEqual([...languages]);
    expect(lacks).toEqual([]);
  });
});

describe("a day in words", () => {
  for (const lang of languages)
    it(`is right in ${lang}`, () => {
      const ours = days.map((day) => plain(sayDay(lang, day)));
      // CLDR 48 calls Gregorian months by the names of Sinhala lunar months, which are other days; these are the usual names.
      if (lang === "si") {
        expect(ours[4]).toBe("2011 මාර්තු 1");
        expect(
          ours.map((day) => day.replace(/\d|\s/g, "")).filter((one, i, all) => all.indexOf(one) === i),
        ).toHaveLength(12);
        return;
      }
      // Tigrinya months are also those of the Ethiopian year: the day stands in digits beside them.
      const theirs = node[lang]?.days
        .map(plain)
        .map((day, i) => (lang === "ti" ? `${day} (${days[i]?.slice(0, 10) ?? ""})` : day));
      expect(ours).toEqual(theirs);
    });
  it("is written in Western digits, with the whole year", () => {
    for (const lang of languages)
      for (const day of days)
        expect(sayDay(lang, day)).toMatch(/^(?=.*\b2011\b)[^\p{Nd}]*(?:[0-9]+[^\p{Nd}]*)+$/u);
  });
});

describe("a moment in words", () => {
  it("has 24 hours and says that it is UTC, in every language", () => {
    for (const lang of languages) {
      expect(sayTime(lang, "2011-03-01T06:05:59Z")).toMatch(/[,،] 06:05 UTC$/);
      expect(sayTime(lang, "2011-03-01T00:00:00.000Z")).toMatch(/ 00:00 UTC$/);
      expect(sayTime(lang, "2011-12-31T23:59:59+00:00")).toMatch(/ 23:59 UTC$/);
    }
    expect(sayTime("en", "2011-03-01T06:00:00Z")).toBe("1 March 2011, 06:00 UTC");
    expect(sayTime("ar", "2011-03-01T06:00:00Z")).toBe("1 مارس 2011، 06:00 UTC");
    expect(sayTime("xx", "2011-03-01T06:00:00Z")).toBe("1 March 2011, 06:00 UTC");
  });
});

describe("a country", () => {
  for (const lang of languages)
    it(`is called as CLDR calls it, in ${lang}`, () => {
      // The runtime's data prefers the short name of three (HK, MO, PS), and both names of one that is contested (FK).
      const { countries: usual = [], shortCountries: short = [] } = node[lang] ?? {};
      const free = ownCountryLanguages.includes(lang) ? "" : "FK";
      const wrong = countries.filter(
        (code, i) => code !== free && ![usual[i], short[i]].includes(sayCountry(lang, code)),
      );
      expect(wrong).toEqual([]);
    });
  it("that is none stays as it is", () => {
    for (const lang of ["en", "ne"])
      for (const code of ["", "bd", "ZZZ", "1"]) expect(sayCountry(lang, code)).toBe(code);
    expect(countries).toHaveLength(250);
    expect(new Set(countries).size).toBe(250);
  });
  it("is carried here only for languages that the runtime does not know", () => {
    const unknown = languages.filter((lang) => Intl.DisplayNames.supportedLocalesOf(lang).length === 0);
    expect([...ownCountryLanguages].sort()).toEqual([...unknown].sort());
  });
});

describe("plural rules", () => {
  it("of the runtime are CLDR's, in every language", () => {
    for (const lang of languages)
      expect(new Intl.PluralRules(lang).resolvedOptions().pluralCategories).toEqual(node[lang]?.plurals);
  });
  it("a key that nobody wrote is shown as it is, and a wrong language in English", () => {
    expect(say("ar", "no.such.key", { count: 2 })).toBe("no.such.key");
    expect(say("xx", "nav.home")).toBe(say("en", "nav.home"));
  });
});
