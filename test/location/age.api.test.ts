// What the clock reads each minute to age places: what is due, and not every place that is coarse already.
import { env } from "cloudflare:workers";
import { beforeAll, expect, it } from "vitest";
import { listAged, listExact } from "../../worker/location/store.ts";
import { CRISIS } from "../kit/people.ts";
import { makeWorld } from "../kit/world.ts";

/** The statements of a reader, with the rows that each of them read. */
function counting(): { db: D1Database; read: () => number } {
  let rows = 0;
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement =>
    new Proxy(statement, {
      get(of, name) {
        if (name === "bind") return (...values: unknown[]) => wrap(of.bind(...values));
        if (name === "all")
          return async () => {
            const answer = await of.all();
            rows += answer.meta.rows_read;
            return answer;
          };
        return Reflect.get(of, name) as unknown;
      },
    });
  return { db: { prepare: (sql: string) => wrap(env.DB.prepare(sql)) } as D1Database, read: () => rows };
}

beforeAll(async () => {
  const world = await makeWorld();
  await env.DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
     INSERT INTO registration (id, crisisId, referenceHash, reference, pinSalt, pinHash, keyVersion, wrappedKey, sealed, state, people, urgency, needs, openedAt, aliveAt, cell, locatedAt)
     SELECT 'reg_fill' || i, crisisId, 'h' || i, reference, pinSalt, pinHash, keyVersion, wrappedKey, sealed, state, people, urgency, needs, openedAt, aliveAt, '1222013203', '2011-02-20T00:00:00.000Z'
     FROM registration, n WHERE registration.id = ?1`,
  )
    .bind(world.own.id)
    .run();
  await env.DB.prepare(
    "INSERT INTO location (registrationId, kind, cell, at) SELECT id, 'device', cell, locatedAt FROM registration WHERE id LIKE 'reg_fill%'",
  ).run();
});

it("five thousand places that are districts already cost nothing", async () => {
  const { db, read } = counting();
  expect(await listAged(db, CRISIS, "2011-02-23T00:00:00.000Z", 400)).toEqual([]);
  expect(await listExact(db, CRISIS, "2011-02-28T00:00:00.000Z", 400)).toEqual([]);
  expect(read()).toBeLessThan(100);
});
