// A zone with an outline: drawn as an alert's area is, kept for desks, and published exactly as far as its point is.
import { beforeAll, describe, expect, it } from "vitest";
import { forPublic } from "../../schema/zone.rules.ts";
import { zoneConfirm, zoneDeclare, zoneList, zonePlaces } from "../../schema/zone.ts";
import { CRISIS } from "../kit/people.ts";
import { freshKey, makeWorld, send, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const ring = (lng: number, lat: number) => [
  [lng, lat],
  [lng, lat + 0.1],
  [lng + 0.1, lat + 0.1],
  [lng + 0.1, lat],
  [lng, lat],
];
const polygon = (corners: unknown) => ({ type: "Polygon", coordinates: [corners] });
let made = 0;
const yard = (over: Record<string, unknown> = {}): Record<string, unknown> & { id: string } => ({
  id: `zon_yard${String(++made).padStart(4, "0")}`,
  crisisId: CRISIS,
  kind: "safe-zone",
  name: { en: `Yard ${String(made)}` },
  lng: 13.25,
  lat: 32.75,
  ...over,
});
const declares = (input: object) =>
  world.as("agencyCoordinator").does(zoneDeclare, input, { key: freshKey() });
type Seen = { id: string; area: unknown };
const listed = async (name: Parameters<World["as"]>[0], id: string) =>
  ((await world.as(name).does(zoneList, { crisisId: CRISIS })).body.zones as Seen[]).find(
    (one) => one.id === id,
  );
const told = async (id: string) =>
  ((await world.as("nobody").does(zonePlaces, { crisisId: CRISIS })).body.zones as Seen[]).find(
    (one) => one.id === id,
  );
const open = async (id: string) =>
  (await send("GET", `/ogc/collections/${CRISIS}-zones/items/${id}`)).body as {
    geometry?: { type: string; coordinates: [number, number][][] };
  };
const outlines = async () => [...(await send("GET", "/en/map")).text.matchAll(/class="within"/g)].length;

describe("an outline", () => {
  it("is kept as it was drawn, for desks, and stays when the zone is confirmed", async () => {
    const area = polygon(ring(13.2, 32.7));
    const zone = yard({ area, publication: "exact" });
    expect((await declares(zone)).body.area).toEqual(area);
    const confirmed = await world
      .as("agencyCoordinator")
      .does(zoneConfirm, { zoneId: zone.id, state: "open" }, { ifMatch: 1, key: freshKey() });
    expect(confirmed.body.area).toEqual(area);
    expect((await listed("embassyCoordinator", zone.id))?.area).toEqual(area);
  });
  it("is nobody's duty: a zone without one has none", async () => {
    const zone = yard();
    expect((await declares(zone)).body.area).toBeNull();
  });
  it("is refused where an alert's would be", async () => {
    const [a, b, c, d] = ring(13, 32);
    const wrong: [unknown, string][] = [
      [polygon([a, c, b, d, a]), "area-invalid"],
      [polygon([a, b, c, d]), "area-invalid"],
      [polygon([a, a, a, a]), "area-invalid"],
      [polygon([a, b, a]), "malformed"],
      [polygon(Array.from({ length: 201 }, (_, n) => [13 + n / 1000, 32])), "malformed"],
      [polygon([[200, 0], b, c, d, [200, 0]]), "malformed"],
      [{ type: "Point", coordinates: [13, 32] }, "malformed"],
      ["here", "malformed"],
    ];
    for (const [area, code] of wrong) {
      const zone = yard({ area });
      expect([JSON.stringify(area).slice(0, 60), (await declares(zone)).body.code]).toEqual([
        JSON.stringify(area).slice(0, 60),
        code,
      ]);
      expect(await listed("agencyCoordinator", zone.id)).toBeUndefined();
    }
  });
});

describe("to everybody", () => {
  it("it is told where the exact place is, on the map and in the open layer too", async () => {
    const zone = yard({ area: polygon(ring(14.2, 32.1)), lng: 14.25, lat: 32.15, publication: "exact" });
    const before = await outlines();
    await declares(zone);
    expect((await told(zone.id))?.area).toEqual(zone.area);
    expect((await listed("permitOfficer", zone.id))?.area).toEqual(zone.area);
    expect(await outlines()).toBe(before + 1);
    const { geometry } = await open(zone.id);
    expect(geometry?.type).toBe("Polygon");
    // Counter-clockwise, as RFC 7946 asks.
    const [corners = []] = geometry?.coordinates ?? [];
    const twice = corners.reduce((sum, [x, y], i) => {
      const [x2, y2] = corners[(i + 1) % corners.length] ?? [x, y];
      return sum + x * y2 - x2 * y;
    }, 0);
    expect(twice).toBeGreaterThan(0);
  });
  it("it is not told where only the area of ten kilometres is, nor where nothing is", async () => {
    const before = await outlines();
    for (const publication of ["area", "hidden"]) {
      const zone = yard({ area: polygon(ring(15.2345, 31.4321)), lng: 15.25, lat: 31.45, publication });
      await declares(zone);
      expect((await told(zone.id))?.area ?? null).toBeNull();
      expect((await listed("permitOfficer", zone.id))?.area ?? null).toBeNull();
      expect((await open(zone.id)).geometry?.type).toBe(publication === "area" ? "Point" : undefined);
      expect((await listed("embassyCoordinator", zone.id))?.area).toEqual(zone.area);
    }
    expect(await outlines()).toBe(before);
    for (const path of ["/en/map", "/en/places", `/ogc/collections/${CRISIS}-zones/items`])
      expect([path, /15\.2345|31\.4321|15\.3345|31\.5321/.test((await send("GET", path)).text)]).toEqual([
        path,
        false,
      ]);
  });
  it("the box of a question does not find it where it is not told", async () => {
    const zone = yard({ area: polygon(ring(16.5, 31.05)), lng: 16.55, lat: 31.1, publication: "area" });
    await declares(zone);
    const spot = (await told(zone.id)) as unknown as { lng: number; lat: number };
    const ask = async (bbox: number[]) =>
      (
        (await send("GET", `/ogc/collections/${CRISIS}-zones/items?bbox=${bbox.join(",")}`)).body
          .features as { id: string }[]
      ).some((one) => one.id === zone.id);
    expect(await ask([spot.lng - 0.001, spot.lat - 0.001, spot.lng + 0.001, spot.lat + 0.001])).toBe(true);
    for (const [lng = 0, lat = 0] of ring(16.5, 31.05))
      if (Math.hypot(lng - spot.lng, lat - spot.lat) > 0.01)
        expect(await ask([lng - 0.001, lat - 0.001, lng + 0.001, lat + 0.001])).toBe(false);
  });
});

describe("the one rule", () => {
  it("gives an outline away with the exact place alone", async () => {
    const zones = (await world.as("agencyCoordinator").does(zoneList, { crisisId: CRISIS })).body
      .zones as never[];
    const now = new Date("2011-03-01T06:00:00Z");
    for (const publication of ["hidden", "area", "exact"] as const)
      for (const zone of zones) {
        const seen = forPublic(Object.assign({}, zone, { publication }), now);
        expect(seen === null || seen.exact || seen.area === null).toBe(true);
      }
  });
});
