// The search of all bytes itself: what it looks for it finds, in every form in which a program could have written it.
import { describe, expect, it } from "vitest";
import { findMarks, formsOfNumber, formsOfText, standsAlone } from "./marks.ts";
import { PIN } from "./planted-tracing.ts";
import { point, texts } from "./planted-words.ts";

describe("the search", () => {
  it("finds a text or a number in every form, inside anything", () => {
    for (const text of Object.values(texts))
      for (const shift of ["", "x", "xy"]) {
        const inside = `${shift}${text}!`;
        const written = [
          Buffer.from(inside),
          Buffer.from(inside, "utf16le"),
          Buffer.from(Buffer.from(inside).toString("base64")),
          Buffer.from(Buffer.from(inside).toString("base64url")),
          Buffer.from(Buffer.from(inside).toString("hex")),
          Buffer.from(encodeURIComponent(inside)),
        ];
        for (const bytes of written)
          expect(findMarks({ text: formsOfText(text) }, new Map([["a", bytes]]))).toEqual(["text in a"]);
      }
    const double = Buffer.concat([Buffer.from("ab"), Buffer.from(new Float64Array([point.lat]).buffer)]);
    expect(findMarks({ lat: formsOfNumber(point.lat) }, new Map([["b", double]]))).toEqual(["lat in b"]);
    expect([standsAlone(Buffer.from(`"${PIN}"`), PIN), standsAlone(Buffer.from(`a${PIN}`), PIN)]).toEqual([
      true,
      false,
    ]);
  });
});
