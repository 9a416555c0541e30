// How an officer leaves: her account is closed, or her organisation or role changed under her; also for another organisation,
// which invites her anew. Nothing of before is readable, on an open socket neither.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { accountClose } from "../../schema/account-team.ts";
import { liveChanges } from "../../schema/live.ts";
import { organisationMe } from "../../schema/organisation.ts";
import { registrationGet, registrationQueue } from "../../schema/registration-desk.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import { makeWorld, Someone, type World } from "../kit/world.ts";
import { auditOf, codeOf, comesIn, deskCookie, invites, joins, signsIn, socketOf } from "./desk.ts";

let world: World;
/** A supervisor of the other embassy, whom an administrator invited. */
let elsewhere: Someone;
const supervisor = () => world.as("supervisor");
const _admin = () => world.as("platformAdministrator");
beforeAll(async () => {
  world = await makeWorld();
  elsewhere = (await joins(world.as("platformAdministrator"), "org_embassyTwo", "supervisor")).desk;
});

describe("an officer who leaves", () => {
  it("is signed out everywhere, her passkeys and links are void, and her acts stay under her label", async () => {
    const { id, key, desk } = await joins(supervisor(), "org_embassyOne", "coordinator");
    await desk.does(registrationQueue, { crisisId: CRISIS });
    expect((await supervisor().does(accountClose, { officerId: id })).status).toBe(200);
    expect(codeOf(await desk.does(registrationQueue, { crisisId: CRISIS }))).toBe("signed-out");
    expect(codeOf(await signsIn(key))).toBe("passkey-wrong");
    const left = await env.DB.prepare("SELECT label, closedAt FROM officer WHERE id = ?1").bind(id).first();
    expect(left?.closedAt).not.toBeNull();
    expect(await auditOf("account.useLink", id)).toEqual([{ actor: id, organisationId: "org_embassyOne" }]);
    for (const table of ["passkey", "session", "accountLink", "recovery"])
      expect(
        (await env.DB.prepare(`SELECT 1 FROM ${table} WHERE officerId = ?1`).bind(id).all()).results,
      ).toEqual([]);
    expect(codeOf(await supervisor().does(accountClose, { officerId: id }))).toBe("not-found");
    expect(codeOf(await invites(supervisor(), "org_embassyOne", "coordinator", id))).toBe("already-exists");
  });
  it("leaves a link that was not used yet without use", async () => {
    const { id, token } = await invites(supervisor(), "org_embassyOne", "intake");
    await supervisor().does(accountClose, { officerId: id });
    expect(codeOf((await comesIn(token)).answer)).toBe("link-spent");
  });
  it("is never oneself, another organisation's, or the last administrator", async () => {
    const close = (by: PersonName, officerId: string) => world.as(by).does(accountClose, { officerId });
    expect(codeOf(await close("supervisor", "off_super01"))).toBe("second-officer-needed");
    expect(codeOf(await close("supervisor", "off_other01"))).toBe("not-found");
    expect(codeOf(await close("supervisor", "off_plat001"))).toBe("not-found");
    // Nobody else who runs the platform has a passkey.
    expect(codeOf(await close("platformAdministrator", "off_plat002"))).toBe("second-officer-needed");
  });
  it("for another organisation takes nothing along: her socket closes, and she comes in there as somebody new", async () => {
    const { id, key, desk } = await joins(supervisor(), "org_embassyOne", "coordinator");
    const { id: caseId } = await world.opens();
    expect((await desk.does(registrationGet, { id: caseId })).status).toBe(200);
    const [closed] = await socketOf(desk);
    expect((await supervisor().does(accountClose, { officerId: id })).status).toBe(200);
    // Nothing else happens in the crisis: the room is told all the same.
    expect(await closed).toBe(4401);
    // Her account there is another one, whatever its label: the one before is nobody's to take over.
    expect(codeOf(await invites(elsewhere, "org_embassyTwo", "coordinator", id))).toBe("already-exists");
    const { desk: there } = await joins(elsewhere, "org_embassyTwo", "coordinator");
    expect(codeOf(await there.does(registrationGet, { id: caseId }))).toBe("not-found");
    expect((await there.does(registrationQueue, { crisisId: CRISIS })).body.rows).toEqual([]);
    for (const act of [registrationQueue, liveChanges, organisationMe])
      expect(codeOf(await desk.does(act, { crisisId: CRISIS, since: 0 }))).toBe("signed-out");
    expect(codeOf(await signsIn(key))).toBe("passkey-wrong");
  });
  it("and sits in another organisation from now on acts for neither with what she had", async () => {
    const { id, key, desk } = await joins(supervisor(), "org_embassyOne", "coordinator");
    expect((await desk.does(registrationQueue, { crisisId: CRISIS })).status).toBe(200);
    await env.DB.prepare("UPDATE officer SET organisationId = 'org_embassyTwo' WHERE id = ?1").bind(id).run();
    expect(codeOf(await desk.does(registrationQueue, { crisisId: CRISIS }))).toBe("signed-out");
    expect(codeOf(await signsIn(key))).toBe("passkey-wrong");
    // Her new place lets her in anew, and she reads that place's cases alone.
    const { token } = await invites(elsewhere, "org_embassyTwo", "coordinator", id);
    const again = (await comesIn(token)).desk;
    const queue = await again.does(registrationQueue, { crisisId: CRISIS });
    expect([queue.status, (queue.body.rows as unknown[]).length]).toEqual([200, 0]);
    expect((await again.does(organisationMe)).body.organisation).toMatchObject({ id: "org_embassyTwo" });
  });
  it("is no longer a supervisor in the session of before where only her role changed", async () => {
    const { id, key, desk } = await joins(supervisor(), "org_embassyOne", "supervisor");
    expect((await invites(desk, "org_embassyOne", "intake")).status).toBe(200);
    await env.DB.prepare("UPDATE officer SET role = 'viewer' WHERE id = ?1").bind(id).run();
    expect(codeOf(await invites(desk, "org_embassyOne", "intake"))).toBe("signed-out");
    const again = new Someone(deskCookie(await signsIn(key)));
    expect(codeOf(await invites(again, "org_embassyOne", "intake"))).toBe("not-allowed");
  });
});
