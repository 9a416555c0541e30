// What does not fit on a page: measured in the browser, told by the element and how far it sticks out.
import type { Page } from "playwright-core";

export async function overflowsOf(page: Page): Promise<string[]> {
  // A click that leads elsewhere does not wait until what it leads to is there.
  await page.waitForLoadState();
  return page.evaluate(() => {
    const told: string[] = [];
    const width = document.documentElement.clientWidth;
    const say = (element: Element, what: string) => {
      const text = (element.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 40);
      told.push(
        `<${element.localName}${element.className ? ` .${String(element.className)}` : ""}> ${what}: ${text}`,
      );
    };
    if (document.documentElement.scrollWidth > width)
      told.push(`the page scrolls sideways by ${String(document.documentElement.scrollWidth - width)} px`);
    for (const element of document.body.querySelectorAll("*")) {
      if (element.closest("svg, .skip, script, option") !== null || !element.checkVisibility()) continue;
      const box = element.getBoundingClientRect();
      if (box.width === 0 || box.height === 0) continue;
      if (box.left < -1 || box.right > width + 1)
        say(element, `sticks out by ${String(Math.round(Math.max(-box.left, box.right - width)))} px`);
      const style = getComputedStyle(element);
      const holds = element.clientWidth > 0 && !element.matches("input, textarea, select");
      if (holds && element.scrollWidth > element.clientWidth + 1)
        say(element, `is too narrow by ${String(element.scrollWidth - element.clientWidth)} px`);
      const cuts = style.overflowY !== "visible" && element.clientHeight > 0;
      if (holds && cuts && element.scrollHeight > element.clientHeight + 1)
        say(element, `is cut by ${String(element.scrollHeight - element.clientHeight)} px`);
    }
    return told;
  });
}
