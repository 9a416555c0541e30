// Layers as tiles: what their pages hold and nothing else, at their places; what is not public with a token for that layer.
import { exports } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { alertIssue } from "../../schema/alert.ts";
import { boundsOf, cellAt, cellOf, tileOf } from "../../schema/kit/quadkey.ts";
import { tokenMake, tokenRevoke } from "../../schema/token.ts";
import { zoneDeclare } from "../../schema/zone.ts";
import { CRISIS } from "../kit/people.ts";
import { BASE, freshKey, makeWorld, send, type World } from "../kit/world.ts";
import { readTile } from "../tile/read.ts";
import { tick } from "./tick.ts";

let world: World;
const place = { lng: 13.18, lat: 32.89, accuracy: 50 };
const secrets: Record<string, { id: string; secret: string }> = {};
beforeAll(async () => {
  world = await makeWorld();
  const desk = world.as("agencyCoordinator");
  for (const [n, publication] of ["exact", "hidden", "area"].entries())
    await desk.does(zoneDeclare, {
      id: `zon_tiled${String(n)}`,
      crisisId: CRISIS,
      kind: "shelter",
      name: { en: `Place ${String(n)}` },
      lng: 13 + n,
      lat: 32.5,
      publication,
    });
  await desk.does(alertIssue, {
    id: "alr_tiled001",
    crisisId: CRISIS,
    severity: "severe",
    headline: { en: "Coast road closed" },
    advice: { en: "Do not travel." },
    area: {
      type: "Polygon",
      coordinates: [
        [
          [13, 32],
          [13, 33],
          [14, 33],
          [13, 32],
        ],
      ],
    },
    validUntil: "2011-03-09T06:00:00Z",
  });
  const people = (n: number) => Array.from({ length: n }, () => ({}));
  for (let n = 0; n < 5; n++) await world.opens({ people: people(8), place });
  // Enough without a place that the district's number finds no few.
  for (let n = 0; n < 5; n++) await world.opens({ people: people(5), place: undefined, exactPlace: false });
  await tick();
  for (const layer of ["partner-zones", "partner-areas"]) {
    const id = `tok_${layer.replace("-", "")}1`;
    const input = { id, crisisId: CRISIS, layer, label: "A map", days: 1 };
    const { body } = await world.as("supervisor").does(tokenMake, input, { key: freshKey() });
    secrets[layer] = { id, secret: String(body.secret) };
  }
}, 60_000);

const as = (layer: string) => ({ Authorization: `Bearer ${secrets[layer]?.secret ?? ""}` });
async function tile(layer: string, address: string, headers: Record<string, string> = {}) {
  const path = `/ogc/collections/${CRISIS}-${layer}/tiles/${address}`;
  const answer = await exports.default.fetch(
    new Request(`${BASE}${path}`, { headers: { "CF-Connecting-IP": `tile ${layer}`, ...headers } }),
  );
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const layers = answer.status === 200 ? readTile(bytes) : [];
  return {
    status: answer.status,
    headers: answer.headers,
    layers,
    features: layers.flatMap((one) => one.features),
  };
}
const ids = (of: Awaited<ReturnType<typeof tile>>) => of.features.map((one) => one.properties.id).sort();

describe("a layer as tiles", () => {
  it("holds of zones the public ones, as points at the place that is published", async () => {
    const all = await tile("zones", "0/0/0.mvt");
    expect([all.layers.map((one) => one.name), ids(all)]).toEqual([["zones"], ["zon_tiled0", "zon_tiled2"]]);
    expect(all.headers.get("Content-Type")).toBe("application/vnd.mapbox-vector-tile");
    const { x, y } = tileOf(cellAt({ lng: 13, lat: 32.5 }, 12));
    const [one, ...none] = (await tile("zones", `12/${String(x)}/${String(y)}.mvt`)).features;
    const [west, south, east, north] = boundsOf(cellOf(x, y, 12));
    expect([one?.type, one?.properties.exact, none]).toEqual([1, 1, []]);
    const [column = -1, row = -1] = one?.ring ?? [];
    expect(west + (column / 4096) * (east - west)).toBeCloseTo(13, 4);
    expect(north + (row / 4096) * (south - north)).toBeCloseTo(32.5, 4);
  });
  it("holds areas as rings with the clock, whichever way they were drawn", async () => {
    const [one] = (await tile("alerts", "0/0/0.mvt")).features;
    expect([one?.type, one?.ring.length]).toEqual([3, 6]);
    const big = (await tile("alerts", "6/34/25.mvt")).features[0]?.ring ?? [];
    const twice = big.reduce((sum, _, i) => {
      if (i % 2 === 1) return sum;
      const [x1 = 0, y1 = 0, x2 = big[0] ?? 0, y2 = big[1] ?? 0] = big.slice(i, i + 4);
      return sum + x1 * y2 - x2 * y1;
    }, 0);
    expect(twice).toBeGreaterThan(0);
  });
  it("is empty where nothing lies, and refused off the globe, for figures and with parameters", async () => {
    expect((await tile("zones", "12/0/0.mvt")).features).toEqual([]);
    for (const address of ["16/0/0.mvt", "3/8/0.mvt", "1/0/0.png", "0/0/0.mvt?need=medical"])
      expect([address, (await tile("zones", address)).status]).toEqual([address, 400]);
    expect((await tile("figures", "0/0/0.mvt")).status).toBe(404);
    expect((await tile("cases", "0/0/0.mvt")).status).toBe(404);
    const posted = await send("POST", `/ogc/collections/${CRISIS}-zones/tiles/0/0/0.mvt`);
    expect(posted.status).toBe(405);
  });
  it("that is not public opens to the token of that layer, to no other and to no session, until it is ended", async () => {
    const whole = "0/0/0.mvt";
    expect((await tile("partner-areas", whole)).status).toBe(401);
    expect((await tile("partner-areas", whole, { Cookie: world.as("supervisor").cookie })).status).toBe(401);
    expect((await tile("partner-areas", whole, as("partner-zones"))).status).toBe(403);
    const hourly = await tile("partner-areas", whole, as("partner-areas"));
    const items = await send("GET", `/ogc/collections/${CRISIS}-partner-areas/items`, {
      headers: as("partner-areas"),
    });
    const [said] = items.body.features as { id: string; properties: { people: number } }[];
    expect(hourly.features.map((one) => [one.properties.id, one.properties.people])).toEqual([
      [said?.id, said?.properties.people],
    ]);
    expect(hourly.headers.get("Cache-Control")).toBe("private, no-store");
    expect(ids(await tile("partner-zones", whole, as("partner-zones")))).toHaveLength(3);
    // Squares of cases are for sessions alone.
    const cases = await send("GET", `/tiles/${CRISIS}/0/0/0.mvt`, { headers: as("partner-areas") });
    expect(cases.status).toBe(401);
    await world.as("supervisor").does(tokenRevoke, { id: secrets["partner-areas"]?.id });
    expect((await tile("partner-areas", whole, as("partner-areas"))).status).toBe(401);
  });
  it("is described as TileJSON, with the very address of its tiles", async () => {
    const { status, body } = await send("GET", `/ogc/collections/${CRISIS}-areas/tiles.json`);
    expect([status, body.tilejson, body.tiles, body.bounds]).toEqual([
      200,
      "3.0.0",
      [`${BASE}/ogc/collections/${CRISIS}-areas/tiles/{z}/{x}/{y}.mvt`],
      [9, 19, 26, 34],
    ]);
    const zones = await send("GET", `/ogc/collections/${CRISIS}-zones/tiles.json`);
    const [one] = zones.body.vector_layers as { id: string; fields: Record<string, string> }[];
    expect(one).toMatchObject({ id: "zones", fields: { id: "String", name: "String", exact: "Boolean" } });
  });
});
