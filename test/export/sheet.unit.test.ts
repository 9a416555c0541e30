// A sheet runs nothing, whatever people typed and whatever a spreadsheet takes for a separator, and reads back as it was.
import { describe, expect, it } from "vitest";
import { figureSheet, peopleSheet } from "../../worker/export/rules.ts";
import { csvField, csvSheet } from "../../worker/kit/csv.ts";
import { random } from "../kit/random.ts";
import { cellsOf } from "./sheet.ts";

const dangerous = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;
const starts = ["=", "+", "-", "@", "＝", "＋", "－", "＠"];

describe("a cell of a sheet", () => {
  it("starts no formula, also behind spaces and controls", () => {
    for (const start of [...starts, "\t", "\r", "\n", " =", "\u00a0=", "\u3000＝", "\ufeff=", "\t＠"])
      expect(csvField(`${start}1`).replace(/^"/, "")).toMatch(/^'/);
  });
  it("starts none in a program that cuts at semicolons, tabs or bars", () => {
    expect(csvField("a;=1")).toBe(`"a;'=1"`);
    expect(csvField('a";=cmd')).toBe(`"a"";'=cmd"`);
    expect(csvField('"=1')).toBe(`"""'=1"`);
    expect(csvField("a - b")).toBe("a - b");
    expect(csvField("+218 91")).toBe("'+218 91");
  });
  it("of twenty thousand random texts is one cell, with nothing but apostrophes added, under every separator", () => {
    const dice = random(11);
    const letters = [...starts, "\t", "\r", "\n", '"', ",", ";", "|", " ", "\u3000", "a", "ع", "1", "'", "𐐀"];
    const bare = (texts: readonly string[]) => texts.join("\0").replaceAll("'", "");
    const formula = /^\s*[=+\-@＝＋－＠]/;
    const wrong: string[] = [];
    for (let n = 0; n < 20_000; n++) {
      const text = Array.from({ length: dice.whole(0, 9) }, () => dice.of(letters)).join("");
      const csv = csvSheet([["x", text, "x"]]);
      const [row = [], ...more] = cellsOf(csv);
      const cut = [";", "\t", "|"].flatMap((separator) => cellsOf(csv, separator).flat());
      // A reader that knows no quotes at all, too.
      const naive = csv.split(/[,;|"]/);
      if (
        more.length > 0 ||
        bare(row) !== bare(["x", text, "x"]) ||
        row.some((cell) => dangerous.test(cell)) ||
        [...cut, ...naive].some((cell) => formula.test(cell))
      )
        wrong.push(JSON.stringify(text));
    }
    expect(wrong.slice(0, 5)).toEqual([]);
  }, 30_000);
  it("of a whole sheet: every row has as many cells as its head", () => {
    const csv = peopleSheet("exp_1", '=mark, "quoted"', [Array.from({ length: 19 }, () => "=1")]);
    const rows = cellsOf(csv.slice(1));
    expect(rows.map((row) => row.length)).toEqual([19, 19, 19]);
    expect(rows.flat().some((cell) => dangerous.test(cell))).toBe(false);
  });
});

describe("figures for partners", () => {
  it("are a sheet with the middle of each district, and empty where hidden", () => {
    const figures = new Map<string, number | null>([
      ["total", 50],
      ["district.1220312203", null],
    ]);
    const { csv, rows, hidden } = figureSheet("mark", figures);
    expect([rows, hidden]).toEqual([2, 1]);
    expect(cellsOf(csv.slice(1)).at(-1)?.slice(0, 4)).toEqual(["figure", "district", "1220312203", ""]);
    expect(Number(cellsOf(csv.slice(1)).at(-1)?.[4])).not.toBeNaN();
  });
});
