// What an address holds of a view: it comes back as it went, is bounded, and nothing written by a stranger is taken as it is.
import { describe, expect, it } from "vitest";
import { isSimpleArea } from "../../schema/alert.rules.ts";
import type { Area } from "../../schema/alert.ts";
import { areaIn, areaText, hourIn, hourText, MOST_CORNERS, viewIn, viewText } from "../../web/desk/link.ts";
import { random } from "../kit/random.ts";

const areaOf = (corners: [number, number][]): Area => ({
  type: "Polygon",
  coordinates: [[...corners, corners[0] ?? [0, 0]]],
});
/** Corners on a ring around a point, in order: always a simple polygon. */
function around(corners: number, size: number, dice = random(4)): Area {
  const [lng, lat] = [dice.next() * 300 - 150, dice.next() * 140 - 70];
  return areaOf(
    Array.from({ length: corners }, (_, i) => {
      const [angle, far] = [(i / corners) * 2 * Math.PI, size * (0.7 + 0.3 * dice.next())];
      return [lng + far * Math.cos(angle), lat + far * Math.sin(angle)];
    }),
  );
}

describe("an area in an address", () => {
  it("comes back within 110 m, in letters that an address carries as they are", () => {
    const dice = random(11);
    for (let n = 0; n < 300; n++) {
      const area = around(3 + (n % (MOST_CORNERS - 2)), 2, dice);
      const text = areaText(area);
      if (text === null) throw new Error(`no text for ${JSON.stringify(area)}`);
      expect(new URLSearchParams({ area: text }).toString()).toBe(`area=${text}`);
      expect(text.length).toBeLessThan(1100);
      const back = areaIn(text);
      if (back === null) throw new Error(text);
      expect(isSimpleArea(back)).toBe(true);
      // Corners that fell together are said once; each that is said is one of those that were drawn.
      for (const [lng, lat] of back.coordinates[0])
        expect(
          area.coordinates[0].some(
            ([a, b]) => Math.abs(a - lng) <= 0.000501 && Math.abs(b - lat) <= 0.000501,
          ),
        ).toBe(true);
      // A second journey changes nothing.
      expect(areaText(back)).toBe(text);
    }
  });
  it("is left out where it has more corners than the bound, or is smaller than what is said", () => {
    expect(areaText(around(MOST_CORNERS, 2))).not.toBeNull();
    expect(areaText(around(MOST_CORNERS + 1, 2))).toBeNull();
    expect(areaText(around(4, 0.0001))).toBeNull();
  });
  it("is refused where a stranger wrote what is none", () => {
    const wrong = [
      ...["", "13_32", "13_32*14_32", "13_32*14_32*13_32", "x", "13_32*14_32*14_x", "13,32*14,32*14,33"],
      // Beyond the globe, beyond the decimals, and a ring that crosses itself.
      ...["181_0*0_1*1_1", "0_91*0_1*1_1", "13.12345_32*14_32*14_33", "0_0*1_1*1_0*0_1", "1e2_0*0_1*1_1"],
      Array.from({ length: MOST_CORNERS + 1 }, (_, i) => `${String(i)}_0`).join("*"),
    ];
    for (const text of [undefined, ...wrong]) expect(areaIn(text), text).toBeNull();
  });
});

describe("the view and the hour of an address", () => {
  it("are cut, come back, and are refused where they are none", () => {
    expect(viewText({ lng: 13.18765, lat: 32.89123, zoom: 17.3 })).toBe("13.19,32.89,12.0");
    expect(viewIn("13.19,32.89,12.0")).toEqual({ lng: 13.19, lat: 32.89, zoom: 12 });
    for (const text of [undefined, "", "1,2", "1,2,3,4", "181,0,3", "0,86,3", "0,0,20", "a,b,c"])
      expect(viewIn(text)).toBeNull();
    expect(hourIn(hourText("2011-03-01T06:00:00Z"))).toBe("2011-03-01T06");
    for (const text of [undefined, "", "2011-03-01", "2011-03-01T06:00", "2011-03-01T6"])
      expect(hourIn(text)).toBeUndefined();
  });
});
