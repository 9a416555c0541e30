// Words of officers that the ring itself seals: a newer version seals them anew, the older one may leave, and nothing else
// about them can be changed.
import { env } from "cloudflare:workers";
import { beforeAll, expect, it } from "vitest";
import { demandList, demandRecord } from "../../schema/demand.ts";
import { exportAlone, exportAsk, exportList } from "../../schema/export.ts";
import { rotateWords } from "../../worker/export/rotate.ts";
import { type Bindings, settingsOf } from "../../worker/kit/env.ts";
import { bytesOf, openByRing } from "../../worker/kit/seal.ts";
import { CRISIS } from "../kit/people.ts";
import { freshKey, makeWorld, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const key = (fill: number) => new Uint8Array(32).fill(fill).toBase64();
const settings = (ring: Record<string, string>) =>
  settingsOf({ ...(env as unknown as Bindings), KEY_RING: JSON.stringify(ring) });

it("is sealed anew by a newer version, opens without the older one, and is changed in no other way", async () => {
  const crowd = Array.from({ length: 30 }, () => ({ name: "Marked Name", born: "30" }));
  for (let n = 0; n < 4; n++) await world.opens({ people: crowd });
  const by = world.as("embassyCoordinator");
  const input = { crisisId: CRISIS, people: 122, purpose: "other", why: "Why this" };
  const asked = await by.does(exportAsk, input, { key: freshKey() });
  expect(asked.status).toBe(200);
  const id = String(asked.body.id);
  expect((await by.does(exportAlone, { id, reason: "Alone at night" })).status).toBe(200);
  // One that nobody took alone has one word less, and holds up no other.
  const plain = await world.as("supervisor").does(exportAsk, input, { key: freshKey() });
  expect(plain.body.alone).toBeNull();
  const demand = {
    id: "dmd_rotate001",
    source: "court",
    subject: "places",
    day: "2024-05-01",
    words: "In words",
  };
  expect((await world.as("oversightVisitor").does(demandRecord, demand)).status).toBe(200);

  const two = settings({ 1: key(1), 2: key(7) });
  expect(await rotateWords({ settings: two, db: env.DB })).toBe(3);
  expect(await rotateWords({ settings: two, db: env.DB })).toBe(0);
  const row = await env.DB.prepare("SELECT why, alone FROM export WHERE id = ?1")
    .bind(id)
    .first<{ why: ArrayBuffer; alone: ArrayBuffer }>();
  const onlyNew = settings({ 2: key(7) });
  const open = (bound: string, sealed: ArrayBuffer | undefined) =>
    openByRing<string>(onlyNew, bound, bytesOf(sealed ?? new ArrayBuffer(0)));
  expect(await open(`export.why:${id}`, row?.why)).toBe("Why this");
  expect(await open(`export.alone:${id}`, row?.alone)).toBe("Alone at night");
  // The doors of this run know version 1 alone: they say that they failed, and not what they hold.
  const failed = await by.does(exportList, { crisisId: CRISIS });
  expect([failed.status, failed.body.code]).toEqual([503, "configuration"]);
  expect((await world.as("oversightVisitor").does(demandList)).body.code).toBe("configuration");

  for (const sql of [
    "UPDATE export SET why = alone",
    "UPDATE export SET alone = NULL, aloneAt = NULL, reviewBy = NULL",
    "UPDATE export SET why = unhex('0001FF')",
    "UPDATE export SET purpose = 'medical'",
    "UPDATE demand SET sealed = NULL",
    "UPDATE demand SET sealed = unhex('0001FF')",
    "UPDATE demand SET sealed = unhex('0003FF'), source = 'other'",
  ])
    await expect(env.DB.prepare(sql).run()).rejects.toThrow("append-only");
});
