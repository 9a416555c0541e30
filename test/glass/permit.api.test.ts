// Looking at a request for a permit: work while it waits or holds, and for a day after; otherwise a reason is asked for.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { consentWithdraw } from "../../schema/consent.ts";
import { glassExplain, glassList } from "../../schema/glass.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { CRISIS } from "../kit/people.ts";
import { freshKey, makeWorld, type World } from "../kit/world.ts";
import { type Asked, AUTHORITY, asked, decides, opens, step } from "../permit/asking.ts";

let world: World;
let refused: Asked;
let granted: Asked;
beforeAll(async () => {
  world = await makeWorld();
  refused = await asked(world);
  granted = await asked(world);
  await decides(world, refused.id, { state: "refused", reason: "Not now" });
  await decides(world, granted.id, { state: "granted" });
});

const explains = (
  input: Record<string, unknown>,
  by: "permitOfficer" | "embassyCoordinator" = "permitOfficer",
) =>
  world
    .as(by)
    .does(
      glassExplain,
      { reason: "other-office", words: "A call from the gate", ...input },
      { key: freshKey() },
    );

describe("a request for a permit", () => {
  it("opens to its authority while it is fresh, with a record of it", async () => {
    expect((await opens(world, refused.id)).status).toBe(200);
    const row = await env.DB.prepare(
      "SELECT x.purpose, x.organisationId, x.glassId FROM access x WHERE x.registrationId = ?1",
    )
      .bind(refused.registrationId)
      .first();
    expect(row).toEqual({ purpose: "permit", organisationId: AUTHORITY, glassId: null });
    const { looks } = (await refused.someone.does(registrationStatus)).body;
    expect(looks).toMatchObject([{ name: "Exit office", fields: ["permit"] }]);
  });
  it("that was refused a day ago takes a reason; one that holds does not", async () => {
    await step(world, 25);
    expect((await opens(world, refused.id)).body.code).toBe("reason-needed");
    expect((await opens(world, granted.id)).status).toBe(200);
    expect((await explains({ permitId: refused.id })).status).toBe(200);
    expect((await opens(world, refused.id)).status).toBe(200);
    expect((await opens(world, refused.id, "permitColleague")).body.code).toBe("reason-needed");
    const { rows } = (await world.as("oversightVisitor").does(glassList, { crisisId: CRISIS })).body;
    expect(rows).toMatchObject([{ act: "permit.get", organisation: { id: AUTHORITY }, looks: 1 }]);
  });
  it("is named alone, by whoever may read it, and while the consent holds", async () => {
    const both = await explains({ permitId: refused.id, registrationId: refused.registrationId });
    expect([both.body.code, (await explains({})).body.code]).toEqual(["malformed", "malformed"]);
    expect((await explains({ permitId: refused.id }, "embassyCoordinator")).status).toBe(404);
    expect((await explains({ registrationId: refused.registrationId })).status).toBe(404);
    await refused.someone.does(consentWithdraw, { organisationId: AUTHORITY }, { key: freshKey() });
    expect((await explains({ permitId: refused.id })).status).toBe(404);
    expect((await opens(world, refused.id)).status).toBe(404);
  });
});
