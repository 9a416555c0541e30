// Countries by the browser's own names. A code that is no state's or territory's, or that was withdrawn, is not offered.
const A = "A".charCodeAt(0);
const letters = Array.from({ length: 26 }, (_, i) => String.fromCharCode(A + i));

/** Groupings, and codes for testing, that have a name and are no country. */
const never = new Set(["EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"]);

/** A withdrawn code stands for the one that came after it (SU → RU): it names nothing of its own. */
const isPresent = (code: string) => new Intl.Locale(`und-${code}`).region === code;

const known = new Map<string, readonly (readonly [code: string, name: string])[]>();

/** ISO 3166-1 alpha-2 and the name in a language, by name. */
export function countries(lang: string): readonly (readonly [code: string, name: string])[] {
  const found = known.get(lang);
  if (found !== undefined) return found;
  const names = new Intl.DisplayNames([lang], { type: "region", fallback: "none" });
  const list = letters.flatMap((first) =>
    letters.flatMap((second) => {
      const code = first + second;
      const name = never.has(code) || !isPresent(code) ? undefined : names.of(code);
      return name === undefined ? [] : [[code, name] as const];
    }),
  );
  list.sort((a, b) => a[1].localeCompare(b[1], lang));
  known.set(lang, list);
  return list;
}

/** `Libya (LY)`: the code as it is written in the contract stands beside the name. */
export function countryName(code: string, lang: string): string {
  const name = countries(lang).find(([one]) => one === code)?.[1];
  return name === undefined ? code : `${name} (${code})`;
}

/** Options of a select: none chosen, then every country. */
export function countryOptions(lang: string): readonly (readonly [string, string])[] {
  return [["", ""], ...countries(lang).map(([code, name]) => [code, `${name} (${code})`] as const)];
}
