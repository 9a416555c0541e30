// The public map as text, over the very ground that a build makes: what it weighs where a crisis is full, in every language; what it
// draws broken; and that signs stand where they cover nothing.
import { beforeAll, describe, expect, it } from "vitest";
import type { Alert } from "../../schema/alert.ts";
import type { Area } from "../../schema/crisis-area.ts";
import type { DangerForPublic } from "../../schema/danger-own.ts";
import type { Box } from "../../schema/kit/geometry.ts";
import { type Ground, type GroundIndex, groundIn, sheetsUnder } from "../../schema/kit/ground.ts";
import { languages } from "../../schema/kit/language.ts";
import { cellAt, DISTRICT } from "../../schema/kit/quadkey.ts";
import type { Sheet } from "../../schema/kit/sheet.ts";
import type { ZoneForPublic } from "../../schema/zone.ts";
import { derive, MIDDLE_STEP, STEP } from "../../web/map/basemap/derive.ts";
import { renderMap } from "../../web/plain/map.tsx";
import { letters } from "../../web/plain/map-keyed.ts";
import { beside, planOf, roomsOf, scaleOf } from "../../web/plain/map-plan.ts";
import { MOST } from "../../web/plain/map-rows.tsx";
import type { MapView } from "../../web/plain/view.ts";
import { random } from "../kit/random.ts";
import { requestsOf, textOf, weightOf } from "./page.ts";
import { common } from "./sample.ts";

let sheets: Map<string, Sheet>;
let index: GroundIndex;
beforeAll(() => {
  sheets = derive();
  index = {
    sheets: Object.fromEntries([...sheets.keys()].map((key) => [key, key])),
    step: STEP,
    middleStep: MIDDLE_STEP,
  };
});

const groundOf = (box: Box): Ground =>
  groundIn(
    sheetsUnder(index, box).flatMap((key) => sheets.get(key) ?? []),
    box,
    (box[2] - box[0]) / 600,
  );

const LIBYA: Box = [9, 19, 26, 34];
const UKRAINE: Box = [22, 44, 41, 53];
const INDIA: Box = [66, 6, 98, 37];
const INDONESIA: Box = [94, -12, 142, 8];
const chance = random(7);
const within = ([w, s, e, n]: Box) => ({
  lng: w + chance.next() * (e - w),
  lat: s + chance.next() * (n - s),
});

/** As full as a crisis may be: hundreds of districts, and more of all else than a page lists. */
function full(box: Box): Pick<MapView, "areas" | "zones" | "dangers" | "alerts"> {
  const cells = new Set(Array.from({ length: 300 }, () => cellAt(within(box), DISTRICT)));
  const areas = [...cells].map(
    (cell): Area => ({ cell, people: 20 + Math.floor(chance.next() * 4000), needs: {} }),
  );
  const zones = Array.from(
    { length: 60 },
    (_, n): ZoneForPublic => ({
      id: `zon_full${String(n).padStart(4, "0")}`,
      name: { en: `Camp ${String(n)} by the old market` },
      kind: n % 2 === 0 ? "shelter" : "hospital",
      state: "open",
      admitsMigrants: "unknown",
      confirmedAt: n % 3 === 0 ? null : "2011-03-01T00:00:00Z",
      stale: n % 4 === 0,
      exact: n % 5 === 0,
      area: null,
      ...within(box),
    }),
  );
  const dangers = Array.from({ length: 40 }, (_, n): DangerForPublic => {
    const place = within(box);
    const name = { en: `District ${String(n)} and around` };
    const held = { confirmedAt: "2011-03-01T00:00:00Z", until: "2011-03-03T00:00:00Z" };
    const district = cellAt(place, DISTRICT);
    return { id: `mines-${district}-${String(n)}`, kind: "mines", district, ...place, name, ...held };
  });
  const alerts = Array.from({ length: 12 }, (_, n): Alert => {
    const { lng, lat } = within(box);
    const ring = Array.from({ length: 60 }, (__, i): [number, number] => {
      const turn = (i / 59) * 2 * Math.PI;
      return [lng + Math.cos(turn) * (0.5 + chance.next() * 0.2), lat + Math.sin(turn) * 0.5];
    });
    return {
      id: `alr_full${String(n).padStart(4, "0")}`,
      number: n + 1,
      severity: "severe",
      headline: { en: `Road ${String(n)} is closed` },
      advice: { en: "Wait." },
      area: { type: "Polygon", coordinates: [ring] },
      issuedAt: "2011-03-01T00:00:00Z",
      validUntil: "2011-03-09T00:00:00Z",
      cancelledAt: null,
      organisationId: "org_agencyA1",
      organisation: { en: "Agency" },
      version: 1,
    };
  });
  return { areas, zones, dangers, alerts };
}

function view(lang: (typeof languages)[number], box: Box, over: Partial<MapView> = {}): MapView {
  const plan = planOf(box);
  return {
    ...common(lang, "/map"),
    crisis: {
      id: "crs_test0001",
      name: { en: "Test" },
      hotline: "+218 00",
      now: "2011-03-02T06:00:00Z",
    } as never,
    at: "2011-03-01T10:00:00Z",
    ...{ areas: [], zones: [], dangers: [], alerts: [] },
    ground: groundOf(plan.box),
    plan,
    cell: null,
    from: 0,
    ...over,
  };
}

describe("the ground below the public map", () => {
  it("costs little wherever the crisis is", async () => {
    for (const box of [LIBYA, UKRAINE, INDIA, INDONESIA])
      expect([box, await weightOf(renderMap(view("en", box)))]).toEqual([
        box,
        expect.toSatisfy((bytes) => bytes < 10 * 1024),
      ]);
  });
  it("draws contested borders broken, and names who made it", () => {
    expect(renderMap(view("en", INDIA))).toContain('class="open"');
    expect(renderMap(view("en", LIBYA))).not.toContain('class="open"');
    expect(textOf(renderMap(view("en", LIBYA)))).toContain(
      "Natural Earth. Names of towns: GeoNames (CC BY 4.0).",
    );
  });
  it("is left out where a deployment has none, and the lists stay", () => {
    const html = renderMap(view("en", LIBYA, { ...full(LIBYA), ground: null }));
    expect(html).not.toContain('class="land"');
    expect(textOf(html)).toContain("Camp 1 by the old market");
  });
});

describe("a full map", () => {
  it("is one request of at most 14 KB in every language, far out and close in", async () => {
    const crowd = full(LIBYA);
    const cell = crowd.areas[0]?.cell ?? "";
    for (const lang of languages)
      for (const over of [{}, { cell }]) {
        const html = renderMap(view(lang, LIBYA, { ...crowd, ...over }));
        expect(requestsOf(html)).toEqual([]);
        expect([lang, await weightOf(html)]).toEqual([lang, expect.toSatisfy((bytes) => bytes <= 14 * 1024)]);
      }
  }, 120_000);
  it("lists every district on its pages, the most people first, each under one key", () => {
    const crowd = full(LIBYA);
    const keys: string[] = [];
    for (let from = 0; from < crowd.areas.length; from += MOST)
      keys.push(
        ...[
          ...(/<table[^>]*aria-labelledby="districts">(.*?)<\/table>/s
            .exec(renderMap(view("en", LIBYA, { ...crowd, from })))?.[1]
            ?.matchAll(/class="key"><bdi dir="ltr">([A-Z]+)</g) ?? []),
        ].map(([, key = ""]) => key),
      );
    expect(keys).toEqual(crowd.areas.map((_, n) => letters(n)));
  });
  it("says how many more places and dangers there are where all are, and warns of no key that is not there", () => {
    const html = renderMap(view("en", LIBYA, full(LIBYA)));
    expect(textOf(html)).toContain("Places that help ( +40 )");
    expect(textOf(html)).toContain("Known dangers ( +20 )");
    expect(textOf(html)).toMatch(/[\d, ]+: Not confirmed for a day/);
    expect(textOf(html)).not.toMatch(/\b(2[1-9]|[3-6]\d), [\d, ]*: /);
  });
  it("says every word of its own language", () => {
    for (const lang of languages)
      expect([
        lang,
        textOf(renderMap(view(lang, LIBYA, full(LIBYA)))).match(/\b[a-z]+[A-Za-z]*\.[a-z][A-Za-z-]*\b/g),
      ]).toEqual([lang, null]);
  });
});

describe("the plan of a map", () => {
  it("keeps a district square, north up, and is no strip", () => {
    for (const box of [LIBYA, [-75, -55, -68, -18], [-20, 0, 100, 5]] as Box[]) {
      const plan = planOf(box);
      expect(plan.height).toBeGreaterThanOrEqual(330);
      expect(plan.height).toBeLessThanOrEqual(721);
      const [x, y] = plan.at(box[0], box[1]);
      const [x2, y2] = plan.at(box[2], box[3]);
      expect(x2).toBeGreaterThan(x);
      expect(y2).toBeLessThan(y);
    }
  });
  it("gives nothing room that is taken, and nothing off the map", () => {
    const rooms = roomsOf(planOf(LIBYA));
    const own = [100, 100, 110, 110] as const;
    const given = Array.from({ length: 9 }, () => rooms.take(beside(own, 40, 20)));
    const there = given.filter((room) => room !== null);
    expect(there.length).toBeGreaterThanOrEqual(2);
    for (const [i, a] of there.entries())
      for (const b of there.slice(i + 1))
        expect(a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1]).toBe(true);
    expect(given.at(-1)).toBeNull();
    expect(roomsOf(planOf(LIBYA)).take([[-5, 0, 20, 20]])).toBeNull();
  });
  it("has a round number of kilometres as its scale", () => {
    const { km, units } = scaleOf(planOf(LIBYA));
    expect(km).toBe(500);
    // 17 degrees at about 27 north are some 1,690 km.
    expect(units).toBeGreaterThan(160);
    expect(units).toBeLessThan(195);
  });
});
