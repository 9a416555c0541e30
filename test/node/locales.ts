// What this Node's full locale data says, for tests in workerd, which has less: days in words, countries, plural forms.
import { languages } from "../../schema/kit/language.ts";
import { countries } from "../../schema/words/country.ts";

export type Locale = {
  /** The 1st, and the 15th, of every month of 2011. */
  days: string[];
  /** Each by its usual name, and by its short one. */
  countries: string[];
  shortCountries: string[];
  plurals: string[];
};

export function localesOfNode(): Record<string, Locale> {
  const of = (lang: string): Locale => {
    const locale = `${lang === "en" ? "en-GB" : lang}-u-ca-gregory-nu-latn`;
    const day = new Intl.DateTimeFormat(locale, {
      day: "numeric",
      month: "long",
      year: "numeric",
      timeZone: "UTC",
    });
    const named = (style: "long" | "short") => {
      const names = new Intl.DisplayNames(lang, { type: "region", fallback: "none", style });
      return countries.map((code) => names.of(code) ?? "");
    };
    return {
      days: Array.from({ length: 24 }, (_, i) =>
        day.format(Date.UTC(2011, Math.floor(i / 2), i % 2 === 0 ? 1 : 15)),
      ),
      countries: named("long"),
      shortCountries: named("short"),
      plurals: new Intl.PluralRules(lang).resolvedOptions().pluralCategories,
    };
  };
  return Object.fromEntries(languages.map((lang) => [lang, of(lang)]));
}
