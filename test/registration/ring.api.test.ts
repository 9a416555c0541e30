// A key ring with a version missing, ciphertext that somebody changed, rows that somebody swapped: each fails with a name,
// and nothing of anybody is shown.
import { createExecutionContext, createScheduledController } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { registrationGet } from "../../schema/registration-desk.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import worker from "../../worker/index.ts";
import type { Ctx } from "../../worker/kit/door.ts";
import { type Bindings, settingsOf } from "../../worker/kit/env.ts";
import { refuseMissingVersions, usedVersions } from "../../worker/kit/ready.ts";
import { sealByRing } from "../../worker/kit/seal.ts";
import { rotateKeys } from "../../worker/registration/rotate.ts";
import { BASE, makeWorld, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const bindings = (over: Partial<Bindings>): Bindings => ({ ...(env as unknown as Bindings), ...over });
const key = (fill: number) => new Uint8Array(32).fill(fill).toBase64();
const ask = (path: string, over: Partial<Bindings>) =>
  worker.fetch(new Request(`${BASE}${path}`), bindings(over), createExecutionContext());
const run = (sql: string, ...values: (string | number)[]) =>
  env.DB.prepare(sql)
    .bind(...values)
    .run();

describe("a version that stored data needs and the ring lacks", () => {
  const without = { KEY_RING: JSON.stringify({ 7: key(7) }) };
  it("is a clear problem at the first request, whatever is asked, and in the log by number", async () => {
    const said: string[] = [];
    const real = console.error;
    console.error = (line: string) => said.push(line);
    try {
      for (const path of ["/api/health", "/en", "/api/registration/queue?crisisId=crs_test0001", "/desk"]) {
        const answer = await ask(path, without);
        expect([path, answer.status]).toEqual([path, 503]);
        expect(((await answer.json()) as { code: string }).code).toBe("configuration");
      }
    } finally {
      console.error = real;
    }
    expect(said.join()).toContain("KEY_RING has no version 1, and stored data needs it");
    expect(said.join()).not.toContain(key(7));
    expect((await ask("/api/health", {})).status).toBe(200);
  });
  it("stops the clock before it writes anything", async () => {
    const count = () => env.DB.prepare("SELECT count(*) AS n FROM audit").first<number>("n");
    const before = await count();
    const scheduled = worker.scheduled as unknown as (...args: unknown[]) => Promise<void>;
    await expect(
      scheduled(createScheduledController(), bindings(without), createExecutionContext()),
    ).rejects.toThrow("KEY_RING has no version 1");
    expect(await count()).toBe(before);
  });
  it("is refused already by what the deployment says of its secret", async () => {
    expect(() => settingsOf(bindings({ KEY_VERSIONS: "1 2" }))).toThrow(
      "no version 2, which KEY_VERSIONS names",
    );
    expect(settingsOf(bindings({ KEY_VERSIONS: "1" })).newestKey).toBe(1);
  });
});

describe("what somebody changed at rest", () => {
  const columns = ["sealed", "wrappedKey", "reference"] as const;
  const rowOf = (id: string) =>
    env.DB.prepare("SELECT sealed, wrappedKey, reference FROM registration WHERE id = ?1")
      .bind(id)
      .first<Record<(typeof columns)[number], number[]>>();
  const put = (id: string, column: string, bytes: Uint8Array) =>
    run(`UPDATE registration SET ${column} = unhex(?2) WHERE id = ?1`, id, bytes.toHex());
  const opened = async (id: string) => {
    const { status, body, text } = await world.as("embassyCoordinator").does(registrationGet, { id });
    return [status, body.code, text.includes("Marked Name")];
  };
  it("does not open with one bit turned, anywhere in it, and says no more than that it failed", async () => {
    const { id } = await world.opens();
    const row = await rowOf(id);
    for (const column of columns)
      for (const at of [0, 5, 14, -1]) {
        const bytes = Uint8Array.from(row?.[column] ?? []);
        const i = at < 0 ? bytes.length - 1 : at;
        bytes[i] = (bytes[i] ?? 0) ^ 1;
        await put(id, column, bytes);
        const [status, code, shown] = await opened(id);
        // The first two bytes of a code name the version of the ring.
        expect([column, at, shown]).toEqual([column, at, false]);
        expect([500, 503]).toContain(status);
        expect(["internal", "configuration"]).toContain(code);
        await put(id, column, Uint8Array.from(row?.[column] ?? []));
      }
    expect(await opened(id)).toEqual([200, undefined, true]);
  });
  it("cut short or emptied does not open either", async () => {
    const { id } = await world.opens();
    const row = await rowOf(id);
    for (const column of columns) {
      const bytes = Uint8Array.from(row?.[column] ?? []);
      for (const part of [bytes.subarray(0, bytes.length - 1), bytes.subarray(0, 12), new Uint8Array()]) {
        await put(id, column, part);
        expect([column, part.length, (await opened(id))[2]]).toEqual([column, part.length, false]);
      }
      await put(id, column, bytes);
    }
  });
  it("swapped between two registrations opens for neither, field by field, key by key, and both together", async () => {
    const [one, two] = [await world.opens(), await world.opens()];
    const [a, b] = [await rowOf(one.id), await rowOf(two.id)];
    for (const swapped of [["sealed"], ["wrappedKey"], ["reference"], ["sealed", "wrappedKey"]] as const) {
      for (const column of swapped) {
        await put(one.id, column, Uint8Array.from(b?.[column] ?? []));
        await put(two.id, column, Uint8Array.from(a?.[column] ?? []));
      }
      for (const { id, someone } of [one, two]) {
        expect([swapped, await opened(id)]).toEqual([swapped, [500, "internal", false]]);
        const own = await someone.does(registrationStatus);
        if (swapped.some((column) => column !== "reference"))
          expect([swapped, own.status]).toEqual([swapped, 500]);
      }
      for (const column of swapped) {
        await put(one.id, column, Uint8Array.from(a?.[column] ?? []));
        await put(two.id, column, Uint8Array.from(b?.[column] ?? []));
      }
    }
    const people = "SELECT id, sealed FROM person WHERE registrationId = ?1 ORDER BY position LIMIT 1";
    const first = (id: string) => env.DB.prepare(people).bind(id).first<{ id: string; sealed: number[] }>();
    const [p, q] = [await first(one.id), await first(two.id)];
    await run(
      "UPDATE person SET sealed = unhex(?2) WHERE id = ?1",
      p?.id ?? "",
      Uint8Array.from(q?.sealed ?? []).toHex(),
    );
    expect(await opened(one.id)).toEqual([500, "internal", false]);
    expect(await opened(two.id)).toEqual([200, undefined, true]);
  });
});

describe("rotation", () => {
  it("is seen where a sign-in server's secret or a waiting text needs it", async () => {
    const nine = settingsOf(bindings({ KEY_RING: JSON.stringify({ 1: key(1), 8: key(8), 9: key(9) }) }));
    const eight = { ...nine, newestKey: 8 };
    const secret = await sealByRing(nine, "issuer.secret:org_embassyTwo", "x");
    await run(
      "INSERT INTO issuer (organisationId, url, clientId, secret, setAt) VALUES ('org_embassyTwo', 'https://id.test', 'x', ?1, '2011')",
      secret.toHex(),
    );
    const text = await sealByRing(eight, "smsOut.sealed:sms_example01", "x");
    await run(
      `INSERT INTO smsOut (id, kind, numberHash, sealed, ends, state, at, queuedAt, dueAt, changedAt)
       VALUES ('sms_example01', 'answer', 'x', unhex(?1), x'00', 'queued', '2011', '2011', '2011', '2011')`,
      text.toHex(),
    );
    expect(await usedVersions(env.DB)).toEqual([1, 8, 9]);
    await expect(refuseMissingVersions(bindings({}))).rejects.toThrow("KEY_RING has no version 8, 9");
    await run("DELETE FROM issuer");
    await run("UPDATE smsOut SET state = 'cancelled'");
    expect(await usedVersions(env.DB)).toEqual([1]);
  });
  it("is seen wherever it is used: cases and signed lists; a reply for a retry holds nobody up", async () => {
    expect(await usedVersions(env.DB)).toEqual([1]);
    const two = settingsOf(bindings({ KEY_RING: JSON.stringify({ 1: key(1), 2: key(2) }) }));
    const signed = await sealByRing(two, "movement.signed:mov_example01", "x");
    await run(
      `INSERT INTO movement (id, crisisId, organisationId, mode, label, origin, destination, leavesAt, state, stateAt, signed, seq)
       VALUES ('mov_example01', 'crs_test0001', 'org_embassyOne', 'bus', 'x', '{}', '{}', '2011', 'planned', '2011', unhex(?1), 1)`,
      signed.toHex(),
    );
    expect(await usedVersions(env.DB)).toEqual([1, 2]);
    await expect(refuseMissingVersions(bindings({}))).rejects.toThrow("KEY_RING has no version 2");
    const three = settingsOf(bindings({ KEY_RING: JSON.stringify({ 1: key(1), 2: key(2), 3: key(3) }) }));
    while ((await rotateKeys({ settings: three, db: env.DB } as unknown as Ctx)) > 0);
    expect((await usedVersions(env.DB)).includes(2)).toBe(false);
    expect(await usedVersions(env.DB)).toEqual([3]);
  });
});
