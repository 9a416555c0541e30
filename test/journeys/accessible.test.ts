// Every page of a migrant under axe-core: by day and by night, on 320 px, with text twice as large, with wide spacing, with
// scripts and without. The pages are those of test/node/plain-pages.ts; languages and pages are added to the two lists.
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { enlarge, spread, violationsOf, withoutScripts } from "../node/axe.ts";
import { overflowsOf } from "../node/overflow.ts";
import { type Plain, startPlain } from "../node/plain.ts";
import type { Stage } from "../node/plain-page.ts";
import { plainPages } from "../node/plain-pages.ts";

const languages = ["en", "ar"] as const;
const names = [
  ...["first", "map", "register", "register, refused", "receipt", "a true message", "a safe phone"],
  ...["for somebody else", "for somebody else, receipt", "asked by somebody else"],
  ...["many families", "many families, refused", "slips", "shared device", "shared device, receipt", "paper"],
];
const pages = plainPages.filter((one) => names.includes(one.name));

const settings: readonly {
  says: string;
  options: BrowserContextOptions;
  change?: (page: Page) => Promise<void>;
  bare?: boolean;
}[] = [
  { says: "by day", options: { colorScheme: "light" } },
  { says: "by night, without scripts", options: { colorScheme: "dark" }, bare: true },
  { says: "with large text", options: { colorScheme: "light" }, change: enlarge },
  { says: "with wide spacing", options: { colorScheme: "dark" }, change: spread },
];

let plain: Plain;
let stage: Stage;
beforeAll(async () => {
  plain = await startPlain();
  stage = { plain, reference: "", pin: "", cookie: "" };
});
afterAll(async () => {
  await plain?.stop();
});

const phone = (options: BrowserContextOptions) =>
  plain.browser.newContext({ viewport: { width: 320, height: 640 }, deviceScaleFactor: 1, ...options });

it("all pages of the list are there", () => {
  expect(pages.map((one) => one.name).toSorted()).toEqual(names.toSorted());
});

describe("at 320 px", () => {
  for (const lang of languages)
    for (const { says, options, change, bare } of settings)
      it(`in ${lang}, ${says}: nothing is wrong, and nothing is cut`, async () => {
        const context = await phone(options);
        if (bare === true) await withoutScripts(context);
        const page = await context.newPage();
        const wrong: string[] = [];
        for (const one of pages) {
          await context.clearCookies();
          await one.open(page, lang, stage);
          await change?.(page);
          for (const found of await violationsOf(page)) wrong.push(`${one.name}: ${found}`);
          for (const found of await overflowsOf(page)) wrong.push(`${one.name}: ${found}`);
        }
        await context.close();
        expect(wrong).toEqual([]);
      });
});

describe("each screen of the form", () => {
  for (const lang of languages)
    it(`in ${lang} stands alone, with targets for a thumb`, async () => {
      const context = await phone({ colorScheme: "dark" });
      const page = await context.newPage();
      await page.goto(`${plain.url}/${lang}/r`);
      await page.check("[name='recipients[]']");
      const wrong: string[] = [];
      for (;;) {
        const name = (await page.locator("section.now").getAttribute("data-screen")) ?? "";
        if (name === "with") await page.click("#more");
        for (const found of await violationsOf(page)) wrong.push(`${name}: ${found}`);
        for (const found of await overflowsOf(page)) wrong.push(`${name}: ${found}`);
        const small = await page.evaluate(() =>
          [...document.querySelectorAll("button,.pick,select,input[type=text],summary,header a")]
            .filter((one) => one.checkVisibility())
            .map((one) => [one.getBoundingClientRect(), one.textContent] as const)
            .filter(([box]) => box.height < 48 || box.width < 48)
            .map(
              ([box, text]) =>
                `${String(Math.round(box.width))}x${String(Math.round(box.height))} ${String(text).trim().slice(0, 30)}`,
            ),
        );
        for (const one of small) wrong.push(`${name}: too small: ${one}`);
        if (await page.locator("#send").isVisible()) break;
        await page.click("#next");
      }
      await context.close();
      expect(wrong).toEqual([]);
    });
});

describe("where colours are forced", () => {
  it("what is chosen can be seen", async () => {
    const context = await phone({ forcedColors: "active" });
    const page = await context.newPage();
    await page.goto(`${plain.url}/en/r`);
    await page.check("[name='recipients[]']");
    const style = await page
      .locator(".pick:has(:checked)")
      .first()
      .evaluate((one) => getComputedStyle(one).outlineStyle);
    expect(style).toBe("solid");
    await context.close();
  });
});
