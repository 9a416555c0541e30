// How long files are and what they may not hold: what has grown is split, what is unfinished is not committed.
import { describe, expect, it } from "vitest";
import { code, files, read, sizeOf, sourceOf } from "./source.ts";

const FAILS = 400;
const SPLIT = 250;
const linesOf = (path: string) => read(path).split("\n").length - 1;
const isText = (path: string) => /\.(ts|tsx|mjs|js|css|sql|json|md|toml|html|svg|csv)$/.test(path);
/** What may be long: words, SQL, data, the lock file. */
const mayBeLong = (path: string) => /\.(sql|json|csv|svg)$/.test(path) || path.endsWith("LICENSE");

describe("a file", () => {
  it(`has at most ${String(FAILS)} lines; those above ${String(SPLIT)} are told`, () => {
    const long = files
      .filter((path) => isText(path) && !mayBeLong(path))
      .map((path) => ({ path, lines: linesOf(path) }))
      .filter(({ lines }) => lines > SPLIT);
    for (const { path, lines } of long)
      process.stdout.write(`above ${String(SPLIT)} lines: ${path} (${String(lines)})\n`);
    expect(long.filter(({ lines }) => lines > FAILS)).toEqual([]);
  });
  it("has at most 400 KB", () => {
    expect(files.filter((path) => sizeOf(path) > 400_000)).toEqual([]);
  });
  it("opens with one to four lines that say what lives here", () => {
    const wrong = code.concat(files.filter((path) => path.endsWith(".sql"))).filter((path) => {
      const lines = read(path).split("\n");
      if (lines[0]?.startsWith("#!") === true) lines.shift();
      const mark = path.endsWith(".sql") ? "--" : "//";
      const head = lines.findIndex((line) => !line.startsWith(mark));
      return head < 1 || head > 4 || (lines[0] ?? "").length < 20;
    });
    expect(wrong).toEqual([]);
  });
});

/** Words that say that something is not done; this file has to name them. */
const unfinished = /\b(TODO|FIXME|XXX|HACK|WIP|stubs?|stubbed|placeholders?|lorem ipsum|not implemented)\b/i;
/** The attribute of an input field, CSS for it, and the gaps in a sentence carry the same word. */
const attribute = /\{placeholders?\}|(::?)?placeholder(-shown)?(?=\s*[=:{,])/gi;
/** Ways to tell a checker to look away. */
const hushed = /@ts-(ignore|nocheck|expect-error)|biome-ignore|eslint-disable|c8 ignore|v8 ignore/;
const own = "test/repo/sizes.test.ts";

describe("code", () => {
  it("has no `any` and tells no checker to look away", () => {
    expect(code.filter((path) => sourceOf(path).kinds.has("TSAnyKeyword"))).toEqual([]);
    expect(code.filter((path) => path !== own && hushed.test(read(path)))).toEqual([]);
  });
  it("is finished", () => {
    // In other languages than English these letters are ordinary words.
    const foreign = (path: string) => /^schema\/words\/(?!en\.|desk\/en|gate\/en)/.test(path);
    const texts = files.filter(
      (path) => isText(path) && path !== own && path !== "package-lock.json" && !foreign(path),
    );
    const found = texts.flatMap((path) =>
      read(path)
        .split("\n")
        .flatMap((line, i) =>
          unfinished.test(line.replace(attribute, ""))
            ? [`${path}:${String(i + 1)} ${line.trim().slice(0, 80)}`]
            : [],
        ),
    );
    expect(found).toEqual([]);
  });
  it("uses only syntax that goes away with its types", () => {
    const kinds = ["TSEnumDeclaration", "TSModuleDeclaration", "TSParameterProperty"];
    // A file of declarations alone may open a namespace of the platform.
    const wrong = code.filter(
      (path) => !path.endsWith(".d.ts") && kinds.some((kind) => sourceOf(path).kinds.has(kind)),
    );
    expect(wrong).toEqual([]);
  });
});

describe("tests", () => {
  it("all run: none is skipped, singled out or put off", () => {
    const marks = /^(it|test|describe|suite|bench)\.(skip|only|todo|fails|skipIf|runIf)$/;
    const tests = code.filter((path) => path.startsWith("test/"));
    expect(tests.filter((path) => sourceOf(path).members.some((one) => marks.test(one)))).toEqual([]);
    const calls = /\b(xit|xdescribe|xtest|fit|fdescribe)\s*\(/;
    expect(tests.filter((path) => path !== own && calls.test(read(path)))).toEqual([]);
  });
  it("end in a name that a project runs", () => {
    const kinds =
      /(\.(unit|api|web)\.test\.tsx?|^test\/(repo|journeys|foreign)\/.*\.test\.ts|^test\/bench\/[\w-]+\.bench\.ts)$/;
    expect(code.filter((path) => /\.(test|spec|bench)\./.test(path) && !kinds.test(path))).toEqual([]);
  });
});
