// The addresses under /ogc: OGC API - Features for other tools. Reads only; public layers for everybody and from any page,
// restricted ones with a token and from no page. @PRIVACY no address here reads people.
import type { Context, Hono, MiddlewareHandler } from "hono";
import { Problem } from "../../schema/kit/problem.ts";
import { newestHour } from "../area/routes.ts";
import { getCrisis, listCrises } from "../crisis/store.ts";
import { type Bindings, settingsOf } from "../kit/env.ts";
import { addressOf } from "../kit/headers.ts";
import { refuseRestored } from "../kit/ledger.ts";
import { refuseIfFlooding } from "../kit/limit.ts";
import { sha256, sha256Bytes } from "../kit/seal.ts";
import { addressIn } from "../tile/rules.ts";
import type { LiveToken } from "../token/store.ts";
import {
  type Collection,
  findFeature,
  isRestricted,
  type Layer,
  layers,
  opens,
  pageOf,
  partsOf,
  says,
} from "./collection.ts";
import { collection, collections, conformance, GEOJSON, item, items, landing, OPENAPI } from "./document.ts";
import { hxlSheet } from "./hxl.ts";
import { openapi30 } from "./openapi.ts";
import { askedIn, cursorOf, type Refused } from "./rules.ts";
import { boundsOfTile, layerTile, layerTileJson, MVT } from "./tile.ts";
import { tokenOf } from "./token.ts";

type At = Context<{ Bindings: Bindings }>;

const baseOf = (c: At) => `${settingsOf(c.env).publicUrl ?? new URL(c.req.url).origin}/ogc`;

/**
 * An answer with its validator and how long it may be kept. `stamp` is the moment of a page of features, which is in
 * the body and not in the validator.
 */
async function answer(
  c: At,
  body: unknown,
  keep: { type?: string; seconds: number; stamp?: boolean },
): Promise<Response> {
  const bytes = body instanceof Uint8Array ? (body as Uint8Array<ArrayBuffer>) : null;
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const hash = bytes === null ? await sha256(text) : await sha256Bytes(bytes);
  const etag = `W/"${hash.slice(0, 32)}"`;
  const headers = new Headers({
    "Content-Type": keep.type ?? "application/json",
    // What a token opens is kept by no one on the way.
    "Cache-Control": keep.seconds > 0 ? `public, max-age=${String(keep.seconds)}` : "private, no-store",
    Vary: "Authorization",
    ETag: etag,
  });
  const known = (c.req.header("If-None-Match") ?? "").split(",").some((one) => one.trim() === etag);
  if (known) return new Response(null, { status: 304, headers });
  if (keep.stamp !== true) return new Response(bytes ?? text, { headers });
  const stamped = { ...(body as object), timeStamp: new Date().toISOString() };
  return new Response(JSON.stringify(stamped), { headers });
}

/** Addresses without parameters take none. Raises `malformed`. */
function refuseQuery(c: At): void {
  const names = [...new URL(c.req.url).searchParams.keys()].slice(0, 20);
  const fields = names.map((name) => ({
    path: /^[A-Za-z0-9_-]{1,40}$/.test(name) ? name : "?",
    reason: "unknown-field",
  }));
  if (fields.length > 0) throw new Problem("malformed", { fields });
}

/** Everything that a request may read, from the open crises; a token adds its one layer of its one crisis. */
async function allOf(c: At, token: LiveToken | null): Promise<Collection[]> {
  const crises = await listCrises(c.env.DB, new Date());
  return crises.flatMap((crisis) => {
    const isShown = (layer: Layer) =>
      !isRestricted(layer) || (token !== null && opens(token, crisis.id, layer));
    const shown = layers.filter(isShown);
    return shown.map((layer) => ({ id: `${crisis.id}-${layer}`, crisis, layer }));
  });
}

/**
 * The collection of the address. Raises `not-found` where there is none, `signed-out` where it needs a token, and
 * `not-allowed` where the token does not open it.
 */
async function collectionOf(c: At): Promise<Collection> {
  const token = await tokenOf(c);
  const id = c.req.param("collectionId") ?? "";
  const parts = partsOf(id);
  if (parts === null) throw new Problem("not-found");
  if (isRestricted(parts.layer)) {
    if (token === null) throw new Problem("signed-out");
    if (!opens(token, parts.crisisId, parts.layer)) throw new Problem("not-allowed");
  }
  const crisis = await getCrisis({ db: c.env.DB, real: new Date() }, parts.crisisId);
  if (crisis.closedAt !== null) throw new Problem("not-found");
  return { id, crisis, layer: parts.layer };
}

const secondsOf = (layer: Layer) => says[layer].seconds;

async function showItems(c: At): Promise<Response> {
  const of = await collectionOf(c);
  const query = new URL(c.req.url).searchParams;
  const asked = askedIn(query);
  if ("refused" in asked) throw new Problem("malformed", { fields: asked.refused satisfies Refused[] });
  const { features, next, matched } = await pageOf(c.env.DB, of, asked);
  const cursor = next === null ? null : cursorOf(next);
  const body = items(baseOf(c), of.id, { features, query, cursor, matched });
  return answer(c, body, { type: GEOJSON, seconds: secondsOf(of.layer), stamp: true });
}

async function showItem(c: At): Promise<Response> {
  const of = await collectionOf(c);
  refuseQuery(c);
  const id = c.req.param("featureId") ?? "";
  const feature = /^[A-Za-z0-9_.-]{1,60}$/.test(id) ? await findFeature(c.env.DB, of, id) : null;
  if (feature === null) throw new Problem("not-found");
  return answer(c, item(baseOf(c), of.id, feature), { type: GEOJSON, seconds: secondsOf(of.layer) });
}

async function showSheet(c: At): Promise<Response> {
  const of = await collectionOf(c);
  refuseQuery(c);
  if (of.layer !== "areas" && of.layer !== "partner-areas") throw new Problem("not-found");
  const hour = await newestHour(c.env.DB, of.crisis, of.layer === "areas" ? "public" : "partner");
  const sheet = hxlSheet(of.crisis, hour?.at ?? null, hour?.areas ?? []);
  const response = await answer(c, sheet, {
    type: "text/csv; charset=utf-8; header=present",
    seconds: secondsOf(of.layer),
  });
  response.headers.set("Content-Disposition", `attachment; filename="${of.id}.hxl.csv"`);
  return response;
}

/** A layer of places as tiles; figures have no place. */
async function showTile(c: At): Promise<Response> {
  const of = await collectionOf(c);
  refuseQuery(c);
  if (of.layer === "figures") throw new Problem("not-found");
  const y = /^(.*)\.mvt$/.exec(c.req.param("file") ?? "")?.[1] ?? "";
  const tile = addressIn({ z: c.req.param("z") ?? "", x: c.req.param("x") ?? "", y });
  const all = { bbox: boundsOfTile(tile), datetime: null, limit: Number.MAX_SAFE_INTEGER, after: "" };
  const { features } = await pageOf(c.env.DB, of, all);
  return answer(c, layerTile(of.layer, features, tile), { type: MVT, seconds: secondsOf(of.layer) });
}

async function showTileJson(c: At): Promise<Response> {
  const of = await collectionOf(c);
  refuseQuery(c);
  if (of.layer === "figures") throw new Problem("not-found");
  const { features } = await pageOf(c.env.DB, of, { bbox: null, datetime: null, limit: 1, after: "" });
  return answer(c, layerTileJson(baseOf(c), of, features[0]), { seconds: secondsOf(of.layer) });
}

/**
 * Other pages may read what is public, with no cookie and no token of anybody: they are never told that they may send
 * one. A refusal says what a tool may show instead of a session.
 */
const forTools: MiddlewareHandler<{ Bindings: Bindings }> = async (c, next) => {
  await next();
  const withToken = c.req.header("Authorization") !== undefined;
  if (!withToken) {
    c.res.headers.set("Access-Control-Allow-Origin", "*");
    c.res.headers.set("Cross-Origin-Resource-Policy", "cross-origin");
  }
  if (c.res.status === 401) c.res.headers.set("WWW-Authenticate", 'Basic realm="layers", charset="UTF-8"');
};

function preflight(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      Allow: "GET, HEAD, OPTIONS",
      "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
      "Access-Control-Allow-Headers": "Accept, Accept-Language, If-None-Match",
      "Access-Control-Max-Age": "3600",
    },
  });
}

export function ogcAddresses(app: Hono<{ Bindings: Bindings }>): void {
  const at = (path: string, show: (c: At) => Promise<Response>) => {
    const guarded = async (c: At) => {
      refuseIfFlooding(await addressOf(c));
      // A token that was taken back stands in an older state of the database.
      if (c.req.header("Authorization") !== undefined)
        await refuseRestored({ ledger: c.env.LEDGER, requestId: crypto.randomUUID() });
      return show(c);
    };
    app.get(path, guarded);
    app.options(path, preflight);
    app.all(path, () => {
      throw new Problem("method-not-allowed");
    });
  };
  const plain = (make: (c: At) => unknown, type?: string) => async (c: At) => {
    refuseQuery(c);
    return answer(c, make(c), type === undefined ? { seconds: 300 } : { seconds: 300, type });
  };
  app.use("/ogc", forTools);
  app.use("/ogc/*", forTools);
  for (const root of ["/ogc", "/ogc/"])
    at(
      root,
      plain((c) => landing(baseOf(c), settingsOf(c.env).displayName)),
    );
  at("/ogc/conformance", plain(conformance));
  at(
    "/ogc/api",
    plain((c) => openapi30(baseOf(c), settingsOf(c.env).displayName), OPENAPI),
  );
  at("/ogc/collections", async (c) => {
    const token = await tokenOf(c);
    refuseQuery(c);
    return answer(c, collections(baseOf(c), await allOf(c, token)), { seconds: token === null ? 60 : 0 });
  });
  at("/ogc/collections/:collectionId", async (c) => {
    const of = await collectionOf(c);
    refuseQuery(c);
    return answer(c, collection(baseOf(c), of), { seconds: secondsOf(of.layer) });
  });
  at("/ogc/collections/:collectionId/items", showItems);
  at("/ogc/collections/:collectionId/items/:featureId", showItem);
  at("/ogc/collections/:collectionId/hxl.csv", showSheet);
  at("/ogc/collections/:collectionId/tiles.json", showTileJson);
  at("/ogc/collections/:collectionId/tiles/:z/:x/:file", showTile);
  app.all("/ogc/*", () => {
    throw new Problem("not-found");
  });
}
