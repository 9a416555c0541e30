// Handler of a drawn area: which of the cases that were sent to this organisation lie inside. Partners have no such
// question: a free area, asked twice, would count one person (they read districts: crisis.areas).
import { isSimpleArea } from "../../schema/alert.rules.ts";
import type { Role } from "../../schema/kit/access.ts";
import { boxAround, isInside, isOnOneSide, type Ring, sideOf } from "../../schema/kit/polygon.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { boundsOf, DISTRICT } from "../../schema/kit/quadkey.ts";
import { drawnAt } from "../../schema/location.rules.ts";
import { registrationWithin, WITHIN_AT_ONCE } from "../../schema/registration-desk.ts";
import { getCrisis } from "../crisis/store.ts";
import { officerOf } from "../kit/actor.ts";
import { commitLook } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { guardDesk } from "../zone/routes.ts";
import { listSights, type Scope } from "./sight.ts";
import { listSpots, type SpotRow } from "./sight-map.ts";
import { inQueue, placeOf, showingCase } from "./view.ts";

/** At most so many exact places are opened to see on which side of the line they lie. */
const MOST_OPENED = 1000;

/** Splits cases by where their square lies. Those on the line are decided by the place that this officer may see. */
function bySide(
  spots: readonly SpotRow[],
  ring: Ring,
): { inside: SpotRow[]; exact: SpotRow[]; rough: SpotRow[] } {
  const sides = new Map<string, ReturnType<typeof sideOf>>();
  const [inside, exact, rough]: [SpotRow[], SpotRow[], SpotRow[]] = [[], [], []];
  for (const spot of spots) {
    const side = sides.get(spot.cell) ?? sideOf(boundsOf(spot.cell), ring);
    sides.set(spot.cell, side);
    if (side === "outside") continue;
    if (side === "inside") inside.push(spot);
    else if (spot.cell.length <= DISTRICT) rough.push(spot);
    else if (spot.mayExact === 1) exact.push(spot);
    else {
      const { lng, lat } = drawnAt(spot.cell);
      if (isInside([lng, lat], ring)) inside.push(spot);
    }
  }
  return { inside, exact, rough };
}

async function openedInside(
  ctx: Ctx,
  scope: Scope & { role: Role },
  spots: readonly SpotRow[],
  ring: Ring,
  now: Date,
): Promise<Set<string>> {
  const rows = await listSights(
    ctx.db,
    scope,
    spots.map((one) => one.id),
  );
  const places = await Promise.all(
    rows.map((row) => placeOf(ctx.settings, row, showingCase(scope.role, row, now))),
  );
  const found = rows.filter((_, i) => {
    const place = places[i];
    return place != null && isInside([place.lng, place.lat], ring);
  });
  return new Set(found.map((row) => row.id));
}

const peopleOf = (list: readonly { people: number }[]) => list.reduce((sum, one) => sum + one.people, 0);

/** @PRIVACY exact places are opened here to be compared, and leave only as queue and map show them. */
export const within = bind(registrationWithin, async (ctx, input) => {
  const officer = officerOf(ctx.actor);
  const crisis = await getCrisis(ctx, input.crisisId);
  await guardDesk(ctx, crisis.id);
  const [ring] = input.area.coordinates;
  if (!isSimpleArea(input.area) || !isOnOneSide(ring)) throw new Problem("area-invalid");
  const now = new Date(crisis.now);
  // Whoever asks by area again and again is seen to have done so. Where she drew is not written down.
  await commitLook(ctx, now, { crisisId: crisis.id });
  const { spots, complete } = await listSpots(
    ctx.db,
    officer,
    input,
    boxAround(ring) as [number, number, number, number],
  );
  const { inside, exact, rough } = bySide(spots, ring);
  const opened = await openedInside(ctx, officer, exact.slice(0, MOST_OPENED), ring, now);
  const all = [...inside, ...exact.filter((one) => opened.has(one.id))].sort(
    (a, b) =>
      a.urgency - b.urgency ||
      (a.openedAt < b.openedAt ? -1 : a.openedAt > b.openedAt ? 1 : a.id < b.id ? -1 : 1),
  );
  const listed = all.slice(0, WITHIN_AT_ONCE).map((one) => one.id);
  const rows = new Map((await listSights(ctx.db, officer, listed)).map((row) => [row.id, row]));
  return {
    rows: await Promise.all(
      listed.flatMap((id) => rows.get(id) ?? []).map((row) => inQueue(ctx.settings, officer.role, row, now)),
    ),
    groups: all.length,
    people: peopleOf(all),
    rough: peopleOf(rough),
    complete: complete && exact.length <= MOST_OPENED,
  };
});
