// Deleting everything: sight is cut in the commit that asks for it, for three days only she can undo it, and then the
// clock overwrites the key. A real crisis counts in real time, an exercise by its own clock.

import { Problem } from "../../schema/kit/problem.ts";
import { ERASED_AFTER, registrationDelete, registrationKeep } from "../../schema/registration-end.ts";
import { anyOwnRegistration } from "../consent/routes.ts";
import { readSharing } from "../consent/sharing.ts";
import { getCrisis } from "../crisis/store.ts";
import { personOf } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { bind, type Ctx, setOwnCookie } from "../kit/door.ts";
import { guardStill } from "../movement/store.ts";
import { updateAlive } from "../registration/store.ts";
import { seatsFreedBy } from "../seat/freed.ts";
import { isRace, withTries } from "../seat/placing.ts";
import { insertPlacings } from "../seat/store.ts";
import { deleteAllSessionsOf } from "../session/store.ts";
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

/** Where the clock had ended it, keeping it is the sign that was asked for: its time starts anew. */
export const keepAll = bind(registrationKeep, async (ctx) => {
  const own = await anyOwnRegistration(ctx);
  if (personOf(ctx.actor).personId !== null) throw new Problem("not-allowed");
  const crisis = await getCrisis(ctx, own.crisisId);
  const target = { crisisId: crisis.id, targetId: own.id };
  const { endedByClock } = await readSharing(ctx.db, own);
  const sign = endedByClock ? [updateAlive(ctx.db, own.id, crisis.now)] : [];
  const writes = [takeBackErasure(ctx.db, own.id), ...sign];
  return commit(ctx, new Date(crisis.now), target, writes, { kept: true as const });
});

const AT_ONCE = 50;

/** Destroys one key. The seats that become free with it go to those who wait, in the same commit. */
async function eraseOne(ctx: Ctx, crisisId: string, id: string, now: string): Promise<void> {
  await withTries(isRace, async (last) => {
    const clock = {
      ...ctx,
      actName: "registration.erase",
      actId: crypto.randomUUID(),
      bodyHash: "",
      auditAs: "clock",
    };
    const freed = last ? [] : await seatsFreedBy(clock, { id }, now);
    const writes = [
      ...freed.map(({ movement }) => guardStill(ctx.db, movement, "seats-gone")),
      ...erase(ctx.db, [id], now),
      ...freed.flatMap(({ movement, next }) => insertPlacings(ctx.db, movement.id, now, next)),
    ];
    await commit(clock, new Date(now), { crisisId, targetId: id }, writes, null);
  });
}

/** Ends what is due, in every crisis, open or closed. Answers how many were ended. */
export async function eraseDue(ctx: Ctx): Promise<number> {
  let ended = 0;
  let failure: unknown = null;
  for (const crisisId of await listErasing(ctx.db)) {
    const { now } = await getCrisis(ctx, crisisId);
    for (const id of await listErasable(ctx.db, crisisId, now, AT_ONCE))
      try {
        await eraseOne(ctx, crisisId, id, now);
        ended++;
      } catch (error) {
        // Who comes after her is erased all the same.
        failure ??= error;
      }
  }
  if (failure !== null) throw failure;
  return ended;
}
