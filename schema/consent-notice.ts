// The notice: what stands before a person when she says yes or no, word for word, by the place where it stands. The page
// draws it from here and the record keeps it from here, so that the two cannot differ. Speaks twenty languages, so no desk
// imports it.
import type { Purpose } from "./consent.ts";
import { beside, say, speaks } from "./words.ts";

/** The version of the notice: a new one whenever a sentence of it comes to mean something else. */
export const NOTICE = "2026-11";

/**
 * form: the first form. page: where she shares, on her own page. journey: a movement. permit: an exit permit.
 * other: the form of somebody who asks for another, and a leader's sheet. aloud: what an officer reads out. paper: the printed
 * form. sms: what is texted. leave: what an adult reads who leaves her group. confirm: what stands before a person who says
 * that what somebody else asked for her is right.
 */
export const noticePlaces = ["form", "page", "journey", "permit"] as const;
/** Places that came later: kept as pages, each with its spot. */
export const noticeSpots = ["other", "aloud", "paper", "sms", "leave", "confirm"] as const;
export type NoticeKept = (typeof noticePlaces)[number] | (typeof noticeSpots)[number];
/** trace: what stands on her own page before she agrees to be looked for. complaint: the form of a complaint. Kept as pages of hers. */
export type NoticePlace = NoticeKept | "trace" | "complaint";

/** Where somebody can ask for help for the first time, and which purposes she is asked about there: what she leaves is refused. */
export const askedAt = {
  form: ["help", "assist", "place"],
  other: ["help", "assist"],
  aloud: ["help", "assist"],
  paper: ["help", "assist"],
  leave: ["help"],
  // The one who receives it is named to her, and a no sends nothing.
  sms: [],
} as const satisfies Partial<Record<NoticePlace, readonly Purpose[]>>;
export type FirstPlace = keyof typeof askedAt;

/** What the first screen tells before it asks anything. */
const told = ["notice.use", "notice.lead", "notice.never", "safe.device"] as const;
/** The same, where it is no phone of hers that others may look at. */
const spoken = ["notice.use", "notice.lead", "notice.never"] as const;
/** What is read out before an officer asks anything. */
export const toldAloud = [...spoken, "rights.8", "rights.2"] as const;
const receivers = ["notice.help", "notice.sees", "notice.partners", "notice.partnersHint"] as const;

const keys: Readonly<Record<NoticePlace, readonly string[]>> = {
  form: [...told, ...receivers, "place.exact.ask", "place.exact.hint"],
  other: [...told, ...receivers],
  aloud: [...toldAloud, "notice.help", "notice.partners"],
  paper: [...spoken, ...receivers, "paper.agree"],
  sms: ["sms.place", "sms.why", "sms.confirm"],
  leave: ["alone.means", "alone.silent", ...spoken, "notice.help", "notice.sees", "alone.danger"],
  confirm: ["asked.confirm", "asked.see", "asked.rightMeans"],
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
  complaint: ["complaint.oversee", "complaint.overseeHint", "purpose.oversee"],
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
  place: NoticeKept;
  lang: string;
  sentences: Sentence[];
}

function sentenceOf(lang: string, key: string): Sentence {
  // A name stands where its gap is: it differs from person to person, and the record says it elsewhere.
  const gap = { name: "{name}", desk: "{desk}" };
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
  const kept = place === "trace" || place === "complaint" ? "page" : place;
  return { version: NOTICE, place: kept, lang, sentences };
}

/** The first sentences of the form: what is told before anything is asked. */
export function toldFirst(lang: string): Sentence[] {
  return told.map((key) => sentenceOf(lang, key));
}
