// The register of requests for data at a desk: written down, answered, counted in public; and the pages of sheets and keys on a
// phone, from the right and in the dark.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { violationsOf } from "../node/axe.ts";
import { makeStage, type Stage } from "../node/crisis.ts";
import { overflowsOf } from "../node/overflow.ts";

let stage: Stage;
let oversight: Page;
const failures: string[] = [];

beforeAll(async () => {
  stage = await makeStage();
  oversight = await stage.sits("off_over001");
  oversight.on("pageerror", (error) => failures.push(error.message));
});
afterAll(() => stage.stop());

const year = new Date().getUTCFullYear();

it("is empty and says so, and counts none in public", async () => {
  await oversight.click("nav .more summary");
  await oversight.click("nav a:has-text('Requests for data')");
  await oversight.waitForSelector(".demand .empty");
  await oversight.waitForSelector(".demand-years td");
  expect(await oversight.innerText(".demand-years tbody")).toMatch(
    new RegExp(`${String(year)}\\s+0\\s+0\\s+0\\s+0\\s+0`),
  );
  expect(await violationsOf(oversight)).toEqual([]);
});
it("takes a request and its answer; what is missing stands at its field", async () => {
  await oversight.click("button:has-text('Record a request')");
  await oversight.click("button[type=submit]");
  await oversight.waitForSelector("[name=source]:focus");
  expect(await oversight.locator(".field.bad").count()).toBe(2);
  await oversight.selectOption("[name=source]", "court");
  await oversight.selectOption("[name=subject]", "one-person");
  await oversight.fill("[name=words]", "By letter");
  await oversight.click("button[type=submit]");
  await oversight.waitForSelector(".demands tbody tr:has-text('By letter')");
  await oversight.selectOption(".demands tbody select", "refused");
  await oversight.waitForSelector(".demand-years tbody:has-text('1')");
  await oversight.reload();
  await oversight.waitForSelector(".demands tbody tr");
  expect(await oversight.inputValue(".demands tbody select")).toBe("refused");
  expect(await violationsOf(oversight)).toEqual([]);
  const page = await (await fetch(`${stage.app.url}/en/rights`)).text();
  expect(page).toContain(`data in ${String(year)}: 1. Refused: 1.`);
});
it("and the pages beside it fit a phone, from the right and in the dark", async () => {
  const supervisor = await stage.sits("off_super01", {
    viewport: { width: 390, height: 800 },
    colorScheme: "dark",
  });
  supervisor.on("pageerror", (error) => failures.push(error.message));
  await supervisor.click(".who summary");
  await supervisor.selectOption(".who select >> nth=0", "ar");
  const wrong: string[] = [];
  const look = async (name: string, ready: string) => {
    await supervisor.waitForSelector(ready);
    // What is only read aloud is small on purpose, and the desk's one pane scrolls.
    const own = (await overflowsOf(supervisor)).filter((one) => !/\.unseen|<main>/.test(one));
    for (const found of [...own, ...(await violationsOf(supervisor))]) wrong.push(`${name}: ${found}`);
  };
  await supervisor.goto("/desk/exports");
  await look("exports", ".exports .empty");
  await supervisor.goto("/desk/key");
  await supervisor.click(".page.key button.primary");
  await look("making a key", ".page.key form");
  await supervisor.check("[name=understood]");
  for (const field of ["first", "second"])
    await supervisor.fill(`[name=${field}]`, "سبع كلمات هادئة عند النهر");
  await supervisor.click("button[type=submit]");
  await look("the share", "ol.share li");
  await supervisor.check("[name=kept]");
  await supervisor.click(".share-sheet button:not(.primary)");
  await look("keys", "table.keys tbody tr");
  await supervisor.click("table.keys button >> nth=0");
  await look("another passphrase", ".page.key form");
  expect(wrong).toEqual([]);
  expect(failures).toEqual([]);
});
