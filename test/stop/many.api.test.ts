// A captured office with many cases, and in the middle of an exercise.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { CRISIS, START, smallGroup } from "../kit/people.ts";
import { makeWorld, send, type World } from "../kit/world.ts";
import { captureDoors, expectTally, ONE } from "./capture.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
const { stops, lifts } = captureDoors(() => world);

describe("a stop", () => {
  it("holds no exercise up: those who chose the office go to the others that they chose, or nowhere", async () => {
    const { id } = await stops("platformAdministrator");
    const registrations = [
      { id: "reg_tapeBoth01", recipients: [ONE, "org_embassyTwo"] },
      { id: "reg_tapeOne001", recipients: [ONE] },
      { id: "reg_tapeTwo001", recipients: ["org_embassyTwo"] },
    ].map(({ id, recipients }) => ({ id, at: START, input: smallGroup({ recipients }) }));
    const headers = { Authorization: `Bearer ${env.DEMO_TOKEN ?? ""}`, "Content-Type": "application/json" };
    const loaded = await send("POST", "/api/exercise/load", {
      headers,
      body: JSON.stringify({ registrations }),
    });
    expect(loaded.status).toBe(200);
    const seen = await env.DB.prepare(
      "SELECT registrationId, organisationId FROM sight WHERE registrationId LIKE 'reg_tape%' ORDER BY registrationId",
    ).all();
    expect(seen.results).toEqual([
      { registrationId: "reg_tapeBoth01", organisationId: "org_embassyTwo" },
      { registrationId: "reg_tapeTwo001", organisationId: "org_embassyTwo" },
    ]);
    await lifts("platformAdministrator", id);
    await lifts("oversightVisitor", id);
  });
  it("of three thousand cases is as few statements as of one, and every count comes back", async () => {
    await env.DB.batch([
      env.DB.prepare("INSERT INTO audit (at, act, actor, actId) VALUES ('t', 'test.fill', 'test', 'fill')"),
      env.DB.prepare(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
        INSERT INTO registration (id, crisisId, referenceHash, reference, pinSalt, pinHash, keyVersion, wrappedKey, sealed, state,
          people, urgency, needs, cell, locatedAt, openedAt, aliveAt)
        SELECT 'reg_many' || printf('%06d', i), '${CRISIS}', 'many' || i, x'00', x'00', x'00', 1, x'00', x'00', 'sent', 1 + i % 5,
          1 + i % 3, 1, '012301230' || printf('%06d', i % 3 + 10 * (i % 30)), '${START}', '${START}', '${START}' FROM n`),
      env.DB.prepare(
        `INSERT INTO consent (registrationId, organisationId, purpose, given, at, notice)
         SELECT id, '${ONE}', 'help', 1, '2011-03-01T06:00:00.000Z', 'n' FROM registration WHERE id LIKE 'reg_many%'`,
      ),
    ]);
    const { id, body } = await stops("platformAdministrator");
    expect(Number(body.groups)).toBeGreaterThan(3000);
    await expectTally();
    const left = await env.DB.prepare("SELECT count(*) AS n FROM sight WHERE organisationId = ?1")
      .bind(ONE)
      .first("n");
    expect(left).toBe(0);
    await lifts("platformAdministrator", id);
    await lifts("oversightVisitor", id);
    const back = await env.DB.prepare("SELECT count(*) AS n FROM sight WHERE organisationId = ?1")
      .bind(ONE)
      .first("n");
    expect(back).toBe(Number(body.groups));
    await expectTally();
  });
});
