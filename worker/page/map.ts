// The public map: what the public pages and the open layers hold, put on one drawing. @PRIVACY whoever asks, an officer too,
// is answered as the public: day-old published counts, public zones, dangers by district; nobody's own sight is asked.
import type { Hono } from "hono";
import type { Crisis } from "../../schema/crisis.ts";
import type { Language } from "../../schema/kit/fields.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { boundsOf, cellAt, cellOf, DISTRICT, tileOf } from "../../schema/kit/quadkey.ts";
import { forPublic } from "../../schema/zone.rules.ts";
import { renderMap } from "../../web/plain/map.tsx";
import { planOf } from "../../web/plain/map-plan.ts";
import { listAlerts } from "../alert/store.ts";
import { newestHour } from "../area/routes.ts";
import { known } from "../danger/own.ts";
import { contextOf } from "../kit/door.ts";
import type { Bindings } from "../kit/env.ts";
import { listZones } from "../zone/store.ts";
import { groundOf } from "./ground.ts";
import { crisisOf } from "./public.ts";
import { page } from "./respond.ts";
import { asks, commonOf, type PageContext, shown } from "./shown.ts";

type Box = [number, number, number, number];

/** A district and two on every side of it. */
function around(cell: string): Box {
  const { x, y, level } = tileOf(cell);
  const last = 2 ** level - 1;
  const [west, , , north] = boundsOf(cellOf(Math.max(0, x - 2), Math.max(0, y - 2), level));
  const [, south, east] = boundsOf(cellOf(Math.min(last, x + 2), Math.min(last, y + 2), level));
  return [west, south, east, north];
}

/** The whole crisis with a little around it: what lies on its edge is seen whole. */
function wholeOf([west, south, east, north]: Crisis["area"]): Box {
  const more = Math.max(east - west, north - south) * 0.05;
  return [
    Math.max(-180, west - more),
    Math.max(-84, south - more),
    Math.min(180, east + more),
    Math.min(84, north + more),
  ];
}

async function map(c: PageContext, lang: Language): Promise<Response> {
  const common = commonOf(c, lang);
  const crisis = await crisisOf(c);
  const now = new Date(crisis.now);
  const cell = c.req.param("cell") ?? null;
  const from = Number(/^\d{1,5}$/.exec(c.req.query("from") ?? "")?.[0] ?? 0);
  const ctx = await contextOf(c, "own");
  const hour = await newestHour(c.env.DB, crisis, "public");
  const areas = hour?.areas ?? [];
  const zones = (await listZones(c.env.DB, crisis.id)).flatMap((zone) => forPublic(zone, now) ?? []);
  const { dangers } = await asks(ctx, known, { crisisId: crisis.id });
  const told = [
    ...areas.map((area) => area.cell),
    ...dangers.map((danger) => danger.district),
    ...zones.map((zone) => cellAt(zone, DISTRICT)),
  ];
  // Where nothing is published nothing is to be looked at closely, and no more of it is drawn.
  if (cell !== null && !told.includes(cell)) throw new Problem("not-found");
  const plan = planOf(cell === null ? wholeOf(crisis.area) : around(cell));
  const least = (plan.box[2] - plan.box[0]) / plan.width;
  const view = {
    ...common,
    crisis,
    at: hour?.at ?? null,
    areas,
    zones,
    dangers,
    alerts: await listAlerts(c.env.DB, crisis.id),
    ground: await groundOf(c.env.ASSETS, plan.box, least),
    plan,
    cell,
    from,
  };
  return page(renderMap(view), common.nonce, { lang });
}

export function mapPages(app: Hono<{ Bindings: Bindings }>): void {
  app.get("/:lang{[a-z]{2,3}}/map", shown(map));
  app.get("/:lang{[a-z]{2,3}}/map/:cell{[0-3]{10}}", shown(map));
}
