// The main job in a real browser: a migrant registers, the crisis room sees and decides, live, and she reads it.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeStage, type Stage } from "../node/crisis.ts";

let stage: Stage;
let embassy: Page;
let health: Page;
let migrant: Page;
let code = "";
let pin = "";

beforeAll(async () => {
  stage = await makeStage({ map: true });
  embassy = await stage.sits("off_emb0001");
  health = await stage.sits("off_heal001");
  migrant = await (
    await stage.opens({
      viewport: { width: 360, height: 740 },
      geolocation: { longitude: 13.18123, latitude: 32.88987 },
      permissions: ["geolocation"],
    })
  ).newPage();
});
afterAll(() => stage.stop());

const digits = (text: string | null) => (text ?? "").replace(/\D/g, "");
const spacedCode = () => `${code.slice(0, 3)} ${code.slice(3, 6)} ${code.slice(6)}`;

describe("a migrant registers from a phone", () => {
  it("chooses who receives it, answers one question per screen, and gets code, PIN, next step and a phone number", async () => {
    await migrant.goto("/en/r");
    expect(await migrant.locator("input:checked").count()).toBe(0);
    await migrant.check("input[name='recipients[]'][value=org_embassyOne]");
    await migrant.click("#next");
    await migrant.check("input[name=danger][value=soon]");
    await migrant.click("#next");
    await migrant.click("#here");
    await migrant.waitForSelector("#gone:visible");
    expect(await migrant.inputValue("input[name='place.lng']")).toBe("13.181");
    await migrant.check("input[name=exactPlace]");
    await migrant.click("#next");
    await migrant.click("#more");
    await migrant.fill("input[name='people.1.born']", "2004");
    await migrant.click("#next");
    await migrant.fill("input[name='people.0.name']", "Journey Person");
    await migrant.fill("input[name='people.0.born']", "৩৪");
    await migrant.click("#next");
    await migrant.check("input[name='needs[]'][value=medicine]");
    await migrant.click("#next");
    await migrant.click("#next");
    await migrant.check("input[name=choice][value=home]");
    await migrant.click("#next");
    await migrant.click("#next");
    await migrant.click("#send");
    await migrant.waitForSelector("#code");
    code = digits(await migrant.textContent("#code"));
    pin = digits(await migrant.textContent("#pin"));
    expect([code.length, pin.length]).toEqual([10, 6]);
    const text = await migrant.innerText("main");
    for (const part of ["Embassy one", "By ", "+218 00 000 000"]) expect(text).toContain(part);
  });
  it("stands by itself on the open desk of those she chose, and of nobody else", async () => {
    await embassy.waitForSelector(`.line:has-text("${spacedCode()}")`, { timeout: 15_000 });
    await embassy.waitForSelector('.reconcile [data-people="2"]', { timeout: 15_000 });
    expect(await health.locator(".line").count()).toBe(0);
  });
  it("shows the same receipt after a reload, and none after she left", async () => {
    await migrant.reload();
    expect(digits(await migrant.textContent("#code"))).toBe(code);
    await migrant.click("header form[data-exit] button");
    await migrant.waitForFunction(() => document.title === "New page");
    // The receipt was a reply to a POST and no cache holds it: the browser asks before it sends again, and shows nothing.
    await migrant.goBack().catch(() => null);
    await migrant.waitForLoadState();
    expect(await migrant.innerText("body")).not.toContain(spacedCode());
    await migrant.reload();
    expect(await migrant.title()).toBe("New page");
    expect(await migrant.content()).not.toContain(spacedCode());
  });
});

describe("an officer", () => {
  it("opens the case, and it is still undecided: nobody has decided", async () => {
    await embassy.click(`.line:has-text("${spacedCode()}")`);
    await embassy.waitForSelector(".facts");
    const text = await embassy.innerText(".case");
    for (const part of ["Journey Person", "34 years", "born 2004", "Undecided", "Exact place"])
      expect(text).toContain(part);
  });
  it("states a need and decides; a colleague with an older screen is told and overwrites nothing", async () => {
    const colleague = await stage.sits("off_emb0002");
    await colleague.click(`.line:has-text("${spacedCode()}")`);
    await colleague.waitForSelector(".facts");
    await colleague.evaluate(() => {
      // Her connection is gone: she neither hears nor asks, and decides from what she saw.
      const ask = globalThis.fetch;
      globalThis.fetch = (url, init) =>
        String(url).includes("/api/live") ? Promise.reject(new TypeError("offline")) : ask(url, init);
    });
    await embassy.keyboard.press("l");
    await embassy.waitForSelector(".notices:has-text('On a list')");
    await colleague.fill(".decide textarea", "Words that must not be lost");
    await colleague.click(".choices button:has-text('Not possible')");
    await colleague.waitForSelector(".conflict");
    expect(await colleague.innerText(".conflict")).toContain("Now it is: On a list");
    expect(await colleague.inputValue(".decide textarea")).toBe("Words that must not be lost");
    await colleague.context().close();
  });
  it("opens the queue with one question, and the feed goes on from its number", async () => {
    const asked: string[] = [];
    const note = (request: { url(): string }) => asked.push(request.url());
    embassy.on("request", note);
    await embassy.goto("/desk/queue");
    await embassy.waitForSelector(".health.live");
    embassy.off("request", note);
    const first = asked.find((url) => url.includes("/api/live/changes")) ?? "";
    expect(Number(new URL(first).searchParams.get("since"))).toBeGreaterThan(0);
    expect(asked.filter((url) => /registration\/queue.*limit=60/.test(url))).toHaveLength(1);
  });
  it("finds the case by its code", async () => {
    await embassy.goto("/desk/queue");
    await embassy.waitForSelector(".line");
    await embassy.fill("#search", spacedCode());
    await embassy.press("#search", "Enter");
    await embassy.waitForURL("**/desk/case/**");
    await embassy.waitForSelector(".facts");
  });
});

describe("she comes back", () => {
  it("with code and PIN, and reads what was decided and who looked", async () => {
    await migrant.goto("/en/s");
    await migrant.fill("input[name=reference]", spacedCode());
    await migrant.fill("input[name=pin]", pin);
    await migrant.click("main form button");
    await migrant.waitForSelector("#state");
    expect(await migrant.innerText("#state")).toBe("You are on a list");
    expect(await migrant.innerText("main")).toContain("Journey Person");
    await migrant.goto("/en/s/needs");
    expect(await migrant.isChecked("input[value=medicine]")).toBe(true);
    await migrant.goto("/en/s/share");
    const text = await migrant.innerText("main");
    for (const part of ["Who looked at your request", "Embassy one"]) expect(text).toContain(part);
    await migrant.goto("/en/s");
  });
  it("says that she is still here", async () => {
    await migrant.click("button:has-text('I am still here')");
    await migrant.waitForSelector("#done:has-text('still here')");
  });
  it("shares with an agency, whose open desk shows need and area without her name", async () => {
    await migrant.goto("/en/s/share");
    await migrant.click("summary:has-text('Health team')");
    await migrant.click("details[open] button[value=assist]");
    await migrant.waitForSelector("#done:has-text('Shared')");
    await health.waitForSelector(".line", { timeout: 15_000 });
    await health.click(".line");
    await health.waitForSelector(".facts");
    const text = await health.innerText(".case");
    expect(text).toContain("Names and the rest stay closed");
    expect(text).not.toContain("Journey Person");
    expect(text).not.toContain(spacedCode());
  });
  it("takes it back in two taps, and the agency's open screen loses sight of her at once", async () => {
    const shared = migrant.locator("main ul.plain > li").filter({ hasText: "Health team" });
    await shared.locator("summary:has-text('Take back')").first().click();
    await shared.locator("details[open] button.danger").click();
    await migrant.waitForSelector("#done:has-text('Taken back')");
    await health.waitForSelector(".case:has-text('no longer shared with you')", { timeout: 15_000 });
    expect(await health.locator(".facts").count()).toBe(0);
    expect(await health.locator(".line").count()).toBe(0);
  });
});

describe("a broken connection", () => {
  it("misses nothing: the desk catches up when it is back", async () => {
    await embassy.goto("/desk/queue");
    await embassy.waitForSelector(".health.live");
    await embassy.mouse.move(1400, 850);
    const before = await embassy.locator(".line").count();
    await embassy.context().setOffline(true);
    const form = await stage.opens({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
    const other = await form.newPage();
    await other.goto("/en/r");
    await other.check("input[name='recipients[]'][value=org_embassyOne]");
    await other.check("input[name='needs[]'][value=transport]");
    await other.click("#send");
    await other.waitForSelector("#code");
    await form.close();
    await embassy.waitForTimeout(1500);
    expect(await embassy.locator(".line").count()).toBe(before);
    await embassy.context().setOffline(false);
    await embassy.waitForFunction(
      (count) => document.querySelectorAll(".line").length === count,
      before + 1,
      { timeout: 10_000 },
    );
  });
});

describe("without JavaScript, in Arabic", () => {
  it("a mistake brings everything back that was typed, marked and in Arabic", async () => {
    const page = await (
      await stage.opens({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
    ).newPage();
    await page.goto("/ar/r");
    expect(await page.getAttribute("html", "dir")).toBe("rtl");
    await page.fill("input[name='people.0.name']", "اسم للاختبار");
    await page.fill("input[name='people.0.born']", "٣٠٠");
    await page.click("#send");
    await page.waitForSelector("#problem");
    expect(await page.inputValue("input[name='people.0.name']")).toBe("اسم للاختبار");
    expect(await page.innerText("#problem")).toContain("بعض الإجابات");
    expect(await page.locator(".why").count()).toBeGreaterThan(0);
    await page.context().close();
  });
});

describe("a lost network while sending", () => {
  it("says so, keeps the page, tries again by itself and makes one case", async () => {
    const page = await (await stage.opens({ viewport: { width: 360, height: 740 } })).newPage();
    await page.goto("/en/r");
    await page.check("input[name='recipients[]'][value=org_embassyTwo]");
    for (let i = 0; i < 9; i++) await page.click("#next");
    await page.context().setOffline(true);
    await page.click("#send");
    await page.waitForSelector("#state:has-text('Not sent yet')");
    await page.context().setOffline(false);
    await page.waitForSelector("#code", { timeout: 15_000 });
    const desk = await stage.sits("off_other01");
    await desk.waitForSelector(".line");
    expect(await desk.locator(".line").count()).toBe(1);
    await desk.context().close();
    await page.context().close();
  });
});
