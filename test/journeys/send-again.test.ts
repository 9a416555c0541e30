// Sending over a network that fails, and sending again in every way in which people do: nothing is lost, nothing is doubled,
// and nothing is called sent before the server has it (R35).
import type { Page, Route } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { say } from "../../schema/words.ts";
import { CRISIS } from "../kit/people.ts";
import { codeOn, openPhone, type Phone } from "../node/phone.ts";
import { type Plain, startPlain } from "../node/plain.ts";

let plain: Plain;
let desk: string;
beforeAll(async () => {
  plain = await startPlain();
  desk = await plain.signIn("off_desk001");
});
afterAll(async () => {
  await plain?.stop();
});

const DESK = "[name='recipients[]'][value=org_supportDesk]";
const field = (name: string) => `[name='${name}']`;
const notSent = say("en", "offline.notSent");

async function queued() {
  const { rows } = await plain.get(`/api/registration/queue?crisisId=${CRISIS}&limit=200`, desk);
  return rows as { reference: string; place: { at: string } | null }[];
}
const references = async () => (await queued()).map((one) => one.reference);
const placeAt = async (reference: string) =>
  (await queued()).find((one) => one.reference === reference)?.place?.at;

/** A filled form on its last screen. */
async function filled(phone: Phone, note = "by the mill"): Promise<void> {
  const { page } = phone;
  await page.goto(`${plain.url}/en/r`);
  await page.check(DESK);
  while (!(await page.locator("#send").isVisible())) {
    if (await page.locator(field("note")).isVisible()) await page.fill(field("note"), note);
    await page.click("#next");
  }
}
const isProbe = (route: Route) => route.request().headers()["x-probe"] !== undefined;
const send = (page: Page) => page.click("#send");

describe("a network that fails", () => {
  it("is said in plain words, tried again by itself, and makes one case", async () => {
    const phone = await openPhone(plain);
    const { page, context } = phone;
    const before = (await references()).length;
    await filled(phone);
    await context.setOffline(true);
    await send(page);
    await page.getByText(notSent).waitFor();
    expect(await page.locator("#state").getAttribute("role")).toBe("status");
    expect(await page.locator("body").innerText()).not.toMatch(/\b(saved|we have your request)\b/i);
    await context.setOffline(false);
    await page.locator("#code").waitFor();
    expect((await references()).length).toBe(before + 1);
    await context.close();
  });

  it("and loses the reply is no reason to have two cases: not on the next try, and not after a reload", async () => {
    const phone = await openPhone(plain);
    const { page, context } = phone;
    const before = (await references()).length;
    await filled(phone);
    let lost = 0;
    await page.route("**/en/r", async (route) => {
      if (!isProbe(route) || lost++ > 0) return route.continue();
      await route.fetch();
      return route.abort("connectionreset");
    });
    await send(page);
    await page.getByText(notSent).waitFor();
    expect((await references()).length).toBe(before + 1);
    await page.reload();
    while (!(await page.locator("#send").isVisible())) await page.click("#next");
    expect(await page.inputValue(field("note"))).toBe("by the mill");
    await send(page);
    await page.locator("#code").waitFor();
    expect((await references()).length).toBe(before + 1);
    await context.close();
  });

  it("is waited for; whoever presses Send many times sends once", async () => {
    const phone = await openPhone(plain);
    const { page, context } = phone;
    const before = (await references()).length;
    await filled(phone);
    let probes = 0;
    await page.route("**/en/r", async (route) => {
      if (isProbe(route)) {
        probes++;
        await new Promise((done) => setTimeout(done, 800));
      }
      await route.continue();
    });
    await page.evaluate(() => {
      const button = document.querySelector<HTMLButtonElement>("#send");
      for (let i = 0; i < 8; i++) button?.click();
    });
    await page.locator("#code").waitFor();
    expect(probes).toBe(1);
    expect((await references()).length).toBe(before + 1);
    await context.close();
  });
});

describe("the same request again", () => {
  it("by refreshing the receipt, at once or ten minutes later, is the same receipt", async () => {
    const phone = await openPhone(plain);
    const { page, context } = phone;
    const before = (await references()).length;
    await page.clock.install();
    await filled(phone);
    await send(page);
    const code = await codeOn(page);
    await page.reload();
    expect(await codeOn(page)).toBe(code);
    await page.clock.fastForward("10:00");
    await page.reload();
    expect(await codeOn(page)).toBe(code);
    expect((await references()).length).toBe(before + 1);
    await context.close();
  });

  it("from two tabs of which one was copied from the other is one case", async () => {
    const phone = await openPhone(plain);
    const { page, context } = phone;
    const before = (await references()).length;
    await filled(phone);
    const [copy] = await Promise.all([
      context.waitForEvent("page"),
      page.evaluate(() => window.open(location.href)),
    ]);
    while (!(await copy.locator("#send").isVisible())) await copy.click("#next");
    expect(await copy.inputValue(field("note"))).toBe("by the mill");
    await Promise.all([send(page), send(copy)]);
    expect(await codeOn(page)).toBe(await codeOn(copy));
    expect((await references()).length).toBe(before + 1);
    await context.close();
  });

  it("edited after Back, in a page that still has its old key, is asked once more and then sent", async () => {
    const phone = await openPhone(plain);
    const { page, context } = phone;
    await filled(phone);
    const key = await page.inputValue("form[name=r] [name=actId]");
    await send(page);
    const first = await codeOn(page);
    await page.goBack();
    // The page comes anew, and empty: nothing of hers stands in it.
    expect(await page.locator("#code").count()).toBe(0);
    expect(await page.inputValue(field("note"))).toBe("");
    // A browser that kept the page as it was would send this.
    await filled(phone, "we moved to the bridge");
    await page.evaluate((old) => {
      const input = document.forms.namedItem("r")?.elements.namedItem("actId");
      if (input instanceof HTMLInputElement) input.value = old;
    }, key);
    await send(page);
    await page.getByText(say("en", "problem.key-reused")).waitFor();
    while (!(await page.locator("#send").isVisible())) await page.click("#next");
    expect(await page.inputValue(field("note"))).toBe("we moved to the bridge");
    await send(page);
    expect(await codeOn(page)).not.toBe(first);
    await context.close();
  });
});

describe("scripts that stop halfway", () => {
  it("cut off on the way leave the long form, which sends", async () => {
    const phone = await openPhone(plain);
    const { page, context } = phone;
    await page.route("**/en/r", async (route) => {
      if (route.request().method() !== "GET") return route.continue();
      const response = await route.fetch();
      const html = await response.text();
      const cut = html.indexOf("<script") + 900;
      return route.fulfill({ response, body: html.slice(0, cut) });
    });
    await page.goto(`${plain.url}/en/r`);
    expect(await page.locator("section.q:visible").count()).toBe(10);
    await page.check(DESK);
    await send(page);
    expect(await codeOn(page)).toMatch(/^\d{10}$/);
    await context.close();
  });

  it("that fail at something that an old browser lacks leave the long form too", async () => {
    const phone = await openPhone(plain);
    const { page, context } = phone;
    await page.addInitScript(() => {
      Object.defineProperty(Element.prototype, "insertAdjacentHTML", { value: undefined });
      Object.defineProperty(Node.prototype, "contains", { value: undefined });
    });
    await page.goto(`${plain.url}/en/r`);
    expect(await page.locator("section.q:visible").count()).toBe(10);
    await page.check(DESK);
    await send(page);
    expect(await codeOn(page)).toMatch(/^\d{10}$/);
    await context.close();
  });

  it("whose own requests are blocked let the form send itself in the end", async () => {
    const phone = await openPhone(plain);
    const { page, context } = phone;
    await filled(phone);
    await page.route("**/en/r", (route) =>
      isProbe(route) ? route.abort("blockedbyclient") : route.continue(),
    );
    for (let i = 0; i < 4 && (await page.locator("#code").count()) === 0; i++) {
      await send(page);
      await page.waitForTimeout(400);
    }
    expect(await codeOn(page)).toMatch(/^\d{10}$/);
    await context.close();
  });
});

describe("a clock that is wrong", () => {
  it("by a year changes nothing: what the receipt promises, and when a place was known, go by the server", async () => {
    for (const wrong of ["2010-02-01T00:00:00Z", "2037-05-05T05:05:05Z"]) {
      const phone = await openPhone(plain);
      const { page, context } = phone;
      await page.clock.setFixedTime(wrong);
      await page.goto(`${plain.url}/en/r`);
      await page.check(DESK);
      await page.click("#next");
      await page.click("#next");
      await page.click("#here");
      await page.getByText(say("en", "place.deviceSet", { m: 40 })).waitFor();
      while (!(await page.locator("#send").isVisible())) await page.click("#next");
      await send(page);
      const code = await codeOn(page);
      expect(await page.locator("time").first().getAttribute("datetime")).toMatch(/^2011-03-02/);
      expect(await placeAt(code)).toMatch(/^2011-03-01/);
      await context.close();
    }
  });
});
