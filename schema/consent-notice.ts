// The notice: what stands before a person when she says yes or no, word for word, by the place where it stands. The page
// draws it from here and the record keeps it from here, so that the two cannot differ. Speaks twenty languages, so no desk
// imports it.
import { beside, say, speaks } from "./words.ts";

/** The version of the notice: a new one whenever a sentence of it comes to mean something else. */
export const NOTICE = "2026-11";

/** form: the first form, and what is read aloud from it. page: her own page. journey: a movement. permit: an exit permit. */
export const noticePlaces = ["form", "page", "journey", "permit"] as const;
/** trace: what stands on her own page before she agrees to be looked for. */
export type NoticePlace = (typeof noticePlaces)[number] | "trace";

/** What the first screen tells before it asks anything. */
const told = ["notice.use", "notice.lead", "notice.never", "safe.device"] as const;

const keys: Readonly<Record<NoticePlace, readonly string[]>> = {
  form: [
    ...told,
    "notice.help",
    "notice.sees",
    "notice.partners",
    "notice.partnersHint",
    "place.exact.ask",
    "place.exact.hint",
  ],
  page: [
    "consent.what",
    "purpose.help",
    "purpose.assist",
    "purpose.place",
    "purpose.refer",
    "consent.withdrawMeans",
  ],
  journey: ["consent.travel", "consent.withdraw.travelMeans"],
  permit: ["consent.permit", "purpose.permit", "consent.withdraw.permitMeans"],
  trace: ["purpose.trace", "trace.nothing", "trace.recipient", "trace.danger", "trace.stopMeans"],
};

export interface Sentence {
  key: string;
  /** The language in which it was really said. */
  lang: string;
  text: string;
  /** English that stood beside it, because nobody has signed for its language yet. */
  english?: string;
}

export interface Notice {
  version: string;
  place: (typeof noticePlaces)[number];
  lang: string;
  sentences: Sentence[];
}

function sentenceOf(lang: string, key: string): Sentence {
  // A name stands where its gap is: it differs from person to person, and the record says it elsewhere.
  const gap = { name: "{name}" };
  const text = say(lang, key, gap);
  const english = beside(lang, key, gap);
  return {
    key,
    lang: speaks(lang, key) ? lang : "en",
    text,
    ...(english === null ? {} : { english }),
  };
}

export function noticeOf(lang: string, place: NoticePlace): Notice {
  const sentences = keys[place].map((key) => sentenceOf(lang, key));
  return { version: NOTICE, place: place === "trace" ? "page" : place, lang, sentences };
}

/** The first sentences of the form: what is told before anything is asked. */
export function toldFirst(lang: string): Sentence[] {
  return told.map((key) => sentenceOf(lang, key));
}
