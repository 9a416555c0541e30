// Asked for by somebody else: what may not be said for another, what the person says herself when she comes, and what an
// officer reads until then.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { consentReceipt } from "../../schema/consent-record.ts";
import { registrationGet } from "../../schema/registration-desk.ts";
import { registrationDownload } from "../../schema/registration-end.ts";
import { registrationConfirm } from "../../schema/registration-intake.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { comesBack, makeWorld, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const asked = { for: "other", by: "family", knows: "not-yet" };
const forOther = { asked, exactPlace: false, place: { landmark: "the marked bakery" } };
const consentsOf = async (id: string) =>
  (
    await env.DB.prepare(
      "SELECT organisationId, purpose, given, way, officerId FROM consent WHERE registrationId = ?1 ORDER BY id",
    )
      .bind(id)
      .all<{
        organisationId: string;
        purpose: string;
        given: number;
        way: string | null;
        officerId: string | null;
      }>()
  ).results;

describe("a request for somebody else", () => {
  it("is read as another's word by those who help, and says so to herself; its consents are marked", async () => {
    const { id, someone } = await world.opens(forOther);
    const seen = await world.as("embassyCoordinator").does(registrationGet, { id });
    expect(seen.body.asked).toEqual({ by: "family", knows: "not-yet", confirmedAt: null });
    expect((await someone.does(registrationStatus)).body.asked).toEqual(seen.body.asked);
    expect((await consentsOf(id)).map((one) => [one.way, one.officerId])).toEqual([["other", null]]);
  });
  it("says nothing of it where she asked herself", async () => {
    const { id, someone } = await world.opens();
    expect((await someone.does(registrationStatus)).body).not.toHaveProperty("asked");
    expect((await world.as("embassyCoordinator").does(registrationGet, { id })).body).not.toHaveProperty(
      "asked",
    );
    expect((await consentsOf(id)).every((one) => one.way === null)).toBe(true);
  });
  it("needs no answer to who asks and who knows", async () => {
    const { someone } = await world.opens({ ...forOther, asked: { for: "other" } });
    expect((await someone.does(registrationStatus)).body.asked).toEqual({
      by: null,
      knows: null,
      confirmedAt: null,
    });
  });
  it("places nobody exactly: no device, no Plus Code, no exact place", async () => {
    const refused = async (over: Record<string, unknown>) => {
      try {
        await world.opens({ asked, exactPlace: false, ...over });
        return null;
      } catch (error) {
        return /"path":"([^"]+)","reason":"([^"]+)"/.exec(String(error))?.slice(1, 3);
      }
    };
    expect(await refused({ place: { lng: 13.1, lat: 32.9 } })).toEqual(["place.lat", "not-their-device"]);
    expect(await refused({ place: { plusCode: "8FRJVJ5P+2V" } })).toEqual([
      "place.plusCode",
      "not-their-device",
    ]);
    expect(await refused({ place: { landmark: "x" }, exactPlace: true })).toEqual([
      "exactPlace",
      "not-their-device",
    ]);
    expect(await refused({ place: { landmark: "x" }, asked: { for: "me" } })).toEqual([
      "asked.for",
      "not-one-of",
    ]);
  });
});

describe("saying that it is right", () => {
  it("gives every consent anew as her own, in her language, and is said to those who help", async () => {
    const { id, someone } = await world.opens({ ...forOther, partners: ["org_healthTeam"] });
    const before = await consentsOf(id);
    const answer = await someone.does(registrationConfirm, { lang: "bn" });
    expect(answer.status).toBe(200);
    const after = (await consentsOf(id)).slice(before.length);
    expect(after.map((one) => [one.organisationId, one.purpose, one.given, one.way])).toEqual(
      before.map((one) => [one.organisationId, one.purpose, 1, null]),
    );
    const { events } = (await someone.does(consentReceipt)).body as unknown as {
      events: { language: string }[];
    };
    expect(events.slice(-after.length).map((one) => one.language)).toEqual(after.map(() => "bn"));
    const seen = await world.as("embassyCoordinator").does(registrationGet, { id });
    expect(seen.body).toMatchObject({
      lang: "bn",
      asked: { by: "family", confirmedAt: answer.body.confirmedAt },
    });
  });
  it("does not bring back a consent that she has taken back", async () => {
    const { id, someone } = await world.opens({ ...forOther, partners: ["org_healthTeam"] });
    await someone.does({ name: "consent.withdraw", kind: "write" }, { organisationId: "org_healthTeam" });
    await someone.does(registrationConfirm, {});
    const last = (await consentsOf(id)).filter((one) => one.organisationId === "org_healthTeam").at(-1);
    expect(last?.given).toBe(0);
  });
  it("with a number of her own shuts out whoever asked", async () => {
    const { reference, pin, someone } = await world.opens(forOther);
    const asker = await comesBack(reference, pin);
    await someone.does(registrationConfirm, { pin: "१२३४५६" });
    expect((await asker.does(registrationStatus)).body.code).toBe("signed-out");
    await expect(comesBack(reference, pin)).rejects.toThrow("code-or-pin-wrong");
    await comesBack(reference, "123456");
    expect((await someone.does(registrationStatus)).status).toBe(200);
  });
  it("counts once, and is nothing where she asked herself", async () => {
    const { id, someone } = await world.opens(forOther);
    const first = (await someone.does(registrationConfirm, {})).body.confirmedAt;
    const n = (await consentsOf(id)).length;
    expect((await someone.does(registrationConfirm, {})).body.confirmedAt).toBe(first);
    expect((await consentsOf(id)).length).toBe(n);
    const own = await world.opens();
    expect((await own.someone.does(registrationConfirm, {})).body.code).toBe("not-found");
  });
  it("is said twice at once without harm", async () => {
    const { id, someone } = await world.opens(forOther);
    const both = await Promise.all([
      someone.does(registrationConfirm, {}),
      someone.does(registrationConfirm, {}),
    ]);
    expect(both.map((one) => one.status)).toEqual([200, 200]);
    expect((await consentsOf(id)).length).toBe(2);
  });
  it("is in what she takes along", async () => {
    const { someone } = await world.opens(forOther);
    const { body } = await someone.does(registrationDownload);
    expect(body.asked).toMatchObject({ by: "family" });
    expect((body.consents as { way?: string }[])[0]?.way).toBe("other");
  });
});
