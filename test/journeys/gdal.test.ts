// An outside tool opens the layers: GDAL finds the collections by itself, follows the pages to the last feature, and reads
// what is not public with a token until that is ended.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CRISIS, crisis, officers, organisations, START, smallGroup } from "../kit/people.ts";
import { gdal } from "../node/gdal.ts";
import { type App, startApp } from "../node/server.ts";

interface Read {
  features: {
    id?: string;
    geometry: { type: string; coordinates: unknown } | null;
    properties: Record<string, unknown>;
  }[];
}

let app: App;
let base: string;
const cookies = new Map<string, string>();
/** A fifth is hidden, and the rest is more than one page of any size. */
const ZONES = 1300;

async function post(
  path: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<Record<string, unknown>> {
  const response = await fetch(`${base}${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  const cookie = response.headers.getSetCookie()[0]?.split(";")[0];
  return { ...((await response.json()) as Record<string, unknown>), cookie };
}
const does = (officerId: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
  post(path, body, { Cookie: cookies.get(officerId) ?? "", "Sec-Fetch-Site": "same-origin", ...headers });

beforeAll(async () => {
  app = await startApp({ demo: false });
  base = app.url.replace(/\/$/, "");
  const bearer = { Authorization: `Bearer ${app.token}` };
  // What happened before the start: as many zones as no page holds, each by the same act that an officer would do.
  const acts = Array.from({ length: ZONES }, (_, n) => ({
    at: START,
    act: "zone.declare",
    as: "off_desk001",
    input: {
      id: `zon_tool${String(n).padStart(5, "0")}`,
      crisisId: CRISIS,
      kind: "shelter",
      name: { en: `Place ${String(n)}`, ar: "مكان" },
      lng: 10 + (n % 100) / 10,
      lat: 25 + Math.floor(n / 100) / 10,
      publication: n % 5 === 0 ? "hidden" : "exact",
    },
  }));
  await post("/api/exercise/load", { crisis, organisations, officers }, bearer);
  for (let n = 0; n < acts.length; n += 400)
    await post("/api/exercise/load", { acts: acts.slice(n, n + 400) }, bearer);
  const { links } = await post("/api/exercise/links", { officerIds: officers.map((one) => one.id) }, bearer);
  for (const { officerId, token } of links as { officerId: string; token: string }[])
    if (["off_super01", "off_desk001"].includes(officerId)) {
      const { cookie } = await post(
        "/api/organisation/sign-in",
        { token },
        { "Sec-Fetch-Site": "same-origin" },
      );
      cookies.set(officerId, String(cookie));
    }
  await app.scheduled();
  const ring = [
    [13, 32],
    [13, 33],
    [14, 33],
    [13, 32],
  ];
  await does("off_desk001", "/api/alert/issue", {
    id: "alr_toolroad1",
    crisisId: CRISIS,
    severity: "severe",
    headline: { en: "Coast road closed" },
    advice: { en: "Do not travel." },
    area: { type: "Polygon", coordinates: [ring] },
    validUntil: "2011-03-09T06:00:00Z",
  });
  const told = await does("off_desk001", "/api/danger/report", {
    id: "dgp_toolmines1",
    crisisId: CRISIS,
    kind: "mines",
    place: { lng: 13.2, lat: 32.8 },
    seenAt: "2011-03-01T05:59:00Z",
  });
  const stands = { dangerId: told.id, publicName: { en: "Around the town" } };
  await does("off_desk001", "/api/danger/confirm", stands, { "If-Match": `"${String(told.version)}"` });
  for (let n = 0; n < 4; n++)
    await post(
      "/api/registration/open",
      smallGroup({ people: Array.from({ length: 9 }, () => ({ name: "Marked Name" })) }),
      {
        "Sec-Fetch-Site": "same-origin",
      },
    );
  // Five groups in one district, and as many people hidden beside them as must be.
  for (let n = 0; n < 6; n++)
    await post(
      "/api/registration/open",
      smallGroup({
        people: Array.from({ length: 4 }, () => ({ name: "Marked Name" })),
        ...(n === 0 ? {} : { place: { lng: 24.9, lat: 19.2 + n, accuracy: 50 } }),
      }),
      {
        "Sec-Fetch-Site": "same-origin",
      },
    );
  await does("off_super01", "/api/crisis/step", { id: CRISIS, hours: 1 });
  await app.scheduled();
  await does("off_super01", "/api/crisis/step", { id: CRISIS, hours: 48 });
  await app.scheduled();
});
afterAll(() => app?.stop());

const layer = (name: string) => `${CRISIS}-${name}`;
const source = () => `OAPIF:${base}/ogc`;
async function reads(
  name: string,
  options: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<Read> {
  const ran = await gdal("ogr2ogr", [...options, "-f", "GeoJSON", "/vsistdout/", source(), layer(name)], env);
  expect([ran.code, ran.err]).toEqual([0, ""]);
  return JSON.parse(ran.out) as Read;
}

describe("GDAL's OAPIF driver", () => {
  it("finds every public collection by itself", async () => {
    const { code, out } = await gdal("ogrinfo", ["-ro", source()]);
    expect(code).toBe(0);
    for (const name of ["zones", "alerts", "dangers", "areas", "figures"]) expect(out).toContain(layer(name));
    expect(out).not.toContain("partner");
  });
  it("reads every zone through its pages, with their properties and places", async () => {
    const { features } = await reads("zones", ["-oo", "PAGE_SIZE=400"]);
    const names = features.map((one) => String(one.properties.name));
    const expected = Array.from({ length: ZONES }, (_, n) => n).filter((n) => n % 5 !== 0);
    expect(names).toEqual(expected.map((n) => `Place ${String(n)}`));
    const place = features[0];
    expect(place?.geometry).toEqual({ type: "Point", coordinates: [10.1, 25] });
    expect(place?.properties).toMatchObject({
      kind: "shelter",
      state: "unknown",
      stale: true,
      exact: true,
      name_ar: "مكان",
    });
  });
  it("reads them the same at its own size of page, and those in a box", async () => {
    expect((await reads("zones")).features).toHaveLength(ZONES * 0.8);
    const { features } = await reads("zones", ["-spat", "10.05", "24.9", "10.45", "25.05"]);
    expect(features.map((one) => one.properties.name)).toEqual(["Place 1", "Place 2", "Place 3", "Place 4"]);
  });
  it("reads alerts as areas, counts by district, and figures without a place", async () => {
    const [alert] = (await reads("alerts")).features;
    expect([alert?.geometry?.type, alert?.properties.headline, alert?.properties.holds]).toEqual([
      "Polygon",
      "Coast road closed",
      true,
    ]);
    const [danger] = (await reads("dangers")).features;
    expect([danger?.geometry?.type, danger?.properties.kind, danger?.properties.name]).toEqual([
      "Polygon",
      "mines",
      "Around the town",
    ]);
    const areas = (await reads("areas")).features;
    expect(areas.map((one) => [one.geometry?.type, one.properties.people])).toEqual([["Polygon", 40]]);
    const figures = (await reads("figures")).features;
    expect(figures.every((one) => one.geometry === null)).toBe(true);
    expect(figures.map((one) => one.properties.figure)).toContain("people");
  });
  it("reads what is not public with a token as password, and no more once that is ended", async () => {
    const { token, secret } = (await does(
      "off_super01",
      "/api/token/make",
      { id: "tok_gdaltest1", crisisId: CRISIS, layer: "partner-zones", label: "A map", days: 1 },
      { "Idempotency-Key": "gdal-makes-a-token" },
    )) as { token: { id: string }; secret: string };
    const options = ["-oo", `USERPWD=tool:${secret}`];
    expect((await reads("partner-zones", options)).features).toHaveLength(ZONES);
    expect(
      (await reads("partner-zones", [], { GDAL_HTTP_HEADERS: `Authorization: Bearer ${secret}` })).features,
    ).toHaveLength(ZONES);
    await does("off_super01", "/api/token/revoke", { id: token.id });
    const { code } = await gdal("ogrinfo", ["-ro", ...options, source(), layer("partner-zones")]);
    expect(code).not.toBe(0);
  });
  it("opens tiles from their address, the public ones without and the others with a token, until that is ended", async () => {
    const tiles = async (name: string, zoom: number, env: Record<string, string> = {}) => {
      const there = `${base}/ogc/collections/${layer(name)}/tiles`;
      const from = `MVT:${there}/${String(zoom)}`;
      const how = ["TILE_EXTENSION=mvt", "CLIP=NO", `METADATA_FILE=${there}.json`].flatMap((one) => [
        "-oo",
        one,
      ]);
      const open = [...how, "-t_srs", "EPSG:4326"];
      const { code, out } = await gdal("ogr2ogr", [...open, "-f", "GeoJSON", "/vsistdout/", from, name], env);
      const { features = [] } = code === 0 ? (JSON.parse(out) as Read) : {};
      // What touches two tiles is in both.
      return [...new Map(features.map((one) => [one.properties.id, one])).values()];
    };
    const [area] = await tiles("areas", 2);
    const [asked] = (await reads("areas")).features;
    expect(area?.properties.people).toBe(asked?.properties.people);
    expect(area?.properties.cell).toBe(asked?.properties.cell);
    const places = await tiles("zones", 3);
    expect(places).toHaveLength(ZONES * 0.8);
    const first = places.find((one) => one.properties.name === "Place 1");
    expect(first?.geometry?.coordinates).toEqual([expect.closeTo(10.1, 1), expect.closeTo(25, 1)]);
    expect(await tiles("partner-areas", 2)).toEqual([]);
    const { token, secret } = (await does(
      "off_super01",
      "/api/token/make",
      { id: "tok_gdaltiles", crisisId: CRISIS, layer: "partner-areas", label: "A map of tiles", days: 1 },
      { "Idempotency-Key": "gdal-makes-another-token" },
    )) as { token: { id: string }; secret: string };
    const shown = { GDAL_HTTP_HEADERS: `Authorization: Bearer ${secret}` };
    expect((await tiles("partner-areas", 2, shown)).map((one) => one.properties.people)).toHaveLength(1);
    expect(await tiles("partner-zones", 2, shown)).toEqual([]);
    await does("off_super01", "/api/token/revoke", { id: token.id });
    expect(await tiles("partner-areas", 2, shown)).toEqual([]);
  });
  it("was given no reason to complain on our side", () => {
    expect(app.errors).toEqual([]);
  });
});
