// What a phone pays for a page, in every language: bytes as gzip sends them, with the headers (EXPERIENCE 7). Above a
// budget nobody notices on a desk, and somebody cannot open the page on the road.
import { describe, expect, it } from "vitest";
import { languages } from "../../schema/kit/language.ts";
import { cssFor } from "../../web/plain/css.ts";
import { CRISIS } from "../kit/people.ts";
import { freshKey, makeWorld, send } from "../kit/world.ts";

async function gzip(text: string): Promise<number> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return (await new Response(stream).arrayBuffer()).byteLength;
}

async function weigh({ text, headers }: { text: string; headers: Headers }): Promise<number> {
  const lines = [...headers].map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return (await gzip(text)) + lines.length;
}

const KB = 1024;
const scripts = (text: string) =>
  [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, code]) => code).join("");
const receiptOf = (lang: string) =>
  send("POST", `/${lang}/r`, {
    body: new URLSearchParams([
      ["crisisId", CRISIS],
      ["lang", lang],
      ["actId", freshKey()],
      ["danger", "now"],
      ["people.0.relation", "self"],
    ]).toString(),
    headers: { "Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin" },
  });

const budgets: [page: string, most: number][] = [
  ["/r", 12],
  ["", 10],
  ["/true", 10],
  ["/safe", 10],
  ["/rights", 10],
  ["/call", 10],
  ["/s", 6],
  ["/map", 14],
  ["/c", 8],
  ["/c/s", 6],
];

describe("compressed, with headers, in every language", async () => {
  await makeWorld();
  for (const [page, most] of budgets)
    it(`${page === "" ? "the first page" : page} has at most ${String(most)} KB`, async () => {
      const weights: Record<string, number> = {};
      for (const lang of languages) weights[lang] = await weigh(await send("GET", `/${lang}${page}`));
      expect(Object.entries(weights).filter(([, bytes]) => bytes > most * KB)).toEqual([]);
    });
  it("the receipt has at most 5 KB", async () => {
    const weights: Record<string, number> = {};
    for (const lang of languages) weights[lang] = await weigh(await receiptOf(lang));
    expect(Object.entries(weights).filter(([, bytes]) => bytes > 5 * KB)).toEqual([]);
  });
  it("the script of the form has at most 2.5 KB, and nothing else has more", async () => {
    for (const lang of languages)
      for (const page of ["/r", "/s", "/true", ""]) {
        const { text } = await send("GET", `/${lang}${page}`);
        expect([lang, page, await gzip(scripts(text))]).toEqual([
          lang,
          page,
          expect.toSatisfy((n) => n <= 2.5 * KB),
        ]);
      }
  });
});

describe("the look of a page", () => {
  it("carries the rules of what stands on it, and no others", () => {
    const css = cssFor(
      "latin",
      '<body><main><p class="hint">a</p><label class="pick"></label></main></body>',
    );
    for (const rule of [".hint", ".pick", "main", ":root", ":focus-visible"]) expect(css).toContain(rule);
    for (const rule of [".tiles", "meter", ".code", ".exit{", "footer{padding", "@media print"])
      expect(css).not.toContain(rule);
    // Colours that nothing uses stay away too.
    expect(css).not.toContain("--ok:");
    expect(css).toContain("--muted:");
  });
  it("is whole where no page is named", () => {
    expect(cssFor("latin")).toContain(".tiles");
    expect(cssFor("arabic").length).toBeGreaterThan(cssFor("latin").length);
  });
});
