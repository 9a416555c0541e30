// A pictogram for every choice, small, drawn with strokes on a grid of 24; and at most six words beside it (EXPERIENCE 2.3).
import { describe, expect, it } from "vitest";
import { needKinds } from "../../schema/need.ts";
import {
  ageBands,
  barriers,
  choices,
  dangers,
  documents,
  phoneOwners,
  relations,
} from "../../schema/person.ts";
import { say } from "../../schema/words.ts";
import { pictograms } from "../../web/plain/pictogram.tsx";

const asked = [
  ["danger", dangers],
  ["relation", relations.filter((one) => one !== "self")],
  ["ageBand", ageBands],
  ["document", documents],
  ["need", needKinds],
  ["barrier", barriers],
  ["choice", choices],
  ["phoneOwner", phoneOwners],
] as const;
const all = asked.flatMap(([question, values]) => values.map((value) => `${question}.${value}`));

describe("pictograms", () => {
  it("stand for every choice", () => {
    expect(all.filter((name) => pictograms[name] === undefined)).toEqual([]);
  });
  it("are about a hundred bytes each, and no two are alike", () => {
    const drawn = Object.values(pictograms);
    expect(drawn.filter((path) => path.length > 160)).toEqual([]);
    expect(drawn.join("").length / drawn.length).toBeLessThan(100);
    expect(new Set(drawn).size).toBe(drawn.length);
  });
  it("are paths on the grid, and nothing that could run", () => {
    expect(Object.values(pictograms).filter((path) => !/^M[MmLlHhVvAaCcSsZz\d .,-]+$/.test(path))).toEqual(
      [],
    );
  });
  it("have at most six words beside them", () => {
    const long = all.filter((name) => say("en", name).split(" ").length > 6);
    expect(long.map((name) => say("en", name))).toEqual([]);
  });
});
