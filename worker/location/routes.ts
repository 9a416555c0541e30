// Handlers of location: the person says where she is, or takes it back; and the ageing that the clock does.
import type { Crisis } from "../../schema/crisis.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { DISTRICT } from "../../schema/kit/quadkey.ts";
import { CELL_FOR, EXACT_FOR, KEPT_FOR } from "../../schema/location.rules.ts";
import { locationDelete, locationSet } from "../../schema/location.ts";
import { ownRegistration } from "../consent/routes.ts";
import { getCrisis, guardOpen } from "../crisis/store.ts";
import { commit } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { seal } from "../kit/seal.ts";
import { keyOf } from "../registration/view.ts";
import { placedAt, storedPlace } from "./place.ts";
import {
  cutCells,
  deleteLocation,
  deleteLocations,
  forgetExact,
  listAged,
  listExact,
  listPublishedZones,
  listTooOld,
  upsertLocations,
} from "./store.ts";

export const set = bind(locationSet, async (ctx, { place }) => {
  const own = await ownRegistration(ctx);
  const crisis = await getCrisis(ctx, own.crisisId);
  const [zone = null] =
    place.zoneId === undefined ? [] : await listPublishedZones(ctx.db, own.crisisId, [place.zoneId]);
  if (place.zoneId !== undefined && zone === null) throw new Problem("place-unknown");
  const stored = storedPlace(place, zone);
  if (stored === null) throw new Problem("malformed", { fields: [{ path: "place", reason: "empty" }] });
  const sealed = await seal(await keyOf(ctx.settings, own), `location.sealed:${own.id}`, stored.sealed);
  const row = {
    registrationId: own.id,
    kind: stored.kind,
    zoneId: stored.zoneId,
    cell: stored.cell,
    at: placedAt(place, new Date(crisis.now)),
    sealed,
  };
  const writes = [guardOpen(ctx.db, own.crisisId), upsertLocations(ctx.db, [row])];
  return commit(ctx, new Date(crisis.now), { crisisId: own.crisisId, targetId: own.id }, writes, {
    at: row.at,
  });
});

/** Works in a closed crisis too. */
export const remove = bind(locationDelete, async (ctx) => {
  const own = await ownRegistration(ctx);
  const crisis = await getCrisis(ctx, own.crisisId);
  return commit(
    ctx,
    new Date(crisis.now),
    { crisisId: own.crisisId, targetId: own.id },
    [deleteLocation(ctx.db, own.id)],
    { deleted: true as const },
  );
});

/** At most this many cases in one commit, below what one answer of the change feed holds. */
const AT_ONCE = 400;

/**
 * Ages the places of one crisis by its own clock (ruling 6). True where something was done: more may be left. Without `exact`
 * exact places are left to the minute's clock: no count is made of them, and every read asks the policy for their age.
 */
export async function agePlaces(ctx: Ctx, crisis: Crisis, exact = true): Promise<boolean> {
  const now = Date.parse(crisis.now);
  const before = (age: number) => new Date(now - age).toISOString();
  const gone = await listTooOld(ctx.db, crisis.id, before(KEPT_FOR), AT_ONCE);
  const coarse = gone.length > 0 ? [] : await listAged(ctx.db, crisis.id, before(CELL_FOR), AT_ONCE);
  const inexact =
    !exact || gone.length + coarse.length > 0
      ? []
      : await listExact(ctx.db, crisis.id, before(EXACT_FOR), AT_ONCE);
  const statements =
    gone.length > 0
      ? [deleteLocations(ctx.db, gone)]
      : coarse.length > 0
        ? [cutCells(ctx.db, coarse, DISTRICT)]
        : inexact.length > 0
          ? forgetExact(ctx.db, inexact)
          : [];
  if (statements.length === 0) return false;
  const aged: Ctx = {
    ...ctx,
    actName: "location.age",
    actId: crypto.randomUUID(),
    bodyHash: "",
    auditAs: "clock",
  };
  await commit(aged, new Date(crisis.now), { crisisId: crisis.id }, statements, null);
  return true;
}
