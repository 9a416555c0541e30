// Tiles: counts of one's own organisation and nobody else's, the same as the header's, gone the moment consent is.

import { exports } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { consentGive, consentWithdraw } from "../../schema/consent.ts";
import { cellAt, tileOf } from "../../schema/kit/quadkey.ts";
import { locationDelete } from "../../schema/location.ts";
import { registrationQueue } from "../../schema/registration-desk.ts";
import { clockRuns, later } from "../erasure/clock.ts";
import { CRISIS, type PersonName, people, personNames } from "../kit/people.ts";
import { random } from "../kit/random.ts";
import { BASE, makeWorld, send, type World } from "../kit/world.ts";
import { readTile } from "./read.ts";

let world: World;
const dice = random(71);
beforeAll(async () => {
  world = await makeWorld();
  for (let n = 0; n < 12; n++)
    await world.opens({ place: { lng: 12.5 + dice.next(), lat: 32 + dice.next(), accuracy: 50 } });
}, 60_000);

async function get(name: PersonName, path: string, headers: Record<string, string> = {}) {
  const answer = await exports.default.fetch(
    new Request(`${BASE}${path}`, { headers: { Cookie: world.as(name).cookie, ...headers } }),
  );
  return {
    status: answer.status,
    headers: answer.headers,
    bytes: new Uint8Array(await answer.arrayBuffer()),
  };
}
const at = (z: number | string, x: number | string, y: number | string, query = "") =>
  `/tiles/${CRISIS}/${String(z)}/${String(x)}/${String(y)}.mvt${query}`;
const peopleIn = (bytes: Uint8Array) =>
  readTile(bytes)
    .flatMap((layer) => layer.features)
    .reduce((sum, one) => sum + Number(one.properties.people), 0);
const header = async (name: PersonName, over: Record<string, string> = {}) =>
  (await world.as(name).does(registrationQueue, { crisisId: CRISIS, ...over })).body.count as {
    onMap: number;
  };

describe("tiles of people", () => {
  it("hold at every zoom, together, what the header says is on the map", async () => {
    const { onMap } = await header("embassyCoordinator");
    expect(onMap).toBeGreaterThan(20);
    for (const z of [0, 1, 3, 6, 9, 10]) {
      const [low, high] = [
        tileOf(cellAt({ lng: 12.4, lat: 33.1 }, z)),
        tileOf(cellAt({ lng: 13.6, lat: 31.9 }, z)),
      ];
      let sum = 0;
      for (let x = low.x; x <= high.x; x++)
        for (let y = low.y; y <= high.y; y++) {
          const { status, bytes } = await get("embassyCoordinator", at(z, x, y));
          expect(status).toBe(200);
          sum += peopleIn(bytes);
        }
      expect([z, sum]).toEqual([z, onMap]);
    }
  }, 60_000);
  it("follow the filter, and refuse parameters that they do not know", async () => {
    const { bytes } = await get("embassyCoordinator", at(0, 0, 0, "?state=sent&urgency=3"));
    expect(peopleIn(bytes)).toBe((await header("embassyCoordinator", { state: "sent", urgency: "3" })).onMap);
    for (const query of ["?need=medical", "?x=1", "?state=everything", "?urgency=9", "?state="])
      expect((await get("embassyCoordinator", at(0, 0, 0, query))).status, query).toBe(400);
  });
  it("are refused out of range", async () => {
    for (const path of [
      at(16, 0, 0),
      at(3, 8, 0),
      at(3, 0, -1),
      at("NaN", 0, 0),
      at(1, "1e0", 0),
      at(5, 0, ""),
    ])
      expect((await get("embassyCoordinator", path)).status, path).toBe(400);
    expect((await get("embassyCoordinator", `/tiles/${CRISIS}/0/0/0.png`)).status).toBe(400);
    expect((await get("embassyCoordinator", `/tiles/${CRISIS}/0/0`)).status).toBe(404);
    expect((await get("embassyCoordinator", "/tiles/crs_elsewhere/0/0/0.mvt")).status).toBe(404);
    const posted = await send("POST", at(0, 0, 0), {
      headers: { Cookie: world.as("embassyCoordinator").cookie },
    });
    expect(posted.status).toBe(405);
  });
  it("are open to those who may see cases, and to nobody else", async () => {
    const open = ["intake", "coordinator", "supervisor", "viewer"];
    for (const name of personNames) {
      const { role } = people[name];
      const officer = people[name].officerId !== null;
      for (const path of [at(0, 0, 0), `/tiles/${CRISIS}.json`]) {
        const { status } = await get(name, path, { "CF-Connecting-IP": name });
        expect([name, path, status]).toEqual([name, path, open.includes(role) ? 200 : officer ? 403 : 401]);
      }
    }
  });
  it("show one organisation nothing of another, from the same address", async () => {
    expect(peopleIn((await get("otherEmbassy", at(0, 0, 0))).bytes)).toBe(0);
    const mine = await get("embassyCoordinator", at(0, 0, 0));
    expect(peopleIn(mine.bytes)).toBeGreaterThan(0);
    const again = await get("otherEmbassy", at(0, 0, 0), { "If-None-Match": mine.headers.get("ETag") ?? "" });
    expect([again.status, peopleIn(again.bytes)]).toEqual([200, 0]);
    expect(mine.headers.get("Cache-Control")).toBe("private, no-cache");
    expect(mine.headers.get("Vary")).toContain("Cookie");
  });
  it("answer 304 while nothing changed, and are cut by a withdrawal at once", async () => {
    const { someone } = await world.opens({ recipients: ["org_embassyTwo"] });
    await someone.does(consentGive, { organisationId: "org_healthTeam", purpose: "assist" });
    const first = await get("healthViewer", at(0, 0, 0));
    expect(peopleIn(first.bytes)).toBe(2);
    const same = { "If-None-Match": first.headers.get("ETag") ?? "" };
    expect((await get("healthViewer", at(0, 0, 0), same)).status).toBe(304);
    // Once more, so that whatever keeps made tiles has kept it.
    expect(peopleIn((await get("healthViewer", at(0, 0, 0))).bytes)).toBe(2);
    await someone.does(consentWithdraw, { organisationId: "org_healthTeam" });
    const cut = await get("healthViewer", at(0, 0, 0), same);
    expect([cut.status, cut.bytes.length]).toEqual([200, 0]);
    await someone.does(locationDelete);
    expect(peopleIn((await get("otherEmbassy", at(0, 0, 0))).bytes)).toBe(0);
  });
  it("coarsen as places age: close in, only the district is left, cut to the tile", async () => {
    await later(world, 24 * 8);
    await clockRuns();
    const side = 2 ** 14;
    const lat = (32.5 * Math.PI) / 180;
    const x = Math.floor(((13 + 180) / 360) * side);
    const y = Math.floor(((1 - Math.asinh(Math.tan(lat)) / Math.PI) / 2) * side);
    const [layer] = readTile((await get("embassyCoordinator", at(14, x, y))).bytes);
    expect(layer?.features.map((one) => one.properties.level)).toEqual([10]);
  });
});

describe("the description of tiles", () => {
  it("is TileJSON 3.0.0 for this crisis and this filter", async () => {
    const { status, bytes } = await get("embassyCoordinator", `/tiles/${CRISIS}.json?urgency=1`);
    const json = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
    expect([status, json.tilejson, json.scheme, json.minzoom, json.maxzoom]).toEqual([
      200,
      "3.0.0",
      "xyz",
      0,
      15,
    ]);
    expect(json.tiles).toEqual([`${BASE}/tiles/${CRISIS}/{z}/{x}/{y}.mvt?urgency=1`]);
    expect(json.bounds).toEqual([9, 19, 26, 34]);
    const [layer] = json.vector_layers as { id: string; fields: Record<string, string> }[];
    expect(Object.keys(layer?.fields ?? {})).toEqual(["cell", "level", "groups", "people", "urgent"]);
  });
});
