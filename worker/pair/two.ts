// Two administrators for one act. Whoever comes first asks, which is written down under a name of its own (`account.askClose`);
// the second one does the same, and it is done. A handler asks `takesTwo` and lists what it gets among its writes.
import { Problem } from "../../schema/kit/problem.ts";
import { PAIR_HOURS, type PairAct } from "../../schema/pair.ts";
import { officerOf } from "../kit/actor.ts";
import type { Ctx } from "../kit/door.ts";
import { findAsker, findSupervised, putPair, spendPair, type Word } from "./store.ts";

/** `until` is null where this is the second word, and the act may be done with `writes`; else only `writes` are committed. */
export interface Second {
  until: string | null;
  writes: D1PreparedStatement[];
}

/** An administrator acts on an organisation that is not hers and has ever had a supervisor. */
export async function isGuarded(ctx: Ctx, organisationId: string): Promise<boolean> {
  const actor = officerOf(ctx.actor);
  if (actor.role !== "platform-admin" || actor.organisationId === organisationId) return false;
  return (await findSupervised(ctx.db, organisationId)) !== null;
}

/** `account.close` → `account.askClose`: what the audit calls the first word. */
const askName = (act: PairAct) => act.replace(/\.(.)/, (_, letter: string) => `.ask${letter.toUpperCase()}`);

/** Asks, or completes what another administrator asked for. Raises `same-line` where both lead to one beginning of invitations. The stored reply of a first word is no reply of the act's. */
export async function takesTwo(
  ctx: Ctx,
  asked: { act: PairAct; targetId: string; organisationId: string | null; asked?: Record<string, string> },
): Promise<Second> {
  const at = ctx.real.toISOString();
  const { officerId: by, line } = officerOf(ctx.actor);
  const word: Word = {
    act: asked.act,
    targetId: asked.targetId,
    bodyHash: ctx.bodyHash,
    by,
    line,
  };
  const first = await findAsker(ctx.db, word, at);
  // Whoever invited herself a second account is still one.
  if (first === line) throw new Problem("same-line");
  if (first !== null) return { until: null, writes: spendPair(ctx.db, word, at) };
  const until = new Date(ctx.real.getTime() + PAIR_HOURS * 3_600_000).toISOString();
  ctx.actName = askName(asked.act);
  const { organisationId, asked: shown = {} } = asked;
  return { until, writes: [putPair(ctx.db, { ...word, organisationId, asked: shown, at, until })] };
}
