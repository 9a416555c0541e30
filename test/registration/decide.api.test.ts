// registration.decide and need: only a person reads, two officers never overwrite each other, no decision is silent.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { needState, needUpdate } from "../../schema/need.ts";
import { needsReason, nextStates } from "../../schema/registration.rules.ts";
import { registrationStates } from "../../schema/registration.ts";
import { registrationDecide, registrationGet, registrationQueue } from "../../schema/registration-desk.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { CRISIS } from "../kit/people.ts";
import { freshKey, makeWorld, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

describe("read by a person", () => {
  it("is not set by opening a case, however often", async () => {
    const { id } = await world.opens();
    for (let i = 0; i < 3; i++)
      expect((await world.as("embassyCoordinator").does(registrationGet, { id })).body.state).toBe("sent");
  });
  it("is set by an officer's decision, and she reads it", async () => {
    const { id, someone } = await world.opens();
    const decided = await world
      .as("embassyCoordinator")
      .does(registrationDecide, { id, state: "read" }, { ifMatch: 1 });
    expect([decided.status, decided.body.state, decided.headers.get("ETag")]).toEqual([200, "read", '"2"']);
    expect((await someone.does(registrationStatus)).body.state).toBe("read");
  });
  it("cannot be written past the act: the database refuses a state without an officer", async () => {
    const { id } = await world.opens();
    await expect(
      env.DB.prepare("UPDATE registration SET state = 'read' WHERE id = ?1").bind(id).run(),
    ).rejects.toThrow("transition-impossible");
  });
  it("has no bulk form: a list of ids is refused", async () => {
    const answer = await world
      .as("embassyCoordinator")
      .does(registrationDecide, { id: [world.own.id], state: "read" }, { ifMatch: 1 });
    expect([answer.status, answer.body.code]).toEqual([400, "malformed"]);
  });
});

describe("two officers on one case", () => {
  it("the second, who read an older version, is told and changes nothing", async () => {
    const { id, someone } = await world.opens();
    const first = await world
      .as("embassyCoordinator")
      .does(registrationDecide, { id, state: "listed" }, { ifMatch: 1 });
    const second = await world
      .as("embassyColleague")
      .does(registrationDecide, { id, state: "not-possible", reason: "No seat" }, { ifMatch: 1 });
    expect([first.status, second.status, second.body.code, second.body.version]).toEqual([
      200,
      412,
      "stale",
      2,
    ]);
    expect((await someone.does(registrationStatus)).body.state).toBe("listed");
  });
  it("at the very same moment, exactly one of twenty succeeds", async () => {
    const { id } = await world.opens();
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        world
          .as(i % 2 === 0 ? "embassyCoordinator" : "embassyColleague")
          .does(registrationDecide, { id, state: "read" }, { ifMatch: 1, key: freshKey() }),
      ),
    );
    expect(all.filter((one) => one.status === 200)).toHaveLength(1);
    expect(all.filter((one) => one.body.code === "stale")).toHaveLength(19);
  });
  it("without a version nothing is decided", async () => {
    const answer = await world
      .as("embassyCoordinator")
      .does(registrationDecide, { id: world.own.id, state: "read" });
    expect([answer.status, answer.body.code]).toEqual([428, "version-missing"]);
  });
});

describe("a decision", () => {
  it("that asks something of her, or says no, needs words", async () => {
    for (const state of registrationStates.filter(needsReason)) {
      const { id } = await world.opens();
      const answer = await world
        .as("embassyCoordinator")
        .does(registrationDecide, { id, state }, { ifMatch: 1 });
      expect([answer.status, answer.body.code]).toEqual([422, "reason-missing"]);
    }
  });
  it("never goes back to sent", async () => {
    const answer = await world
      .as("embassyCoordinator")
      .does(registrationDecide, { id: world.own.id, state: "sent" }, { ifMatch: 1 });
    expect([answer.status, answer.body.code]).toEqual([400, "malformed"]);
    for (const state of registrationStates) expect(nextStates(state)).not.toContain("sent");
  });
  it("about a case of others is not-found, as for a case that does not exist", async () => {
    for (const id of [world.own.id, "reg_DOESNOTEXIST"]) {
      const answer = await world
        .as("otherEmbassy")
        .does(registrationDecide, { id, state: "read" }, { ifMatch: 1 });
      expect([answer.status, answer.body.code]).toEqual([404, "not-found"]);
    }
  });
});

describe("needs", () => {
  it("are stated, owned and met, and the group's urgency follows", async () => {
    const { id } = await world.opens({ needs: [] });
    const officer = world.as("embassyCoordinator");
    const urgency = async () =>
      (
        (await officer.does(registrationQueue, { crisisId: CRISIS, state: "open", limit: 200 })).body
          .rows as { id: string; urgency: number }[]
      ).find((row) => row.id === id)?.urgency;
    expect(await urgency()).toBe(3);
    const stated = await officer.does(needState, { registrationId: id, kind: "medical", urgency: 1 });
    expect([stated.status, stated.body.state, await urgency()]).toEqual([200, "open", 1]);
    const assigned = await officer.does(
      needUpdate,
      { needId: stated.body.id, state: "assigned" },
      { ifMatch: 1 },
    );
    expect([assigned.status, assigned.body.ownerId]).toEqual([200, "org_embassyOne"]);
    const late = await world
      .as("embassyColleague")
      .does(needUpdate, { needId: stated.body.id, state: "withdrawn" }, { ifMatch: 1 });
    expect([late.status, late.body.code]).toEqual([412, "stale"]);
    await officer.does(needUpdate, { needId: stated.body.id, state: "met" }, { ifMatch: 2 });
    expect(await urgency()).toBe(3);
  });
  it("of a case of others are not-found", async () => {
    const answer = await world
      .as("otherEmbassy")
      .does(needState, { registrationId: world.own.id, kind: "medical", urgency: 1 });
    expect([answer.status, answer.body.code]).toEqual([404, "not-found"]);
  });
});
