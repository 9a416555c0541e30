// Names of others, asked for in Latin letters and written in another script: how many are found, and how much else with them.
import { describe, expect, it } from "vitest";
import { latin } from "../../worker/find/script.ts";
import { readTable } from "./csv.ts";
import { findingQuality, sumOf } from "./finding.ts";

const by = findingQuality();
const sum = sumOf(by);

describe("a name in another script", () => {
  it("alone is found by its romanised partner: recall at least 0.85, first at least 0.75, precision at least 0.5", () => {
    expect(sum.asked).toBeGreaterThan(550);
    expect(sum.found / sum.asked).toBeGreaterThanOrEqual(0.85);
    expect(sum.first / sum.asked).toBeGreaterThanOrEqual(0.75);
    expect(sum.right / sum.shown).toBeGreaterThanOrEqual(0.5);
  });
  it("of two words is found nearly always: recall at least 0.9, first at least 0.9, precision at least 0.7", () => {
    const full = sumOf(findingQuality(true));
    expect(full.asked).toBeGreaterThan(250);
    expect(full.found / full.asked).toBeGreaterThanOrEqual(0.9);
    expect(full.first / full.asked).toBeGreaterThanOrEqual(0.9);
    expect(full.right / full.shown).toBeGreaterThanOrEqual(0.7);
  });
  it("written in Han characters is not found by its reading, and the README says so", () => {
    expect((by.get("Hani")?.found ?? 0) / (by.get("Hani")?.asked ?? 1)).toBeLessThan(0.1);
  });
  it("of whichever script comes out as letters, never empty", () => {
    const empty = readTable("names/person_names_multiscript.csv")
      .map((row) => row.text ?? "")
      .filter((name) => latin(name) === "");
    expect(empty).toEqual([]);
  });
});
