// The generator: the same for the same seed, as many people as asked, in the shares that the figures give.
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { metresBetween } from "../../../schema/kit/quadkey.ts";
import { isBornInFuture } from "../../../schema/person.ts";
import { needsReason, nextStates } from "../../../schema/registration.rules.ts";
import { RegistrationGiven } from "../../../schema/registration.ts";
import { registrationDecide } from "../../../schema/registration-desk.ts";
import { slots } from "./arrival.ts";
import { deciderOf, END, instant, OPENED, officers, organisations, START } from "./crisis.ts";
import { crowd, type Group } from "./crowd.ts";
import { chanceOf, decisionsOn } from "./decision.ts";
import { pointOf } from "./fact.ts";
import { mixOf } from "./mix.ts";
import { names } from "./person.ts";
import { sites } from "./site.ts";
import { zoneActs } from "./zone.ts";

const PEOPLE = 20_000;
const groups = [...crowd(PEOPLE)];
const sum = (some: readonly Group[]) => some.reduce((total, one) => total + one.input.people.length, 0);

describe("the crowd", () => {
  it("is the same for the same seed, and another for another", () => {
    expect([...crowd(2000, 5)]).toEqual([...crowd(2000, 5)]);
    expect([...crowd(2000, 5)]).not.toEqual([...crowd(2000, 6)]);
  });
  it("holds exactly as many people as asked, in order of time, each group once", () => {
    for (const people of [1, 60, 2000, 2001]) expect(sum([...crowd(people)])).toBe(people);
    expect(sum(groups)).toBe(PEOPLE);
    const moments = groups.map((one) => one.at);
    expect(moments).toEqual(moments.toSorted());
    expect(new Set(groups.map((one) => one.id)).size).toBe(groups.length);
    expect(moments[0] ?? "").toMatch(/^2011-02-20T/);
    expect(moments.every((at) => at >= instant(OPENED) && at < instant(END))).toBe(true);
  });
  it("comes one by one: the first of a thousand million are there without the rest", () => {
    const stream = crowd(1_000_000_000);
    for (let i = 0; i < 1000; i++) expect(stream.next().done).toBe(false);
  });
  it("says what registration.open takes, word for word", () => {
    for (const { input, at } of groups) {
      const parsed = z.parse(RegistrationGiven, input);
      expect(parsed.people.map((one) => one.name)).toEqual(input.people.map((one) => one.name));
      for (const { born } of parsed.people)
        expect(born !== undefined && isBornInFuture(born, new Date(at))).toBe(false);
    }
  });
  it("asks only organisations that may receive, and names only zones that stand", () => {
    const receiving = organisations.filter((one) => one.kind === "embassy" || one.kind === "agency");
    const known = new Set(receiving.map((one) => one.id));
    const since = new Map(
      zoneActs()
        .filter((one) => one.act === "zone.declare")
        .map((one) => [one.input.id, one.at]),
    );
    for (const { input, at } of groups) {
      const asked = [...(input.recipients as string[]), ...((input.partners ?? []) as string[])];
      expect(asked.length > 0 && asked.every((id) => known.has(id))).toBe(true);
      const zoneId = input.place?.zoneId;
      if (zoneId !== undefined) expect((since.get(zoneId) ?? "9") < at).toBe(true);
    }
  });
});

describe("its shares", () => {
  const near = (share: number, wanted: number, by: number) =>
    expect(Math.abs(share - wanted)).toBeLessThan(by);
  it("put about two thirds into the room at the start, and the rest on the days that follow", () => {
    near(sum(groups.filter((one) => one.at < instant(START))) / PEOPLE, 0.65, 0.005);
    const march = sum(groups.filter((one) => one.at >= instant(START) && one.at < "2011-03-13T06"));
    const [all, some] = [
      slots.filter((one) => one.from >= START),
      slots.filter((one) => one.from >= START && one.from < Date.parse("2011-03-13T06:00:00Z")),
    ].map((days) => days.reduce((total, one) => total + one.people, 0));
    near(march / (PEOPLE * 0.35), (some ?? 0) / (all ?? 1), 0.02);
  });
  it("follow the nationalities of the figures", () => {
    const wanted = new Map<string, number>();
    const [early, late] = [slots.filter((one) => one.from < START), slots.filter((one) => one.from >= START)];
    for (const [days, part] of [
      [early, 0.65],
      [late, 0.35],
    ] as const) {
      const total = days.reduce((people, one) => people + one.people, 0);
      for (const { byWay } of days)
        for (const [way, people] of byWay)
          for (const [iso3, share] of mixOf(way))
            wanted.set(iso3, (wanted.get(iso3) ?? 0) + (part * people * share) / total);
    }
    near(
      [...wanted.values()].reduce((a, b) => a + b, 0),
      1,
      1e-6,
    );
    for (const [iso3, share] of wanted) {
      const own = groups.filter((one) => one.iso3 === iso3);
      // By groups: how large a group is differs by nationality.
      near(own.length / groups.length, share, 0.02);
      if (share > 0.002) expect(own.length).toBeGreaterThan(0);
    }
  });
  it("leave about eight in a hundred without a place, and put most on a point", () => {
    const where = (test: (group: Group) => boolean) => groups.filter(test).length / groups.length;
    near(
      where((one) => one.input.place === undefined),
      0.08,
      0.01,
    );
    expect(where((one) => one.input.place?.lng !== undefined)).toBeGreaterThan(0.5);
    expect(where((one) => one.input.place?.zoneId !== undefined)).toBeGreaterThan(0.03);
    expect(where((one) => one.input.phone !== undefined)).toBeLessThan(0.2);
  });
  it("keep to what is said of papers", () => {
    const held = (iso3: string, document: string) => {
      const adults = groups
        .filter((one) => one.iso3 === iso3)
        .flatMap((one) => one.input.people)
        .filter((one) => one.relation !== "child");
      return adults.filter((one) => one.document === document).length / adults.length;
    };
    near(held("VNM", "held"), 0.7, 0.08);
    near(held("TCD", "none"), 0.7, 0.08);
    expect(held("TUN", "held")).toBeLessThan(0.2);
  });
});

/** ISO 15924 → the name that a regular expression takes. */
const scripts: Record<string, string> = {
  Arab: "Arabic",
  Beng: "Bengali",
  Deva: "Devanagari",
  Ethi: "Ethiopic",
  Hani: "Han",
  Latn: "Latin",
  Sinh: "Sinhala",
};

describe("people", () => {
  it("have names in their own script, in NFC, of every nationality that comes", () => {
    for (const { iso3, input } of groups) {
      const script = scripts[names[iso3]?.script ?? ""] ?? "missing";
      const own = new RegExp(`^[\\p{Script=${script}}\\p{M}\\u200d ]+$`, "u");
      for (const { name } of input.people) {
        expect(name).toMatch(own);
        expect(name).toBe(name.normalize("NFC"));
      }
    }
  });
  it("stand near a real place that is in use, on its land side, and nobody at home has crossed", () => {
    for (const { iso3, way, place, at, input } of groups) {
      const found = sites.find((one) => one.place === place && one.way === way);
      expect(found !== undefined && found.from <= at && at < found.until).toBe(true);
      expect(found?.beyond === true && iso3 === way).toBe(false);
      const { lng, lat } = input.place ?? {};
      if (typeof lng !== "number" || typeof lat !== "number" || found === undefined) continue;
      const centre = pointOf(place);
      expect(metresBetween(centre, { lng, lat })).toBeLessThan(found.spread * 1.5 * 111_320 + 200);
      if (found.land.startsWith("south")) expect(lat).toBeLessThanOrEqual(centre.lat + 1e-5);
      if (found.land.endsWith("west")) expect(lng).toBeLessThanOrEqual(centre.lng + 1e-5);
    }
  });
});

describe("decisions", () => {
  const decided = [...crowd(2000)].map((group) => ({ group, acts: decisionsOn(group, chanceOf(2000)) }));
  it("are made by an account of an organisation that was asked, in steps that may follow", () => {
    const accounts = new Set(officers.map((one) => one.id));
    for (const { group, acts } of decided) {
      let state: Parameters<typeof nextStates>[0] = "sent";
      let at = group.at;
      for (const act of acts) {
        const input = z.parse(registrationDecide.input, act.input);
        expect(accounts.has(act.as)).toBe(true);
        expect((group.input.recipients as string[]).map(deciderOf)).toContain(act.as);
        expect(nextStates(state)).toContain(input.state);
        expect(needsReason(input.state)).toBe(input.reason !== undefined);
        expect(act.at > at && act.at < instant(END)).toBe(true);
        [state, at] = [input.state, act.at];
      }
    }
  });
  it("leave more than half of the groups to whoever sits at the desk", () => {
    const share = decided.filter(({ acts }) => acts.length > 0).length / decided.length;
    expect(share).toBeGreaterThan(0.3);
    expect(share).toBeLessThan(0.5);
    expect(chanceOf(1_000_000) * 440_000).toBeLessThan(700);
  });
});
