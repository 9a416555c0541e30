// The page of permits: what she reads, what her forms send, and what never stands anywhere.
import { describe, expect, it } from "vitest";
import { permitAsk } from "../../schema/permit.ts";
import { renderPermits } from "../../web/plain/permit.tsx";
import { renderStatus } from "../../web/plain/status.tsx";
import { fieldsOf, textOf } from "./page.ts";
import * as sample from "./sample.ts";

const languages = ["en", "ar"] as const;
const [woman, child] = sample.persons;

describe("asking", () => {
  const html = renderPermits(sample.permits("en"));
  it("sends what the contract takes and nothing else; no word of whom she works for is a field", () => {
    const own = fieldsOf(html, "permit-ask").filter((name) => name !== "actId");
    expect(own.sort()).toEqual(Object.keys(permitAsk.input.shape).sort());
    for (const lang of languages)
      for (const page of [renderPermits(sample.permits(lang)), renderStatus(sample.status(lang))])
        expect(page).not.toMatch(/<(input|textarea|select)[^>]*(employer|sponsor|kafeel|visa)/i);
  });
  it("starts from her record, with nothing ticked for her", () => {
    expect(html).toContain(`name="name" dir="auto"`);
    expect(html).toMatch(/<input[^>]*value="Marked Name One"/);
    expect(html).toMatch(/<input[^>]*value="1987"/);
    expect(html).not.toMatch(/\schecked/);
    expect(textOf(html)).toMatch(/The office .?Exit office.? may read what will be printed/);
  });
  it("makes up no year of birth from an age", () => {
    const page = renderPermits(sample.permits("en", { personId: child.id }));
    expect(page).toMatch(/<input[^>]*value="زفيرين كويلفذر"/);
    expect(/<input[^>]*name="birthYear"[^>]*>/.exec(page)?.[0]).toMatch(/ value id=/);
  });
  it("brings everything back that was typed, and says what is wrong where it is wrong", () => {
    const typed = {
      personId: [child.id],
      name: [sample.hostile],
      ground: ["medical"],
      documentIssuer: ["X1"],
    };
    const fields = [
      { path: "agree", reason: "agree-needed" },
      { path: "documentIssuer", reason: "not-a-country" },
    ];
    const page = renderPermits(
      sample.permits("en", { personId: child.id, values: typed, problem: { code: "malformed", fields } }),
    );
    expect(page).not.toContain("<b onclick");
    expect(page).toMatch(/<input[^>]*value="&lt;b onclick/);
    expect(page).toMatch(/value="medical"[^>]*checked|checked[^>]*value="medical"/);
    expect(page).toContain('value="X1"');
    expect(page).toContain('href="#agree"');
    expect(page).toContain('id="agree-why"');
  });
  it("says that no office takes part, and then has no form", () => {
    const page = renderPermits(sample.permits("en", { authority: null }));
    expect(textOf(page)).toContain("No office for exit permits takes part here yet.");
    expect(fieldsOf(page, "permit-ask")).toEqual([]);
  });
  it("asks for no box where the office may read already", () => {
    const fields = fieldsOf(renderPermits(sample.permits("en", { consented: true })), "permit-ask");
    expect(fields).not.toContain("agree");
  });
});

describe("where it stands", () => {
  const list = (over: Partial<ReturnType<typeof sample.permit>>) =>
    renderPermits(sample.permits("en", { permits: [sample.permit(over)] }));
  it("asked: until when, late, and taking it back", () => {
    const text = textOf(list({ state: "asked", escalatedAt: "2011-03-03T06:10:00Z" }));
    expect(text).toContain("The office must decide by 3 March 2011");
    expect(text).toContain("The office is late.");
    expect(fieldsOf(list({ state: "asked" }), "permit-withdraw")).toEqual(["actId", "permitId"]);
  });
  it("refused and more needed: the reason in their words, and her answer", () => {
    for (const state of ["refused", "more-needed"] as const) {
      const html = list({ state, reason: sample.hostile });
      expect(html).toContain('<blockquote dir="auto">&lt;b onclick');
      expect(fieldsOf(html, "permit-answer")).toEqual(["actId", "permitId", "words"]);
    }
    expect(textOf(list({ state: "asked", objected: true }))).toContain("Another officer decides.");
  });
  it("granted: a way to the paper, and no second form for the same person", () => {
    const html = list({ state: "granted" });
    expect(html).toContain('href="/en/s/permit/prm_4hT0s9aLx2"');
    expect(fieldsOf(html, "permit-ask")).toContain("personId");
    expect(html).not.toContain(`value="${woman.id}"`);
    expect(list({ state: "withdrawn" })).toContain(`value="${woman.id}"`);
  });
  it("no permit needed stands first", () => {
    const text = textOf(renderPermits(sample.permits("en", { waiver: sample.waiver })));
    expect(text.indexOf("You need no exit permit now.")).toBeLessThan(
      text.indexOf("An exit permit lets you"),
    );
  });
});
