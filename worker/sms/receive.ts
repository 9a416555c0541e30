// One text as it came: who wrote it, whether it came before, what it says, what is answered. All of it is one batch, written
// over the very state that was read: two texts at once are taken one after the other, and one that comes twice does nothing.

import { plainDigits } from "../../schema/kit/fields.ts";
import type { LanguageCode } from "../../schema/kit/language.ts";
import { getCrisis, listCrises } from "../crisis/store.ts";
import { keep } from "../kit/commit.ts";
import type { Ctx } from "../kit/door.ts";
import { problemIn } from "../kit/problem.ts";
import { bytesOf, keyedHash, openByRing, sealByRing } from "../kit/seal.ts";
import { dialled } from "../registration/phone.ts";
import { findOwnRegistration } from "../registration/store.ts";
import { comeBack, stillHere } from "./coming-back.ts";
import { numberHashOf, outgoing } from "./outbox.ts";
import { isEcho, type Said, saidIn } from "./rules.ts";
import { findNumber, insertDelivery, isKnownDelivery, isSecondText, writeNumber } from "./store.ts";
import { answer, begin } from "./talk.ts";
import { callLines, pageLines, textsOf } from "./text.ts";
import { notByText, type Talk, type Turn } from "./turn.ts";

export interface Incoming {
  /** The gateway's own id: the same for every delivery of one text. */
  id: string;
  from: string;
  text: string;
}

/** What is kept of a number, sealed. */
interface Kept {
  talk: Talk | null;
  talkUntil: string;
  hourAt: string;
  answers: number;
  /** Texts in a row that were not understood. */
  missed: number;
  dayAt: string;
  opened: number;
}

const HOUR = 3_600_000;
const TALK = 48 * HOUR;
/** One conversation takes seven, and eleven with a mistake at every question; a robot would take as many as it gets. */
const MOST_ANSWERS = 20;
const MOST_MISSED = 3;
/** One phone serves many. */
const MOST_OPENED = 5;

/** The number in E.164. Null for names and short numbers: operators and machines, which no answer would reach. */
async function senderOf(ctx: Ctx, from: string): Promise<string | null> {
  const plain = plainDigits(from).replace(/[\s().\u200e\u200f\u202a-\u202e\u2066-\u2069-]/g, "");
  if (!/^\+?\d{7,15}$/.test(plain)) return null;
  const home = (await listCrises(ctx.db, ctx.real))[0]?.hostCountry ?? "";
  const abroad = plain.startsWith("+") ? plain : `+${plain.replace(/^00/, "")}`;
  const national = plain.startsWith("0") && !plain.startsWith("00");
  return (national ? null : dialled(abroad, "")) ?? dialled(plain, home);
}

function fresh(now: string): Kept {
  return { talk: null, talkUntil: now, hourAt: now, answers: 0, missed: 0, dayAt: now, opened: 0 };
}

/** What has run out by now is forgotten: the conversation, the hour's count, the day's. */
function aged(kept: Kept, real: Date): Kept {
  const now = real.toISOString();
  const over = (at: string, hours: number) => real.getTime() - Date.parse(at) >= hours * HOUR;
  const next = { ...kept };
  if (next.talkUntil <= now) next.talk = null;
  if (over(next.hourAt, 1)) Object.assign(next, { hourAt: now, answers: 0, missed: 0 });
  if (over(next.dayAt, 24)) Object.assign(next, { dayAt: now, opened: 0 });
  return next;
}

interface Heard {
  kept: Kept;
  stoppedAt: string | null;
  texts: string[];
  about: string | null;
}

/** What a text leads to, by what it says. Whatever a stopped number sends but a start, nothing is answered. */
async function turnOf(ctx: Ctx, kept: Kept, said: Said, text: string, number: string): Promise<Turn> {
  const { talk } = kept;
  const lang: LanguageCode = talk?.lang ?? "en";
  const plain = (texts: string[], missed = false): Turn => ({ talk, texts, missed, about: null });
  if (said.is === "again")
    return plain(textsOf(said.lang ?? lang, { say: "sms.again" }), talk?.step === "done" && kept.answers > 0);
  if (said.is === "alive") return plain(textsOf(lang, { say: "sms.noted" }, { say: "sms.notedPin" }));
  if (said.is === "back") return { talk, ...(await comeBack(ctx, said, lang)) };
  if (said.is === "code") return plain(textsOf(lang, { say: "sms.pinToo" }), true);
  if (said.is === "slip") return plain(textsOf(lang, { say: "sms.slip" }), true);
  if (said.is === "erase") {
    const [crisis] = await listCrises(ctx.db, ctx.real);
    const how = [...pageLines(ctx.settings, lang), ...callLines(crisis?.hotline ?? null)];
    return plain([...textsOf(lang, { say: "sms.erase" }), ...(how.length > 0 ? textsOf(lang, ...how) : [])]);
  }
  if (said.is === "start" || talk === null) {
    if (kept.opened >= MOST_OPENED) return plain(await notByText(ctx, lang), true);
    const first = said.is === "start" ? { lang: said.lang, note: null } : { lang: null, note: text };
    const begun = await begin(ctx, first.lang, first.note);
    // Nobody asks for the same list again and again but a machine.
    return { ...begun, missed: begun.missed || said.is !== "start" || talk?.step === "language" };
  }
  return answer(ctx, talk, text, number);
}

async function hear(
  ctx: Ctx,
  kept: Kept,
  stoppedAt: string | null,
  text: string,
  number: string,
): Promise<Heard> {
  const now = ctx.real.toISOString();
  const silent: Heard = { kept, stoppedAt, texts: [], about: null };
  if (isEcho(text)) return silent;
  const said = saidIn(text, kept.talk !== null && kept.talk.step !== "done");
  if (said.is === "stop") return { ...silent, stoppedAt: stoppedAt ?? now, kept: { ...kept, talk: null } };
  if (said.is === "alive") await stillHere(ctx, said.reference);
  // A stopped number gets no answer, but what she says with her PIN is heard too.
  if (said.is === "back" && said.alive && stoppedAt !== null) await comeBack(ctx, said, "en");
  const lifts = said.is === "start" || said.is === "again";
  if ((stoppedAt !== null && !lifts) || kept.answers >= MOST_ANSWERS) return silent;
  const turn = await turnOf(ctx, kept, said, text, number);
  const texts = turn.missed && kept.missed >= MOST_MISSED ? [] : turn.texts;
  return {
    kept: {
      ...kept,
      talk: turn.talk,
      talkUntil: new Date(ctx.real.getTime() + TALK).toISOString(),
      answers: turn.opened === true ? 0 : kept.answers + (texts.length > 0 ? 1 : 0),
      missed: turn.missed ? kept.missed + 1 : 0,
      opened: kept.opened + (turn.opened === true ? 1 : 0),
    },
    stoppedAt: null,
    texts,
    about: turn.about,
  };
}

async function writesOf(
  ctx: Ctx,
  incoming: Incoming,
  number: string,
  hashes: { number: string; id: string },
): Promise<D1PreparedStatement[]> {
  const row = await findNumber(ctx.db, hashes.number);
  const bound = `smsNumber.sealed:${hashes.number}`;
  const now = ctx.real.toISOString();
  const before =
    row === null || row.sealed === null
      ? fresh(now)
      : await openByRing<Kept>(ctx.settings, bound, bytesOf(row.sealed));
  const heard = await hear(ctx, aged(before, ctx.real), row?.stoppedAt ?? null, incoming.text, number);
  const about =
    heard.about === null ? null : await findOwnRegistration(ctx.db, { registrationId: heard.about });
  const at = about === null ? now : (await getCrisis(ctx, about.crisisId)).now;
  const dayOver = new Date(Date.parse(heard.kept.dayAt) + 24 * HOUR).toISOString();
  const { talk, talkUntil } = heard.kept;
  return [
    ...writeNumber(ctx.db, hashes.number, row, {
      stoppedAt: heard.stoppedAt,
      sealed: await sealByRing(ctx.settings, bound, heard.kept),
      until: talk !== null && talkUntil > dayOver ? talkUntil : dayOver,
    }),
    insertDelivery(ctx.db, hashes.id, now),
    ...(await Promise.all(
      heard.texts.map((text) => outgoing(ctx, { kind: "answer", about, to: number, text, at })),
    )),
  ];
}

/** Takes one text. Acts that it causes carry keys of the conversation, so that doing it again after a failure doubles nothing. */
export async function receive(ctx: Ctx, incoming: Incoming): Promise<void> {
  const number = await senderOf(ctx, incoming.from);
  if (number === null) return;
  const hashes = {
    number: await numberHashOf(ctx, number),
    id: await keyedHash(ctx.settings, "sms-in", incoming.id),
  };
  // Failures count against the number, not against the gateway that all numbers share.
  const own: Ctx = { ...ctx, address: hashes.number };
  for (let tries = 0; ; tries++) {
    if (await isKnownDelivery(own.db, hashes.id)) return;
    try {
      await keep(own.db, await writesOf(own, incoming, number, hashes));
      return;
    } catch (error) {
      if (isSecondText(error)) return;
      if (problemIn(error) !== "stale" || tries >= 8) throw error;
    }
  }
}
