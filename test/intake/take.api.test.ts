// Taken by voice: the same request as her own, a consent that says how and by whom it was written down, and no sight for
// the desk that typed it. Paper: a reference holds for one form of the organisation that printed it.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { registrationGet } from "../../schema/registration-desk.ts";
import { registrationDownload } from "../../schema/registration-end.ts";
import { registrationFind } from "../../schema/registration-find.ts";
import { registrationAloud } from "../../schema/registration-intake.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { CRISIS } from "../kit/people.ts";
import { comesBack, freshKey, makeWorld, type World } from "../kit/world.ts";
import { intaking, type Name } from "./taking.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const spoken = { how: "in-person", heard: true };
const { takes, reserves, lastConsents } = intaking(() => world);

describe("a request taken by voice", () => {
  it("goes to those whom she named and not to the desk that typed it, and says how it was taken", async () => {
    const answer = await takes({ spoken });
    expect(answer.status).toBe(200);
    const { reference, pin, sentTo } = answer.body as { reference: string; pin: string; sentTo: unknown[] };
    expect(sentTo).toEqual([{ id: "org_embassyOne", name: "Embassy one" }]);
    expect(await lastConsents()).toEqual(
      ["help", "place"].map((purpose) => ({
        way: "in-person",
        officerId: "off_field01",
        purpose,
        organisationId: "org_embassyOne",
      })),
    );
    const find = async (who: Name) =>
      (
        (await world.as(who).does(registrationFind, { crisisId: CRISIS, reference })).body.found as {
          id: string;
        }[]
      )[0];
    expect(await find("fieldWorker")).toBeUndefined();
    expect(await find("agencyCoordinator")).toBeUndefined();
    const row = await find("embassyCoordinator");
    const seen = await world.as("embassyCoordinator").does(registrationGet, { id: row?.id });
    expect(seen.body.taken).toMatchObject({ way: "in-person", name: "Support desk" });
    expect(seen.body).not.toHaveProperty("asked");
    const her = await comesBack(reference, pin);
    expect((await her.does(registrationStatus)).body.taken).toMatchObject({
      way: "in-person",
      name: "Support desk",
    });
    const whole = (await her.does(registrationDownload)).body;
    expect((whole.consents as unknown[])[0]).toMatchObject({
      way: "in-person",
      takenBy: { id: "org_supportDesk", name: "Support desk" },
    });
  });
  it("is not taken before she heard the notice and said yes", async () => {
    const refused = async (over: Record<string, unknown>) =>
      ((await takes(over)).body.fields as { path: string; reason: string }[] | undefined)?.map(
        (one) => one.reason,
      );
    expect(await refused({})).toEqual(["notice-not-heard"]);
    expect(await refused({ spoken: { how: "phone", heard: false } })).toEqual(["notice-not-heard"]);
    expect(await refused({ spoken: { how: "phone" } })).toEqual(["notice-not-heard"]);
    expect(await refused({ spoken: { how: "by-hearsay", heard: true } })).toEqual(["not-one-of"]);
  });
  it("asks whom it goes to, as her own would", async () => {
    const none = await takes({ spoken, recipients: [] });
    expect(none.body).toMatchObject({
      code: "malformed",
      fields: [{ path: "recipients", reason: "choose-one" }],
    });
    const danger = await takes({ spoken, recipients: [], danger: "now" });
    expect(danger.body.sentTo).toEqual([{ id: "org_supportDesk", name: "Support desk" }]);
    expect((await takes({ spoken, recipients: ["org_exitOffice"] })).body.code).toBe("recipient-unknown");
    expect((await takes({ spoken, place: { zoneId: "zon_nobodyHere" } })).body.code).toBe("place-unknown");
  });
  it("takes no place from an operator's device", async () => {
    const answer = await takes({ spoken: { how: "phone", heard: true } });
    expect(answer.body).toMatchObject({ fields: [{ path: "place.lat", reason: "not-their-device" }] });
  });
  it("takes a caller's word for somebody else as that", async () => {
    const over = {
      spoken: { how: "phone", heard: true },
      asked: { for: "other", by: "family" },
      exactPlace: false,
      place: { landmark: "x" },
    };
    expect((await takes(over)).status).toBe(200);
    expect(await lastConsents()).toMatchObject([{ way: "other", officerId: "off_field01" }]);
  });
  it("sent twice is one request with one number", async () => {
    const key = freshKey();
    const first = await takes({ spoken }, "fieldWorker", key);
    const again = await takes({ spoken }, "fieldWorker", key);
    expect(again.body).toEqual(first.body);
    expect(first.body.pin).toMatch(/^\d{6}$/);
    expect((await takes({ spoken, needs: ["baby"] }, "fieldWorker", key)).body.code).toBe("key-reused");
  });
  it("keeps a number that she chose to herself", async () => {
    const answer = await takes({ spoken, pin: "११२२३३" });
    expect(answer.body.pin).toBe(null);
    await comesBack(String(answer.body.reference), "112233");
  });
  it("is open to desks that hear people, in a crisis that they work in", async () => {
    for (const who of ["fieldWorker", "embassyCoordinator", "supervisor"] as const)
      expect([who, (await takes({ spoken }, who)).status]).toEqual([who, 200]);
    for (const who of [
      "healthViewer",
      "permitOfficer",
      "gateOfficer",
      "oversightVisitor",
      "platformAdministrator",
    ] as const)
      expect([who, (await takes({ spoken }, who)).body.code]).toEqual([who, "not-allowed"]);
    await env.DB.prepare("DELETE FROM crisisOrganisation WHERE organisationId = 'org_embassyTwo'").run();
    expect((await takes({ spoken }, "otherEmbassy")).body.code).toBe("not-found");
    expect((await reserves(1, "otherEmbassy")).code).toBe("not-found");
  });
});

describe("what is read aloud", () => {
  it("comes in her language with its direction, and says what is still English", async () => {
    const { body } = await world.as("fieldWorker").does(registrationAloud, { lang: "ar" });
    expect(body).toMatchObject({ lang: "ar", dir: "rtl", english: [] });
    const words = body.words as Record<string, string>;
    for (const key of [
      "notice.use",
      "people.question",
      "danger.now",
      "need.medical",
      "slip.keep",
      "rights.2",
      "rights.8",
      "pin.label",
      "asked.by.family",
      "other.place.question",
    ])
      expect([key, /[\u0600-\u06ff]/.test(words[key] ?? "")]).toEqual([key, true]);
    expect(words).not.toHaveProperty("nav.home");
    expect((await world.as("fieldWorker").does(registrationAloud, { lang: "xx" })).body.code).toBe(
      "malformed",
    );
  });
});
