// OGC API - Features: what is refused or not there, sheets, and a crisis that is closed.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { crisisClose, crisisOpen } from "../../schema/crisis.ts";
import { CRISIS } from "../kit/people.ts";
import type { World } from "../kit/world.ts";
import { get, layer, makeLayers } from "./layers.ts";

let world: World;
beforeAll(async () => {
  world = await makeLayers();
});

describe("what is refused", () => {
  it("is a parameter that the standard does not name, and a value that is none", async () => {
    const zones = `${layer("zones")}/items`;
    for (const path of [
      `${zones}?f=json`,
      `${zones}?bbox=NaN,1,2,3`,
      `${zones}?limit=0`,
      `${zones}?datetime=now`,
      `${zones}?cursor=${"A".repeat(5000)}`,
      `${zones}?bbox-crs=EPSG:4326`,
      `?f=html`,
      `/collections?limit=1`,
      `/conformance?x`,
      `${layer("zones")}?x=1`,
      `${zones}/zon_place001?x=1`,
      `${layer("areas")}/hxl.csv?x=1`,
    ]) {
      const answer = await get(path);
      expect([path.slice(0, 80), answer.status, answer.body.code]).toEqual([
        path.slice(0, 80),
        400,
        "malformed",
      ]);
      expect(answer.headers.get("Content-Type")).toBe("application/problem+json");
    }
  });
  it("is what is not there: collections, features, hidden and closed zones, another crisis", async () => {
    for (const path of [
      "/nothing",
      "/collections/nothing",
      "/collections/crs_other0001-zones",
      `${layer("people")}/items`,
      `${layer("zones")}/items/zon_nowhere1`,
      `${layer("zones")}/items/zon_place003`,
      `${layer("zones")}/items/zon_place005`,
      `${layer("zones")}/items/${"z".repeat(300)}`,
      `${layer("zones")}/hxl.csv`,
      `${layer("zones")}/items/..%2F..%2Fapi`,
    ])
      expect([path.slice(0, 60), (await get(path)).status]).toEqual([path.slice(0, 60), 404]);
  });
});

describe("a sheet", () => {
  it("has tags under its names, empty cells for what is kept back, and no formula", async () => {
    const { text, headers } = await get(`${layer("areas")}/hxl.csv`);
    expect(headers.get("Content-Type")).toMatch(/^text\/csv/);
    const [names = "", tags = "", row = "", end] = text.split("\r\n");
    expect(end).toBe("");
    expect(names.split(",").length).toBe(tags.split(",").length);
    const tag = /^#[A-Za-z][_0-9A-Za-z]*(\+[A-Za-z][_0-9A-Za-z]*)*$/;
    for (const one of tags.split(",")) expect(one).toMatch(tag);
    const cells = new Map(tags.split(",").map((one, i) => [one, row.split(",")[i]]));
    expect(cells.get("#affected+ind")).toBe("40");
    expect(cells.get("#inneed+ind+transport")).toBe("");
    expect(cells.get("#country+code+v_iso3")).toBe("LBY");
    expect(row).toMatch(/Kept back/);
  });
  it("of a crisis with a formula for a name is harmless", async () => {
    await world.as("platformAdministrator").does(crisisOpen, {
      id: "crs_formula01",
      name: { en: '=cmd|"/c calc"!A1' },
      kind: "flood",
      hostCountry: "LY",
      area: [9, 19, 26, 34],
      exerciseStart: "2011-03-01T06:00:00Z",
    });
    await env.DB.prepare(
      "INSERT INTO areaHour (crisisId, scope, at, areas) VALUES ('crs_formula01', '', '2011-02-01T00:00:00Z', ?1)",
    )
      .bind(JSON.stringify([{ cell: "1221213030", people: 50, needs: {} }]))
      .run();
    const { text } = await get("/collections/crs_formula01-areas/hxl.csv");
    const row = text.split("\r\n")[2] ?? "";
    expect(row.startsWith(`"'=cmd|""/c calc""!A1",LBY,q1221213030,`)).toBe(true);
  });
});

describe("a closed crisis", () => {
  it("has no layers", async () => {
    await world.as("platformAdministrator").does(crisisClose, { id: CRISIS });
    expect((await get(`${layer("zones")}/items`)).status).toBe(404);
    expect((await get("/collections")).text).not.toContain(CRISIS);
  });
});
