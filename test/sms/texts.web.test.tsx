// sms at the desk: what stands in a line of the case, in each state, in both languages, and that it can be taken back in time.
import { render } from "preact-render-to-string";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SmsInCase, smsStates } from "../../schema/sms.ts";
import { say } from "../../schema/words/desk.ts";
import { TextLine } from "../../web/desk/registration/texts.tsx";
import { chooseLanguage, teach } from "../../web/kit/words.ts";
import { partWords } from "../../web/words/build.ts";

beforeAll(() => {
  for (const lang of ["en", "ar"]) for (const part of Object.values(partWords(lang))) teach(part);
});
afterAll(() => chooseLanguage("en"));

const NOW = "2011-03-01T08:05:00Z";
const at = Date.parse("2026-11-25T08:00:10Z");
const line = (over: Partial<SmsInCase>, onTakeBack: (() => void) | null = () => {}) => {
  const text: SmsInCase = {
    id: "sms_5Gh1Rw80pX",
    kind: "news",
    state: "queued",
    at: "2011-03-01T08:00:00Z",
    heldUntil: null,
    tries: 0,
    ends: "68",
    ...over,
  };
  return render(<TextLine text={text} now={NOW} at={at} onTakeBack={onTakeBack} />);
};

describe("a line of the case", () => {
  for (const lang of ["en", "ar"])
    it(`says in ${lang} how far a text came, and two digits of where it went`, async () => {
      await chooseLanguage(lang);
      for (const state of smsStates) {
        const html = line({ state });
        expect(html).toContain(say(lang, `desk.text.state.${state}`));
        expect(html).toContain('<bdi dir="ltr">…68</bdi>');
        expect(html).not.toContain("<button");
      }
      expect(line({ kind: "answer" })).toContain(say(lang, "desk.text.kind.answer"));
    });
  it("offers to take a text back while it is held, to those who may", async () => {
    await chooseLanguage("en");
    const heldUntil = "2026-11-25T08:00:30Z";
    expect(line({ heldUntil })).toContain(say("en", "desk.text.held", { n: 20 }));
    expect(line({ heldUntil })).toContain("<button");
    expect(line({ heldUntil }, null)).not.toContain("<button");
    expect(line({ heldUntil: "2026-11-25T08:00:00Z" })).not.toContain("<button");
  });
  it("tells how often a text that waits was tried, and marks one that did not arrive", () => {
    expect(line({ tries: 3 })).toContain(say("en", "desk.text.tries", { n: 3 }));
    expect(line({ state: "failed", tries: 3 })).toContain('class="tag bad"');
  });
});
