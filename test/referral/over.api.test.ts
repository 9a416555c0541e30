// It ends at once, whoever ends it: an act of either side, a need, her consent. What each end leaves, in the referral, the
// need, her record, the counts and on the open screen.
import { beforeAll, describe, expect, it } from "vitest";
import { consentGive, consentWithdraw } from "../../schema/consent.ts";
import { liveChanges } from "../../schema/live.ts";
import { needUpdate } from "../../schema/need.ts";
import { referralGiveBack, referralMeet, referralRevoke } from "../../schema/referral.ts";
import { registrationGet } from "../../schema/registration-desk.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { eventRows } from "../consent/clock.ts";
import { CRISIS } from "../kit/people.ts";
import { key, makeWorld, type World } from "../kit/world.ts";
import {
  accepts,
  asks,
  EMBASSY,
  expectNothingKept,
  HEALTH,
  held,
  needsOf,
  offers,
  opens,
  stateOf,
} from "./refer.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

/** Its sender says how far the need itself is. */
async function turns(id: string, state: string) {
  const need = (await needsOf(id)).find(({ kind }) => kind === "medicine");
  const sending = { ifMatch: need?.version ?? 1, ...key() };
  return world.as("embassyCoordinator").does(needUpdate, { needId: need?.id, state }, sending);
}

describe("it ends at once", () => {
  const ends: Record<
    string,
    [
      (one: Awaited<ReturnType<typeof asks>>, id: string) => Promise<{ status: number }>,
      string,
      string | null,
      string,
    ]
  > = {
    "when it is given back": [
      (_, id) =>
        world
          .as("healthCoordinator")
          .does(referralGiveBack, { id, reason: "cannot-reach" }, { ifMatch: 2, ...key() }),
      "returned",
      "cannot-reach",
      "revoked",
    ],
    "when its sender takes it back": [
      (_, id) => world.as("embassyColleague").does(referralRevoke, { id }, { ifMatch: 2, ...key() }),
      "revoked",
      null,
      "revoked",
    ],
    "when its holder says that it is met": [
      (_, id) => world.as("healthCoordinator").does(referralMeet, { id }, { ifMatch: 2, ...key() }),
      "met",
      null,
      "revoked",
    ],
    "when its sender says that it is met": [(one) => turns(one.id, "met"), "met", null, "revoked"],
    "when its sender takes the need on itself": [
      (one) => turns(one.id, "assigned"),
      "ended",
      "need-closed",
      "revoked",
    ],
    "when its sender opens the need again": [
      (one) => turns(one.id, "open"),
      "ended",
      "need-closed",
      "revoked",
    ],
    "when she takes back the whole request from its sender, and nothing else": [
      (one) => one.someone.does(consentWithdraw, { organisationId: EMBASSY, purpose: "help" }, key()),
      "ended",
      "consent-ended",
      "withdrawn",
    ],
    "when she takes it back from whoever holds it": [
      (one) => one.someone.does(consentWithdraw, { organisationId: HEALTH }, key()),
      "ended",
      "consent-ended",
      "withdrawn",
    ],
    "when she takes back that needs are passed on": [
      (one) => one.someone.does(consentWithdraw, { organisationId: EMBASSY, purpose: "refer" }, key()),
      "ended",
      "consent-ended",
      "withdrawn",
    ],
    "when she takes everything back from its sender": [
      (one) => one.someone.does(consentWithdraw, { organisationId: EMBASSY }, key()),
      "ended",
      "consent-ended",
      "withdrawn",
    ],
    "when its sender gives up what it may see": [
      (one) =>
        world
          .as("supervisor")
          .does({ name: "consent.revoke", kind: "write" }, { registrationId: one.id }, key()),
      "ended",
      "sender-left",
      "revoked",
    ],
  };
  for (const [what, [act, state, reason, event]] of Object.entries(ends))
    it(what, async () => {
      const one = await asks(world);
      const id = await held(world, one);
      const before = (await world.as("healthCoordinator").does(liveChanges, { crisisId: CRISIS, since: "0" }))
        .body;
      expect((await act(one, id)).status).toBe(200);
      expect(await stateOf(id)).toMatchObject({ state, reason });
      await expectNothingKept(world, one.id);
      const live = await world
        .as("healthCoordinator")
        .does(liveChanges, { crisisId: CRISIS, since: String(before.head) });
      expect([live.body.drop, live.body.touched]).toEqual([[one.id], ["referral"]]);
      const events = await eventRows(one.id);
      expect(events.filter((row) => row.purpose === "hold").map((row) => row.event)).toEqual([
        "given",
        event,
      ]);
      // A purpose ends by one event, whatever ended it.
      for (const row of events.filter(({ given }) => given === 0))
        expect(
          events.filter(
            (one) =>
              one.organisationId === row.organisationId && one.purpose === row.purpose && one.given === 0,
          ),
        ).toHaveLength(1);
      const need = (await needsOf(one.id)).find(({ kind }) => kind === "medicine");
      const after = state === "met" ? "met" : what.includes("on itself") ? "assigned" : "open";
      expect(need?.state).toBe(after);
      const shares = (await one.someone.does(registrationStatus)).body.shares as { organisationId: string }[];
      expect(shares.map((share) => share.organisationId)).not.toContain(HEALTH);
    });
  it("when a supervisor of its holder gives the case up", async () => {
    const one = await asks(world, false, { recipients: ["org_supportDesk"] });
    await one.someone.does(consentGive, { organisationId: "org_supportDesk", purpose: "refer" }, key());
    const offered = await offers(world, one, EMBASSY, "medicine", "agencyCoordinator");
    expect((await accepts(world, offered.body.id, "embassyCoordinator")).status).toBe(200);
    const embassy = world.as("supervisor");
    expect((await embassy.does(registrationGet, { id: one.id })).body.audience).toBe("holder");
    const gives = { name: "consent.revoke", kind: "write" } as const;
    expect((await embassy.does(gives, { registrationId: one.id }, key())).status).toBe(200);
    expect((await embassy.does(registrationGet, { id: one.id })).status).toBe(404);
    expect(await stateOf(String(offered.body.id))).toMatchObject({ state: "returned", reason: "other" });
  });
  it("for one need of two: the other one is all that is left", async () => {
    const one = await asks(world);
    const id = await held(world, one);
    await held(world, one, "transport");
    expect((await opens(world, one.id)).body.needs).toEqual(["medicine", "transport"]);
    await world.as("embassyCoordinator").does(referralRevoke, { id }, { ifMatch: 2, ...key() });
    const { body } = await opens(world, one.id);
    expect([body.needs, (body.openNeeds as unknown[]).length]).toEqual([["transport"], 1]);
    const shares = (await one.someone.does(registrationStatus)).body.shares as {
      organisationId: string;
      purposes: string[];
    }[];
    expect(shares.find((share) => share.organisationId === HEALTH)?.purposes).toEqual(["hold"]);
  });
  it("for whoever sees the need by name as well: that stays, and is all of it", async () => {
    const one = await asks(world);
    const id = await held(world, one);
    await one.someone.does(consentGive, { organisationId: HEALTH, purpose: "assist" }, key());
    expect((await opens(world, one.id)).body).toMatchObject({
      audience: "partner",
      needs: ["medicine", "transport"],
    });
    await world.as("embassyCoordinator").does(referralRevoke, { id }, { ifMatch: 2, ...key() });
    expect((await opens(world, one.id)).body).toMatchObject({ audience: "partner" });
    await one.someone.does(consentWithdraw, { organisationId: HEALTH }, key());
    await expectNothingKept(world, one.id);
  });
});
