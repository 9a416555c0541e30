// A desk on a bad day: a line that is dead and looks open, and a server that cannot give more of the list. The reader is told,
// nothing is asked in a loop, and all of it ends by itself or by one press.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { smallGroup } from "../kit/people.ts";
import { makeStage, type Stage } from "../node/crisis.ts";

let stage: Stage;
let page: Page;
const opened = (id: string) => ({ id, at: "2011-03-01T05:00:00.000Z", input: smallGroup() });
beforeAll(async () => {
  stage = await makeStage();
  const registrations = Array.from({ length: 150 }, (_, n) =>
    opened(`reg_feed${String(n).padStart(10, "0")}`),
  );
  await stage.post("/api/exercise/load", { registrations });
  page = await stage.sits("off_emb0001", { viewport: { width: 1280, height: 800 } });
  await page.waitForSelector(".line");
}, 120_000);
afterAll(async () => {
  await stage.stop();
});

describe("a list of which more cannot be read", () => {
  it("asks once, says so beside what it has, and goes on when it is asked to", async () => {
    let asked = 0;
    await page.route(/\/api\/registration\/queue\?.*after=/, (route) => {
      asked++;
      return route.fulfill({
        status: 429,
        headers: { "Content-Type": "application/problem+json", "Retry-After": "30" },
        body: JSON.stringify({ code: "too-many", status: 429, retryAfter: 30 }),
      });
    });
    const toEnd = () => page.evaluate(() => document.querySelector(".rows")?.scrollTo(0, 1e6));
    await toEnd();
    const again = page.locator(".rows .refused button");
    await again.waitFor();
    await page.waitForTimeout(2500);
    await page.evaluate(() => document.querySelector(".rows")?.scrollTo(0, 0));
    await toEnd();
    await page.waitForTimeout(500);
    expect(asked).toBe(1);
    expect(await page.locator(".line").count()).toBeGreaterThan(0);
    await page.unroute(/\/api\/registration\/queue\?.*after=/);
    await again.focus();
    await page.keyboard.press("Enter");
    await again.waitFor({ state: "detached" });
    const height = () => page.evaluate(() => document.querySelector(".all")?.clientHeight ?? 0);
    await expect.poll(height).toBe(150 * 60);
  });
});

describe("a line that is dead and looks open", () => {
  it("is found out within seconds once somebody looks, said, and replaced; what came meanwhile is there", async () => {
    let [dead, lines] = [false, 0];
    await page.routeWebSocket(/\/api\/live/, (ours) => {
      lines++;
      const mine = lines;
      const server = ours.connectToServer();
      const swallows = () => dead && mine === 1;
      ours.onMessage((message) => swallows() || server.send(message));
      server.onMessage((message) => swallows() || ours.send(message));
    });
    await page.reload();
    await page.waitForSelector(".health.live", { timeout: 30_000 });
    dead = true;
    const before = Number(await page.getAttribute(".reconcile [data-groups]", "data-groups"));
    await stage.post("/api/exercise/load", { registrations: [opened("reg_feedMeanwhile1")] });
    await page.waitForTimeout(1500);
    expect(Number(await page.getAttribute(".reconcile [data-groups]", "data-groups"))).toBe(before);
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await page.waitForSelector(".health:not(.live)", { timeout: 15_000 });
    await page.waitForSelector(`.reconcile [data-groups="${String(before + 1)}"]`, { timeout: 20_000 });
    await page.waitForSelector(".health.live", { timeout: 20_000 });
    expect(lines).toBe(2);
  }, 90_000);
});
