// The sheet's cells: RFC 4180, and nothing that a spreadsheet would take for a formula, whatever people typed.
import { describe, expect, it } from "vitest";
import { csvField as field } from "../../worker/kit/csv.ts";
import { birthYearOf } from "../../worker/manifest/rules.ts";
import { random } from "../kit/random.ts";

describe("a cell", () => {
  it("is guarded where it would start a formula", () => {
    for (const start of [
      "=",
      "+",
      "-",
      "@",
      "\t",
      "\r",
      "\n",
      "＝",
      "＋",
      "－",
      "＠",
      " =",
      "\u00a0=",
      "\t=",
    ]) {
      const cell = field(`${start}1`).replace(/^"/, "");
      expect(cell.startsWith("'")).toBe(true);
    }
    expect(["Ana", "", null, true, 12].map((value) => field(value))).toEqual(["Ana", "", "", "true", "12"]);
  });
  it("is quoted where it holds a comma, a quote or a line's end", () => {
    expect(field("a,b")).toBe('"a,b"');
    expect(field('a"b')).toBe('"a""b"');
    expect(field("a\nb")).toBe('"a\nb"');
  });
  it("of ten thousand random texts never starts a formula, and reads back as it was", () => {
    const dice = random(7);
    const letters = ["=", "+", "-", "@", "\t", "\r", "\n", '"', ",", " ", "a", "ع", "1", "'"];
    for (let n = 0; n < 10_000; n++) {
      const text = Array.from({ length: dice.whole(0, 6) }, () => dice.of(letters)).join("");
      const cell = field(text);
      const inside = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
      expect(inside).not.toMatch(/^[=+\-@\t\r\n]/);
      // Apostrophes may have been put in; nothing else is changed.
      expect(inside.replaceAll("'", "")).toBe(text.replaceAll("'", ""));
    }
  });
});

describe("a year of birth", () => {
  it("is what was said: an age makes none", () => {
    expect(["year:1980", "age:34", null].map(birthYearOf)).toEqual([1980, null, null]);
  });
});
