// The figures and what is played of them: each has a source that exists, none is invented, contradictions stand.
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { isSimpleArea } from "../../../schema/alert.rules.ts";
import { alertIssue } from "../../../schema/alert.ts";
import { dangerReport } from "../../../schema/danger.ts";
import { officerRoles } from "../../../schema/kit/access.ts";
import { Organisation, rolesOf } from "../../../schema/organisation.ts";
import { zoneConfirm, zoneDeclare } from "../../../schema/zone.ts";
import { alertActs, told } from "./alert.ts";
import { quotas, slots, totalAt, totals, ways } from "./arrival.ts";
import { demoOfficers, END, instant, OPENED, officers, organisations, START } from "./crisis.ts";
import { dangerActs, seen } from "./danger.ts";
import {
  arrivals,
  cite,
  contradictions,
  documentFacts,
  manifests,
  misrata,
  movements,
  nationalities,
  occupancies,
  places,
  sourceOf,
  sources,
} from "./fact.ts";
import { mixOf, nationalShare, thirdCountry } from "./mix.ts";
import { documentShares, names } from "./person.ts";
import { zoneActs, zoneIdOf } from "./zone.ts";

const rows = [occupancies, arrivals, nationalities, manifests, misrata, movements].flat();

describe("a fact", () => {
  it("has a source with title, publisher and address", () => {
    for (const row of rows) expect(sourceOf(row.source).id).toBe(row.source);
    for (const { figures } of contradictions) for (const { source } of figures) sourceOf(source);
    for (const { fact, source } of documentFacts)
      if (source === null) expect(fact).toContain("NOT FOUND");
      else sourceOf(source);
    for (const one of sources) {
      expect([one.title, one.publisher].every((text) => text.length > 1)).toBe(true);
      expect(one.url).toMatch(/^https?:\/\//);
    }
    expect(() => sourceOf("NOBODY")).toThrow("no source NOBODY");
  });
  it("is cited in at most 200 characters, by title and id", () => {
    for (const { id, title, publisher } of sources) {
      const said = cite(id, "x".repeat(300));
      expect([...said].length).toBeLessThanOrEqual(200);
      expect(said.includes(title) && said.includes(publisher) && said.endsWith(`[${id}]`)).toBe(true);
    }
  });
  it("of a place has a point on the globe, or says nothing", () => {
    for (const { lng, lat } of places) {
      expect(lng === null).toBe(lat === null);
      if (lng !== null && lat !== null) expect(Math.abs(lng) <= 180 && Math.abs(lat) <= 90).toBe(true);
    }
  });
});

const zones = zoneActs();
const declares = zones.filter((one) => one.act === "zone.declare");
const confirms = zones.filter((one) => one.act === "zone.confirm");
const parsedConfirms = confirms.map((one) => ({ at: one.at, ...z.parse(zoneConfirm.input, one.input) }));
const sourceIn = (said: string | undefined) => /\[(\w+)\]$/.exec(said ?? "")?.[1] ?? "";

describe("zones on the tape", () => {
  it("are declared before they are confirmed, once each, within the exercise", () => {
    const since = new Map<string, string>();
    for (const { at, act, input } of zones) {
      expect(at >= instant(OPENED) && at < instant(END)).toBe(true);
      const id = String(input.id ?? input.zoneId);
      expect(since.has(id)).toBe(act === "zone.confirm");
      since.set(id, at);
    }
    expect(declares.length).toBeGreaterThan(15);
  });
  it("stand where the facts put them, exactly only where the point is the place's own", () => {
    for (const one of declares) {
      const input = z.parse(zoneDeclare.input, one.input);
      const place =
        places.find(({ id }) => zoneIdOf(id) === input.id) ?? places.find(({ id }) => id === "TRIPOLI");
      expect([input.lng, input.lat]).toEqual([place?.lng, place?.lat]);
      if (input.publication === "exact") expect(place?.precision).toMatch(/^(place point|camp$|airport$)/);
    }
  });
  it("carry only figures that a row or a contradiction holds, with that source", () => {
    for (const { zoneId, at, occupancy, capacity, source } of parsedConfirms) {
      const id = sourceIn(source);
      expect(sourceOf(id).id).toBe(id);
      const value = occupancy ?? capacity;
      if (value === undefined) continue;
      const day = at.slice(0, 7);
      const inRow = occupancies.some(
        (row) =>
          row.source === id &&
          row.persons === value &&
          zoneIdOf(row.place) === zoneId &&
          row.asOf.startsWith(day),
      );
      const inPair = contradictions.some(
        (one) =>
          one.place !== null &&
          zoneIdOf(one.place) === zoneId &&
          one.figures.some((figure) => figure.source === id && figure.value === value),
      );
      const sheltered = nationalities.some((row) => row.source === id && row.low === value);
      expect(inRow || inPair || sheltered).toBe(true);
    }
  });
  it("show a capacity where one was published, and nowhere else", () => {
    const published = occupancies.filter((row) => row.measure === "capacity");
    expect(declares.filter((one) => one.input.capacity !== undefined)).toEqual([]);
    const shown = parsedConfirms.filter((one) => one.capacity !== undefined);
    expect(shown.map((one) => [one.zoneId, one.capacity]).sort()).toEqual(
      published.map((row) => [zoneIdOf(row.place), row.persons]).sort(),
    );
    expect(published.length).toBe(2);
  });
  it("say so where people are more than places, or the door would refuse", () => {
    const capacity = new Map<string, number>();
    let over = 0;
    for (const one of parsedConfirms) {
      if (one.capacity !== undefined) capacity.set(one.zoneId, one.capacity);
      const most = capacity.get(one.zoneId) ?? Number.POSITIVE_INFINITY;
      if ((one.occupancy ?? 0) > most) {
        expect([one.overCapacity, one.state]).toEqual([true, "full"]);
        over++;
      }
    }
    expect(over).toBe(2);
  });
  it("give every occupancy of a declared place, and figures that contradict side by side", () => {
    const ids = new Set(declares.map((one) => one.input.id));
    const wanted = occupancies.filter(
      (row) => ["occupancy", "stranded"].includes(row.measure) && ids.has(zoneIdOf(row.place)),
    );
    expect(wanted.length).toBeGreaterThan(25);
    for (const row of wanted)
      expect(
        parsedConfirms.filter(
          (one) =>
            one.zoneId === zoneIdOf(row.place) &&
            one.occupancy === row.persons &&
            sourceIn(one.source) === row.source,
        ).length,
      ).toBe(1);
    const on = (zoneId: string, day: string) =>
      parsedConfirms
        .filter((one) => one.zoneId === zoneId && one.at.startsWith(day))
        .map((one) => one.occupancy);
    expect(on("zon_rasAjdirLibyanSide", "2011-03-01")).toEqual([3000, 15000]);
    expect(on("zon_choucha", "2011-03-09")).toEqual([14920, 16558]);
  });
});

describe("alerts on the tape", () => {
  it("rest on a source, are drawn simply, and end", () => {
    for (const { source } of told) sourceOf(source);
    for (const one of alertActs()) {
      const input = z.parse(alertIssue.input, one.input);
      expect(isSimpleArea(input.area)).toBe(true);
      expect(input.validUntil > one.at).toBe(true);
      expect(input.headline.ar !== undefined && input.advice.ar !== undefined).toBe(true);
    }
    const before = alertActs().filter((one) => one.at <= instant(START));
    expect(before.length).toBe(3);
    expect(alertActs().length).toBeGreaterThan(before.length);
  });
});

describe("dangers on the tape", () => {
  it("rest on a source or are invented for the first day, are told by an officer, and stand at a place of the crisis", () => {
    for (const { source } of seen) if (source !== null) sourceOf(source);
    for (const one of dangerActs()) z.parse(dangerReport.input, one.input);
    const before = dangerActs().filter((one) => one.at <= instant(START));
    expect(before.map((one) => one.input.id)).toEqual(
      seen.filter((one) => one.source === null).map((one) => one.id),
    );
    expect(dangerActs().length).toBeGreaterThan(before.length);
  });
});

describe("who takes part", () => {
  it("are organisations and accounts that the contract allows, one per role at least", () => {
    for (const one of organisations) z.parse(Organisation, one);
    const kindOf = new Map(organisations.map((one) => [one.id, one.kind]));
    for (const { organisationId, role } of officers) {
      const kind = kindOf.get(organisationId);
      expect(kind !== undefined && rolesOf[kind].includes(role)).toBe(true);
    }
    expect(new Set(officers.map((one) => one.id)).size).toBe(officers.length);
    expect([...new Set(demoOfficers.map((one) => one.role))].sort()).toEqual([...officerRoles].sort());
    const acting = new Set([...zones, ...alertActs(), ...dangerActs()].map((one) => one.as));
    for (const id of acting)
      expect(officers.some((one) => one.id === id && one.role === "coordinator")).toBe(true);
  });
});

describe("arrivals", () => {
  it("never fall, and the days of February are near the daily figures", () => {
    for (const way of ways) {
      const persons = totals(way).map((one) => one.persons);
      expect(persons.length).toBeGreaterThan(2);
      expect(persons).toEqual(persons.toSorted((a, b) => a - b));
    }
    const daily = (group: string, place: string) =>
      arrivals.find((row) => row.kind === "daily" && row.place === place && row.group === group)?.persons ??
      0;
    const at = (day: string) => totalAt(totals("TUN"), Date.parse(`${day}T06:00:00Z`));
    // Within a third: "more than 7,800" on 25 February, 10,000 to 15,000 a day at the end of the month.
    const friday = at("2011-02-26") - at("2011-02-25");
    expect(Math.abs(friday - daily("all", "RAS_AJDIR"))).toBeLessThan(7800 / 3);
    expect(Math.abs(at("2011-03-01") - at("2011-02-28") - daily("all", "TUN"))).toBeLessThan(12500 / 3);
    expect(at("2011-03-13")).toBe(151324);
  });
  it("fill the days up to everybody", () => {
    for (const people of [1, 2000, 1_000_000]) {
      const until = quotas(people);
      expect(until.length).toBe(slots.length);
      expect(until).toEqual(until.toSorted((a, b) => a - b));
      expect(until.at(-1)).toBe(people);
    }
  });
});

/** 10675 → "10675" or "10,675". */
const said = (text: string | null, value: number) =>
  [String(value), value.toLocaleString("en")].some((form) => (text ?? "").includes(form));

describe("the mix of nationalities", () => {
  it("weighs with numbers that stand in a row of the named source", () => {
    for (const weights of Object.values(thirdCountry))
      for (const { persons, source } of weights) {
        const own = rows.filter((row) => row.source === source);
        const found = own.some(
          (row) =>
            ("persons" in row && row.persons === persons) ||
            ("low" in row && (row.low === persons || row.high === persons)) ||
            ("note" in row && said(row.note, persons)),
        );
        expect(`${source} ${String(persons)} ${String(found)}`).toBe(`${source} ${String(persons)} true`);
      }
  });
  it("adds up, and takes each country's own people from the reports", () => {
    for (const way of ways) {
      const shares = mixOf(way);
      expect(Math.abs(shares.reduce((sum, [, share]) => sum + share, 0) - 1)).toBeLessThan(1e-9);
      for (const [iso3] of shares) expect(names[iso3]).toBeDefined();
    }
    expect(nationalShare("EGY")).toBeCloseTo(95000 / 169000, 5);
    expect(nationalShare("MISRATA")).toBe(0);
    expect(Object.fromEntries(mixOf("MISRATA")).NER).toBeGreaterThan(0.5);
    expect(mixOf("MISRATA").some(([iso3]) => iso3 === "LBY")).toBe(false);
  });
  it("rests what it says of papers on the facts", () => {
    for (const { iso3, source } of documentShares) {
      expect(documentFacts.some((row) => row.source === source && row.iso3.includes(iso3))).toBe(true);
    }
  });
});
