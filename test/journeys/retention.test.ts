// What is kept and what was taken back, in a browser: an administrator tries a period before she sets it; she takes a consent
// back on her page in two taps and prints what she agreed to; a supervisor reads the code of it, and gives a case back.

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { settableKinds } from "../../schema/retention.ts";
import { smallGroup } from "../kit/people.ts";
import { violationsOf } from "../node/axe.ts";
import { makeStage, type Stage } from "../node/crisis.ts";

let stage: Stage;
let admin: Page;
let supervisor: Page;
let receipt: { reference: string; pin: string };
let other: { reference: string; pin: string };
const failures: string[] = [];

async function asks(): Promise<{ reference: string; pin: string }> {
  const response = await fetch(`${stage.app.url}/api/registration/open`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(smallGroup()),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as { reference: string; pin: string };
}

beforeAll(async () => {
  stage = await makeStage();
  receipt = await asks();
  other = await asks();
  admin = await stage.sits("off_plat001");
  supervisor = await stage.sits("off_super01");
  for (const page of [admin, supervisor]) page.on("pageerror", (error) => failures.push(error.message));
});
afterAll(() => stage.stop());

const dialog = (selector: string) => `dialog[open] ${selector}`;

it("an administrator sees what would go before she sets another period; a wrong one stands at its field", async () => {
  const part = admin.locator("[data-part=retention]");
  await part.locator("tbody tr").first().waitFor();
  expect(await part.locator("table").first().locator("tbody tr").count()).toBe(settableKinds.length);
  expect(await part.innerText()).toContain("Nothing has gone yet.");
  await part.locator("button:has-text('Change Messages')").click();
  await admin.fill(dialog("[name=days]"), "7");
  await admin.keyboard.press("Enter");
  await admin.waitForSelector(dialog(".field.bad"));
  await admin.fill(dialog("[name=days]"), "60");
  await admin.waitForSelector(dialog("[data-dry='0']"));
  await admin.keyboard.press("Enter");
  await admin.waitForSelector(".notices:has-text('The new period holds')");
  await part.locator("tr:has-text('usually 180')").waitFor();
  expect((await violationsOf(admin)).filter((one) => /retention/.test(one))).toEqual([]);
});

it("she takes it back in two taps, reads who had it, and prints what she agreed to", async () => {
  const context = await stage.opens({ viewport: { width: 320, height: 640 } });
  const page = await context.newPage();
  await page.goto(`${stage.app.url}/en/s`);
  await page.fill("[name=reference]", receipt.reference);
  await page.fill("[name=pin]", receipt.pin);
  await page.click("main form button[type=submit]");
  await page.goto(`${stage.app.url}/en/s/share`);
  expect(await page.innerText("main")).toContain("Until ");
  await page.click("summary:has-text('Take back')");
  await page.click("button:has-text('Yes, take it back now')");
  await page.waitForSelector("#done");
  expect(await page.innerText("main")).toContain("Who could see it before");
  await page.click("a:has-text('What you agreed to')");
  await page.waitForSelector("h1:has-text('What you agreed to')");
  const text = await page.innerText("main");
  expect(text).toContain("Only those you choose here can see your answers.");
  expect(text).toContain("Taken back");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  expect(await violationsOf(page)).toEqual([]);
  await context.close();
});

it("a supervisor reads the code of it, and gives another case back", async () => {
  await supervisor.goto("/desk/audit");
  const part = supervisor.locator("[data-part=taken]");
  await part.locator("tbody tr").first().waitFor();
  const spaced = receipt.reference.replace(/(\d{3})(\d{3})(\d{4})/, "$1 $2 $3");
  expect(await part.innerText()).toContain(spaced);
  expect(await part.innerText()).not.toContain("Marked");
  await supervisor.goto("/desk/queue");
  await supervisor.waitForSelector(".line");
  // The rows that came within the page cover the desk until it has its own.
  await supervisor.waitForSelector("#first", { state: "detached" });
  await supervisor.fill("#search", other.reference);
  await supervisor.press("#search", "Enter");
  await supervisor.waitForURL("**/desk/case/**");
  await supervisor.waitForSelector(".facts");
  await supervisor.click("button:has-text('Give this case back')");
  await supervisor.click(dialog("button[type=submit]"));
  await supervisor.waitForSelector(".notices:has-text('Given back')");
  await supervisor.waitForSelector(".line", { state: "detached" });
  expect(failures).toEqual([]);
});
