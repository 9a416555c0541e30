// A database put back to yesterday revives no right that ended since: texts that were stopped, a token, passkeys that were removed,
// voided by a recovery or found twice, a sign-in by a server, a permit on its public list, a sheet that was found wrong.
import { createExecutionContext, createScheduledController, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { permitRevoke } from "../../schema/permit-office.ts";
import { tokenMake, tokenRevoke } from "../../schema/token.ts";
import { readStatusList, statusAt } from "../../web/verify/open.ts";
import worker from "../../worker/index.ts";
import { askLedger } from "../../worker/kit/ledger.ts";
import { closePasskey, deletePasskey, forgetWaysIn, insertPasskey } from "../../worker/passkey/store.ts";
import { makeGateway } from "../kit/gateway.ts";
import { CRISIS } from "../kit/people.ts";
import { putBack, takeCopy } from "../kit/restored.ts";
import { freshKey, makeWorld, type World } from "../kit/world.ts";
import { asked, claimsOf, decides, fetched, mine, trustedKeys } from "../permit/asking.ts";

const tick = async () => {
  const ctx = createExecutionContext();
  await worker.scheduled(createScheduledController(), env, ctx);
  await waitOnExecutionContext(ctx);
};
const asking = { ledger: env.LEDGER, requestId: "test" };
const one = (sql: string) => env.DB.prepare(sql).first<number>("n");
const listed = async (idx: number) => {
  const answer = await fetched("/status/LBY");
  const opened = await readStatusList(new Uint8Array(await answer.arrayBuffer()), await trustedKeys());
  return opened.ok ? statusAt(opened.list, idx) : opened.reason;
};
const passkey = (id: string, officerId: string) =>
  insertPasskey(env.DB, {
    id,
    publicKey: "k",
    counter: 0,
    synced: false,
    officerId,
    label: id,
    transports: [],
    addedAt: "2026-01-01T00:00:00.000Z",
  });
const sheet = (id: string) =>
  env.DB.prepare(
    `INSERT INTO export (id, crisisId, organisationId, filter, groups, people, purpose, why, askedBy, askedAt, endsAt, alone, reviewBy)
     SELECT ?1, ?2, 'org_embassyOne', '{}', 1, 1, (SELECT min(word) FROM exportPurpose), x'0001', 'off_emb0001', '2026-01-01', '2999-01-01', x'0001', '2026-01-02'`,
  ).bind(id, CRISIS);

let world: World;
/** Numbers that stopped texts since: one for good, one that started them again. */
const phones = { stops: "+218910070001", returns: "+218910070002" };
let places: { granted: number; later: number; stays: number };
let granted = "";
let seen = { mark: false, right: false };

beforeAll(async () => {
  world = await makeWorld();
  const gateway = makeGateway();
  for (const phone of Object.values(phones)) await gateway.writes(phone, "HELP");
  const supervisor = world.as("supervisor");
  for (const id of ["tok_ends000001", "tok_stays00001"])
    await supervisor.does(
      tokenMake,
      { id, crisisId: CRISIS, layer: "partner-zones", label: "x", days: 30 },
      { key: freshKey() },
    );
  await env.DB.batch([
    passkey("removed", "off_emb0001"),
    passkey("other", "off_emb0001"),
    passkey("twice", "off_emb0002"),
    passkey("before", "off_super01"),
    env.DB.prepare(
      "INSERT INTO issuerSubject VALUES ('https://x.example', 's', 'off_super01', '2026-01-01')",
    ),
    sheet("exp_wrong00001"),
    sheet("exp_stays00001"),
  ]);
  const [known, later, stays] = [await asked(world), await asked(world), await asked(world)];
  await decides(world, known.id, { state: "granted" });
  await decides(world, stays.id, { state: "granted" });
  granted = known.id;
  await tick();
  const copy = await takeCopy();

  await gateway.writes(phones.stops, "STOP");
  await gateway.writes(phones.returns, "STOP");
  await gateway.writes(phones.returns, "START");
  await supervisor.does(tokenRevoke, { id: "tok_ends000001" });
  await env.DB.batch([
    ...deletePasskey(env.DB, "off_emb0001", "removed"),
    ...closePasskey(env.DB, "twice", "2026-02-01T00:00:00.000Z"),
    ...forgetWaysIn(env.DB, "off_super01"),
    passkey("after", "off_super01"),
    env.DB.prepare(
      "UPDATE export SET found = 'wrong', reviewedBy = 'off_super01', reviewedAt = '2026-01-02' WHERE id = 'exp_wrong00001'",
    ),
  ]);
  await decides(world, later.id, { state: "granted" });
  const idx = async (of: typeof known) =>
    (await claimsOf((await mine(of.someone, of.id)).credential)).statusIdx;
  places = { granted: await idx(known), later: await idx(later), stays: await idx(stays) };
  const officer = world.as("permitColleague");
  for (const { id } of [known, later])
    await officer.does(permitRevoke, { id, reason: "Twice." }, { ifMatch: 2 });
  await tick();
  await putBack(copy);
  seen = { ...seen, mark: await askLedger(asking, 0) };
  await tick();

  // What leaves no row of the audit is missed as well.
  const again = await takeCopy();
  await gateway.writes("+218910070003", "STOP");
  await askLedger(asking, 0);
  await putBack(again);
  seen = { ...seen, right: await askLedger(asking, 0) };
  await tick();
}, 120_000);

describe("a database that was put back", () => {
  it("is known by the ledger, also where only texts were stopped since", async () => {
    expect(seen).toEqual({ mark: true, right: true });
    expect(await askLedger(asking, 0)).toBe(false);
  });
  it("keeps texts stopped to whoever stopped them, and not to whoever started them again", async () => {
    expect(await one("SELECT count(*) AS n FROM smsNumber WHERE stoppedAt IS NOT NULL")).toBe(2);
    expect(await one("SELECT count(*) AS n FROM smsNumber")).toBe(3);
  });
  it("keeps a token ended, and another one alive", async () => {
    const { results } = await env.DB.prepare(
      "SELECT id, revokedAt IS NULL AS lives FROM token ORDER BY id",
    ).all();
    expect(results).toEqual([
      { id: "tok_ends000001", lives: 0 },
      { id: "tok_stays00001", lives: 1 },
    ]);
  });
  it("opens to no passkey that was removed, voided or found twice, and to no server of before", async () => {
    const { results } = await env.DB.prepare(
      "SELECT id FROM passkey WHERE closedAt IS NULL ORDER BY id",
    ).all();
    expect(results).toEqual([{ id: "other" }]);
    expect(await one("SELECT count(*) AS n FROM issuerSubject")).toBe(0);
  });
  it("keeps permits revoked on the public list, also one that it never knew as granted", async () => {
    expect(await listed(places.granted)).toBe(1);
    expect(await listed(places.later)).toBe(1);
    expect(await listed(places.stays)).toBe(0);
    expect(await env.DB.prepare("SELECT state FROM permit WHERE id = ?1").bind(granted).first("state")).toBe(
      "revoked",
    );
  });
  it("keeps a sheet closed that was found wrong, and leaves another as it was", async () => {
    const { results } = await env.DB.prepare("SELECT id, found FROM export ORDER BY id").all();
    expect(results).toEqual([
      { id: "exp_stays00001", found: null },
      { id: "exp_wrong00001", found: "wrong" },
    ]);
  });
  it("changes nothing when the clock comes again, and keeps what ended as it was written", async () => {
    const before = await one("SELECT count(*) AS n FROM rightEnded");
    await tick();
    expect(await one("SELECT count(*) AS n FROM rightEnded")).toBe(before);
    await expect(env.DB.prepare("DELETE FROM rightEnded").run()).rejects.toThrow("append-only");
  });
});
