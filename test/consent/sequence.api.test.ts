// Whatever she gives, narrows, renews and withdraws, whatever is revoked and whatever the clock ends, in any order: what the
// database lets an organisation see is what the pure rule says of the events. Our own account of them is kept beside it.
import { beforeAll, describe, expect, it } from "vitest";
import { heldAfter, renewedBefore, sightAfter, validUntil } from "../../schema/consent.rules.ts";
import {
  type ConsentEvent,
  consentGive,
  consentRenew,
  consentRevoke,
  consentWithdraw,
  type Purpose,
} from "../../schema/consent.ts";
import { registrationAlive } from "../../schema/registration.ts";
import { type Random, random } from "../kit/random.ts";
import { makeWorld, type Someone, type World } from "../kit/world.ts";
import { clockRuns, eventRows, later, nowInCrisis, sightRows } from "./clock.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const organisations = ["org_embassyOne", "org_healthTeam", "org_supportDesk"] as const;
const given = ["help", "assist", "place"] as const;
const steps = ["give", "give", "give", "narrow", "withdraw", "renew", "alive", "revoke", "wait"] as const;

interface Fact {
  organisationId: string;
  purpose: Purpose;
  event: ConsentEvent;
  until: string | null;
  at: string;
}

class Account {
  readonly facts: Fact[] = [];
  add(organisationId: string, purpose: Purpose, event: ConsentEvent, at: string): void {
    const until = event === "given" || event === "renewed" ? validUntil(purpose, at) : null;
    this.facts.push({ organisationId, purpose, event, until, at });
  }
  held(organisationId: string, now: string): Purpose[] {
    return [...heldAfter(this.facts, organisationId, now)];
  }
  /** Each of what is held, by one event. */
  each(organisationId: string, event: ConsentEvent, now: string, which: (purpose: Purpose) => boolean): void {
    for (const purpose of this.held(organisationId, now))
      if (which(purpose)) this.add(organisationId, purpose, event, now);
  }
  since(organisationId: string, purpose: Purpose): string {
    return (
      this.facts.findLast((one) => one.organisationId === organisationId && one.purpose === purpose)?.at ?? ""
    );
  }
}

const all = () => true;

async function step(who: { id: string; someone: Someone }, account: Account, numbers: Random) {
  const { id, someone } = who;
  const organisationId = numbers.of(organisations);
  const purpose = numbers.of(given);
  const now = await nowInCrisis();
  const held = account.held(organisationId, now);
  const does = async (act: Parameters<Someone["does"]>[0], input: unknown, status: number, as = someone) => {
    const answer = await as.does(act, input);
    expect([act.name, answer.status]).toEqual([act.name, status]);
    return status === 200;
  };
  switch (numbers.of(steps)) {
    case "give":
      if (await does(consentGive, { organisationId, purpose }, held.includes(purpose) ? 409 : 200))
        account.add(organisationId, purpose, "given", now);
      return;
    case "narrow":
      await does(consentWithdraw, { organisationId, purpose }, 200);
      account.each(organisationId, "narrowed", now, (one) => one === purpose);
      return;
    case "withdraw":
      await does(consentWithdraw, { organisationId }, 200);
      account.each(organisationId, "withdrawn", now, all);
      return;
    case "renew":
      if (await does(consentRenew, { organisationId }, held.length === 0 ? 422 : 200))
        account.each(organisationId, "renewed", now, all);
      return;
    case "alive":
      await does(registrationAlive, {}, 200);
      for (const one of organisations)
        account.each(one, "renewed", now, (held) => account.since(one, held) <= renewedBefore(held, now));
      return;
    case "revoke": {
      const sees = sightAfter(account.facts, "org_embassyOne", now) !== null;
      if (await does(consentRevoke, { registrationId: id }, sees ? 200 : 404, world.as("supervisor")))
        account.each("org_embassyOne", "revoked", now, all);
      return;
    }
    case "wait":
      await later(world, 24 * numbers.whole(1, 30));
      await clockRuns();
  }
}

describe("any sequence of events", () => {
  for (const seed of [11, 12, 13, 14, 15, 16])
    it(`leaves sight as the rule says (seed ${String(seed)})`, async () => {
      const numbers = random(seed);
      const exactPlace = numbers.whole(0, 1) === 1;
      const who = await world.opens({ exactPlace });
      const account = new Account();
      const start = await nowInCrisis();
      account.add("org_embassyOne", "help", "given", start);
      if (exactPlace) account.add("org_embassyOne", "place", "given", start);
      for (let n = 0; n < 40; n++) {
        await step(who, account, numbers);
        const now = await nowInCrisis();
        const seen = new Map((await sightRows(who.id)).map((row) => [row.organisationId, row]));
        for (const organisationId of organisations) {
          const row = seen.get(organisationId);
          const found = row === undefined ? null : { audience: row.audience, mayExact: row.mayExact === 1 };
          expect([n, organisationId, found]).toEqual([
            n,
            organisationId,
            sightAfter(account.facts, organisationId, now),
          ]);
        }
      }
      // Every event that we know of is written, and beside them only those of the clock.
      const written = (await eventRows(who.id)).filter(({ event }) => event !== "expired");
      expect(
        written.map(({ organisationId, purpose, at, until }) => [organisationId, purpose, at, until]),
      ).toHaveLength(account.facts.length);
    }, 30_000);
});
