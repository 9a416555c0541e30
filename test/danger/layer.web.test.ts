// Dangers on the map: bounded in view, counted by squares beyond, none of those that are over, paler with age.
import { describe, expect, it } from "vitest";
import type { Danger } from "../../schema/danger.ts";
import { random } from "../kit/random.ts";

const now = "2011-03-01T06:00:00.000Z";
const source = random(3);
const danger = (n: number, over: Partial<Danger> = {}): Danger => ({
  id: `dgr_layer${String(n).padStart(5, "0")}`,
  kind: "fighting",
  state: n % 3 === 0 ? "confirmed" : "reported",
  place: { lng: 10 + source.next() * 5, lat: 25 + source.next() * 5 },
  area: null,
  firstAt: now,
  seenAt: now,
  until: "2011-03-02T06:00:00.000Z",
  reports: 1,
  byPerson: true,
  by: [],
  words: false,
  confirmed: null,
  over: null,
  publicName: null,
  undoUntil: null,
  version: 1,
  ...over,
});
const view = { bbox: [10, 25, 15, 30] as [number, number, number, number], zoom: 5 };

describe("the layer of dangers", async () => {
  // The desk's words ask the browser for its language.
  Object.assign(globalThis, { localStorage: { getItem: () => "en", setItem: () => undefined } });
  const { clusterOf, dangerFeatures } = await import("../../web/desk/danger/layer.ts");
  it("draws a sign for each while they are few, and counts squares when they are many, none lost", () => {
    const few = Array.from({ length: 60 }, (_, n) => danger(n));
    expect(dangerFeatures(few, now, view)).toHaveLength(60);
    const many = Array.from({ length: 900 }, (_, n) => danger(n));
    const drawn = dangerFeatures(many, now, view);
    expect(drawn.length).toBeLessThan(120);
    const counted = drawn.reduce(
      (sum, one) => sum + Number(String(one.properties.count).replace(/\D/g, "")),
      0,
    );
    expect(counted).toBe(900);
    expect(drawn.every((one) => clusterOf(one.id) !== null)).toBe(true);
    // Nearer, those in view are few again.
    const near = dangerFeatures(many, now, { bbox: [10, 25, 10.5, 25.5], zoom: 9 });
    expect(near.length).toBeLessThan(40);
    expect(near.every((one) => clusterOf(one.id) === null)).toBe(true);
  });
  it("draws nothing that is over or has no place, and pales with age", () => {
    const over = ["ended", "dismissed", "lapsed", "withdrawn"] as const;
    const gone = over.map((state, n) => danger(n, { state }));
    const old = danger(9, { until: now });
    expect(dangerFeatures([...gone, old, danger(8, { place: null })], now, view)).toEqual([]);
    const fade = (hours: number) =>
      dangerFeatures(
        [danger(1, { until: new Date(Date.parse(now) + hours * 3_600_000).toISOString() })],
        now,
        null,
      )[0]?.properties.fade;
    expect([fade(24), fade(12), fade(2)]).toEqual([1, 0.8, 0.6]);
    expect(dangerFeatures([danger(1)], "", view)).toEqual([]);
  });
});
