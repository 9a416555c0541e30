// `npm run review`: what is left to review in every language; one language beside English; a reviewer's signature; how to
// add a language. Signing changes one file, and only where every sentence is there and none has a fault.
import { endonymOf, englishNameOf, isLanguage, languages } from "../../schema/kit/language.ts";
import { isSafetyCritical } from "../../schema/words/critical.ts";
import {
  englishOf,
  faultsOf,
  keysOf,
  missingIn,
  readWords,
  type SignedFile,
  sealOf,
  writeWords,
} from "./word-files.ts";

export const HELP = `npm run review                        what is left to review, by language
npm run review -- bn                  every sentence of a language beside English, what keeps people safe first
npm run review -- --sign "Name" bn    you have read every sentence of it and stand for it, by this name
npm run review -- th                  how to add a language (any code that has no file yet)`;

const english = readWords("en");
const say = (line: string) => console.log(line);

/** What a language still needs: nothing, a first translation, or a reader. */
export function stateOf(own: SignedFile): string {
  const missing = missingIn(english, own).length;
  if (missing > 0) return `${missing} missing`;
  const faults = faultsOf(english, own).length;
  if (faults > 0) return `${faults} with a fault`;
  if (own.lang === "en") return "the source";
  if (!own.reviewed) return "draft";
  return own.seal === sealOf(english, own)
    ? `signed by ${own.reviewer ?? "?"}, ${own.reviewedOn ?? "?"}`
    : "changed since it was signed";
}

function overview(): void {
  say(
    "What is left to review. Until somebody has signed a language it is a draft: English stands beside the",
  );
  say("sentences that keep people safe, and a deployment has to switch drafts on (UNREVIEWED_LANGUAGES).\n");
  for (const lang of languages) {
    const own = readWords(lang);
    const state = stateOf(own);
    const keys = keysOf(english, lang);
    const critical = keys.filter(isSafetyCritical).length;
    const left =
      lang === "en" || state.startsWith("signed") ? "" : `${critical} first, ${keys.length} in all`;
    say(`${lang.padEnd(4)} ${englishNameOf(lang).padEnd(11)} ${state.padEnd(28)} ${left}`.trimEnd());
  }
  say(`\n${HELP}`);
}

function listOne(lang: string): void {
  const own = readWords(lang);
  say(`${endonymOf(lang)} (${englishNameOf(lang)}): ${stateOf(own)}\n`);
  const keys = keysOf(english, lang);
  const parts = [
    ["These keep people safe", keys.filter(isSafetyCritical)],
    ["All others", keys.filter((key) => !isSafetyCritical(key))],
  ] as const;
  for (const [title, some] of parts) {
    say(`${title} (${some.length})\n`);
    for (const key of some)
      say(`${key}\n  en: ${englishOf(english, key)}\n  ${lang}: ${own.words[key] ?? "(missing)"}\n`);
  }
  for (const fault of faultsOf(english, own)) say(`fault · ${fault}`);
}

function sign(name: string, lang: string): string | null {
  if (!isLanguage(lang) || lang === "en") return `There is no translation "${lang}".`;
  if (name.trim().length < 3) return "Sign with the name by which you can be asked about it.";
  const own = readWords(lang);
  const missing = missingIn(english, own);
  const faults = faultsOf(english, own);
  if (missing.length > 0) return `${lang} cannot be signed: ${missing.length} sentences are missing.`;
  if (faults.length > 0) return `${lang} cannot be signed:\n${faults.join("\n")}`;
  const { date, words } = own;
  writeWords({
    lang,
    reviewed: true,
    reviewer: name.trim(),
    reviewedOn: new Date().toISOString().slice(0, 10),
    seal: sealOf(english, own),
    date,
    words,
  });
  say(`${englishNameOf(lang)}: signed by ${name.trim()} for ${Object.keys(words).length} sentences.`);
  return null;
}

/** What this Node knows of a language that has no file yet: the day in words, and its plural forms. */
export function dateOf(lang: string): SignedFile["date"] {
  const format = new Intl.DateTimeFormat(`${lang === "en" ? "en-GB" : lang}-u-ca-gregory-nu-latn`, {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  const gap: Partial<Record<string, string>> = { day: "{d}", month: "{m}", year: "{y}" };
  const parts = Array.from({ length: 12 }, (_, month) => format.formatToParts(Date.UTC(2011, month, 15)));
  const pattern = (parts[0] ?? []).map(({ type, value }) => gap[type] ?? value).join("");
  return { pattern, months: parts.map((some) => some.find(({ type }) => type === "month")?.value ?? "") };
}

function addOne(lang: string): string | null {
  if (!/^[a-z]{2,3}$/.test(lang)) return `"${lang}" is no code of a language.`;
  const forms = new Intl.PluralRules(lang).resolvedOptions();
  const known = Intl.DateTimeFormat.supportedLocalesOf(lang).length > 0;
  say(`To add ${new Intl.DisplayNames("en", { type: "language" }).of(lang) ?? lang} (${lang}):\n`);
  say(
    `1. schema/words/${lang}.json, beginning as below; then every key of en.json. Plural forms: ${forms.pluralCategories.join(", ")}.`,
  );
  say(`2. one line each in schema/kit/language.ts (list, facts) and schema/words.ts (import, list).`);
  say(
    `3. npm test -- words locale languages: it names what is missing, wrong or too long for a small screen.`,
  );
  say(`4. npm run review -- ${lang}, by somebody who grew up with it; then --sign.\n`);
  if (!known) say("This Node does not know its months: write them yourself.");
  if (forms.locale.split("-")[0] !== lang)
    say("This Node does not know its plural rule: ask somebody who does.");
  say(JSON.stringify({ lang, reviewed: false, date: dateOf(lang), words: {} }, null, 2));
  return null;
}

const [first, ...rest] = process.argv.slice(2);
let wrong: string | null = null;
if (first === undefined) overview();
else if (first === "--help") say(HELP);
else if (first === "--sign") wrong = rest.length === 2 ? sign(rest[0] ?? "", rest[1] ?? "") : HELP;
else if (isLanguage(first)) listOne(first);
else wrong = addOne(first);
if (wrong !== null) {
  console.error(wrong);
  process.exitCode = 1;
}
