// What is kept equals what is counted anew, at every level of the grid, after thousands of random acts of every kind, and at
// moments between them, an office being stopped among them; and what was broken past the triggers is found, told by number,
// and mended.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { needKinds } from "../../schema/need.ts";
import { registrationMap, registrationQueue } from "../../schema/registration-desk.ts";
import { type Difference, tallyCheck } from "../../schema/tally.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import { random } from "../kit/random.ts";
import { makeWorld, type World } from "../kit/world.ts";
import { Acts } from "./acts.ts";
import { desks as officers, organisations } from "./chance.ts";
import { type Cell, cellsOf, differences, isOpen, levels, people, truthOf } from "./truth.ts";

const ACTS = 2000;
const CASES = 40;
const AT_ONCE = 6;
const desks = Object.entries(officers).map(([organisationId, name]) => [name, organisationId] as const);

let world: World;
let acts: Acts;
/** By when it was looked: what was otherwise than it should be. */
const wrong = new Map<string, string[]>();
/** Cases that were seen for needs that were taken on, at all those moments together. */
let held = 0;
beforeAll(async () => {
  world = await makeWorld();
  acts = new Acts(world, random(6));
  const look = async (when: string) => {
    wrong.set(when, await differences(organisations));
    for (const one of organisations) held += (await truthOf(one)).filter((row) => row.held === 1).length;
  };
  const until = async (part: number) => {
    while (acts.tried < ACTS * part) await acts.some(AT_ONCE);
  };
  await acts.begin(CASES);
  await until(0.2);
  await acts.sails("confirmed", "boarding");
  await acts.holds();
  await look("before anything ended");
  await until(0.3);
  for (let n = 0; n < 6; n++) await acts.leavesGroup();
  await acts.stops("org_healthTeam");
  await until(0.4);
  await look("while an office was stopped");
  await acts.lifts();
  await look("when it was back");
  await until(0.5);
  await acts.waits(20);
  await look("after twenty days");
  for (let n = 0; n < 6; n++) await acts.deletes();
  await until(0.65);
  await acts.stops("org_embassyTwo");
  await until(0.7);
  await acts.waits(75);
  await look("after a time that ends a yes, with an office stopped");
  await acts.lifts();
  await until(0.85);
  await acts.sails("departed", "arrived");
  for (let n = 0; n < 4; n++) await acts.deletes();
  await until(0.95);
  for (const one of organisations) await acts.asks(one, 10);
  await until(1);
}, 900_000);

const box = "-20,-10,60,60";
const mapOf = async (name: PersonName, over: Record<string, string>) =>
  (await world.as(name).does(registrationMap, { crisisId: CRISIS, bbox: box, ...over })).body as unknown as {
    cells: Cell[];
    groups: { id: string; people: number }[];
    complete: boolean;
  };

describe("after random acts of every kind", () => {
  it("thousands of them were done, and of each kind some", () => {
    const done = [...acts.done.values()].reduce((sum, one) => sum + one, 0);
    expect(acts.tried).toBeGreaterThanOrEqual(ACTS);
    expect(done).toBeGreaterThan(ACTS / 2);
    const kinds = [
      "give help",
      "give assist",
      "give place",
      "give refer",
      "withdraw",
      "place",
      "forget place",
      "alive",
      "person",
    ];
    const rarer = [
      "decide",
      "need",
      "offer",
      "accept",
      "end a referral",
      "seat",
      "answer",
      "board",
      "code",
      "leave a group",
    ];
    for (const kind of [...kinds, ...rarer, "ship boarding", "stop", "lift", "delete", "keep", "wait"])
      expect([kind, (acts.done.get(kind) ?? 0) > 0]).toEqual([kind, true]);
  });
  it("something is left to compare at every desk, and needs were held meanwhile", async () => {
    for (const [, organisationId] of desks) {
      const truth = await truthOf(organisationId);
      expect(truth.length).toBeGreaterThan(5);
    }
    expect(held).toBeGreaterThan(0);
    const ended = await env.DB.prepare(
      "SELECT count(*) AS n FROM consent WHERE event = 'expired'",
    ).first<number>("n");
    expect(ended).toBeGreaterThan(0);
  });
  it("what is shown and counted is the truth, at the end and whenever it was looked meanwhile", async () => {
    expect(wrong.size).toBe(5);
    for (const [when, found] of wrong) expect([when, found]).toEqual([when, []]);
    expect(await differences(organisations)).toEqual([]);
  });
  it("map, table and header say the same for every filter, and the header reconciles", {
    timeout: 120_000,
  }, async () => {
    for (const [name, organisationId] of desks) {
      const all = await truthOf(organisationId);
      for (const filter of [
        {},
        { state: "read" },
        { state: "left" },
        { urgency: "1" },
        { urgency: "3", state: "sent" },
        ...needKinds.map((need) => ({ need })),
        { need: "medical", urgency: "2" },
      ] as { state?: string; urgency?: string; need?: (typeof needKinds)[number] }[]) {
        const rows = all.filter(
          (row) =>
            (filter.state === undefined ? isOpen(row) : row.state === filter.state) &&
            (filter.urgency === undefined || String(row.urgency) === filter.urgency) &&
            (filter.need === undefined || (row.needs & (1 << needKinds.indexOf(filter.need))) !== 0),
        );
        const asked = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
        const queue = await world
          .as(name)
          .does(registrationQueue, { crisisId: CRISIS, limit: 200, ...asked });
        const located = rows.filter((row) => row.cell !== null);
        expect(queue.body.count).toEqual({
          groups: rows.length,
          people: people(rows),
          onMap: people(located),
          noPlace: people(rows) - people(located),
          hidden: people(all) - people(rows),
          complete: true,
        });
        const table = queue.body.rows as { people: number; place: unknown }[];
        expect([table.length, people(table)]).toEqual([rows.length, people(rows)]);
        // A need is looked for at each level alike: one is enough.
        for (const zoom of filter.need === undefined ? ["2", "4", "6", "8"] : ["6"]) {
          const { cells, complete } = await mapOf(name, { ...asked, zoom });
          const level = levels.findLast((one) => one <= Number(zoom) + 3.4) ?? 5;
          expect(complete).toBe(true);
          expect(cells.toSorted((a, b) => (a.cell < b.cell ? -1 : 1))).toEqual(cellsOf(rows, level));
        }
        const near = await mapOf(name, { ...asked, zoom: "13" });
        expect([near.groups.length, people(near.groups)]).toEqual([located.length, people(located)]);
      }
    }
  });
  it("the check finds nothing wrong", async () => {
    const answer = await world.as("platformAdministrator").does(tallyCheck, { crisisId: CRISIS });
    expect(answer.body).toMatchObject({ differences: [], mended: false });
    const { n } = (await env.DB.prepare("SELECT count(*) AS n FROM sight").first<{ n: number }>()) ?? {
      n: 0,
    };
    expect([answer.body.organisations, answer.body.rows]).toEqual([desks.length, n]);
  });
});

describe("what went past the triggers", () => {
  const run = (sql: string) => env.DB.prepare(sql).run();
  const check = async (mend: boolean) =>
    (await world.as("platformAdministrator").does(tallyCheck, { crisisId: CRISIS, mend }))
      .body as unknown as {
      differences: Difference[];
      mended: boolean;
    };
  const kinds = (list: readonly Difference[]) =>
    [...new Set(list.map((one) => `${one.organisationId} ${one.what}`))].sort();

  it("is found by the number of rows, and mended: a count, a case shown without consent, one not shown, one outdated", async () => {
    const before = await env.DB.prepare("SELECT count(*) AS n, sum(people) AS people FROM sight").first();
    const tallyBefore = await env.DB.prepare(
      "SELECT sum(groups) AS groups, sum(people) AS people FROM tally",
    ).first();
    await run(
      `UPDATE tally SET people = people + 5 WHERE (organisationId, level, cell, state, urgency) = (
        SELECT organisationId, level, cell, state, urgency FROM tally WHERE organisationId = 'org_embassyTwo' AND level = 9 AND groups > 0 LIMIT 1)`,
    );
    await run(
      `INSERT INTO sight SELECT 'org_exitOffice', registrationId, crisisId, audience, mayExact, state, urgency, needs, people, cell, openedAt, seq, unread, held
       FROM sight WHERE organisationId = 'org_embassyOne' LIMIT 2`,
    );
    await run(
      "DELETE FROM sight WHERE organisationId = 'org_embassyOne' AND registrationId = (SELECT min(registrationId) FROM sight WHERE organisationId = 'org_embassyOne')",
    );
    await run(
      `UPDATE sight SET state = iif(state = 'sent', 'left', 'sent'), mayExact = 1 - mayExact WHERE organisationId = 'org_supportDesk'
       AND registrationId = (SELECT min(registrationId) FROM sight WHERE organisationId = 'org_supportDesk')`,
    );
    const found = await check(false);
    expect(found.mended).toBe(false);
    expect(kinds(found.differences)).toEqual([
      "org_embassyOne missing",
      "org_embassyTwo count",
      "org_exitOffice unconsented",
      "org_supportDesk outdated",
    ]);
    expect(found.differences).toContainEqual({
      organisationId: "org_exitOffice",
      what: "unconsented",
      level: null,
      rows: 2,
    });
    expect(found.differences).toContainEqual({
      organisationId: "org_embassyTwo",
      what: "count",
      level: 9,
      rows: 1,
    });
    expect(await check(true)).toMatchObject({ differences: found.differences, mended: true });
    expect(await check(false)).toMatchObject({ differences: [], mended: false });
    expect(await env.DB.prepare("SELECT count(*) AS n, sum(people) AS people FROM sight").first()).toEqual(
      before,
    );
    expect(
      await env.DB.prepare("SELECT sum(groups) AS groups, sum(people) AS people FROM tally").first(),
    ).toEqual(tallyBefore);
  });
  it("names nobody: the answer holds no case and no area", async () => {
    await run("UPDATE tally SET people = people + 1 WHERE level = 15 AND groups > 0");
    const answer = await world.as("platformAdministrator").does(tallyCheck, { crisisId: CRISIS, mend: true });
    expect(answer.text).not.toMatch(/reg_|"[0-3]{15}"/);
    expect(answer.body.mended).toBe(true);
  });
  it("is told to open screens: what was shown without consent is dropped by the feed", async () => {
    const { n } = (await env.DB.prepare(
      "SELECT count(*) AS n FROM unsight WHERE organisationId = 'org_exitOffice'",
    ).first<{ n: number }>()) ?? { n: 0 };
    expect(n).toBe(2);
  });
});
