// Handlers of whoever looks for somebody: opening a request, coming back, reading what was answered, writing once more,
// ending it. Invariant: up to an answer, no byte of any reply and no work depends on who is registered here.
// @PRIVACY of another person only what she answered leaves, and only while she agrees to be looked for.
import { Problem } from "../../schema/kit/problem.ts";
import { periods } from "../../schema/retention.ts";
import { MOST_TEXTS } from "../../schema/tracing.rules.ts";
import {
  type TracingForRelative,
  tracingClose,
  tracingOpen,
  tracingSee,
  tracingSignIn,
  tracingWrite,
} from "../../schema/tracing.ts";
import { getCrisis, guardOpen } from "../crisis/store.ts";
import { digitsOf, LEAST_DIGITS } from "../find/token.ts";
import { PERSON_MINUTES, personUntil, relativeOf } from "../kit/actor.ts";
import { countAttempt, type Pace, refuseIfWaiting } from "../kit/attempt.ts";
import { commit, commitLook } from "../kit/commit.ts";
import { bind, type Ctx, setOwnCookie } from "../kit/door.ts";
import { showing } from "../kit/policy.ts";
import {
  bytesOf,
  keyedHash,
  makeId,
  makeKey,
  openKey,
  pinHash,
  randomBytes,
  randomToken,
  sameBytes,
  seal,
  sha256,
  open as unseal,
} from "../kit/seal.ts";
import { tokensOfNames } from "../match/clock.ts";
import { missGuess, returnGuess, takeGuess } from "../registration/guess.ts";
import { drawReference, withFreshReferences } from "../registration/open.ts";
import { makePin, withPin } from "../registration/receipt.ts";
import { keyOf } from "../registration/view.ts";
import { listSet } from "../retention/store.ts";
import {
  type AnswerRow,
  deleteTracing,
  findTracing,
  findTracingForSignIn,
  insertTracing,
  insertTracingSession,
  listAnswers,
  markRead,
  type SealedTracing,
  type TracingRow,
  updateTracing,
  updateVisited,
} from "./store.ts";

/** Requests from one address that cost nothing within a day: a whole camp shares one. Then each waits, at most a minute. */
const asked: Pace = { free: 30, most: 60 };

/** A short number is as good as none: half a country would share its hash. */
async function askerHashOf(ctx: Ctx, crisisId: string, phone: string | undefined): Promise<string | null> {
  const digits = digitsOf(phone ?? "");
  return digits.length < LEAST_DIGITS ? null : keyedHash(ctx.settings, `asker:${crisisId}`, digits.slice(-8));
}

export const open = bind(
  tracingOpen,
  async (ctx, given) => {
    const crisis = await getCrisis(ctx, given.crisisId);
    if (crisis.closedAt !== null) throw new Problem("crisis-closed");
    await refuseIfWaiting(ctx.db, "tracing", ctx.address, ctx.real, asked);
    const id = makeId("trc");
    const made = given.pin === undefined ? await makePin(ctx) : null;
    const pin = given.pin ?? made?.pin ?? "";
    const pinSalt = randomBytes(16);
    const { key, ...wrapped } = await makeKey(ctx.settings, id);
    const sealed: SealedTracing = {
      lang: given.lang,
      name: given.name,
      born: given.born ?? null,
      phone: given.phone ?? null,
      by: given.by,
      kin: given.kin,
      byPhone: given.byPhone ?? null,
      texts: [{ at: crisis.now, text: given.text }],
    };
    const row = {
      id,
      crisisId: crisis.id,
      ...wrapped,
      pinSalt,
      pinHash: await pinHash(ctx.settings, pin, pinSalt),
      sealed: await seal(key, `tracing.sealed:${id}`, sealed),
      askerHash: await askerHashOf(ctx, crisis.id, given.byPhone),
      at: crisis.now,
    };
    const tokens = await tokensOfNames(ctx, crisis.id, sealed.phone, [sealed.name]);
    await countAttempt(ctx.db, "tracing", ctx.address, ctx.real, asked);
    return withFreshReferences(async () => {
      const reference = drawReference();
      const referenceHash = await keyedHash(ctx.settings, "reference", reference);
      const writes = [
        guardOpen(ctx.db, crisis.id),
        ...insertTracing(ctx.db, { ...row, referenceHash }, tokens),
      ];
      const reply = { reference, pin: made?.stored ?? null };
      return commit(ctx, new Date(crisis.now), { crisisId: crisis.id, targetId: id }, writes, reply);
    });
  },
  withPin,
);

/** The same answer and the same work for an unknown code and a wrong PIN; a guess is taken before it is looked at (ruling 12). */
export const signIn = bind(tracingSignIn, async (ctx, { reference, pin }) => {
  const referenceHash = await keyedHash(ctx.settings, "reference", reference);
  const found = await findTracingForSignIn(ctx.db, referenceHash);
  const salt = found === null ? new Uint8Array(16) : bytesOf(found.pinSalt);
  const guess = await takeGuess(ctx, referenceHash, salt);
  const hashed = await pinHash(ctx.settings, pin, salt);
  const right = sameBytes(hashed, found === null ? new Uint8Array(32) : bytesOf(found.pinHash));
  if (found === null || !right) {
    await missGuess(ctx);
    throw new Problem("code-or-pin-wrong");
  }
  const token = randomToken();
  const sessionHash = await sha256(token);
  const startedAt = ctx.real.toISOString();
  const expiresAt = personUntil({ startedAt }, ctx.real).toISOString();
  setOwnCookie(ctx, token, PERSON_MINUTES * 60);
  const session = insertTracingSession(ctx.db, {
    tokenHash: sessionHash,
    tracingId: found.id,
    startedAt,
    expiresAt,
  });
  // Each sign-in makes its own session: a retry is a new one, so no reply is kept.
  ctx.bodyHash = "";
  const writes = [session, ...returnGuess(ctx, guess)];
  const reply = await commit(ctx, ctx.real, { targetId: found.id }, writes, { signedIn: true as const });
  ctx.actor = { kind: "relative", tracingId: found.id, sessionHash, startedAt };
  return reply;
});

/** Raises `signed-out` where it is closed or was let go meanwhile. */
async function ownTracing(ctx: Ctx): Promise<TracingRow> {
  const row = await findTracing(ctx.db, relativeOf(ctx.actor).tracingId);
  if (row === null) throw new Problem("signed-out");
  return row;
}

export function tracingKey(ctx: Ctx, row: Pick<TracingRow, "id" | "keyVersion" | "wrappedKey">) {
  return openKey(ctx.settings, row.id, {
    keyVersion: row.keyVersion,
    wrappedKey: bytesOf(row.wrappedKey),
  });
}

export async function sealedOf(ctx: Ctx, row: TracingRow): Promise<SealedTracing> {
  return unseal<SealedTracing>(await tracingKey(ctx, row), `tracing.sealed:${row.id}`, bytesOf(row.sealed));
}

export interface SealedAnswer {
  text: string | null;
  phone: string | null;
}

/** @PRIVACY the statement gave a row for a consent that holds; the policy is asked all the same. */
async function answerOf(ctx: Ctx, row: AnswerRow): Promise<TracingForRelative["answers"][number] | null> {
  const show = showing({ audience: "relative", role: "relative", purposes: ["trace"], age: null });
  return show.read("answer", async () => {
    const key = await keyOf(ctx.settings, { ...row, id: row.registrationId });
    const answer = await unseal<SealedAnswer>(key, `tracingMatch.sealed:${row.id}`, bytesOf(row.sealed));
    return { at: row.answeredAt, text: answer.text, phone: answer.phone };
  });
}

const DAY = 86_400_000;

export const see = bind(tracingSee, async (ctx) => {
  const row = await ownTracing(ctx);
  const own = relativeOf(ctx.actor);
  const crisis = await getCrisis(ctx, row.crisisId);
  const [sealed, rows, set] = await Promise.all([
    sealedOf(ctx, row),
    listAnswers(ctx.db, own, crisis.now),
    listSet(ctx.db, crisis.id),
  ]);
  const answers = (await Promise.all(rows.map((one) => answerOf(ctx, one)))).flatMap((one) => one ?? []);
  const days = set.get("tracing") ?? periods.tracing.days;
  // That her answer was read stands on her page before whoever looks reads it.
  await commitLook(
    { ...ctx, actId: crypto.randomUUID() },
    new Date(crisis.now),
    { crisisId: crisis.id, targetId: row.id },
    [markRead(ctx.db, own, crisis.now), updateVisited(ctx.db, row.id, crisis.now)],
  );
  const { name, born, phone, by, kin, byPhone, texts } = sealed;
  return {
    crisisId: crisis.id,
    ...{ name, born, phone, by, kin, byPhone, texts },
    left: Math.max(0, MOST_TEXTS - texts.length),
    openedAt: row.openedAt,
    until: new Date(Date.parse(crisis.now) + days * DAY).toISOString(),
    answers,
  };
});

/** Works in a closed crisis too: families look on. */
export const write = bind(tracingWrite, async (ctx, { text }) => {
  const row = await ownTracing(ctx);
  const crisis = await getCrisis(ctx, row.crisisId);
  const sealed = await sealedOf(ctx, row);
  if (sealed.texts.length >= MOST_TEXTS) throw new Problem("too-many", { retryAfter: 86_400 });
  const after = { ...sealed, texts: [...sealed.texts, { at: crisis.now, text }] };
  const bytes = await seal(await tracingKey(ctx, row), `tracing.sealed:${row.id}`, after);
  const writes = updateTracing(ctx.db, row, bytes, crisis.now);
  const reply = { at: crisis.now, left: MOST_TEXTS - after.texts.length };
  return commit(ctx, new Date(crisis.now), { crisisId: crisis.id, targetId: row.id }, writes, reply);
});

/** Nothing of it stays, not even a reply for a retry: the second time finds nobody signed in. */
export const close = bind(tracingClose, async (ctx) => {
  const row = await ownTracing(ctx);
  const crisis = await getCrisis(ctx, row.crisisId);
  setOwnCookie(ctx, "", 0);
  ctx.bodyHash = "";
  const target = { crisisId: crisis.id, targetId: row.id };
  return commit(ctx, new Date(crisis.now), target, deleteTracing(ctx.db, row.id), { closed: true as const });
});
