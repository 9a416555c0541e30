// The desk's language: a choice that stays in this browser. `t` is a sentence of schema/words in it.
import { computed, signal } from "@preact/signals";
import type { LocalText } from "../../schema/kit/fields.ts";
import { dirOf, inLanguage } from "../../schema/kit/language.ts";
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
