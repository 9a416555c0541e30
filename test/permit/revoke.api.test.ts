// permit.revoke: with a reason, once, and on the status list at once; whatever has become of the consent.
import { beforeAll, describe, expect, it } from "vitest";
import { consentWithdraw } from "../../schema/consent.ts";
import { permitRevoke } from "../../schema/permit-office.ts";
import { readStatusList, statusAt } from "../../web/verify/open.ts";
import { makeWorld, type World } from "../kit/world.ts";
import { AUTHORITY, asked, claimsOf, codeOf, decides, fetched, mine, trustedKeys } from "./asking.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

describe("revoking", () => {
  const listed = async (idx: number) => {
    const answer = await fetched("/status/LBY");
    const opened = await readStatusList(new Uint8Array(await answer.arrayBuffer()), await trustedKeys());
    return opened.ok ? statusAt(opened.list, idx) : opened.reason;
  };
  it("needs a reason, is on the status list at once, and is done once", async () => {
    const one = await asked(world);
    await decides(world, one.id, { state: "granted" });
    const { statusIdx } = await claimsOf((await mine(one.someone, one.id)).credential);
    expect(await listed(statusIdx)).toBe(0);
    const officer = world.as("permitColleague");
    expect(await codeOf(officer.does(permitRevoke, { id: one.id }, { ifMatch: 2 }))).toBe("malformed");
    expect(await codeOf(officer.does(permitRevoke, { id: one.id, reason: "Twice." }, { ifMatch: 1 }))).toBe(
      "stale",
    );
    const done = await officer.does(permitRevoke, { id: one.id, reason: "Twice." }, { ifMatch: 2 });
    expect(done.body).toEqual({ id: one.id, state: "revoked", version: 3 });
    expect(await listed(statusIdx)).toBe(1);
    expect(await mine(one.someone, one.id)).toMatchObject({
      state: "revoked",
      reason: "Twice.",
      credential: null,
    });
    expect(await codeOf(officer.does(permitRevoke, { id: one.id, reason: "Twice." }, { ifMatch: 3 }))).toBe(
      "transition-impossible",
    );
  });
  it("takes nothing that was not granted, and works where the consent is gone", async () => {
    const one = await asked(world);
    const officer = world.as("permitOfficer");
    expect(await codeOf(officer.does(permitRevoke, { id: one.id, reason: "x" }, { ifMatch: 1 }))).toBe(
      "transition-impossible",
    );
    await decides(world, one.id, { state: "granted" });
    await one.someone.does(consentWithdraw, { organisationId: AUTHORITY });
    expect(await codeOf(officer.does(permitRevoke, { id: one.id, reason: "x" }, { ifMatch: 2 }))).toBe(
      "done",
    );
  });
});
