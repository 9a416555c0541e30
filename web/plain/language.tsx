// Every language in its own letters, as large as a thumb. No flags: a language is not a country.
import type { LanguageCode } from "../../schema/kit/language.ts";
import { dirOf, endonymOf } from "../../schema/kit/language.ts";
import { say } from "../../schema/words.ts";
import { document } from "./shell.tsx";
import type { Common } from "./view.ts";

export interface LanguagesView extends Common {
  languages: readonly LanguageCode[];
  /** The page that she came from, without its language: `/r`. */
  to: string;
}

export function renderLanguages(view: LanguagesView): string {
  const { lang, languages, to } = view;
  return document({
    ...view,
    languagesAt: null,
    title: say(lang, "home.language"),
    children: (
      <>
        <h1>{say(lang, "home.language")}</h1>
        <nav class="tiles tongues" aria-label={say(lang, "home.language")}>
          {languages.map((one) => (
            <a key={one} href={`/${one}${to}`} lang={one} dir={dirOf(one)} hreflang={one}>
              {endonymOf(one)}
            </a>
          ))}
        </nav>
      </>
    ),
  });
}
