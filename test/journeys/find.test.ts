// One box for a code, a name and a number: by keyboard, on wide and narrow screens, with what it found, what it did not,
// and the sentence that those who are shown can read of it.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { spaced } from "../../schema/registration.rules.ts";
import { smallGroup } from "../kit/people.ts";
import { violationsOf } from "../node/axe.ts";
import { makeStage, type Stage } from "../node/crisis.ts";

let stage: Stage;
let embassy: Page;
const codes: string[] = [];
const failures: string[] = [];

async function asks(name: string, over: Record<string, unknown> = {}): Promise<void> {
  const response = await fetch(`${stage.app.url}/api/registration/open`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(smallGroup({ people: [{ name, born: "30" }], ...over })),
  });
  codes.push(((await response.json()) as { reference: string }).reference);
}

beforeAll(async () => {
  stage = await makeStage();
  await asks("রহিমা মার্কড খাতুন", { phone: "+999 55 7310 4468" });
  await asks("Zosima Harrowgate");
  await asks("Zosima Harrowgate");
  embassy = await stage.sits("off_emb0001");
  embassy.on("pageerror", (error) => failures.push(error.message));
  await embassy.waitForSelector(".line");
});
afterAll(() => stage.stop());

const search = async (typed: string) => {
  // The rows that came within the page cover the desk until it has its own.
  await embassy.waitForSelector("#first", { state: "detached" });
  await embassy.fill("#search", typed);
  await embassy.press("#search", "Enter");
};

describe("the search box", () => {
  it("finds a name in another script, and leads to the case by keyboard alone", async () => {
    await search("Rahima Khatun");
    await embassy.waitForSelector(".found li");
    const text = await embassy.innerText(".found");
    for (const part of [
      "রহিমা",
      spaced(codes[0] ?? ""),
      "1 case is like it",
      "can read that your organisation",
    ])
      expect(text).toContain(part);
    expect(embassy.url()).not.toMatch(/Rahima/i);
    await embassy.keyboard.press("ArrowDown");
    await embassy.keyboard.press("Enter");
    await embassy.waitForURL("**/desk/case/**");
    await embassy.waitForSelector(".facts");
    expect(await embassy.locator(".found").count()).toBe(0);
  });
  it("walks a list with the arrows, closes it with Escape, and gives the box back", async () => {
    await search("Zosima Harrowgate");
    await embassy.waitForSelector(".found li:nth-child(2)");
    expect(await violationsOf(embassy, ".found")).toEqual([]);
    await embassy.keyboard.press("ArrowDown");
    await embassy.keyboard.press("ArrowDown");
    expect(
      await embassy.locator(".found li:nth-child(2) a").evaluate((one) => one === document.activeElement),
    ).toBe(true);
    await embassy.keyboard.press("Escape");
    await embassy.waitForSelector(".found", { state: "detached" });
    expect(await embassy.locator("#search").evaluate((one) => one === document.activeElement)).toBe(true);
  });
  it("finds a number, a code, and says plainly where there is nobody", async () => {
    await search("055 7310 4468");
    await embassy.waitForSelector(".found li");
    await search(spaced(codes[1] ?? ""));
    await embassy.waitForSelector(`.case:has-text("${spaced(codes[1] ?? "")}")`);
    await search("Wolfgang Quistorp");
    await embassy.waitForSelector(
      ".found:has-text('Nobody whom your organisation may open is called like that.')",
    );
    await search("123");
    await embassy.waitForSelector(".why:has-text('seven digits')");
  });
  it("stays on the screen of every window, wherever the box came to stand", async () => {
    for (const width of [320, 360, 390, 700, 1360]) {
      await embassy.setViewportSize({ width, height: 800 });
      await embassy.goto("/desk/queue");
      await embassy.waitForSelector(".line");
      await search("Zosima Harrowgate");
      await embassy.waitForSelector(".found li");
      const box = await embassy.locator(".found").boundingBox();
      expect([width, (box?.x ?? -1) >= 0, (box?.x ?? 0) + (box?.width ?? 9999) <= width]).toEqual([
        width,
        true,
        true,
      ]);
    }
  });
  it("raises no error on the page", () => {
    expect(failures).toEqual([]);
  });
});
