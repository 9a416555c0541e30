// zone: unknown stays unknown, old figures say so, and the public sees an area where only the area is published.
import { describe, expect, it } from "vitest";
import { cellAt } from "../../schema/kit/quadkey.ts";
import { forPublic, freePlaces, isStale, nearest, STALE_AFTER } from "../../schema/zone.rules.ts";
import type { Zone } from "../../schema/zone.ts";

const now = new Date("2011-03-02T06:00:00Z");
const zone = (over: Partial<Zone> = {}): Zone => ({
  id: "zon_camp0001",
  kind: "shelter",
  name: { en: "Camp" },
  lng: 13.2,
  lat: 32.8,
  area: null,
  publication: "area",
  admitsMigrants: "yes",
  state: "open",
  capacity: 100,
  occupancy: 60,
  occupancyAt: "2011-03-02T00:00:00Z",
  confirmedAt: "2011-03-02T00:00:00Z",
  confirmedBy: "Support desk",
  organisationId: "org_supportDesk",
  closedAt: null,
  version: 1,
  ...over,
});

describe("free places", () => {
  it("are known only where both figures are, and never below none", () => {
    expect(freePlaces(zone())).toBe(40);
    expect(freePlaces(zone({ occupancy: 130 }))).toBe(0);
    expect([freePlaces(zone({ capacity: null })), freePlaces(zone({ occupancy: null }))]).toEqual([
      null,
      null,
    ]);
  });
});

describe("a confirmation", () => {
  it("is stale after a day, and where there never was one", () => {
    const ago = (ms: number) => new Date(now.getTime() - ms).toISOString();
    expect([isStale(ago(STALE_AFTER), now), isStale(ago(STALE_AFTER + 1), now), isStale(null, now)]).toEqual([
      false,
      true,
      true,
    ]);
  });
});

describe("the public", () => {
  it("sees nothing of a hidden or closed zone", () => {
    expect(forPublic(zone({ publication: "hidden" }), now)).toBeNull();
    expect(forPublic(zone({ publication: "exact", closedAt: "2011-03-01T00:00:00Z" }), now)).toBeNull();
  });
  it("sees the point, or the middle of a cell of ten kilometres, and no figure of people", () => {
    expect(forPublic(zone({ publication: "exact" }), now)).toMatchObject({
      lng: 13.2,
      lat: 32.8,
      exact: true,
    });
    const area = forPublic(zone(), now);
    expect(area).toMatchObject({ exact: false, stale: false });
    expect([area?.lng, area?.lat]).not.toEqual([13.2, 32.8]);
    expect(cellAt({ lng: area?.lng ?? 0, lat: area?.lat ?? 0 }, 12)).toBe(cellAt(zone(), 12));
    const elsewhere = zone({ lng: 13.21, lat: 32.81 });
    if (cellAt(elsewhere, 12) === cellAt(zone(), 12)) expect(forPublic(elsewhere, now)?.lng).toBe(area?.lng);
    expect(Object.keys(area ?? {})).not.toContain("occupancy");
  });
});

describe("the nearest zones", () => {
  it("are those that could take people, by distance", () => {
    const zones = [
      zone({ id: "zon_far00001", lng: 14 }),
      zone({ id: "zon_near0001", lng: 13.21, capacity: null }),
      zone({ id: "zon_full0001", state: "full" }),
      zone({ id: "zon_shut0001", state: "closed", closedAt: "2011-03-01T00:00:00Z" }),
      zone({ id: "zon_no000001", admitsMigrants: "no" }),
      zone({ id: "zon_maybe001", lng: 13.3, state: "unknown", admitsMigrants: "unknown" }),
    ];
    const found = nearest(zones, { lng: 13.2, lat: 32.8 }, 8);
    expect(found.map((one) => one.id)).toEqual(["zon_near0001", "zon_maybe001", "zon_far00001"]);
    expect(found.map((one) => one.free)).toEqual([null, 40, 40]);
    expect(nearest(zones, { lng: 13.2, lat: 32.8 }, 1)).toHaveLength(1);
  });
});
