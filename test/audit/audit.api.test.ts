// audit: every write leaves a row of ids, every look does, nothing in it is personal, and its chain shows a change.
import { createExecutionContext, createScheduledController, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { auditList, auditVerify } from "../../schema/audit.ts";
import { registrationDecide, registrationGet } from "../../schema/registration-desk.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import worker from "../../worker/index.ts";
import { CRISIS } from "../kit/people.ts";
import { makeWorld, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

type Row = {
  seq: number;
  act: string;
  actor: string;
  organisationId: string | null;
  targetId: string | null;
};
const rows = async (name: "oversightVisitor" | "supervisor") =>
  (await world.as(name).does(auditList, { crisisId: CRISIS })).body.rows as Row[];

describe("the audit", () => {
  it("has a row for a look and for a decision, before anybody saw anything", async () => {
    const { id } = await world.opens();
    await world.as("embassyCoordinator").does(registrationGet, { id });
    await world.as("embassyCoordinator").does(registrationDecide, { id, state: "read" }, { ifMatch: 1 });
    const acts = (await rows("oversightVisitor"))
      .filter((row) => row.targetId === id)
      .map((row) => [row.act, row.actor]);
    expect(acts).toContainEqual(["registration.get", "off_emb0001"]);
    expect(acts).toContainEqual(["registration.decide", "off_emb0001"]);
  });
  it("tells her who looked", async () => {
    const { id, someone } = await world.opens();
    expect((await someone.does(registrationStatus)).body.looks).toEqual([]);
    await world.as("embassyCoordinator").does(registrationGet, { id });
    expect((await someone.does(registrationStatus)).body.looks).toMatchObject([{ name: "Embassy one" }]);
  });
  it("shows a supervisor her own organisation's rows only", async () => {
    await world.opens({ recipients: ["org_embassyTwo"] });
    for (const row of await rows("supervisor")) expect(row.organisationId).toBe("org_embassyOne");
  });
  it("does not say which person did something to her own case", async () => {
    const { someone } = await world.opens();
    await someone.does(registrationStatus);
    for (const row of await rows("oversightVisitor"))
      if (row.actor === "person") expect(row.targetId).toBeNull();
  });
  it("can be added to and never changed", async () => {
    await expect(env.DB.prepare("UPDATE audit SET act = 'x'").run()).rejects.toThrow("append-only");
    await expect(env.DB.prepare("DELETE FROM audit").run()).rejects.toThrow("append-only");
  });
  it("shows where its chain breaks", async () => {
    const ctx = createExecutionContext();
    await worker.scheduled(createScheduledController(), env, ctx);
    await waitOnExecutionContext(ctx);
    const sound = (await world.as("oversightVisitor").does(auditVerify, { crisisId: CRISIS })).body;
    expect([sound.brokenAt, Number(sound.checked) > 5]).toEqual([null, true]);
    const seq = (await rows("oversightVisitor")).at(-3)?.seq ?? 0;
    await env.DB.batch([
      env.DB.prepare("DROP TRIGGER auditIsKept"),
      env.DB.prepare("UPDATE audit SET targetId = 'reg_FORGED00' WHERE seq = ?1").bind(seq),
      env.DB.prepare(
        "CREATE TRIGGER auditIsKept BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append-only'); END",
      ),
    ]);
    expect((await world.as("oversightVisitor").does(auditVerify, { crisisId: CRISIS })).body.brokenAt).toBe(
      seq,
    );
  });
});
