// Rotation of the ring: whose a report is, and officers' words, are sealed anew; a person's words lie under her own key, whose
// wrapping is rotated with her case. What no data needs any more may leave the ring.
import { env } from "cloudflare:workers";
import { beforeAll, expect, it } from "vitest";
import { dangerWords } from "../../schema/danger.ts";
import { rotateDangers } from "../../worker/danger/clock.ts";
import { type Bindings, settingsOf } from "../../worker/kit/env.ts";
import { usedVersions } from "../../worker/kit/ready.ts";
import { bytesOf, openByRing } from "../../worker/kit/seal.ts";
import { makeWorld, type World } from "../kit/world.ts";
import { reports, tells } from "./told.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const key = (fill: number) => new Uint8Array(32).fill(fill).toBase64();
const settings = (ring: Record<string, string>) =>
  settingsOf({ ...(env as unknown as Bindings), KEY_RING: JSON.stringify(ring) });

it("seals links and officers' words anew, and leaves a person's words as they lie", async () => {
  const told = await tells(world.as("strandedMigrant"), { words: "Marked Word of hers" });
  const officer = await reports(world, "fieldWorker", { words: "Marked Word of an officer" });
  await tells(world.as("strandedMigrant"), { kind: "mines" });
  const rowOf = (where: string, value: string) =>
    env.DB.prepare(`SELECT id, link, words FROM dangerReport WHERE ${where} = ?1`)
      .bind(value)
      .first<{ id: string; link: ArrayBuffer | null; words: ArrayBuffer }>();
  const before = await rowOf("id", String(told.body.id));
  const two = settings({ 1: key(1), 2: key(7) });
  expect(await rotateDangers({ settings: two, db: env.DB })).toBe(2);
  expect(await rotateDangers({ settings: two, db: env.DB })).toBe(0);
  expect(await usedVersions(env.DB)).toContain(2);
  const onlyNew = settings({ 2: key(7) });
  const hers = await rowOf("id", String(told.body.id));
  expect(bytesOf(hers?.words ?? new ArrayBuffer(0))).toEqual(bytesOf(before?.words ?? new ArrayBuffer(0)));
  const link = bytesOf(hers?.link ?? new ArrayBuffer(0));
  expect(await openByRing(onlyNew, `dangerReport.link:${String(told.body.id)}`, link)).toEqual({
    registrationId: world.own.id,
  });
  const theirs = await rowOf("dangerId", String(officer.body.id));
  const words = bytesOf(theirs?.words ?? new ArrayBuffer(0));
  expect(await openByRing(onlyNew, `dangerReport.words:${theirs?.id ?? ""}`, words)).toEqual({
    where: null,
    text: "Marked Word of an officer",
  });
  // The doors of this run know version 1 alone: they say that they failed, and not what they hold.
  const failed = await world.as("embassyCoordinator").does(dangerWords, { dangerId: officer.body.id });
  expect([failed.status, failed.body.code]).toEqual([503, "configuration"]);
});

it("goes on past a report that somebody tampered with, and says that one is left", async () => {
  const broken = String((await reports(world, "fieldWorker", { words: "Marked Word of another" })).body.id);
  await env.DB.prepare(
    "UPDATE dangerReport SET words = substr(words, 1, length(words) - 1) WHERE dangerId = ?1",
  )
    .bind(broken)
    .run();
  await tells(world.as("strandedMigrant"), { kind: "robbery" });
  const three = settings({ 1: key(1), 2: key(7), 3: key(8) });
  await expect(rotateDangers({ settings: three, db: env.DB })).rejects.toThrow("1 of ");
  await expect(rotateDangers({ settings: three, db: env.DB })).rejects.toThrow("1 of 1 rows");
});
