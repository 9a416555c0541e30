// regime.list: dated facts with source and confidence; what nobody said is unknown, and stays an empty list.
import { beforeAll, describe, expect, it } from "vitest";
import { type Regime, regimeList } from "../../schema/regime.ts";
import { holdsAt } from "../../worker/regime/rules.ts";
import { makeWorld, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const listed = async (country: string, at?: string) =>
  (await world.as("nobody").does(regimeList, { country, ...(at === undefined ? {} : { at }) })).body
    .regimes as unknown as Regime[];

describe("a date", () => {
  it("holds at the precision in which it was given", () => {
    const rule = (from: string | null, to: string | null) => ({ from, to });
    for (const [from, to, at, holds] of [
      [null, null, "1900-01-01T00:00:00Z", true],
      ["1987", null, "1986-12-31T23:59:59Z", false],
      ["1987", null, "1987-01-01T00:00:00Z", true],
      ["2015", "2018-10", "2018-10-31T23:00:00Z", true],
      ["2015", "2018-10", "2018-11-01T00:00:00Z", false],
      ["2018-10", "2020-01-15", "2018-10-01T00:00:00Z", true],
      [null, "2021-03-13", "2021-03-13T12:00:00Z", true],
      [null, "2021-03-13", "2021-03-14T00:00:00Z", false],
    ] as const)
      expect(holdsAt(rule(from, to), at)).toBe(holds);
  });
});

describe("a country's rules", () => {
  it("are those of a moment, each with its source, date and confidence", async () => {
    const [libya] = await listed("LBY", "2011-03-01T06:00:00Z");
    expect(libya).toMatchObject({ country: "LBY", from: "1987", to: null, confidence: "medium" });
    expect(libya?.source).toMatch(/^http/);
    expect(await listed("LBY", "1980-01-01T00:00:00Z")).toEqual([]);
    const required = async (at: string) => (await listed("QAT", at)).map((one) => one.required);
    expect(await required("2016-01-01T00:00:00Z")).toEqual(["yes"]);
    expect(await required("2019-01-01T00:00:00Z")).toEqual(["partial"]);
    expect(await required("2021-01-01T00:00:00Z")).toEqual(["no"]);
    expect((await listed("KWT")).map((one) => one.from)).toEqual(["2025-07-01"]);
  });
  it("are unknown where nobody wrote them down", async () => {
    for (const country of ["PHL", "ZZZ"]) expect(await listed(country)).toEqual([]);
    for (const country of ["LY", "lby", ""]) {
      const answer = await world.as("nobody").does(regimeList, { country });
      expect([answer.status, answer.body.code]).toEqual([400, "malformed"]);
    }
  });
});
