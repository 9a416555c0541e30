// The key ring: what is sealed is bound to its row, and a newer version re-wraps keys without opening a field.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { registrationGet, registrationQueue } from "../../schema/registration-desk.ts";
import { keep } from "../../worker/kit/commit.ts";
import type { Ctx } from "../../worker/kit/door.ts";
import { type Bindings, settingsOf } from "../../worker/kit/env.ts";
import { usedVersions } from "../../worker/kit/ready.ts";
import { bytesOf, open, openByRing, openKey, rewrapKey } from "../../worker/kit/seal.ts";
import { rotateKeys } from "../../worker/registration/rotate.ts";
import { findTracing, updateTracingKey } from "../../worker/tracing/store.ts";
import { CRISIS } from "../kit/people.ts";
import { looks, makeWorld, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const bindings = (over: Partial<Bindings>): Bindings => ({ ...(env as unknown as Bindings), ...over });
const key = (fill: number) => new Uint8Array(32).fill(fill).toBase64();
const rowOf = (id: string) =>
  env.DB.prepare("SELECT keyVersion, wrappedKey, sealed, reference FROM registration WHERE id = ?1")
    .bind(id)
    .first<{ keyVersion: number; wrappedKey: number[]; sealed: number[]; reference: number[] }>();

describe("a sealed field", () => {
  it("moved to another row does not open, and the door says only that it failed", async () => {
    const [one, two] = [await world.opens(), await world.opens()];
    await env.DB.prepare(
      "UPDATE registration SET sealed = (SELECT sealed FROM registration WHERE id = ?2) WHERE id = ?1",
    )
      .bind(one.id, two.id)
      .run();
    const answer = await world.as("embassyCoordinator").does(registrationGet, { id: one.id });
    expect([answer.status, answer.body.code]).toEqual([500, "internal"]);
    expect((await world.as("embassyCoordinator").does(registrationQueue, { crisisId: CRISIS })).status).toBe(
      200,
    );
  });
});

describe("a newer version of the ring", () => {
  it("re-wraps every key; sealed fields stay byte for byte, and the old version may leave", async () => {
    const old = JSON.parse(env.KEY_RING) as Record<string, string>;
    const before = await rowOf(world.own.id);
    const two = settingsOf(bindings({ KEY_RING: JSON.stringify({ ...old, 2: key(2) }) }));
    expect(await rotateKeys({ settings: two, db: env.DB } as unknown as Ctx)).toBeGreaterThan(0);
    const after = await rowOf(world.own.id);
    expect([after?.keyVersion, after?.sealed]).toEqual([2, before?.sealed]);
    const alone = settingsOf(bindings({ KEY_RING: JSON.stringify({ 2: key(2) }) }));
    const own = await openKey(alone, world.own.id, {
      keyVersion: 2,
      wrappedKey: bytesOf(after?.wrappedKey ?? []),
    });
    expect(
      await open<{ lang: string }>(own, `registration.sealed:${world.own.id}`, bytesOf(after?.sealed ?? [])),
    ).toMatchObject({ lang: "en" });
    expect(
      await openByRing<string>(
        alone,
        `registration.reference:${world.own.id}`,
        bytesOf(after?.reference ?? []),
      ),
    ).toBe(world.own.reference);
    await expect(
      openByRing(
        settingsOf(env as unknown as Bindings),
        `registration.reference:${world.own.id}`,
        bytesOf(after?.reference ?? []),
      ),
    ).rejects.toThrow("KEY_RING has no version 2");
    const back = settingsOf(bindings({ KEY_RING: JSON.stringify({ ...old, 2: key(2), 3: old["1"] ?? "" }) }));
    await rotateKeys({ settings: back, db: env.DB } as unknown as Ctx);
    expect((await rowOf(world.own.id))?.keyVersion).toBe(3);
  });
});

describe("the configuration", () => {
  const refuses = (over: Partial<Bindings>, why: RegExp) =>
    expect(() => settingsOf(bindings(over))).toThrow(why);
  it("is refused in a sentence where a secret is missing or wrong, and where demo meets production", () => {
    refuses({ KEY_RING: "" }, /KEY_RING is missing/);
    refuses({ KEY_RING: "{" }, /must be JSON/);
    refuses({ KEY_RING: '{"1":"c2hvcnQ="}' }, /must be 32 bytes/);
    refuses({ PEPPER: "" }, /PEPPER is missing/);
    refuses({ DEMO: "true", PRODUCTION: "true" }, /refused unless PRODUCTION/);
  });
  it("re-wraps the keys of those who look for somebody too, and until then the old one is asked for", async () => {
    const { id } = await looks();
    expect(await usedVersions(env.DB)).toContain(1);
    const old = JSON.parse(env.KEY_RING) as Record<string, string>;
    const nine = settingsOf(bindings({ KEY_RING: JSON.stringify({ ...old, 9: key(9) }) }));
    const row = await findTracing(env.DB, id);
    const stored = { keyVersion: row?.keyVersion ?? 0, wrappedKey: bytesOf(row?.wrappedKey ?? []) };
    const next = await rewrapKey(nine, id, stored);
    await keep(env.DB, [updateTracingKey(env.DB, id, stored.keyVersion, next)]);
    expect(await usedVersions(env.DB)).toContain(9);
    const alone = settingsOf(bindings({ KEY_RING: JSON.stringify({ 9: key(9) }) }));
    const opened = await open<{ name: string }>(
      await openKey(alone, id, next),
      `tracing.sealed:${id}`,
      bytesOf(row?.sealed ?? []),
    );
    expect(opened.name).toBe("Marked Name One");
  });
});
