// What axe-core finds wrong on a page: rules of WCAG 2.2 A and AA, told by rule and element. Runs where scripts of the page
// itself may not, and under its content policy.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Found {
  violations: { id: string; nodes: { target: unknown[]; failureSummary?: string }[] }[];
}

export async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(`${source};0`);
  const { violations } = (await page.evaluate(
    `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], resultTypes: ["violations"] })`,
  )) as Found;
  return violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map(({ target, failureSummary = "" }) => {
      const why = failureSummary.replace(/\s+/g, " ").slice(0, 160);
      return `${id} at ${target.map(String).join(" ")}: ${why}`;
    }),
  );
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
