// What a text of ours looks like: sentences of words/, one to a line; codes, numbers and addresses on lines of their own, so
// that no script turns them around. At most two parts; beside a draft's grave sentences English follows as a second text.
import type { Crisis } from "../../schema/crisis.ts";
import { inLanguage, type LocalText } from "../../schema/kit/fields.ts";
import { endonymOf, inOrder, type LanguageCode, languages } from "../../schema/kit/language.ts";
import { MOST_PARTS, partsOf } from "../../schema/sms.rules.ts";
import { beside, isReviewed, say, type Values } from "../../schema/words.ts";
import type { Settings } from "../kit/env.ts";

/** A sentence by its key, or a line that stands as it is. */
export type Line = string | { say: string; with?: Values };

const fits = (text: string) => partsOf(text).parts <= MOST_PARTS;

function composed(lang: string, lines: readonly Line[]): string {
  return lines.map((line) => (typeof line === "string" ? line : say(lang, line.say, line.with))).join("\n");
}

/** Names of offices may be long: they are shortened until the text is none too long. */
function fitted(lang: string, lines: readonly Line[]): string {
  for (let most = 60; most > 8; most -= 4) {
    const text = composed(
      lang,
      lines.map((line) =>
        typeof line === "string" || line.with === undefined ? line : shortened(line, most),
      ),
    );
    if (fits(text)) return text;
  }
  return composed(lang, lines);
}

function shortened(line: { say: string; with?: Values }, most: number): Line {
  const cut = (value: string | number) => {
    const chars = [...String(value)];
    return chars.length <= most ? value : `${chars.slice(0, most - 1).join("")}.`;
  };
  return {
    say: line.say,
    with: Object.fromEntries(Object.entries(line.with ?? {}).map(([name, value]) => [name, cut(value)])),
  };
}

/** The text in her language; and in English after it, where hers is a draft and misreading it harms. */
export function textsOf(lang: string, ...lines: Line[]): string[] {
  const grave = lines.some((line) => typeof line !== "string" && beside(lang, line.say, line.with) !== null);
  return [fitted(lang, lines), ...(grave ? [fitted("en", lines)] : [])];
}

/** Languages that this deployment shows (ruling 8), those that it expects first. */
export function spokenLanguages(settings: Settings): LanguageCode[] {
  return inOrder(
    languages.filter((lang) => lang === "en" || settings.unreviewedLanguages || isReviewed(lang)),
    settings.expectedLanguages,
  );
}

/** As many lines as fit beneath a first one; `0` leads on where more are left. Replies with where the next page begins. */
function listed(first: string, entries: readonly string[], from: number): { text: string; next: number } {
  let text = first;
  for (let i = from; i < entries.length; i++) {
    const more = `${text}\n${entries[i] ?? ""}`;
    if (!fits(i + 1 < entries.length || from > 0 ? `${more}\n0 +` : more))
      return { text: `${text}\n0 +`, next: i };
    text = more;
  }
  return from > 0 ? { text: `${text}\n0 +`, next: 0 } : { text, next: 0 };
}

/** Every language has the same number everywhere, whichever are shown: it can stand on a poster. */
export function languageList(settings: Settings, from: number): { text: string; next: number } {
  const entries = spokenLanguages(settings).map(
    (lang) => `${String(languages.indexOf(lang) + 1)} ${endonymOf(lang)}`,
  );
  return listed(say("en", "sms.language"), entries, from);
}

/** Names are shortened until all of them stand in one text. */
export function crisisList(lang: string, crises: readonly Crisis[]): string {
  const name = (local: LocalText, most: number) => [...inLanguage(local, lang).text].slice(0, most).join("");
  const at = (most: number) =>
    [
      say(lang, "sms.crisis"),
      ...crises.map((crisis, i) => `${String(i + 1)} ${name(crisis.name, most)}`),
    ].join("\n");
  return [30, 20, 12, 8].map(at).find(fits) ?? at(6);
}

/** A number to call, where the crisis has one. */
export function callLines(hotline: string | null): Line[] {
  return hotline === null ? [] : [{ say: "sms.call" }, hotline];
}

/** The page to come back to, without what a phone does not need to find it. */
export function pageLines(settings: Settings, lang: string): Line[] {
  return settings.publicUrl === null
    ? []
    : [{ say: "sms.page" }, `${settings.publicUrl.replace(/^https?:\/\//, "")}/${lang}/s`];
}
