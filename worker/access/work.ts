// Before a case is opened or written on: is it work, or does it take a reason? One function for every read that opens one,
// and for every act that would make it work. Beside it, the record of what is read of a case that is open already.
import { isPermitWork, isWork } from "../../schema/access.rules.ts";
import type { Crisis } from "../../schema/crisis.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { findOpenGlass } from "../glass/store.ts";
import { officerOf } from "../kit/actor.ts";
import { commitLook } from "../kit/commit.ts";
import type { Ctx } from "../kit/door.ts";
import type { PermitRow } from "../permit/store.ts";
import { findSight, type SightRow } from "../registration/sight.ts";
import { findWork, hasLooked, insertLooks, type Look } from "./store.ts";

/**
 * The reason that this look goes by; null where it is ordinary work. Raises `reason-needed` where it is not, and no
 * reason of this officer for this case holds now.
 */
export async function glassFor(ctx: Ctx, row: SightRow, crisis: Crisis): Promise<string | null> {
  const officer = officerOf(ctx.actor);
  const found = await findWork(ctx.db, officer, row);
  if (found === null) throw new Problem("not-found");
  const work = {
    role: officer.role,
    audience: row.audience,
    state: found.state,
    crisisOpen: crisis.closedAt === null,
    ownsNeed: found.ownsNeed === 1,
    openNeed: found.openNeed === 1,
    unread: row.unread > 0,
    seated: found.seated === 1,
    decidedAt: found.decidedAt,
  };
  return isWork(work, new Date(crisis.now)) ? null : reasonOf(ctx, row.id);
}

/** The same for an act that names something of a case, and not the case. Raises `not-found` where it is out of sight. */
async function glassForId(ctx: Ctx, registrationId: string, crisis: Crisis): Promise<string | null> {
  const row = await findSight(ctx.db, officerOf(ctx.actor), registrationId);
  if (row === null) throw new Problem("not-found");
  return glassFor(ctx, row, crisis);
}

/** The same before a case is written on: a closed crisis takes nothing, whatever the reason. Raises `crisis-closed`. */
export async function glassToWrite(ctx: Ctx, of: SightRow | string, crisis: Crisis): Promise<void> {
  if (crisis.closedAt !== null) throw new Problem("crisis-closed");
  await (typeof of === "string" ? glassForId(ctx, of, crisis) : glassFor(ctx, of, crisis));
}

/** What was shown of a case is shown again to the same officer for so long without another record of it. */
const ONE_LOOK = 3_600_000;

/**
 * The record of a part of a case that a desk reads beside the rest, some of it again and again: one look an hour, so that
 * she reads what was shown, and not how often a screen asked. Raises nothing; comes before anything is shown.
 */
export async function recordPart(ctx: Ctx, crisis: Crisis, look: Look): Promise<void> {
  const officer = officerOf(ctx.actor);
  const now = new Date(crisis.now);
  const since = new Date(now.getTime() - ONE_LOOK).toISOString();
  if (await hasLooked(ctx.db, officer.officerId, look, since)) return;
  const target = { crisisId: crisis.id, targetId: look.registrationId };
  await commitLook(ctx, now, target, [insertLooks(ctx.db, officer, [look])]);
}

/** The same for a request that an authority may read. */
export async function glassForPermit(ctx: Ctx, row: PermitRow, crisis: Crisis): Promise<string | null> {
  return isPermitWork(row, new Date(crisis.now)) ? null : reasonOf(ctx, row.registrationId);
}

async function reasonOf(ctx: Ctx, registrationId: string): Promise<string> {
  const glassId = await findOpenGlass(ctx.db, officerOf(ctx.actor), registrationId, ctx.real);
  if (glassId === null) throw new Problem("reason-needed");
  return glassId;
}
