// Between two runs of the clock: what is over at this moment is shown to nobody, whichever door is asked. The exercise's time
// goes on here, and the scheduled handler never runs.
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { exportCount } from "../../schema/export.ts";
import { liveChanges } from "../../schema/live.ts";
import { manifestGet } from "../../schema/manifest.ts";
import { messageMine, messageSend } from "../../schema/message.ts";
import { permitList } from "../../schema/permit-office.ts";
import { registrationGet, registrationMap, registrationQueue } from "../../schema/registration-desk.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { answers, place, planned } from "../kit/movement.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import { makeWorld, send, type World } from "../kit/world.ts";
import { asked } from "../permit/asking.ts";
import { DAY, eventRows, later } from "./clock.ts";

let world: World;
beforeEach(async () => {
  world = await makeWorld();
});

const desk = (by: PersonName = "embassyCoordinator") => world.as(by);
const queue = async (by?: PersonName) =>
  (await desk(by).does(registrationQueue, { crisisId: CRISIS })).body as {
    rows: { id: string }[];
    head: number;
    count: { people: number };
  };
const map = async (zoom: string) =>
  (await desk().does(registrationMap, { crisisId: CRISIS, bbox: "-180,-85,180,85", zoom })).body as {
    cells: { cell: string; people: number }[];
    groups: { cell: string | null; at: unknown }[];
  };

describe("a consent whose end has passed", () => {
  it("opens no case, no list, no count, no map, no sheet, and drops it from open screens", async () => {
    const { id } = await world.opens();
    const before = await queue();
    expect(before.rows.some((row) => row.id === id)).toBe(true);
    await later(world, 90 * DAY);
    expect((await desk().does(registrationGet, { id })).body.code).toBe("not-found");
    const after = await queue();
    expect([after.rows, after.count.people]).toEqual([[], 0]);
    expect(await map("6")).toMatchObject({ cells: [], groups: [] });
    expect((await desk().does(exportCount, { crisisId: CRISIS, state: "open" })).body.people).toBe(0);
    const changes = await desk().does(liveChanges, { crisisId: CRISIS, since: before.head });
    expect(changes.body.drop).toContain(id);
    expect((await eventRows(id)).map(({ event }) => event)).toEqual(["given", "given", "expired", "expired"]);
  });
  it("narrows what it narrows, at the first question of anybody", async () => {
    const { id, someone } = await world.opens({ partners: ["org_healthTeam"] });
    await later(world, 14 * DAY);
    const page = (await someone.does(registrationStatus)).body;
    expect(page.shares).toMatchObject([{ purposes: ["help"] }, { purposes: ["assist"] }]);
    const row = await env.DB.prepare("SELECT mayExact FROM sight WHERE registrationId = ?1")
      .bind(id)
      .all<{ mayExact: number }>();
    expect(row.results.map(({ mayExact }) => mayExact)).toEqual([0, 0]);
  });
  it("shows no name on a movement and no permit to the authority", async () => {
    const group = await world.opens({ recipients: ["org_embassyTwo"] });
    const movementId = await planned(world, {
      leavesAt: "2011-04-20T06:00:00Z",
      shares: [{ organisationId: "org_embassyTwo", places: 6, until: "2011-04-19T06:00:00Z" }],
    });
    expect((await place(world, movementId, group.id, "otherEmbassy")).status).toBe(200);
    expect((await answers(group.someone, movementId, "coming")).status).toBe(200);
    const permit = await asked(world);
    const names = async () =>
      ((await desk().does(manifestGet, { movementId })).body.rows as { name: string | null }[]).map(
        ({ name }) => name !== null,
      );
    const permits = async () =>
      (
        (await desk("permitOfficer").does(permitList, { crisisId: CRISIS })).body.permits as { id: string }[]
      ).map(({ id }) => id);
    expect(await names()).toContain(true);
    expect(await permits()).toContain(permit.id);
    await later(world, 30 * DAY);
    expect(await names()).not.toContain(true);
    await later(world, 60 * DAY);
    expect(await permits()).not.toContain(permit.id);
  });
  it("lets no message reach who sees her no more", async () => {
    const { someone } = await world.opens();
    await later(world, 91 * DAY);
    await someone.does(messageSend, { text: "Marked Words" });
    const { messages } = (await someone.does(messageMine)).body as { messages?: { to: string[] }[] };
    expect((messages ?? []).flatMap(({ to }) => to)).toEqual([]);
  });
  it("writes nothing for whoever has no session", async () => {
    const { id } = await world.opens();
    await later(world, 91 * DAY);
    expect((await send("GET", "/en")).status).toBe(200);
    expect((await send("GET", `/api/registration/get?id=${id}`)).status).toBe(401);
    expect((await eventRows(id)).some((row) => row.event === "expired" && row.purpose === "help")).toBe(
      false,
    );
  });
});

describe("a square on the map", () => {
  it("is a district after seven days, and gone after thirty", async () => {
    await world.opens();
    const longest = async () => {
      expect((await map("11")).cells).toEqual([]);
      const sql = "SELECT max(length(cell)) AS n FROM tally WHERE groups > 0 AND level > 0";
      return (await env.DB.prepare(sql).first<number>("n")) ?? 0;
    };
    expect(await longest()).toBe(15);
    await later(world, 7 * DAY);
    expect(await longest()).toBe(10);
    await later(world, 23 * DAY);
    expect(await longest()).toBe(0);
  });
});

it("what is over first is found by seeks", async () => {
  const { listFirstEnds } = await import("../../worker/expiry/store.ts");
  const plans: string[] = [];
  const watched = {
    prepare: (sql: string) => {
      plans.push(sql);
      return env.DB.prepare(sql);
    },
  } as unknown as D1Database;
  await listFirstEnds(watched, new Date());
  const { results } = await env.DB.prepare(`EXPLAIN QUERY PLAN ${plans[0] ?? ""}`).all<{ detail: string }>();
  for (const index of ["consentHeldByEnd", "registrationByPlace", "registrationByFinePlace"])
    expect(results.some(({ detail }) => detail.includes(`SEARCH`) && detail.includes(index))).toBe(true);
});
