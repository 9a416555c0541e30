// Who of a group is shown what: each adult for herself, a child's adult for the child, nobody for another adult; and nobody
// before she has said herself that what another asked for her is right.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { registrationDownload, registrationGiveCode } from "../../schema/registration-end.ts";
import { registrationConfirm } from "../../schema/registration-intake.ts";
import { registrationChangePerson } from "../../schema/registration-own.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import {
  tracingAgree,
  tracingAnswer,
  tracingDisagree,
  tracingRefuse,
  tracingTakeBack,
} from "../../schema/tracing-own.ts";
import { personIds } from "../kit/movement.ts";
import { comesBack, looks, makeWorld, type Someone, type World } from "../kit/world.ts";
import { agrees, answers, clockRuns, mineOf, seenBy } from "./kit.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const family = (tag: string) => ({
  people: [
    { name: `Barnaby ${tag}`, born: "40", relation: "self" },
    { name: `Cordelia ${tag}`, born: "38", relation: "partner" },
    { name: `Philippa ${tag}`, born: "9", relation: "child" },
  ],
});

const codeFor = async (someone: Someone, personId: string): Promise<Someone> => {
  const { body } = await someone.does(registrationGiveCode, { personId });
  return comesBack(String(body.reference), String(body.pin));
};

describe("in a group", { timeout: 60_000 }, () => {
  it("whoever registered is asked about herself and the child, and another adult only herself", async () => {
    const { id, someone } = await world.opens(family("Thistlewood"));
    for (const name of ["Barnaby", "Cordelia", "Philippa"])
      await looks({ name: `${name} Thistlewood`, by: `Seeks ${name}` });
    await agrees(someone);
    await clockRuns();
    const about = async (who: Someone) => (await mineOf(who)).requests.map((one) => one.about).sort();
    expect(await about(someone)).toEqual(["Barnaby Thistlewood", "Philippa Thistlewood"]);
    const [, partnerId = ""] = await personIds(id);
    const adult = await codeFor(someone, partnerId);
    await clockRuns();
    expect(await mineOf(adult)).toMatchObject({ agreed: null, mayAgree: true, requests: [] });
    await agrees(adult);
    await clockRuns();
    expect(await about(adult)).toEqual(["Cordelia Thistlewood"]);
    expect(await about(someone)).toEqual(["Barnaby Thistlewood", "Philippa Thistlewood"]);
  });

  it("neither learns of the other's: not by status, file, record or ids", async () => {
    const { id, someone } = await world.opens(family("Featherstone"));
    const [, partnerId = ""] = await personIds(id);
    const adult = await codeFor(someone, partnerId);
    const before = await someone.does(registrationStatus);
    const relative = await looks({
      name: "Cordelia Featherstone",
      by: "Marked Lover",
      text: "Marked secret.",
    });
    const match = await answers(adult, { text: "Marked answer of hers." });
    expect((await seenBy(relative.someone)).answers.length).toBe(1);
    for (const act of [registrationStatus, registrationDownload]) {
      const { text } = await someone.does(act);
      expect(text).not.toMatch(/Marked|tracing|trm_/);
    }
    expect((await someone.does(registrationStatus)).body).toEqual({
      ...before.body,
      codes: before.body.codes,
    });
    expect((await mineOf(someone)).requests).toEqual([]);
    for (const [act, input] of [
      [tracingAnswer, { id: match, text: "x" }],
      [tracingRefuse, { id: match, block: true }],
      [tracingTakeBack, { id: match }],
    ] as const)
      expect([act.name, (await someone.does(act, input)).status]).toEqual([act.name, 404]);
    // Her taking back ends hers and nobody else's.
    await someone.does(tracingAgree, {});
    await someone.does(tracingDisagree, {});
    expect((await seenBy(relative.someone)).answers.length).toBe(1);
    expect((await adult.does(registrationDownload)).text).toContain("Marked secret.");
  });

  it("a child who registered alone is shown to nobody, and cannot agree", async () => {
    const { someone } = await world.opens({
      people: [{ name: "Ottoline Alone", born: "15", relation: "self" }],
    });
    await looks({ name: "Ottoline Alone" });
    const answer = await someone.does(tracingAgree, {});
    expect([answer.status, answer.body.code]).toEqual([422, "consent-missing"]);
    await clockRuns();
    expect(await mineOf(someone)).toMatchObject({ mayAgree: false, requests: [] });
  });

  it("what another asked for her has to be confirmed first", async () => {
    const { someone } = await world.opens({
      people: [{ name: "Ignatius Asked", born: "33", relation: "self" }],
      ...{ exactPlace: false, place: undefined },
      asked: { for: "other", by: "family", knows: "yes" },
    });
    expect((await someone.does(tracingAgree, {})).body.code).toBe("consent-missing");
    await someone.does(registrationConfirm, { lang: "en" });
    expect((await someone.does(tracingAgree, {})).status).toBe(200);
  });

  it("a name that changes is compared anew, and whoever was taken out is shown no more", async () => {
    const { id, someone } = await world.opens(family("Bramblefoot"));
    await agrees(someone);
    await looks({ name: "Zephyrine Quillfeather", by: "Late Seeker" });
    await looks({ name: "Philippa Bramblefoot", by: "Seeks a child" });
    await clockRuns();
    expect((await mineOf(someone)).requests.map((one) => one.by)).toEqual(["Seeks a child"]);
    const [headId = "", , childId = ""] = await personIds(id);
    const person = { name: "Zephyrine Quillfeather", born: "40", relation: "self" };
    expect((await someone.does(registrationChangePerson, { personId: headId, person })).status).toBe(200);
    await clockRuns();
    expect((await mineOf(someone)).requests.length).toBe(2);
    expect((await someone.does(registrationChangePerson, { personId: childId, remove: true })).status).toBe(
      200,
    );
    expect((await mineOf(someone)).requests.map((one) => one.by)).toEqual(["Late Seeker"]);
  });
});

describe("the year of birth", { timeout: 60_000 }, () => {
  it("narrows: another year is another person, and a year nearby is not", async () => {
    const { someone } = await world.opens({
      people: [{ name: "Thaddeus Yearling", born: "1985", relation: "self" }],
    });
    await agrees(someone);
    for (const born of [1960, 1984, 1986, 2001])
      await looks({ name: "Thaddeus Yearling", born, by: String(born) });
    await clockRuns();
    expect((await mineOf(someone)).requests.map((one) => one.by).sort()).toEqual(["1984", "1986"]);
  });
  it("is needed beside one word alone, as half a village is called", async () => {
    const { someone } = await world.opens({
      people: [{ name: "Bartholomew", born: "1985", relation: "self" }],
    });
    await agrees(someone);
    await looks({ name: "Bartholomew", by: "Without" });
    await looks({ name: "Bartholomew", by: "With", born: 1985 });
    await clockRuns();
    expect((await mineOf(someone)).requests.map((one) => one.by)).toEqual(["With"]);
  });
});

describe("officers", { timeout: 60_000 }, () => {
  it("see nothing of it: neither in a case, nor in the audit of the crisis", async () => {
    const { id, someone } = await world.opens(family("Gooseberry"));
    await looks({ name: "Barnaby Gooseberry", by: "Marked Seeker" });
    await answers(someone);
    const get = { name: "registration.get", kind: "read" } as const;
    const { text } = await world.as("embassyCoordinator").does(get, { id });
    expect(text).toContain("Barnaby Gooseberry");
    expect(text).not.toMatch(/Marked Seeker|trac|trm_|trc_/);
    const { results } = await env.DB.prepare(
      "SELECT act FROM audit WHERE targetId = ?1 AND act LIKE 'tracing.%'",
    )
      .bind(id)
      .all();
    expect(results).toEqual([]);
  });
});
