// Which language a stranger reads, guessed from what her browser says. A guess only: every page names the others, and no
// address is changed for her.
import { isLanguage, type LanguageCode } from "../../schema/kit/language.ts";

/** Codes under which browsers and phones send a language that has another one here. Dari readers send Persian. */
const aliases: Readonly<Record<string, LanguageCode>> = { fa: "prs", in: "id", tl: "fil", tgl: "fil" };

function codeOf(tag: string): LanguageCode | null {
  const [primary = ""] = tag.toLowerCase().split(/[-_]/);
  return isLanguage(primary) ? primary : (aliases[primary] ?? null);
}

/** The best of `shown` by Accept-Language (RFC 9110, 12.5.4); English where none fits. Reads no more than 20 entries. */
export function guessFrom(header: string | undefined, shown: readonly LanguageCode[]): LanguageCode {
  const wanted = (header ?? "")
    .slice(0, 400)
    .split(",", 20)
    .map((entry) => {
      const [tag = "", ...parameters] = entry.trim().split(/\s*;\s*/);
      const [quality = "1"] = parameters.flatMap((one) => /^q\s*=\s*(.*)$/i.exec(one)?.[1] ?? []);
      return { lang: codeOf(tag), weight: Number(quality) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return wanted.map(({ lang }) => lang).find((lang) => lang !== null && shown.includes(lang)) ?? "en";
}
