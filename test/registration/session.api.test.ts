// Her session: twenty idle minutes that every request starts anew, at most half a day, and digits of every script.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { registrationSignIn, registrationSignOut } from "../../schema/registration.ts";
import { registrationChangePin, registrationStay } from "../../schema/registration-own.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { comesBack, makeWorld, send, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const MINUTE = 60_000;
const session = (id: string) =>
  env.DB.prepare("SELECT startedAt, expiresAt FROM session WHERE registrationId = ?1")
    .bind(id)
    .first<{ startedAt: string; expiresAt: string }>();
const minutesLeft = async (id: string) =>
  (Date.parse((await session(id))?.expiresAt ?? "") - Date.now()) / MINUTE;
const endsIn = (id: string, minutes: number) =>
  env.DB.prepare("UPDATE session SET expiresAt = ?2 WHERE registrationId = ?1")
    .bind(id, new Date(Date.now() + minutes * MINUTE).toISOString())
    .run();

describe("her session", () => {
  it("lasts twenty minutes from her last request, whatever she asked for", async () => {
    const { id, someone } = await world.opens();
    expect(await minutesLeft(id)).toBeGreaterThan(19);
    // What is stored is rounded up to five minutes; her cookie ends after twenty.
    expect(await minutesLeft(id)).toBeLessThanOrEqual(25);
    for (const asks of [
      () => someone.does(registrationStatus),
      () => someone.does(registrationStay),
      () => send("GET", "/en/s", { headers: { Cookie: someone.cookie } }),
      () => send("GET", "/en/s/msg", { headers: { Cookie: someone.cookie } }),
    ]) {
      await endsIn(id, 2);
      const answer = await asks();
      expect(answer.status).toBe(200);
      expect(await minutesLeft(id)).toBeGreaterThan(19);
      const [line = ""] = answer.headers.getSetCookie();
      expect(line).toContain(someone.cookie);
      expect(Number(/Max-Age=(\d+)/.exec(line)?.[1])).toBe(1200);
    }
  });
  it("says until when it lasts, and is not brought back once it ended", async () => {
    const { id, someone } = await world.opens();
    const { until } = (await someone.does(registrationStay)).body as { until: string };
    expect(Math.abs(Date.parse(until) - Date.now() - 20 * MINUTE)).toBeLessThan(MINUTE);
    await endsIn(id, -1);
    expect((await someone.does(registrationStay)).body.code).toBe("signed-out");
    expect(await minutesLeft(id)).toBeLessThan(0);
  });
  it("ends after half a day, however busy she was", async () => {
    const { id, someone } = await world.opens();
    const started = new Date(Date.now() - 11.9 * 60 * MINUTE).toISOString();
    await env.DB.prepare("UPDATE session SET startedAt = ?2 WHERE registrationId = ?1")
      .bind(id, started)
      .run();
    await someone.does(registrationStay);
    expect(await minutesLeft(id)).toBeLessThan(12);
  });
  it("leaves one cookie line when she leaves, and that one ends it", async () => {
    const { someone } = await world.opens();
    const lines = (await someone.does(registrationSignOut)).headers.getSetCookie();
    expect(lines).toEqual([expect.stringMatching(/^__Host-own=; .*Max-Age=0/)]);
  });
  it("staying and reading leave no row in the audit", async () => {
    const { someone } = await world.opens();
    const count = () => env.DB.prepare("SELECT count(*) AS n FROM audit").first("n");
    const before = await count();
    await someone.does(registrationStay);
    await someone.does(registrationStatus);
    expect(await count()).toBe(before);
  });
});

describe("another secret number", () => {
  it("takes the place of the old one, and ends other sessions alone", async () => {
    const { someone, reference, pin, id } = await world.opens();
    const other = await comesBack(reference, pin);
    expect((await someone.does(registrationChangePin, { old: pin, pin: "112233" })).status).toBe(200);
    expect((await other.does(registrationStatus)).body.code).toBe("signed-out");
    expect((await someone.does(registrationStatus)).status).toBe(200);
    const old = await world.as("nobody").does(registrationSignIn, { reference, pin });
    expect(old.body.code).toBe("code-or-pin-wrong");
    await comesBack(reference, "112233");
    const row = await env.DB.prepare("SELECT hex(pinHash) AS hash FROM registration WHERE id = ?1")
      .bind(id)
      .first("hash");
    expect(row).toMatch(/^[0-9A-F]{64}$/);
  });
  it("needs the old one, and a guesser waits as at the door", async () => {
    const { someone, pin } = await world.opens();
    const wrong = pin === "000000" ? "000001" : "000000";
    const tries = [];
    for (let n = 0; n < 4; n++)
      tries.push((await someone.does(registrationChangePin, { old: wrong, pin: "112233" })).body.code);
    expect(tries).toEqual(["code-or-pin-wrong", "code-or-pin-wrong", "code-or-pin-wrong", "too-many"]);
  });
});

/** The zero of every run of ten decimal digits that Unicode has: the code points of category Nd, in tens. */
const zeros: number[] = [];
for (let code = 0; code <= 0x1ffff; code++)
  if (/\p{Nd}/u.test(String.fromCodePoint(code)) && !zeros.some((zero) => code >= zero && code < zero + 10))
    zeros.push(code);

describe("code and secret number", () => {
  it("are read in the digits of every script, with spaces, hyphens and marks of direction", async () => {
    const { reference, pin } = await world.opens();
    expect(zeros.length).toBeGreaterThan(60);
    const inScript = (digits: string, zero: number) =>
      [...digits].map((digit) => String.fromCodePoint(zero + Number(digit))).join("");
    for (const zero of zeros) {
      const said = inScript(reference, zero);
      const typed = `\u200f ${[...said].slice(0, 3).join("")}-${[...said].slice(3, 6).join("")}\u00a0${[...said].slice(6).join("")}\u200e`;
      const answer = await world
        .as("nobody")
        .does(registrationSignIn, { reference: typed, pin: inScript(pin, zero) });
      expect([zero, answer.status]).toEqual([zero, 200]);
    }
  }, 120_000);
  it("are taken from the page as they are from the door, pasted with whatever stands around them", async () => {
    const { reference, pin } = await world.opens();
    const body = new URLSearchParams({
      reference: `  ${reference.slice(0, 5)} – ${reference.slice(5)} \n`,
      pin: ` ${pin} `,
    });
    const answer = await send("POST", "/ar/s", {
      body: body.toString(),
      headers: { "Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin" },
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.getSetCookie()[0]).toContain("__Host-own=");
  });
});
