// OGC API - Features over HTTP: documents, links, pages, refusals, sheets; and that nobody is in any of it.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { alertIssue } from "../../schema/alert.ts";
import { crisisClose, crisisOpen, crisisStep } from "../../schema/crisis.ts";
import { dangerConfirm, dangerReport } from "../../schema/danger.ts";
import { boundsOf, cellAt, DISTRICT } from "../../schema/kit/quadkey.ts";
import { zoneClose, zoneDeclare } from "../../schema/zone.ts";
import { CRISIS } from "../kit/people.ts";
import { type Answer, BASE, makeWorld, send, type World } from "../kit/world.ts";
import { tick } from "./tick.ts";

interface Link {
  rel: string;
  href: string;
  type: string;
}
interface Page {
  features: { id: string; geometry: { coordinates: unknown } | null; properties: Record<string, unknown> }[];
  links: Link[];
  numberReturned: number;
  numberMatched?: number;
  timeStamp: string;
}

let world: World;
const get = (path: string, headers: Record<string, string> = {}) => send("GET", `/ogc${path}`, { headers });
const page = (answer: Answer) => answer.body as unknown as Page;
const layer = (name: string) => `/collections/${CRISIS}-${name}`;
const idsOf = (answer: Answer) => page(answer).features.map((one) => one.id);

const square = (west: number, south: number) => ({
  type: "Polygon",
  // With the clock: as an officer may draw it.
  coordinates: [
    [
      [west, south],
      [west, south + 1],
      [west + 1, south + 1],
      [west + 1, south],
      [west, south],
    ],
  ],
});

/** Some are hidden beside every figure, so that none of them is found by subtraction. */
const farAway = { place: { lng: 24.9, lat: 21.2, accuracy: 50 } };

beforeAll(async () => {
  world = await makeWorld();
  for (let n = 0; n < 25; n++)
    await world.as("agencyCoordinator").does(zoneDeclare, {
      id: `zon_place${String(n).padStart(3, "0")}`,
      crisisId: CRISIS,
      kind: "shelter",
      name: { en: n === 0 ? "=HYPERLINK(1)" : `Place ${String(n)}` },
      lng: 10 + n * 0.5,
      lat: 30,
      publication: n === 3 ? "hidden" : n === 4 ? "area" : "exact",
    });
  await world.as("agencyCoordinator").does(zoneClose, { zoneId: "zon_place005" }, { ifMatch: 1 });
  for (let n = 0; n < 3; n++)
    await world.as("agencyCoordinator").does(alertIssue, {
      id: `alr_warning${String(n)}`,
      crisisId: CRISIS,
      severity: "severe",
      headline: { en: "Road closed" },
      advice: { en: "Do not travel." },
      area: square(12 + n * 2, 30),
      validUntil: `2011-03-0${String(n + 2)}T06:00:00Z`,
    });
  const told = await world.as("agencyCoordinator").does(dangerReport, {
    id: "dgp_ogcmines01",
    crisisId: CRISIS,
    kind: "mines",
    place: { lng: 13.2, lat: 30.4 },
    seenAt: "2011-03-01T05:59:00Z",
    words: "Marked Word of an officer",
  });
  const stands = { dangerId: told.body.id, publicName: { en: "Around the town" } };
  await world.as("agencyCoordinator").does(dangerConfirm, stands, { ifMatch: Number(told.body.version) });
  for (let n = 0; n < 4; n++)
    await world.opens({ people: Array.from({ length: 9 }, () => ({ name: "Marked Name" })) });
  for (let n = 0; n < 5; n++)
    await world.opens({ people: Array.from({ length: 4 }, () => ({ name: "Marked Name" })), ...farAway });
  await tick();
  await world.as("supervisor").does(crisisStep, { id: CRISIS, hours: 48 });
  await tick();
});

describe("the documents", () => {
  it("lead from the landing page to every collection, by absolute addresses under one base", async () => {
    const landing = await get("");
    const links = landing.body.links as Link[];
    expect(links.map((one) => one.rel)).toEqual(["self", "service-desc", "conformance", "data"]);
    for (const { href, type } of links) {
      expect(href.startsWith(`${BASE}/ogc`)).toBe(true);
      const found = await send("GET", href.slice(BASE.length));
      expect([found.status, found.headers.get("Content-Type")]).toEqual([200, type]);
    }
    expect((await get("/conformance")).body.conformsTo).toEqual([
      "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
      "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
      "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    ]);
    const list = (await get("/collections")).body.collections as {
      id: string;
      extent: unknown;
      links: Link[];
    }[];
    expect(list.map((one) => one.id)).toEqual(
      ["zones", "alerts", "dangers", "areas", "figures"].map((name) => `${CRISIS}-${name}`),
    );
    for (const one of list) {
      expect(one.extent).toMatchObject({ spatial: { bbox: [[9, 19, 26, 34]] } });
      for (const { href, type } of one.links) {
        const found = await send("GET", href.slice(BASE.length));
        expect([found.status, found.headers.get("Content-Type")?.startsWith(type)]).toEqual([200, true]);
      }
    }
  });
  it("describe themselves in OpenAPI 3.0, with every parameter that is taken", async () => {
    const api = (await get("/api")).body as unknown as {
      openapi: string;
      paths: Record<string, { get: { parameters: { $ref: string }[] } }>;
    };
    expect(api.openapi).toMatch(/^3\.0\./);
    const named = api.paths["/collections/{collectionId}/items"]?.get.parameters.map((one) =>
      one.$ref.split("/").pop(),
    );
    expect(named).toEqual(["collectionId", "limit", "bbox", "datetime", "cursor"]);
  });
  it("are read by HEAD, kept a minute, and not sent again to whoever has them", async () => {
    const head = await send("HEAD", `/ogc${layer("zones")}/items`);
    expect([head.status, head.text]).toEqual([200, ""]);
    const first = await get(`${layer("zones")}/items`);
    expect(first.headers.get("Cache-Control")).toBe("public, max-age=60");
    const etag = first.headers.get("ETag") ?? "";
    const again = await get(`${layer("zones")}/items`, { "If-None-Match": etag });
    expect([again.status, again.text, again.headers.get("ETag")]).toEqual([304, "", etag]);
  });
  it("may be read by other pages, which may send no token", async () => {
    const answer = await get("/collections", { Origin: "https://elsewhere.example" });
    expect(answer.headers.get("Access-Control-Allow-Origin")).toBe("*");
    expect(answer.headers.get("Cross-Origin-Resource-Policy")).toBe("cross-origin");
    const asked = await send("OPTIONS", `/ogc${layer("zones")}/items`, {
      headers: { Origin: "https://elsewhere.example" },
    });
    expect([asked.status, asked.headers.get("Access-Control-Allow-Methods")]).toEqual([
      204,
      "GET, HEAD, OPTIONS",
    ]);
    expect(asked.headers.get("Access-Control-Allow-Headers")).not.toMatch(/authorization/i);
  });
  it("are only read: every other method is refused", async () => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"])
      expect((await send(method, `/ogc${layer("zones")}/items`)).body.code).toBe("method-not-allowed");
  });
});

describe("features", () => {
  it("come in pages that miss none and repeat none, whatever is added meanwhile", async () => {
    const seen: string[] = [];
    let path = `${layer("zones")}/items?limit=7`;
    for (let n = 0; path !== "" && n < 20; n++) {
      const answer = await get(path);
      const { links, numberReturned, timeStamp, features } = page(answer);
      expect([numberReturned, Number.isNaN(Date.parse(timeStamp))]).toEqual([features.length, false]);
      seen.push(...idsOf(answer));
      if (n === 0)
        await world.as("agencyCoordinator").does(zoneDeclare, {
          id: "zon_aaaaaaa",
          crisisId: CRISIS,
          kind: "crossing",
          name: { en: "Added before" },
          lng: 25,
          lat: 31,
          publication: "exact",
        });
      path = links.find((one) => one.rel === "next")?.href.slice(`${BASE}/ogc`.length) ?? "";
    }
    const expected = Array.from({ length: 25 }, (_, n) => `zon_place${String(n).padStart(3, "0")}`);
    expect(seen).toEqual(expected.filter((id) => !["zon_place003", "zon_place005"].includes(id)));
  });
  it("say how many match only where that is known", async () => {
    expect(page(await get(`${layer("zones")}/items`)).numberMatched).toBeUndefined();
    const figures = page(await get(`${layer("figures")}/items?limit=2`));
    expect(figures.numberReturned).toBe(2);
    expect(figures.numberMatched).toBeGreaterThan(10);
    expect(figures.features[0]?.geometry).toBeNull();
  });
  it("are found by box, by the place as it is published and not as it is known", async () => {
    expect(idsOf(await get(`${layer("zones")}/items?bbox=10,29,10.6,31`))).toEqual([
      "zon_place000",
      "zon_place001",
    ]);
    const whole = page(await get(`${layer("zones")}/items/zon_place004`)) as unknown as Page["features"][0];
    const [lng = 0, lat = 0] = (whole.geometry?.coordinates ?? []) as number[];
    expect([whole.properties.exact, lng === 12 && lat === 30]).toEqual([false, false]);
    const near = (x: number, y: number) => `bbox=${[x - 1e-4, y - 1e-4, x + 1e-4, y + 1e-4].join(",")}`;
    expect(idsOf(await get(`${layer("zones")}/items?${near(12, 30)}`))).toEqual([]);
    expect(idsOf(await get(`${layer("zones")}/items?${near(lng, lat)}`))).toEqual(["zon_place004"]);
    expect(idsOf(await get(`${layer("zones")}/items?bbox=170,-90,-170,90`))).toEqual([]);
    expect(idsOf(await get(`${layer("zones")}/items?bbox=21.9,29,-170,31`))).toContain("zon_place024");
    expect(idsOf(await get(`${layer("alerts")}/items?bbox=14.5,30.5,0,14.6,30.6,9`))).toEqual([
      "alr_warning1",
    ]);
    // What has no place is in the answer of every box.
    const figures = idsOf(await get(`${layer("figures")}/items?limit=100`));
    expect(figures.length).toBeGreaterThan(5);
    expect(idsOf(await get(`${layer("figures")}/items?limit=100&bbox=10,29,10.6,31`))).toEqual(figures);
  });
  it("are found by time", async () => {
    const at = async (datetime: string) =>
      idsOf(await get(`${layer("alerts")}/items?datetime=${encodeURIComponent(datetime)}`));
    expect(await at("2011-03-03T00:00:00Z")).toEqual(["alr_warning1", "alr_warning2"]);
    expect(await at("2011-03-03T12:00:00Z/..")).toEqual(["alr_warning2"]);
    expect(await at("../2011-02-01T00:00:00Z")).toEqual([]);
  });
  it("are wound as GeoJSON asks", async () => {
    const [feature] = page(await get(`${layer("alerts")}/items?limit=1`)).features;
    const [ring = []] = (feature?.geometry?.coordinates ?? []) as [number, number][][];
    const twice = ring.reduce((sum, [x, y], i) => {
      const [x2, y2] = ring[(i + 1) % ring.length] ?? [x, y];
      return sum + x * y2 - x2 * y;
    }, 0);
    expect(twice).toBeGreaterThan(0);
  });
  it("of dangers are districts, whole, and nothing of where in them or who told", async () => {
    const { features } = page(await get(`${layer("dangers")}/items`));
    const district = cellAt({ lng: 13.2, lat: 30.4 }, DISTRICT);
    expect(features.map((one) => [one.id, one.properties.name])).toEqual([
      [`mines-${district}`, "Around the town"],
    ]);
    const [west, south, east, north] = boundsOf(district);
    const [ring = []] = (features[0]?.geometry?.coordinates ?? []) as [number, number][][];
    expect([ring[0], ring[2]]).toEqual([
      [west, south],
      [east, north],
    ]);
    expect(JSON.stringify(features)).not.toMatch(/dgr_|dgp_|org_|reports/);
    expect((await get(`${layer("dangers")}/items/mines-${district}`)).status).toBe(200);
    expect((await get(`${layer("dangers")}/items/mines-0000000000`)).status).toBe(404);
  });
  it("of areas are published counts, a day old, with nothing told of few", async () => {
    const { features } = page(await get(`${layer("areas")}/items`));
    expect(features.map((one) => one.properties.people)).toEqual([40]);
    expect(features[0]?.properties).toMatchObject({
      need_transport: null,
      publishedAt: "2011-03-01T06:00:00Z",
    });
  });
  it("hold nobody: no name, no reference, no case", async () => {
    const texts = [];
    for (const name of ["zones", "alerts", "dangers", "areas", "figures"])
      texts.push((await get(`${layer(name)}/items?limit=1000`)).text);
    expect(texts.join()).not.toMatch(/Marked|reg_|per_/);
    expect(texts.join()).not.toContain(world.own.reference);
  });
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
