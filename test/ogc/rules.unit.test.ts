// What a tool may ask: boxes with poles and the antimeridian, moments, cursors; and what is refused.
import { describe, expect, it } from "vitest";
import {
  askedIn,
  boxIn,
  cursorIn,
  cursorOf,
  MOST,
  spanIn,
  touches,
  within,
  wound,
} from "../../worker/ogc/rules.ts";
import { random } from "../kit/random.ts";

describe("a box", () => {
  it("has four numbers, or six of which heights are ignored", () => {
    expect(boxIn("9,19,26,34")).toEqual([9, 19, 26, 34]);
    expect(boxIn("9,19,-100,26,34,100")).toEqual([9, 19, 26, 34]);
    expect(boxIn("-180,-90,180,90")).toEqual([-180, -90, 180, 90]);
    expect(boxIn("170,-20,-170,20")).toEqual([170, -20, -170, 20]);
    expect(boxIn("0,90,0,90")).toEqual([0, 90, 0, 90]);
  });
  it("is refused where it is none", () => {
    const wrong = [
      "",
      "1,2,3",
      "1,2,3,4,5",
      "1,2,3,4,5,6,7",
      "NaN,0,1,1",
      "Infinity,0,1,1",
      "0x1,0,1,1",
      "a,b,c,d",
      "181,0,182,1",
      "0,-91,1,1",
      "0,0,1,91",
      "0,2,1,1",
      "1,2,9,3,4,8",
      ",,,",
      "1e400,0,1,1",
      "1,2,3,4,",
      " ",
      "1;2;3;4",
      "1".repeat(400),
    ];
    for (const text of wrong) expect([text, boxIn(text)]).toEqual([text, null]);
  });
});

describe("a moment", () => {
  it("is one, or two of which one may be open", () => {
    expect(spanIn("2011-03-01T06:00:00Z")).toEqual({
      from: "2011-03-01T06:00:00.000Z",
      to: "2011-03-01T06:00:00.000Z",
    });
    expect(spanIn("2011-03-01T08:00:00+02:00/..")).toEqual({ from: "2011-03-01T06:00:00.000Z", to: null });
    expect(spanIn("/2011-03-01T06:00:00Z")).toEqual({ from: null, to: "2011-03-01T06:00:00.000Z" });
  });
  it("is refused where it is none", () => {
    const wrong = [
      "",
      "..",
      "../..",
      "/",
      "2011-03-01",
      "2011-02-30T00:00:00Z",
      "2011-03-01T25:00:00Z",
      "yesterday",
      "2011-03-02T00:00:00Z/2011-03-01T00:00:00Z",
      "2011-03-01T00:00:00Z/a",
      "2011-03-01T00:00:00",
      "1/2/3",
      "NaN/..",
    ];
    for (const text of wrong) expect([text, spanIn(text)]).toEqual([text, null]);
  });
  it("falls into a span by its beginning and end, and what has none falls into none", () => {
    const span = { from: "2011-03-01T00:00:00.000Z", to: "2011-03-02T00:00:00.000Z" };
    expect(within("2011-02-01T00:00:00Z", "2011-03-01T00:00:00Z", span)).toBe(true);
    expect(within("2011-02-01T00:00:00Z", "2011-02-28T23:59:59Z", span)).toBe(false);
    expect(within("2011-02-01T00:00:00Z", null, span)).toBe(true);
    expect(within("2011-03-02T00:00:01Z", null, span)).toBe(false);
    expect(within(null, null, { from: null, to: "2011-03-02T00:00:00.000Z" })).toBe(true);
  });
});

describe("a query", () => {
  const ask = (text: string) => askedIn(new URLSearchParams(text));
  it("is read, and its limit kept within the most", () => {
    expect(ask("limit=5&bbox=1,2,3,4")).toMatchObject({ limit: 5, bbox: [1, 2, 3, 4] });
    expect(ask(`limit=${String(MOST + 1)}`)).toMatchObject({ limit: MOST });
    expect(ask("limit=999999999")).toMatchObject({ limit: MOST });
  });
  it("names what it refuses: unknown, twice, and no numbers", () => {
    const refusedIn = (text: string) => {
      const asked = ask(text);
      return "refused" in asked ? asked.refused.map(({ path, reason }) => `${path} ${reason}`) : [];
    };
    expect(refusedIn("colour=red")).toEqual(["colour unknown-field"]);
    expect(refusedIn("%3Cscript%3E=1")).toEqual(["? unknown-field"]);
    expect(refusedIn("limit=1&limit=2")).toEqual(["limit twice"]);
    for (const limit of ["0", "-1", "NaN", "1.5", "", "1e3", "12345678901"])
      expect(refusedIn(`limit=${limit}`)).toEqual(["limit not-a-number"]);
    expect(refusedIn("f=json&bbox=1&datetime=x&cursor=!")).toHaveLength(4);
    expect(refusedIn(Array.from({ length: 5000 }, (_, i) => `a${String(i)}=1`).join("&"))).toHaveLength(20);
  });
});

describe("a cursor", () => {
  it("comes back as the id that it was made of", () => {
    for (const id of ["zon_choucha", "1221213030", "need.travel-paper"])
      expect(cursorIn(cursorOf(id))).toBe(id);
  });
  it("is refused where it was made by somebody else, or is too long", () => {
    const wrong = [
      "",
      "x",
      "!!",
      btoa("zon_choucha"),
      btoa("after:' OR 1=1"),
      "A".repeat(4000),
      btoa("after:"),
    ];
    for (const text of wrong) expect([text, cursorIn(text)]).toEqual([text, null]);
  });
});

describe("what touches a box", () => {
  const square = (west: number, south: number, size: number) =>
    ({
      type: "Polygon",
      coordinates: [
        [
          [west, south],
          [west + size, south],
          [west + size, south + size],
          [west, south + size],
          [west, south],
        ],
      ],
    }) as const;
  const area = (west: number, south: number, size: number) =>
    structuredClone(square(west, south, size)) as never;
  it("is what overlaps, encloses, or is enclosed", () => {
    expect(touches(area(0, 0, 10), [2, 2, 3, 3])).toBe(true);
    expect(touches(area(2, 2, 1), [0, 0, 10, 10])).toBe(true);
    expect(touches(area(0, 0, 10), [9, 9, 20, 20])).toBe(true);
    expect(touches(area(0, 0, 10), [10, 10, 20, 20])).toBe(true);
    expect(touches(area(0, 0, 10), [10.1, 0, 20, 20])).toBe(false);
    expect(touches(null, [-180, -90, 180, 90])).toBe(true);
  });
  it("is found on both sides of the antimeridian, and nowhere between", () => {
    const box = [170, -10, -170, 10] as const;
    for (const [lng, found] of [
      [175, true],
      [-175, true],
      [180, true],
      [-180, true],
      [0, false],
    ] as const)
      expect(touches({ type: "Point", coordinates: [lng, 0] }, box)).toBe(found);
    expect(touches(area(-179, -1, 2), box)).toBe(true);
  });
  it("agrees with plain boxes for a thousand squares", () => {
    const dice = random(11);
    for (let n = 0; n < 1000; n++) {
      const [x, y, size] = [dice.whole(-50, 50), dice.whole(-50, 50), dice.whole(1, 20)];
      const [w, s] = [dice.whole(-60, 60), dice.whole(-60, 60)];
      const [e, no] = [w + dice.whole(0, 30), s + dice.whole(0, 30)];
      const overlap = w <= x + size && e >= x && s <= y + size && no >= y;
      expect(touches(area(x, y, size), [w, s, e, no])).toBe(overlap);
    }
  });
  it("is wound against the clock", () => {
    const plain = area(0, 0, 1) as { type: "Polygon"; coordinates: [[number, number][]] };
    expect(wound({ type: "Polygon", coordinates: [plain.coordinates[0].toReversed()] })).toEqual(plain);
    expect(wound(plain)).toBe(plain);
  });
});
