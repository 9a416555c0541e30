// Coming back by text. With code and PIN: how it stands, in words that tell a stranger nothing, and with OK before them all
// that being still there does. With the code alone, which officers read too: a sign of life and no consent. Taking back or
// deleting never happens here: a sender can be forged.
import { Problem } from "../../schema/kit/problem.ts";
import { isOpenState, spaced } from "../../schema/registration.rules.ts";
import type { RegistrationForSelf } from "../../schema/registration-status.ts";
import { sayTime } from "../../schema/words.ts";
import { type Ctx, perform } from "../kit/door.ts";
import { keyedHash } from "../kit/seal.ts";
import { status } from "../registration/mine.ts";
import { aliveByCode, aliveByText, signIn, signOut } from "../registration/own.ts";
import { findForSignIn } from "../registration/store.ts";
import { callLines, type Line, pageLines, textsOf } from "./text.ts";

export interface CameBack {
  texts: string[];
  missed: boolean;
  /** Null too for an adult with a code of her own: nobody who helps her group sees that she asked. */
  about: string | null;
}

function statusTexts(ctx: Ctx, seen: RegistrationForSelf): string[] {
  const { lang, state } = seen;
  const code = spaced(seen.reference);
  if (seen.erasure !== null) return textsOf(lang, code, { say: "sms.deleting" });
  const next: Line = { say: "sms.next", with: { time: sayTime(lang, seen.nextBy) } };
  const texts = textsOf(lang, code, { say: `sms.state.${state}` }, ...(isOpenState(state) ? [next] : []));
  const asks = state === "more-needed" || state === "not-possible";
  const page = pageLines(ctx.settings, lang);
  if (seen.unread > 0) texts.push(...textsOf(lang, { say: "sms.unread", with: { n: seen.unread } }, ...page));
  if (asks) texts.push(...textsOf(lang, ...callLines(seen.hotline), ...(seen.unread > 0 ? [] : page)));
  return texts.filter((text) => text !== "");
}

/** What a refused sign-in is told; null for what is no answer to a code and a PIN. */
function refused(problem: Problem): Line | null {
  if (problem.code === "code-or-pin-wrong") return { say: "sms.wrong" };
  if (problem.code === "paper-not-typed") return { say: "sms.onPaper" };
  const minutes = Math.ceil((problem.detail.retryAfter ?? 60) / 60);
  return problem.code === "too-many" ? { say: "sms.wait", with: { minutes } } : null;
}

/** The very door of the page: the same delays, counted by code and by number, and the same answer for an unknown code. */
export async function comeBack(
  ctx: Ctx,
  given: { reference: string; pin: string; alive: boolean },
  lang: string,
): Promise<CameBack> {
  const own: Ctx = { ...ctx, actor: { kind: "nobody" }, actId: crypto.randomUUID(), cookies: [] };
  try {
    await perform(own, signIn, { reference: given.reference, pin: given.pin });
  } catch (error) {
    const line = error instanceof Problem ? refused(error) : null;
    if (line === null) throw error;
    return { texts: textsOf(lang, line), missed: true, about: null };
  }
  const { actor } = own;
  const noted = given.alive && actor.kind === "person" && actor.personId === null;
  if (noted) await notes(own, aliveByText);
  const seen = await perform(own, status, {});
  const texts = statusTexts(own, seen);
  if (noted && seen.erasure === null) texts.unshift(...textsOf(seen.lang, { say: "sms.noted" }));
  own.actId = crypto.randomUUID();
  await perform(own, signOut, {});
  const about = actor.kind === "person" && actor.personId === null ? actor.registrationId : null;
  return { texts, missed: false, about };
}

/** Says the same for a code that nobody has: this is no way to find out which ones there are. */
export async function stillHere(ctx: Ctx, reference: string): Promise<void> {
  const found = await findForSignIn(ctx.db, await keyedHash(ctx.settings, "reference", reference));
  if (found === null) return;
  const own: Ctx = {
    ...ctx,
    actor: {
      kind: "person",
      registrationId: found.id,
      personId: found.personId,
      sessionHash: "",
      startedAt: ctx.real.toISOString(),
    },
    actId: crypto.randomUUID(),
  };
  await notes(own, aliveByCode);
}

/** What is refused, as for a request that is being deleted, is no matter of a text. */
async function notes(own: Ctx, sign: typeof aliveByText): Promise<void> {
  own.actId = crypto.randomUUID();
  try {
    await perform(own, sign, {});
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
}
