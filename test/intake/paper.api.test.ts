// Paper: a reference holds for one form of the organisation that printed it, and opens with the number on its slip.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { isChecked } from "../../schema/kit/damm.ts";
import { registrationOpen, registrationSignIn } from "../../schema/registration.ts";
import { registrationReserve } from "../../schema/registration-intake.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { CRISIS, smallGroup } from "../kit/people.ts";
import { comesBack, freshKey, makeWorld, type World } from "../kit/world.ts";
import { intaking, type Name } from "./taking.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const spoken = { how: "in-person", heard: true };
const paper = (reference: string) => ({ paper: { reference, marked: true } });
const { takes, reserves, lastConsents } = intaking(() => world);

describe("references on paper", () => {
  it("are fresh, checked, of one series with all others, and kept only as hashes", async () => {
    const { codes, expiresAt } = await reserves(100);
    expect(new Set(codes.map((one) => one.reference)).size).toBe(100);
    for (const { reference, pin } of codes)
      expect([isChecked(reference), /^\d{6}$/.test(pin)]).toEqual([true, true]);
    expect(Math.round((Date.parse(expiresAt) - Date.now()) / 86_400_000)).toBe(30);
    const stored = JSON.stringify((await env.DB.prepare("SELECT * FROM reserved").all()).results);
    for (const { reference, pin } of codes)
      expect([stored.includes(reference), stored.includes(`"${pin}"`)]).toEqual([false, false]);
    const refused = async (n: unknown) =>
      (await world.as("fieldWorker").does(registrationReserve, { crisisId: CRISIS, n })).body.code;
    expect([await refused(101), await refused(0), await refused("x")]).toEqual(Array(3).fill("malformed"));
  });
  it("are the same sheet when it is asked for again", async () => {
    const key = freshKey();
    const first = await reserves(3, "fieldWorker", key);
    expect(await reserves(3, "fieldWorker", key)).toEqual(first);
  });
  it("open the request that is typed in later, with the number from the slip", async () => {
    const { codes } = await reserves(1);
    const [code = { reference: "", pin: "" }] = codes;
    const early = await world.as("nobody").does(registrationSignIn, code);
    expect([early.status, early.body.code]).toEqual([409, "paper-not-typed"]);
    const wrong = code.pin === "000000" ? "000001" : "000000";
    expect((await world.as("nobody").does(registrationSignIn, { ...code, pin: wrong })).body.code).toBe(
      "code-or-pin-wrong",
    );
    const answer = await takes({ ...paper(code.reference), place: { landmark: "x" } });
    expect(answer.body).toMatchObject({ reference: code.reference, pin: null });
    expect(await lastConsents()).toMatchObject([
      { way: "paper", officerId: "off_field01" },
      { way: "paper" },
    ]);
    const { body } = await (await comesBack(code.reference, code.pin)).does(registrationStatus);
    expect(body).toMatchObject({ reference: code.reference, taken: { way: "paper", name: "Support desk" } });
  });
  it("may be spoken as well: then it was by voice", async () => {
    const { codes } = await reserves(1);
    const answer = await takes({ spoken, ...paper(codes[0]?.reference ?? "") });
    expect(answer.status).toBe(200);
    expect((await lastConsents())[0]).toMatchObject({ way: "in-person" });
  });
  it("hold once, for this organisation, until they expire", async () => {
    const { codes } = await reserves(3);
    const [used = "", others = "", old = ""] = codes.map((one) => one.reference);
    const place = { landmark: "x" };
    const key = freshKey();
    expect((await takes({ ...paper(used), place }, "fieldWorker", key)).status).toBe(200);
    // The same act again is the same request; another act with the same paper is refused.
    expect((await takes({ ...paper(used), place }, "fieldWorker", key)).body.reference).toBe(used);
    const code = async (reference: string, who: Name = "fieldWorker") =>
      (await takes({ ...paper(reference), place }, who)).body.code;
    expect(await code(used)).toBe("code-not-reserved");
    expect(await code(others, "embassyCoordinator")).toBe("code-not-reserved");
    expect(await code("1234567897")).toBe("code-not-reserved");
    expect(await code("123")).toBe("malformed");
    await env.DB.prepare(
      "UPDATE reserved SET expiresAt = '2020-01-01T00:00:00.000Z' WHERE referenceHash NOT IN (SELECT referenceHash FROM registration)",
    ).run();
    expect(await code(old)).toBe("code-not-reserved");
    const number = await takes({ ...paper(old), place, pin: "112233" });
    expect(number.body).toMatchObject({ fields: [{ path: "pin", reason: "on-the-slip" }] });
  });
  it("are spent by one of two officers who type the same form at once", async () => {
    const { codes } = await reserves(1);
    const over = { ...paper(codes[0]?.reference ?? ""), place: { landmark: "x" } };
    const both = await Promise.all([takes(over, "fieldWorker"), takes(over, "agencyCoordinator")]);
    expect(both.map((one) => one.body.code ?? "taken").sort()).toEqual(["code-not-reserved", "taken"]);
  });
  it("are never drawn for anybody else meanwhile", async () => {
    const { codes } = await reserves(1);
    const row = await env.DB.prepare("SELECT referenceHash FROM reserved LIMIT 1").first<{
      referenceHash: string;
    }>();
    await expect(
      env.DB.prepare(
        `INSERT INTO registration (id, crisisId, referenceHash, reference, pinSalt, pinHash, keyVersion, wrappedKey, sealed, state, people, urgency, needs, openedAt, aliveAt)
         VALUES ('reg_taken00001', ?2, ?1, x'', x'', x'', 1, x'', x'', 'sent', 1, 3, 0, 't', 't')`,
      )
        .bind(row?.referenceHash, CRISIS)
        .run(),
    ).rejects.toThrow("referenceHash is taken");
    expect(codes).toHaveLength(1);
  });
  it("are no way in for others: nobody asks for them, and a person cannot open a request by one", async () => {
    const { codes } = await reserves(1);
    const answer = await world
      .as("nobody")
      .does(registrationOpen, smallGroup({ reference: codes[0]?.reference }), { key: freshKey() });
    expect(answer.body.code).toBe("malformed");
  });
});
