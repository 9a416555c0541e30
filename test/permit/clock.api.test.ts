// Permits by the crisis's clock: a deadline that passes is told to everybody concerned, a permit ends, a crisis closes.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { auditList } from "../../schema/audit.ts";
import { crisisClose } from "../../schema/crisis.ts";
import { permitAnswer, permitAsk, permitOfCase, permitWithdraw } from "../../schema/permit.ts";
import { permitEndWaiver, permitList, permitRevoke, permitWaive } from "../../schema/permit-office.ts";
import { CRISIS } from "../kit/people.ts";
import { makeWorld, type World } from "../kit/world.ts";
import { asked, decides, mine, opens, personsOf, step, tick } from "./asking.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const escalations = async () =>
  (
    await env.DB.prepare(
      "SELECT actor, crisisId, targetId FROM audit WHERE act = 'permit.escalate' ORDER BY seq",
    ).all()
  ).results;
const late = async () => (await world.as("permitOfficer").does(permitList, { crisisId: CRISIS })).body;

describe("a deadline", () => {
  it("that passes is marked once, for the person, her helpers and the authority; an answer starts it anew", async () => {
    const one = await asked(world);
    const urgent = await asked(world, {}, { needs: ["medical"], danger: "now" });
    const waits = await asked(world);
    await decides(world, waits.id, { state: "more-needed", reason: "Which name?" });
    await step(world, 13);
    await tick();
    expect((await mine(urgent.someone, urgent.id)).escalatedAt).toBe("2011-03-01T19:00:00.000Z");
    expect((await mine(one.someone, one.id)).escalatedAt).toBeNull();
    expect(await late()).toMatchObject({ open: 3, late: 1 });
    await step(world, 36);
    await tick();
    await tick();
    expect((await mine(one.someone, one.id)).escalatedAt).toBe("2011-03-03T07:00:00.000Z");
    // A question to the person is hers to answer: its time does not run against her.
    expect((await mine(waits.someone, waits.id)).escalatedAt).toBeNull();
    expect(await escalations()).toEqual([
      { actor: "clock", crisisId: CRISIS, targetId: null },
      { actor: "clock", crisisId: CRISIS, targetId: null },
    ]);
    const { permits } = await late();
    expect((permits as { id: string }[]).map((row) => row.id)[0]).toBe(urgent.id);
    const { body } = await world
      .as("embassyCoordinator")
      .does(permitOfCase, { registrationId: one.registrationId });
    expect(body.permits).toMatchObject([{ id: one.id, escalatedAt: "2011-03-03T07:00:00.000Z" }]);
    const { version } = await mine(one.someone, one.id);
    expect((await opens(world, one.id)).body).toMatchObject({
      escalatedAt: "2011-03-03T07:00:00.000Z",
      version,
    });
    await decides(world, one.id, { state: "refused", reason: "No." });
    const answer = await one.someone.does(permitAnswer, { permitId: one.id, words: "Look again." });
    expect(answer.body.dueAt).toBe("2011-03-05T07:00:00.000Z");
    expect(await mine(one.someone, one.id)).toMatchObject({ escalatedAt: null, state: "asked" });
    const rows = (await world.as("oversightVisitor").does(auditList, { crisisId: CRISIS })).body.rows;
    expect((rows as { act: string }[]).map((row) => row.act)).toContain("permit.escalate");
  });
  it("lists what is past it first", async () => {
    const later = await asked(world);
    await asked(world, {}, { needs: ["medical"], danger: "now" });
    const { permits } = await late();
    const dues = (permits as { id: string; dueAt: string }[]).map((row) => row.dueAt);
    expect(dues).toEqual(dues.toSorted());
    expect((permits as { id: string }[]).at(-1)?.id).not.toBe(undefined);
    expect(dues.indexOf(later.dueAt)).toBeGreaterThan(0);
  });
});

describe("a permit that has ended", () => {
  it("shows no code any more", async () => {
    const one = await asked(world);
    await decides(world, one.id, { state: "granted", days: 1 });
    expect((await mine(one.someone, one.id)).credential).not.toBeNull();
    await step(world, 25);
    expect(await mine(one.someone, one.id)).toMatchObject({
      state: "granted",
      credential: null,
      specimen: false,
    });
  });
});

describe("a closed crisis", () => {
  it("takes no request, answer, decision or waiver; what is open can be taken back", async () => {
    const open = await asked(world);
    const granted = await asked(world);
    const refused = await asked(world);
    await decides(world, granted.id, { state: "granted" });
    await decides(world, refused.id, { state: "refused", reason: "No." });
    const officer = world.as("permitOfficer");
    const waiver = {
      id: "wvr_closing01",
      crisisId: CRISIS,
      from: "2011-03-01T00:00:00Z",
      until: "2011-06-01T00:00:00Z",
      words: { en: "All may leave." },
    };
    expect((await officer.does(permitWaive, waiver)).status).toBe(200);
    await world.as("platformAdministrator").does(crisisClose, { id: CRISIS });
    const [, second] = await personsOf(open.registrationId);
    const input = { personId: second, ground: "family", name: "X", agree: "yes" };
    for (const answer of [
      await open.someone.does(permitAsk, input),
      await refused.someone.does(permitAnswer, { permitId: refused.id, words: "x" }),
      await decides(world, open.id, { state: "granted" }),
      await officer.does(permitRevoke, { id: granted.id, reason: "x" }, { ifMatch: 2 }),
      await officer.does(permitWaive, { ...waiver, id: "wvr_closing02" }),
      await officer.does(permitEndWaiver, { id: waiver.id }, { ifMatch: 1 }),
    ])
      expect(answer.body.code).toBe("crisis-closed");
    expect((await open.someone.does(permitWithdraw, { permitId: open.id })).status).toBe(200);
  });
});
