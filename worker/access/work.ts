// Before a case is opened: is it work, or does it take a reason? One function for every read that opens one.
import { isPermitWork, isWork } from "../../schema/access.rules.ts";
import type { Crisis } from "../../schema/crisis.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { findOpenGlass } from "../glass/store.ts";
import { officerOf } from "../kit/actor.ts";
import type { Ctx } from "../kit/door.ts";
import type { PermitRow } from "../permit/store.ts";
import type { SightRow } from "../registration/sight.ts";
import { findWork } from "./store.ts";

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

/** The same for a request that an authority may read. */
export async function glassForPermit(ctx: Ctx, row: PermitRow, crisis: Crisis): Promise<string | null> {
  return isPermitWork(row, new Date(crisis.now)) ? null : reasonOf(ctx, row.registrationId);
}

async function reasonOf(ctx: Ctx, registrationId: string): Promise<string> {
  const glassId = await findOpenGlass(ctx.db, officerOf(ctx.actor), registrationId, ctx.real);
  if (glassId === null) throw new Problem("reason-needed");
  return glassId;
}
