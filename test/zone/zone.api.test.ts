// zone: declared, confirmed with figures side by side, closed by its own organisation; the public sees what is published.
import { beforeAll, describe, expect, it } from "vitest";
import { consentGive } from "../../schema/consent.ts";
import {
  zoneClose,
  zoneConfirm,
  zoneDeclare,
  zoneFigures,
  zoneList,
  zoneNear,
  zonePlaces,
} from "../../schema/zone.ts";
import { CRISIS } from "../kit/people.ts";
import { makeWorld, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

let made = 0;
const camp = (over: Record<string, unknown> = {}) => ({
  id: `zon_camp${String(++made).padStart(4, "0")}`,
  crisisId: CRISIS,
  kind: "shelter",
  name: { en: "Camp", ar: "مخيم" },
  lng: 13.2,
  lat: 32.8,
  capacity: 100,
  ...over,
});

describe("a zone", () => {
  it("is declared once, is unknown until confirmed, and keeps every figure with its source", async () => {
    const zone = camp();
    const agency = world.as("agencyCoordinator");
    const declared = await agency.does(zoneDeclare, zone);
    expect([
      declared.status,
      declared.body.state,
      declared.body.publication,
      declared.body.confirmedAt,
    ]).toEqual([200, "unknown", "area", null]);
    expect((await agency.does(zoneDeclare, zone)).body.code).toBe("already-exists");
    await agency.does(zoneConfirm, { zoneId: zone.id, state: "open", occupancy: 60 }, { ifMatch: 1 });
    const other = await world
      .as("healthCoordinator")
      .does(
        zoneConfirm,
        { zoneId: zone.id, occupancy: 75, source: "Head count by the health team" },
        { ifMatch: 2 },
      );
    expect([other.status, other.body.occupancy, other.body.confirmedBy]).toEqual([
      200,
      75,
      "Head count by the health team",
    ]);
    const figures = (await agency.does(zoneFigures, { zoneId: zone.id })).body.figures as {
      measure: string;
      value: number;
      source: string;
    }[];
    expect(figures.map(({ measure, value, source }) => `${measure} ${String(value)} ${source}`)).toEqual([
      "occupancy 75 Head count by the health team",
      "occupancy 60 Support desk",
      "capacity 100 Support desk",
    ]);
  });
  it("asks again before it takes more people than places", async () => {
    const zone = camp();
    const agency = world.as("agencyCoordinator");
    await agency.does(zoneDeclare, zone);
    const asked = await agency.does(zoneConfirm, { zoneId: zone.id, occupancy: 130 }, { ifMatch: 1 });
    expect([asked.status, asked.body.code]).toEqual([422, "zone-over-capacity-unconfirmed"]);
    expect(
      (
        await agency.does(
          zoneConfirm,
          { zoneId: zone.id, occupancy: 130, overCapacity: true },
          { ifMatch: 1 },
        )
      ).body.occupancy,
    ).toBe(130);
  });
  it("is not overwritten from an older screen", async () => {
    const zone = camp();
    await world.as("agencyCoordinator").does(zoneDeclare, zone);
    await world.as("agencyCoordinator").does(zoneConfirm, { zoneId: zone.id, state: "open" }, { ifMatch: 1 });
    const late = await world
      .as("healthCoordinator")
      .does(zoneConfirm, { zoneId: zone.id, state: "full" }, { ifMatch: 1 });
    expect([late.status, late.body.code, late.body.version]).toEqual([412, "stale", 2]);
  });
  it("is closed by the organisation that declared it, and by no other", async () => {
    const zone = camp();
    await world.as("agencyCoordinator").does(zoneDeclare, zone);
    expect(
      (await world.as("embassyCoordinator").does(zoneClose, { zoneId: zone.id }, { ifMatch: 1 })).body.code,
    ).toBe("not-found");
    expect(
      (await world.as("agencyCoordinator").does(zoneClose, { zoneId: zone.id }, { ifMatch: 1 })).body.state,
    ).toBe("closed");
  });
  it("keeps unknown unknown: no capacity, no free places", async () => {
    const zone = camp({ capacity: undefined, lng: 13.181, lat: 32.891 });
    await world.as("agencyCoordinator").does(zoneDeclare, zone);
    const near = await world.as("embassyCoordinator").does(zoneNear, { registrationId: world.own.id });
    const found = (near.body.zones as { id: string; free: number | null; metres: number }[]).find(
      (one) => one.id === zone.id,
    );
    expect([found?.free, (found?.metres ?? 9e9) < 200]).toEqual([null, true]);
  });
});

describe("the public", () => {
  it("sees no hidden zone, and an area instead of a point where only the area is published", async () => {
    const agency = world.as("agencyCoordinator");
    const [hidden, area, exact] = [
      camp({ publication: "hidden" }),
      camp({ publication: "area" }),
      camp({ publication: "exact" }),
    ];
    for (const zone of [hidden, area, exact]) await agency.does(zoneDeclare, zone);
    const places = (await world.as("nobody").does(zonePlaces, { crisisId: CRISIS })).body.zones as {
      id: string;
      lng: number;
      lat: number;
      exact: boolean;
    }[];
    const of = (id: string) => places.find((place) => place.id === id);
    expect(of(hidden.id)).toBeUndefined();
    expect(of(exact.id)).toMatchObject({ lng: 13.2, lat: 32.8, exact: true });
    expect(of(area.id)?.exact).toBe(false);
    expect([of(area.id)?.lng, of(area.id)?.lat]).not.toEqual([13.2, 32.8]);
  });
});

describe("a zone's distance", () => {
  it("tells a partner no more than the area", async () => {
    const { id, someone } = await world.opens();
    await someone.does(consentGive, { organisationId: "org_healthTeam", purpose: "assist" });
    const exact = (await world.as("embassyCoordinator").does(zoneNear, { registrationId: id })).body
      .zones as { metres: number }[];
    const rough = (await world.as("healthCoordinator").does(zoneNear, { registrationId: id })).body.zones as {
      metres: number;
    }[];
    expect(rough.map((one) => one.metres)).not.toEqual(exact.map((one) => one.metres));
  });
});

describe("the list for desks", () => {
  it("is not-found for an organisation outside the crisis", async () => {
    const answer = await world.as("embassyCoordinator").does(zoneList, { crisisId: "crs_elsewhere" });
    expect([answer.status, answer.body.code]).toEqual([404, "not-found"]);
  });
});
