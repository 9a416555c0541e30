// What queue, header and map read: no more where tens of thousands of cases are closed, and no more than a bound for a need
// that hardly anybody has. Rows as D1 counts them.
import { beforeAll, describe, expect, it } from "vitest";
import { boundsOf, cellAt } from "../../schema/kit/quadkey.ts";
import { needKinds } from "../../schema/need.ts";
import { registrationMap, registrationQueue } from "../../schema/registration-desk.ts";
import {
  countSight,
  countUndecided,
  type Filter,
  listQueue,
  MOST_SCANNED,
} from "../../worker/registration/sight.ts";
import { listCells, listInBox, listSpots, scanCells } from "../../worker/registration/sight-map.ts";
import { CRISIS } from "../kit/people.ts";
import { fillSight, rowsRead } from "../kit/rows.ts";
import { makeWorld, type World } from "../kit/world.ts";

const CLOSED = 45_000;
const OPEN = 30_000;
const cell = cellAt({ lng: 20.07, lat: 32.12 });
const box = boundsOf(cell);
const common = 1;
const rare = needKinds[3];
const bitOf = (need: (typeof needKinds)[number]) => 1 << needKinds.indexOf(need);
/** Rows of a few seeks more are no growth. */
const FEW = 150;

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  // Embassy two: late in a crisis, all but one group gone. Health team: many open, and a need that the very last ones have.
  const [late, busy] = ["org_embassyTwo", "org_healthTeam"];
  await fillSight({
    organisationId: late,
    crisisId: CRISIS,
    mark: "left",
    groups: CLOSED,
    state: "left",
    cell,
  });
  await world.opens({
    recipients: [late],
    people: [{}, {}],
    place: { lng: 20.07, lat: 32.12, accuracy: 50 },
  });
  await fillSight({
    organisationId: busy,
    crisisId: CRISIS,
    mark: "opens",
    groups: OPEN,
    state: "read",
    cell,
    needs: common,
  });
  await fillSight({
    organisationId: busy,
    crisisId: CRISIS,
    mark: "rares",
    groups: 3,
    state: "sent",
    urgency: 3,
    cell,
    needs: bitOf(rare),
  });
}, 120_000);

const late = { organisationId: "org_embassyTwo" };
const busy = { organisationId: "org_healthTeam" };
const open: Filter = { crisisId: CRISIS };

describe("late in a crisis", () => {
  const nobody: Filter = { ...open, urgency: "1" };
  const reads: Record<string, (db: D1Database) => Promise<unknown>> = {
    "a page of the queue": (db) => listQueue(db, late, open, null, 61),
    "a page by a need": (db) => listQueue(db, late, { ...open, need: rare }, null, 61),
    "the header": (db) => countSight(db, late, open),
    "the header by a need": (db) => countSight(db, late, { ...open, need: rare }),
    "the undecided": (db) => countUndecided(db, late, CRISIS),
    "the map": (db) => listCells(db, late, open, box, 11),
    "the map by a need": (db) => scanCells(db, late, { ...open, need: rare }, box, 11),
    "the map close in": (db) => listInBox(db, late, open, box, 500),
    "the map close in, of an urgency that nobody has": (db) => listInBox(db, late, nobody, box, 500),
    "a drawn area": (db) => listSpots(db, late, open, box),
  };
  for (const [name, run] of Object.entries(reads))
    it(`${name} reads nothing of those who left`, async () => {
      expect(await rowsRead(run)).toBeLessThan(FEW);
    });
  it("queue, header and map still show who is there", async () => {
    const as = world.as("otherEmbassy");
    const { body } = await as.does(registrationQueue, { crisisId: CRISIS });
    expect([(body.rows as unknown[]).length, body.count]).toMatchObject([
      1,
      { groups: 1, people: 2, onMap: 2, hidden: CLOSED, complete: true },
    ]);
    const map = await as.does(registrationMap, { crisisId: CRISIS, bbox: box.join(","), zoom: "12" });
    expect([(map.body.groups as unknown[]).length, map.body.capped]).toEqual([1, false]);
  });
});

describe("a need that hardly anybody has", () => {
  it("is looked for in a bounded number of cases by every page, header and map", async () => {
    const filter: Filter = { ...open, need: rare };
    for (const run of [
      (db: D1Database) => listQueue(db, busy, filter, null, 61),
      (db: D1Database) => countSight(db, busy, filter),
      (db: D1Database) => scanCells(db, busy, filter, box, 11),
      (db: D1Database) => listSpots(db, busy, filter, box),
    ]) {
      const read = await rowsRead(run);
      expect(read).toBeGreaterThan(MOST_SCANNED / 2);
      expect(read).toBeLessThan(MOST_SCANNED + 5 * FEW);
    }
  });
  it("costs a page no more than its rows where many have it", async () => {
    const filter: Filter = { ...open, need: needKinds[0] };
    expect(await rowsRead((db) => listQueue(db, busy, filter, null, 61))).toBeLessThan(5 * 61);
  });
  it("is found at last by going on from where each page stopped, each case once, and the page says that it stopped", async () => {
    const filter: Filter = { ...open, need: rare };
    const first = await listQueue((await import("cloudflare:workers")).env.DB, busy, filter, null, 61);
    expect([first.rows.length, first.stoppedAt?.urgency]).toEqual([0, 2]);
    const as = world.as("healthCoordinator");
    const { body } = await as.does(registrationQueue, { crisisId: CRISIS, need: rare });
    expect([body.rows, body.complete, (body.count as { complete: boolean }).complete]).toEqual([
      [],
      false,
      false,
    ]);
    const second = await as.does(registrationQueue, { crisisId: CRISIS, need: rare, urgency: "3" });
    expect(second.body.complete).toBe(true);
    expect(body.next).toMatch(/^2~2011-03-/);
    const on = await as.does(registrationQueue, { crisisId: CRISIS, need: rare, after: body.next });
    expect([on.status, on.body.complete, on.body.next]).toEqual([200, true, null]);
  });
});
