// Coming back with code and PIN: the same answer for an unknown code, delays that grow on failures only, no lock.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { checkDigit } from "../../schema/kit/damm.ts";
import {
  registrationAlive,
  registrationOpen,
  registrationSignIn,
  registrationSignOut,
} from "../../schema/registration.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { delayAfter } from "../../worker/kit/attempt.ts";
import { smallGroup } from "../kit/people.ts";
import { freshKey, makeWorld, Someone, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const wrong = (pin: string) => (pin === "000000" ? "000001" : "000000");
const signIn = (reference: string, pin: string) =>
  world.as("nobody").does(registrationSignIn, { reference, pin });

describe("signing in", () => {
  it("answers an unknown code as it answers a wrong PIN", async () => {
    const { reference, pin } = await world.opens();
    const digits = "999999999";
    const [unknown, mistaken] = [
      await signIn(digits + checkDigit(digits), pin),
      await signIn(reference, wrong(pin)),
    ];
    const same = ({ status, body }: typeof unknown) => [
      status,
      body.code,
      body.title,
      Object.keys(body).sort(),
    ];
    expect(same(unknown)).toEqual(same(mistaken));
    expect(unknown.status).toBe(401);
  });
  it("lets a right PIN in after failures, once the delay has passed, and forgets them", async () => {
    const { reference, pin } = await world.opens();
    for (let i = 0; i < 3; i++) await signIn(reference, wrong(pin));
    const waiting = await signIn(reference, pin);
    expect([waiting.status, waiting.body.code]).toEqual([429, "too-many"]);
    expect(Number(waiting.headers.get("Retry-After"))).toBeGreaterThan(0);
    await env.DB.prepare("UPDATE attempt SET lastAt = '2020-01-01T00:00:00.000Z'").run();
    expect((await signIn(reference, pin)).status).toBe(200);
    expect((await signIn(reference, pin)).status).toBe(200);
  });
  it("never locks a code for longer than fifteen minutes", () => {
    expect([0, 2, 3, 4, 8, 1000].map(delayAfter)).toEqual([0, 0, 2, 4, 64, 900]);
  });
  it("counts no success against a shared address", async () => {
    const { reference, pin } = await world.opens();
    for (let i = 0; i < 30; i++) expect((await signIn(reference, pin)).status).toBe(200);
  });
  it("sets one cookie that no script can read, and that no other site sends", async () => {
    const { reference, pin } = await world.opens();
    const lines = (await signIn(reference, pin)).headers.getSetCookie();
    expect(lines).toHaveLength(1);
    for (const part of ["__Host-own=", "HttpOnly", "SameSite=Strict", "Secure", "Path=/"])
      expect(lines[0]).toContain(part);
  });
});

describe("her session", () => {
  it("ends when she leaves, and a kept cookie opens nothing", async () => {
    const { someone } = await world.opens();
    expect((await someone.does(registrationSignOut)).status).toBe(200);
    const answer = await someone.does(registrationStatus);
    expect([answer.status, answer.body.code]).toEqual([401, "signed-out"]);
  });
  it("ends by itself after its time", async () => {
    const { someone, id } = await world.opens();
    await env.DB.prepare(
      "UPDATE session SET expiresAt = '2020-01-01T00:00:00.000Z' WHERE registrationId = ?1",
    )
      .bind(id)
      .run();
    expect((await someone.does(registrationStatus)).body.code).toBe("signed-out");
  });
  it("is not made of a forged or a malformed cookie", async () => {
    for (const cookie of [
      "__Host-own=",
      "__Host-own=abc",
      `__Host-own=${"A".repeat(43)}`,
      "own=x; __Host-own=';--",
    ]) {
      expect((await new Someone(cookie).does(registrationStatus)).body.code).toBe("signed-out");
    }
  });
  it("says 'I am still here' five times with one case and no new record", async () => {
    const { someone } = await world.opens();
    const before = await env.DB.prepare("SELECT count(*) AS n FROM registration").first("n");
    for (let i = 0; i < 5; i++) expect((await someone.does(registrationAlive)).status).toBe(200);
    expect(await env.DB.prepare("SELECT count(*) AS n FROM registration").first("n")).toBe(before);
  });
});

describe("leaving the receipt", () => {
  it("burns it: Back and reload get no code again", async () => {
    const key = freshKey();
    const nobody = world.as("nobody");
    expect((await nobody.does(registrationOpen, smallGroup(), { key })).status).toBe(200);
    await nobody.does(registrationSignOut, { actId: key });
    const again = await nobody.does(registrationOpen, smallGroup(), { key });
    expect([again.status, again.body.code]).toEqual([410, "link-spent"]);
  });
});
