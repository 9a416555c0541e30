// The clock goes on where one row does not open: nothing else waits for it.
import { env } from "cloudflare:workers";
import { beforeAll, expect, it } from "vitest";
import type { Bindings } from "../../worker/kit/env.ts";
import { onSchedule } from "../../worker/schedule.ts";
import { makeWorld, type World } from "../kit/world.ts";

let world: World;
let damaged = "";
const count = (sql: string) => env.DB.prepare(sql).first<number>("n");

beforeAll(async () => {
  world = await makeWorld();
  damaged = (await world.opens()).id;
  await env.DB.batch([
    env.DB.prepare("UPDATE registration SET wrappedKey = randomblob(60) WHERE id = ?1").bind(damaged),
    env.DB.prepare("INSERT INTO challenge VALUES ('old', NULL, '2000-01-01')"),
  ]);
  const ring = JSON.parse(env.KEY_RING) as Record<string, string>;
  const KEY_RING = JSON.stringify({ ...ring, 2: new Uint8Array(32).fill(2).toBase64() });
  await onSchedule({ ...(env as unknown as Bindings), KEY_RING }, () => undefined);
});

it("wraps every other key anew, and leaves that one as it is", async () => {
  const old = "SELECT id FROM registration WHERE keyVersion = 1";
  expect((await env.DB.prepare(old).all<{ id: string }>()).results).toEqual([{ id: damaged }]);
  expect(await count("SELECT count(*) AS n FROM registration WHERE keyVersion = 2")).toBeGreaterThan(0);
});
it("deletes what has expired, and chains the audit to its end", async () => {
  expect(await count("SELECT count(*) AS n FROM challenge WHERE hash = 'old'")).toBe(0);
  const open = "SELECT count(*) AS n FROM audit WHERE seq > (SELECT ifnull(max(seq), 0) FROM auditChain)";
  expect(await count(open)).toBe(0);
});
