// Coming back on a phone, in a real browser: how many taps and requests it costs, the end of the session said before it
// comes, leaving, and every page of hers by the rules of WCAG 2.2 AA in light and dark.
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { smallGroup } from "../kit/people.ts";
import { violationsOf } from "../node/axe.ts";
import { overflowsOf } from "../node/overflow.ts";
import { type Plain, startPlain } from "../node/plain.ts";

let plain: Plain;
let reference = "";
const pin = "604817";
let adult: { reference: string; pin: string };

beforeAll(async () => {
  plain = await startPlain();
  const opened = await plain.post(
    "/api/registration/open",
    smallGroup({
      pin,
      recipients: ["org_embassyOne", "org_supportDesk"],
      people: [
        { name: "Marked Head", born: "1990", relation: "self" },
        { name: "Marked Adult", born: "35", relation: "partner" },
      ],
    }),
  );
  reference = String(opened.body.reference);
  const { cookie } = await plain.post("/api/registration/sign-in", { reference, pin });
  const status = await plain.get("/api/registration/status", cookie);
  const persons = status.persons as { id: string }[];
  await plain.post("/api/message/send", { text: "We can walk." }, cookie);
  const given = await plain.post("/api/registration/give-code", { personId: persons[1]?.id }, cookie);
  adult = given.body as unknown as typeof adult;
});
afterAll(async () => {
  await plain?.stop();
});

type Options = Parameters<Plain["browser"]["newContext"]>[0];
const phone = (options: Options = {}): Promise<BrowserContext> =>
  plain.browser.newContext({ viewport: { width: 320, height: 640 }, baseURL: plain.url, ...options });

async function comesIn(page: Page, lang = "en", code = { reference, pin }): Promise<void> {
  await page.goto(`/${lang}/s`);
  await page.fill("#reference", code.reference);
  await page.fill("#pin", code.pin);
  await page.click("main form[action$='/s'] button");
  await page.waitForSelector("#state");
}

for (const javaScriptEnabled of [true, false])
  describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    it("coming back is two requests and one tap after sixteen digits; still here is one tap more", async () => {
      const context = await phone({ javaScriptEnabled });
      const page = await context.newPage();
      const asked: string[] = [];
      page.on("request", (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
      await comesIn(page);
      expect(asked.filter((one) => !one.endsWith("null"))).toEqual(["GET /en/s", "POST /en/s"]);
      await page.click("text=I am still here");
      await page.waitForSelector("#done");
      expect(await page.textContent("#done")).toContain("They know that you are still here.");
      await context.close();
    });
    it("leaving the page leaves nothing to read, before it and after Back", async () => {
      const context = await phone({ javaScriptEnabled });
      const page = await context.newPage();
      await comesIn(page);
      await page.click("a[href$='/s/msg']");
      await page.waitForSelector("textarea");
      await page.fill("textarea", "half a line");
      await page.click("[data-exit] button");
      await expect.poll(() => page.title()).toBe("New page");
      expect(await context.cookies()).toEqual([]);
      await page.goBack().catch(() => null);
      const text = (await page.textContent("body")) ?? "";
      expect(text).not.toMatch(/half a line|Marked|We can walk/);
      await context.close();
    });
  });

describe("her session", () => {
  it("is warned of after eighteen minutes, goes on by one tap with what was typed, and ends at the door", async () => {
    const context = await phone();
    const page = await context.newPage();
    await page.clock.install();
    await comesIn(page);
    await page.click("a[href$='/s/msg']");
    await page.fill("textarea", "a long message");
    const stay = page.locator("#stay");
    await page.clock.fastForward("17:50");
    expect(await stay.isVisible()).toBe(false);
    await page.clock.fastForward("00:20");
    expect(await stay.isVisible()).toBe(true);
    expect([await stay.getAttribute("role"), (await stay.innerText()).trim().replace(/\s+/g, " ")]).toEqual([
      "alert",
      "In two minutes you are signed out. Stay signed in",
    ]);
    await Promise.all([
      page.waitForResponse((answer) => answer.url().endsWith("/api/registration/stay")),
      stay.locator("a").click(),
    ]);
    await stay.waitFor({ state: "hidden" });
    expect(await page.inputValue("textarea")).toBe("a long message");
    await page.clock.fastForward("17:50");
    expect(await stay.isVisible()).toBe(false);
    await context.clearCookies();
    await page.clock.fastForward("02:20");
    await page.waitForSelector("#reference");
    expect(await page.content()).not.toMatch(/a long message|Marked/);
    await context.close();
  });
  it("without scripts says how long it lasts, and a link goes on", async () => {
    const context = await phone({ javaScriptEnabled: false });
    const page = await context.newPage();
    await comesIn(page);
    const stay = page.locator("#stay");
    expect((await stay.innerText()).trim()).toBe(
      "Twenty minutes after your last tap you are signed out. Stay signed in",
    );
    await stay.locator("a").click();
    await page.waitForSelector("#state");
    await context.close();
  });
});

describe("every page of hers", () => {
  const head = [
    ...[
      "",
      "/people",
      "/people/0",
      "/people/1",
      "/people/2",
      "/tell/1",
      "/place",
      "/danger",
      "/needs",
      "/answers",
    ],
    ...["/msg", "/share", "/consent", "/data", "/delete", "/pin"],
  ];
  const others = ["", "/people", "/people/2", "/msg", "/share", "/own"];
  for (const [lang, colorScheme] of [
    ["en", "light"],
    ["ar", "dark"],
  ] as const)
    it(`in ${lang}, ${colorScheme}, fits 320 px, opens every line, and keeps the rules of WCAG 2.2 AA`, async () => {
      const wrong: string[] = [];
      for (const [code, pages] of [
        [{ reference, pin }, head],
        [adult, others],
      ] as const) {
        const context = await phone({ colorScheme });
        const page = await context.newPage();
        await comesIn(page, lang, code);
        for (const path of pages) {
          await page.goto(`/${lang}/s${path}`);
          await page.evaluate(() => {
            for (const one of document.querySelectorAll("details")) one.open = true;
            const stay = document.getElementById("stay");
            if (stay !== null) stay.hidden = false;
          });
          for (const found of [...(await overflowsOf(page)), ...(await violationsOf(page))])
            wrong.push(`${path}: ${found}`);
        }
        await context.close();
      }
      expect(wrong).toEqual([]);
    });
});
