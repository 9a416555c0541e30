// paper (R47): who needs a travel paper, by place, for each organisation its own cases; the sheet for a mobile desk.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { consentWithdraw } from "../../schema/consent.ts";
import { exportAnswer, exportAsk, exportCount, exportList } from "../../schema/export.ts";
import { needUpdate } from "../../schema/need.ts";
import { paperAsk, paperQueue, paperSheet } from "../../schema/paper.ts";
import { registrationDecide, registrationGet } from "../../schema/registration-desk.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { zoneDeclare } from "../../schema/zone.ts";
import { listPlaces } from "../../worker/paper/store.ts";
import { CRISIS, type PersonName, START, smallGroup } from "../kit/people.ts";
import { freshKey, makeWorld, send, type World } from "../kit/world.ts";

let world: World;
const camp = "zon_campPaper1";
const near = { lng: 13.18, lat: 32.89, accuracy: 50 };
beforeAll(async () => {
  world = await makeWorld();
  await world.as("agencyCoordinator").does(zoneDeclare, {
    id: camp,
    crisisId: CRISIS,
    kind: "shelter",
    name: { en: "Camp", ar: "مخيم" },
    lng: 11.4,
    lat: 33.1,
    publication: "exact",
  });
});

/** Many cases at once, as an exercise's tape opens them. */
async function loads(count: number, name: string, over: Record<string, unknown>): Promise<void> {
  const registrations = Array.from({ length: count }, (_, i) => ({
    id: `reg_${name}${String(i).padStart(4, "0")}`,
    at: START,
    input: smallGroup({ place: undefined, exactPlace: false, ...over }),
  }));
  const headers = { Authorization: `Bearer ${env.DEMO_TOKEN ?? ""}`, "Content-Type": "application/json" };
  const answer = await send("POST", "/api/exercise/load", {
    headers,
    body: JSON.stringify({ registrations }),
  });
  if (answer.status !== 200) throw new Error(`could not load: ${answer.text}`);
}

const needing = (over: Record<string, unknown> = {}) =>
  world.opens({ needs: ["travel-paper", "transport"], ...over });
const places = async (by: PersonName = "embassyCoordinator") =>
  (await world.as(by).does(paperQueue, { crisisId: CRISIS })).body.places as {
    place: string;
    name: { en: string } | null;
    groups: number;
    people: number;
  }[];
const asks = (place: string, over: Record<string, unknown> = {}, by: PersonName = "embassyCoordinator") =>
  world.as(by).does(paperAsk, { crisisId: CRISIS, place, why: "Marked visit", ...over }, { key: freshKey() });
const sheetOf = (id: unknown, by: PersonName = "embassyCoordinator") => world.as(by).does(paperSheet, { id });
/** Asked for, and opened at once. */
async function sheet(
  place: string,
  over: Record<string, unknown> = {},
  by: PersonName = "embassyCoordinator",
) {
  const asked = await asks(place, over, by);
  return asked.status === 200 ? sheetOf(asked.body.id, by) : asked;
}
const ids = (answer: { body: Record<string, unknown> }) =>
  (answer.body.rows as { registrationId: string }[]).map((row) => row.registrationId).sort();

describe("the queue", () => {
  it("counts cases by zone, by district, and without a place; never those that need none", async () => {
    expect(await places()).toEqual([]);
    const [inCamp, alsoCamp] = [
      await needing({ place: { zoneId: camp } }),
      await needing({ place: { zoneId: camp } }),
    ];
    const around = await needing({ place: near });
    const nowhere = await needing({ place: { landmark: "by the old mill" } });
    const list = await places();
    expect(
      list.map(({ place, groups, people }) => [place.replace(/[0-3]{10}$/, "*"), groups, people]),
    ).toEqual([
      [camp, 2, 4],
      ["near:*", 1, 2],
      ["none", 1, 2],
    ]);
    expect(list[0]?.name).toEqual({ en: "Camp", ar: "مخيم" });
    expect(ids(await sheet(camp))).toEqual([inCamp.id, alsoCamp.id].sort());
    expect(ids(await sheet(list[1]?.place ?? ""))).toEqual([around.id]);
    expect(ids(await sheet("none"))).toEqual([nowhere.id]);
  });
  it("is each organisation's own: other embassies, partners and the unasked see nothing of it", async () => {
    expect(await places("otherEmbassy")).toEqual([]);
    await needing({ place: { zoneId: camp }, partners: ["org_healthTeam"] });
    expect(await places("healthCoordinator")).toEqual([]);
    expect((await sheet(camp, {}, "healthCoordinator")).body.code).toBe("count-changed");
    for (const name of [
      "healthViewer",
      "gateOfficer",
      "permitOfficer",
      "oversightVisitor",
      "platformAdministrator",
    ] as const) {
      expect((await world.as(name).does(paperQueue, { crisisId: CRISIS })).body.code).toBe("not-allowed");
      expect((await sheet(camp, {}, name)).body.code).toBe("not-allowed");
    }
    // A field officer sees how many wait where; names in numbers are for those who may export.
    expect((await sheet(camp, {}, "fieldWorker")).body.code).toBe("not-allowed");
    expect((await sheetOf("exp_nobodys001", "fieldWorker")).body.code).toBe("not-allowed");
  });
  it("loses who has a paper, who has left, and who took back her consent", async () => {
    const count = async () => (await places()).reduce((sum, one) => sum + one.groups, 0);
    const before = await count();
    const [met, left, gone] = [await needing(), await needing(), await needing()];
    expect(await count()).toBe(before + 3);
    const { openNeeds } = (await world.as("embassyCoordinator").does(registrationGet, { id: met.id })).body;
    const need = (openNeeds as { id: string; kind: string }[]).find((one) => one.kind === "travel-paper");
    await world.as("embassyCoordinator").does(needUpdate, { needId: need?.id, state: "met" }, { ifMatch: 1 });
    await world
      .as("embassyCoordinator")
      .does(registrationDecide, { id: left.id, state: "left" }, { ifMatch: 1 });
    await gone.someone.does(consentWithdraw, { organisationId: "org_embassyOne" });
    expect(await count()).toBe(before);
  });
  it("names no camp of those who let only the area be seen, nor a day after it was said", async () => {
    const count = async () => {
      const list = await places();
      return [
        list.find((one) => one.place === camp)?.groups ?? 0,
        list.reduce((n, one) => n + one.groups, 0),
      ];
    };
    const before = await count();
    const area = await needing({ place: { zoneId: camp }, exactPlace: false });
    expect(await count()).toEqual([before[0], (before[1] ?? 0) + 1]);
    expect(ids(await sheet(camp))).not.toContain(area.id);
    const old = await needing({ place: { zoneId: camp, age: 24 * 60 + 1 } });
    expect(await count()).toEqual([before[0], (before[1] ?? 0) + 2]);
    expect(ids(await sheet(camp))).not.toContain(old.id);
  });
  it("names a zone only as long as its age allows more than a district", async () => {
    const { id } = await needing({ place: { zoneId: camp } });
    const inCamp = async () => (await places()).find((one) => one.place === camp)?.groups ?? 0;
    const before = await inCamp();
    await env.DB.prepare(
      "UPDATE location SET cell = substr(cell, 1, 10), sealed = NULL WHERE registrationId = ?1",
    )
      .bind(id)
      .run();
    expect(await inCamp()).toBe(before - 1);
  });
  it("reads as many rows as there are such cases, however many others there are", async () => {
    const scope = { organisationId: "org_embassyTwo" };
    const costs = async () => {
      let rows = 0;
      const prepare = (sql: string) => ({
        bind: (...values: unknown[]) => ({
          all: async () => {
            const result = await env.DB.prepare(sql)
              .bind(...values)
              .all();
            rows += result.meta.rows_read;
            return result;
          },
        }),
      });
      await listPlaces({ prepare } as unknown as D1Database, scope, CRISIS, START);
      return rows;
    };
    const needs = (kinds: string[]) => ({ recipients: ["org_embassyTwo"], needs: kinds });
    await loads(5, "paperWith", needs(["travel-paper"]));
    const before = await costs();
    expect(before).toBeGreaterThan(4);
    await loads(300, "paperNone", needs(["transport"]));
    expect(await costs()).toBe(before);
  });
});

describe("the sheet", () => {
  it("has names, ages and documents, and each on it reads that she was looked at", async () => {
    const { id, reference, someone } = await needing({ place: { zoneId: camp } });
    const rows = (await sheet(camp)).body.rows as { registrationId: string }[];
    expect(rows.find((row) => row.registrationId === id)).toEqual({
      registrationId: id,
      reference,
      persons: [
        { name: "Marked Name One", born: "age:34", document: "held" },
        { name: "Marked Name Two", born: "year:2004", document: "none" },
      ],
      lang: "en",
    });
    expect((await someone.does(registrationStatus)).body.looks).toMatchObject([{ name: "Embassy one" }]);
    const row = await env.DB.prepare(
      "SELECT a.actor FROM access x JOIN audit a ON a.seq = x.seq WHERE a.act = 'paper.sheet' AND x.registrationId = ?1",
    )
      .bind(id)
      .first();
    expect(row).toEqual({ actor: "off_emb0001" });
  });
  it("comes a hundred at a time, each case once; the hundredth person on takes a second officer", async () => {
    await loads(130, "paperPage", {
      recipients: ["org_healthTeam"],
      needs: ["travel-paper"],
      place: { zoneId: camp },
      exactPlace: true,
      people: [{ name: "Marked Name", born: "34" }],
    });
    const first = await asks(camp, {}, "healthCoordinator");
    expect(first.body).toMatchObject({
      groups: 100,
      people: 100,
      counted: 100,
      state: "ready",
      mayOpen: true,
    });
    const one = (await sheetOf(first.body.id, "healthCoordinator")).body;
    const second = await asks(camp, { after: one.next }, "healthCoordinator");
    expect(second.body).toMatchObject({ people: 30, counted: 130, state: "waiting", mayOpen: false });
    expect((await sheetOf(second.body.id, "healthCoordinator")).body.code).toBe("second-officer-needed");
    const yes = { id: second.body.id, agree: "yes" };
    expect((await world.as("healthCoordinator").does(exportAnswer, yes)).body.code).toBe(
      "second-officer-needed",
    );
    await env.DB.prepare(
      "UPDATE export SET agreed = 1, secondBy = 'off_emb0001', secondAt = 't' WHERE id = ?1",
    )
      .bind(second.body.id)
      .run();
    const two = (await sheetOf(second.body.id, "healthCoordinator")).body;
    const all = [...ids({ body: one }), ...ids({ body: two })];
    expect([ids({ body: one }).length, ids({ body: two }).length, two.next]).toEqual([100, 30, null]);
    expect(new Set(all).size).toBe(130);
  });
  it("counts with her other sheets of people, however they are cut, and the other way round", async () => {
    await loads(60, "paperBoth", {
      recipients: ["org_embassyTwo"],
      needs: ["travel-paper"],
      people: [{ name: "Marked Name", born: "34" }],
    });
    await loads(50, "paperShip", {
      recipients: ["org_embassyTwo"],
      needs: ["shelter"],
      people: [{ name: "Marked Name", born: "34" }],
    });
    const first = (await asks("none", {}, "otherEmbassy")).body;
    const people = Number(first.people);
    expect([people >= 60, first.counted, first.state]).toEqual([true, people, "ready"]);
    // The same people twice are counted once.
    expect((await asks("none", {}, "otherEmbassy")).body).toMatchObject({ counted: people, state: "ready" });
    const count = await world.as("otherEmbassy").does(exportCount, { crisisId: CRISIS, need: "shelter" });
    expect(count.body.counted).toBe(people + Number(count.body.people));
    const asked = {
      crisisId: CRISIS,
      need: "shelter",
      people: count.body.people,
      purpose: "movement",
      why: "Ship",
    };
    const ship = await world.as("otherEmbassy").does(exportAsk, asked, { key: freshKey() });
    expect(ship.body.state).toBe("waiting");
  });
  it("is over with its time, and opens to nobody who neither asked nor agreed", async () => {
    await needing({ place: { zoneId: camp } });
    const asked = await asks(camp);
    expect(asked.body).toMatchObject({ purpose: "travel-paper", why: "Marked visit", state: "ready" });
    expect((await sheetOf(asked.body.id, "embassyColleague")).status).toBe(404);
    expect((await sheetOf(asked.body.id, "otherEmbassy")).status).toBe(404);
    await env.DB.prepare("UPDATE export SET endsAt = '2011-03-01T00:00:00Z' WHERE id = ?1")
      .bind(asked.body.id)
      .run();
    expect((await sheetOf(asked.body.id)).body.code).toBe("export-ended");
  });
  it("leaves out who took her consent back since, and says how many", async () => {
    const { id, someone } = await needing({ place: { landmark: "by the sea" } });
    const asked = await asks("none");
    await someone.does(consentWithdraw, { organisationId: "org_embassyOne" });
    const { body } = await sheetOf(asked.body.id);
    expect([ids({ body }).includes(id), body.missing]).toEqual([false, 2]);
  });
  it("tells by no cursor and in no list where somebody was who took her consent back", async () => {
    const desk = world.as("agencyCoordinator");
    const over = { recipients: ["org_supportDesk"], needs: ["travel-paper"] };
    const hidden = await world.opens({ ...over, place: undefined, exactPlace: false });
    const near = await world.opens({ ...over, place: { lng: 17.01, lat: 30.2, accuracy: 40 } });
    const { body } = await desk.does(paperQueue, { crisisId: CRISIS });
    const [place = ""] = (body.places as { place: string }[]).flatMap((one) =>
      one.place.startsWith("near:") ? [one.place] : [],
    );
    const asked = (await asks("none", {}, "agencyCoordinator")).body;
    const around = await asks(place, {}, "agencyCoordinator");
    expect(around.body.filter).toEqual({ need: "travel-paper", place });
    for (const { someone } of [hidden, near])
      await someone.does(consentWithdraw, { organisationId: "org_supportDesk" });
    // Somebody comes after her in the order of ids, so that there is a next sheet.
    await loads(1, "zzLater", over);
    expect((await sheetOf(asked.id, "agencyCoordinator")).text).not.toContain(hidden.id);
    const list = await desk.does(exportList, { crisisId: CRISIS });
    expect(list.text).toContain(String(around.body.id));
    expect(list.text).not.toContain(place);
  });
  it("is not made of an export that was asked for elsewhere", async () => {
    await needing();
    const count = await world.as("supervisor").does(exportCount, { crisisId: CRISIS, urgency: "3" });
    const asked = {
      crisisId: CRISIS,
      urgency: "3",
      people: count.body.people,
      purpose: "other",
      why: "Words",
    };
    const other = await world.as("supervisor").does(exportAsk, asked, { key: freshKey() });
    expect((await sheetOf(other.body.id ?? "exp_nothing001", "supervisor")).body.code).toMatch(
      /not-found|second/,
    );
  });
  it("refuses a cursor and a place that are none", async () => {
    expect((await sheet(camp, { after: "x" })).body.code).toBe("malformed");
    expect((await sheet("somewhere")).body.code).toBe("malformed");
  });
});
