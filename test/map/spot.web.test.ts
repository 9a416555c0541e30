// Who stands together on the map, and how many are in view: nobody twice, nobody missing, and a zone only for those whose
// place is known to the metre.
import { beforeAll, describe, expect, it } from "vitest";
import { boundsOf, cellAt } from "../../schema/kit/quadkey.ts";
import type { RegistrationInQueue } from "../../schema/registration.ts";
import { random } from "../kit/random.ts";

type Row = RegistrationInQueue;
let spot: typeof import("../../web/desk/registration/spot.ts");
beforeAll(async () => {
  // The desk's words ask the browser for its language.
  Object.assign(globalThis, { localStorage: { getItem: () => "en", setItem: () => undefined } });
  spot = await import("../../web/desk/registration/spot.ts");
});

const group = (n: number, place: Row["place"], over: Partial<Row> = {}): Row =>
  ({
    id: `reg_spot${String(n).padStart(8, "0")}`,
    people: 2,
    urgency: 2,
    openedAt: "2011-03-01T05:00:00Z",
    place,
    ...over,
  }) as Row;
const shelter = { id: "zon_shelter3", name: { en: "Shelter 3" }, lng: 13.19, lat: 32.88, closedAt: null };
const exact = (lng: number, lat: number): Row["place"] => ({ lng, lat, precision: "exact" }) as Row["place"];

describe("spots", () => {
  it("gather at a zone those who are at its own point, by exact place alone", () => {
    const groups = [
      group(1, exact(13.19, 32.88)),
      group(2, exact(13.191, 32.88), { urgency: 1 }),
      group(3, exact(13.19, 32.881)),
      // 500 m away; in the same square only; nowhere.
      group(4, exact(13.195, 32.88)),
      group(5, { lng: 13.19, lat: 32.88, precision: "cell" } as Row["place"]),
      group(6, null),
    ];
    const spots = spot.spotsOf(groups, [shelter]);
    const there = spots.find((one) => one.zone?.id === shelter.id);
    expect(there?.rows.map((row) => row.id)).toEqual([groups[1]?.id, groups[0]?.id, groups[2]?.id]);
    expect(there?.people).toBe(6);
    expect(spots.filter((one) => one.zone === null).map((one) => one.rows.length)).toEqual([1, 1]);
    expect(spot.spotWith(spots, groups[2]?.id ?? "")).toBe(there);
    expect(spot.spotWith(spots, groups[5]?.id ?? "")).toBeUndefined();
    // A zone that is closed for good names nobody's place.
    const closed = spot.spotsOf(groups, [{ ...shelter, closedAt: "2011-03-01T05:00:00Z" }]);
    expect(closed.every((one) => one.zone === null)).toBe(true);
  });
  it("take the nearest of two zones, and lose and double nobody", () => {
    const other = { ...shelter, id: "zon_other", lng: 13.1911 };
    const [one] = spot.spotsOf([group(1, exact(13.191, 32.88))], [shelter, other]);
    expect(one?.zone?.id).toBe("zon_other");
    const dice = random(5);
    const groups = Array.from({ length: 400 }, (_, n) =>
      group(n, exact(13.18 + Math.round(dice.next() * 20) / 1000, 32.88)),
    );
    const ids = spot.spotsOf(groups, [shelter, other]).flatMap((some) => some.rows.map((row) => row.id));
    expect(ids.toSorted()).toEqual(groups.map((row) => row.id).toSorted());
  });
});

describe("what is in view", () => {
  const nothing = { cells: [], groups: [], capped: false, complete: true, head: 1 };
  const box: [number, number, number, number] = [13, 32, 14, 33];
  it("counts groups that were sent one by one", () => {
    const groups = [
      group(1, exact(13.5, 32.5), { people: 5 }),
      group(2, exact(13.5, 32.5), { people: 1 }),
      group(3, exact(14.5, 32.5)),
      group(4, null),
    ];
    expect(spot.inView({ ...nothing, groups }, box)).toEqual({ groups: 2, people: 6 });
    expect(spot.inView(nothing, box)).toEqual({ groups: 0, people: 0 });
  });
  it("counts squares that are in view, and not those beside it", () => {
    const inside = cellAt({ lng: 13.5, lat: 32.5 }, 8);
    const outside = cellAt({ lng: 20, lat: 32.5 }, 8);
    const cells = [inside, outside].map((cell) => ({ cell, groups: 3, people: 7, urgent: 0 }));
    expect(boundsOf(outside)[0]).toBeGreaterThan(14);
    expect(spot.inView({ ...nothing, cells }, box)).toEqual({ groups: 3, people: 7 });
  });
  it("counts once in a view that goes around the world or across its edge", () => {
    const groups = [group(1, exact(-179, 0)), group(2, exact(100, 0))];
    expect(spot.inView({ ...nothing, groups }, [-154, -60, 194, 75]).groups).toBe(2);
    expect(spot.inView({ ...nothing, groups }, [170, -10, 190, 10]).groups).toBe(1);
    expect(spot.inView({ ...nothing, groups }, [-400, -60, 400, 75]).groups).toBe(2);
  });
});
