// The one write path: audit row, guards and writes in one D1 batch, then one poke of the live room. All or none.
// Nothing else in the worker calls .run() or .batch(); a repository test says so.
import { Problem } from "../../schema/kit/problem.ts";
import { auditName, keyOwner } from "./actor.ts";
import type { Ctx } from "./door.ts";
import { isSecondDelivery } from "./problem.ts";
import { hex, keyedHash, openByRing, sealByRing } from "./seal.ts";

/** What an act is done to; ids only. */
export interface Target {
  crisisId?: string | null;
  targetId?: string | null;
  organisationId?: string | null;
}

/** Insert that raises `problem`, and undoes the whole batch, unless `exists` finds a row. */
export function guard(
  db: D1Database,
  problem: Problem["code"],
  exists: string,
  ...values: (string | number | null)[]
): D1PreparedStatement {
  return db.prepare(`INSERT INTO guard SELECT '${problem}' WHERE NOT EXISTS (${exists})`).bind(...values);
}

function auditRow(ctx: Ctx, at: string, target: Target): D1PreparedStatement {
  const organisationId =
    target.organisationId ?? (ctx.actor.kind === "officer" ? ctx.actor.organisationId : null);
  return ctx.db
    .prepare(
      "INSERT INTO audit (at, act, actor, actId, crisisId, organisationId, targetId) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING seq",
    )
    .bind(
      at,
      ctx.actName,
      ctx.auditAs ?? auditName(ctx.actor),
      ctx.actId,
      target.crisisId ?? null,
      organisationId,
      target.targetId ?? null,
    );
}

/**
 * Whose a delivery is. An adult with a code of her own is named by a keyed hash: what she sent to leave her group must not
 * stand beside an id of that group.
 */
export async function ownerOf(ctx: Pick<Ctx, "settings" | "actor" | "actName" | "actId">): Promise<string> {
  const owner = keyOwner(ctx.actor);
  // The audit's row holds the same act's id and the id of a report, which leads to a square: whose it is stands nowhere.
  if (ctx.actor.kind === "person" && ctx.actName.startsWith("danger."))
    return keyedHash(ctx.settings, "delivery", `${owner} ${ctx.actId}`);
  const adult = ctx.actor.kind === "person" && ctx.actor.personId !== null;
  return adult ? keyedHash(ctx.settings, "delivery", owner) : owner;
}

/** What a retry by `owner` will get; sealed, and of no use to anybody else. */
export async function deliveryFor(ctx: Ctx, owner: string, reply: unknown): Promise<D1PreparedStatement> {
  const sealed = await sealByRing(ctx.settings, `delivery.reply:${owner}:${ctx.actId}`, reply);
  return ctx.db
    .prepare("INSERT INTO delivery (actor, actId, bodyHash, reply, at) VALUES (?1, ?2, ?3, ?4, ?5)")
    .bind(owner, ctx.actId, ctx.bodyHash, hex(sealed), ctx.real.toISOString());
}

/**
 * Writes `[...guards, ...writes]` with their audit row and the sealed reply that a retry will get.
 * `at` is the moment in the crisis. Raises the problem that a guard names. Replies with `reply`, or with what the
 * first delivery replied where the same act arrived twice at once.
 */
export async function commit<T>(
  ctx: Ctx,
  at: Date,
  target: Target,
  statements: D1PreparedStatement[],
  reply: T,
): Promise<T> {
  const delivery = await deliveryFor(ctx, await ownerOf(ctx), reply);
  try {
    await ctx.db.batch([
      auditRow(ctx, at.toISOString(), target),
      ...(ctx.bodyHash === "" ? [] : [delivery]),
      ...statements,
    ]);
  } catch (error) {
    if (!isSecondDelivery(error)) throw error;
    const first = await findDelivery<T>(ctx);
    if (first === null) throw error;
    return first;
  }
  if (target.crisisId != null) ctx.after(poke(ctx, target.crisisId));
  return reply;
}

/**
 * The reply of an earlier delivery of this act; null where there was none. Raises `key-reused` where the body was
 * another, and `link-spent` where the person left and burned it.
 */
export async function findDelivery<T>(ctx: Ctx): Promise<T | null> {
  const owner = await ownerOf(ctx);
  const row = await ctx.db
    .prepare("SELECT bodyHash, reply, burnedAt FROM delivery WHERE actor = ?1 AND actId = ?2")
    .bind(owner, ctx.actId)
    .first<{ bodyHash: string; reply: string; burnedAt: string | null }>();
  if (row === null) return null;
  if (row.burnedAt !== null) throw new Problem("link-spent");
  if (row.bodyHash !== ctx.bodyHash) throw new Problem("key-reused");
  return openByRing<T>(ctx.settings, `delivery.reply:${owner}:${ctx.actId}`, Uint8Array.fromHex(row.reply));
}

/** When this act was delivered first; null where it was not. */
export async function deliveredAt(ctx: Ctx): Promise<string | null> {
  const owner = await ownerOf(ctx);
  const sql = "SELECT at FROM delivery WHERE actor = ?1 AND actId = ?2";
  return ctx.db.prepare(sql).bind(owner, ctx.actId).first<string>("at");
}

/**
 * A read that shows a name or a place leaves its row before it shows it. `then` are statements with which
 * its people read it (`insertLooks`, worker/access).
 */
export async function commitLook(
  ctx: Ctx,
  at: Date,
  target: Target,
  then: D1PreparedStatement[] = [],
): Promise<void> {
  await ctx.db.batch([auditRow(ctx, at.toISOString(), target), ...then]);
}

/** Writes that no act of anybody caused and that are no event of a crisis: sessions, counters, the audit's chain. */
export async function keep(db: D1Database, statements: D1PreparedStatement[]): Promise<void> {
  if (statements.length > 0) await db.batch(statements);
}

/** Tells the crisis's room that something was committed. A lost poke costs a minute at most: the room looks by itself. */
export async function poke(ctx: Pick<Ctx, "room">, crisisId: string): Promise<void> {
  try {
    await ctx.room.getByName(crisisId).poke();
  } catch {
    // @NOTE The room may be restarting: its sockets ask when they come back, and it looks by itself once a minute.
  }
}
