// Countries by their two letters (ISO 3166-1, and XK), and what each is called in a language. The runtime's Intl knows most
// languages; the four that workerd does not know are in country/, written out from CLDR 48 (Unicode License v3).
import my from "./country/my.json" with { type: "json" };
import ne from "./country/ne.json" with { type: "json" };
import si from "./country/si.json" with { type: "json" };
import ti from "./country/ti.json" with { type: "json" };

const own: Readonly<Record<string, Readonly<Record<string, string>>>> = { my, ne, si, ti };

/** Languages whose names of countries stand here. */
export const ownCountryLanguages = Object.keys(own);

export const countries: readonly string[] = Object.keys(ne);

const known = new Map<string, Intl.DisplayNames>();

/** The name of a country; its two letters where there is none. */
export function sayCountry(lang: string, code: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  const table = own[lang];
  if (table !== undefined) return table[code] ?? code;
  let names = known.get(lang);
  if (names === undefined) {
    names = new Intl.DisplayNames([lang, "en"], { type: "region" });
    known.set(lang, names);
  }
  return names.of(code) ?? code;
}

/** How names are compared: without what differs between two ways of typing the same one. */
const plain = (name: string) =>
  name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\p{M}\p{P}\s]/gu, "");

/** The country that somebody means who writes in a language: its name there or in English, or its letters. Null: none. */
export function findCountry(lang: string, said: string): string | null {
  const wanted = plain(said);
  const names = (code: string) => [code, sayCountry(lang, code), sayCountry("en", code)];
  return countries.find((code) => names(code).some((name) => plain(name) === wanted)) ?? null;
}
