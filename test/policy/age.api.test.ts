// A place grows coarser with its age, a minute before each boundary and a minute after it, wherever it is shown: queue,
// map, live, the opened case and her own page; with the clock's own deleting and before it has run.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { consentGive } from "../../schema/consent.ts";
import { glassExplain } from "../../schema/glass.ts";
import { cellAt, DISTRICT } from "../../schema/kit/quadkey.ts";
import { liveChanges } from "../../schema/live.ts";
import { CELL_FOR, drawnAt, EXACT_FOR, KEPT_FOR } from "../../schema/location.rules.ts";
import { locationSet } from "../../schema/location.ts";
import { registrationAlive } from "../../schema/registration.ts";
import { registrationGet, registrationMap, registrationQueue } from "../../schema/registration-desk.ts";
import { registrationDownload } from "../../schema/registration-end.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { clockRuns } from "../erasure/clock.ts";
import { CRISIS } from "../kit/people.ts";
import { makeWorld, type World } from "../kit/world.ts";

const MINUTE = 60_000;
const point = { lng: 13.187, lat: 32.899 };
const cell = cellAt(point);
const drawn = { exact: point, cell: drawnAt(cell), district: drawnAt(cell.slice(0, DISTRICT)) };
type Precision = keyof typeof drawn;

let world: World;
let one: Awaited<ReturnType<World["opens"]>>;
let start: { real: string; now: string };
beforeAll(async () => {
  world = await makeWorld();
  one = await world.opens({
    place: { ...point, accuracy: 40, landmark: "the marked gate" },
    partners: ["org_healthTeam"],
  });
  start = JSON.parse(
    (await env.DB.prepare("SELECT clock FROM crisis WHERE id = ?1").bind(CRISIS).first<string>("clock")) ??
      "",
  ) as typeof start;
});

/** The crisis's clock stands at this many milliseconds after the place was said. */
async function standsAt(age: number): Promise<void> {
  const said = await env.DB.prepare("SELECT at FROM location WHERE registrationId = ?1")
    .bind(one.id)
    .first<string>("at");
  said ?? expect.fail("the place is gone");
  const now = new Date(Date.parse(String(said)) + age).toISOString();
  const moved = Object.fromEntries(
    Object.entries(start).map(([key, value]) => [
      key,
      typeof value === "string" && key !== "real" ? now : value,
    ]),
  );
  await env.DB.prepare("UPDATE crisis SET clock = ?2 WHERE id = ?1")
    .bind(CRISIS, JSON.stringify(moved))
    .run();
}

interface Row {
  id: string;
  place: { precision: Precision; lng: number; lat: number } | null;
}
const mineOf = (rows: unknown) => (rows as Row[]).find(({ id }) => id === one.id)?.place ?? null;

/** Her place at every door, as one organisation reads it. */
async function seenBy(name: "embassyCoordinator" | "healthViewer"): Promise<(Row["place"] | null)[]> {
  const desk = world.as(name);
  const { body: queue } = await desk.does(registrationQueue, { crisisId: CRISIS, state: "open" });
  const { body: live } = await desk.does(liveChanges, { crisisId: CRISIS, since: "0" });
  // A viewer has no work on a case: she says why she opens it.
  if (name === "healthViewer")
    await desk.does(glassExplain, { registrationId: one.id, reason: "other", words: "To see how old it is" });
  const { body: opened } = await desk.does(registrationGet, { id: one.id });
  const box = [point.lng - 0.5, point.lat - 0.5, point.lng + 0.5, point.lat + 0.5].join(",");
  const { body: map } = await desk.does(registrationMap, { crisisId: CRISIS, bbox: box, zoom: "11" });
  return [mineOf(queue.rows), mineOf(live.put), opened.place as Row["place"], mineOf(map.groups)];
}

async function expectEverywhere(precision: Precision | null): Promise<void> {
  for (const name of ["embassyCoordinator", "healthViewer"] as const)
    for (const place of await seenBy(name))
      expect(place === null ? null : { precision: place.precision, lng: place.lng, lat: place.lat }).toEqual(
        precision === null ? null : { precision, ...drawn[precision] },
      );
  const { landmark, accuracy } = (await world.as("embassyCoordinator").does(registrationGet, { id: one.id }))
    .body;
  expect([landmark, accuracy]).toEqual(precision === "exact" ? ["the marked gate", 40] : [null, null]);
  const own = (await one.someone.does(registrationStatus)).body.place as { landmark: string | null } | null;
  const whole = (await one.someone.does(registrationDownload)).body.place as {
    lng: number | null;
    cell: string;
  } | null;
  const length = precision === null ? undefined : precision === "district" ? DISTRICT : cell.length;
  expect([own?.landmark, whole?.lng, whole?.cell.length]).toEqual(
    precision === null
      ? [undefined, undefined, undefined]
      : precision === "exact"
        ? ["the marked gate", point.lng, length]
        : [null, null, length],
  );
}

/** She says her place, and yes to it being seen exactly, once more: what was over had ended. */
async function saysAnew(): Promise<void> {
  const place = { ...point, accuracy: 40, landmark: "the marked gate" };
  expect((await one.someone.does(locationSet, { place })).status).toBe(200);
  for (const organisationId of ["org_embassyOne", "org_healthTeam"])
    expect((await one.someone.does(consentGive, { organisationId, purpose: "place" })).status).toBe(200);
}

describe("a place", () => {
  const steps: [string, number, Precision | null][] = [
    ["is exact when it is new", 0, "exact"],
    ["is exact a minute before a day is over", EXACT_FOR - MINUTE, "exact"],
    ["is a cell a minute after it", EXACT_FOR + MINUTE, "cell"],
    ["is a cell a minute before the seventh day is over", CELL_FOR - MINUTE, "cell"],
    ["is a district a minute after it", CELL_FOR + MINUTE, "district"],
    ["is a district a minute before the thirtieth day is over", KEPT_FOR - MINUTE, "district"],
    ["is nowhere a minute after it", KEPT_FOR + MINUTE, null],
  ];
  for (const [what, age, precision] of steps)
    it(`${what}, before the clock has run`, async () => {
      await standsAt(age);
      await expectEverywhere(precision);
    });
  // Before the minute's clock, the first question after its end has ended it.
  it("is gone without the clock, and begins anew for its turn", async () => {
    await env.DB.prepare("UPDATE crisis SET clock = ?2 WHERE id = ?1")
      .bind(CRISIS, JSON.stringify(start))
      .run();
    await saysAnew();
  });
  for (const [what, age, precision] of steps)
    it(`${what}, and what is finer is gone from the database`, async () => {
      await standsAt(age);
      await clockRuns();
      await expectEverywhere(precision);
      const row = await env.DB.prepare(
        "SELECT cell, sealed IS NULL AS gone FROM location WHERE registrationId = ?1",
      )
        .bind(one.id)
        .first<{ cell: string; gone: number }>();
      const kept = { exact: [cell, 0], cell: [cell, 1], district: [cell.slice(0, DISTRICT), 1] };
      expect(row === null ? null : [row.cell, row.gone]).toEqual(precision === null ? null : kept[precision]);
    });
  it("said anew begins anew", async () => {
    await saysAnew();
    await standsAt(EXACT_FOR - MINUTE);
    await expectEverywhere("exact");
  });
  it("is not renewed by a sign of life without a place", async () => {
    expect((await one.someone.does(registrationAlive)).status).toBe(200);
    await standsAt(EXACT_FOR + MINUTE);
    await expectEverywhere("cell");
  });
});
