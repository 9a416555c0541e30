// A supervisor gives an outside tool a token, sees it once, and ends it: by keyboard and pointer, by day and by night, in
// English and in Arabic; nobody else finds the button.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CRISIS } from "../kit/people.ts";
import { violationsOf } from "../node/axe.ts";
import { makeStage, type Stage } from "../node/crisis.ts";

let stage: Stage;
let desk: Page;
let secret = "";
const failures: string[] = [];

beforeAll(async () => {
  stage = await makeStage();
  desk = await stage.sits("off_super01", { colorScheme: "dark" });
  desk.on("pageerror", (error) => failures.push(error.message));
  await desk.click(".top nav a:has-text('Zones')");
});
afterAll(() => stage.stop());

const dialog = (selector: string) => `dialog[open] ${selector}`;
const opens = (page: Page) => page.click(".filters button.quiet");
const statusWith = async (token: string) =>
  (
    await fetch(`${stage.app.url}/ogc/collections/${CRISIS}-partner-zones/items`, {
      headers: { Authorization: `Basic ${btoa(`tool:${token}`)}` },
    })
  ).status;

describe("a token for an outside tool", () => {
  it("is asked for with words; what is missing stands at its field", async () => {
    await opens(desk);
    await desk.waitForSelector(dialog(".empty"));
    expect(await desk.innerText(dialog(".tools"))).toContain(`${stage.app.url}/ogc`);
    await desk.fill(dialog("[name=days]"), "365");
    await desk.click(dialog("button[type=submit]"));
    await desk.waitForSelector(dialog("[name=label]:focus"));
    await desk.fill(dialog("[name=label]"), "Office map");
    await desk.click(dialog("button[type=submit]"));
    await desk.waitForSelector(dialog("[name=days]:focus"));
    await desk.fill(dialog("[name=days]"), "٧");
    await desk.selectOption(dialog("[name=layer]"), "partner-zones");
    expect(await violationsOf(desk)).toEqual([]);
    await desk.keyboard.press("Tab");
    await desk.keyboard.press("Tab");
    await desk.focus(dialog("button[type=submit]"));
    await desk.keyboard.press("Enter");
  });
  it("is shown once, ready to be copied, and opens its layer", async () => {
    await desk.waitForSelector(dialog(".secret input:focus"));
    secret = await desk.inputValue(dialog(".secret input"));
    expect(secret).toMatch(/^cwt_[0-9A-Za-z_-]{43}$/);
    expect(await violationsOf(desk)).toEqual([]);
    expect(await statusWith(secret)).toBe(200);
    await desk.click(dialog(".secret button"));
    await desk.waitForSelector(dialog(".tokens tbody tr:has-text('Office map')"));
    expect(await desk.content()).not.toContain(secret);
    await desk.keyboard.press("Escape");
    await opens(desk);
    await desk.waitForSelector(dialog(".tokens tbody tr:has-text('Office map')"));
    // The list is the one of before until it is read anew.
    await desk.waitForSelector(dialog(".tokens tbody tr:not(:has-text('Never'))"));
  });
  it("is ended after being asked once more, and opens nothing from then on", async () => {
    await desk.click(dialog(".tokens button"));
    await desk.click(dialog(".tokens button.danger"));
    await desk.waitForSelector(".notices:has-text('Ended: Office map')");
    await desk.waitForSelector(dialog(".tokens td:has-text('Ended by hand')"));
    expect(await statusWith(secret)).toBe(401);
  });
  it("reads the same in Arabic, by day", async () => {
    const arabic = await stage.sits("off_super01", { locale: "ar" });
    await arabic.evaluate("localStorage.setItem('lang', 'ar')");
    await arabic.goto("/desk/zones");
    await arabic.waitForSelector(".filters button.quiet");
    await opens(arabic);
    await arabic.waitForSelector(dialog(".tokens"));
    expect(await violationsOf(arabic)).toEqual([]);
    const wide = await arabic.evaluate(
      "document.querySelector('dialog[open]').scrollWidth - document.querySelector('dialog[open]').clientWidth",
    );
    expect(wide).toBeLessThanOrEqual(1);
  });
  it("is no matter of a coordinator", async () => {
    const coordinator = await stage.sits("off_emb0001");
    await coordinator.click(".top nav a:has-text('Zones')");
    await coordinator.waitForSelector(".filters");
    expect(await coordinator.locator(".filters button.quiet").count()).toBe(0);
    expect([failures, stage.app.errors]).toEqual([[], []]);
  });
});
