// A database restored to yesterday: nobody is shown until what was taken back since is taken back again, by the clock; what
// nobody took back is there as before, and numbers of the feed only ever go up.
import { createExecutionContext, createScheduledController, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { consentGive, consentWithdraw } from "../../schema/consent.ts";
import { dangerTell, dangerWithdraw } from "../../schema/danger-own.ts";
import { locationDelete } from "../../schema/location.ts";
import { registrationGet, registrationQueue } from "../../schema/registration-desk.ts";
import { registrationDelete, registrationKeep } from "../../schema/registration-end.ts";
import { registrationFind } from "../../schema/registration-find.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import worker from "../../worker/index.ts";
import type { Ctx } from "../../worker/kit/door.ts";
import { askLedger } from "../../worker/kit/ledger.ts";
import { CRISIS, officers } from "../kit/people.ts";
import { type Copy, putBack, takeCopy } from "../kit/restored.ts";
import { comesBack, key, makeWorld, Someone, send, type World } from "../kit/world.ts";

const tick = async () => {
  const ctx = createExecutionContext();
  await worker.scheduled(createScheduledController(), env, ctx);
  await waitOnExecutionContext(ctx);
};
const asking = { ledger: env.LEDGER, requestId: "test" } as unknown as Ctx;
const seqNow = () => env.DB.prepare("SELECT max(seq) AS seq FROM audit").first<number>("seq");

/** Sessions end with a restoration: the embassy's officer comes in anew. */
async function signsIn(officerId: string): Promise<Someone> {
  const links = await send("POST", "/api/exercise/links", {
    headers: { Authorization: `Bearer ${env.DEMO_TOKEN ?? ""}`, "Content-Type": "application/json" },
    body: JSON.stringify({ officerIds: [officerId] }),
  });
  const [link] = links.body.links as unknown as { token: string }[];
  const answer = await new Someone("").does(
    { name: "organisation.signIn", kind: "write" },
    { token: link?.token },
  );
  return new Someone(answer.headers.getSetCookie()[0]?.split(";")[0] ?? "");
}

let world: World;
let yesterday: Copy;
type Case = Awaited<ReturnType<World["opens"]>>;
const cases: Record<"stays" | "withdraws" | "deletes" | "isErased" | "keeps" | "hides" | "returns", Case> =
  {} as never;
const warned = { stays: "", withdraws: "" };
let head = 0;

beforeAll(async () => {
  world = await makeWorld();
  for (const name of ["stays", "withdraws", "deletes", "isErased", "keeps", "hides", "returns"] as const)
    cases[name] = await world.opens();
  for (const name of ["stays", "withdraws"] as const) {
    const told = { kind: "mines", seen: "now", place: { lng: 15, lat: 25 }, words: "Marked Word" };
    warned[name] = String((await cases[name].someone.does(dangerTell, told, key())).body.id);
  }
  await tick();
  yesterday = await takeCopy();
  const help = { organisationId: "org_embassyOne", purpose: "help" };
  await cases.withdraws.someone.does(consentWithdraw, help, key());
  await cases.withdraws.someone.does(dangerWithdraw, { id: warned.withdraws }, key());
  await cases.returns.someone.does(consentWithdraw, help, key());
  await cases.returns.someone.does(consentGive, help, key());
  await cases.hides.someone.does(locationDelete, {}, key());
  for (const name of ["deletes", "isErased", "keeps"] as const)
    await cases[name].someone.does(registrationDelete, {}, key());
  const { reference, pin } = cases.keeps;
  await (await comesBack(reference, pin)).does(registrationKeep, {}, key());
  await env.DB.prepare("UPDATE registration SET erasureAt = '2000-01-01' WHERE id = ?1")
    .bind(cases.isErased.id)
    .run();
  await tick();
  head = (await seqNow()) ?? 0;
  await putBack(yesterday);
}, 60_000);

describe("a database that was put back", () => {
  it("is known by the ledger, and shows nobody to anybody who is signed in", async () => {
    expect((await seqNow()) ?? 0).toBeLessThan(head);
    expect(await askLedger(asking, 0)).toBe(true);
    const embassy = world.as("embassyCoordinator");
    const answers = [
      await embassy.does(registrationGet, { id: cases.withdraws.id }),
      await embassy.does(registrationQueue, { crisisId: CRISIS }),
      await embassy.does(registrationFind, { crisisId: CRISIS, name: "Marked Name One" }),
      await cases.isErased.someone.does(registrationStatus),
    ];
    for (const { status, body, text } of answers) {
      expect([status, body.code]).toEqual([503, "restored"]);
      expect(text).not.toContain("Marked");
    }
    expect((await send("GET", "/en")).status).toBe(200);
  });
  it("is known even after new rows have taken the numbers of those that are missing", async () => {
    for (let n = 0; ((await seqNow()) ?? 0) <= head && n < 100; n++)
      await env.DB.prepare(
        "INSERT INTO audit (at, act, actor, actId) VALUES ('2011', 'test.fill', 'test', ?1)",
      )
        .bind(`fill-${String(n)}`)
        .run();
    expect(await askLedger(asking, 0)).toBe(true);
  });
  it("takes everything back again by the clock, and shows the rest as before", async () => {
    await tick();
    expect(await askLedger(asking, 0)).toBe(false);
    expect((await world.as("embassyCoordinator").does(registrationQueue, { crisisId: CRISIS })).status).toBe(
      401,
    );
    const embassy = await signsIn(officers.find((one) => one.id === "off_emb0001")?.id ?? "");
    const { body } = await embassy.does(registrationQueue, { crisisId: CRISIS });
    const seen = (body.rows as { id: string; place: unknown }[]).map((row) => row.id);
    for (const name of ["stays", "keeps", "hides", "returns"] as const)
      expect([name, seen.includes(cases[name].id)]).toEqual([name, true]);
    for (const name of ["withdraws", "deletes", "isErased"] as const) {
      expect([name, seen.includes(cases[name].id)]).toEqual([name, false]);
      expect((await embassy.does(registrationGet, { id: cases[name].id })).status).toBe(404);
    }
    const hidden = (body.rows as { id: string; place: unknown }[]).find((row) => row.id === cases.hides.id);
    expect(hidden?.place).toBeNull();
    const left = await env.DB.prepare(
      "SELECT erasedAt IS NOT NULL AS erased, length(wrappedKey) AS key FROM registration WHERE id = ?1",
    )
      .bind(cases.isErased.id)
      .first();
    expect(left).toEqual({ erased: 1, key: 0 });
    const told = await env.DB.prepare("SELECT id FROM dangerReport ORDER BY id").all<{ id: string }>();
    expect(told.results.map((one) => one.id)).toEqual([warned.stays]);
    expect(await env.DB.prepare("SELECT reports, state FROM danger").first()).toEqual({
      reports: 1,
      state: "reported",
    });
    // She who deleted within the three days may still undo it, as before.
    const { reference, pin } = cases.deletes;
    const kept = await (await comesBack(reference, pin)).does(registrationKeep, {}, key());
    expect(kept.status).toBe(200);
  });
  it("numbers its rows above all that were ever given out, and says in the audit what happened", async () => {
    const row = await env.DB.prepare(
      "SELECT seq, actor FROM audit WHERE act = 'platform.replay' ORDER BY seq LIMIT 1",
    ).first<{ seq: number; actor: string }>();
    expect([row?.actor, (row?.seq ?? 0) > head]).toEqual(["clock", true]);
  });
  it("is not replayed a second time, and what is taken back later is remembered as before", async () => {
    const count = () =>
      env.DB.prepare("SELECT count(*) AS n FROM audit WHERE act = 'platform.replay'").first<number>("n");
    const before = await count();
    await tick();
    expect(await count()).toBe(before);
    const copy = await takeCopy();
    const someone = await comesBack(cases.stays.reference, cases.stays.pin);
    await someone.does(consentWithdraw, { organisationId: "org_embassyOne", purpose: "help" }, key());
    // At once, without the clock: the ledger is told when she does it, after her answer has left.
    await scheduler.wait(500);
    await putBack(copy);
    expect(await askLedger(asking, 0)).toBe(true);
    await tick();
    const sight = "SELECT count(*) AS n FROM sight WHERE registrationId = ?1";
    expect(await env.DB.prepare(sight).bind(cases.stays.id).first<number>("n")).toBe(0);
  });
});
