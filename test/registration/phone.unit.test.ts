// Phone numbers in any form: what can be dialled of them, by the country where people are. Nothing is ever refused.
import { describe, expect, it } from "vitest";
import { dialled } from "../../worker/registration/phone.ts";

describe("a phone number", () => {
  it("is the same in every script, with and without its country", () => {
    const same = [
      "091 234 5678",
      "+218 91 234 5678",
      "00218912345678",
      "٠٩١٢٣٤٥٦٧٨",
      "۰۹۱-۲۳۴-۵۶۷۸",
      "०९१ २३४ ५६७८",
      "+২১৮ ৯১ ২৩৪ ৫৬৭৮",
      "(091) 234.56.78",
      "\u200e091\u00a0234\u202f5678",
      "０９１ ２３４ ５６７８",
    ];
    for (const typed of same) expect([typed, dialled(typed, "LY")]).toEqual([typed, "+218912345678"]);
  });
  it("of another country keeps it", () => {
    expect(dialled("+880 1712-345678", "LY")).toBe("+8801712345678");
  });
  it("that nobody can dial is none, and no reason to fail", () => {
    const odd = [
      "",
      "12",
      "ask for Noor",
      "call the shop",
      "+",
      "0".repeat(40),
      "🙂",
      "091 234 5678 or 092",
      "\ud800",
    ];
    for (const typed of odd) expect([typed, dialled(typed, "LY")]).toEqual([typed, null]);
    expect(dialled("0912345678", "XX")).toBeNull();
  });
});
