// The outbox: texts are written in the commit that causes them, and brought to the gateway afterwards, by whoever comes
// first: the request that wrote them, or the clock. A gateway that is away loses nothing: what waits is tried again.
import type { Crisis } from "../../schema/crisis.ts";
import { spaced } from "../../schema/registration.rules.ts";
import { getCrisis } from "../crisis/store.ts";
import { keep } from "../kit/commit.ts";
import type { Ctx } from "../kit/door.ts";
import { bytesOf, keyedHash, makeId, open, openByRing, seal, sealByRing } from "../kit/seal.ts";
import { dialled } from "../registration/phone.ts";
import { findOwnRegistration, type RegistrationRow, type SealedRegistration } from "../registration/store.ts";
import { keyOf } from "../registration/view.ts";
import { bring, type Outcome } from "./gateway.ts";
import { GIVEN_UP_AFTER, HELD, UNSURE, waitAfter } from "./rules.ts";
import { claimDue, insertOut, listClaimed, moveOut, type OutRow, putBack } from "./store.ts";
import { textsOf } from "./text.ts";

type Sending = Pick<Ctx, "settings" | "db" | "real">;
/** The registration that a text is about: its own key seals it, and goes with it. */
export type About = Pick<RegistrationRow, "id" | "keyVersion" | "wrappedKey">;

interface Sealed {
  to: string;
  text: string;
}

export function numberHashOf(ctx: Sending, number: string): Promise<string> {
  return keyedHash(ctx.settings, "sms-number", number);
}

const after = (real: Date, ms: number) => new Date(real.getTime() + ms).toISOString();

/** A text for the outbox. @PRIVACY number and text are sealed before a statement exists. */
export async function outgoing(
  ctx: Sending,
  out: {
    kind: "answer" | "news";
    about: About | null;
    to: string;
    text: string;
    at: string;
    known?: boolean;
  },
): Promise<D1PreparedStatement> {
  const id = makeId("sms");
  const sealed: Sealed = { to: out.to, text: out.text };
  const key = out.about === null ? null : await keyOf(ctx.settings, out.about);
  return insertOut(
    ctx.db,
    {
      id,
      kind: out.kind,
      registrationId: out.about?.id ?? null,
      numberHash: await numberHashOf(ctx, out.to),
      sealed:
        key === null
          ? await sealByRing(ctx.settings, `smsOut.sealed:${id}`, sealed)
          : await seal(key, `smsOut.sealed:${id}`, sealed),
      ends: key === null ? null : await seal(key, `smsOut.ends:${id}`, out.to.slice(-2)),
      at: out.at,
      queuedAt: ctx.real.toISOString(),
      dueAt: after(ctx.real, out.kind === "news" ? HELD : 0),
    },
    out.known === true,
  );
}

/** The number that news may go to now; null where she did not say that it is safe, or nobody could dial it. */
async function safeNumber(
  ctx: Sending,
  row: RegistrationRow,
  crisis: Crisis,
): Promise<{ number: string; lang: string } | null> {
  if (row.erasureAt !== null) return null;
  const key = await keyOf(ctx.settings, row);
  const sealed = await open<SealedRegistration>(key, `registration.sealed:${row.id}`, bytesOf(row.sealed));
  if (!sealed.phoneSafe || sealed.phone === null) return null;
  const number = dialled(sealed.phone, crisis.hostCountry);
  return number === null ? null : { number, lang: sealed.lang };
}

/**
 * Says by text that something is new, and nothing else: no sender, no state, no name (R29). Goes into the commit of the act
 * that is the news. Nothing where texts are off, or where it is not safe.
 */
export async function newsWrites(
  ctx: Sending,
  row: RegistrationRow,
  crisis: Crisis,
  what: "sms.news" | "sms.pinChanged" = "sms.news",
): Promise<D1PreparedStatement[]> {
  if (ctx.settings.sms === null) return [];
  const safe = await safeNumber(ctx, row, crisis);
  if (safe === null) return [];
  const reference = await openByRing<string>(
    ctx.settings,
    `registration.reference:${row.id}`,
    bytesOf(row.reference),
  );
  // Where her number was changed without her, the telephone is how she says so.
  const call =
    what === "sms.pinChanged" && crisis.hotline !== null ? [{ say: "sms.call" }, crisis.hotline] : [];
  const [text = ""] = textsOf(safe.lang, { say: what }, ...call, spaced(reference));
  const known = crisis.clock !== null;
  return [await outgoing(ctx, { kind: "news", about: row, to: safe.number, text, at: crisis.now, known })];
}

/** What is sealed of a claimed row, and whether it may still go: news is asked again, since what is safe may have changed. */
async function opened(ctx: Sending, row: OutRow): Promise<Sealed | null> {
  const bound = `smsOut.sealed:${row.id}`;
  if (row.registrationId === null) return openByRing<Sealed>(ctx.settings, bound, bytesOf(row.sealed));
  const about = await findOwnRegistration(ctx.db, { registrationId: row.registrationId });
  if (about === null) return null;
  const sealed = await open<Sealed>(await keyOf(ctx.settings, about), bound, bytesOf(row.sealed));
  if (row.kind === "answer") return sealed;
  const crisis = await getCrisis(ctx, about.crisisId);
  return (await safeNumber(ctx, about, crisis))?.number === sealed.to ? sealed : null;
}

function written(ctx: Sending, row: OutRow, outcome: Outcome): D1PreparedStatement {
  const now = new Date();
  if (outcome === "taken") return moveOut(ctx.db, row.id, "sent", now.toISOString());
  const old = now.getTime() - Date.parse(row.queuedAt) > GIVEN_UP_AFTER;
  if (outcome === "refused" || old) return moveOut(ctx.db, row.id, "failed", now.toISOString());
  return putBack(ctx.db, row.id, after(now, outcome === "unsure" ? UNSURE : waitAfter(row.tries)));
}

/** One number's texts, in their order; what follows one that could not go now waits with it. */
async function bringAll(ctx: Sending, rows: readonly OutRow[]): Promise<void> {
  const { sms } = ctx.settings;
  let held: string | null = null;
  for (const row of rows) {
    if (sms === null || held !== null) {
      await keep(ctx.db, [putBack(ctx.db, row.id, held ?? after(new Date(), waitAfter(row.tries)))]);
      continue;
    }
    const sealed = await opened(ctx, row);
    if (sealed === null) {
      await keep(ctx.db, [moveOut(ctx.db, row.id, "cancelled", new Date().toISOString())]);
      continue;
    }
    const outcome = await bring(ctx.settings, sms, { id: row.id, ...sealed });
    await keep(ctx.db, [written(ctx, row, outcome)]);
    if (outcome === "later" || outcome === "unsure") held = after(new Date(), waitAfter(row.tries));
  }
}

/** Longer than the longest way through one claim, so that nobody else takes it meanwhile. */
const CLAIM = 5 * 60_000;
const AT_ONCE = 24;

/** Brings what is due. Safe to run twice at once; a run that dies leaves its texts to another one. */
export async function sendDue(ctx: Sending): Promise<number> {
  if (ctx.settings.sms === null) return 0;
  const claim = crypto.randomUUID();
  const now = new Date();
  await keep(ctx.db, [claimDue(ctx.db, claim, now.toISOString(), after(now, CLAIM), AT_ONCE)]);
  const rows = await listClaimed(ctx.db, claim);
  const byNumber = Map.groupBy(rows, (row) => row.numberHash);
  await Promise.all([...byNumber.values()].map((list) => bringAll(ctx, list)));
  return rows.length;
}
