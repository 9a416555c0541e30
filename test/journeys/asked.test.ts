// Asked for by somebody else, from the relative's phone to the person's own: what is asked and what is not, what the
// officer reads meanwhile, and saying yes or no.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { say } from "../../schema/words.ts";
import { CRISIS } from "../kit/people.ts";
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
const phone = async (javaScriptEnabled: boolean) =>
  (
    await plain.browser.newContext({
      viewport: { width: 360, height: 640 },
      javaScriptEnabled,
      geolocation: { longitude: 13.18, latitude: 32.88 },
      permissions: ["geolocation"],
    })
  ).newPage();

const foundBy = async (reference: string) =>
  (await plain.post("/api/registration/find", { crisisId: CRISIS, reference }, desk)).body.found as {
    id: string;
  }[];

async function caseOf(reference: string): Promise<Record<string, unknown>> {
  const [one] = await foundBy(reference);
  return plain.get(`/api/registration/get?id=${one?.id ?? ""}`, desk);
}

interface Numbers {
  reference: string;
  pin: string;
}

/** Through the form of a relative, to the receipt. */
async function relativeAsks(scripts: boolean): Promise<{ page: Page; numbers: Numbers }> {
  const page = await phone(scripts);
  await page.goto(`${plain.url}/en/r?for=other`);
  const next = () => (scripts ? page.click("#next") : Promise.resolve());
  await page.check(DESK);
  await next();
  await page.check("[name=danger][value=soon]");
  await next();
  await page.check("[name='asked.by'][value=family]");
  await page.check("[name='asked.knows'][value=not-yet]");
  await next();
  await page.fill("[name='place.landmark']", "Behind the marked bakery");
  await next();
  await next();
  await page.fill("[name='people.0.name']", "Marked Person");
  await next();
  await page.check("[name='needs[]'][value=medicine]");
  await next();
  await page.fill("[name=phone]", "0912345678");
  await Promise.all([page.waitForEvent("load"), page.click("#send")]);
  await page.locator("#code").waitFor();
  const numbers = {
    reference: (await page.locator("#code").innerText()).replace(/\D/g, ""),
    pin: await page.locator("#pin").innerText(),
  };
  return { page, numbers };
}

async function comesBack(numbers: Numbers, scripts: boolean): Promise<Page> {
  const page = await phone(scripts);
  await page.goto(`${plain.url}/en/s`);
  await page.fill("[name=reference]", numbers.reference);
  await page.fill("[name=pin]", numbers.pin);
  await Promise.all([page.waitForEvent("load"), page.click("main button[type=submit]")]);
  return page;
}

for (const scripts of [true, false])
  describe(scripts ? "with scripts" : "without scripts", () => {
    it("a relative asks; the officer reads whose word it is; the person says yes, and the relative is out", async () => {
      const { page, numbers } = await relativeAsks(scripts);
      expect(await page.locator("body").innerText()).toContain(say("en", "asked.give"));
      // Whoever asked does not go in from here.
      expect(await page.locator("main form[action$='/s'], main a[href$='/s']").count()).toBe(0);
      await page.context().close();
      expect((await caseOf(numbers.reference)).asked).toEqual({
        by: "family",
        knows: "not-yet",
        confirmedAt: null,
      });
      const her = await comesBack(numbers, scripts);
      expect(await her.locator("#asked").innerText()).toContain(say("en", "asked.confirm"));
      await her.fill("[name=pin]", "604817");
      await Promise.all([her.waitForEvent("load"), her.click("#asked button[type=submit]")]);
      expect(await her.locator("#done").innerText()).toBe(say("en", "asked.confirmed"));
      expect(await her.locator("#asked").count()).toBe(0);
      await her.context().close();
      const seen = await caseOf(numbers.reference);
      expect((seen.asked as { confirmedAt: string | null }).confirmedAt).not.toBe(null);
      const refused = await comesBack(numbers, scripts);
      expect(await refused.locator("#problem").innerText()).toContain(say("en", "problem.code-or-pin-wrong"));
      await refused.context().close();
      const again = await comesBack({ ...numbers, pin: "604817" }, scripts);
      expect(await again.locator("#state").count()).toBe(1);
      await again.context().close();
    });
    it("a number that is none comes back with its reason, and nothing was said", async () => {
      const { page, numbers } = await relativeAsks(scripts);
      await page.context().close();
      const her = await comesBack(numbers, scripts);
      await her.fill("[name=pin]", "12");
      await Promise.all([her.waitForEvent("load"), her.click("#asked button[type=submit]")]);
      expect(await her.locator("#problem").innerText()).toContain(say("en", "reason.not-the-right-digits"));
      expect(await her.locator("#asked").count()).toBe(1);
      expect(((await caseOf(numbers.reference)).asked as { confirmedAt: null }).confirmedAt).toBe(null);
      await her.context().close();
    });
    it("the person says no: the way leads to deleting it all", async () => {
      const { page, numbers } = await relativeAsks(scripts);
      await page.context().close();
      const her = await comesBack(numbers, scripts);
      await Promise.all([her.waitForURL("**/s/delete"), her.click("#asked a.danger")]);
      await her.click("main details summary");
      await Promise.all([her.waitForEvent("load"), her.click("main details button.danger")]);
      expect(await her.locator("body").innerText()).toContain(say("en", "delete.done"));
      await her.context().close();
      expect(await foundBy(numbers.reference)).toEqual([]);
    });
  });

describe("the form for somebody else", () => {
  it("asks no device for its place, and leaves to the person what is the person's own to say", async () => {
    const page = await phone(true);
    await page.goto(`${plain.url}/en/r?for=other`);
    const html = await page.content();
    for (const absent of [
      'id="here"',
      "place.lng",
      "exactPlace",
      'name="barriers[]"',
      'name="choice"',
      'name="pin"',
    ])
      expect([absent, html.includes(absent)]).toEqual([absent, false]);
    expect(html).not.toContain("geolocation");
    await page.context().close();
  });
  it("is of the same kind in every language, and after a refusal", async () => {
    const page = await phone(false);
    await page.goto(`${plain.url}/en/r?for=other`);
    await page.click("header a");
    await page.click("main a[lang=ar]");
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe("/ar/r?for=other");
    await Promise.all([page.waitForEvent("load"), page.click("#send")]);
    expect(await page.locator("#problem").count()).toBe(1);
    expect(await page.locator("[name='asked.for']").count()).toBe(1);
    await page.context().close();
  });
  it("keeps a draft apart from her own request on the same phone", async () => {
    const page = await phone(true);
    await page.goto(`${plain.url}/en/r`);
    await page.check(DESK);
    await page.goto(`${plain.url}/en/r?for=other`);
    expect(await page.locator(DESK).isChecked()).toBe(false);
    await page.goto(`${plain.url}/en/r`);
    expect(await page.locator(DESK).isChecked()).toBe(true);
    await page.context().close();
  });
  it("takes the short way where somebody is in danger", async () => {
    const page = await phone(true);
    await page.goto(`${plain.url}/en/r?for=other`);
    await page.click("#next");
    await page.check("[name=danger][value=now]");
    const seen: (string | null)[] = [];
    while (!(await page.locator("#send").isVisible())) {
      await page.click("#next");
      seen.push(await page.locator("section.now").getAttribute("data-screen"));
    }
    expect(seen).toEqual(["asked", "where", "reach"]);
    await Promise.all([page.waitForEvent("load"), page.click("#send")]);
    await page.locator("#code").waitFor();
    await page.context().close();
  });
});
