// The check digit of a reference, and the form that becomes what JSON would have said.
import { describe, expect, it } from "vitest";
import { checkDigit, isChecked } from "../../schema/kit/damm.ts";
import { fromForm } from "../../schema/kit/form.ts";
import { random } from "../kit/random.ts";

describe("Damm's check digit", () => {
  it("is that of the published example", () => {
    expect([checkDigit("572"), isChecked("5724")]).toEqual(["4", true]);
  });
  it("finds every single wrong digit and every swap of neighbours", () => {
    const dice = random(1);
    for (let n = 0; n < 200; n++) {
      const body = Array.from({ length: 9 }, () => dice.whole(0, 9)).join("");
      const code = body + checkDigit(body);
      expect(isChecked(code)).toBe(true);
      for (let at = 0; at < 10; at++) {
        for (let digit = 0; digit < 10; digit++)
          if (String(digit) !== code[at])
            expect(isChecked(code.slice(0, at) + String(digit) + code.slice(at + 1))).toBe(false);
        const [here = "", next = ""] = [code[at], code[at + 1]];
        if (next !== "" && here !== next)
          expect(isChecked(code.slice(0, at) + next + here + code.slice(at + 2))).toBe(false);
      }
    }
  });
  it("is not had by what is no number", () => {
    for (const wrong of ["", "12a", " 5724", "٥٧٢٤"]) expect(isChecked(wrong)).toBe(false);
  });
});

describe("a form", () => {
  it("becomes nested values, lists and groups", () => {
    const value = fromForm([
      ["lang", "ar"],
      ["people.1.name", "Two"],
      ["people.0.name", "One"],
      ["people.10.name", "Eleven"],
      ["place.landmark", "by the mosque"],
      ["needs[]", "shelter"],
      ["needs[]", "transport"],
      ["note", "  "],
    ]);
    expect(value).toEqual({
      lang: "ar",
      people: [{ name: "One" }, { name: "Two" }, { name: "Eleven" }],
      place: { landmark: "by the mosque" },
      needs: ["shelter", "transport"],
    });
  });
  it("is refused where names contradict each other", () => {
    const wrong: [string, string][][] = [
      [
        ["a", "1"],
        ["a", "2"],
      ],
      [
        ["a", "1"],
        ["a.b", "2"],
      ],
      [
        ["a.b", "1"],
        ["a", "2"],
      ],
      [
        ["a[]", "1"],
        ["a", "2"],
      ],
      [
        ["a", "1"],
        ["a[]", "2"],
      ],
      [
        ["a[]", "1"],
        ["a.b", "2"],
      ],
      [["a.b.c.d.e", "1"]],
      [["a..b", "1"]],
      [["", "1"]],
      [[".", "1"]],
    ];
    for (const entries of wrong) expect(fromForm(entries)).toBeNull();
    expect(fromForm(Array.from({ length: 601 }, (_, n) => [`f${String(n)}`, "1"]))).toBeNull();
  });
  it("cannot reach what all objects share", () => {
    const names = [
      "__proto__.polluted",
      "a.__proto__.polluted",
      "constructor.prototype.polluted",
      "prototype.polluted",
    ];
    for (const name of names) expect(fromForm([[name, "yes"]])).toBeNull();
    const shared = Object.prototype as unknown as Record<string, object>;
    for (const inherited of ["toString", "hasOwnProperty", "valueOf", "isPrototypeOf"]) {
      const value = fromForm([[`${inherited}.polluted`, "yes"]]);
      expect(Object.hasOwn(shared[inherited] ?? {}, "polluted")).toBe(false);
      expect(Object.keys(value ?? {})).toEqual([inherited]);
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
  it("of anything at all gives a value or null, and never fails", () => {
    const dice = random(7);
    const steps = ["a", "0", "1", "", "[]", "a[]", "__proto__", "toString", "999", "1000", "\ud800", "é"];
    for (let n = 0; n < 3000; n++) {
      const entries = Array.from({ length: dice.whole(0, 6) }, (): [string, string] => [
        Array.from({ length: dice.whole(1, 5) }, () => dice.of(steps)).join("."),
        dice.of(["x", "", " ", "0"]),
      ]);
      const value = fromForm(entries);
      if (value !== null) expect(() => JSON.stringify(value)).not.toThrow();
    }
  });
});
