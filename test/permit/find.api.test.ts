// permit.find: by the number of a travel document, over exactly what the authority may read; nothing of it stands readable,
// and it goes when the consent goes, when the request is taken back, and when she is deleted.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { auditList } from "../../schema/audit.ts";
import { consentGive, consentWithdraw } from "../../schema/consent.ts";
import { organisationStop } from "../../schema/organisation-stop.ts";
import { documentKey } from "../../schema/permit.rules.ts";
import { permitWithdraw } from "../../schema/permit.ts";
import { permitFind } from "../../schema/permit-find.ts";
import { registrationDelete, registrationKeep } from "../../schema/registration-end.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { documentHash } from "../../worker/document/hash.ts";
import { settingsOf } from "../../worker/kit/env.ts";
import { CRISIS, type PersonName, personNames } from "../kit/people.ts";
import { comesBack, freshKey, makeWorld, type Someone, type World } from "../kit/world.ts";
import { AUTHORITY, asked, decides, opens, tick } from "./asking.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const ask = (documentNumber: unknown, by: PersonName = "permitOfficer", sending: { key?: string } = {}) =>
  world.as(by).does(permitFind, { crisisId: CRISIS, documentNumber }, sending);
const find = async (documentNumber: string) => {
  const answer = await ask(documentNumber);
  if (answer.status !== 200) throw new Error(answer.text);
  return (answer.body.found as { id: string }[]).map((one) => one.id);
};
const hashOf = (id: string) =>
  env.DB.prepare("SELECT documentHash FROM permit WHERE id = ?1").bind(id).first<string>("documentHash");
const looksOf = async (someone: Someone) =>
  (await someone.does(registrationStatus)).body.looks as { name: string; fields: string[]; times: number }[];
const consents = (someone: Someone, given: boolean) =>
  someone.does(
    given ? consentGive : consentWithdraw,
    { organisationId: AUTHORITY, purpose: "permit" },
    { key: freshKey() },
  );

describe("a document's number", () => {
  it("is the same however it is written: spaces, dashes, case, digits of any script, wide letters", () => {
    for (const typed of [
      "ab-123 4567",
      "AB1234567",
      "ab ١٢٣٤٥٦٧",
      "AB১২৩৪৫৬৭",
      "ＡＢ１２３４５６７",
      " a.b/1234567 ",
    ])
      expect([typed, documentKey(typed)]).toEqual([typed, "AB1234567"]);
    expect(documentKey(" -–/ ")).toBe("");
  });
  it("finds the request, written in another way, and shows no name and no number", async () => {
    const one = await asked(world, { documentNumber: "KX 204-8811", documentIssuer: "BGD" });
    const answer = await ask("kx٢٠٤٨٨١১");
    expect(answer.body.found).toMatchObject([
      { id: one.id, state: "asked", ground: "evacuation", dueAt: one.dueAt },
    ]);
    expect(answer.text).not.toMatch(/Printed Name|204|KX/);
    expect(await find("KX2048812")).toEqual([]);
    expect(await find("KX204881")).toEqual([]);
  });
  it("of two requests finds both, and once it was decided as well", async () => {
    const number = "DD 5550001";
    const [one, two] = [
      await asked(world, { documentNumber: number }),
      await asked(world, { documentNumber: number }),
    ];
    await decides(world, one.id, { state: "granted" });
    expect((await find(number)).sort()).toEqual([one.id, two.id].sort());
    expect((await ask(number, "permitColleague")).body.found).toHaveLength(2);
  });
  it("is nowhere in the database, nor a hash of it without the pepper, and another crisis's or authority's is not alike", async () => {
    const one = await asked(world, { documentNumber: "ZQ 7391046" });
    const hash = await hashOf(one.id);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    const { results } = await env.DB.prepare("SELECT * FROM permit").all();
    expect(JSON.stringify(results)).not.toMatch(/7391046/);
    for (const text of ["ZQ7391046", "ZQ 7391046"]) {
      const plain = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
      expect(new Uint8Array(plain).toHex()).not.toBe(hash);
    }
    const settings = settingsOf(env);
    expect(await documentHash(settings, CRISIS, AUTHORITY, "zq-7391046")).toBe(hash);
    expect(await documentHash(settings, "crs_another001", AUTHORITY, "zq-7391046")).not.toBe(hash);
    expect(await documentHash(settings, CRISIS, "org_another001", "zq-7391046")).not.toBe(hash);
  });
  it("too short to be anybody's is neither kept nor looked for", async () => {
    const one = await asked(world, { documentNumber: "A-1" });
    expect(await hashOf(one.id)).toBe("");
    const none = await asked(world);
    expect(await hashOf(none.id)).toBe("");
    for (const typed of ["A-1", "a b c", "----", "   ", "", "x".repeat(41), 4711111, null, ["AB123456"]])
      expect([typed, (await ask(typed)).body.code]).toEqual([typed, "malformed"]);
    expect((await ask("A-1")).body.fields).toEqual([{ path: "documentNumber", reason: "too-short" }]);
  });
});

describe("whoever may not read the request", () => {
  it("is refused by role, and gets nothing", async () => {
    const one = await asked(world, { documentNumber: "NN 9988776" });
    for (const name of personNames) {
      const answer = await ask("NN9988776", name);
      if (name === "permitOfficer" || name === "permitColleague") {
        expect(answer.body.found).toHaveLength(1);
        continue;
      }
      expect([name, ["signed-out", "not-allowed"].includes(String(answer.body.code))]).toEqual([name, true]);
      expect(answer.text).not.toContain(one.id);
    }
  });
  it("finds a request that was asked of another authority as little as one that nobody asked", async () => {
    const one = await asked(world, { documentNumber: "OT 4400112" });
    await env.DB.prepare("UPDATE permit SET authorityId = 'org_embassyTwo' WHERE id = ?1").bind(one.id).run();
    const [others, nobodys] = [await ask("OT4400112"), await ask("OT4400113")];
    expect([others.status, others.text]).toEqual([nobodys.status, nobodys.text]);
    expect(others.body).toEqual({ found: [] });
    expect(await looksOf(one.someone)).toEqual([]);
  });
  it("finds nothing in a crisis that is not there", async () => {
    const input = { crisisId: "crs_nothing00", documentNumber: "OT4400112" };
    expect((await world.as("permitOfficer").does(permitFind, input)).status).toBe(404);
  });
});

describe("what she takes back", () => {
  it("is found no longer: her request, and its hash is gone in the same commit", async () => {
    const one = await asked(world, { documentNumber: "WD 1002003" });
    expect(await find("WD1002003")).toEqual([one.id]);
    await one.someone.does(permitWithdraw, { permitId: one.id }, { key: freshKey() });
    expect([await find("WD1002003"), await hashOf(one.id)]).toEqual([[], ""]);
    await tick();
    expect(await hashOf(one.id)).toBe("");
  });
  it("is found no longer: her consent, of a request and of a permit; given again, that permit is", async () => {
    const open = await asked(world, { documentNumber: "CN 1112223" });
    const granted = await asked(world, { documentNumber: "CN 4445556" });
    await decides(world, granted.id, { state: "granted" });
    for (const one of [open, granted]) {
      expect((await consents(one.someone, false)).status).toBe(200);
      expect(await hashOf(one.id)).toBe("");
    }
    expect([await find("CN1112223"), await find("CN4445556")]).toEqual([[], []]);
    await tick();
    expect([await hashOf(open.id), await hashOf(granted.id)]).toEqual(["", ""]);
    for (const one of [open, granted]) await consents(one.someone, true);
    await tick();
    expect([await find("CN1112223"), await find("CN4445556")]).toEqual([[], [granted.id]]);
    expect((await opens(world, granted.id)).status).toBe(200);
  });
  it("is found no longer from the moment that she deletes it all, comes back with her, and is gone at the end", async () => {
    const { id: registrationId, someone, reference, pin } = await world.opens();
    const [personId] = (
      await env.DB.prepare("SELECT id FROM person WHERE registrationId = ?1").bind(registrationId).all()
    ).results.map((row) => String(row.id));
    const input = {
      personId,
      ground: "medical",
      name: "Printed Name",
      documentNumber: "ER 7777001",
      agree: "yes",
    };
    const { id } = (await someone.does({ name: "permit.ask", kind: "write" }, input)).body as { id: string };
    expect(await find("ER7777001")).toEqual([id]);
    await someone.does(registrationDelete, {}, { key: freshKey() });
    expect([await find("ER7777001"), await hashOf(id)]).toEqual([[], ""]);
    const again = await comesBack(reference, pin);
    await again.does(registrationKeep, {}, { key: freshKey() });
    await tick();
    expect(await find("ER7777001")).toEqual([id]);
    await again.does(registrationDelete, {}, { key: freshKey() });
    await env.DB.prepare("UPDATE registration SET erasureAt = '2000' WHERE id = ?1")
      .bind(registrationId)
      .run();
    await tick();
    expect([await find("ER7777001"), await hashOf(id)]).toEqual([[], ""]);
    await tick();
    expect(await hashOf(id)).toBe("");
  });
  it("of requests from before there was a hash is found once the clock has been by", async () => {
    const one = await asked(world, { documentNumber: "BF 3131313" });
    await env.DB.prepare("UPDATE permit SET documentHash = NULL WHERE id = ?1").bind(one.id).run();
    expect(await find("BF3131313")).toEqual([]);
    await tick();
    expect(await find("BF3131313")).toEqual([one.id]);
  });
});

describe("a search", () => {
  it("is told to her whom it showed, and stands in the audit without the number even where it found nobody", async () => {
    const one = await asked(world, { documentNumber: "LK 6060601" });
    expect(await looksOf(one.someone)).toEqual([]);
    await find("LK6060601");
    expect(await looksOf(one.someone)).toMatchObject([{ name: "Exit office", fields: ["permit"], times: 1 }]);
    await find("LK6060602");
    const { body, text } = await world.as("oversightVisitor").does(auditList, { crisisId: CRISIS });
    const [newest, before] = body.rows as { act: string; actor: string; targetId: string | null }[];
    for (const row of [newest, before])
      expect(row).toMatchObject({ act: "permit.find", actor: "off_perm001", targetId: null });
    expect(text).not.toMatch(/606060/);
    expect((await looksOf(one.someone))[0]?.times).toBe(1);
  });
  it("with the same key is another look, with the same answer, and keeps no reply", async () => {
    const one = await asked(world, { documentNumber: "RP 8080801" });
    const key = freshKey();
    const [first, second] = [
      await ask("RP8080801", "permitOfficer", { key }),
      await ask("RP8080801", "permitOfficer", { key }),
    ];
    expect([first.status, second.body]).toEqual([200, first.body]);
    expect((await looksOf(one.someone))[0]?.times).toBe(2);
    const kept = await env.DB.prepare("SELECT count(*) AS n FROM delivery WHERE actId = ?1")
      .bind(key)
      .first("n");
    expect(kept).toBe(0);
  });
  it("of an office that was stopped is a stranger's", async () => {
    await asked(world, { documentNumber: "SP 2020202" });
    const stop = {
      id: "stp_findPermit01",
      crisisId: CRISIS,
      organisationId: AUTHORITY,
      reason: "Taken by others",
    };
    const stopped = await world.as("platformAdministrator").does(organisationStop, stop, { key: freshKey() });
    expect(stopped.status).toBe(200);
    for (const number of ["SP2020202", "SP2020203"]) expect((await ask(number)).body.code).toBe("not-found");
  });
});
