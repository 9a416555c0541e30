// Whatever she, both sides and the clock do, in any order: who holds a need, which consent stands for it and what is in sight
// always say the same. What is checked is read from the rows themselves, after every step.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { sightAfter } from "../../schema/consent.rules.ts";
import { type ConsentEvent, consentGive, consentWithdraw, type Purpose } from "../../schema/consent.ts";
import { needMask } from "../../schema/need.rules.ts";
import { type NeedKind, needState, needUpdate } from "../../schema/need.ts";
import {
  referralGiveBack,
  referralMeet,
  referralOffer,
  referralRefuse,
  referralRevoke,
} from "../../schema/referral.ts";
import { registrationDelete, registrationKeep } from "../../schema/registration-end.ts";
import { clockRuns, eventRows, later, nowInCrisis } from "../consent/clock.ts";
import type { PersonName } from "../kit/people.ts";
import { type Random, random } from "../kit/random.ts";
import { type Answer, comesBack, freshKey, makeWorld, type World } from "../kit/world.ts";
import { accepts, type Case, expectCounts, needsOf } from "./refer.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const desks: readonly [string, PersonName][] = [
  ["org_embassyOne", "embassyCoordinator"],
  ["org_supportDesk", "agencyCoordinator"],
  ["org_healthTeam", "healthCoordinator"],
];
const officerOf = (id: string) => desks.find(([one]) => one === id)?.[1] ?? "embassyCoordinator";
const steps = [
  ...["give", "give", "withdraw", "narrow", "offer", "offer", "offer", "offer", "accept", "accept", "accept"],
  ...["refuse", "revoke", "return", "meet", "need", "state", "delete", "wait"],
] as const;

interface Row {
  id: string;
  needId: string;
  fromId: string;
  toId: string;
  state: string;
  version: number;
  kind: NeedKind;
  needState: string;
  ownerId: string | null;
}

const referralsOf = async (id: string) =>
  (
    await env.DB.prepare(
      `SELECT f.id, f.needId, f.fromId, f.toId, f.state, f.version, n.kind, n.state AS needState, n.ownerId
       FROM referral f JOIN need n ON n.id = f.needId WHERE f.registrationId = ?1 ORDER BY f.id`,
    )
      .bind(id)
      .all<Row>()
  ).results;

/** Holds of every moment, read from the rows. */
async function expectWhole(one: Case, n: number, deleting: boolean): Promise<void> {
  const now = await nowInCrisis();
  const facts = (await eventRows(one.id)).map((row) => ({
    organisationId: row.organisationId,
    purpose: row.purpose as Purpose,
    event: row.event as ConsentEvent,
    until: row.until,
  }));
  const rows = await referralsOf(one.id);
  const held = rows.filter(({ state }) => state === "accepted");
  const { results: sights } = await env.DB.prepare(
    "SELECT organisationId, audience, held, mayExact, needs FROM sight WHERE registrationId = ?1",
  )
    .bind(one.id)
    .all<{ organisationId: string; audience: string; held: number; mayExact: number; needs: number }>();
  for (const [organisationId] of desks) {
    const says = sightAfter(facts, organisationId, now);
    const row = sights.find((sight) => sight.organisationId === organisationId);
    const audience = row === undefined ? null : row.held === 1 ? "holder" : row.audience;
    expect([n, organisationId, audience]).toEqual([
      n,
      organisationId,
      deleting ? null : (says?.audience ?? null),
    ]);
    const mine = held.filter((referral) => referral.toId === organisationId);
    if (audience === "holder") expect([n, row?.needs]).toEqual([n, needMask(mine.map(({ kind }) => kind))]);
    // A consent that came with a need stands as long as one is held, and no longer.
    const last = facts.findLast((fact) => fact.organisationId === organisationId && fact.purpose === "hold");
    const stands = last?.event === "given" || last?.event === "renewed";
    expect([n, organisationId, stands]).toEqual([n, organisationId, mine.length > 0]);
  }
  for (const { fromId, toId, ownerId, needState } of held) {
    expect([n, ownerId, needState]).toEqual([n, toId, "assigned"]);
    const sender = facts.filter((fact) => fact.organisationId === fromId);
    for (const purpose of ["help", "refer"] as const)
      expect(sender.findLast((fact) => fact.purpose === purpose)?.event).toMatch(/given|renewed/);
  }
  expect(new Set(held.map(({ needId }) => needId)).size).toBe(held.length);
}

async function step(one: Case, numbers: Random, may: { deleting: boolean }): Promise<Answer | null> {
  const [organisationId, name] = numbers.of(desks);
  const key = { key: freshKey() };
  const what = numbers.of(steps);
  const rows = await referralsOf(one.id);
  const of = (...states: string[]) => rows.filter(({ state }) => states.includes(state));
  const answers = async (list: readonly Row[], does: (row: Row) => Promise<Answer>) =>
    list.length === 0 ? null : does(numbers.of(list));
  switch (what) {
    case "give": {
      const purpose = numbers.of(["help", "help", "refer", "refer", "refer", "assist", "place"] as const);
      return one.someone.does(consentGive, { organisationId, purpose }, key);
    }
    case "withdraw":
      return numbers.next() < 0.3 ? one.someone.does(consentWithdraw, { organisationId }, key) : null;
    case "narrow": {
      const purpose = numbers.of(["help", "refer", "hold", "hold", "place"] as const);
      return one.someone.does(consentWithdraw, { organisationId, purpose }, key);
    }
    case "offer": {
      // All that it rests on is given anew first: most of what is drawn takes something away.
      const [from, officer] = numbers.of(desks.slice(0, 2));
      for (const purpose of ["help", "refer"] as const)
        if (!may.deleting) await one.someone.does(consentGive, { organisationId: from, purpose });
      const kind = numbers.of(["medicine", "transport", "shelter", "baby"] as const);
      await world.as(officer).does(needState, { registrationId: one.id, kind, urgency: 2 });
      const open = (await needsOf(one.id)).filter(({ state }) => state === "open");
      if (open.length === 0) return null;
      const need = numbers.of(open);
      const input = { needId: need.id, organisationId: numbers.of(desks)[0] };
      return world.as(officer).does(referralOffer, input, { ifMatch: need.version, ...key });
    }
    case "accept":
      return answers(of("offered"), (row) => accepts(world, row.id, officerOf(row.toId), row.version));
    case "refuse":
      return answers(of("offered"), ({ id, toId, version }) =>
        world.as(officerOf(toId)).does(referralRefuse, { id, reason: "full" }, { ifMatch: version, ...key }),
      );
    case "revoke":
      return answers(of("offered", "accepted"), ({ id, fromId, version }) =>
        world.as(officerOf(fromId)).does(referralRevoke, { id }, { ifMatch: version, ...key }),
      );
    case "return":
      return answers(of("accepted"), ({ id, toId, version }) =>
        world
          .as(officerOf(toId))
          .does(referralGiveBack, { id, reason: "other" }, { ifMatch: version, ...key }),
      );
    case "meet":
      return answers(of("accepted"), ({ id, toId, version }) =>
        world.as(officerOf(toId)).does(referralMeet, { id }, { ifMatch: version, ...key }),
      );
    case "need": {
      if (numbers.next() < 0.4) return null;
      const need = numbers.of(await needsOf(one.id));
      const input = { needId: need.id, state: numbers.of(["open", "assigned", "met", "withdrawn"] as const) };
      return world.as(name).does(needUpdate, input, { ifMatch: need.version, ...key });
    }
    case "state": {
      const kind = numbers.of(["medicine", "transport", "shelter", "baby"] as const);
      return world.as(name).does(needState, { registrationId: one.id, kind, urgency: 2 }, key);
    }
    case "delete": {
      // Back soon: little can happen meanwhile.
      if (!may.deleting && numbers.next() < 0.8) return null;
      const answer = may.deleting
        ? await one.someone.does(registrationKeep, {}, key)
        : await one.someone.does(registrationDelete, {}, key);
      may.deleting = !may.deleting;
      one.someone = await comesBack(one.reference, one.pin);
      return answer;
    }
    case "wait":
      // Never for the three days after which nothing is left to look at.
      await later(world, may.deleting ? 1 : numbers.of([3, 13, 50, 24 * 20]));
      await clockRuns();
      if (may.deleting) return null;
      one.someone = await comesBack(one.reference, one.pin);
      return null;
  }
}

describe("any sequence of acts", () => {
  let accepted = 0;
  for (const seed of [21, 22, 23])
    it(`leaves needs, consents and sight in agreement (seed ${String(seed)})`, async () => {
      const numbers = random(seed);
      const one = await world.opens({
        needs: ["medicine", "transport"],
        recipients: ["org_embassyOne", "org_supportDesk"],
      });
      await one.someone.does(consentGive, { organisationId: "org_embassyOne", purpose: "refer" });
      const may = { deleting: false };
      for (let n = 0; n < 80; n++) {
        const answer = await step(one, numbers, may);
        if (answer !== null)
          expect([n, answer.status < 500, answer.body.code]).toEqual([n, true, answer.body.code]);
        if (answer?.body.state === "accepted") accepted++;
        await expectWhole(one, n, may.deleting);
      }
      await expectCounts(world);
    }, 120_000);
  it("came to needs that were taken on", () => {
    expect(accepted).toBeGreaterThan(8);
  });
});
