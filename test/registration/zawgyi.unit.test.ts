// R22: names typed in the Zawgyi encoding are recognised and shown in Unicode beside what was typed; Unicode is left alone.
// The words are everyday Burmese, each in both encodings.
import { describe, expect, it } from "vitest";
import { fromZawgyi, readAsUnicode, zawgyiLikelihood } from "../../worker/registration/zawgyi.ts";

const pairs: [zawgyi: string, unicode: string][] = [
  ["ေအာင္ေက်ာ္", "အောင်ကျော်"],
  ["ျမန္မာႏိုင္ငံ", "မြန်မာနိုင်ငံ"],
  ["ေက်းဇူးတင္ပါတယ္", "ကျေးဇူးတင်ပါတယ်"],
  ["ရန္ကုန္ၿမိဳ႕", "ရန်ကုန်မြို့"],
  ["ဗုဒၶဘာသာ", "ဗုဒ္ဓဘာသာ"],
  ["အဂၤလိပ္", "အင်္ဂလိပ်"],
];

describe("Burmese in Zawgyi", () => {
  it("is recognised and read", () => {
    for (const [zawgyi, unicode] of pairs) {
      expect([zawgyi, fromZawgyi(zawgyi)]).toEqual([zawgyi, unicode.normalize("NFC")]);
      expect(zawgyiLikelihood(zawgyi)).toBeGreaterThan(zawgyiLikelihood(unicode));
    }
    const sure = pairs.filter(([zawgyi]) => zawgyiLikelihood(zawgyi) > 0.95);
    expect(sure.length).toBeGreaterThanOrEqual(4);
  });
});

describe("text that is not Zawgyi", () => {
  it("is never marked", () => {
    for (const [, unicode] of pairs) expect([unicode, readAsUnicode(unicode)]).toEqual([unicode, undefined]);
    for (const text of ["Noor", "نور", "নূর", "၅၂၀", "မမ", "🙂", "", null])
      expect(readAsUnicode(text)).toBeUndefined();
  });
});
