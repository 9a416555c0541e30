// Seats that become free because a request is gone for good: whom of those who wait they go to. The deleting itself is a
// trigger's (0013_coming-back.sql); this reads beforehand what it will free.
import { takesGroups } from "../../schema/movement.rules.ts";
import { getCrisis } from "../crisis/store.ts";
import type { Ctx } from "../kit/door.ts";
import { findOwnMovement, type MovementSeen } from "../movement/store.ts";
import { findOnIt, listTrips } from "../passenger/store.ts";
import { fill } from "./placing.ts";
import { afterwards } from "./rules.ts";
import type { Placing } from "./store.ts";

/** For each movement that still takes groups, those who get the seats of `own`; nobody in a closed crisis. */
export async function seatsFreedBy(
  ctx: Ctx,
  own: { id: string },
  now: string,
): Promise<{ movement: MovementSeen; next: Placing[] }[]> {
  const freed: { movement: MovementSeen; next: Placing[] }[] = [];
  const placed = new Set<string>();
  for (const { movementId, state } of await listTrips(ctx.db, own)) {
    const movement = state === null ? null : await findOwnMovement(ctx.db, own, movementId);
    const on = movement === null ? null : await findOnIt(ctx.db, movementId, own.id);
    const held = (on?.seats ?? []).filter((seat) => seat.state === "held");
    if (movement === null || on === null || held.length === 0 || !takesGroups(movement.state)) continue;
    if ((await getCrisis(ctx, movement.crisisId)).closedAt !== null) continue;
    const left = { ...movement, ...afterwards(movement, on.organisationId, held, -1) };
    const next = (await fill(ctx, left, now)).filter((one) => !placed.has(one.registrationId));
    for (const one of next) placed.add(one.registrationId);
    freed.push({ movement, next });
  }
  return freed;
}
