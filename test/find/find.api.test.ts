// Finding by name or number: over what an officer may open and nothing else, in any script and spelling, with no trace of
// those who are not hers; whoever was shown can read of it; what is withdrawn, erased or renamed is found no longer.
import { createExecutionContext, createScheduledController, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { auditList } from "../../schema/audit.ts";
import { consentGive, consentWithdraw } from "../../schema/consent.ts";
import { registrationDelete, registrationKeep } from "../../schema/registration-end.ts";
import type { Found } from "../../schema/registration-find.ts";
import { registrationFind } from "../../schema/registration-find.ts";
import { registrationChangePerson, registrationUpdate } from "../../schema/registration-own.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import worker from "../../worker/index.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import { comesBack, freshKey, makeWorld, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
const named = (name: string, over: Record<string, unknown> = {}) =>
  world.opens({ people: [{ name, born: "30", relation: "self" }], ...over });
const tick = async () => {
  const ctx = createExecutionContext();
  await worker.scheduled(createScheduledController(), env, ctx);
  await waitOnExecutionContext(ctx);
};
const ask = (who: PersonName, input: Record<string, unknown>) =>
  world.as(who).does(registrationFind, { crisisId: CRISIS, ...input });
const find = async (name: string, who: PersonName = "embassyCoordinator") => {
  const answer = await ask(who, { name });
  if (answer.status !== 200) throw new Error(answer.text);
  return (answer.body.found as Found[]).map((one) => one.id);
};
const rowsOf = (id: string) =>
  env.DB.prepare("SELECT count(*) AS n FROM findSight WHERE registrationId = ?1").bind(id).first<number>("n");

describe("a name", () => {
  it("is found in other scripts and spellings, in part, with a letter wrong, and joined or apart", async () => {
    const pairs: [string, string[]][] = [
      ["রহিমা খাতুন", ["Rahima Khatun", "rohima khatoon", "Rahima"]],
      ["عبد الرحمن القذافي", ["Abdul Rahman Gaddafi", "Abdulrahman al-Qadhafi", "عبدالرحمن القذافى"]],
      ["Krishna Bahadur Tamang", ["कृष्ण बहादुर तामाङ", "Bahadur Tamang", "Krisna Bahadur"]],
      ["Aung Kyaw Htun", ["အောင် ကျော် ထွန်း"]],
      ["ተስፋዬ ገብረ", ["Tesfaye Gebre", "Tesfay Gebre"]],
      ["Наталья Кузнецова", ["Natalia Kuznetsova", "Kuznetzova"]],
      ["முருகன் செல்வம்", ["Murugan Selvam"]],
      ["Nguyễn Thị Hương", ["Nguyen Thi Huong", "Nguen Huong"]],
    ];
    for (const [written, spellings] of pairs) {
      const { id } = await named(written);
      for (const spelling of spellings) expect([spelling, await find(spelling)]).toEqual([spelling, [id]]);
    }
    expect(await find("Wolfgang Quistorp")).toEqual([]);
  });
  it("of anybody in the group leads to the group, and is the one that is shown", async () => {
    const people = ["Zosima Harrow", "Petronel Vashti"].map((name) => ({ name, born: "30" }));
    const { id, reference } = await world.opens({ people });
    const { body } = await ask("embassyCoordinator", { name: "Vashti" });
    expect(body.found).toMatchObject([{ id, reference, name: "Petronel Vashti", people: 2 }]);
  });
  it("that many have says that there are more", async () => {
    for (let n = 0; n < 23; n++) await named(`Ferdinand Oblomov ${"abcdefghijklmnopqrstuvw".charAt(n)}`);
    const { body } = await ask("embassyCoordinator", { name: "Ferdinand Oblomov" });
    expect([(body.found as Found[]).length, body.more]).toEqual([20, true]);
  }, 40_000);
});

describe("a number", () => {
  it("is found however it is written, and only whole", async () => {
    const { id } = await named("Number Holder", { phone: "+999 55 7310 4468" });
    for (const phone of ["+999557310446 8", "055 7310-4468", "٠٥٥٧٣١٠٤٤٦٨"]) {
      const { body } = await ask("embassyCoordinator", { phone });
      expect([phone, (body.found as Found[]).map((one) => one.id)]).toEqual([phone, [id]]);
    }
    for (const phone of ["557310446", "+999 55 7310 4469"])
      expect((await ask("embassyCoordinator", { phone })).body.found).toEqual([]);
  });
});

describe("who is not hers", () => {
  it("gives the same answer as who is not there, and the same rows are read for both", async () => {
    await named("Leocadia Umbrage", { recipients: ["org_embassyTwo"], phone: "+999 55 111 2233" });
    for (const input of [{ name: "Leocadia Umbrage" }, { phone: "+999 55 111 2233" }]) {
      const other = input.name === undefined ? { phone: "+999 55 111 9944" } : { name: "Leopoldina Umpire" };
      const [there, nowhere] = [
        await ask("embassyCoordinator", input),
        await ask("embassyCoordinator", other),
      ];
      expect([there.status, there.body]).toEqual([nowhere.status, nowhere.body]);
      expect(there.body).toEqual({ found: [], more: false });
    }
    expect((await find("Leocadia Umbrage", "otherEmbassy")).length).toBe(1);
    // The index of an organisation holds no row of a case that it may not open: nothing is there to take longer.
    const { results } = await env.DB.prepare(
      `SELECT 1 FROM findSight f WHERE NOT EXISTS (SELECT 1 FROM sight s WHERE s.organisationId = f.organisationId
       AND s.registrationId = f.registrationId AND s.audience = 'responder')`,
    ).all();
    expect(results).toEqual([]);
  });
  it("is not found by a partner, who reads no names, until she asks the partner for help", async () => {
    const { id, someone } = await named("Ottoline Brandish", { partners: ["org_healthTeam"] });
    expect(await find("Ottoline Brandish", "healthCoordinator")).toEqual([]);
    expect((await ask("healthViewer", { name: "Ottoline Brandish" })).body.code).toBe("not-allowed");
    await someone.does(
      consentGive,
      { organisationId: "org_healthTeam", purpose: "help" },
      { key: freshKey() },
    );
    expect(await find("Ottoline Brandish", "healthCoordinator")).toEqual([id]);
  });
});

describe("what she takes back", () => {
  it("is found no longer from that moment: withdrawn, deleted, renamed, another number", async () => {
    const { id, someone, reference, pin } = await named("Philomena Garnish", { phone: "+999 55 222 3344" });
    expect(await find("Philomena Garnish")).toEqual([id]);
    const [person] = (await someone.does(registrationStatus)).body.persons as { id: string }[];
    await someone.does(
      registrationChangePerson,
      { personId: person?.id, person: { name: "Euphemia Truckle", born: "30" } },
      { key: freshKey() },
    );
    expect(await find("Philomena Garnish")).toEqual([]);
    await tick();
    expect(await find("Euphemia Truckle")).toEqual([id]);
    await someone.does(registrationUpdate, { phone: "+999 55 222 9988" }, { key: freshKey() });
    await tick();
    expect((await ask("embassyCoordinator", { phone: "55 222 3344" })).body.found).toEqual([]);
    expect(((await ask("embassyCoordinator", { phone: "55 222 9988" })).body.found as Found[])[0]?.id).toBe(
      id,
    );
    await someone.does(
      consentWithdraw,
      { organisationId: "org_embassyOne", purpose: "help" },
      { key: freshKey() },
    );
    expect([await find("Euphemia Truckle"), await rowsOf(id)]).toEqual([[], 0]);
    await someone.does(
      consentGive,
      { organisationId: "org_embassyOne", purpose: "help" },
      { key: freshKey() },
    );
    expect(await find("Euphemia Truckle")).toEqual([id]);
    await someone.does(registrationDelete, {}, { key: freshKey() });
    expect([await find("Euphemia Truckle"), await rowsOf(id)]).toEqual([[], 0]);
    const again = await comesBack(reference, pin);
    await again.does(registrationKeep, {}, { key: freshKey() });
    expect(await find("Euphemia Truckle")).toEqual([id]);
    await again.does(registrationDelete, {}, { key: freshKey() });
    await env.DB.prepare("UPDATE registration SET erasureAt = '2000' WHERE id = ?1").bind(id).run();
    await tick();
    const kept =
      "SELECT (SELECT count(*) FROM findTokens WHERE registrationId = ?1) + (SELECT count(*) FROM findStale WHERE registrationId = ?1) AS n";
    expect([await rowsOf(id), await env.DB.prepare(kept).bind(id).first<number>("n")]).toEqual([0, 0]);
  });
});

describe("a search", () => {
  it("is told to each whom it showed, and stands in the audit even where it found nobody", async () => {
    const { someone } = await named("Clementine Ashgrove");
    const before = (await someone.does(registrationStatus)).body.looks;
    await find("Clementine Ashgrove");
    const after = (await someone.does(registrationStatus)).body.looks as unknown[];
    expect([before, after.length]).toEqual([[], 1]);
    await find("Wolfgang Quistorp");
    const { body } = await world.as("oversightVisitor").does(auditList, { crisisId: CRISIS });
    const [newest] = body.rows as { act: string; actor: string; targetId: string | null }[];
    expect(newest).toMatchObject({ act: "registration.find", actor: "off_emb0001", targetId: null });
  });
  it("asks for one of the two, for letters, and for enough digits", async () => {
    for (const input of [
      {},
      { name: "a", phone: "5573104468" },
      { phone: "123456" },
      { phone: "abcdefghij" },
      { name: "!!" },
    ])
      expect((await ask("embassyCoordinator", input)).body.code).toBe("malformed");
    expect((await ask("embassyCoordinator", { name: "x", crisisId: "crs_nothing00" })).status).toBe(404);
  });
  it("is done again with the same key without a doubled answer or a failure", async () => {
    const key = freshKey();
    const input = { crisisId: CRISIS, name: "Clementine Ashgrove" };
    const [one, two] = [
      await world.as("supervisor").does(registrationFind, input, { key }),
      await world.as("supervisor").does(registrationFind, input, { key }),
    ];
    expect([one.status, two.body]).toEqual([200, one.body]);
  });
  it("finds those who were there before there were tokens, once the clock has been by", async () => {
    const { id } = await named("Barnaby Thistledown");
    await env.DB.prepare("DELETE FROM findTokens WHERE registrationId = ?1").bind(id).run();
    expect(await find("Barnaby Thistledown")).toEqual([]);
    await tick();
    expect(await find("Barnaby Thistledown")).toEqual([id]);
  });
});
