// Who lets officers in, and what colleagues do for each other: invitations, ending sessions, and standing for a colleague who
// lost her passkey. How they leave stands in leave.api.test.ts.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { accountEndOthers, accountMine } from "../../schema/account.ts";
import {
  accountClose,
  accountEndSessions,
  accountHistory,
  accountOpenLink,
  accountStandFor,
  accountTeam,
} from "../../schema/account-team.ts";
import { organisationMe } from "../../schema/organisation.ts";
import type { PersonName } from "../kit/people.ts";
import { makeWorld, Someone, type World } from "../kit/world.ts";
import {
  auditOf,
  codeOf,
  comesIn,
  deskCookie,
  invites,
  joins,
  nobody,
  signsIn,
  socketOf,
  somewhere,
} from "./desk.ts";

let world: World;
const supervisor = () => world.as("supervisor");
const admin = () => world.as("platformAdministrator");
beforeAll(async () => {
  world = await makeWorld();
});

describe("an invitation", () => {
  it("says what it is for, opens the account once, and signs in", async () => {
    const invited = await invites(supervisor(), "org_embassyOne", "intake");
    const opened = await nobody.does(accountOpenLink, { token: invited.token });
    expect(opened.body).toMatchObject({
      recovers: false,
      role: "intake",
      organisation: { id: "org_embassyOne" },
      issuer: false,
    });
    const { answer, desk } = await comesIn(invited.token);
    expect([answer.status, answer.body.id]).toEqual([200, invited.id]);
    expect((await desk.does(organisationMe)).body.role).toBe("intake");
    expect(codeOf((await comesIn(invited.token)).answer)).toBe("link-spent");
    expect(await auditOf("account.invite", invited.id)).toEqual([
      { actor: "off_super01", organisationId: "org_embassyOne" },
    ]);
  });
  it("is used by one of two who come at the same moment", async () => {
    const { token } = await invites(supervisor(), "org_embassyOne", "intake");
    const both = await Promise.all([comesIn(token), comesIn(token)]);
    expect(both.map(({ answer }) => codeOf(answer)).sort()).toEqual([200, "link-spent"]);
  });
  it("ends after 72 hours, and a token that never was says the same", async () => {
    const { id, token, body } = await invites(supervisor(), "org_embassyOne", "intake");
    const hours = (Date.parse(String(body.expiresAt)) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(71.9);
    expect(hours).toBeLessThanOrEqual(72);
    await env.DB.prepare("UPDATE accountLink SET expiresAt = ?2 WHERE officerId = ?1")
      .bind(id, new Date(Date.now() - 1000).toISOString())
      .run();
    for (const one of [token, "A".repeat(43)])
      expect(codeOf(await nobody.does(accountOpenLink, { token: one }, { headers: somewhere() }))).toBe(
        "link-spent",
      );
  });
  it("can be made again while nobody came: the link before is void, and afterwards it is no way in", async () => {
    const first = await invites(supervisor(), "org_embassyOne", "intake");
    const second = await invites(supervisor(), "org_embassyOne", "intake", first.id);
    expect(codeOf((await comesIn(first.token)).answer)).toBe("link-spent");
    expect((await comesIn(second.token)).answer.status).toBe(200);
    expect(codeOf(await invites(supervisor(), "org_embassyOne", "intake", first.id))).toBe("already-exists");
  });
  it("keeps the token nowhere, and a retry does not tell it again", async () => {
    const { token } = await invites(supervisor(), "org_embassyOne", "intake");
    for (const table of ["accountLink", "audit", "delivery"])
      expect(JSON.stringify((await env.DB.prepare(`SELECT * FROM ${table}`).all()).results)).not.toContain(
        token,
      );
  });
  const refused: [PersonName, string, Parameters<typeof invites>[2], string][] = [
    ["supervisor", "org_embassyTwo", "intake", "not-found"],
    ["supervisor", "org_platform", "platform-admin", "not-found"],
    ["supervisor", "org_embassyOne", "permit-officer", "malformed"],
    ["supervisor", "org_embassyOne", "platform-admin", "malformed"],
    ["platformAdministrator", "org_embassyTwo", "coordinator", "malformed"],
    ["platformAdministrator", "org_exitOffice", "coordinator", "malformed"],
    ["embassyCoordinator", "org_embassyOne", "intake", "not-allowed"],
    ["oversightVisitor", "org_oversight", "oversight", "not-allowed"],
  ];
  for (const [who, organisationId, role, code] of refused)
    it(`of ${who} to ${organisationId} as ${role} is refused`, async () => {
      expect(codeOf(await invites(world.as(who), organisationId, role))).toBe(code);
    });
  it("of an administrator makes the first supervisor; the others are the supervisor's to invite", async () => {
    const first = await invites(admin(), "org_embassyTwo", "supervisor");
    expect(first.status).toBe(200);
    expect(codeOf(await invites(admin(), "org_embassyTwo", "supervisor"))).toBe("supervisor-invites");
    const elsewhere = (await comesIn(first.token)).desk;
    expect((await invites(elsewhere, "org_embassyTwo", "supervisor")).status).toBe(200);
    expect(codeOf(await invites(admin(), "org_embassyTwo", "supervisor"))).toBe("supervisor-invites");
  });
  it("of an administrator reaches kinds that have no supervisor", async () => {
    for (const [organisationId, role] of [
      ["org_exitOffice", "permit-officer"],
      ["org_oversight", "oversight"],
      ["org_platform", "platform-admin"],
    ] as const)
      expect((await invites(admin(), organisationId, role)).status).toBe(200);
  });
});

describe("sessions", () => {
  const sessionOf = async (id: string) =>
    env.DB.prepare("SELECT startedAt, usedAt, expiresAt FROM session WHERE officerId = ?1")
      .bind(id)
      .first<{ startedAt: string; usedAt: string; expiresAt: string }>();
  const minutes = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 60_000);
  const ago = (n: number) => new Date(Date.now() - n * 60_000).toISOString();
  const put = (id: string, startedAt: string, usedAt: string, expiresAt: string) =>
    env.DB.prepare("UPDATE session SET startedAt = ?2, usedAt = ?3, expiresAt = ?4 WHERE officerId = ?1")
      .bind(id, startedAt, usedAt, expiresAt)
      .run();

  it("end after half an hour without a hand, begin anew with one, and not because a screen goes on", async () => {
    const { id, desk } = await joins(supervisor(), "org_embassyOne", "intake");
    const first = await sessionOf(id);
    expect(minutes(first?.startedAt ?? "", first?.expiresAt ?? "")).toBe(30);
    await put(id, ago(20), ago(20), ago(-10));
    await desk.does(organisationMe, {}, { headers: { "X-Away": "1" } });
    expect(minutes(ago(0), (await sessionOf(id))?.expiresAt ?? "")).toBe(10);
    await desk.does(organisationMe);
    expect(minutes(ago(0), (await sessionOf(id))?.expiresAt ?? "")).toBe(30);
    await put(id, ago(60), ago(31), ago(1));
    expect(codeOf(await desk.does(organisationMe))).toBe("signed-out");
  });
  it("end after twelve hours whatever happens", async () => {
    const { id, desk } = await joins(supervisor(), "org_embassyOne", "intake");
    await put(id, ago(12 * 60 - 5), ago(3), ago(-5));
    await desk.does(organisationMe);
    expect(minutes(ago(0), (await sessionOf(id))?.expiresAt ?? "")).toBe(5);
  });
  it("are listed for her, and all others ended at once", async () => {
    const { key, desk } = await joins(supervisor(), "org_embassyOne", "intake");
    const other = new Someone(deskCookie(await signsIn(key)));
    const mine = (await desk.does(accountMine)).body as { sessions: { here: boolean; way: string }[] };
    expect(mine.sessions.map((one) => [one.here, one.way]).sort()).toEqual([
      [false, "passkey"],
      [true, "passkey"],
    ]);
    expect((await desk.does(accountEndOthers)).body).toEqual({ ended: 1 });
    expect(codeOf(await other.does(organisationMe))).toBe("signed-out");
    expect((await desk.does(organisationMe)).status).toBe(200);
  });
  it("of a seized phone are ended by her supervisor or an administrator, and by nobody else", async () => {
    for (const by of ["supervisor", "platformAdministrator"] as const) {
      const { id, key, desk } = await joins(supervisor(), "org_embassyOne", "intake");
      for (const stranger of ["otherEmbassy", "embassyColleague"] as const)
        expect(["not-found", "not-allowed"]).toContain(
          codeOf(await world.as(stranger).does(accountEndSessions, { officerId: id })),
        );
      expect((await desk.does(organisationMe)).status).toBe(200);
      const ended = await world.as(by).does(accountEndSessions, { officerId: id });
      expect(ended.body).toEqual({ officerId: id, ended: 1 });
      expect(codeOf(await desk.does(organisationMe))).toBe("signed-out");
      expect((await signsIn(key)).status).toBe(200);
    }
  });
  it("that are ended are told nothing more through an open socket", async () => {
    const { id, desk } = await joins(supervisor(), "org_embassyOne", "coordinator");
    const [closed] = await socketOf(desk);
    await supervisor().does(accountEndSessions, { officerId: id });
    expect(await closed).toBe(4401);
  });
});

describe("recovery", () => {
  const stand = (who: Someone, officerId: string) => who.does(accountStandFor, { officerId });

  it("takes two colleagues of whom one is a supervisor; the old passkey and sessions are void", async () => {
    const lost = await joins(supervisor(), "org_embassyOne", "coordinator");
    const first = await stand(world.as("embassyColleague"), lost.id);
    expect([first.status, first.body.token]).toEqual([200, null]);
    const second = await stand(supervisor(), lost.id);
    const { answer, key } = await comesIn(String(second.body.token));
    expect([answer.status, answer.body.id]).toEqual([200, lost.id]);
    expect(codeOf(await lost.desk.does(organisationMe))).toBe("signed-out");
    expect(codeOf(await signsIn(lost.key))).toBe("passkey-wrong");
    expect((await signsIn(key)).status).toBe(200);
    expect((await auditOf("account.standFor", lost.id)).map((row) => row.actor)).toEqual([
      "off_emb0002",
      "off_super01",
    ]);
  });
  it("keeps the old passkey good until the link is used", async () => {
    const lost = await joins(supervisor(), "org_embassyOne", "coordinator");
    await stand(world.as("embassyColleague"), lost.id);
    await stand(supervisor(), lost.id);
    expect((await signsIn(lost.key)).status).toBe(200);
  });
  it("is not done by one person twice, by two without a supervisor, by herself, or from elsewhere", async () => {
    const lost = await joins(supervisor(), "org_embassyOne", "coordinator");
    for (let i = 0; i < 2; i++) expect((await stand(supervisor(), lost.id)).body.token).toBeNull();
    const other = await joins(supervisor(), "org_embassyOne", "intake");
    for (const who of [world.as("embassyColleague"), world.as("embassyCoordinator")])
      expect((await stand(who, other.id)).body.token).toBeNull();
    expect(codeOf(await stand(lost.desk, lost.id))).toBe("second-officer-needed");
    for (const who of ["otherEmbassy", "oversightVisitor", "healthCoordinator"] as const)
      expect(codeOf(await stand(world.as(who), lost.id))).toBe("not-found");
  });
  it("by administrators takes two of them, and one does not complete a colleague's word", async () => {
    const lost = await joins(supervisor(), "org_embassyOne", "coordinator");
    expect((await stand(world.as("embassyColleague"), lost.id)).body.token).toBeNull();
    expect((await stand(admin(), lost.id)).body.token).toBeNull();
    // An account that she let in herself is her own word once more.
    const own = await joins(admin(), "org_platform", "platform-admin");
    expect((await stand(own.desk, lost.id)).body.token).toBeNull();
    const second = await stand(world.as("platformColleague"), lost.id);
    expect((await comesIn(String(second.body.token))).answer.body.id).toBe(lost.id);
  });
  it("does not count the word of somebody who has left or moved since, nor an old one", async () => {
    const lost = await joins(supervisor(), "org_embassyOne", "coordinator");
    const leaver = await joins(supervisor(), "org_embassyOne", "intake");
    await stand(leaver.desk, lost.id);
    await supervisor().does(accountClose, { officerId: leaver.id });
    expect((await stand(supervisor(), lost.id)).body.token).toBeNull();
    await env.DB.prepare("UPDATE recovery SET expiresAt = '2020-01-01T00:00:00.000Z'").run();
    expect((await stand(world.as("embassyColleague"), lost.id)).body.token).toBeNull();
  });
});

describe("the team", () => {
  it("is one's own; sessions and links are shown to who watches over it", async () => {
    const officersOf = async (who: PersonName, input = {}) =>
      (await world.as(who).does(accountTeam, input)).body as {
        officers: { id: string; sessions: number | null; linkUntil: string | null }[];
      };
    const seen = (await officersOf("supervisor")).officers;
    expect(seen.map((one) => one.id)).toContain("off_emb0001");
    expect(seen.map((one) => one.id)).not.toContain("off_other01");
    expect(seen.every((one) => one.sessions !== null)).toBe(true);
    const colleague = (await officersOf("embassyCoordinator")).officers;
    expect(colleague.map((one) => one.id)).toEqual(seen.map((one) => one.id));
    expect(colleague.every((one) => one.sessions === null && one.linkUntil === null)).toBe(true);
    expect(
      (await officersOf("platformAdministrator", { organisationId: "org_exitOffice" })).officers.length,
    ).toBe(4);
    const other = await world.as("supervisor").does(accountTeam, { organisationId: "org_exitOffice" });
    expect(codeOf(other)).toBe("not-found");
  });
});

describe("what was done to accounts", () => {
  it("is read by the supervisor for her own organisation, and by oversight for all", async () => {
    const read = async (who: PersonName, input = {}) =>
      (await world.as(who).does(accountHistory, input)).body.rows as {
        act: string;
        organisationId: string;
        targetId: string;
      }[];
    const own = await read("supervisor");
    expect(new Set(own.map((row) => row.organisationId))).toEqual(new Set(["org_embassyOne"]));
    for (const act of ["account.invite", "account.standFor", "account.close", "account.endSessions"])
      expect(own.map((row) => row.act)).toContain(act);
    const all = await read("oversightVisitor");
    expect(new Set(all.map((row) => row.organisationId)).size).toBeGreaterThan(1);
    expect(
      (await read("platformAdministrator", { organisationId: "org_embassyTwo" })).length,
    ).toBeGreaterThan(0);
    const other = await world.as("supervisor").does(accountHistory, { organisationId: "org_embassyTwo" });
    expect(codeOf(other)).toBe("not-found");
  });
});
