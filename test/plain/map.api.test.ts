// The public map through its door: what it shows to anybody, and what it shows to nobody. Counts are a day old, places only as
// published, dangers by district; an officer who is signed in reads the same as whoever is not.
import { beforeAll, describe, expect, it } from "vitest";
import { alertCancel, alertIssue } from "../../schema/alert.ts";
import { crisisGet, crisisStep } from "../../schema/crisis.ts";
import { crisisAreas } from "../../schema/crisis-area.ts";
import { cellAt, DISTRICT } from "../../schema/kit/quadkey.ts";
import { zoneClose, zoneConfirm, zoneDeclare } from "../../schema/zone.ts";
import { at, confirms, type Listed, reports } from "../danger/told.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import { makeWorld, send, type World } from "../kit/world.ts";
import { tick } from "../ogc/tick.ts";

let world: World;
const TRIPOLI = { lng: 13.18, lat: 32.89 };
const SEBHA = { lng: 14.43, lat: 27.03 };
const DISTRICT_OF = (place: { lng: number; lat: number }) => cellAt(place, DISTRICT);

const group = (people: number, place: object | null) =>
  world.opens({
    people: Array.from({ length: people }, () => ({})),
    ...(place === null ? { place: undefined, exactPlace: false } : { place: { ...place, accuracy: 50 } }),
    needs: ["transport"],
  });
const step = (hours: number) => world.as("supervisor").does(crisisStep, { id: CRISIS, hours });
const get = (path = "/en/map", cookie = "") =>
  send("GET", path, cookie === "" ? {} : { headers: { Cookie: cookie } });
/** The page without what each answer makes anew. */
const bodyOf = (text: string) =>
  text.replace(/ nonce="[^"]*"/g, "").replace(/name="actId" value="[^"]*"/g, "");
const map = async (path?: string) => bodyOf((await get(path)).text);

let made = 0;
const zone = (over: Record<string, unknown>) => ({
  id: `zon_map${String(++made).padStart(5, "0")}`,
  crisisId: CRISIS,
  kind: "shelter",
  name: { en: "House by the well" },
  lng: 13.4321,
  lat: 32.1234,
  ...over,
});
const alert = (over: Record<string, unknown> = {}) => ({
  id: `alr_map${String(++made).padStart(5, "0")}`,
  crisisId: CRISIS,
  severity: "severe",
  headline: { en: "Road closed by the sea" },
  advice: { en: "Do not go there today." },
  area: {
    type: "Polygon",
    coordinates: [
      [
        [13, 32],
        [14, 32],
        [14, 33],
        [13, 33],
        [13, 32],
      ],
    ],
  },
  validUntil: "2011-03-30T06:00:00Z",
  ...over,
});

beforeAll(async () => {
  world = await makeWorld();
});

describe("counts on the public map", () => {
  it("are nobody's before a day has passed, and then stand by district with their shade", async () => {
    for (let i = 0; i < 5; i++) await group(8, TRIPOLI);
    // Few at one place, and enough with those of no place that they are not found by what is told of the others.
    for (let i = 0; i < 3; i++) await group(5, SEBHA);
    for (let i = 0; i < 3; i++) await group(3, null);
    await tick();
    const first = await map();
    expect(first).toContain("There are no numbers yet.");
    expect(first).not.toContain(DISTRICT_OF(TRIPOLI));
    await step(24);
    await tick();
    expect(await map()).not.toContain(DISTRICT_OF(TRIPOLI));
    await step(24);
    await tick();
    const page = await map();
    expect(page).toContain(DISTRICT_OF(TRIPOLI));
    const [area] = (await world.as("nobody").does(crisisAreas, { crisisId: CRISIS })).body.areas as {
      people: number;
    }[];
    expect(area?.people).toBeGreaterThan(30);
    expect(page).toContain(`A ${String(area?.people)}</text>`);
    expect(page).toContain(`>${String(area?.people)}</bdi>`);
    expect(page).toContain('class="s s0"');
    expect(page).toContain("Counted on 1 March 2011.");
  });
  it("never hold a district of few, nor the way to one", async () => {
    expect(await map()).not.toContain(DISTRICT_OF(SEBHA));
    expect((await get(`/en/map/${DISTRICT_OF(SEBHA)}?crisis=${CRISIS}`)).status).toBe(404);
  });
  it("do not change while people come, until a day later", async () => {
    const before = await map();
    for (let i = 0; i < 4; i++) await group(9, TRIPOLI);
    await tick();
    expect(await map()).toBe(before);
  });
  it("are the public's for an officer too, who reads newer ones elsewhere", async () => {
    const before = await map();
    for (const name of [
      "embassyCoordinator",
      "healthViewer",
      "permitOfficer",
      "strandedMigrant",
    ] as PersonName[])
      expect([name, bodyOf((await get("/en/map", world.as(name).cookie)).text) === before]).toEqual([
        name,
        true,
      ]);
  });
});

describe("places on the public map", () => {
  it("are never hidden ones, and of those whose area alone is published never the point", async () => {
    const agency = world.as("agencyCoordinator");
    await agency.does(zoneDeclare, zone({ publication: "hidden", name: { en: "House that nobody names" } }));
    await agency.does(zoneDeclare, zone({ publication: "area" }));
    for (const name of ["nobody", "agencyCoordinator", "permitOfficer"] as PersonName[]) {
      const { text } = await get("/en/map", world.as(name).cookie);
      expect(text).toContain("House by the well");
      for (const secret of ["House that nobody names", "13.4321", "32.1234", "13.432", "32.123"])
        expect([name, secret, text.includes(secret)]).toEqual([name, secret, false]);
    }
  });
  it("draw two in one area at the same spot, wherever in it they are", async () => {
    const spot = (page: string) => /class="about" d="([^"]*)"/.exec(page)?.[1] ?? "";
    const before = spot(await map());
    const hidden = zone({ lng: 13.4, lat: 32.15 });
    expect(cellAt(hidden, 12)).toBe(cellAt({ lng: 13.4321, lat: 32.1234 }, 12));
    await world.as("agencyCoordinator").does(zoneDeclare, hidden);
    expect(before).toMatch(/^M/);
    expect(spot(await map())).toBe(before + before);
  });
  it("say nothing of yesterday as a fact, and go when they are closed", async () => {
    const agency = world.as("agencyCoordinator");
    const one = zone({ publication: "exact", name: { en: "School yard" } });
    await agency.does(zoneDeclare, one);
    await agency.does(zoneConfirm, { zoneId: one.id, state: "open" }, { ifMatch: 1 });
    expect(await map()).toMatch(/School yard.*?Open/);
    await step(25);
    const later = await map();
    expect(later).not.toMatch(/School yard(?:(?!<tr>).)*Open/);
    expect(later).toContain("Not confirmed for a day. Do not go before you have called.");
    await agency.does(zoneClose, { zoneId: one.id }, { ifMatch: 2 });
    expect(await map()).not.toContain("School yard");
  });
});

describe("warnings and dangers on the public map", () => {
  it("hold while they hold, with an outline and the way to their page", async () => {
    const given = alert();
    const issued = await world.as("agencyCoordinator").does(alertIssue, given);
    const page = await map();
    expect(page).toContain(`"/en/alerts/${String(issued.body.number)}?crisis=${CRISIS}"`);
    expect(page).toContain('<path class="alert" d="m');
    await world.as("agencyCoordinator").does(alertCancel, { alertId: given.id }, { ifMatch: 1 });
    expect(await map()).not.toContain("Road closed by the sea");
    await world
      .as("agencyCoordinator")
      .does(alertIssue, alert({ validUntil: new Date(Date.parse("2011-03-05T09:00:00Z")).toISOString() }));
    expect(await map()).toContain("Road closed by the sea");
    await step(24);
    await step(24);
    expect(await map()).not.toContain("Road closed by the sea");
  });
  it("are dangers that somebody stands for and told of: their district, and no point in it", async () => {
    const place = { lng: 20.123, lat: 31.987 };
    const seenAt = String((await world.as("nobody").does(crisisGet, { id: CRISIS })).body.now);
    await reports(world, "fieldWorker", { kind: "mines", place, seenAt });
    expect(await map()).not.toContain('class="peril"');
    const found = (await at(world, "supervisor", place, "mines")) as Listed;
    const confirmed = (await confirms(world, "supervisor", found)).body as unknown as Listed;
    expect(await map()).not.toContain('class="peril"');
    await confirms(world, "supervisor", confirmed, { publicName: { en: "South of the town" } });
    const page = await map();
    expect(page).toContain("South of the town");
    expect(page).toContain('class="peril"');
    expect(page).not.toMatch(/20\.12|31\.98|dgr_|dgp_/);
    expect(page).toContain("Each danger is somewhere inside its broken square");
  });
});

describe("looking closely", () => {
  it("shows one published district and what is around it, under the same key", async () => {
    const page = await get(`/en/map/${DISTRICT_OF(TRIPOLI)}?crisis=${CRISIS}`);
    expect(page.status).toBe(200);
    expect(page.text).toMatch(/A \d+<\/text>/);
    expect(page.text).not.toContain("South of the town");
    expect(page.text).toContain(`href="/en/map?crisis=${CRISIS}"`);
  });
  it("finds nothing where nothing is published, or where nothing can be", async () => {
    for (const path of [
      "/en/map/0000000000",
      "/en/map/12",
      "/en/map/4444444444",
      "/en/map?crisis=crs_nowhere1",
      "/xx/map",
    ])
      expect([path, (await get(path)).status]).toEqual([path, 404]);
    for (const from of ["-1", "999999999", "a", "1e9", ""])
      expect((await get(`/en/map?from=${from}`)).status).toBe(200);
  });
  it("sets no cookie, runs no script of its own, and is kept by no cache, like the other public pages", async () => {
    const { headers } = await get();
    expect(headers.get("Set-Cookie")).toBeNull();
    expect(headers.get("Cache-Control")).toBe("no-store");
    expect((await get()).text.match(/<script/g)).toHaveLength(1);
  });
});
