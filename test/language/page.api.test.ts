// How somebody finds her own language: the page of languages, the guess, the link back to where she was; and what a page
// in one language carries of the others.
import { beforeAll, describe, expect, it } from "vitest";
import { endonymOf, inOrder, languages, scriptOf } from "../../schema/kit/language.ts";
import { cssFor } from "../../web/plain/css.ts";
import { BASE, makeWorld, send } from "../kit/world.ts";

const get = (path: string, headers: Record<string, string> = {}) => send("GET", path, { headers });
const textOf = async (path: string) => (await get(path)).text;
const tiles = (html: string) =>
  [...html.matchAll(/<a href="([^"]+)" lang="(\w+)" dir="(\w+)" hreflang="\w+">([^<]+)<\/a>/g)].map(
    ([, href = "", lang = "", dir = "", name = ""]) => ({ href, lang, dir, name }),
  );

beforeAll(async () => {
  await makeWorld();
});

describe("/l", () => {
  it("shows every language by its own name, marked with its language and direction, by script", async () => {
    const found = tiles(await textOf("/l"));
    expect(found.map(({ lang }) => lang)).toEqual(inOrder(languages, []));
    for (const { href, lang, dir, name } of found)
      expect([href, dir, name]).toEqual([
        `/${lang}`,
        ["ar", "ur", "prs"].includes(lang) ? "rtl" : "ltr",
        endonymOf(lang),
      ]);
  });
  it("leads back to the page she came from, and takes nothing else along", async () => {
    const leads = async (path: string) => tiles(await textOf(path))[0]?.href;
    expect(await leads("/l/r")).toBe("/en/r");
    expect(await leads("/l/alerts/3")).toBe("/en/alerts/3");
    expect(await leads("/l/r?for=other")).toBe("/en/r?for=other");
    for (const path of ["/l/r?note=secret", "/l/r?for=a%22b", "/l/r?for=other&x=1"])
      expect(await leads(path)).toBe("/en/r");
    for (const path of ["/l//evil.example", "/l/R", "/l/%22%3E", "/l/a/b/c/d", `/l/${"a".repeat(40)}`])
      expect(await leads(path)).toBe("/en");
  });
  it("is guessed itself, says what it depends on, and is not kept", async () => {
    const answer = await get("/l", { "Accept-Language": "fa-AF,fa;q=0.9" });
    expect(answer.text).toContain('<html lang="prs" dir="rtl">');
    expect(answer.headers.get("Content-Language")).toBe("prs");
    expect(answer.headers.get("Vary")).toContain("Accept-Language");
    expect(answer.headers.get("Cache-Control")).toBe("no-store");
  });
});

describe("every page", () => {
  it("links to the languages once, by the name of its own, and lists no other", async () => {
    for (const path of ["/", "/r", "/s", "/call", "/rights", "/places", "/alerts", "/numbers"]) {
      const html = await textOf(path === "/" ? "/my" : `/my${path}`);
      expect(html).toContain('<html lang="my" dir="ltr">');
      const links = [...html.matchAll(/class="tongue" href="([^"]+)" aria-label="([^"]+)"/g)];
      expect(links.map(([, href]) => href)).toEqual([path === "/" ? "/l" : `/l${path}`]);
      expect(links[0]?.[2]).toMatch(/^မြန်မာ · /);
      expect(tiles(html)).toEqual([]);
    }
  });
  it("carries line heights of its own script and of no other", async () => {
    for (const lang of languages) {
      const html = await textOf(`/${lang}/rights`);
      const css = /<style[^>]*>([^<]*)</.exec(html)?.[1];
      expect(css).toBe(cssFor(scriptOf(lang), html.slice(html.indexOf("<body"))));
    }
    expect(cssFor("latin")).not.toMatch(/line-height:1\.[79]\}/);
    expect(cssFor("tamil")).toContain("body{line-height:1.7}");
    expect(cssFor("nastaliq")).toContain("body{line-height:1.9}");
    expect(cssFor("nastaliq")).not.toMatch(/text-transform|italic/);
  });
  it("answers a language that nobody has with a page, in the language that is guessed", async () => {
    const answer = await get("/zz/r", { "Accept-Language": "ti" });
    expect(answer.status).toBe(404);
    expect(answer.text).toContain('<html lang="ti"');
  });
});

describe("the first page", () => {
  it("is in the language that the browser names, without a redirect", async () => {
    for (const [header, lang] of [
      ["tl-PH,en;q=0.5", "fil"],
      ["zh-CN,zh;q=0.9", "en"],
      ["ur-PK", "ur"],
    ] as const) {
      const answer = await get("/", { "Accept-Language": header });
      expect([answer.status, answer.headers.get("Content-Language")]).toEqual([200, lang]);
      expect(answer.text).toContain(`href="/${lang}/r"`);
    }
  });
});

describe("a reply to what was typed", () => {
  it("has no link that would lose it; signing in has nothing to lose", async () => {
    const post = async (path: string) =>
      (
        await send("POST", path, {
          headers: { Origin: BASE, "Content-Type": "application/x-www-form-urlencoded" },
          body: "reference=1111111111&pin=111111",
        })
      ).text;
    expect(await post("/en/r")).not.toContain('class="tongue"');
    expect(await post("/en/s")).toContain('href="/l/s"');
  });
});
