// What axe-core finds wrong on a page: rules of WCAG 2.2 A and AA, told by rule and element, under the page's own content
// policy; and the conditions under which pages are looked at.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { BrowserContext, Page } from "playwright-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Found {
  violations: { id: string; nodes: { target: unknown[]; failureSummary?: string }[] }[];
}

/** `at` names a part that lies over the rest of the page. */
export async function violationsOf(page: Page, at = ""): Promise<string[]> {
  await page.waitForLoadState();
  await page.evaluate(`${source};0`);
  const { violations } = (await page.evaluate(
    `axe.run(${at === "" ? "document" : JSON.stringify(at)}, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], resultTypes: ["violations"] })`,
  )) as Found;
  return violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map(({ target, failureSummary = "" }) => {
      const why = failureSummary.replace(/\s+/g, " ").slice(0, 160);
      return `${id} at ${target.map(String).join(" ")}: ${why}`;
    }),
  );
}

/** Pages come without their scripts. Where scripts are switched off altogether, axe-core cannot run either. */
export async function withoutScripts(context: BrowserContext): Promise<void> {
  await context.route("**/*", async (route) => {
    const response = await route.fetch({ maxRedirects: 0 });
    const isPage = response.headers()["content-type"]?.includes("html") === true;
    if (!isPage) return route.fulfill({ response });
    return route.fulfill({
      response,
      body: (await response.text()).replace(/<script[\s\S]*?<\/script>/g, ""),
    });
  });
}

/** Text twice as large as the page asks for, as a browser's own setting does it (WCAG 1.4.4). */
export async function enlarge(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.documentElement.style.fontSize = "200%";
  });
}

/** The spacing that a reader may ask for (WCAG 1.4.12). */
export async function spread(page: Page): Promise<void> {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-block-end:2em!important}",
    );
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  });
}
