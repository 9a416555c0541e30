// Fields that every concept uses: digits of every script, bounded text, ids, moments, numbers and flags from forms.
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import {
  Count,
  Instant,
  id,
  inLanguage,
  Latitude,
  Longitude,
  plainDigits,
  text,
} from "../../schema/kit/fields.ts";
import { DigitCode, Flag, listOf, numeric } from "../../schema/kit/typed.ts";
import { Born, isBornInFuture } from "../../schema/person.ts";

const gives = (schema: z.ZodMiniType, value: unknown) => z.safeParse(schema, value).data;
const refuses = (schema: z.ZodMiniType, value: unknown) =>
  z.safeParse(schema, value).error?.issues[0]?.message;

describe("digits", () => {
  it("of every numbering system that Intl knows become 0-9", () => {
    let systems = 0;
    for (const system of Intl.supportedValuesOf("numberingSystem")) {
      const digits = Array.from({ length: 10 }, (_, n) =>
        new Intl.NumberFormat(`en-u-nu-${system}`, { useGrouping: false }).format(n),
      );
      if (!digits.every((digit) => /^\p{Nd}$/u.test(digit))) continue;
      systems++;
      expect(`${system} ${plainDigits(digits.join(""))}`).toBe(`${system} 0123456789`);
    }
    expect(systems).toBeGreaterThan(60);
  });
  it("of all of Unicode stand in runs of ten, and each run counts from 0 to 9", () => {
    const all: string[] = [];
    for (let code = 0; code <= 0x10ffff; code++) {
      const char = code >= 0xd800 && code <= 0xdfff ? "" : String.fromCodePoint(code);
      if (/^\p{Nd}$/u.test(char)) all.push(char);
    }
    expect(all.length % 10).toBe(0);
    all.forEach((char, i) => {
      expect(plainDigits(char)).toBe(String(i % 10));
    });
  });
  it("leave everything else as it is", () => {
    expect(plainDigits("Ⅷ ½ ٣٤ × ④ 三")).toBe("Ⅷ ½ 34 × ④ 三");
  });
});

describe("text", () => {
  const short = text(5);
  it("is trimmed, NFC, and counts characters, not bytes", () => {
    expect(gives(short, "  e\u0301e\u0301e\u0301e\u0301e\u0301 ")).toBe("ééééé");
    expect(gives(short, "🙂🙂🙂🙂🙂")).toBe("🙂🙂🙂🙂🙂");
    expect(gives(short, "a\r\nb\rc")).toBe("a\nb\nc");
  });
  it("loses controls and what reorders text, and keeps joiners", () => {
    expect(gives(text(20), "a\u0000b\u001b[\u202ec\u2066d\ufeff")).toBe("ab[cd");
    expect(gives(text(20), "می\u200cخواهم")).toBe("می\u200cخواهم");
  });
  it("says what is wrong with it", () => {
    expect(refuses(short, "")).toBe("empty");
    expect(refuses(short, " \u202e ")).toBe("empty");
    expect(refuses(short, "abcdef")).toBe("too-long");
    expect(refuses(short, "x".repeat(10_000))).toBe("too-long");
    expect(refuses(short, "a\ud800b")).toBe("not-unicode");
    expect(refuses(short, 7)).toBeDefined();
  });
  it("comes in the reader's language, or in English and says so", () => {
    expect(inLanguage({ en: "Camp", ar: "مخيم" }, "ar")).toEqual({ text: "مخيم", lang: "ar" });
    expect(inLanguage({ en: "Camp" }, "ar")).toEqual({ text: "Camp", lang: "en" });
    expect(inLanguage({ en: "Camp", ar: "مخيم" }, "fr")).toEqual({ text: "Camp", lang: "en" });
  });
});

describe("ids, moments, places, counts", () => {
  it("ids carry their prefix and nothing that a path or SQL could read", () => {
    expect(gives(id("reg"), "reg_8f2Kd03mQ1")).toBe("reg_8f2Kd03mQ1");
    for (const wrong of [
      "off_8f2Kd03mQ1",
      "reg_",
      "reg_a/../b1",
      "reg_'; --",
      `reg_${"a".repeat(41)}`,
      "",
      null,
    ])
      expect(refuses(id("reg"), wrong)).toBeDefined();
  });
  it("moments are UTC and real", () => {
    for (const right of ["2011-03-01T06:00:00Z", "2011-03-01T06:00:00.000Z", "2012-02-29T00:00:00Z"])
      expect(gives(Instant, right)).toBe(right);
    for (const wrong of ["2011-02-29T00:00:00Z", "2011-03-01", "2011-03-01T06:00:00+02:00", "yesterday", 0])
      expect(refuses(Instant, wrong)).toBe("not-an-instant");
  });
  it("coordinates stay on the globe", () => {
    for (const [schema, edge] of [
      [Longitude, 180],
      [Latitude, 90],
    ] as const) {
      expect([gives(schema, edge), gives(schema, -edge)]).toEqual([edge, -edge]);
      for (const wrong of [edge + 0.001, -edge - 0.001]) expect(refuses(schema, wrong)).toBe("off-the-globe");
      for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY])
        expect(refuses(schema, wrong)).toBeDefined();
    }
  });
  it("counts are whole, not negative and bounded", () => {
    expect(gives(Count, 0)).toBe(0);
    for (const wrong of [-1, 1.5, 10_000_001, "3"]) expect(refuses(Count, wrong)).toBeDefined();
  });
});

describe("what a form sends as text", () => {
  const degrees = numeric(Longitude);
  it("becomes a number in any script and with any decimal sign", () => {
    const said = [13.18, "13.18", "13,18", "١٣٫١٨", "१३.१८", " 13.18 "];
    for (const value of said) expect(gives(degrees, value)).toBe(13.18);
    expect(gives(degrees, "\u221213.5")).toBe(-13.5);
  });
  it("is refused where it is no number", () => {
    for (const wrong of ["", "abc", "1e3", "0x10", "1.2.3", "--1", "NaN", "Infinity"])
      expect(refuses(degrees, wrong)).toBe("not-a-number");
    expect(refuses(degrees, "200")).toBe("off-the-globe");
    expect(refuses(degrees, "9".repeat(41))).toBe("too-long");
  });
  it("becomes yes or no", () => {
    for (const yes of [true, "on", "yes", "true", "1"]) expect(gives(Flag, yes)).toBe(true);
    for (const no of [false, "no", "false", "0"]) expect(gives(Flag, no)).toBe(false);
    for (const wrong of ["maybe", "", 1, null]) expect(refuses(Flag, wrong)).toBe("not-one-of");
  });
  it("becomes a list where one box was ticked", () => {
    const list = listOf(z.string(), 2);
    expect([gives(list, "a"), gives(list, ["a", "b"])]).toEqual([["a"], ["a", "b"]]);
    expect(refuses(list, ["a", "b", "c"])).toBe("too-many");
  });
  it("is a code with the spaces and hyphens that people write", () => {
    const code = DigitCode(6);
    for (const said of ["123456", "123 456", "12-34-56", "١٢٣٤٥٦", "123\u00a0456", "\u200e123456"])
      expect(gives(code, said)).toBe("123456");
    for (const wrong of ["12345", "1234567", "12345a", "", "1".repeat(81)])
      expect(refuses(code, wrong)).toBeDefined();
  });
});

describe("an age or a year of birth", () => {
  it("is kept as it was said", () => {
    const said = [
      ["34", "age:34"],
      [34, "age:34"],
      ["٣٤", "age:34"],
      ["1990", "year:1990"],
      ["age:7", "age:7"],
    ];
    for (const [value, kept] of said) expect(gives(Born, value)).toBe(kept);
    expect(gives(Born, "007")).toBe("age:7");
  });
  it("is refused where nobody has it", () => {
    for (const wrong of ["121", "999", "1879", "age:999", "year:0001", "34.5", "-3", "1990-01-01", "", "old"])
      expect(refuses(Born, wrong)).toBe("not-an-age");
  });
  it("cannot lie ahead", () => {
    const now = new Date("2011-03-01T06:00:00Z");
    expect([
      isBornInFuture("year:2012", now),
      isBornInFuture("year:2011", now),
      isBornInFuture("age:0", now),
    ]).toEqual([true, false, false]);
  });
});
