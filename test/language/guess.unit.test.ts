// What a browser says it reads, and which page it gets; in which order languages stand side by side.
import { describe, expect, it } from "vitest";
import { dirOf, endonymOf, inOrder, languages, scriptOf } from "../../schema/kit/language.ts";
import { guessFrom } from "../../worker/page/guess.ts";

describe("the guess", () => {
  const cases: [header: string | undefined, lang: string][] = [
    [undefined, "en"],
    ["", "en"],
    ["*", "en"],
    ["bn", "bn"],
    ["bn-BD,bn;q=0.9,en-US;q=0.8", "bn"],
    ["ar-EG,en;q=0.5", "ar"],
    ["en-US,en;q=0.9,ti;q=0.8", "en"],
    ["en;q=0.3, ti;q=0.8", "ti"],
    ["ti;Q=0.8;x=1, am ; q = 0.1", "ti"],
    ["tl-PH,en;q=0.9", "fil"],
    ["fil-PH", "fil"],
    ["fa", "prs"],
    ["fa-AF,fa;q=0.9", "prs"],
    ["fa-IR", "prs"],
    ["in-ID", "id"],
    ["pt_BR", "pt"],
    ["zh-CN,zh;q=0.9,my;q=0.5", "my"],
    ["zh-CN,zh;q=0.9", "en"],
    ["ne;q=0,hi;q=0.1", "hi"],
    ["ne;q=x,hi;q=0.1", "hi"],
    ["si-LK", "si"],
    ["constructor,__proto__,toString,ru", "ru"],
    [`${"xx,".repeat(500)}ru`, "en"],
    ["sw\u0000", "en"],
  ];
  for (const [header, lang] of cases)
    it(`of ${JSON.stringify(header)?.slice(0, 40) ?? "nothing"} is ${lang}`, () => {
      expect(guessFrom(header, languages)).toBe(lang);
    });
  it("is only a language that is shown", () => {
    expect(guessFrom("bn,ar;q=0.9", ["en", "ar"])).toBe("ar");
    expect(guessFrom("bn", ["en"])).toBe("en");
  });
});

describe("languages", () => {
  it("stand with those that are expected first, then by script, none lost", () => {
    const order = inOrder(languages, ["ti", "bn"]);
    expect(order.slice(0, 3)).toEqual(["ti", "bn", "en"]);
    expect([...order].sort()).toEqual([...languages].sort());
    expect(inOrder(["en", "ar"], ["bn"])).toEqual(["en", "ar"]);
    const scripts = inOrder(languages, []).map(scriptOf);
    expect(scripts.filter((one, i) => one !== scripts[i - 1])).toEqual([...new Set(scripts)]);
  });
  it("are called by their own names, in their own letters, and run as they are written", () => {
    expect(languages).toHaveLength(20);
    expect(new Set(languages.map(endonymOf)).size).toBe(20);
    expect(languages.filter((lang) => dirOf(lang) === "rtl")).toEqual(["ar", "ur", "prs"]);
    const latin = languages.filter((lang) => /^\p{Script=Latin}/u.test(endonymOf(lang)));
    expect(latin).toEqual(languages.filter((lang) => scriptOf(lang) === "latin"));
  });
});
