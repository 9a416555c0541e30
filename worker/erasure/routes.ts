// Deleting everything: sight is cut in the commit that asks for it, for three days only she can undo it, and then the
// clock overwrites the key. A real crisis counts in real time, an exercise by its own clock.

import { Problem } from "../../schema/kit/problem.ts";
import { ERASED_AFTER, registrationDelete, registrationKeep } from "../../schema/registration-end.ts";
import { anyOwnRegistration } from "../consent/routes.ts";
import { getCrisis } from "../crisis/store.ts";
import { personOf } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { bind, type Ctx, setOwnCookie } from "../kit/door.ts";
import { deleteAllSessionsOf } from "../organisation/store.ts";
import { askErasure, erase, listErasable, listErasing, takeBackErasure } from "./store.ts";

/** Works in a closed crisis too. Ends every session: undoing it needs code and secret number. */
export const remove = bind(registrationDelete, async (ctx) => {
  const own = await anyOwnRegistration(ctx);
  if (personOf(ctx.actor).personId !== null) throw new Problem("not-allowed");
  const crisis = await getCrisis(ctx, own.crisisId);
  const at = own.erasureAt ?? new Date(Date.parse(crisis.now) + ERASED_AFTER).toISOString();
  const writes = [
    askErasure(ctx.db, own.id, { askedAt: crisis.now, at }),
    deleteAllSessionsOf(ctx.db, own.id),
  ];
  setOwnCookie(ctx, "", 0);
  return commit(ctx, new Date(crisis.now), { crisisId: crisis.id, targetId: own.id }, writes, {
    goneAt: at,
  });
});

export const keepAll = bind(registrationKeep, async (ctx) => {
  const own = await anyOwnRegistration(ctx);
  if (personOf(ctx.actor).personId !== null) throw new Problem("not-allowed");
  const crisis = await getCrisis(ctx, own.crisisId);
  const target = { crisisId: crisis.id, targetId: own.id };
  return commit(ctx, new Date(crisis.now), target, [takeBackErasure(ctx.db, own.id)], {
    kept: true as const,
  });
});

const AT_ONCE = 50;

/** Ends what is due, in every crisis, open or closed. Answers how many were ended. */
export async function eraseDue(ctx: Ctx): Promise<number> {
  let ended = 0;
  for (const crisisId of await listErasing(ctx.db)) {
    const { now } = await getCrisis(ctx, crisisId);
    const ids = await listErasable(ctx.db, crisisId, now, AT_ONCE);
    for (const id of ids) {
      const one: Ctx = {
        ...ctx,
        actName: "registration.erase",
        actId: crypto.randomUUID(),
        bodyHash: "",
        auditAs: "clock",
      };
      await commit(one, new Date(now), { crisisId, targetId: id }, erase(ctx.db, [id], now), null);
    }
    ended += ids.length;
  }
  return ended;
}
