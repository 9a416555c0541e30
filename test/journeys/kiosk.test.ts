// A device that many use: nothing is kept on it, it is cleared when nobody touches it, and what one person did is not shown
// to the next, whatever is pressed.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { say } from "../../schema/words.ts";
import { type Plain, startPlain } from "../node/plain.ts";

let plain: Plain;
beforeAll(async () => {
  plain = await startPlain();
});
afterAll(async () => {
  await plain?.stop();
});

const DESK = "[name='recipients[]'][value=org_supportDesk]";
const start = () => `${plain.url}/en/r?kiosk=1`;

async function opens(javaScriptEnabled: boolean, clock = false): Promise<Page> {
  const context = await plain.browser.newContext({
    viewport: { width: 768, height: 900 },
    javaScriptEnabled,
  });
  const page = await context.newPage();
  if (clock) await page.clock.install();
  await page.goto(start());
  return page;
}

async function asks(page: Page, scripts: boolean): Promise<string> {
  await page.check(DESK);
  if (scripts) while (!(await page.locator("#send").isVisible())) await page.click("#next");
  await Promise.all([page.waitForEvent("load"), page.click("#send")]);
  await page.locator("#code").waitFor();
  return page.locator("#code").innerText();
}

describe("with scripts", () => {
  it("keeps nothing on the device while somebody types", async () => {
    const page = await opens(true);
    await page.check(DESK);
    await page.click("#next");
    expect(await page.evaluate(() => [sessionStorage.length, localStorage.length, document.cookie])).toEqual([
      0,
      0,
      "",
    ]);
    await page.reload();
    expect(await page.locator(DESK).isChecked()).toBe(false);
    await page.context().close();
  });
  it("asks after a minute without a touch, and begins anew half a minute later", async () => {
    const page = await opens(true, true);
    await page.check(DESK);
    await page.clock.runFor(59_000);
    expect(await page.locator("#idle").isVisible()).toBe(false);
    await page.clock.runFor(3_000);
    expect(await page.locator("#idle").innerText()).toContain(say("en", "kiosk.still", { n: 30 }));
    await page.click("#idle button");
    expect(await page.locator("#idle").isVisible()).toBe(false);
    await page.clock.runFor(62_000);
    expect(await page.locator("#idle").isVisible()).toBe(true);
    await Promise.all([page.waitForEvent("load"), page.clock.runFor(31_000)]);
    await page.locator("form[name=r]").waitFor();
    expect(page.url()).toBe(start());
    expect(await page.locator(DESK).isChecked()).toBe(false);
    await page.goBack().catch(() => null);
    expect(await page.locator(`${DESK}:checked`).count()).toBe(0);
    await page.context().close();
  });
  it("prints the slip, and the receipt clears itself after a minute; Back and reload show nothing of it", async () => {
    const page = await opens(true, true);
    await page.addInitScript(() => {
      (window as unknown as { printed: number }).printed = 0;
      window.print = () => (window as unknown as { printed: number }).printed++;
    });
    const code = await asks(page, true);
    expect(await page.evaluate(() => (window as unknown as { printed: number }).printed)).toBe(1);
    await Promise.all([page.waitForURL(start()), page.clock.runFor(61_000)]);
    await page.locator("form[name=r]").waitFor();
    for (const goes of [() => page.goBack(), () => page.reload()]) {
      await goes().catch(() => null);
      await page.waitForLoadState();
      expect(await page.locator("body").innerText()).not.toContain(code);
    }
    await page.context().close();
  });
  it("a press of the one button does the same at once", async () => {
    const page = await opens(true);
    const code = await asks(page, true);
    await Promise.all([page.waitForURL(start()), page.click("main [data-exit] button")]);
    await page.goBack().catch(() => null);
    expect(await page.locator("body").innerText()).not.toContain(code);
    await page.context().close();
  });
  it("leaving begins anew here, and not on the neutral page", async () => {
    const page = await opens(true);
    await page.check(DESK);
    await Promise.all([page.waitForEvent("load"), page.click("header button")]);
    await page.locator("form[name=r]").waitFor();
    expect(page.url()).toBe(start());
    expect(await page.locator(DESK).isChecked()).toBe(false);
    await page.context().close();
  });
});

describe("without scripts", () => {
  it("the form and the receipt go back to the beginning by themselves", async () => {
    const page = await opens(false);
    const refresh = () => page.locator("meta[http-equiv=refresh]").getAttribute("content");
    expect(await refresh()).toBe("1200;url=/en/r?kiosk=1");
    const code = await asks(page, false);
    expect(await refresh()).toBe("60;url=/en/r?kiosk=1");
    await Promise.all([page.waitForURL(start()), page.click("main [data-exit] button")]);
    await page.goBack().catch(() => null);
    expect(await page.locator("body").innerText()).not.toContain(code);
    await page.context().close();
  });
});
