// OGC API - Features over HTTP: documents, links, pages; and that nobody is in any of it.
import { beforeAll, describe, expect, it } from "vitest";
import { boundsOf, cellAt, DISTRICT } from "../../schema/kit/quadkey.ts";
import { zoneDeclare } from "../../schema/zone.ts";
import { CRISIS } from "../kit/people.ts";
import { BASE, send, type World } from "../kit/world.ts";
import { get, idsOf, type Link, layer, makeLayers, type Page, page } from "./layers.ts";

let world: World;
beforeAll(async () => {
  world = await makeLayers();
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
