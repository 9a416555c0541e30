// Words of a reason about her: read by whoever reviews it while the organisation that wrote them may see her, and no longer.
// What the review needs beside them stays.
import { beforeAll, describe, expect, it } from "vitest";
import { consentGive, consentWithdraw } from "../../schema/consent.ts";
import { glassExplain, glassList, glassReview } from "../../schema/glass.ts";
import { permitAsk } from "../../schema/permit.ts";
import { permitDecide, permitGet } from "../../schema/permit-office.ts";
import { registrationDelete, registrationKeep } from "../../schema/registration-end.ts";
import { later } from "../consent/clock.ts";
import { personIds } from "../kit/movement.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import { comesBack, freshKey, makeWorld, type World } from "../kit/world.ts";
import * as closed from "./closed.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
const key = () => ({ key: freshKey() });

interface Row {
  id: string;
  targetId: string;
  words: string | null;
  hidden?: true;
  officer: string;
  reason: string;
}
async function rowOf(name: PersonName, id: string): Promise<Row | undefined> {
  const { body } = await world.as(name).does(glassList, { crisisId: CRISIS });
  return (body.rows as Row[]).find((row) => row.targetId === id);
}
async function reasoned() {
  const one = await world.opens();
  await closed.closes(world, one.id);
  expect((await closed.explains(world, "embassyCoordinator", one.id)).status).toBe(200);
  return one;
}
const reviewers = ["supervisor", "oversightVisitor"] as const;

describe("words of a reason", () => {
  it("are read by her supervisor and by oversight while the organisation may see her", async () => {
    const { id } = await reasoned();
    for (const name of reviewers) expect((await rowOf(name, id))?.words).toBe(closed.WORDS);
  });
  it("are hidden once she took that back, and say so; kind, moment and officer stay, and the review goes on", async () => {
    const { id, someone } = await reasoned();
    await someone.does(consentWithdraw, { organisationId: "org_embassyOne" }, key());
    for (const name of reviewers) {
      const row = await rowOf(name, id);
      expect(row).toMatchObject({
        words: null,
        hidden: true,
        reason: "follow-up",
        officer: expect.any(String),
      });
      expect(JSON.stringify(row)).not.toContain("Marked");
    }
    const row = await rowOf("supervisor", id);
    expect((await world.as("supervisor").does(glassReview, { id: row?.id }, key())).status).toBe(200);
  });
  it("come back with her yes", async () => {
    const { id, someone } = await reasoned();
    await someone.does(consentWithdraw, { organisationId: "org_embassyOne" }, key());
    await someone.does(consentGive, { organisationId: "org_embassyOne", purpose: "help" }, key());
    expect((await rowOf("supervisor", id))?.words).toBe(closed.WORDS);
  });
  it("are hidden from the moment at which she asks for deletion, and shown again where she takes that back", async () => {
    const { id, someone, reference, pin } = await reasoned();
    await someone.does(registrationDelete, {}, key());
    for (const name of reviewers) expect(await rowOf(name, id)).toMatchObject({ words: null, hidden: true });
    const back = await comesBack(reference, pin);
    expect((await back.does(registrationKeep, {}, key())).status).toBe(200);
    for (const name of reviewers) expect((await rowOf(name, id))?.words).toBe(closed.WORDS);
  });
  it("of a request for a permit go with the consent to that authority", async () => {
    const { id, someone } = await world.opens();
    const [personId] = await personIds(id);
    const asked = { personId, ground: "evacuation", name: "Marked", agree: "yes" };
    const permit = await someone.does(permitAsk, asked, key());
    const officer = world.as("permitOfficer");
    const { version } = (await officer.does(permitGet, { id: permit.body.id })).body;
    const no = { id: permit.body.id, state: "refused", reason: "No." };
    await officer.does(permitDecide, no, { ...key(), ifMatch: Number(version) });
    await later(world, 48);
    const given = { permitId: permit.body.id, reason: "follow-up", words: closed.WORDS };
    expect((await officer.does(glassExplain, given, key())).status).toBe(200);
    expect((await rowOf("oversightVisitor", id))?.words).toBe(closed.WORDS);
    await someone.does(consentWithdraw, { organisationId: "org_exitOffice", purpose: "permit" }, key());
    expect(await rowOf("oversightVisitor", id)).toMatchObject({ words: null, hidden: true });
  });
});
