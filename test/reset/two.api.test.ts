// A new secret number takes two officers: what stands on one's own screen opens nobody's account, and whoever breaks the glass
// is read of by the person, by the supervisors of all who see the case, and by those who review reasons.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { consentWithdraw } from "../../schema/consent.ts";
import { glassList } from "../../schema/glass.ts";
import { messageAnswer, messageMine } from "../../schema/message.ts";
import { registrationDownload } from "../../schema/registration-end.ts";
import {
  registrationPinQuestions,
  registrationPinsGiven,
  registrationResetPin,
} from "../../schema/registration-pin.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { comesIn, invites } from "../account/desk.ts";
import { makeGateway, passTime, settled, tick } from "../kit/gateway.ts";
import { CRISIS } from "../kit/people.ts";
import { comesBack, freshKey, makeWorld, type Someone, send, type World } from "../kit/world.ts";
import { answersOf, says } from "./asked.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
const both = ["org_embassyOne", "org_embassyTwo"];
const opens = () => world.opens({ recipients: both, phone: "+218912345678", phoneSafe: true });

describe("one dishonest coordinator", () => {
  it("does not get into the account of a person whose case she can open", async () => {
    const { id, reference, pin, someone } = await opens();
    await world
      .as("otherEmbassy")
      .does(
        messageAnswer,
        { registrationId: id, text: "Marked words of the other embassy" },
        { key: freshKey() },
      );
    const her = world.as("embassyCoordinator");
    for (let n = 0; n < 3; n++) {
      const answer = await says(her, id);
      expect([answer.status, answer.body.pin]).toEqual([200, null]);
    }
    // Nothing of hers has changed: her number, her session, what others wrote to her.
    expect((await someone.does(messageMine)).text).toContain("Marked words of the other embassy");
    await comesBack(reference, pin);
    const done = (await someone.does(registrationDownload)).body.done as { act: string }[];
    expect(done.filter((one) => one.act === "registration.askPin")).toHaveLength(3);
  });
  it("is not completed by an officer of another organisation, by an old word, or by one who has left", async () => {
    const { id } = await opens();
    await says(world.as("embassyCoordinator"), id);
    expect((await says(world.as("otherEmbassy"), id)).body.pin).toBeNull();
    await env.DB.prepare("UPDATE pinAsk SET expiresAt = '2026-01-01T00:00:00.000Z'").run();
    expect((await says(world.as("embassyColleague"), id)).body.pin).toBeNull();
    await env.DB.prepare("UPDATE officer SET closedAt = '2026-01-01' WHERE id = 'off_emb0002'").run();
    expect((await says(world.as("embassyCoordinator"), id)).body.pin).toBeNull();
    await env.DB.prepare("UPDATE officer SET closedAt = NULL WHERE id = 'off_emb0002'").run();
    await world.signsIn("embassyColleague");
  });
});

describe("two officers", () => {
  it("give one number, shown to the second alone; each sees how far it is", async () => {
    const { id, reference } = await opens();
    const first = world.as("embassyCoordinator");
    const second = world.as("embassyColleague");
    await says(first, id);
    const asked = async (who: Someone) =>
      (await who.does(registrationPinQuestions, { id })).body.first as { mine: boolean } | null;
    expect([
      (await asked(first))?.mine,
      (await asked(second))?.mine,
      await asked(world.as("otherEmbassy")),
    ]).toEqual([true, false, null]);
    const given = await says(second, id);
    expect(given.body.pin).toMatch(/^\d{6}$/);
    await comesBack(reference, String(given.body.pin));
    // The first one's next word is a first word again.
    expect((await says(first, id)).body.pin).toBeNull();
  });
  it("who come at the same moment give one number", async () => {
    const { id } = await opens();
    await says(world.as("supervisor"), id);
    const answers = await Promise.all([
      says(world.as("embassyCoordinator"), id),
      says(world.as("embassyColleague"), id),
    ]);
    expect(answers.filter((one) => typeof one.body.pin === "string")).toHaveLength(1);
  });
});

describe("one officer who cannot wait", () => {
  it("is read of by the person, by every supervisor who sees the case, and by reviewers", async () => {
    const { id, reference, someone } = await opens();
    const given = await says(world.as("embassyCoordinator"), id, "She stands at the gate tonight.");
    expect(given.body.pin).toMatch(/^\d{6}$/);
    expect((await someone.does(registrationStatus)).body.code).toBe("signed-out");
    const back = await comesBack(reference, String(given.body.pin));
    expect((await back.does(registrationStatus)).body.resets).toMatchObject([
      { name: "Embassy one", alone: true },
    ]);
    const page = await send("GET", "/en/s", { headers: { Cookie: back.cookie } });
    expect(page.text).toContain("one officer alone");
    const invited = await invites(world.as("platformAdministrator"), "org_embassyTwo", "supervisor");
    const { desk } = await comesIn(invited.token);
    for (const supervisor of [world.as("supervisor"), desk])
      expect((await supervisor.does(registrationPinsGiven, { crisisId: CRISIS })).body.given).toMatchObject([
        { id, organisation: "Embassy one", alone: true },
        ...Array.from({ length: 2 }, () => ({ alone: false })),
      ]);
    const rows = (await world.as("supervisor").does(glassList, { crisisId: CRISIS })).body
      .rows as unknown as {
      act: string;
      targetId: string;
      words: string;
    }[];
    expect(rows).toMatchObject([
      { act: "registration.resetPin", targetId: id, words: "She stands at the gate tonight.", mine: true },
    ]);
    expect(
      (await back.does(consentWithdraw, { organisationId: "org_embassyTwo" }, { key: freshKey() })).status,
    ).toBe(200);
  });
  it("needs right answers all the same, and a reason in words", async () => {
    const { id } = await opens();
    const her = world.as("embassyCoordinator");
    const wrong = (await answersOf(her, id)).map((one) => ({ ...one, answer: "99 nothing" }));
    const refused = await her.does(
      registrationResetPin,
      { id, answers: wrong, alone: "Tonight" },
      { key: freshKey() },
    );
    expect(refused.body.code).toBe("answers-wrong");
    expect((await says(her, id, "")).body.code).toBe("malformed");
  });
});

describe("her phone", () => {
  it("is told where she said that it is safe, and not otherwise", async () => {
    const gateway = makeGateway();
    gateway.answers = "taken";
    const heard: Record<string, string[]> = {};
    for (const [phone, phoneSafe] of [
      ["+218940077001", true],
      ["+218940077002", false],
    ] as const) {
      // In an exercise a number gets a text where it wrote to us once.
      await gateway.writes(phone, "START");
      gateway.heard(phone);
      const { id } = await world.opens({ recipients: both, phone, phoneSafe });
      await says(world.as("supervisor"), id);
      expect((await says(world.as("embassyColleague"), id)).body.pin).not.toBeNull();
      passTime(60_000);
      await tick();
      await settled();
      heard[phone] = gateway.heard(phone);
    }
    expect(heard["+218940077001"]).toHaveLength(1);
    expect(heard["+218940077001"]?.[0]).toContain("Your secret number was changed");
    expect(heard["+218940077001"]?.[0]).toContain("+218 00 000 000");
    expect(heard["+218940077002"]).toEqual([]);
  });
});

describe("whoever comes with the old number", () => {
  it("reads what to do, the same as for any code that does not fit", async () => {
    const { reference, pin, id } = await opens();
    await says(world.as("supervisor"), id);
    await says(world.as("embassyColleague"), id);
    const tries = (one: string) =>
      send("POST", "/en/s", {
        headers: { "Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin" },
        body: new URLSearchParams({ reference: one, pin }).toString(),
      });
    const [old, unknown] = [await tries(reference), await tries("1000000004")];
    for (const page of [old, unknown]) {
      expect(page.text).toContain("An office may have changed the secret number");
      expect(page.text).toContain('href="/en/call"');
    }
  });
});
