// The desk's language: a choice that stays in this browser. `t` is a sentence of schema/words in it. The words of one
// language come as files (web/words), those of the first page before anything is drawn.
import { computed, signal } from "@preact/signals";
import { ageOf } from "../../schema/kit/age.ts";
import type { LocalText } from "../../schema/kit/fields.ts";
import { dirOf, inLanguage } from "../../schema/kit/language.ts";
import type { Values } from "../../schema/kit/say.ts";
import { speechOf, type WordFile } from "../../schema/words/speak.ts";

const KEY = "desk-lang";
export const deskLanguages: readonly string[] = ["en", "ar"];

function stored(): string {
  let said: string | null = null;
  try {
    said = localStorage.getItem(KEY);
  } catch {
    // @NOTE Private windows may refuse storage; the browser's own language then decides.
  }
  const found = said ?? navigator.language.slice(0, 2);
  return deskLanguages.includes(found) ? found : "en";
}

export const lang = signal(stored());
export const dir = computed(() => dirOf(lang.value));

/** As far as they have come. English has to be there for `speechOf`, and may be empty. */
const files = signal<readonly WordFile[]>([
  { lang: "en", reviewed: true, date: { pattern: "{d} {m} {y}", months: [] }, words: {} },
]);
const speech = computed(() => speechOf(files.value));

/** Takes in the words of a file, beside those that are known of its language. */
export function teach(file: Pick<WordFile, "lang" | "date" | "words">): void {
  const known = files.value.find((one) => one.lang === file.lang)?.words;
  files.value = [
    ...files.value.filter((one) => one.lang !== file.lang),
    { ...file, reviewed: true, words: { ...known, ...file.words } },
  ];
}

/** Brings words that are not here yet; nothing where all of them were taught. */
export const learner: { call: (lang: string, part: "first" | "rest") => Promise<void> } = {
  call: () => Promise.resolve(),
};

const YEAR = 365 * 24 * 3_600_000;

/** The desk's page itself is written in this language (worker/page/desk.ts): a cookie names it, and says nothing of anybody. */
export function tellLanguage(): void {
  if (!("cookieStore" in globalThis)) return;
  const choice = { name: KEY, value: lang.value, path: "/desk", sameSite: "strict" as const };
  cookieStore.set({ ...choice, expires: Date.now() + YEAR }).catch(() => undefined);
}

export async function chooseLanguage(next: string): Promise<void> {
  await learner.call(next, "first");
  lang.value = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // @NOTE Private windows may refuse storage; the choice then lasts as long as the page.
  }
  tellLanguage();
}

export function t(key: string, values: Values = {}): string {
  const said = speech.value.say(lang.value, key, values);
  // A sentence of a later page: all of those come at once, and what is drawn is drawn again.
  if (said !== key) return said;
  learner.call(lang.value, "rest").catch(() => undefined);
  return "";
}

/** An organisation's or officer's own text, in the desk's language where it has it. */
export function local(text: LocalText): string {
  return inLanguage(text, lang.value).text;
}

export function number(value: number): string {
  return new Intl.NumberFormat(lang.value === "ar" ? "ar-u-nu-latn" : lang.value).format(value);
}

export function time(instant: string): string {
  return speech.value.sayTime(lang.value, instant);
}

/** How long ago, in the largest whole unit: `3 h`, `2 d`. Both moments are of the crisis. */
export function since(instant: string, now: string): string {
  const { key, n } = ageOf(instant, now);
  return t(key, { n });
}

/** A day and a time where there is little room, and the year is that of the crisis: `1 Mar, 13:00`. In UTC. */
export function brief(instant: string): string {
  const locale = lang.value === "ar" ? "ar-u-nu-latn" : "en-GB";
  return new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
    timeZone: "UTC",
  }).format(new Date(instant));
}

/** How far a moment is from now, before or after: `in 3 h`, `2 d ago`. Both moments are of the crisis. */
export function apart(instant: string, now: string): string {
  return instant > now
    ? t("desk.in", { age: since(now, instant) })
    : t("desk.ago", { age: since(instant, now) });
}
