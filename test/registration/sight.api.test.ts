// What the map counts equals what the queue counts equals the truth, after hundreds of random acts by everybody.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { consentGive, consentWithdraw } from "../../schema/consent.ts";
import { locationDelete, locationSet } from "../../schema/location.ts";
import { needKinds } from "../../schema/need.ts";
import { registrationAlive } from "../../schema/registration.ts";
import { registrationDecide, registrationMap, registrationQueue } from "../../schema/registration-desk.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import { makeWorld, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

/** mulberry32, public domain (T. Ettinger): the same acts in every run. */
function random(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const desks: [PersonName, string][] = [
  ["embassyCoordinator", "org_embassyOne"],
  ["otherEmbassy", "org_embassyTwo"],
  ["agencyCoordinator", "org_supportDesk"],
  ["healthCoordinator", "org_healthTeam"],
];

interface Counts {
  groups: number;
  people: number;
  onMap: number;
  noPlace: number;
}

async function truthOf(organisationId: string): Promise<Counts> {
  const sql = `SELECT count(*) AS groups, ifnull(sum(people), 0) AS people, ifnull(sum(iif(cell IS NULL, 0, people)), 0) AS onMap,
    ifnull(sum(iif(cell IS NULL, people, 0)), 0) AS noPlace FROM registration r
    WHERE state IN ('sent', 'read', 'more-needed', 'listed') AND EXISTS (
      SELECT 1 FROM consent c WHERE c.registrationId = r.id AND c.organisationId = ?1 AND c.purpose IN ('help', 'assist') AND c.given = 1
      AND c.id = (SELECT max(id) FROM consent l WHERE l.registrationId = c.registrationId AND l.organisationId = c.organisationId AND l.purpose = c.purpose))`;
  return (
    (await env.DB.prepare(sql).bind(organisationId).first<Counts & Record<string, number>>()) ?? {
      groups: 0,
      people: 0,
      onMap: 0,
      noPlace: 0,
    }
  );
}

describe("counts", () => {
  it("of queue, map at every zoom and the truth agree after 300 random acts", {
    timeout: 120_000,
  }, async () => {
    const next = random(2011);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
    const spot = () => ({ lng: 10 + next() * 14, lat: 30 + next() * 3 });
    const cases: Awaited<ReturnType<World["opens"]>>[] = [];
    for (let i = 0; i < 300; i++) {
      const one = cases.length === 0 ? undefined : pick(cases);
      const act = Math.floor(next() * 8);
      const organisationId = pick(desks)[1];
      if (one === undefined || act <= 1) {
        const group = Array.from({ length: 1 + Math.floor(next() * 4) }, () => ({}));
        cases.push(
          await world.opens({
            recipients: [organisationId],
            people: group,
            needs: [pick(needKinds)],
            place: next() < 0.8 ? spot() : undefined,
          }),
        );
      } else if (act === 2)
        await one.someone.does(consentGive, { organisationId, purpose: pick(["help", "assist", "place"]) });
      else if (act === 3) await one.someone.does(consentWithdraw, { organisationId });
      else if (act === 4) await one.someone.does(locationSet, { place: spot() });
      else if (act === 5) await one.someone.does(locationDelete);
      else if (act === 6) await one.someone.does(registrationAlive);
      else {
        const [name] = pick(desks);
        const version = await env.DB.prepare("SELECT version FROM registration WHERE id = ?1")
          .bind(one.id)
          .first<number>("version");
        await world
          .as(name)
          .does(
            registrationDecide,
            { id: one.id, state: pick(["read", "listed", "left", "safe"]) },
            { ifMatch: version ?? 1 },
          );
      }
    }
    for (const [name, organisationId] of desks) {
      const truth = await truthOf(organisationId);
      expect(truth.groups).toBeGreaterThan(3);
      const queue = await world
        .as(name)
        .does(registrationQueue, { crisisId: CRISIS, state: "open", limit: 200 });
      expect(queue.body.count).toMatchObject(truth);
      expect((queue.body.rows as { people: number }[]).reduce((sum, row) => sum + row.people, 0)).toBe(
        truth.people,
      );
      for (const zoom of ["2", "4", "6", "8"]) {
        const map = (
          await world
            .as(name)
            .does(registrationMap, { crisisId: CRISIS, state: "open", bbox: "-20,-10,60,60", zoom })
        ).body as { cells: { groups: number; people: number }[] };
        expect(map.cells.reduce((sum, cell) => sum + cell.people, 0)).toBe(truth.onMap);
      }
      const near = (
        await world
          .as(name)
          .does(registrationMap, { crisisId: CRISIS, state: "open", bbox: "9,29,25,34", zoom: "11" })
      ).body as { groups: { people: number }[] };
      expect(near.groups.reduce((sum, group) => sum + group.people, 0)).toBe(truth.onMap);
    }
  });
});

describe("pages of the queue", () => {
  it("hold everything once, in order, whatever the page size", async () => {
    const walk = async (limit: number) => {
      const ids: string[] = [];
      let after: string | null = "";
      while (after !== null) {
        const input: Record<string, unknown> = { crisisId: CRISIS, limit };
        if (after !== "") input.after = after;
        const { body } = await world.as("embassyCoordinator").does(registrationQueue, input);
        ids.push(...(body.rows as { id: string }[]).map((row) => row.id));
        after = body.next as string | null;
      }
      return ids;
    };
    const whole = await walk(200);
    expect(new Set(whole).size).toBe(whole.length);
    for (const limit of [1, 3, 7]) expect(await walk(limit)).toEqual(whole);
  });
  it("refuse a cursor that was made up", async () => {
    const answer = await world
      .as("embassyCoordinator")
      .does(registrationQueue, { crisisId: CRISIS, after: "1~x~' OR 1=1" });
    expect([answer.status, answer.body.code]).toEqual([400, "malformed"]);
  });
});
