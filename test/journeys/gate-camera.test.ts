// A code before the camera: Chromium takes a film for its camera, and the gate reads it without a network.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launch } from "../node/chromium.ts";
import { film, filmArgs } from "../node/film.ts";
import { type GateStage, next, openGates, supply } from "../node/gate.ts";

const folder = mkdtempSync(join(tmpdir(), "causeway-film-"));
let stage: GateStage;
let browser: Browser;
beforeAll(async () => {
  stage = await openGates();
});
afterAll(async () => {
  await browser.close();
  await stage.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe("a gate's camera", () => {
  it("reads a pass once for as long as it is held there, and again when it comes back", async () => {
    const { passes } = await stage.seats();
    const path = join(folder, "pass.y4m");
    // Ten seconds of the pass, then three of nothing.
    film(path, [
      [passes[0].credential, 100],
      [null, 30],
    ]);
    browser = await launch({ args: filmArgs(path) });
    const { page, context } = await stage.opens("off_board01", {}, browser);
    await context.grantPermissions(["camera"]);
    await supply(page, "Gate C");
    await context.setOffline(true);
    // It opens by itself: the camera was allowed before.
    await page.waitForSelector(".verdict.GO", { timeout: 20_000 });
    expect(await page.innerText(".verdict")).toContain("Marked Name One");
    await next(page);
    await page.waitForTimeout(1500);
    expect(await page.locator(".verdict").count()).toBe(0);
    await page.waitForSelector(".verdict.SEEN", { timeout: 30_000 });
    expect(stage.pages.errors).toEqual([]);
  });
});
