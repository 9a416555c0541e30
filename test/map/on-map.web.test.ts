// What the map draws of movements and districts, and what stands in a table alone: state as a shape and a word, and a count
// of those without two known places.
import { beforeAll, describe, expect, it } from "vitest";
import type { Area } from "../../schema/crisis-area.ts";
import { type Movement, movementStates } from "../../schema/movement.ts";
import type { Zone } from "../../schema/zone.ts";
import { districtRows, viewOf } from "../../web/desk/area/rows.ts";

let layer: typeof import("../../web/desk/movement/layer.ts");
beforeAll(async () => {
  Object.assign(globalThis, { localStorage: { getItem: () => "en", setItem: () => undefined } });
  const { teach } = await import("../../web/kit/words.ts");
  const words = Object.fromEntries(movementStates.map((state) => [`movementState.${state}`, `is ${state}`]));
  teach({ lang: "en", date: { pattern: "{d} {m} {y}", months: [] }, words });
  layer = await import("../../web/desk/movement/layer.ts");
});

const zones = ["a", "b"].map((id, n) => ({ id, lng: 13 + n, lat: 32 }) as Zone);
const movement = (state: Movement["state"], to: string | undefined): Movement =>
  ({
    id: `mov_${state}`,
    mode: "bus",
    label: "Bus 1",
    state,
    from: { name: { en: "A" }, zoneId: "a" },
    to: { name: { en: "B" }, ...(to === undefined ? {} : { zoneId: to }) },
  }) as Movement;

describe("movements on the map", () => {
  it("say each state in a word, and apart from what comes before it in a shape", () => {
    const marks = movementStates.map((state) => {
      const features = layer.movementFeatures([movement(state, "b")], zones);
      const mark = features.find((one) => one.geometry.type === "Point");
      return { state, label: String(mark?.properties.label), picture: String(mark?.properties.picture) };
    });
    for (const { state, label } of marks) expect(label).toBe(`Bus 1\nis ${state}`);
    const pictures = new Map(marks.map(({ state, picture }) => [state, picture]));
    const apart = ["planned", "confirmed", "departed", "arrived", "cancelled"] as const;
    expect(new Set(apart.map((state) => pictures.get(state))).size).toBe(apart.length);
  });
  it("are counted where no line stands for them", () => {
    const all = [movement("planned", "b"), movement("departed", undefined), movement("arrived", "elsewhere")];
    expect(layer.notDrawn(all, zones)).toBe(2);
    const lines = layer.movementFeatures(all, zones).filter((one) => one.geometry.type === "LineString");
    expect(lines.length + layer.notDrawn(all, zones)).toBe(all.length);
  });
});

describe("districts as a table", () => {
  const area = (cell: string, people: number | null, needs: Area["needs"] = {}): Area => ({
    cell,
    people,
    needs,
  });
  const areas = [
    area("1", 40),
    area("2", null, { medical: 15 }),
    area("3", 125, { medical: 60 }),
    area("0", 40),
  ];
  const order = (sort: string) => districtRows(areas, viewOf({ sort })).map(({ cell }) => cell);
  it("stand with most people first, and what is not told last, whichever way", () => {
    expect(districtRows(areas, viewOf({})).map(({ cell }) => cell)).toEqual(["3", "0", "1", "2"]);
    expect(order("people")).toEqual(["0", "1", "3", "2"]);
    expect(order("-medical")).toEqual(["3", "2", "0", "1"]);
    expect(order("medical")).toEqual(["2", "3", "0", "1"]);
    expect(order("-district")).toEqual(["3", "2", "1", "0"]);
    expect(order("nothing")).toEqual(order("people"));
  });
});
