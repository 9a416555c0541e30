// What an officer's organisation may know of zones, decided here for every door: desks read all of them, a host authority
// what the public reads (schema/zone.rules.ts). @PRIVACY no door reads a zone for an officer past this file.
import type { Stop } from "../../schema/movement.ts";
import type { OrganisationKind } from "../../schema/organisation.ts";
import { asPublicKnows, knowsAsPublic, UNPUBLISHED } from "../../schema/zone.rules.ts";
import type { Zone } from "../../schema/zone.ts";
import { listHidden, listZones } from "./store.ts";

interface Reader {
  organisationKind: OrganisationKind;
}

/** Zones of a crisis that changed after `since`, as this officer's organisation may know them. */
export async function zonesFor(
  db: D1Database,
  reader: Reader,
  crisis: { id: string; now: string },
  since = -1,
): Promise<Zone[]> {
  const zones = await listZones(db, crisis.id, since);
  if (!knowsAsPublic(reader.organisationKind)) return zones;
  return zones.flatMap((zone) => asPublicKnows(zone, new Date(crisis.now)) ?? []);
}

/** Where movements start and end, for an officer: a hidden zone keeps its name and its id from a host authority. */
export async function stopsFor<T extends { from: Stop; to: Stop }>(
  db: D1Database,
  reader: Reader,
  movements: readonly T[],
): Promise<T[]> {
  if (!knowsAsPublic(reader.organisationKind)) return [...movements];
  const ids = movements.flatMap(({ from, to }) => [from.zoneId, to.zoneId].flatMap((id) => id ?? []));
  const hidden = await listHidden(db, ids);
  const shown = (stop: Stop): Stop =>
    stop.zoneId !== undefined && hidden.has(stop.zoneId) ? { name: UNPUBLISHED } : stop;
  return movements.map((one) => ({ ...one, from: shown(one.from), to: shown(one.to) }));
}
