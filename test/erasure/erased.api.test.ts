// The end of a deleted registration: its key is overwritten by the crisis's own clock, and what was sealed cannot be opened
// afterwards, even by whoever holds the ring and copied the sealed fields before. Counts and the audit stay.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { messageSend } from "../../schema/message.ts";
import { registrationSignIn } from "../../schema/registration.ts";
import { registrationDecide, registrationGet } from "../../schema/registration-desk.ts";
import { registrationDelete } from "../../schema/registration-end.ts";
import { registrationTell } from "../../schema/registration-own.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { settingsOf } from "../../worker/kit/env.ts";
import { bytesOf, openKey } from "../../worker/kit/seal.ts";
import { CRISIS } from "../kit/people.ts";
import { comesBack, makeWorld, type World } from "../kit/world.ts";
import { clockRuns, later as hoursLater, rowOf } from "./clock.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
const later = (hours: number) => hoursLater(world, hours);

describe("after three days", () => {
  it("the key is gone: what was sealed before opens no more, and nothing of it is left", async () => {
    const { id, someone, reference, pin } = await world.opens({
      phone: "0912345",
      note: "Unmistakable note",
    });
    const persons = (await someone.does(registrationStatus)).body.persons as { id: string }[];
    const personId = String(persons[0]?.id);
    await someone.does(registrationTell, { personId, sex: "female" });
    await someone.does(messageSend, { text: "Unmistakable words" });
    await world.as("embassyCoordinator").does(
      registrationDecide,
      { id, state: "more-needed", reason: "Why" },
      {
        ifMatch: Number((await rowOf(id))?.version),
      },
    );
    const copy = await env.DB.prepare("SELECT sealed FROM registration WHERE id = ?1")
      .bind(id)
      .first<{ sealed: ArrayBuffer }>();
    await someone.does(registrationDelete);
    await later(72);
    await clockRuns();

    const row = await rowOf(id);
    expect(row?.erasedAt).not.toBeNull();
    const settings = settingsOf(env);
    const wrappedKey = bytesOf(row?.wrappedKey as ArrayBuffer);
    // What somebody copied of the rows is closed for good: no version of the ring has a key for it.
    expect(bytesOf(copy?.sealed ?? []).length).toBeGreaterThan(100);
    for (const keyVersion of [Number(row?.keyVersion), ...settings.keyRing.keys()])
      await expect(openKey(settings, id, { keyVersion, wrappedKey })).rejects.toThrow();

    const blobs = ["reference", "pinSalt", "pinHash", "wrappedKey", "sealed"];
    expect(blobs.map((name) => bytesOf(row?.[name] as ArrayBuffer).length)).toEqual(blobs.map(() => 0));
    expect([row?.reason, row?.cell, row?.locatedAt, row?.needs]).toEqual([null, null, null, 0]);
    const left = await env.DB.prepare("SELECT sealed, told FROM person WHERE registrationId = ?1")
      .bind(id)
      .all();
    expect(left.results.map(({ sealed, told }) => [bytesOf(sealed as ArrayBuffer).length, told])).toEqual([
      [0, null],
      [0, null],
    ]);
    for (const table of ["location", "message", "messageTo", "need", "session", "adultCode", "sight"])
      expect(
        await env.DB.prepare(`SELECT count(*) AS n FROM ${table} WHERE registrationId = ?1`)
          .bind(id)
          .first("n"),
      ).toBe(0);
    expect((await world.as("nobody").does(registrationSignIn, { reference, pin })).body.code).toBe(
      "code-or-pin-wrong",
    );
  });
  it("a tombstone and the audit stay, and no receipt can be asked for again", async () => {
    const { id, someone, reference, pin } = await world.opens();
    await world.as("embassyCoordinator").does(registrationGet, { id });
    const opened = await env.DB.prepare(
      "SELECT actId FROM audit WHERE targetId = ?1 AND act = 'registration.open'",
    )
      .bind(id)
      .first<string>("actId");
    const kept = () =>
      env.DB.prepare("SELECT count(*) AS n FROM delivery WHERE actId = ?1").bind(opened).first("n");
    expect(await kept()).toBe(1);
    await comesBack(reference, pin);
    await someone.does(registrationDelete);
    await later(72);
    await clockRuns();
    expect(await rowOf(id)).toMatchObject({ state: "sent", people: 2, crisisId: CRISIS });
    expect(await kept()).toBe(0);
    const audit = await env.DB.prepare("SELECT act FROM audit WHERE targetId = ?1 ORDER BY seq")
      .bind(id)
      .all<{ act: string }>();
    expect(audit.results.map(({ act }) => act)).toEqual([
      "registration.open",
      "registration.signIn",
      "registration.get",
      "registration.signIn",
      "registration.delete",
      "registration.erase",
    ]);
    await expect(
      env.DB.prepare("UPDATE registration SET people = 5 WHERE id = ?1").bind(id).run(),
    ).rejects.toThrow("append-only");
  });
  it("not a minute before, in the exercise's own time", async () => {
    const { id, someone } = await world.opens();
    await someone.does(registrationDelete);
    await later(71);
    await clockRuns();
    expect((await rowOf(id))?.erasedAt).toBeNull();
    await later(1);
    await clockRuns();
    expect((await rowOf(id))?.erasedAt).not.toBeNull();
  });
  it("in a closed crisis too", async () => {
    const { id, someone } = await world.opens();
    await someone.does(registrationDelete);
    await env.DB.prepare("UPDATE crisis SET closedAt = '2011-03-01T07:00:00.000Z' WHERE id = ?1")
      .bind(CRISIS)
      .run();
    await env.DB.prepare("UPDATE registration SET erasureAt = '2011-03-01T06:00:00.000Z' WHERE id = ?1")
      .bind(id)
      .run();
    await clockRuns();
    expect((await rowOf(id))?.erasedAt).not.toBeNull();
    await env.DB.prepare("UPDATE crisis SET closedAt = NULL WHERE id = ?1").bind(CRISIS).run();
  });
  it("and a newer ring leaves the tombstone alone", async () => {
    const { id, someone } = await world.opens();
    await someone.does(registrationDelete);
    await later(72);
    await clockRuns();
    const before = await rowOf(id);
    await clockRuns();
    expect(await rowOf(id)).toEqual(before);
  });
});
