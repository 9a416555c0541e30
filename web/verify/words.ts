// The gate's words: English at once, every other language when it is chosen, and kept by the service worker with the rest.
// Invariant: a sentence that nobody has reviewed stands with the English one beside it wherever a verdict rests on it.
import { computed, signal } from "@preact/signals";
import { inLanguage, type LocalText } from "../../schema/kit/fields.ts";
import { dirOf } from "../../schema/kit/language.ts";
import { sayFrom, type Values } from "../../schema/kit/say.ts";
import en from "../../schema/words/gate/en.json" with { type: "json" };

/** Languages that the gate speaks: its officers', not the migrants' twenty. */
export const languages = ["en", "ar"] as const;
type Language = (typeof languages)[number];

interface WordFile {
  lang: string;

  reviewed: boolean;
  words: Record<string, string>;
}

const others: Record<Exclude<Language, "en">, () => Promise<{ default: unknown }>> = {
  ar: () => import("../../schema/words/gate/ar.json"),
};
/** Their own names for themselves, so that nothing has to be loaded to choose one. */
export const endonyms: Record<Language, string> = { en: "English", ar: "العربية" };

/** The same choice as at the desk: it says nothing of a person. */
const KEY = "desk-lang";
const file = signal<WordFile>(en);
export const lang = computed(() => file.value.lang);
export const dir = computed(() => dirOf(file.value.lang));

const isOther = (one: string): one is Exclude<Language, "en"> => Object.hasOwn(others, one);

async function load(next: string): Promise<void> {
  if (!isOther(next)) {
    file.value = en;
    return;
  }
  file.value = (await others[next]()).default as WordFile;
}

/** Raises nothing: where a language cannot be loaded, English stays. */
export async function startLanguage(): Promise<void> {
  const own = navigator.language.slice(0, 2);
  const stored = localStorage.getItem(KEY);
  await load(stored ?? own).catch(() => {});
}

export async function chooseLanguage(next: string): Promise<void> {
  await load(next).catch(() => {});
  localStorage.setItem(KEY, lang.value);
}

export function t(key: string, values: Values = {}): string {
  return sayFrom([file.value, en], key, values);
}

/** The English sentence to show beside one that nobody has reviewed; null where none is needed. */
export function beside(key: string, values: Values = {}): string | null {
  return file.value.reviewed ? null : sayFrom([en], key, values);
}

/** An organisation's own text, in this language where it has it. */
export function local(text: LocalText): string {
  return inLanguage(text, lang.value).text;
}
