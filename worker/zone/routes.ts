// Handlers of zone: declared, confirmed with its figures kept side by side, closed; listed for desks and the public.
import { isSimpleArea } from "../../schema/alert.rules.ts";
import { inLanguage } from "../../schema/kit/fields.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { forPublic, knowsAsPublic, nearest } from "../../schema/zone.rules.ts";
import {
  type Zone,
  zoneClose,
  zoneConfirm,
  zoneDeclare,
  zoneFigures,
  zoneList,
  zoneNear,
  zonePlaces,
} from "../../schema/zone.ts";
import { glassFor, recordPart } from "../access/work.ts";
import { getCrisis, guardOpen, guardTakesPart, takesPart } from "../crisis/store.ts";
import { officerOf } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { findOrganisation } from "../organisation/store.ts";
import { findSight } from "../registration/sight.ts";
import { inQueue, lookOf } from "../registration/view.ts";
import {
  findZone,
  guardZoneVersion,
  insertFigure,
  insertZone,
  listFigures,
  listZones,
  updateZone,
} from "./store.ts";
import { zonesFor } from "./view.ts";

/** Desks see a crisis that their organisation takes part in; the platform and oversight see all. Raises `not-found`. */
export async function guardDesk(ctx: Ctx, crisisId: string): Promise<void> {
  const officer = officerOf(ctx.actor);
  if (officer.role === "platform-admin" || officer.role === "oversight") return;
  if (!(await takesPart(ctx.db, crisisId, officer.organisationId))) throw new Problem("not-found");
}

export const list = bind(zoneList, async (ctx, { crisisId }) => {
  const crisis = await getCrisis(ctx, crisisId);
  await guardDesk(ctx, crisisId);
  return { zones: await zonesFor(ctx.db, officerOf(ctx.actor), crisis) };
});

async function zoneOf(ctx: Ctx, id: string): Promise<Zone & { crisisId: string }> {
  const zone = await findZone(ctx.db, id);
  if (zone === null) throw new Problem("not-found");
  await guardDesk(ctx, zone.crisisId);
  return zone;
}

export const figures = bind(zoneFigures, async (ctx, { zoneId }) => {
  // Figures are of nobody who knows what the public knows, hidden or not: the answer tells neither.
  if (knowsAsPublic(officerOf(ctx.actor).organisationKind)) throw new Problem("not-found");
  await zoneOf(ctx, zoneId);
  return { figures: await listFigures(ctx.db, zoneId) };
});

export const near = bind(zoneNear, async (ctx, { registrationId }) => {
  const officer = officerOf(ctx.actor);
  const row = await findSight(ctx.db, officer, registrationId);
  if (row === null) throw new Problem("not-found");
  const crisis = await getCrisis(ctx, row.crisisId);
  const glassId = await glassFor(ctx, row, crisis);
  const { place } = await inQueue(ctx.settings, officer.role, row, new Date(crisis.now), false);
  // How far a zone is says where she is.
  const { purpose, fields } = lookOf(officer.role, row, new Date(crisis.now));
  const where = fields.filter((one) => one === "area" || one === "place");
  if (where.length > 0)
    await recordPart(ctx, crisis, { registrationId: row.id, purpose, fields: where, glassId });
  return { zones: place === null ? [] : nearest(await listZones(ctx.db, row.crisisId), place, 8) };
});

export const declare = bind(zoneDeclare, async (ctx, input) => {
  const officer = officerOf(ctx.actor);
  const crisis = await getCrisis(ctx, input.crisisId);
  if (input.area !== undefined && !isSimpleArea(input.area)) throw new Problem("area-invalid");
  const source = input.source ?? (await sourceName(ctx));
  const zone: Zone = {
    id: input.id,
    kind: input.kind,
    name: input.name,
    lng: input.lng,
    lat: input.lat,
    area: input.area ?? null,
    publication: input.publication ?? "area",
    admitsMigrants: input.admitsMigrants ?? "unknown",
    state: "unknown",
    capacity: input.capacity ?? null,
    occupancy: null,
    occupancyAt: null,
    confirmedAt: null,
    confirmedBy: null,
    organisationId: officer.organisationId,
    closedAt: null,
    version: 1,
  };
  const writes = [
    guardOpen(ctx.db, crisis.id),
    guardTakesPart(ctx.db, crisis.id, officer.organisationId),
    insertZone(ctx.db, crisis.id, zone),
  ];
  if (zone.capacity !== null)
    writes.push(
      insertFigure(ctx.db, zone.id, { measure: "capacity", value: zone.capacity, at: crisis.now, source }),
    );
  return commit(ctx, new Date(crisis.now), { crisisId: crisis.id, targetId: zone.id }, writes, zone);
});

async function sourceName(ctx: Ctx): Promise<string> {
  const organisation = await findOrganisation(ctx.db, officerOf(ctx.actor).organisationId);
  return organisation === null ? "" : inLanguage(organisation.name, "en").text;
}

/** The version that the writer read; what the exercise's tape does goes by the present one. */
function guardRead(ctx: Ctx, zone: Zone): D1PreparedStatement {
  const read = ctx.ifMatch ?? zone.version;
  if (read !== zone.version) throw new Problem("stale", { version: zone.version });
  return guardZoneVersion(ctx.db, zone.id, read);
}

export const confirm = bind(zoneConfirm, async (ctx, input) => {
  const zone = await zoneOf(ctx, input.zoneId);
  const version = guardRead(ctx, zone);
  const crisis = await getCrisis(ctx, zone.crisisId);
  const source = input.source ?? (await sourceName(ctx));
  const capacity = input.capacity ?? zone.capacity;
  const occupancy = input.occupancy ?? zone.occupancy;
  if (
    input.occupancy !== undefined &&
    capacity !== null &&
    input.occupancy > capacity &&
    input.overCapacity !== true
  )
    throw new Problem("zone-over-capacity-unconfirmed");
  const { crisisId, ...before } = zone;
  const next: Zone = {
    ...before,
    state: input.state ?? zone.state,
    admitsMigrants: input.admitsMigrants ?? zone.admitsMigrants,
    capacity,
    occupancy,
    occupancyAt: input.occupancy === undefined ? zone.occupancyAt : crisis.now,
    confirmedAt: crisis.now,
    confirmedBy: source,
    version: zone.version + 1,
  };
  const writes = [guardOpen(ctx.db, crisisId), version, updateZone(ctx.db, next)];
  for (const measure of ["occupancy", "capacity"] as const) {
    const value = input[measure];
    if (value !== undefined)
      writes.push(insertFigure(ctx.db, zone.id, { measure, value, at: crisis.now, source }));
  }
  return commit(ctx, new Date(crisis.now), { crisisId, targetId: zone.id }, writes, next);
});

export const close = bind(zoneClose, async (ctx, input) => {
  const zone = await zoneOf(ctx, input.zoneId);
  if (zone.organisationId !== officerOf(ctx.actor).organisationId) throw new Problem("not-found");
  const version = guardRead(ctx, zone);
  const crisis = await getCrisis(ctx, zone.crisisId);
  const { crisisId, ...before } = zone;
  const next: Zone = { ...before, state: "closed", closedAt: crisis.now, version: zone.version + 1 };
  return commit(
    ctx,
    new Date(crisis.now),
    { crisisId, targetId: zone.id },
    [guardOpen(ctx.db, crisisId), version, updateZone(ctx.db, next)],
    next,
  );
});

export const places = bind(zonePlaces, async (ctx, { crisisId }) => {
  const crisis = await getCrisis(ctx, crisisId);
  const zones = await listZones(ctx.db, crisisId);
  return { zones: zones.flatMap((zone) => forPublic(zone, new Date(crisis.now)) ?? []) };
});
