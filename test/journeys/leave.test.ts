// "Leave this page" (R32, ruling 11): on every page, with scripts and without, by the button and by the keyboard; behind it
// nothing can be read, not by Back, not by a reload, not in what the browser keeps.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeOn, openPhone, type Phone } from "../node/phone.ts";
import { type Plain, startPlain } from "../node/plain.ts";

let plain: Plain;
beforeAll(async () => {
  plain = await startPlain();
});
afterAll(async () => {
  await plain?.stop();
});

const field = (name: string) => `[name='${name}']`;
const NAME = "Marked Name Nobody";

async function typed(phone: Phone, scripts: boolean): Promise<void> {
  const { page } = phone;
  await page.goto(`${plain.url}/en/r`);
  await page.check("[name='recipients[]']");
  if (scripts) for (let i = 0; i < 4; i++) await page.click("#next");
  await page.fill(field("people.0.name"), NAME);
}
/** The address is taken away before the other page has come. */
async function leave(page: Page): Promise<void> {
  await page.click("[data-exit] button");
  await expect.poll(() => page.title()).toBe("New page");
}
/** What stands on the page once it has settled, in its fields, and in its storage. */
async function readable(page: Page, tries = 10): Promise<string> {
  await page.waitForLoadState();
  return readNow(page).catch(async (error: unknown) => {
    if (tries === 0) throw error;
    await page.waitForTimeout(200);
    return readable(page, tries - 1);
  });
}

async function readNow(page: Page): Promise<string> {
  const parts = await page.evaluate(() => {
    const texts = [
      document.documentElement.textContent ?? "",
      ...[...document.querySelectorAll("input,textarea")].map((one) => (one as HTMLInputElement).value),
    ];
    // The browser's own page of a failure has no storage.
    return location.protocol === "chrome-error:"
      ? texts
      : [...texts, JSON.stringify({ ...sessionStorage, ...localStorage })];
  });
  return parts.join("\n");
}
async function isNeutral(page: Page): Promise<void> {
  await expect.poll(() => page.title()).toBe("New page");
  expect((await page.locator("body").innerText()).trim()).toBe("");
}

describe("from the form", () => {
  it("with scripts: blank at once, and blank behind Back and reload", async () => {
    const phone = await openPhone(plain);
    const { page, context } = phone;
    await typed(phone, true);
    await leave(page);
    await isNeutral(page);
    await page.reload();
    await isNeutral(page);
    await page.goBack();
    expect(await readable(page)).not.toContain(NAME);
    await isNeutral(page);
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    expect(await context.cookies()).toEqual([]);
    await context.close();
  });

  it("is empty before the network has answered", async () => {
    const phone = await openPhone(plain);
    const { page, context } = phone;
    await typed(phone, true);
    await page.route("**/exit", (route) => route.abort());
    const left = await page.evaluate(() => {
      document.querySelector<HTMLButtonElement>("[data-exit] button")?.click();
      return [document.body.innerText.trim(), sessionStorage.length];
    });
    expect(left).toEqual(["", 0]);
    await expect.poll(() => page.url()).not.toContain("/en/r");
    await context.close();
  });

  it("by Shift pressed three times, and not by writing in capitals", async () => {
    const phone = await openPhone(plain, { hasTouch: false, viewport: { width: 1280, height: 800 } });
    const { page, context } = phone;
    await typed(phone, true);
    await page.focus(field("people.0.name"));
    for (const letter of ["A", "B", "C", "D"]) await page.keyboard.press(`Shift+${letter}`);
    expect(await page.inputValue(field("people.0.name"))).toContain("ABCD");
    for (let i = 0; i < 3; i++) await page.keyboard.press("Shift");
    await page.waitForURL(/\/exit$/);
    await isNeutral(page);
    await context.close();
  });

  it("without scripts: nothing that was typed comes back", async () => {
    const phone = await openPhone(plain, { javaScriptEnabled: false });
    const { page, context } = phone;
    await typed(phone, false);
    await leave(page);
    await isNeutral(page);
    await page.goBack();
    expect(await readable(page)).not.toContain(NAME);
    await context.close();
  });
});

describe("from the receipt", () => {
  for (const scripts of [true, false])
    it(`${scripts ? "with" : "without"} scripts: the code is gone, for Back and for sending again`, async () => {
      const phone = await openPhone(plain, { javaScriptEnabled: scripts });
      const { page, context } = phone;
      await page.goto(`${plain.url}/en/r`);
      await page.check("[name='recipients[]']");
      if (scripts) while (!(await page.locator("#send").isVisible())) await page.click("#next");
      await page.click("#send");
      const code = await codeOn(page);
      await leave(page);
      await isNeutral(page);
      await page.goBack().catch(() => null);
      expect((await readable(page)).replace(/\s/g, "")).not.toContain(code);
      await page.reload().catch(() => null);
      expect((await readable(page)).replace(/\s/g, "")).not.toContain(code);
      await context.close();
    });

  it("and from her own case: the cookie is gone", async () => {
    const phone = await openPhone(plain);
    const { page, context } = phone;
    await page.goto(`${plain.url}/en/r`);
    await page.click("#next");
    await page.check("[name=danger][value=now]");
    while (!(await page.locator("#send").isVisible())) await page.click("#next");
    await page.click("#send");
    await page.locator("#code").waitFor();
    await page.click("form[action='/en/s'] button");
    await page.waitForURL(/\/en\/s/);
    expect(await context.cookies()).toHaveLength(1);
    await leave(page);
    expect(await context.cookies()).toEqual([]);
    await page.goto(`${plain.url}/en/s`);
    expect(await page.locator(field("reference")).isVisible()).toBe(true);
    await context.close();
  });
});

describe("every page", () => {
  it("has the way out, and a title and an icon that say nothing", async () => {
    const phone = await openPhone(plain);
    const { page, context } = phone;
    for (const path of [
      "/",
      "/en/r",
      "/en/s",
      "/en/true",
      "/en/safe",
      "/en/rights",
      "/en/call",
      "/en/alerts",
    ]) {
      await page.goto(`${plain.url}${path}`);
      expect([path, await page.locator("[data-exit] button").isVisible()]).toEqual([path, true]);
      expect(await page.title()).toMatch(/^\p{L}+ · \d$/u);
      expect(await page.locator("link[rel=icon]").getAttribute("href")).toMatch(/^data:/);
    }
    await context.close();
  });
});
