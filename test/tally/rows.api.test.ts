// What queue, header and map read: no more where tens of thousands of cases are closed, and no more than a bound for a need
// that hardly anybody has. Rows as D1 counts them.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { boundsOf, cellAt } from "../../schema/kit/quadkey.ts";
import { needKinds } from "../../schema/need.ts";
import { registrationMap, registrationQueue } from "../../schema/registration-desk.ts";
import {
  type After,
  countSight,
  countUndecided,
  type Filter,
  listQueue,
  MOST_SCANNED,
  type QueuePage,
} from "../../worker/registration/sight.ts";
import { listCells, listInBox, listSpots, scanCells } from "../../worker/registration/sight-map.ts";
import { CRISIS } from "../kit/people.ts";
import { fillSight, rowsRead } from "../kit/rows.ts";
import { makeWorld, type World } from "../kit/world.ts";

const CLOSED = 45_000;
const OPEN = 30_000;
const cell = cellAt({ lng: 20.07, lat: 32.12 });
const box = boundsOf(cell);
const rare = needKinds[3];
const bitOf = (need: (typeof needKinds)[number]) => 1 << needKinds.indexOf(need);
/** Rows of a few seeks more are no growth. */
const FEW = 400;

let world: World;
let last: { id: string };
beforeAll(async () => {
  world = await makeWorld();
  // Embassy two: late in a crisis, all but one group gone. Health team: many open, and a need that the very last one has.
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
    needs: bitOf(needKinds[0]),
  });
  last = await world.opens({ recipients: [busy], needs: [rare], danger: "no" });
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
    // D1 counts what is sorted by cell once more.
    for (const [times, run] of [
      [1, (db: D1Database) => listQueue(db, busy, filter, null, 61)],
      [1, (db: D1Database) => countSight(db, busy, filter)],
      [2, (db: D1Database) => scanCells(db, busy, filter, box, 11)],
      [1, (db: D1Database) => listSpots(db, busy, filter, box)],
    ] as const) {
      const read = await rowsRead(run);
      expect(read).toBeGreaterThan(MOST_SCANNED / 2);
      expect(read).toBeLessThan(times * MOST_SCANNED + FEW);
    }
  });
  it("costs a page no more than its rows where many have it", async () => {
    await env.DB.prepare(
      `INSERT INTO registration (id, crisisId, referenceHash, reference, pinSalt, pinHash, keyVersion, wrappedKey, sealed, state,
         people, urgency, needs, openedAt, aliveAt)
       SELECT registrationId, crisisId, registrationId, x'00', x'00', x'00', 1, x'00', x'00', state, people, urgency, needs, openedAt, openedAt
       FROM sight WHERE organisationId = ?1 AND registrationId BETWEEN 'reg_opens' AND 'reg_opens00000100'`,
    )
      .bind(busy.organisationId)
      .run();
    const filter: Filter = { ...open, need: needKinds[0] };
    expect((await listQueue(env.DB, busy, filter, null, 61)).rows).toHaveLength(61);
    expect(await rowsRead((db) => listQueue(db, busy, filter, null, 61))).toBeLessThan(5 * 61);
  });
  it("is found at last by going on from where each page stopped, and each page says that it stopped", async () => {
    const as = world.as("healthCoordinator");
    const first = await as.does(registrationQueue, { crisisId: CRISIS, need: rare });
    expect([first.body.rows, first.body.complete, first.body.count]).toMatchObject([
      [],
      false,
      { complete: false },
    ]);
    expect(first.body.next).toMatch(/^2~2011-03-/);
    const filter: Filter = { ...open, need: rare };
    const found: string[] = [];
    let pages = 0;
    for (let after: After | null = null; ; ) {
      const { rows, stoppedAt }: QueuePage = await listQueue(env.DB, busy, filter, after, 61);
      found.push(...rows.map((row) => row.id));
      pages++;
      if (stoppedAt === null) break;
      after = stoppedAt;
    }
    expect([pages, found]).toEqual([4, [last.id]]);
  });
  it("is looked for in one urgency alone without passing the others", async () => {
    const filter: Filter = { ...open, need: rare, urgency: "3" };
    expect(await rowsRead((db) => listQueue(db, busy, filter, null, 61))).toBeLessThan(FEW);
    expect(await rowsRead((db) => countSight(db, busy, filter))).toBeLessThan(FEW);
  });
});
