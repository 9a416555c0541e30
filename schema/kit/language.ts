// The languages that people read here: their own names, the way they run, the script they are written in. A table of
// facts, light enough for every page; the sentences themselves are in words/, one file each.
import type { Language, LocalText } from "./fields.ts";

/** How a script sets its lines: see web/plain/css.ts. */
export type Script =
  | "latin"
  | "cyrillic"
  | "arabic"
  | "nastaliq"
  | "devanagari"
  | "bengali"
  | "sinhala"
  | "tamil"
  | "myanmar"
  | "ethiopic";

export const languages = [
  "en",
  "ar",
  "fr",
  "es",
  "pt",
  "ru",
  "hi",
  "bn",
  "ur",
  "ne",
  "si",
  "ta",
  "fil",
  "id",
  "vi",
  "my",
  "am",
  "ti",
  "sw",
  "prs",
] as const;
/** The order of scripts where languages stand side by side. */
const scripts: readonly Script[] = [
  "latin",
  "cyrillic",
  "arabic",
  "nastaliq",
  "devanagari",
  "bengali",
  "tamil",
  "sinhala",
  "myanmar",
  "ethiopic",
];
export type LanguageCode = (typeof languages)[number];

interface Facts {
  endonym: string;
  /** For officers and reviewers. */
  english: string;
  script: Script;
}

const facts: Record<LanguageCode, Facts> = {
  en: { endonym: "English", english: "English", script: "latin" },
  ar: { endonym: "العربية", english: "Arabic", script: "arabic" },
  fr: { endonym: "Français", english: "French", script: "latin" },
  es: { endonym: "Español", english: "Spanish", script: "latin" },
  pt: { endonym: "Português", english: "Portuguese", script: "latin" },
  ru: { endonym: "Русский", english: "Russian", script: "cyrillic" },
  hi: { endonym: "हिन्दी", english: "Hindi", script: "devanagari" },
  bn: { endonym: "বাংলা", english: "Bengali", script: "bengali" },
  ur: { endonym: "اردو", english: "Urdu", script: "nastaliq" },
  ne: { endonym: "नेपाली", english: "Nepali", script: "devanagari" },
  si: { endonym: "සිංහල", english: "Sinhala", script: "sinhala" },
  ta: { endonym: "தமிழ்", english: "Tamil", script: "tamil" },
  fil: { endonym: "Filipino", english: "Filipino", script: "latin" },
  id: { endonym: "Bahasa Indonesia", english: "Indonesian", script: "latin" },
  vi: { endonym: "Tiếng Việt", english: "Vietnamese", script: "latin" },
  my: { endonym: "မြန်မာ", english: "Burmese", script: "myanmar" },
  am: { endonym: "አማርኛ", english: "Amharic", script: "ethiopic" },
  ti: { endonym: "ትግርኛ", english: "Tigrinya", script: "ethiopic" },
  sw: { endonym: "Kiswahili", english: "Swahili", script: "latin" },
  prs: { endonym: "دری", english: "Dari", script: "arabic" },
};

function factsOf(lang: string): Facts {
  return facts[lang as LanguageCode] ?? facts.en;
}

export function isLanguage(lang: string): lang is LanguageCode {
  return Object.hasOwn(facts, lang);
}

export function endonymOf(lang: string): string {
  return factsOf(lang).endonym;
}

export function englishNameOf(lang: string): string {
  return factsOf(lang).english;
}

export function scriptOf(lang: string): Script {
  return factsOf(lang).script;
}

/** Which way a language runs. Unknown languages are shown in English, so they run as English does. */
export function dirOf(lang: string): "ltr" | "rtl" {
  const script = scriptOf(lang);
  return script === "arabic" || script === "nastaliq" ? "rtl" : "ltr";
}

/** Those that are expected here first, in their order; then by script, so that an eye finds its own letters. */
export function inOrder(some: readonly LanguageCode[], expected: readonly LanguageCode[]): LanguageCode[] {
  const first = expected.filter((lang) => some.includes(lang));
  const rest = some.filter((lang) => !first.includes(lang));
  return [...first, ...rest.toSorted((a, b) => scripts.indexOf(scriptOf(a)) - scripts.indexOf(scriptOf(b)))];
}

/** The text in a language, or the English one where it is missing, with the language that it really is in. */
export function inLanguage(local: LocalText, lang: string): { text: string; lang: Language } {
  const own = isLanguage(lang) ? local[lang] : undefined;
  return own === undefined || !isLanguage(lang) ? { text: local.en, lang: "en" } : { text: own, lang };
}
