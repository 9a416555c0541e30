// A database put back to yesterday does not undo what was done since against a captured office, a lost account, a known number.
import {
  createExecutionContext,
  createScheduledController,
  runInDurableObject,
  waitOnExecutionContext,
} from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { accountClose } from "../../schema/account-team.ts";
import { organisationStop } from "../../schema/organisation-stop.ts";
import { registrationSignIn } from "../../schema/registration.ts";
import { registrationChangePin } from "../../schema/registration-own.ts";
import worker from "../../worker/index.ts";
import { askLedger } from "../../worker/kit/ledger.ts";
import { CRISIS } from "../kit/people.ts";
import { putBack, takeCopy } from "../kit/restored.ts";
import { key, makeWorld, Someone, send, type World } from "../kit/world.ts";
import { says } from "../reset/asked.ts";

const tick = async () => {
  const ctx = createExecutionContext();
  await worker.scheduled(createScheduledController(), env, ctx);
  await waitOnExecutionContext(ctx);
};
const signIn = async (reference: string, pin: string) =>
  (await new Someone("").does(registrationSignIn, { reference, pin })).status;
const seesNow = (id: string) =>
  env.DB.prepare(
    "SELECT count(*) AS n FROM sight WHERE organisationId = 'org_embassyOne' AND registrationId = ?1",
  )
    .bind(id)
    .first<number>("n");

let world: World;
let of: Awaited<ReturnType<World["opens"]>>;
/** Whose number one officer gave anew alone. */
let lost: Awaited<ReturnType<World["opens"]>>;
let given = "";
const before = { tile: 0, socket: 0 };

beforeAll(async () => {
  world = await makeWorld();
  of = await world.opens();
  lost = await world.opens({
    phone: "+218912345678",
    phoneSafe: true,
    place: { landmark: "the red bakery" },
  });
  await tick();
  const copy = await takeCopy();
  await of.someone.does(registrationChangePin, { old: of.pin, pin: "864209" }, key());
  given = String((await says(world.as("embassyCoordinator"), lost.id, "Alone on the night shift")).body.pin);
  const stop = {
    id: "stp_captured01",
    crisisId: CRISIS,
    organisationId: "org_embassyOne",
    reason: "Taken this morning",
  };
  expect((await world.as("oversightVisitor").does(organisationStop, stop, key())).status).toBe(200);
  expect((await world.as("supervisor").does(accountClose, { officerId: "off_emb0002" }, key())).status).toBe(
    200,
  );
  await tick();
  await putBack(copy);
  // An isolate believes an earlier answer for half a minute.
  await askLedger({ ledger: env.LEDGER, requestId: "test" }, 0);
  const headers = { Cookie: world.as("embassyCoordinator").cookie };
  before.tile = (await send("GET", `/tiles/${CRISIS}/0/0/0.mvt`, { headers })).status;
  before.socket = (
    await send("GET", `/api/live?crisis=${CRISIS}`, { headers: { ...headers, Upgrade: "websocket" } })
  ).status;
  await tick();
}, 60_000);

describe("a database that was put back", () => {
  it("shows no tile and opens no socket before everything is taken back again", () => {
    expect(before).toEqual({ tile: 503, socket: 503 });
  });
  it("keeps a captured office stopped", async () => {
    expect(await seesNow(of.id)).toBe(0);
    const stops =
      "SELECT organisationId FROM stop WHERE id = 'stp_captured01' AND liftedAt IS NULL AND moving = 0";
    expect(await env.DB.prepare(stops).first<string>("organisationId")).toBe("org_embassyOne");
  });
  it("keeps an account closed", async () => {
    const sql = "SELECT closedAt FROM officer WHERE id = 'off_emb0002'";
    expect(await env.DB.prepare(sql).first<string | null>("closedAt")).not.toBeNull();
  });
  it("opens to her newest secret number, and to no older one", async () => {
    expect(await signIn(of.reference, of.pin)).toBe(401);
    expect(await signIn(of.reference, "864209")).toBe(200);
  });
  it("opens to a number that one officer gave alone, and to no older one", async () => {
    expect(await signIn(lost.reference, lost.pin)).toBe(401);
    expect(await signIn(lost.reference, given)).toBe(200);
  });
  it("changes nothing when the clock comes again", async () => {
    await tick();
    const sql = "SELECT count(*) AS n FROM stop WHERE organisationId = 'org_embassyOne'";
    expect(await env.DB.prepare(sql).first<number>("n")).toBe(1);
  });
});

describe("the ledger", () => {
  it("asks for what came after it last looked, not for the whole audit since something was taken back", async () => {
    await env.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
       INSERT INTO audit (at, act, actor, actId) SELECT '2026-01-01', 'registration.get', 'off_x', 'fill-' || i FROM n`,
    ).run();
    const ledger = env.LEDGER.getByName("ledger");
    expect(await ledger.isRestored()).toBe(false);
    expect(await ledger.isRestored()).toBe(false);
    const reach = await runInDurableObject(ledger, (_, state) => state.storage.get<{ seq: number }>("read"));
    expect(reach?.seq).toBe(await env.DB.prepare("SELECT max(seq) AS seq FROM audit").first<number>("seq"));
  });
});
