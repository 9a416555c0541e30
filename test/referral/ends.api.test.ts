// What ends a referral without anybody's act on it: time, a consent's own end, a captured office, deleting everything, and a
// database that was put back; and who wins where two things happen at once.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { consentWithdraw } from "../../schema/consent.ts";
import { organisationLift, organisationStop } from "../../schema/organisation-stop.ts";
import { referralGiveBack, referralList, referralRefuse, referralRevoke } from "../../schema/referral.ts";
import { registrationDelete, registrationKeep } from "../../schema/registration-end.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { clockRuns, DAY, eventRows, later } from "../consent/clock.ts";
import { CRISIS } from "../kit/people.ts";
import { putBack, takeCopy } from "../kit/restored.ts";
import { comesBack, key, makeWorld, type World } from "../kit/world.ts";
import {
  accepts,
  asks,
  EMBASSY,
  expectCounts,
  HEALTH,
  held,
  listed,
  needsOf,
  offers,
  opens,
  stateOf,
} from "./refer.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const seen = async (id: string) => (await opens(world, id)).status;
const medicine = async (id: string) => (await needsOf(id)).find(({ kind }) => kind === "medicine");

describe("at once", () => {
  it("she takes it back and the organisation accepts: whoever was second changes nothing, and nothing is left open", async () => {
    for (let n = 0; n < 4; n++) {
      const one = await asks(world);
      const { body } = await offers(world, one);
      const input = { organisationId: EMBASSY, purpose: "refer" };
      const [accepted, withdrawn] = await Promise.all([
        accepts(world, body.id),
        one.someone.does(consentWithdraw, input, key()),
      ]);
      expect(withdrawn.status).toBe(200);
      if (accepted.status !== 200) expect(accepted.body.code).toBe("offer-closed");
      expect(await seen(one.id)).toBe(404);
      expect((await stateOf(String(body.id)))?.state).toBe("ended");
      expect(await medicine(one.id)).toMatchObject({ state: "open", ownerId: null });
    }
  }, 30_000);
  it("the sender takes it back and the other accepts: one of both wins", async () => {
    const one = await asks(world);
    const { body } = await offers(world, one);
    const answers = await Promise.all([
      accepts(world, body.id),
      world.as("embassyColleague").does(referralRevoke, { id: body.id }, { ifMatch: 1, ...key() }),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const lost = answers.find(({ status }) => status !== 200);
    expect(["offer-closed", "stale"]).toContain(lost?.body.code);
    const state = (await stateOf(String(body.id)))?.state;
    expect(await seen(one.id)).toBe(state === "accepted" ? 200 : 404);
  });
  it("two officers of one organisation answer: the second is told that it was answered", async () => {
    const one = await asks(world);
    const { body } = await offers(world, one);
    const desk = world.as("healthCoordinator");
    const [first, second] = await Promise.all([
      accepts(world, body.id),
      desk.does(referralRefuse, { id: body.id, reason: "full" }, { ifMatch: 1, ...key() }),
    ]);
    expect([first.status, second.status].sort()).toEqual([200, 409]);
  });
});

describe("what is not this organisation's", () => {
  it("is not found, whoever it is of both sides that may not do it, and no id is guessed", async () => {
    const one = await asks(world);
    const { body } = await offers(world, one);
    const id = body.id;
    const tries = [
      await accepts(world, id, "agencyCoordinator"),
      await accepts(world, id, "embassyCoordinator"),
      await accepts(world, id, "otherEmbassy"),
      await world.as("healthCoordinator").does(referralRevoke, { id }, { ifMatch: 1 }),
      await world.as("otherEmbassy").does(referralRevoke, { id }, { ifMatch: 1 }),
      await world.as("embassyCoordinator").does(referralGiveBack, { id, reason: "full" }, { ifMatch: 1 }),
      await accepts(world, "rfl_nobody0001"),
    ];
    expect(tries.map(({ status }) => status)).toEqual(tries.map(() => 404));
    // Offers are made by whoever received the request: a holder cannot pass on what was passed on to it.
    await accepts(world, id);
    const again = await offers(world, one, "org_supportDesk", "medicine", "healthCoordinator");
    expect(again.body.code).toBe("not-found");
    expect((await world.as("healthCoordinator").does(referralGiveBack, { id, reason: "full" })).status).toBe(
      428,
    );
    expect((await accepts(world, "' OR 1=1")).status).toBe(400);
  });
  it("leaves ids alone in the audit", async () => {
    const { results } = await env.DB.prepare(
      "SELECT act, targetId, organisationId FROM audit WHERE act LIKE 'referral.%'",
    ).all<{ targetId: string }>();
    expect(results.length).toBeGreaterThan(5);
    for (const { targetId } of results) expect(targetId).toMatch(/^(reg|rfl)_[0-9A-Za-z]+$/);
  });
});

describe("deleting everything", () => {
  it("closes an offer and cuts a holder's sight; undoing brings back what was held", async () => {
    const one = await asks(world);
    await held(world, one);
    const { body } = await offers(world, one, "org_supportDesk", "transport");
    await one.someone.does(registrationDelete, {}, key());
    expect(await seen(one.id)).toBe(404);
    expect((await accepts(world, body.id, "agencyCoordinator")).status).toBe(404);
    expect((await listed(world, "agencyCoordinator")).incoming.map(({ id }) => id)).not.toContain(body.id);
    await expectCounts(world);
    one.someone = await comesBack(one.reference, one.pin);
    await one.someone.does(registrationKeep, {}, key());
    expect((await opens(world, one.id)).body).toMatchObject({
      audience: "holder",
      needs: ["medicine"],
    });
    await expectCounts(world);
    await one.someone.does(registrationDelete, {}, key());
    await later(world, 73);
    await clockRuns();
    const left = await env.DB.prepare("SELECT count(*) AS n FROM referral WHERE registrationId = ?1")
      .bind(one.id)
      .first("n");
    expect(left).toBe(0);
  }, 30_000);
});

describe("a captured office", () => {
  it("holds nothing any more and is offered nothing; lifting brings nothing of it back", async () => {
    const one = await asks(world);
    const id = await held(world, one);
    const other = await asks(world);
    const { body } = await offers(world, other);
    const stop = { id: "stp_referral1", crisisId: CRISIS, organisationId: HEALTH, reason: "Marked words" };
    const stopped = await world.as("platformAdministrator").does(organisationStop, stop, key());
    expect(stopped.status).toBe(200);
    expect([await stateOf(id), await stateOf(String(body.id))]).toMatchObject([
      { state: "ended", reason: "stopped" },
      { state: "ended", reason: "stopped" },
    ]);
    expect(await medicine(one.id)).toMatchObject({ state: "open", ownerId: null });
    expect((await world.as("healthCoordinator").does(referralList, { crisisId: CRISIS })).status).toBe(404);
    expect((await offers(world, other)).body.code).toBe("recipient-unknown");
    await expectCounts(world);
    for (const name of ["platformAdministrator", "oversightVisitor"] as const)
      await world.as(name).does(organisationLift, { id: stop.id, reason: "Back" }, key());
    expect(await seen(one.id)).toBe(404);
    await expectCounts(world);
  }, 30_000);
});

describe("time", () => {
  it("gives an offer that nobody answered back to its sender, and says so to both", async () => {
    const one = await asks(world);
    const { body } = await offers(world, one);
    await later(world, 13);
    // Before the clock has come by: it cannot be taken any more, and is shown as it is.
    expect((await listed(world, "healthCoordinator")).incoming.find(({ id }) => id === body.id)?.state).toBe(
      "lapsed",
    );
    expect((await accepts(world, body.id)).body.code).toBe("offer-closed");
    await clockRuns();
    expect(await stateOf(String(body.id))).toMatchObject({ state: "lapsed", reason: null });
    const out = (await listed(world, "embassyCoordinator")).outgoing.find(({ id }) => id === body.id);
    expect(out?.state).toBe("lapsed");
    expect((await offers(world, one)).status).toBe(200);
    const audit = await env.DB.prepare("SELECT actor FROM audit WHERE act = 'referral.lapse' LIMIT 1").first(
      "actor",
    );
    expect(audit).toBe("clock");
  });
  it("ends what was passed on with the yes that it rests on, by one event", async () => {
    const one = await asks(world);
    await held(world, one);
    await later(world, 91 * DAY);
    await clockRuns();
    expect(await seen(one.id)).toBe(404);
    const holds = (await eventRows(one.id)).filter(({ purpose }) => purpose === "hold");
    expect(holds.map(({ event }) => event)).toEqual(["given", "expired"]);
    const { before } = (await one.someone.does(registrationStatus)).body as unknown as {
      before: { name: string; purposes: string[]; ended: string }[];
    };
    expect(before.find(({ name }) => name === "Health team")).toMatchObject({
      purposes: ["hold"],
      ended: "expired",
    });
    await expectCounts(world);
  });
});

describe("a database that was put back", () => {
  it("gives back nothing that she took back or an organisation gave back: no request, no need of two, no offer", async () => {
    const [hers, theirs, stays] = [await asks(world), await asks(world), await asks(world)];
    const [, id] = [await held(world, hers), await held(world, theirs), await held(world, stays)];
    const both = await asks(world);
    const [one, two] = [await held(world, both), await held(world, both, "transport")];
    const offer = String((await offers(world, stays, HEALTH, "transport")).body.id);
    await clockRuns();
    const yesterday = await takeCopy();
    const desk = world.as("healthCoordinator");
    await hers.someone.does(consentWithdraw, { organisationId: HEALTH }, key());
    for (const returned of [id, one])
      await desk.does(referralGiveBack, { id: returned, reason: "full" }, { ifMatch: 2, ...key() });
    await world.as("embassyCoordinator").does(referralRevoke, { id: offer }, { ifMatch: 1, ...key() });
    await clockRuns();
    await putBack(yesterday);
    for (const again of [id, one]) expect((await stateOf(again))?.state).toBe("accepted");
    await clockRuns();
    const seenNow = `SELECT registrationId AS id, needs = (SELECT sum(1 << n.bit) FROM need n
        WHERE n.registrationId = sight.registrationId AND n.kind = iif(n.registrationId = ?5, 'transport', 'medicine')) AS fits
      FROM sight WHERE organisationId = ?1 AND held = 1 AND registrationId IN (?2, ?3, ?4, ?5)`;
    const { results } = await env.DB.prepare(seenNow)
      .bind(HEALTH, hers.id, theirs.id, stays.id, both.id)
      .all<{ id: string; fits: number }>();
    expect(results.map((row) => row.id).sort()).toEqual([stays.id, both.id].sort());
    expect(results.map((row) => row.fits)).toEqual([1, 1]);
    for (const { id: open } of [hers, theirs, both])
      expect(await medicine(open)).toMatchObject({ state: "open", ownerId: null });
    expect(await stateOf(one)).toMatchObject({ state: "returned", reason: "full" });
    expect((await stateOf(two))?.state).toBe("accepted");
    expect((await stateOf(offer))?.state).toBe("revoked");
  }, 60_000);
});
