// A captured office with many cases, and in the middle of an exercise.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { organisationLift, organisationStop } from "../../schema/organisation-stop.ts";
import { CRISIS, type PersonName, START, smallGroup } from "../kit/people.ts";
import { freshKey, makeWorld, send, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const ONE = "org_embassyOne";
async function stops(n: number) {
  const id = `stp_many${String(n).padStart(5, "0")}`;
  const input = { id, crisisId: CRISIS, organisationId: ONE, reason: "Marked words" };
  const { body } = await world.as("platformAdministrator").does(organisationStop, input, { key: freshKey() });
  return { id, body };
}
const lifts = (by: PersonName, id: string) =>
  world.as(by).does(organisationLift, { id, reason: "Its staff are back" }, { key: freshKey() });

/** Kept counts against a count of what is seen. */
async function expectTally(): Promise<void> {
  const { results } = await env.DB.prepare(
    `SELECT t.organisationId, t.groups AS kept FROM (
       SELECT organisationId, sum(groups) AS groups FROM tally WHERE level = 0 GROUP BY organisationId
     ) t LEFT JOIN (SELECT organisationId, count(*) AS groups FROM sight GROUP BY organisationId) s USING (organisationId)
     WHERE t.groups <> ifnull(s.groups, 0)`,
  ).all();
  expect(results).toEqual([]);
}

describe("a stop", () => {
  it("holds no exercise up: those who chose the office go to the others that they chose, or nowhere", async () => {
    const { id } = await stops(1);
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
    const { id, body } = await stops(2);
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
