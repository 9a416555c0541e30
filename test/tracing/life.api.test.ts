// From looking to an answer and back: what each side reads at every step, and that nothing else of hers leaves.
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { registrationOpen } from "../../schema/registration.ts";
import { registrationDelete, registrationDownload, registrationKeep } from "../../schema/registration-end.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { tracingClose, tracingSee, tracingSignIn, tracingWrite } from "../../schema/tracing.ts";
import { tracingAnswer, tracingDisagree, tracingRefuse, tracingTakeBack } from "../../schema/tracing-own.ts";
import { smallGroup } from "../kit/people.ts";
import { comesBack, looks, makeWorld, type World } from "../kit/world.ts";
import { agrees, answers, clockRuns, count, mineOf, seenBy, theOne } from "./kit.ts";

let world: World;
beforeEach(async () => {
  world ??= await makeWorld();
});

const other = { recipients: ["org_embassyTwo"] };
const named = (name: string) => ({
  ...other,
  people: [{ name, born: "34", relation: "self" }],
});

describe("somebody who is looked for", { timeout: 60_000 }, () => {
  it("is shown it only once she agreed, and answers only by her own word", async () => {
    const { someone } = await world.opens(named("Zephyrine Quillfeather"));
    const relative = await looks({ name: "Zefirin Kwilfeder", text: "Mother asks." });
    await clockRuns();
    expect(await mineOf(someone)).toMatchObject({ agreed: null, mayAgree: true, requests: [] });
    await agrees(someone);
    await clockRuns();
    const one = await theOne(someone);
    expect(one).toMatchObject({
      about: "Zephyrine Quillfeather",
      by: "Marked Brother",
      kin: "sibling",
      state: "waiting",
      answer: null,
    });
    expect(one.texts.map(({ text }) => text)).toEqual(["Mother asks."]);
    expect((await seenBy(relative.someone)).answers).toEqual([]);
    const said = { id: one.id, text: "I am well.", phone: "+218 91 555" };
    expect((await someone.does(tracingAnswer, said)).status).toBe(200);
    const answer = await relative.someone.does(tracingSee);
    expect(answer.body.answers).toMatchObject([{ text: "I am well.", phone: "+218 91 555" }]);
    expect(answer.text).not.toContain("Quillfeather");
    expect((await theOne(someone)).answer?.readAt).not.toBeNull();
  });

  it("takes an answer back: whoever looks waits as before, and nothing is left of the words", async () => {
    const { someone } = await world.opens(named("Thaddeus Moonwhistle"));
    const relative = await looks({ name: "Thaddeus Moonwhistle" });
    const before = await relative.someone.does(tracingSee);
    const id = await answers(someone);
    expect((await seenBy(relative.someone)).answers.length).toBe(1);
    expect((await someone.does(tracingTakeBack, { id })).status).toBe(200);
    const after = await relative.someone.does(tracingSee);
    expect({ ...after.body, until: "" }).toEqual({ ...before.body, until: "" });
    expect((await theOne(someone)).state).toBe("waiting");
    const row = await env.DB.prepare("SELECT sealed FROM tracingMatch WHERE id = ?1").bind(id).first();
    expect(row).toEqual({ sealed: null });
  });

  it("answers nobody whom she refused, blocked or does not know", async () => {
    for (const how of [{}, { block: true }, { unknown: true }]) {
      const name = `Obadiah ${Object.keys(how)[0] ?? "silent"} Threlkeld`;
      const { someone } = await world.opens(named(name));
      const relative = await looks({ name });
      const id = await answers(someone);
      expect((await someone.does(tracingRefuse, { id, ...how })).status).toBe(200);
      expect((await mineOf(someone)).requests).toEqual([]);
      expect((await seenBy(relative.someone)).answers).toEqual([]);
      await relative.someone.does(tracingWrite, { text: "Once more." });
      await clockRuns();
      expect((await mineOf(someone)).requests).toEqual([]);
      expect((await someone.does(tracingAnswer, { id, text: "no" })).status).toBe(404);
      await relative.someone.does(tracingClose);
    }
  });

  it("sees no request of a number that she blocked, whichever code it comes with", async () => {
    const name = "Philippa Gooseberry";
    const { someone } = await world.opens(named(name));
    const byPhone = "+49 30 5550 1234";
    await looks({ name, byPhone });
    await agrees(someone);
    await clockRuns();
    await someone.does(tracingRefuse, { id: (await theOne(someone)).id, block: true });
    await looks({ name, byPhone: "0049 30 55501234" });
    await looks({ name, byPhone: "+49 30 5550 9999" });
    await clockRuns();
    expect((await mineOf(someone)).requests.map((one) => one.phone)).toEqual(["+49 30 5550 9999"]);
  });

  it("withdraws: her answers are deleted, and agreeing again begins anew", async () => {
    const { someone } = await world.opens(named("Cordelia Thistlewood"));
    const relative = await looks({ name: "Cordelia Thistlewood" });
    await answers(someone);
    expect((await someone.does(tracingDisagree, { lang: "en" })).status).toBe(200);
    expect((await seenBy(relative.someone)).answers).toEqual([]);
    expect(await mineOf(someone)).toMatchObject({ agreed: null, requests: [] });
    await agrees(someone);
    await clockRuns();
    expect((await theOne(someone)).state).toBe("waiting");
    expect((await seenBy(relative.someone)).answers).toEqual([]);
  });

  it("deletes everything: no answer is read while it waits, and undoing brings it back", async () => {
    const { someone, reference, pin } = await world.opens(named("Barnaby Featherstone"));
    const relative = await looks({ name: "Barnaby Featherstone" });
    await answers(someone);
    await someone.does(registrationDelete);
    expect((await seenBy(relative.someone)).answers).toEqual([]);
    const again = await comesBack(reference, pin);
    expect((await again.does(registrationKeep)).status).toBe(200);
    expect((await seenBy(relative.someone)).answers.length).toBe(1);
  });

  it("is found by the number that she left, and by name again after it changed", async () => {
    const { someone } = await world.opens({ ...named("Marked Nobody Known"), phone: "+218 91 222 3344" });
    await agrees(someone);
    await looks({ name: "Mama", phone: "091 222 33 44" });
    await clockRuns();
    expect((await theOne(someone)).about).toBe("Marked Nobody Known");
  });

  it("has it all in her file and her record, with who could receive it said in words", async () => {
    const { someone } = await world.opens(named("Ottoline Peppercorn"));
    await looks({ name: "Ottoline Peppercorn" });
    await answers(someone);
    const whole = (await someone.does(registrationDownload)).body as unknown as {
      tracing: { agreed: { event: string }[]; requests: { state: string }[] };
      consentRecord: {
        processing: { purpose: string; recipient_third_parties: string[] }[];
        parties: { party_id: string; party_name: string }[];
        events: { purpose: string; organisation_id: string }[];
        privacy_notices: { words: { key: string }[] }[];
      };
    };
    expect(whole.tracing.agreed.map(({ event }) => event)).toEqual(["given"]);
    expect(whole.tracing.requests.map(({ state }) => state)).toEqual(["answered"]);
    const { processing, parties, events, privacy_notices } = whole.consentRecord;
    expect(processing.find((one) => one.purpose === "trace")?.recipient_third_parties).toEqual(["relative"]);
    expect(parties.find((one) => one.party_id === "relative")?.party_name).toMatch(/Nobody/);
    expect(events.filter((one) => one.purpose === "trace").map((one) => one.organisation_id)).toEqual([
      "relative",
    ]);
    expect(privacy_notices.some(({ words }) => words.some(({ key }) => key === "trace.danger"))).toBe(true);
  });
});

describe("whoever looks", { timeout: 60_000 }, () => {
  it("closes: request, texts, matches and session are gone, and the code opens nothing", async () => {
    const { someone } = await world.opens(named("Ignatius Bramblefoot"));
    const relative = await looks({ name: "Ignatius Bramblefoot" });
    await answers(someone);
    expect((await relative.someone.does(tracingClose)).status).toBe(200);
    expect((await mineOf(someone)).requests).toEqual([]);
    expect((await relative.someone.does(tracingSee)).status).toBe(401);
    const answer = await relative.someone.does(tracingSignIn, relative);
    expect(answer.status).toBe(400);
    const { reference, pin } = relative;
    expect((await relative.someone.does(tracingSignIn, { reference, pin })).body.code).toBe(
      "code-or-pin-wrong",
    );
    const row = await env.DB.prepare("SELECT 1 FROM tracing WHERE id = ?1").bind(relative.id).first();
    expect(row).toBeNull();
  });

  it("writes five texts and no sixth", async () => {
    const relative = await looks({ name: "Nobody Atall" });
    for (const left of [3, 2, 1, 0])
      expect((await relative.someone.does(tracingWrite, { text: "More" })).body.left).toBe(left);
    expect((await relative.someone.does(tracingWrite, { text: "More" })).status).toBe(429);
    expect((await seenBy(relative.someone)).texts.length).toBe(5);
  });

  it("is nobody at doors of people, and may ask for help herself", async () => {
    const relative = await looks({ name: "Nobody Atall" });
    expect((await relative.someone.does(registrationStatus)).status).toBe(401);
    expect((await relative.someone.does(registrationOpen, smallGroup())).status).toBe(200);
    expect(await count("tracing")).toBeGreaterThan(0);
  });
});
