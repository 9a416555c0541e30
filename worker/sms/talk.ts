// The conversation with somebody who has no data: language, place, how many, needs, a yes to a sentence that names who will
// read it. Then she has asked for help, by the same act as on the page. Commands count at any moment, in any language.
import type { LanguageCode } from "../../schema/kit/language.ts";
import { Problem } from "../../schema/kit/problem.ts";
import type { NeedKind } from "../../schema/need.ts";
import type { Ctx } from "../kit/door.ts";
import { allowNews, confirm, send } from "./confirm.ts";
import { choicesIn, commandIn, folded, languageIn, numberIn } from "./rules.ts";
import { crisisList, languageList, pageLines, spokenLanguages, textsOf } from "./text.ts";
import { ask, helping, notByText, type Talk, type Turn, turn } from "./turn.ts";

/** The digits of `sms.needs`, in their order. */
const offered: readonly NeedKind[] = [
  "protection",
  "medical",
  "medicine",
  "water-food",
  "shelter",
  "transport",
  "travel-paper",
  "callback",
];
const MOST_PEOPLE = 30;

function cut(text: string, most: number): string {
  return [...text].slice(0, most).join("");
}

function noted(note: string | null, text: string): string {
  return cut(note === null ? text : `${note}\n${text}`, 900);
}

/** The first question: which language, unless her first word or the deployment leaves only one. */
export async function begin(ctx: Ctx, lang: LanguageCode | null, note: string | null): Promise<Turn> {
  const spoken = spokenLanguages(ctx.settings);
  const talk: Talk = {
    step: "language",
    key: `sms-${crypto.randomUUID()}`,
    lang: lang !== null && spoken.includes(lang) ? lang : "en",
    from: 0,
    crisisId: null,
    place: null,
    people: 1,
    needs: [],
    danger: false,
    note,
    deskId: null,
    registrationId: null,
  };
  if ((await helping(ctx)).length === 0) return turn(null, await notByText(ctx, talk.lang), true);
  if ((lang !== null && spoken.includes(lang)) || spoken.length === 1) return whichCrisis(ctx, talk);
  return askLanguage(ctx, talk, 0);
}

function askLanguage(ctx: Ctx, talk: Talk, from: number, missed = false): Turn {
  const { text, next } = languageList(ctx.settings, from);
  return turn({ ...talk, from: next }, [text], missed);
}

async function whichCrisis(ctx: Ctx, talk: Talk): Promise<Turn> {
  const crises = await helping(ctx);
  const [only] = crises;
  if (only === undefined) return turn(null, await notByText(ctx, talk.lang), true);
  if (crises.length > 1) return turn({ ...talk, step: "crisis" }, [crisisList(talk.lang, crises)]);
  return ask({ ...talk, step: "place", crisisId: only.id });
}

type Step = (ctx: Ctx, talk: Talk, text: string, number: string) => Promise<Turn> | Turn;

const steps: Record<Talk["step"], Step> = {
  language(ctx, talk, text) {
    if (folded(text) === "0") return askLanguage(ctx, talk, talk.from);
    const lang = languageIn(text, spokenLanguages(ctx.settings));
    return lang === null ? askLanguage(ctx, talk, 0, true) : whichCrisis(ctx, { ...talk, lang });
  },
  async crisis(ctx, talk, text) {
    const crises = await helping(ctx);
    const chosen = crises[(numberIn(text) ?? 0) - 1];
    if (chosen === undefined) return turn(talk, [crisisList(talk.lang, crises)], true);
    return ask({ ...talk, step: "place", crisisId: chosen.id });
  },
  place(_ctx, talk, text) {
    const place = folded(text) === "0" ? null : cut(text, 300);
    return ask({ ...talk, step: "people", place });
  },
  people(_ctx, talk, text) {
    const people = numberIn(text);
    if (people === null || people < 1 || people > MOST_PEOPLE) return ask(talk, true);
    return ask({ ...talk, step: "needs", people });
  },
  needs(ctx, talk, text) {
    const chosen = choicesIn(text, offered.length);
    if (chosen === null) return ask({ ...talk, note: noted(talk.note, text) }, true);
    const needs = chosen.flatMap((digit) => offered[digit - 1] ?? []);
    return confirm(ctx, { ...talk, needs, danger: needs.includes("protection") });
  },
  async confirm(ctx, talk, text, number) {
    const said = yesOrNo(text);
    if (said === null) return confirm(ctx, talk, true);
    // No yes to what she was not told.
    if (said === "yes" && talk.told !== true) return confirm(ctx, talk);
    if (said === "no") return turn(null, textsOf(talk.lang, { say: "sms.none" }));
    return send(ctx, talk, number);
  },
  async safe(ctx, talk, text, number) {
    const said = yesOrNo(text);
    if (said === null) return ask(talk, true);
    if (said === "no") return turn({ ...talk, step: "done" }, textsOf(talk.lang, { say: "sms.safeNo" }));
    return allowNews(ctx, talk, number);
  },
  done(ctx, talk) {
    return turn(talk, textsOf(talk.lang, { say: "sms.menu" }, ...pageLines(ctx.settings, talk.lang)), true);
  },
};

/** `OK` alone is a yes; with a code it says that she is still there. */
function yesOrNo(text: string): "yes" | "no" | null {
  const command = commandIn(folded(text), 2, ["yes", "no", "alive"])?.command;
  return command === undefined ? null : command === "no" ? "no" : "yes";
}

/** An answer to the question that was asked last. What fails by name is said so; nothing else is caught. */
export async function answer(ctx: Ctx, talk: Talk, text: string, number: string): Promise<Turn> {
  try {
    return await steps[talk.step](ctx, talk, text, number);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return turn(null, await notByText(ctx, talk.lang), true);
  }
}
