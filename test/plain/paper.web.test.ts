// What stands printed: the permit in three languages, boarding passes, and their codes, read back from the page.
import { decodeQR } from "qr/decode.js";
import { describe, expect, it } from "vitest";
import { renderPasses } from "../../web/plain/pass.tsx";
import { groundLabel, label } from "../../web/plain/permit-label.ts";
import { renderPermitPaper } from "../../web/plain/permit-paper.tsx";
import { requestsOf, textOf } from "./page.ts";
import * as sample from "./sample.ts";

const languages = ["en", "ar"] as const;

/** Reads the code of a page back from its path, as a camera would: a picture of it, eight pixels a module. */
function readQr(html: string): string {
  const [, box = "", path = ""] = /viewBox="-4 -4 (\d+) \d+"[^>]*><path d="([^"]*)"/.exec(html) ?? [];
  const side = Number(box);
  const scale = 8;
  const data = new Uint8ClampedArray((side * scale) ** 2 * 4).fill(255);
  let x = 0;
  let y = 0;
  for (const [, letter, first = "", second = "0"] of path.matchAll(/([Mmh])([\d.]+)(?: ([\d.]+))?/g)) {
    if (letter === "M") [x, y] = [Number(first), Number(second) - 0.5];
    else if (letter === "m") x += Number(first);
    else {
      for (let at = x; at < x + Number(first); at++)
        for (let row = 0; row < scale; row++) {
          const start = ((y + 4) * scale + row) * side * scale + (at + 4) * scale;
          for (let column = 0; column < scale; column++)
            data.fill(0, (start + column) * 4, (start + column) * 4 + 3);
        }
      x += Number(first);
    }
  }
  return decodeQR({ width: side * scale, height: side * scale, data });
}

describe("the paper", () => {
  it("has every label in three languages, whatever she reads", () => {
    for (const lang of languages) {
      const html = renderPermitPaper(sample.paper(lang));
      const { title, number, name, birthYear, territory, validFrom, validUntil, exitPoints } = label;
      const { returnUntil, ground, fees, document, notTravel, noConsent, trueOne, specimen, issuedBy } =
        label;
      for (const three of [
        ...[title, number, name, birthYear, territory, validFrom, validUntil, exitPoints, returnUntil],
        ...[
          ground,
          fees,
          document,
          notTravel,
          noConsent,
          trueOne,
          specimen,
          issuedBy,
          groundLabel.evacuation,
        ],
        ["Libya", "Libye", "ليبيا"],
      ])
        for (const words of three) expect(html).toContain(words.replace(/'/g, "&#39;"));
      for (const own of ["XP-7K3M9Q2T", "Marked Name One", "1987", "2011-03-16 06:00 UTC", "P1234567 BGD"])
        expect(html).toContain(own);
    }
  });
  it("carries exactly the credential, in one path, and asks for nothing else", () => {
    const html = renderPermitPaper(sample.paper("en"));
    expect(readQr(html)).toBe(sample.credential(443));
    expect(/<main[\s\S]*<\/main>/.exec(html)?.[0].match(/<path/g)).toHaveLength(1);
    expect(requestsOf(html)).toEqual([]);
  });
  it("says SPECIMEN only where it is one", () => {
    const real = sample.paper("en", { permit: sample.permit({ specimen: false }) });
    expect(renderPermitPaper(real)).not.toContain("SPECIMEN");
  });
  it("taken back or over: the largest letters say so, and there is no code", () => {
    const revoked = renderPermitPaper(sample.paper("ar", { permit: sample.permit({ state: "revoked" }) }));
    const over = renderPermitPaper(sample.paper("ar", { permit: sample.permit({ credential: null }) }));
    for (const words of label.revoked) expect(revoked).toContain(words);
    for (const words of label.expired) expect(over).toContain(words);
    for (const html of [revoked, over]) expect(/<main[\s\S]*<\/main>/.exec(html)?.[0]).not.toContain("<svg");
  });
  it("keeps a name with marks and a turned direction to itself", () => {
    const permit = sample.permit();
    const html = renderPermitPaper(
      sample.paper("en", { permit: { ...permit, printed: { ...permit.printed, name: sample.hostile } } }),
    );
    expect(html).toContain('<bdi dir="auto" class="who">&lt;b onclick');
    expect(html).not.toContain("<b onclick");
  });
});

describe("boarding passes", () => {
  it("have code, number, name, n of m, where from and until when", () => {
    const html = renderPasses(sample.passes("en"));
    expect(readQr(html)).toBe(sample.credential(198));
    expect(html).toContain('<bdi dir="ltr" class="code">402913</bdi>');
    const text = textOf(html);
    for (const part of ["Marked Name One", "Person 1 of 2.", "Group 12", "From Misrata port", "Good until"])
      expect(text).toContain(part);
  });
  it("are none before she said yes to something sure", () => {
    expect(textOf(renderPasses(sample.passes("en", [])))).toContain("You have no boarding pass yet.");
  });
});
