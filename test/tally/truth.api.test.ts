// What is kept equals what is counted anew, at every level of the grid, after more than a thousand random acts of every
// kind; and what was broken past the triggers is found, told by number, and mended.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { consentGive, consentWithdraw } from "../../schema/consent.ts";
import { locationDelete, locationSet } from "../../schema/location.ts";
import { needKinds } from "../../schema/need.ts";
import { registrationAlive } from "../../schema/registration.ts";
import { registrationDecide, registrationMap, registrationQueue } from "../../schema/registration-desk.ts";
import { registrationDelete, registrationKeep } from "../../schema/registration-end.ts";
import { registrationChangePerson } from "../../schema/registration-own.ts";
import { type Difference, tallyCheck } from "../../schema/tally.ts";
import { clockRuns, later } from "../erasure/clock.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import { random } from "../kit/random.ts";
import { comesBack, makeWorld, type World } from "../kit/world.ts";

const ACTS = 1200;
const CASES = 40;
const desks: readonly [PersonName, string][] = [
  ["embassyCoordinator", "org_embassyOne"],
  ["otherEmbassy", "org_embassyTwo"],
  ["agencyCoordinator", "org_supportDesk"],
  ["healthCoordinator", "org_healthTeam"],
];
const levels = [5, 7, 9, 11, 13, 15];

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  const dice = random(6);
  const spot = () => ({ lng: 12.8 + dice.next(), lat: 32.4 + dice.next() / 2 });
  const cases: Awaited<ReturnType<World["opens"]>>[] = [];
  for (let n = 0; n < ACTS; n++) {
    const [name, organisationId] = dice.of(desks);
    if (cases.length < CASES && (n % 8 === 0 || cases.length === 0)) {
      const persons = Array.from({ length: dice.whole(1, 4) }, () => ({}));
      const place = dice.next() < 0.8 ? { place: spot() } : { place: undefined };
      const needs = [dice.of(needKinds)];
      cases.push(await world.opens({ recipients: [organisationId], people: persons, needs, ...place }));
      continue;
    }
    const one = dice.of(cases);
    const act = dice.whole(0, 13);
    if (act <= 1)
      await one.someone.does(consentGive, { organisationId, purpose: dice.of(["help", "assist", "place"]) });
    else if (act === 2) await one.someone.does(consentWithdraw, { organisationId });
    else if (act <= 5) await one.someone.does(locationSet, { place: spot() });
    else if (act === 6) await one.someone.does(locationDelete);
    else if (act === 7) await one.someone.does(registrationAlive);
    else if (act === 8) await one.someone.does(registrationChangePerson, { person: { name: "Marked Name" } });
    else if (act === 9 && dice.next() < 0.3) {
      await one.someone.does(registrationDelete);
      if (dice.next() < 0.7) {
        Object.assign(one, { someone: await comesBack(one.reference, one.pin) });
        await one.someone.does(registrationKeep);
      } else cases.splice(cases.indexOf(one), 1);
    } else if (act === 10 && dice.next() < 0.2) {
      await later(world, dice.of([20, 100]));
      await clockRuns();
    } else {
      const version = await env.DB.prepare("SELECT version FROM registration WHERE id = ?1")
        .bind(one.id)
        .first<number>("version");
      const input = { id: one.id, state: dice.of(["read", "listed", "left", "safe"]) };
      await world.as(name).does(registrationDecide, input, { ifMatch: version ?? 1 });
    }
  }
}, 240_000);

interface Row {
  cell: string | null;
  state: string;
  urgency: number;
  people: number;
  needs: number;
}

/** What an organisation may see, read case by case from the events of consent: no view, no trigger, no count of ours. */
async function truthOf(organisationId: string): Promise<Row[]> {
  const { results } = await env.DB.prepare(
    "SELECT registrationId, purpose, given FROM consent WHERE organisationId = ?1 ORDER BY id",
  )
    .bind(organisationId)
    .all<{ registrationId: string; purpose: string; given: number }>();
  const given = new Map<string, number>();
  for (const row of results) given.set(`${row.registrationId} ${row.purpose}`, row.given);
  const all = await env.DB.prepare(
    "SELECT id, cell, state, urgency, people, needs FROM registration WHERE erasureAt IS NULL",
  ).all<Row & { id: string }>();
  return all.results.filter((row) =>
    ["help", "assist"].some((purpose) => given.get(`${row.id} ${purpose}`) === 1),
  );
}

const isOpen = (row: Row) => ["sent", "read", "more-needed", "listed"].includes(row.state);
const people = (rows: readonly { people: number }[]) => rows.reduce((sum, row) => sum + row.people, 0);

interface Cell {
  cell: string;
  groups: number;
  people: number;
  urgent: number;
}

function cellsOf(rows: readonly Row[], level: number): Cell[] {
  const cells = new Map<string, Cell>();
  for (const row of rows) {
    if (row.cell === null) continue;
    const key = row.cell.slice(0, level);
    const cell = cells.get(key) ?? { cell: key, groups: 0, people: 0, urgent: 0 };
    cell.groups++;
    cell.people += row.people;
    cell.urgent += row.urgency === 1 ? 1 : 0;
    cells.set(key, cell);
  }
  return [...cells.values()].sort((a, b) => (a.cell < b.cell ? -1 : 1));
}

const box = "-20,-10,60,60";
const mapOf = async (name: PersonName, over: Record<string, string>) =>
  (await world.as(name).does(registrationMap, { crisisId: CRISIS, bbox: box, ...over })).body as unknown as {
    cells: Cell[];
    groups: { id: string; people: number }[];
    complete: boolean;
  };

describe("after random acts of every kind", () => {
  it("something is left to compare at every desk", async () => {
    for (const [, organisationId] of desks) expect((await truthOf(organisationId)).length).toBeGreaterThan(5);
  });
  it("kept counts are those of the truth at every level, by state and urgency", async () => {
    for (const [, organisationId] of desks)
      for (const level of levels) {
        const { results } = await env.DB.prepare(
          `SELECT cell, sum(groups) AS groups, sum(people) AS people, sum(iif(urgency = 1, groups, 0)) AS urgent FROM tally
           WHERE organisationId = ?1 AND level = ?2 AND groups > 0 AND state IN ('sent', 'read', 'more-needed', 'listed') GROUP BY cell`,
        )
          .bind(organisationId, level)
          .all<Cell>();
        const truth = cellsOf((await truthOf(organisationId)).filter(isOpen), level);
        expect(results.toSorted((a, b) => (a.cell < b.cell ? -1 : 1))).toEqual(truth);
      }
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
        for (const zoom of ["2", "4", "6", "8"]) {
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
