// What is read aloud, in the person's language, under each question: fetched once per language. The desk itself carries the
// words of officers alone.
import { createContext, type VNode } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { ReplyOf } from "../../../schema/kit/act.ts";
import { isLanguage, type LanguageCode } from "../../../schema/kit/language.ts";
import type { registrationAloud } from "../../../schema/registration-intake.ts";
import { read } from "../../kit/call.ts";
import { lang as ownLanguage } from "../../kit/words.ts";

export type Spoken = ReplyOf<typeof registrationAloud>;

const known = new Map<string, Spoken>();

/** Null while it is on its way; the questions stand there meanwhile. */
export function useSpoken(lang: LanguageCode): Spoken | null {
  const [spoken, setSpoken] = useState<Spoken | null>(known.get(lang) ?? null);
  useEffect(() => {
    let here = true;
    setSpoken(known.get(lang) ?? null);
    if (!known.has(lang))
      void read<typeof registrationAloud>("registration.aloud", { lang }).then((answer) => {
        if (!answer.ok) return;
        known.set(lang, answer.data);
        if (here) setSpoken(answer.data);
      });
    return () => {
      here = false;
    };
  }, [lang]);
  return spoken;
}

export const SpokenHere = createContext<Spoken | null>(null);

/** One sentence as it is said; nothing where the desk reads that language itself. */
export function Aloud({ k, always }: { k: string; always?: boolean }): VNode | null {
  const spoken = useContext(SpokenHere);
  const sentence = spoken?.words[k];
  if (spoken === null || sentence === undefined) return null;
  const english = spoken.english.includes(k);
  if (always !== true && (english ? "en" : spoken.lang) === ownLanguage.value) return null;
  return (
    <span class="aloud" lang={english ? "en" : spoken.lang} dir={english ? "ltr" : spoken.dir}>
      {sentence}
    </span>
  );
}

/** A sentence of the slip with its gaps filled; English where it has not come yet. */
export function useSaid(): (k: string, values?: Readonly<Record<string, string>>) => string {
  const spoken = useContext(SpokenHere);
  return (k, values = {}) =>
    Object.entries(values).reduce(
      (text, [name, value]) => text.replace(`{${name}}`, value),
      spoken?.words[k] ?? k,
    );
}

export function languageNamed(text: string): LanguageCode {
  return isLanguage(text) ? text : "en";
}
