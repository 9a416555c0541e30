// A box counts each case once, wherever it lies: on both sides of the antimeridian, around the globe, at the poles. And close
// in no more than five hundred groups are sent; beyond, it is said.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { boundsOf, cellAt, DISTRICT } from "../../schema/kit/quadkey.ts";
import { needKinds } from "../../schema/need.ts";
import { registrationMap, registrationQueue } from "../../schema/registration-desk.ts";
import { atLevel, boxOf } from "../../worker/registration/rules.ts";
import { rangesOf } from "../../worker/registration/sight-map.ts";
import { CRISIS } from "../kit/people.ts";
import { random } from "../kit/random.ts";
import { fillSight } from "../kit/rows.ts";
import { makeWorld, type World } from "../kit/world.ts";

let world: World;
const dice = random(15);
/** All over the globe, many of them at its seam; some only known to their district. */
const spots = Array.from({ length: 160 }, (_, n) => ({
  lng:
    n % 3 === 0
      ? dice.next() < 0.5
        ? 180 - dice.next() * 6
        : -180 + dice.next() * 6
      : dice.next() * 360 - 180,
  lat: dice.next() * 168 - 84,
}));
const cells = spots.map((spot, n) => cellAt(spot, n % 7 === 0 ? DISTRICT : undefined));
beforeAll(async () => {
  world = await makeWorld();
  for (const [n, cell] of cells.entries())
    await fillSight({
      organisationId: "org_healthTeam",
      crisisId: CRISIS,
      mark: `box${String(n).padStart(4, "0")}x`,
      groups: 1,
      state: "sent",
      cell,
    });
}, 60_000);

/** A box as a map that was turned around the globe may say it. */
function someBox(): [number, number, number, number] {
  const wide = dice.of([2, 20, 90, 200, 320, 350, 359]) * (0.5 + dice.next() / 2);
  const west = dice.next() * (540 + 540 - wide) - 540;
  const south = dice.next() * 150 - 85;
  return [west, south, west + wide, Math.min(85, south + dice.of([2, 20, 170]))].map(
    (value) => Math.round(value * 1e4) / 1e4,
  ) as [number, number, number, number];
}
const touchesBox = (cell: string, [west, south, east, north]: readonly number[]): boolean => {
  const [w, s, e, n] = boundsOf(cell);
  const turns = [-720, -360, 0, 360, 720];
  return (
    s <= (north ?? 0) &&
    n >= (south ?? 0) &&
    turns.some((turn) => w + turn <= (east ?? 0) && e + turn >= (west ?? 0))
  );
};
const isIn = (cell: string, { from, to }: { from: string; to: string }) => cell >= from && cell <= to;

describe("a box", () => {
  it("is covered by ranges of which no two overlap, and all that touches it lies in one", () => {
    const wrong: string[] = [];
    for (let n = 0; n < 2000; n++) {
      const said = someBox();
      const ranges = rangesOf(boxOf(said.join(",")), dice.of([5, 7, 9, 11, 13, 15]));
      for (const cell of cells) {
        const times = ranges.filter((range) => isIn(cell, range)).length;
        if (times > 1 || (times === 0 && touchesBox(cell, said))) wrong.push(`${said.join(",")}: ${cell}`);
      }
    }
    expect(wrong).toEqual([]);
  });
  it("is answered by the map with each case once, by counts and by looking for a need alike", async () => {
    const as = world.as("healthCoordinator");
    for (let n = 0; n < 60; n++) {
      const said = someBox();
      const zoom = dice.of(["0.5", "2", "4.2", "6"]);
      const ranges = rangesOf(boxOf(said.join(",")), atLevel(Number(zoom)));
      const truth = cells.filter((cell) => ranges.some((range) => isIn(cell, range))).length;
      for (const more of [{}, { need: needKinds[0] }]) {
        const { body } = await as.does(registrationMap, {
          crisisId: CRISIS,
          bbox: said.join(","),
          zoom,
          ...more,
        });
        const people = (body.cells as { people: number }[]).reduce((sum, one) => sum + one.people, 0);
        expect([said, people]).toEqual([said, truth]);
      }
    }
  }, 60_000);
  it("around the globe says what the header says", async () => {
    const as = world.as("healthCoordinator");
    const { count } = (await as.does(registrationQueue, { crisisId: CRISIS })).body as {
      count: { onMap: number };
    };
    expect(count.onMap).toBe(cells.length);
    for (const bbox of [
      "-180,-85,180,85",
      "-175,-85,175,85",
      "-154,-85,194,85",
      "160,-85,510,85",
      "100,-85,450,85",
    ]) {
      const { body } = await as.does(registrationMap, { crisisId: CRISIS, bbox, zoom: "1.5" });
      const people = (body.cells as { people: number }[]).reduce((sum, one) => sum + one.people, 0);
      const outside = cells.filter((cell) => !touchesBox(cell, bbox.split(",").map(Number))).length;
      expect([bbox, people <= count.onMap, people >= count.onMap - outside]).toEqual([bbox, true, true]);
    }
  });
});

describe("close in", () => {
  const place = { lng: 20.07, lat: 32.12, accuracy: 50 };
  const near = { crisisId: CRISIS, bbox: "20,32,20.2,32.2", zoom: "12" };
  const seen = async () => {
    const { body } = await world.as("otherEmbassy").does(registrationMap, near);
    return {
      groups: (body.groups as { id: string }[]).map((one) => one.id),
      cells: (body.cells as { groups: number }[]).reduce((sum, one) => sum + one.groups, 0),
      capped: body.capped,
    };
  };
  it("five hundred groups are sent one by one, and of one more their squares, which is said", async () => {
    const first = await world.opens({ recipients: ["org_embassyTwo"], place });
    const copies = (from: number, many: number) =>
      env.DB.batch([
        env.DB.prepare(
          `WITH RECURSIVE n (i) AS (SELECT ?2 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?2 + ?3)
           INSERT INTO registration (id, crisisId, referenceHash, reference, pinSalt, pinHash, keyVersion, wrappedKey, sealed, state,
             people, urgency, needs, cell, locatedAt, openedAt, aliveAt)
           SELECT 'reg_near' || printf('%06d', i), crisisId, referenceHash || i, reference, pinSalt, pinHash, keyVersion, wrappedKey,
             sealed, state, people, urgency, needs, cell, locatedAt, openedAt, aliveAt FROM registration, n WHERE id = ?1`,
        ).bind(first.id, from, many),
        env.DB.prepare(
          `WITH RECURSIVE n (i) AS (SELECT ?2 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?2 + ?3)
           INSERT INTO consent (registrationId, organisationId, purpose, given, at, notice)
           SELECT 'reg_near' || printf('%06d', i), organisationId, purpose, given, at, notice FROM consent, n
           WHERE registrationId = ?1 AND purpose = 'help'`,
        ).bind(first.id, from, many),
      ]);
    await copies(0, 499);
    const all = await seen();
    expect([new Set(all.groups).size, all.cells, all.capped]).toEqual([500, 0, false]);
    await copies(499, 1);
    expect(await seen()).toEqual({ groups: [], cells: 501, capped: true });
  }, 60_000);
  it("nothing is said to be too much where nobody is", async () => {
    const { body } = await world
      .as("otherEmbassy")
      .does(registrationMap, { crisisId: CRISIS, bbox: "1,1,1.2,1.2", zoom: "12" });
    expect(body).toMatchObject({ cells: [], groups: [], capped: false, complete: true });
  });
});
