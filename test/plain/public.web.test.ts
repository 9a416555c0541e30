// What everybody may read of permits, and what the pages of a journey cost on the wire.
import { describe, expect, it } from "vitest";
import { waives } from "../../schema/permit.rules.ts";
import { renderCall } from "../../web/plain/call.tsx";
import { renderExitRules } from "../../web/plain/exit-rules.tsx";
import { renderHome } from "../../web/plain/pages.tsx";
import { renderPasses } from "../../web/plain/pass.tsx";
import { renderPermits } from "../../web/plain/permit.tsx";
import { renderPermitPaper } from "../../web/plain/permit-paper.tsx";
import { renderStatus } from "../../web/plain/status.tsx";
import { requestsOf, textOf, weightOf } from "./page.ts";
import * as sample from "./sample.ts";

const languages = ["en", "ar"] as const;

describe("for everybody", () => {
  const crisis = {
    id: "crs_test0001",
    hostCountry: "LY",
    hotline: null,
    now: "2011-03-01T06:00:00Z",
  } as const;
  it("a waiver stands on the first page while it holds", () => {
    const common = { ...sample.common("en", ""), languages, crises: [], alerts: [] };
    const html = renderHome({ ...common, waivers: [sample.waiver] });
    expect(textOf(html)).toContain("Everybody may leave without an exit permit.");
    expect([
      waives(sample.waiver, "2011-02-28T23:59:59.000Z"),
      waives(sample.waiver, "2011-03-01T00:00:00.000Z"),
      waives(sample.waiver, "2011-04-01T00:00:00.000Z"),
      waives({ ...sample.waiver, endedAt: "2011-03-20T00:00:00Z" }, "2011-03-21T00:00:00.000Z"),
    ]).toEqual([false, true, false, false]);
  });
  it("rules of the country carry source, date and how sure; what nobody said is not known", () => {
    const regime = {
      country: "LBY",
      required: "yes",
      who: "all foreign workers",
      issuer: "unknown",
      whoseConsent: null,
      how: null,
      emergency: null,
      from: null,
      to: "2018-10",
      source: "https://example.org/page",
      asOf: "2018-09",
      confidence: "low" as const,
      note: null,
    };
    const view = { ...sample.common("en", "/exit-rules"), crisis: crisis as never, waivers: [] };
    const text = textOf(renderExitRules({ ...view, regimes: [regime] }));
    for (const part of ["all foreign workers", "example.org", "2018-09", "This is not sure."])
      expect(text).toContain(part);
    expect(text.match(/not known/g)).toHaveLength(5);
    expect(textOf(renderExitRules({ ...view, regimes: [] }))).toContain("Not known. Nobody has checked yet");
    const bad = renderExitRules({ ...view, regimes: [{ ...regime, source: "javascript:alert(1)" }] });
    expect(bad).not.toContain('href="javascript');
  });
});

describe("whom to call", () => {
  const at = (texts: string | null) =>
    renderCall({ ...sample.common("en", "/call"), crisis: { hotline: "+218 00 000 000" } as never, texts });
  it("names the number for text messages, with the word that begins, where there is one", () => {
    expect(at("+15550100")).toContain('href="sms:+15550100?body=HELP"');
    expect(textOf(at("+15550100"))).toContain("send HELP to +15550100");
    expect(at(null)).not.toContain("sms:");
  });
});

describe("on the wire", () => {
  const all = (lang: (typeof languages)[number]): [string, number, string][] => {
    const { journey, permits } = {
      journey: { seats: [sample.seat({ state: "coming", movementState: "confirmed" })], splits: [] },
      permits: [sample.permit()],
    };
    const asked = { seats: [sample.seat()], splits: [] };
    return [
      ["status, sure", 6144, renderStatus(sample.status(lang, { journey, permits }))],
      ["status, asked", 6144, renderStatus(sample.status(lang, { journey: asked, permits }))],
      ["permits, none yet", 8192, renderPermits(sample.permits(lang))],
      ["permits", 8192, renderPermits(sample.permits(lang, { permits, waiver: sample.waiver }))],
      [
        "permit",
        8192,
        renderPermitPaper(
          sample.paper(lang, { permit: sample.permit({ credential: sample.credential(504) }) }),
        ),
      ],
      ["pass", 8192, renderPasses(sample.passes(lang))],
    ];
  };
  it("stays within what a slow network was promised, in one request", async () => {
    for (const lang of languages)
      for (const [name, most, html] of all(lang)) {
        expect([lang, name, requestsOf(html)]).toEqual([lang, name, []]);
        expect([lang, name, (await weightOf(html)) <= most]).toEqual([lang, name, true]);
      }
  });
  it("names every word that it says", () => {
    for (const lang of languages)
      for (const [name, , html] of all(lang))
        expect([name, textOf(html).match(/\b[a-z]+[A-Za-z]*\.[a-z][A-Za-z-]*\b/g)]).toEqual([name, null]);
  });
});
