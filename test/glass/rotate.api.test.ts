// Rotation of what the ring seals among reasons: sealed anew, readable as before, and seen where old versions are asked for.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { organisationLift, organisationStop, organisationStops } from "../../schema/organisation-stop.ts";
import { rotateReasons } from "../../worker/glass/rotate.ts";
import { insertGlass } from "../../worker/glass/store.ts";
import { type Bindings, settingsOf } from "../../worker/kit/env.ts";
import { usedVersions } from "../../worker/kit/ready.ts";
import { bytesOf, openByRing, sealByRing } from "../../worker/kit/seal.ts";
import { CRISIS, START } from "../kit/people.ts";
import { freshKey, makeWorld, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const ring = (versions: number[]) => {
  const key = (fill: number) => new Uint8Array(32).fill(fill).toBase64();
  const KEY_RING = JSON.stringify(Object.fromEntries(versions.map((one) => [one, key(one)])));
  return settingsOf({ ...(env as unknown as Bindings), KEY_RING });
};

describe("a newer version of the ring", () => {
  it("seals reasons of lone officers and of captured offices anew, once", async () => {
    const two = ring([1, 2]);
    const row = {
      id: "gls_testRotate1",
      crisisId: CRISIS,
      organisationId: "org_embassyOne",
      officerId: "off_emb0001",
      kind: "alone" as const,
      act: "export.file",
      targetId: "exp_testRotate1",
      reason: "nobody-there" as const,
      words: await sealByRing(two, "glass.words:gls_testRotate1", "Marked words"),
      at: START,
      dueAt: START,
      until: START,
    };
    await env.DB.batch([insertGlass(env.DB, row)]);
    const id = "stp_testRotate1";
    const stop = { id, crisisId: CRISIS, organisationId: "org_embassyTwo", reason: "Marked stop" };
    await world.as("platformAdministrator").does(organisationStop, stop, { key: freshKey() });
    await world
      .as("oversightVisitor")
      .does(organisationLift, { id, reason: "Marked lift" }, { key: freshKey() });
    expect((await usedVersions(env.DB)).includes(2)).toBe(true);
    const three = ring([1, 2, 3]);
    expect(await rotateReasons({ settings: three, db: env.DB })).toBe(3);
    expect(await rotateReasons({ settings: three, db: env.DB })).toBe(0);
    expect((await usedVersions(env.DB)).includes(2)).toBe(false);
    const words = await env.DB.prepare("SELECT words FROM glass WHERE id = ?1")
      .bind(row.id)
      .first<{ words: number[] }>();
    expect(await openByRing(ring([3]), `glass.words:${row.id}`, bytesOf(words?.words ?? []))).toBe(
      "Marked words",
    );
  });
  it("leaves words under a case's own key alone, and the list of stops stands even where their words do not open", async () => {
    const { stops } = (await world.as("oversightVisitor").does(organisationStops, { crisisId: CRISIS })).body;
    expect(stops).toMatchObject([{ id: "stp_testRotate1", reason: null, liftReason: null }]);
    const three = ring([1, 3]);
    const row = await env.DB.prepare("SELECT id, reason, liftReason FROM stop").first<{
      id: string;
      reason: number[];
      liftReason: number[];
    }>();
    const opened = await Promise.all(
      (["reason", "liftReason"] as const).map((column) =>
        openByRing(three, `stop.${column}:${row?.id ?? ""}`, bytesOf(row?.[column] ?? [])),
      ),
    );
    expect(opened).toEqual(["Marked stop", "Marked lift"]);
  });
});
