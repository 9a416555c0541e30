// Hundreds of screens ask the same after a poke: one answer serves them, for a moment, and never one who may see something else.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { consentWithdraw } from "../../schema/consent.ts";
import { liveChanges } from "../../schema/live.ts";
import { sharing } from "../../worker/live/sharing.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import { makeWorld, type World } from "../kit/world.ts";
import { headOf } from "./sit.ts";

const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const alone = () => {};

describe("one answer", () => {
  it("is made once for all who ask at the same moment, and anew after half a second", async () => {
    let made = 0;
    const make = async () => {
      await rest(20);
      return { n: ++made };
    };
    const all = await Promise.all(Array.from({ length: 50 }, () => sharing("moment", make, alone)));
    expect([made, all.every(({ n }) => n === 1)]).toEqual([1, true]);
    await rest(550);
    expect(await sharing("moment", make, alone)).toEqual({ n: 2 });
  });
  it("is another for every other key, however many there are", async () => {
    const asked = Array.from({ length: 200 }, (_, n) => String(n));
    const told = await Promise.all(asked.map((key) => sharing(`key ${key}`, async () => ({ key }), alone)));
    expect(told.map(({ key }) => key)).toEqual(asked);
  });
  it("is made by each herself where making it failed for another, or where whoever made it went away", async () => {
    const fails = sharing("failing", () => Promise.reject(new Error("hers")), alone);
    const beside = sharing("failing", async () => ({ own: true }), alone);
    await expect(fails).rejects.toThrow("hers");
    expect(await beside).toEqual({ own: true });
    void sharing("away", () => new Promise<never>(() => {}), alone);
    expect(await sharing("away", async () => ({ own: true }), alone)).toEqual({ own: true });
  });
  it("goes on being made when the request that began it is over, and is forgotten when nobody may have it any more", async () => {
    const kept: Promise<unknown>[] = [];
    let made = 0;
    const make = async () => ({ n: ++made });
    const begun = sharing("kept", make, (work) => void kept.push(work));
    expect(await sharing("kept", make, alone)).toEqual({ n: 1 });
    expect(await begun).toEqual({ n: 1 });
    // True: it was there until then, and is not.
    expect(await Promise.all(kept)).toEqual([true]);
    expect(await sharing("kept", make, alone)).toEqual({ n: 2 });
  });
});

describe("at the door", () => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld();
  });
  const asks = async (by: PersonName, since: number) =>
    (await world.as(by).does(liveChanges, { crisisId: CRISIS, since: String(since) })).body as {
      head: number;
      put: { id: string; urgency: number }[];
      drop: string[];
    };

  it("two colleagues read the database once, and whoever may see something else reads for herself", async () => {
    const isShared = async () => {
      const since = await headOf(world, "embassyCoordinator");
      const { id } = await world.opens();
      const first = await asks("embassyCoordinator", since);
      // Behind the platform's back, so that no number tells of it: whoever reads the database sees it.
      await env.DB.prepare("UPDATE sight SET unread = 7 WHERE registrationId = ?1").bind(id).run();
      const second = await asks("embassyColleague", since);
      expect([first, second].map(({ put }) => put.map((one) => one.id))).toEqual([[id], [id]]);
      for (const other of ["otherEmbassy", "healthViewer", "gateOfficer"] as const)
        expect([other, (await asks(other, since)).put]).toEqual([other, []]);
      return JSON.stringify(first) === JSON.stringify(second);
    };
    // A busy machine may take the half second for itself; without sharing it would never be so.
    await expect.poll(isShared).toBe(true);
  });
  it("what was taken back a moment later is not shown to whoever asks a moment later", async () => {
    const since = await headOf(world, "embassyCoordinator");
    const { id, someone } = await world.opens();
    expect((await asks("embassyCoordinator", since)).put.map((one) => one.id)).toEqual([id]);
    await someone.does(consentWithdraw, { organisationId: "org_embassyOne" });
    const { put, drop } = await asks("embassyCoordinator", since);
    expect([put, drop]).toEqual([[], [id]]);
  });
});
