// The desk's language: a choice that stays in this browser. `t` is a sentence of schema/words in it.
import { computed, signal } from "@preact/signals";
import { inLanguage, type LocalText } from "../../schema/kit/fields.ts";
import { dirOf } from "../../schema/kit/language.ts";
import { say, sayTime } from "../../schema/words/desk.ts";
import type { Values } from "../../schema/words/speak.ts";

const KEY = "desk-lang";

function stored(): string {
  try {
    return localStorage.getItem(KEY) ?? (navigator.language.startsWith("ar") ? "ar" : "en");
  } catch {
    return "en";
  }
}

export const lang = signal(stored());
export const dir = computed(() => dirOf(lang.value));

export function chooseLanguage(next: string): void {
  lang.value = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // @NOTE Private windows may refuse storage; the choice then lasts as long as the page.
  }
}

export function t(key: string, values: Values = {}): string {
  return say(lang.value, key, values);
}

/** An organisation's or officer's own text, in the desk's language where it has it. */
export function local(text: LocalText): string {
  return inLanguage(text, lang.value).text;
}

export function number(value: number): string {
  return new Intl.NumberFormat(lang.value === "ar" ? "ar-u-nu-latn" : lang.value).format(value);
}

export function time(instant: string): string {
  return sayTime(lang.value, instant);
}

/** How long ago, in the largest whole unit: `3 h`, `2 d`. Both moments are of the crisis. */
export function since(instant: string, now: string): string {
  const minutes = Math.max(0, Math.floor((Date.parse(now) - Date.parse(instant)) / 60_000));
  if (minutes < 60) return t("desk.minutes", { n: minutes });
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? t("desk.hours", { n: hours }) : t("desk.days", { n: Math.floor(hours / 24) });
}
