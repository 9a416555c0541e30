// The record of consents: every mandatory field of ISO/IEC TS 27560 filled, the words of the notice as the page showed them,
// refusals, children, people for whom somebody else spoke; and the same record on her page and in her file.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { consentGive, consentWithdraw } from "../../schema/consent.ts";
import { noticeOf } from "../../schema/consent-notice.ts";
import { type ConsentRecord, consentReceipt } from "../../schema/consent-record.ts";
import { registrationDownload } from "../../schema/registration-end.ts";
import { registrationConfirm, registrationTake } from "../../schema/registration-intake.ts";
import { hashOf } from "../../worker/notice/store.ts";
import { CRISIS, smallGroup } from "../kit/people.ts";
import { BASE, comesBack, freshKey, makeWorld, type Someone, send, type World } from "../kit/world.ts";
import { later } from "./clock.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const recordOf = async (someone: Someone) => {
  const answer = await someone.does(consentReceipt);
  expect(answer.status).toBe(200);
  return answer.body as unknown as ConsentRecord;
};
const textOf = (html: string) =>
  html
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&")
    .replaceAll(/\s+/g, " ");

describe("the record", () => {
  it("has every mandatory field, and names nobody of the group", async () => {
    const { someone, reference } = await world.opens({ partners: ["org_healthTeam"] });
    const record = await recordOf(someone);
    expect(record["dct:conformsTo"]).toBe("https://w3id.org/dpv/schema/dpv-27560#record");
    expect(record.header).toMatchObject({ pii_principal_id: reference, record_id: `record-${reference}` });
    expect(record.processing.map((one) => [one.pii_controllers[0], one.purpose])).toEqual([
      ["org_embassyOne", "help"],
      ["org_embassyOne", "place"],
      ["org_healthTeam", "assist"],
      ["org_healthTeam", "place"],
    ]);
    const empty = (value: unknown) => value === "" || (Array.isArray(value) && value.length === 0);
    for (const one of record.processing) {
      expect(Object.entries(one).filter(([, value]) => empty(value))).toEqual([]);
      expect(one.pii_information.every(({ pii_type }) => pii_type.startsWith("pd:"))).toBe(true);
      expect(one.valid_until).not.toBeNull();
      for (const notice of one.privacy_notice)
        expect(record.privacy_notices.some(({ notice_id }) => notice_id === notice)).toBe(true);
    }
    for (const one of record.parties)
      expect(Object.entries(one).filter(([, value]) => empty(value))).toEqual([]);
    for (const one of record.events) {
      expect(Object.entries(one).filter(([, value]) => empty(value))).toEqual([]);
      expect(record.parties.some(({ party_id }) => party_id === one.organisation_id)).toBe(true);
    }
    expect(JSON.stringify(record)).not.toContain("Marked Name");
  });
  it("tells states by their names in the vocabulary, in order", async () => {
    const { someone } = await world.opens();
    await someone.does(consentGive, { organisationId: "org_healthTeam", purpose: "assist", lang: "fr" });
    await someone.does(consentWithdraw, { organisationId: "org_embassyOne", purpose: "place" });
    await someone.does(consentWithdraw, { organisationId: "org_healthTeam" });
    const { events, privacy_notices } = await recordOf(someone);
    expect(
      events.filter(({ event }) => event !== "refused").map(({ event, event_state }) => [event, event_state]),
    ).toEqual([
      ["given", "dpv:ConsentGiven"],
      ["given", "dpv:ConsentGiven"],
      ["given", "dpv:ConsentGiven"],
      ["narrowed", "dpv:ConsentWithdrawn"],
      ["withdrawn", "dpv:ConsentWithdrawn"],
    ]);
    expect(privacy_notices.map(({ place, language }) => `${place} ${language}`).sort()).toEqual([
      "form en",
      "page en",
      "page fr",
    ]);
  });
  it("keeps what was left unticked as refused, of those that the form showed", async () => {
    const { id, someone } = await world.opens({ exactPlace: false });
    const { events } = await recordOf(someone);
    const refused = events.filter(({ event }) => event === "refused");
    expect(refused.map((one) => [one.organisation_id, one.purpose]).sort()).toEqual([
      ["org_embassyOne", "place"],
      ["org_embassyTwo", "help"],
      ["org_healthTeam", "assist"],
      ["org_healthTeam", "help"],
      ["org_supportDesk", "help"],
    ]);
    expect(new Set(refused.map(({ event_state }) => event_state))).toEqual(new Set(["dpv:ConsentRefused"]));
    // A host authority is no receiver: it was not shown, and so not refused.
    await expect(
      env.DB.prepare("DELETE FROM consentRefusal WHERE registrationId = ?1").bind(id).run(),
    ).rejects.toThrow("append-only");
  });
});

describe("the notice", () => {
  it("is stored once for each language, in the very words of the page", async () => {
    for (const lang of ["en", "ar", "ti"] as const) {
      for (let n = 0; n < 2; n++) await world.opens({ lang, people: [{ born: "34", relation: "self" }] });
      const hash = await hashOf(noticeOf(lang, "form"));
      const { results } = await env.DB.prepare(
        "SELECT hash, version, words FROM notice WHERE place = 'form' AND lang = ?1",
      )
        .bind(lang)
        .all<{ hash: string; version: string; words: string }>();
      expect(results.map((row) => row.hash)).toEqual([hash]);
      const page = textOf((await send("GET", `/${lang}/r?crisis=${CRISIS}`)).text);
      for (const { text, english } of JSON.parse(results[0]?.words ?? "[]") as {
        text: string;
        english?: string;
      }[]) {
        expect(page).toContain(text.replaceAll(/\s+/g, " "));
        if (english !== undefined) expect(page).toContain(english);
      }
    }
    await expect(env.DB.prepare("UPDATE notice SET words = '[]'").run()).rejects.toThrow("append-only");
    await expect(env.DB.prepare("DELETE FROM notice").run()).rejects.toThrow("append-only");
  });
});

describe("who spoke", () => {
  it("stands there for a child, until the child is of age", async () => {
    const people = [
      { born: "34", relation: "self" },
      { born: "1993-06", relation: "child" },
    ];
    const { someone } = await world.opens({ people: [people[0], { born: "1992", relation: "child" }] });
    expect((await recordOf(someone)).representation).toMatchObject([
      {
        spoken_by: "whoever-registered",
        relation: "child",
        reason: "child",
        way: "own-page",
        majority: "reached",
      },
    ]);
    const young = await world.opens({ people: [people[0], { born: "2004", relation: "child" }] });
    expect((await recordOf(young.someone)).representation).toMatchObject([
      { reason: "child", majority: "not-yet" },
    ]);
  });
  it("stands there where somebody else asked: who, why and how, and when she said that it is right", async () => {
    const { place: _, ...group } = smallGroup({ exactPlace: false });
    const { someone } = await world.opens({
      ...group,
      place: undefined,
      exactPlace: false,
      asked: { for: "other", by: "family", knows: "not-yet" },
      people: [{ born: "34", relation: "self" }],
    });
    expect((await recordOf(someone)).representation).toEqual([
      {
        person_id: null,
        spoken_by: "family",
        relation: null,
        reason: "not-asked-yet",
        way: "other",
        confirmed_time: null,
      },
    ]);
    await later(world, 1);
    await someone.does(registrationConfirm, { lang: "en" });
    const record = await recordOf(someone);
    expect(record.representation[0]?.confirmed_time).not.toBeNull();
    expect(record.events.at(-1)?.event_type).toBe("dpv:ExplicitlyExpressedConsent");
  });
  it("names the organisation whose officer wrote it down", async () => {
    const { place: _, exactPlace: __, ...group } = smallGroup();
    const taken = await world
      .as("fieldWorker")
      .does(registrationTake, { ...group, spoken: { how: "in-person", heard: true } }, { key: freshKey() });
    expect(taken.status).toBe(200);
    const { reference, pin } = taken.body as { reference: string; pin: string };
    const record = await recordOf(await comesBack(reference, pin));
    expect(record.events.find(({ event }) => event === "given")).toMatchObject({
      entity_id: "org_supportDesk",
      way: "in-person",
      event_type: "dpv:InformedConsent",
    });
  });
});

describe("her copy", () => {
  it("is in the file, and stands on a page of hers that prints", async () => {
    const { someone } = await world.opens();
    const whole = (await someone.does(registrationDownload)).body as { consentRecord: ConsentRecord };
    const record = await recordOf(someone);
    expect(whole.consentRecord.events).toEqual(record.events);
    const page = await send("GET", "/en/s/consent", { headers: { Cookie: someone.cookie } });
    expect(page.status).toBe(200);
    const text = textOf(page.text);
    for (const one of record.privacy_notices.flatMap(({ words }) => words)) expect(text).toContain(one.text);
    expect(text).toContain("Embassy one");
    expect(page.headers.get("Cache-Control")).toContain("no-store");
    expect(page.text).toContain(`/en/s/share`);
    const share = await send("GET", "/en/s/share", { headers: { Cookie: someone.cookie } });
    expect(share.text).toContain(`href="/en/s/consent"`);
    expect(BASE).toMatch(/^https/);
  });
});
