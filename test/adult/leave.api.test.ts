// Leaving a group in silence (ruling 14): a request of her own that nothing ties to the group, and a head who can never
// learn of it, whatever he asks. The same questions are put before and after, and to a group that nobody left.
import { createExecutionContext, createScheduledController, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { auditList } from "../../schema/audit.ts";
import { locationSet } from "../../schema/location.ts";
import { messageMine } from "../../schema/message.ts";
import { registrationSignIn } from "../../schema/registration.ts";
import { registrationGet, registrationQueue } from "../../schema/registration-desk.ts";
import {
  registrationDelete,
  registrationDownload,
  registrationGiveCode,
  registrationLeaveGroup,
} from "../../schema/registration-end.ts";
import { registrationChangePerson } from "../../schema/registration-own.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import worker from "../../worker/index.ts";
import { CRISIS } from "../kit/people.ts";
import { comesBack, freshKey, makeWorld, Someone, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const people = [
  { name: "Marked Head", born: "40", relation: "self" },
  { name: "Marked Leaver", born: "38", relation: "partner", document: "held" },
];

async function group() {
  const opened = await world.opens({ people, lang: "en" });
  const persons = (await opened.someone.does(registrationStatus)).body.persons as { id: string }[];
  const personId = persons[1]?.id ?? "";
  const given = await opened.someone.does(registrationGiveCode, { personId });
  const code = { reference: String(given.body.reference), pin: String(given.body.pin) };
  return { ...opened, personId, code, adult: await comesBack(code.reference, code.pin) };
}

const cookieOf = (headers: Headers) => headers.getSetCookie()[0]?.split(";")[0] ?? "";

async function leave(adult: Someone, over: Record<string, unknown> = {}, key = freshKey()) {
  const answer = await adult.does(
    registrationLeaveGroup,
    { lang: "en", recipients: ["org_embassyTwo"], ...over },
    { key },
  );
  return { answer, alone: new Someone(cookieOf(answer.headers)), key };
}

describe("leaving", () => {
  it("makes a request of her own, under another code, which reaches those whom she picks and nobody else", async () => {
    const { adult, id } = await group();
    const { answer, alone } = await leave(adult);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ sentTo: [{ id: "org_embassyTwo", name: "Embassy two" }] });
    const own = (await alone.does(registrationStatus)).body;
    expect(own).toMatchObject({
      reference: answer.body.reference,
      adultId: null,
      shares: [{ organisationId: "org_embassyTwo" }],
      needs: [],
      place: null,
      choice: null,
    });
    expect(own.persons).toMatchObject([{ name: "Marked Leaver", born: "age:38", relation: "self" }]);
    await comesBack(String(answer.body.reference), String(answer.body.pin));
    const rows = async (name: "embassyCoordinator" | "otherEmbassy") =>
      (await world.as(name).does(registrationQueue, { crisisId: CRISIS, limit: 200 })).body.rows as {
        id: string;
        people: number;
        reference: string;
      }[];
    expect((await rows("embassyCoordinator")).map((row) => row.reference)).not.toContain(
      answer.body.reference,
    );
    expect((await rows("embassyCoordinator")).find((row) => row.id === id)?.people).toBe(2);
    const [hers] = (await rows("otherEmbassy")).filter((row) => row.reference === answer.body.reference);
    expect(hers?.people).toBe(1);
    // The mark stands on her own new case, for those whom she chose, and there alone.
    const seen = await world.as("otherEmbassy").does(registrationGet, { id: hers?.id });
    expect(seen.body.leftGroup).toBe(true);
    expect((await world.as("embassyCoordinator").does(registrationGet, { id })).body.leftGroup).toBe(false);
  });
  it("asks everything anew: nobody picked is refused, and so is a host authority", async () => {
    const { adult } = await group();
    const code = async (over: Record<string, unknown>) => (await leave(adult, over)).answer.body.code;
    expect([
      await code({ recipients: [] }),
      await code({ recipients: ["org_exitOffice"] }),
      await code({ place: { zoneId: "zon_elsewhere" } }),
      await code({ people: [{}] }),
    ]).toEqual(["malformed", "recipient-unknown", "place-unknown", "malformed"]);
  });
  it("gives the same receipt to a retry, by her old cookie and by her new one, and makes one request", async () => {
    const { adult } = await group();
    const count = () => env.DB.prepare("SELECT count(*) AS n FROM registration").first<number>("n");
    const before = Number(await count());
    const input = { lang: "en", recipients: ["org_embassyTwo"] };
    const { answer, alone, key } = await leave(adult);
    for (const who of [adult, alone])
      expect((await who.does(registrationLeaveGroup, input, { key })).body).toEqual(answer.body);
    expect(await count()).toBe(before + 1);
  });
  it("works while the group is being deleted", async () => {
    const { adult, someone, code } = await group();
    await someone.does(registrationDelete);
    expect((await adult.does(registrationStatus)).body.code).toBe("signed-out");
    const back = await comesBack(code.reference, code.pin);
    const { answer, alone } = await leave(back);
    expect(answer.status).toBe(200);
    expect((await alone.does(registrationStatus)).body.erasure).toBeNull();
  });
});

describe("at rest", () => {
  it("no row names both the group and what she made", async () => {
    const { adult, id, personId } = await group();
    const { answer, alone } = await leave(adult);
    await alone.does(locationSet, { place: { lng: 14.5, lat: 32.4 } });
    const fresh = await env.DB.prepare(
      "SELECT targetId FROM audit WHERE act = 'registration.leaveGroup' ORDER BY seq DESC LIMIT 1",
    ).first<string>("targetId");
    expect(fresh).toMatch(/^reg_/);
    const tables = await env.DB.prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%' AND name NOT LIKE 'd1_%'",
    ).all<{ name: string }>();
    for (const { name } of tables.results) {
      const { results } = await env.DB.prepare(`SELECT * FROM ${name}`).all();
      for (const row of results) {
        const text = JSON.stringify(row);
        expect([id, personId].some((one) => text.includes(one)) && text.includes(String(fresh))).toBe(false);
      }
    }
    expect(answer.text).not.toContain(id);
    // Nor do two rows of one act: its key leads to what she made, and not back.
    const both = await env.DB.prepare(
      `SELECT d.actor FROM delivery d JOIN audit a ON a.actId = d.actId WHERE a.targetId = ?1 AND a.act = 'registration.leaveGroup'`,
    )
      .bind(fresh)
      .all<{ actor: string }>();
    const owners = both.results.map(({ actor }) => actor).filter((actor) => actor !== fresh);
    expect(owners).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
  });
  it("keys, codes and sessions are apart", async () => {
    const { adult, id } = await group();
    const { alone } = await leave(adult);
    const own = (await alone.does(registrationStatus)).body;
    const keys = await env.DB.prepare("SELECT id, hex(wrappedKey) AS key FROM registration WHERE id = ?1")
      .bind(id)
      .first<{ key: string }>();
    const all = await env.DB.prepare("SELECT hex(wrappedKey) AS key FROM registration").all<{
      key: string;
    }>();
    expect(all.results.filter(({ key }) => key === keys?.key)).toHaveLength(1);
    expect(own.codes).toEqual([]);
  });
});

/** Everything that whoever registered can see or try, with ids, codes and moments taken out. */
async function asked(one: Awaited<ReturnType<typeof group>>): Promise<unknown[]> {
  const { someone, personId, code } = one;
  const plain = ({ status, text }: { status: number; text: string }) => [
    status,
    text
      .replace(/"(reg|per|ned|msg|org)_\w+"/g, '"$1"')
      .replace(/\b\d{10}\b/g, "code")
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "moment")
      .replace(/"requestId":"[^"]+"/g, ""),
  ];
  const byHerOldCode = await world.as("nobody").does(registrationSignIn, code);
  expect(byHerOldCode.status).toBe(200);
  const old = new Someone(cookieOf(byHerOldCode.headers));
  return [
    plain(await someone.does(registrationStatus)),
    plain(await someone.does(registrationDownload)),
    plain(await someone.does(messageMine)),
    plain(await someone.does(registrationGiveCode, { personId })),
    plain(await someone.does(registrationChangePerson, { personId, remove: true })),
    plain(
      await someone.does(registrationChangePerson, {
        personId,
        person: { name: "Marked Leaver", born: "38" },
      }),
    ),
    plain(byHerOldCode),
    plain(await old.does(registrationStatus)),
    plain(await old.does(messageMine)),
    plain(await old.does(registrationDownload)),
  ];
}

describe("whoever stays", () => {
  it("gets the very same answers, before and after, as in a group that nobody left", {
    timeout: 60_000,
  }, async () => {
    const [left, whole] = [await group(), await group()];
    const before = [await asked(left), await asked(whole)];
    const { alone } = await leave(left.adult, { place: { lng: 14.5, lat: 32.4 }, exactPlace: true });
    await alone.does(locationSet, { place: { lng: 20.1, lat: 32.1 } });
    const after = [await asked(left), await asked(whole)];
    expect(before[0]).toEqual(before[1]);
    expect(after[0]).toEqual(after[1]);
    expect(JSON.stringify(after[0])).not.toMatch(/14\.5|20\.1/);
  });
  it("is never named beside her in the audit that others read", async () => {
    const { adult, id } = await group();
    await leave(adult);
    const { body } = await world.as("oversightVisitor").does(auditList, { crisisId: CRISIS });
    const row = (body.rows as { act: string; actor: string; targetId: string | null }[]).find(
      (one) => one.act === "registration.leaveGroup",
    );
    expect(row).toMatchObject({ actor: "person", targetId: null });
    expect(JSON.stringify(row)).not.toContain(id);
  });
  it("takes nothing of hers along when he deletes everything", async () => {
    const { adult, someone, id } = await group();
    const { answer, alone } = await leave(adult);
    await someone.does(registrationDelete);
    await env.DB.prepare("UPDATE registration SET erasureAt = '2011-01-01T00:00:00.000Z' WHERE id = ?1")
      .bind(id)
      .run();
    const ctx = createExecutionContext();
    await worker.scheduled(createScheduledController(), env, ctx);
    await waitOnExecutionContext(ctx);
    const erased = await env.DB.prepare("SELECT erasedAt FROM registration WHERE id = ?1")
      .bind(id)
      .first("erasedAt");
    expect(erased).not.toBeNull();
    expect((await alone.does(registrationStatus)).body).toMatchObject({
      reference: answer.body.reference,
      erasure: null,
    });
  });
});
