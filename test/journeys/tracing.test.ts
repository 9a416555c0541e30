// A brother looks for his sister from a phone, she agrees, reads the danger, answers and takes it back; in a real browser, with
// scripts and without, each on a page of its own.
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { say } from "../../schema/words.ts";
import { smallGroup } from "../kit/people.ts";
import { violationsOf } from "../node/axe.ts";
import { overflowsOf } from "../node/overflow.ts";
import { type Plain, startPlain } from "../node/plain.ts";

let plain: Plain;
beforeAll(async () => {
  plain = await startPlain();
});
afterAll(async () => {
  expect(plain?.errors ?? []).toEqual([]);
  await plain?.stop();
});

const PIN = "604817";
type Options = Parameters<Plain["browser"]["newContext"]>[0];
const phone = (options: Options = {}): Promise<BrowserContext> =>
  plain.browser.newContext({ viewport: { width: 320, height: 640 }, baseURL: plain.url, ...options });

async function presses(page: Page, selector: string): Promise<void> {
  await Promise.all([page.waitForEvent("load"), page.click(selector)]);
}

/** Fits its width, and follows the rules of WCAG 2.2 AA. */
async function isWellMade(page: Page): Promise<void> {
  expect(await overflowsOf(page)).toEqual([]);
  expect(await violationsOf(page)).toEqual([]);
}

async function looks(page: Page, name: string): Promise<{ reference: string; pin: string }> {
  await page.goto("/en");
  await presses(page, "main a[href='/en/trace']");
  expect(await page.locator("main").innerText()).toContain(say("en", "trace.never"));
  await presses(page, "main form[action='/en/trace'] button[type=submit]");
  // Sent empty: what is missing is said, and nothing was kept.
  expect(await page.locator("#problem").count()).toBe(1);
  await page.fill("[name=name]", name);
  await page.fill("[name=by]", "Marked Person");
  await page.check("[name=kin][value=sibling]");
  await page.fill("[name=text]", "Marked once: mother asks about you.");
  await presses(page, "main form[action='/en/trace'] button[type=submit]");
  const reference = (await page.locator("#code").innerText()).replace(/\D/g, "");
  const pin = await page.locator("#pin").innerText();
  expect([reference.length, pin.length]).toEqual([10, 6]);
  return { reference, pin };
}

async function comesIn(page: Page, at: string, code: { reference: string; pin: string }): Promise<void> {
  await page.goto(at);
  await page.fill("#reference", code.reference);
  await page.fill("#pin", code.pin);
  await presses(page, "main button[type=submit]");
}

for (const javaScriptEnabled of [true, false])
  describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    it("a family finds each other, by her own word, and she can take it back", async () => {
      const tag = javaScriptEnabled ? "Scripted" : "Plainly";
      const { body } = await plain.post(
        "/api/registration/open",
        smallGroup({
          pin: PIN,
          people: [{ name: `Marked Head ${tag}`, born: "1985", relation: "self" }],
        }),
      );
      const hers = await (await phone({ javaScriptEnabled })).newPage();
      const his = await (await phone({ javaScriptEnabled })).newPage();
      const code = await looks(his, `Markt Hedd ${tag}`);
      await plain.scheduled();

      await comesIn(hers, "/en/s", { reference: String(body.reference), pin: PIN });
      expect(await hers.locator("#sought").count()).toBe(0);
      await hers.goto("/en/s/share");
      await presses(hers, "main a[href='/en/s/trace']");
      expect(await hers.locator("main").innerText()).toContain(say("en", "trace.danger"));
      await presses(hers, "form[action='/en/s/trace-agree'] button");
      expect(await hers.locator("#done").count()).toBe(1);
      await plain.scheduled();

      await hers.goto("/en/s");
      await presses(hers, "#sought a");
      const asked = await hers.locator("main").innerText();
      for (const part of ["Marked Person", "Marked once: mother asks about you.", say("en", "trace.wrote")])
        expect(asked).toContain(part);
      if (javaScriptEnabled) await isWellMade(hers);

      await comesIn(his, "/en/trace/s", code);
      expect(await his.locator("#waiting").count()).toBe(1);
      const waiting = await his.locator("main").innerText();

      const form = "form[action='/en/s/trace-answer']";
      await hers.click(`details:has(${form}) > summary`);
      await hers.fill(`${form} [name=text]`, "Marked words of hers: I am with friends.");
      await presses(hers, `${form} button`);
      expect(await hers.locator("main").innerText()).toContain(say("en", "trace.unread"));

      await his.goto("/en/trace/s");
      const answered = await his.locator("#answered").innerText();
      expect(answered).toContain("Marked words of hers: I am with friends.");
      expect(answered).toContain(say("en", "trace.unsure"));
      expect(await his.locator("main").innerText()).not.toContain("+218");
      if (javaScriptEnabled) await isWellMade(his);

      await hers.goto("/en/s/trace");
      expect(await hers.locator("main").innerText()).toContain(say("en", "trace.readAt").split("{")[0]);
      const back = "form[action='/en/s/trace-back']";
      await hers.click(`details:has(${back}) > summary`);
      await presses(hers, `${back} button`);

      await his.goto("/en/trace/s");
      const again = await his.locator("main").innerText();
      const noTime = (text: string) => text.replace(/\d\d:\d\d/g, "");
      expect(noTime(again)).toBe(noTime(waiting));

      await his.click("details:has(form[action='/en/trace/close']) > summary");
      await presses(his, "form[action='/en/trace/close'] button");
      expect(await his.locator(".done").innerText()).toBe(say("en", "trace.closed"));
      await hers.goto("/en/s/trace");
      expect(await hers.locator("#nobody").count()).toBe(1);
      await Promise.all([hers.context().close(), his.context().close()]);
    });
  });

describe("by phone and in Arabic", () => {
  it("every page of looking fits 320 pixels, light and dark, right to left", async () => {
    for (const colorScheme of ["light", "dark"] as const) {
      const page = await (await phone({ colorScheme })).newPage();
      for (const path of ["/ar/trace", "/ar/trace/s"]) {
        await page.goto(path);
        await isWellMade(page);
      }
      await page.context().close();
    }
  });
  it("leaving shows the neutral page, and the code is asked for again", async () => {
    const page = await (await phone()).newPage();
    const code = await looks(page, "Marked Adult Nowhere");
    await comesIn(page, "/en/trace/s", code);
    expect(await page.locator("#waiting").count()).toBe(1);
    await page.click("[data-exit] button");
    await page.waitForFunction(() => document.title === "New page");
    await page.goto("/en/trace/s");
    expect(await page.locator("#reference").count()).toBe(1);
    await page.context().close();
  });
});
