// What the record says she had before her is what she truly had: sentences of the texts, of the page on which an adult leaves
// her group, of what is read aloud or printed; and nothing is refused that nobody asked.
import { beforeAll, describe, expect, it } from "vitest";
import { consentRenew, consentWithdraw } from "../../schema/consent.ts";
import { noticeOf } from "../../schema/consent-notice.ts";
import { type ConsentRecord, consentReceipt } from "../../schema/consent-record.ts";
import { registrationGiveCode, registrationLeaveGroup } from "../../schema/registration-end.ts";
import {
  registrationConfirm,
  registrationOpenMany,
  registrationTake,
} from "../../schema/registration-intake.ts";
import { makeGateway } from "../kit/gateway.ts";
import { personIds } from "../kit/movement.ts";
import { CRISIS, smallGroup } from "../kit/people.ts";
import { comesBack, freshKey, makeWorld, type Someone, send, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const recordOf = async (someone: Someone) =>
  (await someone.does(consentReceipt)).body as unknown as ConsentRecord;
const textOf = (html: string) =>
  html
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&")
    .replaceAll(/\s+/g, " ");
const noticeOfEvent = (record: ConsentRecord, event: string) => {
  const hash = record.events.find((one) => one.event === event)?.privacy_notice;
  return record.privacy_notices.find((one) => one.notice_id === hash);
};
const said = (record: ConsentRecord) =>
  record.events.map((one) => `${one.event} ${one.purpose} ${one.organisation_id}`);

describe("a yes by text", () => {
  for (const [lang, start, yes] of [
    ["en", "HELP", "YES"],
    ["ar", "مساعدة", "نعم"],
  ] as const)
    it(`in ${lang} is recorded with the very sentences that were texted, as texted, and refuses nothing`, async () => {
      const gateway = makeGateway();
      const me = lang === "en" ? "+218910090001" : "+218910090002";
      const all: string[] = [];
      let last: string[] = [];
      for (const text of [start, ...(lang === "en" ? ["1"] : []), "Behind the port", "3", "2, 4", yes]) {
        await gateway.writes(me, text);
        last = gateway.heard(me);
        all.push(...last);
      }
      const [, reference = "", pin = ""] =
        /\n(\d{3} \d{3} \d{4})\n.*\n(\d{6})(?:\n|$)/s.exec(
          last.find((one) => /\d{3} \d{3} \d{4}/.test(one)) ?? "",
        ) ?? [];
      const someone = await comesBack(reference.replaceAll(" ", ""), pin);
      const record = await recordOf(someone);
      expect(said(record)).toEqual(["given help org_supportDesk"]);
      expect(record.events[0]).toMatchObject({
        way: "sms",
        language: lang,
        event_type: "dpv:ExplicitlyExpressedConsent",
      });
      expect(record.processing.map((one) => one.collection_method)).toEqual(["sms"]);
      const notice = noticeOfEvent(record, "given");
      expect(notice).toMatchObject({ place: "sms", language: lang });
      expect(notice?.words.map((one) => one.key)).toEqual(["sms.place", "sms.why", "sms.confirm"]);
      const texted = (sentence: string) =>
        all.some((one) => sentence.split("{desk}").every((part) => one.includes(part)));
      for (const { text, english } of notice?.words ?? []) {
        expect(texted(text), text).toBe(true);
        if (english !== undefined) expect(texted(english), english).toBe(true);
      }
      const page = textOf(
        (await send("GET", `/${lang}/s/consent`, { headers: { Cookie: someone.cookie } })).text,
      );
      expect(page).not.toContain("{desk}");
      for (const { text } of notice?.words ?? [])
        for (const part of text.split("{desk}")) expect(page).toContain(part.trim());
    });
});

describe("an adult who leaves her group", () => {
  it("is recorded with what her page showed, and refused only whom that page offered", async () => {
    const { id, someone } = await world.opens({
      people: [
        { name: "Marked Name A", born: "34", relation: "self" },
        { name: "Marked Name B", born: "33", relation: "partner" },
      ],
    });
    const [, personId] = await personIds(id);
    const code = (await someone.does(registrationGiveCode, { personId }, { key: freshKey() })).body as {
      reference: string;
      pin: string;
    };
    const adult = await comesBack(code.reference, code.pin);
    const page = textOf((await send("GET", "/en/s/own", { headers: { Cookie: adult.cookie } })).text);
    const left = (
      await adult.does(
        registrationLeaveGroup,
        { lang: "en", recipients: ["org_embassyTwo"] },
        { key: freshKey() },
      )
    ).body as { reference: string; pin: string };
    const record = await recordOf(await comesBack(left.reference, left.pin));
    const notice = noticeOfEvent(record, "given");
    expect(notice?.place).toBe("leave");
    for (const { text } of notice?.words ?? []) expect(page).toContain(text);
    for (const key of ["notice.use", "notice.lead", "notice.never"])
      expect(notice?.words.map((one) => one.key)).toContain(key);
    expect(said(record).sort()).toEqual([
      "given help org_embassyTwo",
      "refused help org_embassyOne",
      "refused help org_healthTeam",
      "refused help org_supportDesk",
    ]);
  });
});

describe("what somebody else said for her", () => {
  const { place: _, exactPlace: __, ...group } = smallGroup();
  it("on the form for another asks for no exact place, and what she confirms is what stood there", async () => {
    const { someone } = await world.opens({
      ...group,
      place: undefined,
      exactPlace: undefined,
      asked: { for: "other", by: "family", knows: "yes" },
    });
    const shown = textOf((await send("GET", "/en/s", { headers: { Cookie: someone.cookie } })).text);
    const before = await recordOf(someone);
    expect(noticeOfEvent(before, "given")?.place).toBe("other");
    expect(said(before).filter((one) => one.includes(" place "))).toEqual([]);
    const form = textOf((await send("GET", `/en/r?crisis=${CRISIS}&for=other`)).text);
    for (const { text } of noticeOfEvent(before, "given")?.words ?? []) expect(form).toContain(text);
    await someone.does(registrationConfirm, { lang: "en" });
    const after = await recordOf(someone);
    const confirmed = after.privacy_notices.find((one) => one.place === "confirm");
    expect(after.events.at(-1)?.privacy_notice).toBe(confirmed?.notice_id);
    for (const { text } of confirmed?.words ?? []) expect(shown).toContain(text);
  });
  it("on a leader's sheet is recorded with what the sheet shows", async () => {
    const many = (
      await world
        .as("nobody")
        .does(
          registrationOpenMany,
          { crisisId: CRISIS, lang: "en", recipients: ["org_embassyOne"], groups: [{ people: 2 }] },
          { key: freshKey() },
        )
    ).body as { groups: { reference: string; pin: string }[] };
    const [one] = many.groups;
    const record = await recordOf(await comesBack(one?.reference ?? "", one?.pin ?? ""));
    const sheet = textOf((await send("GET", `/en/r?crisis=${CRISIS}&group=1`)).text);
    expect(noticeOfEvent(record, "given")?.place).toBe("other");
    for (const { text } of noticeOfEvent(record, "given")?.words ?? []) expect(sheet).toContain(text);
  });
  it("read aloud by an officer is recorded with what is read aloud", async () => {
    const taken = (
      await world
        .as("fieldWorker")
        .does(registrationTake, { ...group, spoken: { how: "phone", heard: true } }, { key: freshKey() })
    ).body as { reference: string; pin: string };
    const record = await recordOf(await comesBack(taken.reference, taken.pin));
    const notice = noticeOfEvent(record, "given");
    expect(notice?.place).toBe("aloud");
    expect(notice?.words.map((one) => one.key)).not.toContain("safe.device");
    expect(said(record).filter((one) => one.startsWith("refused place"))).toEqual([]);
  });
});

describe("the printed form", () => {
  it("shows every sentence that its record will keep", async () => {
    const page = textOf((await send("GET", `/en/paper?crisis=${CRISIS}`)).text);
    const printed = noticeOf("en", "paper").sentences.filter(({ text }) => !page.includes(text));
    expect(printed).toEqual([]);
  });
});

describe("keeping, on her page", () => {
  it("is recorded with her page and the language in which she read it", async () => {
    const { someone } = await world.opens({ lang: "en" });
    await someone.does(consentRenew, { organisationId: "org_embassyOne", lang: "fr" }, { key: freshKey() });
    const record = await recordOf(someone);
    const renewed = record.events.filter((one) => one.event === "renewed");
    expect(renewed.map((one) => one.purpose).sort()).toEqual(["help", "place"]);
    for (const one of renewed) expect(one.language).toBe("fr");
    expect(noticeOfEvent(record, "renewed")).toMatchObject({ place: "page", language: "fr" });
    await someone.does(consentWithdraw, { organisationId: "org_embassyOne", lang: "fr" });
    expect(
      (await someone.does(consentRenew, { organisationId: "org_embassyOne", lang: "fr" })).body.code,
    ).toBe("consent-missing");
  });
});
