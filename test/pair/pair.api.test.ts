// What takes two administrators: no account of an organisation that has ever had a supervisor is closed or opened, and no
// sign-in server of it changed, by one alone; and its officers read that it was asked for.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { accountClose, accountTeam } from "../../schema/account-team.ts";
import { issuerDrop, issuerSet } from "../../schema/issuer.ts";
import type { Act } from "../../schema/kit/act.ts";
import { organisationMe } from "../../schema/organisation.ts";
import { pairList, pairRefuse } from "../../schema/pair.ts";
import { registrationGet } from "../../schema/registration-desk.ts";
import { codeOf, comesIn, freshOfficer, invites } from "../account/desk.ts";
import { makeWorld, type World } from "../kit/world.ts";

let world: World;
const one = () => world.as("platformAdministrator");
const other = () => world.as("platformColleague");
beforeAll(async () => {
  world = await makeWorld();
  await env.DB.prepare(
    "INSERT INTO passkey (id, officerId, publicKey, counter, transports, label, synced, addedAt) VALUES ('pk-super', 'off_super01', 'x', 0, '[]', 'Key', 0, '2026-01-01')",
  ).run();
});

const waiting = async () =>
  (
    (await one().does(pairList)).body.waiting as unknown as { act: string; targetId: string; by: string }[]
  ).map(({ act, targetId, by }) => [act, targetId, by]);
const openAt = (id: string) =>
  env.DB.prepare("SELECT closedAt FROM officer WHERE id = ?1").bind(id).first<string | null>("closedAt");
const issuerOf = (id: string) =>
  env.DB.prepare("SELECT url FROM issuer WHERE organisationId = ?1").bind(id).first<string>("url");

describe("one dishonest administrator", () => {
  it("gets into no organisation that has a supervisor: closing and inviting change nothing", async () => {
    const { id } = await world.opens();
    expect((await invites(one(), "org_embassyOne", "supervisor")).body.code).toBe("supervisor-invites");
    const closed = await one().does(accountClose, { officerId: "off_super01" });
    expect([closed.status, closed.body.closedAt]).toEqual([200, null]);
    expect(await openAt("off_super01")).toBeNull();
    expect((await world.as("supervisor").does(organisationMe)).status).toBe(200);
    // However often she says it, she stays one.
    expect((await one().does(accountClose, { officerId: "off_super01" })).body.closedAt).toBeNull();
    const invited = await invites(one(), "org_embassyOne", "supervisor");
    expect([invited.token, codeOf(invited)]).toEqual(["", "supervisor-invites"]);
    expect((await one().does(registrationGet, { id })).status).toBe(403);
  });
  it("gets into none that had one once either, after its supervisor left", async () => {
    expect((await other().does(accountClose, { officerId: "off_super01" })).body.closedAt).not.toBeNull();
    const id = freshOfficer();
    const invited = await invites(one(), "org_embassyOne", "supervisor", id);
    expect([invited.status, invited.body.token]).toEqual([200, null]);
    expect(await env.DB.prepare("SELECT 1 FROM officer WHERE id = ?1").bind(id).first()).toBeNull();
    expect((await invites(one(), "org_embassyOne", "supervisor", id)).body.token).toBeNull();
    expect(await waiting()).toEqual([["account.invite", id, "off_plat001"]]);
    const agreed = await invites(other(), "org_embassyOne", "supervisor", id);
    expect(agreed.token).not.toBe("");
    expect((await comesIn(agreed.token)).answer.status).toBe(200);
    expect(await waiting()).toEqual([]);
  });
  it("names and takes away no sign-in server of it", async () => {
    const set = { organisationId: "org_embassyOne", url: "https://sign-in.example", clientId: "causeway" };
    expect((await one().does(issuerSet, set)).body.setAt).toBeNull();
    expect(await issuerOf("org_embassyOne")).toBeNull();
    // Another address is another question: it completes nothing, and takes the place of the first.
    expect((await other().does(issuerSet, { ...set, url: "https://else.example" })).body.setAt).toBeNull();
    expect((await other().does(issuerSet, { ...set, clientId: "c", secret: "s" })).body.setAt).toBeNull();
    expect((await one().does(issuerSet, { ...set, clientId: "c", secret: "t" })).body.setAt).toBeNull();
    expect((await other().does(issuerSet, { ...set, clientId: "c", secret: "t" })).body.setAt).not.toBeNull();
    expect(await issuerOf("org_embassyOne")).toBe("https://sign-in.example");
    expect((await one().does(issuerDrop, { organisationId: "org_embassyOne" })).body.until).not.toBeNull();
    expect(await issuerOf("org_embassyOne")).not.toBeNull();
    expect((await other().does(issuerDrop, { organisationId: "org_embassyOne" })).body.until).toBeNull();
    expect(await issuerOf("org_embassyOne")).toBeNull();
  });
});

describe("a first word", () => {
  const ask = () => one().does(accountClose, { officerId: "off_emb0002" });
  const agree = () => other().does(accountClose, { officerId: "off_emb0002" });
  it("is told to every officer of the organisation, and to nobody elsewhere", async () => {
    await ask();
    const her = world.as("embassyCoordinator");
    const team = (await her.does(accountTeam)).body as unknown as {
      waiting: { targetId: string }[];
      fromOutside: { act: string; targetId: string }[];
    };
    expect(team.waiting.map((row) => row.targetId)).toEqual(["off_emb0002"]);
    expect(team.fromOutside.map((row) => row.act)).toEqual(
      expect.arrayContaining(["account.askClose", "account.close", "account.askInvite", "account.invite"]),
    );
    expect((await her.does(organisationMe)).body.fromOutsideAt).not.toBeNull();
    const elsewhere = await world.as("otherEmbassy").does(accountTeam);
    expect([elsewhere.body.waiting, elsewhere.body.fromOutside]).toEqual([[], []]);
    expect((await world.as("otherEmbassy").does(organisationMe)).body.fromOutsideAt).toBeNull();
  });
  it("stands in the audit under a name of its own", async () => {
    const { results } = await env.DB.prepare(
      "SELECT act, actor FROM audit WHERE targetId = 'off_emb0002' AND act GLOB 'account.*' ORDER BY seq",
    ).all();
    expect(results).toEqual([{ act: "account.askClose", actor: "off_plat001" }]);
  });
  it("is void after three days, when it is taken away, and when she who said it has left", async () => {
    await env.DB.prepare("UPDATE pair SET expiresAt = '2026-01-01T00:00:00.000Z'").run();
    expect((await agree()).body.closedAt).toBeNull();
    const refused = await world
      .as("oversightVisitor")
      .does(pairRefuse, { act: "account.close", targetId: "off_emb0002" });
    expect(refused.status).toBe(200);
    expect((await ask()).body.closedAt).toBeNull();
    await env.DB.prepare("UPDATE officer SET closedAt = '2026-01-01' WHERE id = 'off_plat001'").run();
    expect((await agree()).body.closedAt).toBeNull();
    await env.DB.prepare("UPDATE officer SET closedAt = NULL WHERE id = 'off_plat001'").run();
    await world.signsIn("platformAdministrator");
    expect(await openAt("off_emb0002")).toBeNull();
  });
  it("is completed once, of two second words at the same moment", async () => {
    await env.DB.prepare("DELETE FROM pair").run();
    await ask();
    const both = await Promise.all([agree(), agree()]);
    const done = both.filter((answer) => typeof answer.body.closedAt === "string");
    expect([done.length, await openAt("off_emb0002")]).toEqual([1, done[0]?.body.closedAt]);
  });
  it("is not completed by an account that leads to the same beginning of invitations", async () => {
    const line = (id: string | null) =>
      env.DB.prepare("UPDATE officer SET line = ?1 WHERE id = 'off_plat002'").bind(id).run();
    await env.DB.prepare("DELETE FROM pair").run();
    const input = { officerId: "off_other01" };
    await env.DB.prepare(
      "UPDATE organisation SET supervisedAt = '2026-01-01' WHERE id = 'org_embassyTwo'",
    ).run();
    await one().does(accountClose, input);
    await line("off_plat001");
    expect((await other().does(accountClose, input)).body.code).toBe("same-line");
    await line(null);
    expect(await openAt("off_other01")).toBeNull();
    await env.DB.prepare("UPDATE organisation SET supervisedAt = NULL WHERE id = 'org_embassyTwo'").run();
  });
  it("is not needed by a supervisor in her own organisation, nor where there never was one", async () => {
    const { token } = await invites(one(), "org_embassyTwo", "supervisor");
    expect(token).not.toBe("");
    const closed = await one().does(accountClose, { officerId: "off_other01" });
    expect(closed.body.closedAt).not.toBeNull();
  });
  it("is read and taken away by administrators and oversight alone", async () => {
    for (const who of ["supervisor", "embassyCoordinator", "permitOfficer"] as const)
      for (const [act, input] of [
        [pairList, {}],
        [pairRefuse, { act: "account.close", targetId: "off_emb0002" }],
      ] as [Act, unknown][])
        expect(["signed-out", "not-allowed"]).toContain((await world.as(who).does(act, input)).body.code);
    const none = await one().does(pairRefuse, { act: "account.close", targetId: "off_nobody0001" });
    expect(none.status).toBe(404);
  });
});
