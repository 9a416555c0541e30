// A leader enters many families: with scripts and without, a line that is wrong, a network that fails, a sheet that is
// loaded again, and leaving, after which nobody can open it.
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
const line = (at: number, field: "name" | "people") => `[name='groups.${String(at)}.${field}']`;

async function opens(javaScriptEnabled: boolean, lang = "en"): Promise<Page> {
  const context = await plain.browser.newContext({
    viewport: { width: 360, height: 640 },
    javaScriptEnabled,
  });
  const page = await context.newPage();
  await page.goto(`${plain.url}/${lang}/r?group=1`);
  return page;
}

async function sends(page: Page): Promise<void> {
  await Promise.all([page.waitForURL("**/r?group=1"), page.waitForEvent("load"), page.click("#send")]);
}

async function cases(): Promise<{ reference: string; people: number }[]> {
  const { rows } = await plain.get(`/api/registration/queue?crisisId=${CRISIS}&limit=200`, desk);
  return rows as { reference: string; people: number }[];
}

interface Slip {
  text: string;
  reference: string;
  pin: string;
}
async function slipsOn(page: Page): Promise<Slip[]> {
  const texts = await page.locator(".slips > li").allInnerTexts();
  return texts.map((text) => {
    const numbers = [...text.matchAll(/\d{3} \d{3} \d{4}|\b\d{6}\b/g)].map(([one]) => one);
    return { text, reference: (numbers[0] ?? "").replaceAll(" ", ""), pin: numbers[1] ?? "" };
  });
}

for (const scripts of [true, false])
  describe(scripts ? "with scripts" : "without scripts", () => {
    it("each line becomes a slip with numbers that open that family's own request", async () => {
      const page = await opens(scripts);
      await page.check(DESK);
      await page.fill(line(0, "name"), "Marked Head One");
      await page.fill(line(0, "people"), "٤");
      await page.fill(line(3, "name"), "اسم معلّم");
      await page.fill(line(3, "people"), "1");
      await page.fill("[name=batch]", "Building 4");
      await sends(page);
      const slips = await slipsOn(page);
      expect(slips.map((one) => one.text.split("\n")[0])).toEqual([
        `1. Marked Head One ${say("en", "leader.persons", { count: 4 })}`,
        `4. اسم معلّم ${say("en", "leader.persons", { count: 1 })}`,
      ]);
      const rows = await cases();
      expect(slips.map(({ reference }) => rows.find((row) => row.reference === reference)?.people)).toEqual([
        4, 1,
      ]);
      const [first] = slips;
      const { body } = await plain.post("/api/registration/sign-in", {
        reference: first?.reference,
        pin: first?.pin,
      });
      expect(body).toEqual({ signedIn: true });
      await page.context().close();
    });
    it("a line that is wrong comes back where it stood, with all the others, and nothing was sent", async () => {
      const before = (await cases()).length;
      const page = await opens(scripts);
      await page.check(DESK);
      await page.fill(line(1, "name"), "Stays");
      await page.fill(line(1, "people"), "2");
      await page.fill(line(4, "name"), "Too many");
      await page.fill(line(4, "people"), "99");
      await sends(page);
      expect(await page.locator(line(4, "people")).getAttribute("aria-invalid")).toBe("true");
      expect(await page.locator(line(1, "people")).getAttribute("aria-invalid")).toBe(null);
      expect(await page.locator(line(1, "name")).inputValue()).toBe("Stays");
      expect(await page.locator(DESK).isChecked()).toBe(true);
      const link = await page.locator("#problem a").getAttribute("href");
      expect(await page.locator(link ?? "#none").getAttribute("name")).toBe("groups.4.people");
      expect((await cases()).length).toBe(before);
      await page.fill(line(4, "people"), "9");
      await sends(page);
      expect(await slipsOn(page)).toHaveLength(2);
      expect((await cases()).length).toBe(before + 2);
      await page.context().close();
    });
    it("loaded again it is the same sheet and no more requests; left, it is gone", async () => {
      const page = await opens(scripts);
      await page.check(DESK);
      await page.fill(line(0, "people"), "3");
      await sends(page);
      const slips = await slipsOn(page);
      const before = (await cases()).length;
      await page.reload();
      expect(await slipsOn(page)).toEqual(slips);
      expect((await cases()).length).toBe(before);
      await page.click("header button");
      await page.waitForURL("**/exit");
      await page.goBack().catch(() => null);
      await page.waitForLoadState();
      const text = await page.locator("body").innerText();
      expect(text.replace(/\s/g, "")).not.toContain(slips[0]?.reference ?? "?");
      expect(text).not.toContain(slips[0]?.pin ?? "?");
      await page.context().close();
    });
  });

describe("lines", () => {
  it("come as they are needed, up to fifty", async () => {
    const page = await opens(true);
    expect(await page.locator(".lines input").count()).toBe(20);
    await page.fill(line(9, "name"), "last of ten");
    expect(await page.locator(".lines input").count()).toBe(22);
    for (let n = 0; n < 60; n++) if (await page.locator("#more").isVisible()) await page.click("#more");
    expect(await page.locator(".lines input").count()).toBe(100);
    const names = await page
      .locator(".lines input")
      .evaluateAll((all) => all.map((one) => one.getAttribute("name")));
    expect(new Set(names).size).toBe(100);
    expect(await page.locator(line(49, "people")).getAttribute("aria-label")).toContain(
      say("en", "leader.line", { n: 50 }),
    );
    await page.context().close();
  });
  it("come by a button of the form without scripts, and keep what was typed", async () => {
    const page = await opens(false, "ar");
    await page.fill(line(2, "name"), "Stays");
    await Promise.all([page.waitForEvent("load"), page.click("#more")]);
    expect(await page.locator(".lines input").count()).toBe(40);
    expect(await page.locator(line(2, "name")).inputValue()).toBe("Stays");
    await page.context().close();
  });
  it("stay through a reload in this tab, and are gone from it once they were sent", async () => {
    const page = await opens(true);
    await page.check(DESK);
    await page.fill(line(9, "name"), "Kept");
    await page.fill(line(10, "people"), "2");
    await page.reload();
    expect(await page.locator(line(9, "name")).inputValue()).toBe("Kept");
    expect(await page.locator(line(10, "people")).inputValue()).toBe("2");
    expect(await page.locator(DESK).isChecked()).toBe(true);
    await page.fill(line(9, "people"), "1");
    await sends(page);
    expect(await slipsOn(page)).toHaveLength(2);
    expect(await page.evaluate(() => JSON.stringify(sessionStorage))).toBe("{}");
    await page.context().close();
  });
});

describe("a network that fails", () => {
  it("is waited for, said, and doubles nothing", async () => {
    const page = await opens(true);
    const before = (await cases()).length;
    await page.check(DESK);
    await page.fill(line(0, "people"), "2");
    let lost = 0;
    // The first reply is lost on its way back: the requests were made.
    await page.route("**/r?group=1", async (route) => {
      if (route.request().method() !== "POST" || lost++ > 0) return route.continue();
      await route.fetch();
      await route.abort();
    });
    await page.click("#send");
    await page.getByText(say("en", "offline.notSent")).waitFor();
    await page.locator(".slips").waitFor({ timeout: 30_000 });
    expect((await cases()).length).toBe(before + 1);
    await page.context().close();
  });
});
