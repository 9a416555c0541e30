// The conversation with somebody who has no data: language, place, how many, needs, a yes to a sentence that names who will
// read it. Then she has asked for help, by the same act as on the page. Commands count at any moment, in any language.
import { inLanguage } from "../../schema/kit/fields.ts";
import type { LanguageCode } from "../../schema/kit/language.ts";
import { Problem } from "../../schema/kit/problem.ts";
import type { NeedKind } from "../../schema/need.ts";
import { spaced } from "../../schema/registration.rules.ts";
import { listCrises } from "../crisis/store.ts";
import type { Crisis } from "../../schema/crisis.ts";
import { type Ctx, perform } from "../kit/door.ts";
import { keyedHash } from "../kit/seal.ts";
import { findOrganisation } from "../organisation/store.ts";
import { openOne } from "../registration/own.ts";
import { update } from "../registration/change.ts";
import { findForSignIn } from "../registration/store.ts";
import { choicesIn, commandIn, folded, languageIn, numberIn } from "./rules.ts";
import { callLines, crisisList, languageList, type Line, pageLines, spokenLanguages, textsOf } from "./text.ts";

export interface Talk {
  step: "language" | "crisis" | "place" | "people" | "needs" | "confirm" | "safe" | "done";
  /** The act's id, and so the same request however often she says yes. */
  key: string;
  lang: LanguageCode;
  /** Where the list of languages goes on. */
  from: number;
  crisisId: string | null;
  place: string | null;
  people: number;
  needs: NeedKind[];
  danger: boolean;
  /** Words that fitted no question: she wrote them for somebody to read. */
  note: string | null;
  /** Who was named in the question that she says yes to. */
  deskId: string | null;
  registrationId: string | null;
}

/** What comes of one text: `talk` null forgets the conversation; `missed` where it was not understood. */
export interface Turn {
  talk: Talk | null;
  texts: string[];
  missed: boolean;
  /** The registration that this answers about. */
  about: string | null;
  /** She has asked for help with this text. */
  opened?: true;
}

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

const turn = (talk: Talk | null, texts: string[], missed = false): Turn => ({
  talk,
  texts,
  missed,
  about: talk?.registrationId ?? null,
});

function cut(text: string, most: number): string {
  return [...text].slice(0, most).join("");
}

function noted(note: string | null, text: string): string {
  return cut(note === null ? text : `${note}\n${text}`, 900);
}

/** Crises that take requests by text: real ones, and exercises only where there is no real one. */
async function helping(ctx: Ctx): Promise<Crisis[]> {
  const open = (await listCrises(ctx.db, ctx.real)).filter((crisis) => crisis.receivingDeskId !== null);
  const real = open.filter((crisis) => crisis.clock === null);
  return (real.length > 0 ? real : open).slice(0, 9);
}

/** Where texts cannot help: a number to call, if any crisis has one. */
export async function notByText(ctx: Ctx, lang: string): Promise<string[]> {
  const [crisis] = await helping(ctx);
  return textsOf(lang, { say: "sms.notByText" }, ...callLines(crisis?.hotline ?? null));
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

function ask(talk: Talk, missed = false): Turn {
  return turn(talk, textsOf(talk.lang, { say: `sms.${talk.step}` }), missed);
}

/** The question that she says yes to: who reads it, by name, and what they get. */
async function confirm(ctx: Ctx, talk: Talk, missed = false): Promise<Turn> {
  const crisis = (await helping(ctx)).find((one) => one.id === talk.crisisId);
  const deskId = crisis?.receivingDeskId ?? null;
  const desk = deskId === null ? null : await findOrganisation(ctx.db, deskId);
  if (crisis === undefined || desk === null) return turn(null, await notByText(ctx, talk.lang), true);
  const name = inLanguage(desk.name, talk.lang).text;
  const danger: Line[] = [{ say: "sms.danger" }, ...callLines(crisis.hotline).slice(1)];
  return turn(
    { ...talk, step: "confirm", deskId },
    [
      ...(talk.danger && !missed && crisis.hotline !== null ? textsOf(talk.lang, ...danger) : []),
      ...textsOf(talk.lang, { say: "sms.confirm", with: { desk: name } }),
    ],
    missed,
  );
}

/** @PRIVACY she said yes to this very list: her number, her place, how many, what they need, to the one who was named. */
async function send(ctx: Ctx, talk: Talk, number: string): Promise<Turn> {
  const act: Ctx = { ...ctx, actor: { kind: "nobody" }, actId: talk.key };
  const receipt = await perform(act, openOne, {
    crisisId: talk.crisisId,
    lang: talk.lang,
    recipients: [talk.deskId],
    danger: talk.danger ? "now" : "no",
    ...(talk.place === null ? {} : { place: { landmark: talk.place } }),
    people: Array.from({ length: talk.people }, (_, i) => (i === 0 ? { relation: "self" } : {})),
    needs: talk.needs,
    phone: number,
    phoneSafe: false,
    ...(talk.note === null ? {} : { note: talk.note }),
  });
  const found = await findForSignIn(
    ctx.db,
    await keyedHash(ctx.settings, "reference", receipt.reference),
  );
  const next: Talk = {
    ...talk,
    step: "safe",
    place: null,
    note: null,
    needs: [],
    registrationId: found?.id ?? null,
  };
  const texts = [
    ...textsOf(
      talk.lang,
      { say: "sms.receipt" },
      spaced(receipt.reference),
      { say: "sms.pin" },
      receipt.pin ?? "",
      { say: "sms.keep" },
    ),
    ...textsOf(talk.lang, { say: "sms.safe" }),
  ];
  return { ...turn(next, texts), opened: true };
}

/** Her own yes, to the number that she writes from: until now nothing unasked goes there (R29). */
async function allowNews(ctx: Ctx, talk: Talk, number: string): Promise<Turn> {
  const registrationId = talk.registrationId;
  if (registrationId === null) return ask(talk, true);
  const act: Ctx = {
    ...ctx,
    actor: { kind: "person", registrationId, personId: null, sessionHash: "", startedAt: ctx.real.toISOString() },
    actId: `${talk.key}-safe`,
  };
  await perform(act, update, { phone: number, phoneSafe: true });
  return turn({ ...talk, step: "done" }, textsOf(talk.lang, { say: "sms.safeYes" }));
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
