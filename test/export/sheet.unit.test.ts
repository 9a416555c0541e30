// A sheet runs nothing, whatever people typed and whatever a spreadsheet takes for a separator, and reads back as it was.
import { describe, expect, it } from "vitest";
import { partnerFigures } from "../../schema/export.rules.ts";
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
  const urgency = ["urgency.1", "urgency.2", "urgency.3"];
  const truthOf = (parts: readonly number[], needs: Record<string, number> = {}) =>
    new Map([
      ["total", parts.reduce((sum, one) => sum + one, 0)],
      ...parts.map((many, i) => [urgency[i] ?? "", many] as const),
      ...Object.entries(needs),
    ]);
  const shown = (figures: ReturnType<typeof partnerFigures>, keys: readonly string[]) =>
    keys.map((key) => figures.get(key)?.shown);

  it("hide what is under ten, and a second part with it where one alone would be given back", () => {
    const figures = partnerFigures(truthOf([3, 40, 60]), new Map(), [urgency], []);
    expect(shown(figures, ["total", ...urgency])).toEqual([105, null, null, 60]);
    const two = partnerFigures(truthOf([6, 7, 60]), new Map(), [urgency], []);
    expect(shown(two, ["total", ...urgency])).toEqual([75, null, null, 60]);
    expect(
      shown(partnerFigures(truthOf([3, 2, 1]), new Map(), [urgency], []), ["total", ...urgency]),
    ).toEqual([null, null, null, null]);
  });
  it("hide a need that leaves out fewer than ten of all", () => {
    const truth = truthOf([40, 40, 20], { "need.medical": 97, "need.shelter": 50, "need.transport": 100 });
    const figures = partnerFigures(
      truth,
      new Map(),
      [urgency],
      ["need.medical", "need.shelter", "need.transport"],
    );
    expect(shown(figures, ["need.medical", "need.shelter", "need.transport"])).toEqual([null, 50, 100]);
  });
  it("move only when the truth moved by ten, also by single steps", () => {
    let before = new Map<string, { truth: number; shown: number | null }>();
    const seen: (number | null | undefined)[] = [];
    for (let many = 40; many <= 61; many++) {
      before = partnerFigures(truthOf([many, 40, 60]), before, [urgency], []);
      seen.push(before.get("urgency.1")?.shown);
    }
    expect([...new Set(seen)]).toEqual([40, 50, 60]);
    expect(seen.filter((one) => one === 40).length).toBe(10);
  });
  it("of a thousand random worlds show no part under ten, and leave no hidden one to be subtracted", () => {
    const dice = random(5);
    for (let n = 0; n < 1000; n++) {
      const parts = [dice.whole(0, 30), dice.whole(0, 30), dice.whole(0, 30)];
      const truth = truthOf(parts);
      const figures = partnerFigures(truth, new Map(), [urgency], []);
      const hidden = parts.filter((_, i) => figures.get(urgency[i] ?? "")?.shown === null);
      parts.forEach((many, i) => {
        if (many < 10) expect(figures.get(urgency[i] ?? "")?.shown).toBe(null);
      });
      if (figures.get("total")?.shown != null && hidden.some((many) => many > 0))
        expect(hidden.reduce((sum, many) => sum + many, 0)).toBeGreaterThanOrEqual(10);
    }
  });
  it("are a sheet with the middle of each district, and empty where hidden", () => {
    const figures = new Map([
      ["total", { truth: 50, shown: 50 }],
      ["district.1220312203", { truth: 3, shown: null }],
    ]);
    const { csv, rows, hidden } = figureSheet("mark", figures);
    expect([rows, hidden]).toEqual([2, 1]);
    expect(cellsOf(csv.slice(1)).at(-1)?.slice(0, 4)).toEqual(["figure", "district", "1220312203", ""]);
    expect(Number(cellsOf(csv.slice(1)).at(-1)?.[4])).not.toBeNaN();
  });
});
