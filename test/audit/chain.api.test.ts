// The chains of the audit: one per crisis and one for what belongs to none; their heads are published for anybody; and the
// check names the first row that somebody touched.
import { createExecutionContext, createScheduledController, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { HEADS_ADDRESS, type PublishedHead } from "../../schema/audit.rules.ts";
import { auditList, auditVerify } from "../../schema/audit.ts";
import { publishHeads, sendHeads } from "../../worker/audit/heads.ts";
import worker from "../../worker/index.ts";
import type { Ctx } from "../../worker/kit/door.ts";
import { settingsOf } from "../../worker/kit/env.ts";
import { CRISIS } from "../kit/people.ts";
import { makeWorld, send, type World } from "../kit/world.ts";

let world: World;
const tick = async () => {
  const ctx = createExecutionContext();
  await worker.scheduled(createScheduledController(), env, ctx);
  await waitOnExecutionContext(ctx);
};
beforeAll(async () => {
  world = await makeWorld();
  await world.opens();
  await tick();
});

/** Somebody with the database in her hands: its triggers do not hold her. */
async function tamper(sql: string): Promise<void> {
  const names = ["auditIsKept", "auditIsNeverDeleted", "auditChainIsKept", "auditChainIsNeverDeleted"];
  const { results } = await env.DB.prepare(
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name IN (SELECT value FROM json_each(?1))",
  )
    .bind(JSON.stringify(names))
    .all<{ name: string; sql: string }>();
  await env.DB.batch([
    ...results.map(({ name }) => env.DB.prepare(`DROP TRIGGER ${name}`)),
    ...sql.split(";").map((one) => env.DB.prepare(one)),
    ...results.map((one) => env.DB.prepare(one.sql)),
  ]);
}
const verify = async (input: object) => (await world.as("oversightVisitor").does(auditVerify, input)).body;
const headsNow = async () =>
  (await send("GET", HEADS_ADDRESS)).body as unknown as { heads: PublishedHead[]; next: string | null };
const ctxOf = (over: Partial<Ctx> = {}): Ctx =>
  ({ settings: settingsOf(env as never), db: env.DB, real: new Date(), ...over }) as unknown as Ctx;

describe("rows of no crisis", () => {
  it("are listed for oversight and the platform, and not for a supervisor", async () => {
    for (const name of ["oversightVisitor", "platformAdministrator"] as const) {
      const { body } = await world.as(name).does(auditList, {});
      const acts = (body.rows as { act: string }[]).map((row) => row.act);
      expect(acts).toContain("organisation.signIn");
      expect(acts).not.toContain("registration.open");
    }
    expect((await world.as("supervisor").does(auditList, {})).status).toBe(404);
    expect((await world.as("supervisor").does(auditList, { crisisId: CRISIS })).status).toBe(200);
  });
});

describe("heads", () => {
  it("are public, one for each chain, and agree with what the check says", async () => {
    const answer = await send("GET", HEADS_ADDRESS);
    expect(answer.headers.get("Cache-Control")).toContain("public");
    const { heads, next } = await headsNow();
    expect([new Set(heads.map((one) => one.crisis)), next]).toEqual([new Set([CRISIS, null]), null]);
    for (const { crisis, hash } of heads) {
      const { brokenAt, head } = await verify(crisis === null ? {} : { crisisId: crisis });
      expect([brokenAt, head]).toEqual([null, hash]);
    }
    expect(answer.text).not.toMatch(/reg_|off_|org_/);
  });
  it("come once an hour, and only for a chain that went on", async () => {
    await world.opens();
    await tick();
    const before = (await headsNow()).heads.length;
    const hour = new Date(Date.now() + 3_600_000);
    await publishHeads(ctxOf({ real: hour }));
    // A case in the crisis, and a sign-in in none.
    const { heads } = await headsNow();
    expect(heads.length).toBe(before + 2);
    for (const { at } of heads.slice(0, 2)) expect(at).toBe(hour.toISOString());
    await publishHeads(ctxOf({ real: new Date(hour.getTime() + 3_600_000) }));
    expect((await headsNow()).heads.length).toBe(before + 2);
    await expect(env.DB.prepare("UPDATE auditHead SET hash = 'x'").run()).rejects.toThrow("append-only");
    await expect(env.DB.prepare("DELETE FROM auditHead").run()).rejects.toThrow("append-only");
  });
  it("are sent to an address of the operator's choice, each once, and again where it did not take them", async () => {
    const got: unknown[] = [];
    const real = globalThis.fetch;
    let status = 503;
    globalThis.fetch = async (_, init) => {
      got.push(JSON.parse(String(init?.body)));
      return new Response(null, { status });
    };
    try {
      const settings = { ...settingsOf(env as never), headsUrl: "https://keeper.test/heads" };
      await expect(sendHeads(ctxOf({ settings }))).rejects.toThrow("503");
      status = 204;
      await sendHeads(ctxOf({ settings }));
      await sendHeads(ctxOf({ settings }));
    } finally {
      globalThis.fetch = real;
    }
    expect(got.length).toBe(2);
    expect(got[1]).toEqual({ heads: (await headsNow()).heads.toReversed() });
  });
});

describe("the check", () => {
  const seqOf = async (act: string) =>
    (await env.DB.prepare("SELECT max(seq) AS seq FROM audit WHERE act = ?1")
      .bind(act)
      .first<number>("seq")) ?? 0;
  it("of one crisis is not disturbed by another's rows, and stops at the first that was changed", async () => {
    const seq = await seqOf("organisation.signIn");
    await tamper(`UPDATE audit SET organisationId = 'org_FORGED00' WHERE seq = ${String(seq)}`);
    expect((await verify({})).brokenAt).toBe(seq);
    expect((await verify({ crisisId: CRISIS })).brokenAt).toBeNull();
  });
  it("names a row that is gone, and an end that was cut off after its head was published", async () => {
    const seq = await seqOf("registration.open");
    await tamper(`DELETE FROM audit WHERE seq = ${String(seq)}`);
    expect((await verify({ crisisId: CRISIS })).brokenAt).toBe(seq);
    await tamper(
      `DELETE FROM auditChain WHERE crisisId = '${CRISIS}' AND seq >= ${String(seq)}; DELETE FROM audit WHERE crisisId = '${CRISIS}' AND seq >= ${String(seq)}`,
    );
    const head = (await headsNow()).heads.find((one) => one.crisis === CRISIS && one.seq >= seq);
    expect((await verify({ crisisId: CRISIS })).brokenAt).toBe(head?.seq);
  });
  it("of a crisis that is not there says so", async () => {
    const answer = await world.as("oversightVisitor").does(auditVerify, { crisisId: "crs_nothing00" });
    expect(answer.status).toBe(404);
  });
});
