// The yes: to a sentence that names who reads it, and afterwards to texts that nobody asked for. Both do the acts that the
// pages do, as whoever writes; a yes that comes twice is one.
import { inLanguage } from "../../schema/kit/fields.ts";
import { spaced } from "../../schema/registration.rules.ts";
import { type Ctx, perform } from "../kit/door.ts";
import { keyedHash } from "../kit/seal.ts";
import { findOrganisation } from "../organisation/store.ts";
import { update } from "../registration/change.ts";
import { openByText } from "../registration/own.ts";
import { findForSignIn } from "../registration/store.ts";
import { callLines, type Line, textsOf } from "./text.ts";
import { ask, helping, notByText, type Talk, type Turn, turn } from "./turn.ts";

/** What for and how it is taken back, once; and the question that she says yes to: who reads it, by name, and what they get. */
export async function confirm(ctx: Ctx, talk: Talk, missed = false): Promise<Turn> {
  const crisis = (await helping(ctx)).find((one) => one.id === talk.crisisId);
  const deskId = crisis?.receivingDeskId ?? null;
  const desk = deskId === null ? null : await findOrganisation(ctx.db, deskId);
  if (crisis === undefined || desk === null) return turn(null, await notByText(ctx, talk.lang), true);
  const name = inLanguage(desk.name, talk.lang).text;
  const danger: Line[] = [{ say: "sms.danger" }, ...callLines(crisis.hotline).slice(1)];
  return turn(
    { ...talk, step: "confirm", deskId, told: true },
    [
      ...(talk.danger && !missed && crisis.hotline !== null ? textsOf(talk.lang, ...danger) : []),
      ...(talk.told === true ? [] : textsOf(talk.lang, { say: "sms.why" })),
      ...textsOf(talk.lang, { say: "sms.confirm", with: { desk: name } }),
    ],
    missed,
  );
}

/** @PRIVACY she said yes to this very list: her number, her place, how many, what they need, to the one who was named. */
export async function send(ctx: Ctx, talk: Talk, number: string): Promise<Turn> {
  const act: Ctx = { ...ctx, actor: { kind: "nobody" }, actId: talk.key };
  const receipt = await perform(act, openByText, {
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
  const found = await findForSignIn(ctx.db, await keyedHash(ctx.settings, "reference", receipt.reference));
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
export async function allowNews(ctx: Ctx, talk: Talk, number: string): Promise<Turn> {
  const registrationId = talk.registrationId;
  if (registrationId === null) return ask(talk, true);
  const act: Ctx = {
    ...ctx,
    actor: {
      kind: "person",
      registrationId,
      personId: null,
      sessionHash: "",
      startedAt: ctx.real.toISOString(),
    },
    actId: `${talk.key}-safe`,
  };
  await perform(act, update, { phone: number, phoneSafe: true });
  return turn({ ...talk, step: "done" }, textsOf(talk.lang, { say: "sms.safeYes" }));
}
