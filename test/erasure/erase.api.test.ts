// Deleting everything: cut at once for everybody, and hers alone to undo for three days of the crisis's own clock.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { consentGive, consentWithdraw } from "../../schema/consent.ts";
import { liveChanges } from "../../schema/live.ts";
import { locationSet } from "../../schema/location.ts";
import { messageAnswer, messageMine, messageSend } from "../../schema/message.ts";
import { registrationAlive } from "../../schema/registration.ts";
import { registrationDecide, registrationGet, registrationQueue } from "../../schema/registration-desk.ts";
import {
  registrationDelete,
  registrationDownload,
  registrationGiveCode,
  registrationKeep,
} from "../../schema/registration-end.ts";
import { registrationStay, registrationUpdate } from "../../schema/registration-own.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import { comesBack, freshKey, makeWorld, type World } from "../kit/world.ts";
import { clockRuns, later as hoursLater, rowOf } from "./clock.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const later = (hours: number) => hoursLater(world, hours);
const seesIt = async (name: PersonName, id: string) =>
  (
    (await world.as(name).does(registrationQueue, { crisisId: CRISIS, limit: 200 })).body.rows as {
      id: string;
    }[]
  ).find((row) => row.id === id);

describe("deleting everything", () => {
  it("cuts sight in the same commit, and open screens drop it at once", async () => {
    const { id, someone } = await world.opens();
    await someone.does(consentGive, { organisationId: "org_healthTeam", purpose: "assist" });
    const desk = world.as("embassyCoordinator");
    const before = (await desk.does(registrationQueue, { crisisId: CRISIS })).body as {
      head: number;
      count: { people: number };
    };
    const gone = await someone.does(registrationDelete);
    const asked = String((await rowOf(id))?.erasureAskedAt);
    expect(Date.parse(String(gone.body.goneAt)) - Date.parse(asked)).toBe(72 * 3_600_000);
    for (const name of ["embassyCoordinator", "healthCoordinator"] as const) {
      expect(await seesIt(name, id)).toBeUndefined();
      expect((await world.as(name).does(registrationGet, { id })).body.code).toBe("not-found");
      const { drop, put } = (await world.as(name).does(liveChanges, { crisisId: CRISIS, since: before.head }))
        .body as { drop: string[]; put: { id: string }[] };
      expect([drop.includes(id), put.some((row) => row.id === id)]).toEqual([true, false]);
    }
    const after = (await desk.does(registrationQueue, { crisisId: CRISIS })).body;
    expect((after.count as { people: number }).people).toBe(before.count.people - 2);
    const decided = await desk.does(registrationDecide, { id, state: "read" }, { ifMatch: 2 });
    const said = await desk.does(messageAnswer, { registrationId: id, text: "Are you there?" });
    expect([decided.body.code, said.body.code]).toEqual(["not-found", "not-found"]);
  });
  it("ends every session, and takes her cookie", async () => {
    const { someone, reference, pin } = await world.opens();
    const other = await comesBack(reference, pin);
    const gone = await someone.does(registrationDelete);
    expect(gone.headers.getSetCookie()).toEqual([expect.stringMatching(/^__Host-own=; .*Max-Age=0/)]);
    for (const one of [someone, other])
      expect((await one.does(registrationStatus)).body.code).toBe("signed-out");
  });
  it("leaves her, with code and PIN, her case to read and to keep, and nothing else", async () => {
    const { someone, reference, pin } = await world.opens();
    await someone.does(registrationDelete);
    const back = await comesBack(reference, pin);
    const { body } = await back.does(registrationStatus);
    expect([body.shares, (body.erasure as { at: string }).at]).toEqual([[], expect.any(String)]);
    const tries = [
      await back.does(registrationAlive),
      await back.does(registrationUpdate, { choice: "stay" }),
      await back.does(consentGive, { organisationId: "org_embassyTwo", purpose: "help" }),
      await back.does(locationSet, { place: { landmark: "here" } }),
      await back.does(messageSend, { text: "x" }),
      await back.does(messageMine),
      await back.does(registrationDownload),
    ];
    expect(tries.map((one) => one.body.code)).toEqual(tries.map(() => "being-deleted"));
    expect((await back.does(registrationStay)).status).toBe(200);
  });
  it("asked for twice keeps the first moment", async () => {
    const { someone, reference, pin, id } = await world.opens();
    const first = await someone.does(registrationDelete, {}, { key: freshKey() });
    await later(5);
    const back = await comesBack(reference, pin);
    expect((await back.does(registrationDelete)).body.goneAt).toBe(first.body.goneAt);
    expect((await rowOf(id))?.erasureAt).toBe(first.body.goneAt);
  });
});

describe("undoing it", () => {
  it("restores every consent as it was, no more and no less, and the unread marks with it", async () => {
    const { id, someone, reference, pin } = await world.opens({
      recipients: ["org_embassyOne", "org_supportDesk"],
    });
    await someone.does(consentGive, { organisationId: "org_healthTeam", purpose: "assist" });
    await someone.does(consentGive, { organisationId: "org_embassyTwo", purpose: "help" });
    await someone.does(consentWithdraw, { organisationId: "org_embassyTwo" });
    await someone.does(consentWithdraw, { organisationId: "org_supportDesk", purpose: "place" });
    await someone.does(messageSend, { text: "Before" });
    const consents = () =>
      env.DB.prepare("SELECT * FROM consentNow WHERE registrationId = ?1 ORDER BY id").bind(id).all();
    const names = ["embassyCoordinator", "agencyCoordinator", "healthCoordinator", "otherEmbassy"] as const;
    const views = () => Promise.all(names.map(async (name) => (await seesIt(name, id)) ?? null));
    const [shares, held, seen] = [
      (await someone.does(registrationStatus)).body.shares,
      (await consents()).results,
      await views(),
    ];
    const events = await env.DB.prepare("SELECT count(*) AS n FROM consent").first("n");
    const since = (await world.as("embassyCoordinator").does(registrationQueue, { crisisId: CRISIS })).body
      .head;
    await someone.does(registrationDelete);
    expect(await views()).toEqual([null, null, null, null]);
    await later(71);
    await clockRuns();
    const back = await comesBack(reference, pin);
    expect((await back.does(registrationKeep)).body).toEqual({ kept: true });
    expect((await back.does(registrationStatus)).body.shares).toEqual(shares);
    expect((await consents()).results).toEqual(held);
    expect(await env.DB.prepare("SELECT count(*) AS n FROM consent").first("n")).toBe(events);
    // Three days have passed: the place is older now, and shown as coarse as its age asks; nothing else has changed.
    const plain = (rows: typeof seen) =>
      rows.map((row) => (row === null ? null : { ...row, place: null, version: 0 }));
    expect(plain(await views())).toEqual(plain(seen));
    const changes = (await world.as("embassyCoordinator").does(liveChanges, { crisisId: CRISIS, since }))
      .body;
    expect((changes.put as { id: string }[]).map((row) => row.id)).toContain(id);
    expect(changes.drop).not.toContain(id);
    await later(100);
    await clockRuns();
    expect((await rowOf(id))?.erasedAt).toBeNull();
    expect((await back.does(registrationStatus)).status).toBe(200);
  });
  it("is nobody else's: no officer, and no other adult of the group", async () => {
    const { someone, reference, pin } = await world.opens({
      people: [{ relation: "self" }, { relation: "partner", born: "30" }],
    });
    const persons = (await someone.does(registrationStatus)).body.persons as { id: string }[];
    const code = (await someone.does(registrationGiveCode, { personId: persons[1]?.id })).body;
    await someone.does(registrationDelete);
    const adult = await comesBack(String(code.reference), String(code.pin));
    expect((await adult.does(registrationKeep)).body.code).toBe("not-allowed");
    expect((await adult.does(registrationDelete)).body.code).toBe("not-allowed");
    expect((await world.as("embassyCoordinator").does(registrationKeep)).body.code).toBe("signed-out");
    const back = await comesBack(reference, pin);
    expect((await back.does(registrationStatus)).body.erasure).not.toBeNull();
  });
  it("of what is not being deleted changes nothing", async () => {
    const { id, someone } = await world.opens();
    const before = await rowOf(id);
    expect((await someone.does(registrationKeep)).body).toEqual({ kept: true });
    expect(await rowOf(id)).toEqual(before);
  });
});
