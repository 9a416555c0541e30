// Closing a crisis: a real one takes two administrators, an exercise one; and within a fortnight it is opened again as it was.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import {
  crisisClose,
  crisisGet,
  crisisList,
  crisisOpen,
  crisisReopen,
  REOPEN_DAYS,
} from "../../schema/crisis.ts";
import { messageAnswer } from "../../schema/message.ts";
import { organisationJoin } from "../../schema/organisation.ts";
import { pairList } from "../../schema/pair.ts";
import { registrationOpen } from "../../schema/registration.ts";
import { registrationGet, registrationQueue } from "../../schema/registration-desk.ts";
import { ASK_DAYS, periods } from "../../schema/retention.ts";
import { clockRuns } from "../erasure/clock.ts";
import { CRISIS, smallGroup } from "../kit/people.ts";
import { freshKey, makeWorld, Someone, type World } from "../kit/world.ts";

let world: World;
const REAL = "crs_real0001";
const one = () => world.as("platformAdministrator");
const other = () => world.as("platformColleague");
const closedAt = (id: string) =>
  env.DB.prepare("SELECT closedAt FROM crisis WHERE id = ?1").bind(id).first<string | null>("closedAt");
const closes = (by: Someone, id = REAL) => by.does(crisisClose, { id }, { key: freshKey() });
const reopens = (by: Someone, id = REAL) => by.does(crisisReopen, { id }, { key: freshKey() });

beforeAll(async () => {
  world = await makeWorld();
  const input = {
    id: REAL,
    name: { en: "Real crisis" },
    kind: "conflict",
    hostCountry: "LY",
    area: [9, 19, 26, 34],
  };
  expect((await one().does(crisisOpen, input)).status).toBe(200);
  for (const organisationId of ["org_embassyOne", "org_supportDesk"])
    await one().does(organisationJoin, { organisationId, crisisId: REAL });
});
const opens = async () => {
  const sent = await new Someone("").does(registrationOpen, smallGroup({ crisisId: REAL }), {
    key: freshKey(),
  });
  expect(sent.status).toBe(200);
  const row = await env.DB.prepare(
    "SELECT targetId FROM audit WHERE act = 'registration.open' ORDER BY seq DESC LIMIT 1",
  ).first<string>("targetId");
  return row ?? "";
};
const writes = (id: string) =>
  world
    .as("embassyCoordinator")
    .does(messageAnswer, { registrationId: id, text: "Marked" }, { key: freshKey() });

describe("a real crisis", () => {
  it("is not closed by one administrator, however often she asks: everybody goes on", async () => {
    const id = await opens();
    for (let n = 0; n < 2; n++) {
      const asked = await closes(one());
      expect([asked.status, asked.body.closedAt]).toEqual([200, null]);
    }
    expect(await closedAt(REAL)).toBeNull();
    expect((await writes(id)).status).toBe(200);
    expect((await world.as("agencyCoordinator").does(registrationQueue, { crisisId: REAL })).status).toBe(
      200,
    );
    const { waiting } = (await other().does(pairList)).body as unknown as { waiting: { act: string }[] };
    expect(waiting.map((row) => row.act)).toEqual(["crisis.close"]);
  });
  it("is closed by two, once of two who come at the same moment", async () => {
    const [first, second] = await Promise.all([closes(other()), closes(other())]);
    const done = [first, second].filter((answer) => typeof answer.body.closedAt === "string");
    expect([done.length, await closedAt(REAL)]).toEqual([1, done[0]?.body.closedAt]);
    const acts = await env.DB.prepare(
      "SELECT act FROM audit WHERE targetId = ?1 AND act IN ('crisis.askClose', 'crisis.close') ORDER BY seq",
    )
      .bind(REAL)
      .all<{ act: string }>();
    expect(acts.results.map((row) => row.act)).toEqual([
      "crisis.askClose",
      "crisis.askClose",
      "crisis.close",
    ]);
  });
  it("is opened again as it was, and lost nothing on the clock in between", async () => {
    expect((await reopens(one())).body).toEqual({ id: REAL, closedAt: null });
    const id = await opens();
    await closes(one());
    await closes(other());
    expect((await writes(id)).body.code).toBe("crisis-closed");
    // As if it had been closed for all but a day of the time; nothing of it moved meanwhile.
    const long = new Date(Date.now() - (REOPEN_DAYS - 1) * 86_400_000).toISOString();
    await env.DB.prepare("UPDATE crisis SET closedAt = ?2 WHERE id = ?1").bind(REAL, long).run();
    await env.DB.prepare("UPDATE registration SET openedAt = ?2, aliveAt = ?2 WHERE id = ?1")
      .bind(id, long)
      .run();
    await clockRuns();
    const kept = await env.DB.prepare("SELECT erasureAt, state FROM registration WHERE id = ?1")
      .bind(id)
      .first();
    expect(kept).toEqual({ erasureAt: null, state: "sent" });
    expect(
      await env.DB.prepare("SELECT 1 FROM stillAsked WHERE registrationId = ?1").bind(id).first(),
    ).toBeNull();
    expect((await reopens(other())).status).toBe(200);
    const seen = await world.as("embassyCoordinator").does(registrationGet, { id });
    expect([seen.status, seen.text.includes("Marked Name One")]).toEqual([200, true]);
    expect((await writes(id)).status).toBe(200);
    const { crises } = (await world.as("nobody").does(crisisList)).body as unknown as {
      crises: { id: string }[];
    };
    expect(crises.map((row) => row.id)).toContain(REAL);
  });
  it("stays closed after that time, and an open one stays open", async () => {
    await closes(one());
    await closes(other());
    const long = new Date(Date.now() - (REOPEN_DAYS + 1) * 86_400_000).toISOString();
    await env.DB.prepare("UPDATE crisis SET closedAt = ?2 WHERE id = ?1").bind(REAL, long).run();
    expect((await reopens(one())).body.code).toBe("crisis-closed");
    expect((await reopens(one(), CRISIS)).body).toEqual({ id: CRISIS, closedAt: null });
  });
  it("asks nobody whether she is still there, because it was closed, before that time is over", () => {
    expect(periods.registration.least - ASK_DAYS).toBeGreaterThanOrEqual(REOPEN_DAYS);
  });
});

describe("an exercise", () => {
  it("is closed by one administrator, and opened again by its own clock", async () => {
    expect((await closes(one(), CRISIS)).body.closedAt).not.toBeNull();
    expect((await one().does(crisisGet, { id: CRISIS })).body.closedAt).not.toBeNull();
    expect((await reopens(one(), CRISIS)).status).toBe(200);
    expect(await closedAt(CRISIS)).toBeNull();
  });
});
