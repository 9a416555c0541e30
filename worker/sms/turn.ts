// The state of a conversation, and what comes of one text: types, and the few lines that every step needs.
import type { Crisis } from "../../schema/crisis.ts";
import type { LanguageCode } from "../../schema/kit/language.ts";
import type { NeedKind } from "../../schema/need.ts";
import { listCrises, takesPart } from "../crisis/store.ts";
import type { Ctx } from "../kit/door.ts";
import { callLines, textsOf } from "./text.ts";

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
  /** She was texted what it is for and how it is taken back. A conversation of before may be without. */
  told?: true;
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

export const turn = (talk: Talk | null, texts: string[], missed = false): Turn => ({
  talk,
  texts,
  missed,
  about: talk?.registrationId ?? null,
});

/** Crises that take requests by text: real ones, and exercises only where there is no real one. */
export async function helping(ctx: Ctx): Promise<Crisis[]> {
  const open: Crisis[] = [];
  // A desk that was stopped reads nothing: whoever would be asked for a yes to it is told a number to call instead.
  for (const crisis of await listCrises(ctx.db, ctx.real))
    if (crisis.receivingDeskId !== null && (await takesPart(ctx.db, crisis.id, crisis.receivingDeskId)))
      open.push(crisis);
  const real = open.filter((crisis) => crisis.clock === null);
  return (real.length > 0 ? real : open).slice(0, 9);
}

/** Where texts cannot help: a number to call, if any crisis has one. */
export async function notByText(ctx: Ctx, lang: string): Promise<string[]> {
  const [crisis] = await helping(ctx);
  return textsOf(lang, { say: "sms.notByText" }, ...callLines(crisis?.hotline ?? null));
}

/** The question of the step that a conversation is at. */
export function ask(talk: Talk, missed = false): Turn {
  return turn(talk, textsOf(talk.lang, { say: `sms.${talk.step}` }), missed);
}
