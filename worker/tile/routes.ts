// Vector tiles of what an officer's organisation may see: squares with counts, never a case, a point or a name. Not acts:
// they answer no JSON. Everything in them is read by the scope of the session, and nothing is shared between organisations.
import type { Context, Hono } from "hono";
import * as z from "zod/mini";
import { queueReaders, type Role } from "../../schema/kit/access.ts";
import { inLanguage } from "../../schema/kit/fields.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { QueueFilter } from "../../schema/registration-desk.ts";
import { getCrisis } from "../crisis/store.ts";
import { officerOf } from "../kit/actor.ts";
import { type Ctx, contextOf, refusedFields } from "../kit/door.ts";
import type { Bindings } from "../kit/env.ts";
import { refuseRestored } from "../kit/ledger.ts";
import { refuseIfFlooding, senderOf } from "../kit/limit.ts";
import { encodeTile } from "../kit/mvt.ts";
import { sha256 } from "../kit/seal.ts";
import { atLevel } from "../registration/rules.ts";
import type { Scope } from "../registration/sight.ts";
import { listCellsIn } from "../registration/sight-map.ts";
import { guardDesk } from "../zone/routes.ts";
import { addressIn, featureOf, MAX_ZOOM, rangesIn } from "./rules.ts";

type TileContext = Context<{ Bindings: Bindings }>;
/** Kept counts alone: a need would be a scan for every tile. */
const Asked = z.strictObject({ state: QueueFilter.state, urgency: QueueFilter.urgency });
async function officerAt(c: TileContext, crisisId: string): Promise<{ ctx: Ctx; scope: Scope }> {
  const ctx = await contextOf(c, "desk");
  refuseIfFlooding(senderOf(ctx));
  if (ctx.actor.kind !== "officer") throw new Problem("signed-out");
  if (!(queueReaders as readonly Role[]).includes(ctx.actor.role)) throw new Problem("not-allowed");
  await refuseRestored(ctx);
  await guardDesk(ctx, crisisId);
  return { ctx, scope: officerOf(ctx.actor) };
}

/** Raises `malformed` for a parameter that is none. */
function askedOf(c: TileContext): z.infer<typeof Asked> {
  const parsed = z.safeParse(Asked, Object.fromEntries(new URL(c.req.url).searchParams));
  if (!parsed.success) throw new Problem("malformed", { fields: refusedFields(parsed.error) });
  return parsed.data;
}

/** Asked again every time, and answered 304 as long as nothing in this tile has changed. */
function headersOf(type: string): Headers {
  return new Headers({ "Content-Type": type, "Cache-Control": "private, no-cache", Vary: "Cookie" });
}

/** @PRIVACY counts by square leave here, for the organisation of the session, as consent lets it see them at this moment. */
async function tile(c: TileContext): Promise<Response> {
  const crisisId = c.req.param("crisisId") ?? "";
  const { ctx, scope } = await officerAt(c, crisisId);
  const y = /^(.*)\.mvt$/.exec(c.req.param("file") ?? "")?.[1] ?? "";
  const address = addressIn({ z: c.req.param("z") ?? "", x: c.req.param("x") ?? "", y });
  const asked = askedOf(c);
  const rows = await listCellsIn(
    ctx.db,
    scope,
    { crisisId, ...asked },
    rangesIn(address),
    atLevel(address.z),
  );
  // The version of a tile is what stands in it, with whose it is and where: whatever way it changed, by a commit, a mend or
  // a stop, an older answer is never taken for it.
  const about = [scope.organisationId, crisisId, asked.state, asked.urgency, address, rows];
  const headers = headersOf("application/vnd.mapbox-vector-tile");
  headers.set("ETag", `"${(await sha256(JSON.stringify(about))).slice(0, 32)}"`);
  if (c.req.header("If-None-Match") === headers.get("ETag"))
    return new Response(null, { status: 304, headers });
  const body = encodeTile([{ name: "cells", features: rows.map((row) => featureOf(address, row)) }]);
  return new Response(body, { headers });
}

/** TileJSON 3.0.0: where the tiles are, and what stands in them. */
async function tileJson(c: TileContext): Promise<Response> {
  const crisisId = /^(.*)\.json$/.exec(c.req.param("file") ?? "")?.[1] ?? "";
  const { ctx } = await officerAt(c, crisisId);
  const asked = new URLSearchParams(askedOf(c) as Record<string, string>).toString();
  const crisis = await getCrisis(ctx, crisisId);
  const fields = {
    cell: "Quadkey of the square",
    level: "Its level; a square of level 10 among finer ones is a district, where places have aged",
    groups: "Travel groups that match",
    people: "People in them",
    urgent: "Groups among them with urgency 1",
  };
  const body = {
    tilejson: "3.0.0",
    name: inLanguage(crisis.name, "en").text,
    description: "Counts by square, as far as this organisation may see.",
    version: "1.0.0",
    scheme: "xyz",
    tiles: [`${ctx.origin ?? ""}/tiles/${crisisId}/{z}/{x}/{y}.mvt${asked === "" ? "" : `?${asked}`}`],
    minzoom: 0,
    maxzoom: MAX_ZOOM,
    bounds: crisis.area,
    vector_layers: [{ id: "cells", description: "People by square", minzoom: 0, maxzoom: MAX_ZOOM, fields }],
  };
  return new Response(JSON.stringify(body), { headers: headersOf("application/json") });
}

export function tileDoors(app: Hono<{ Bindings: Bindings }>): void {
  app.get("/tiles/:file", tileJson);
  app.get("/tiles/:crisisId/:z/:x/:file", tile);
  app.all("/tiles/*", (c) => {
    throw new Problem(c.req.method === "GET" ? "not-found" : "method-not-allowed");
  });
}
