// Plus Codes as people type them: whole or short, in any case and any digits, and named when they are wrong.
import { describe, expect, it } from "vitest";
import type { Problem } from "../../schema/kit/problem.ts";
import { storedPlace } from "../../worker/location/place.ts";

const zurich = { lng: 8.525, lat: 47.365 };

const reasonOf = (given: Parameters<typeof storedPlace>[0], near: typeof zurich | null = null) => {
  try {
    storedPlace(given, near);
    return null;
  } catch (error) {
    return (error as Problem).detail.fields?.[0];
  }
};

describe("a Plus Code", () => {
  it("is a place, rounded as any other, and stays in words too", () => {
    for (const plusCode of [
      "8FVC9G8F+6X",
      "8fvc9g8f+6x",
      " 8FVC9G8F +6X ",
      "８ＦＶＣ９Ｇ８Ｆ＋６Ｘ",
      "٨FVC٩G٨F+٦X",
    ]) {
      const stored = storedPlace({ plusCode }, null);
      expect([stored?.kind, stored?.sealed.lng, stored?.sealed.lat]).toEqual(["landmark", 8.525, 47.366]);
      expect(stored?.cell).toMatch(/^[0-3]{15}$/);
      expect(stored?.sealed.landmark).toContain(plusCode);
    }
  });
  it("may be short beside a known place, with the name of a town behind it", () => {
    const stored = storedPlace({ plusCode: "9G8F+6X Zürich", zoneId: "zon_test001" }, zurich);
    expect([stored?.kind, stored?.zoneId, stored?.sealed.lat]).toEqual(["landmark", null, 47.366]);
  });
  it("is found where it is typed as the words", () => {
    expect(storedPlace({ landmark: "8FVC9G8F+6X" }, null)?.cell).not.toBeNull();
    expect(storedPlace({ landmark: "the mill" }, null)?.cell).toBeNull();
    expect(storedPlace({ landmark: "call +218 00 000" }, null)?.cell).toBeNull();
  });
  it("gives way to the phone's own place", () => {
    const stored = storedPlace({ lng: 13.18, lat: 32.89, plusCode: "8FVC9G8F+6X" }, null);
    expect([stored?.kind, stored?.sealed.lng]).toEqual(["device", 13.18]);
  });
  it("is refused by name where it is none, or too short to stand alone", () => {
    const wrong = [
      "8FVC9G8F",
      "AAAA+22",
      "8FVC+22+33",
      "8F000000+",
      "hello",
      "+",
      "8FVC9G8F+6!",
      "1".repeat(80),
    ];
    for (const plusCode of wrong)
      expect([plusCode, reasonOf({ plusCode })]).toEqual([
        plusCode,
        { path: "place.plusCode", reason: "not-a-plus-code" },
      ]);
    expect(reasonOf({ plusCode: "9G8F+6X" })).toEqual({
      path: "place.plusCode",
      reason: "plus-code-needs-place",
    });
    expect(reasonOf({ landmark: "9G8F+6X" })?.path).toBe("place.landmark");
  });
});
