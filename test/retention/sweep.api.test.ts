// What the clock lets go, by the crisis's own time: rows when their time is over, once and counted; a request only after its
// person was asked and did not answer, and then by destroying its key; "still here" starts the time anew.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { liveChanges } from "../../schema/live.ts";
import { messageRead, messageSend } from "../../schema/message.ts";
import { registrationAlive, registrationSignIn } from "../../schema/registration.ts";
import { registrationDecide, registrationQueue } from "../../schema/registration-desk.ts";
import { registrationKeep } from "../../schema/registration-end.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { ASK_DAYS, type RetentionKept, type RetentionSwept, retentionGet } from "../../schema/retention.ts";
import { clockRuns, DAY, later, nowInCrisis, setClock } from "../consent/clock.ts";
import { rowOf } from "../erasure/clock.ts";
import { CRISIS } from "../kit/people.ts";
import { BASE, comesBack, makeWorld, type Someone, send, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const read = async () => {
  const { body } = await world.as("platformAdministrator").does(retentionGet, { crisisId: CRISIS });
  return body as unknown as { kinds: RetentionKept[]; sweeps: RetentionSwept[] };
};
const swept = async (kind: string) =>
  (await read()).sweeps.filter((one) => one.kind === kind).reduce((sum, one) => sum + one.count, 0);
const keptOf = async (kind: string) => (await read()).kinds.find((one) => one.kind === kind);
const alive = (someone: Someone) => someone.does(registrationAlive);
/** Twenty idle minutes of real time do not pass in a test, however far the crisis's clock goes. */
const close = (closedAt: string | null) =>
  env.DB.prepare("UPDATE crisis SET closedAt = ?2 WHERE id = ?1").bind(CRISIS, closedAt).run();
const waits = async (days: number) => {
  const at = Date.parse(await nowInCrisis()) + days * 86_400_000;
  await setClock(new Date(at).toISOString());
  await clockRuns();
};

describe("messages", () => {
  it("go when their time is over, with the marks of what was never read, and are counted once", async () => {
    const { id, someone } = await world.opens();
    await someone.does(messageSend, { text: "Marked words of mine." });
    await later(world, 30 * DAY);
    await alive(someone);
    await someone.does(messageSend, { text: "Later words." });
    for (let n = 0; n < 5; n++) {
      await later(world, 31 * DAY);
      await alive(someone);
    }
    expect((await keptOf("message"))?.due).toBe(1);
    const before = Number(
      (await world.as("embassyCoordinator").does(registrationQueue, { crisisId: CRISIS })).body.head,
    );
    await clockRuns();
    await clockRuns();
    expect(await swept("message")).toBe(1);
    expect((await keptOf("message"))?.due).toBe(0);
    const sight = await env.DB.prepare("SELECT unread FROM sight WHERE registrationId = ?1")
      .bind(id)
      .first("unread");
    const left = await env.DB.prepare("SELECT count(*) AS n FROM messageTo WHERE registrationId = ?1")
      .bind(id)
      .first("n");
    expect([sight, left]).toEqual([1, 1]);
    const { put } = (
      await world.as("embassyCoordinator").does(liveChanges, { crisisId: CRISIS, since: before })
    ).body as {
      put: { id: string; unread: number }[];
    };
    expect(put.find((row) => row.id === id)?.unread).toBe(1);
    expect((await world.as("embassyCoordinator").does(messageRead, { registrationId: id })).status).toBe(200);
  });
});

describe("a request that ended", () => {
  async function ended() {
    const made = await world.opens();
    const desk = world.as("embassyCoordinator");
    for (const [version, state] of [
      [1, "read"],
      [2, "left"],
    ] as const) {
      const answer = await desk.does(
        registrationDecide,
        { id: made.id, state, reason: "Aboard." },
        { ifMatch: version },
      );
      if (answer.status !== 200) throw new Error(answer.text);
    }
    return made;
  }
  it("is asked about a fortnight before its end, and goes three days after it, key and all", async () => {
    const { id, someone, reference, pin } = await ended();
    await later(world, (90 - ASK_DAYS) * DAY - 1);
    await clockRuns();
    expect((await someone.does(registrationStatus)).body.asks).toMatchObject({});
    await later(world, 2);
    await clockRuns();
    const asks = (await someone.does(registrationStatus)).body.asks as { registration: string };
    expect(Math.round((Date.parse(asks.registration) - Date.parse(await nowInCrisis())) / 86_400_000)).toBe(
      ASK_DAYS,
    );
    const page = await send("GET", "/en/s", { headers: { Cookie: someone.cookie } });
    expect(page.text).toContain("or your request is deleted");
    await later(world, 13 * DAY);
    await clockRuns();
    expect((await rowOf(id))?.erasureAt).toBeNull();
    await later(world, 2 * DAY);
    expect((await keptOf("registration"))?.due).toBe(1);
    await clockRuns();
    expect((await rowOf(id))?.erasureAt).not.toBeNull();
    expect(await swept("registration")).toBe(1);
    const back = await comesBack(reference, pin);
    expect((await back.does(registrationStatus)).body.erasure).toMatchObject({ byClock: true });
    const pending = await send("GET", "/en/s", { headers: { Cookie: back.cookie } });
    expect(pending.text).toContain("no sign from you for a long time");
    await later(world, 72);
    await clockRuns();
    expect((await rowOf(id))?.erasedAt).not.toBeNull();
    expect((await world.as("nobody").does(registrationSignIn, { reference, pin })).body.code).toBe(
      "code-or-pin-wrong",
    );
    expect(BASE).not.toBe("");
  });
  it("starts anew with a sign from her, and says no more that it asks", async () => {
    const { id, someone } = await ended();
    await later(world, 80 * DAY);
    await clockRuns();
    expect((await someone.does(registrationStatus)).body.asks).toBeDefined();
    await alive(someone);
    const asks = (await someone.does(registrationStatus)).body.asks as
      | { registration: string | null }
      | undefined;
    expect(asks?.registration ?? null).toBeNull();
    await later(world, 60 * DAY);
    await clockRuns();
    expect((await rowOf(id))?.erasureAt).toBeNull();
  });
  it("can be brought back in the three days, and is then not ended again at the next tick", async () => {
    const { id, reference, pin } = await ended();
    await later(world, 80 * DAY);
    await clockRuns();
    await later(world, 20 * DAY);
    await clockRuns();
    expect((await rowOf(id))?.erasureAt).not.toBeNull();
    const back = await comesBack(reference, pin);
    expect((await back.does(registrationKeep)).status).toBe(200);
    await clockRuns();
    await clockRuns();
    expect((await rowOf(id))?.erasureAt).toBeNull();
  });
  it("is not ended unasked, however far the clock jumps", async () => {
    const { id } = await ended();
    await waits(400);
    expect((await rowOf(id))?.erasureAt).toBeNull();
    await waits(ASK_DAYS - 1);
    expect((await rowOf(id))?.erasureAt).toBeNull();
    await waits(1);
    expect((await rowOf(id))?.erasureAt).not.toBeNull();
  });
});

describe("a request of a closed crisis", () => {
  it("goes ninety days after the closing, whatever its state, unless she says that she is there", async () => {
    const [quiet, there] = [await world.opens(), await world.opens()];
    await close(await nowInCrisis());
    await waits(80);
    expect((await alive(there.someone)).status).toBe(200);
    await waits(20);
    expect((await rowOf(quiet.id))?.erasureAt).not.toBeNull();
    expect((await rowOf(there.id))?.erasureAt).toBeNull();
    await waits(3);
    expect((await rowOf(quiet.id))?.erasedAt).not.toBeNull();
    await close(null);
  });
});

describe("a request that is still open", () => {
  it("goes after a year of silence, which nobody has seen for nine months by then", async () => {
    const { id } = await world.opens();
    await waits(340);
    expect((await rowOf(id))?.erasureAt).toBeNull();
    await waits(20);
    expect((await keptOf("silent"))?.asked).toBeGreaterThan(0);
    expect((await rowOf(id))?.erasureAt).toBeNull();
    await waits(15);
    expect((await rowOf(id))?.erasureAt).not.toBeNull();
    expect(
      await env.DB.prepare("SELECT count(*) AS n FROM sight WHERE registrationId = ?1").bind(id).first("n"),
    ).toBe(0);
  });
});

describe("sessions and stored replies", () => {
  it("are counted as they go, without a crisis", async () => {
    await env.DB.prepare(
      "UPDATE session SET expiresAt = '2020-01-01T00:00:00.000Z' WHERE registrationId IS NOT NULL",
    ).run();
    const count = await env.DB.prepare(
      "SELECT count(*) AS n FROM session WHERE expiresAt < '2021'",
    ).first<number>("n");
    const was = await swept("session");
    await clockRuns();
    await clockRuns();
    expect(count).toBeGreaterThan(0);
    expect((await swept("session")) - was).toBe(count);
  });
});
