// The figures of the demo against the tables that they were copied from: nothing added, nothing lost, nothing changed,
// and what contradicts is still told twice.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { at } from "../../worker/local/root.ts";
import { copies } from "./copies.ts";
import { parseCsv, readTable } from "./csv.ts";

type Row = Record<string, unknown>;
const factOf = (name: string) =>
  JSON.parse(readFileSync(at("test", "scenarios", "libya-2011", "fact", `${name}.json`), "utf8")) as Row[];
const tableOf = (name: string) => readTable(`libya-2011/${name}.csv`);

describe("the reader of tables", () => {
  it("keeps commas, quotes and line ends inside quotes", () => {
    expect(parseCsv('a,b\r\n"1,5","say ""so""\nnow"\n,\n')).toEqual([
      ["a", "b"],
      ["1,5", 'say "so"\nnow'],
      ["", ""],
    ]);
  });
});

describe("every row of the demo", () => {
  for (const [ours, theirs, columns] of copies)
    it(`${ours} is a row of ${theirs}, and every row of ${theirs} is here`, () => {
      const table = tableOf(theirs);
      expect(Object.keys(table[0] ?? {}).sort()).toEqual(columns.map(([, column]) => column).sort());
      const wanted = table.map((row) =>
        Object.fromEntries(columns.map(([field, column, read]) => [field, read(row[column])])),
      );
      const found = factOf(ours).map(({ seats: _, ...row }) => row);
      expect(found.length).toBeGreaterThan(0);
      expect(found).toEqual(wanted);
    });
});

/** 5512 → "5512" or "5,512". */
const forms = (value: number) => [String(value), value.toLocaleString("en")];

describe("what is not a column of theirs", () => {
  it("seats are printed in the row's note; where none are, they are unknown", () => {
    const notes = new Map(tableOf("movements").map((row) => [row.movement_id, row.note ?? ""]));
    const movements = factOf("movement");
    for (const { id, seats } of movements) {
      const note = notes.get(String(id)) ?? "";
      if (seats === null) expect(note).not.toMatch(/\d seats|capacity/);
      else {
        expect(forms(Number(seats)).some((form) => note.includes(form))).toBe(true);
        expect(note).toMatch(/seats|capacity/);
      }
    }
    expect(movements.filter((one) => one.seats !== null).length).toBe(5);
  });
  it("both sides of a contradiction stand in their tables", () => {
    const names = copies.map(([, theirs]) => theirs);
    const rows = names.flatMap((name) => tableOf(name).map((row) => Object.values(row).join(" | ")));
    for (const { id, figures } of factOf("contradiction")) {
      const values = figures as { value: number; source: string }[];
      expect(new Set(values.map((one) => one.value)).size).toBeGreaterThan(1);
      for (const { value } of values) {
        const written = value < 0 ? forms(-value).map((form) => `${form} WEST`) : forms(value);
        const found = rows.some((row) => written.some((form) => row.includes(form)) || sums(row, value));
        expect(`${String(id)} ${String(value)} ${String(found)}`).toBe(`${String(id)} ${String(value)} true`);
      }
    }
  });
});

/** Figures that a note writes in words of its own: half a million is "0.5m". */
function sums(row: string, value: number): boolean {
  return value >= 100_000 && row.includes(`${String(value / 1e6)}m`);
}

describe("contradictions", () => {
  const figuresOf = (id: string) =>
    (factOf("contradiction").find((one) => one.id === id)?.figures ?? []) as {
      value: number;
      source: string;
    }[];
  it("of Misrata: 5,512 and 5,079, each with its source", () => {
    const rows = tableOf("misrata_cumulative").filter((row) => row.missions_done === "5");
    const theirs = rows.map((row) => [Number(row.persons_cumulative), row.source_id]);
    expect(theirs.map(([persons]) => persons).sort()).toEqual([5079, 5512]);
    expect(figuresOf("misrataFifthMission").map((one) => [one.value, one.source])).toEqual(theirs);
  });
  it("of 10 March: 1,052 as printed and 1,140 as its parts add up", () => {
    const row = tableOf("movements").find((one) => one.movement_id === "M035");
    const parts = /(\d+) \+ (\d+) = ([\d,]+)/.exec(row?.note ?? "") ?? [];
    const [, a, b, total] = parts.map((part) => Number(part.replace(",", "")));
    expect((a ?? 0) + (b ?? 0)).toBe(total);
    expect(figuresOf("flightsOfTenthMarch").map((one) => one.value)).toEqual([Number(row?.persons), total]);
    expect([Number(row?.persons), total]).toEqual([1052, 1140]);
  });
  it("of Choucha: it lies east of Greenwich, and the mirror's sign is not taken over", () => {
    const place = factOf("place").find((one) => one.id === "CHOUCHA");
    expect(Number(place?.lng)).toBeGreaterThan(11);
    const [right, wrong] = figuresOf("chouchaLongitude");
    expect(right?.value).toBe(place?.lng);
    expect(wrong?.value).toBeLessThan(0);
    const note = tableOf("places").find((one) => one.place_id === "CHOUCHA")?.note ?? "";
    expect(note).toContain("WEST");
  });
});
