// A sheet of people at real desks: the count stands on the button, a second officer agrees to what she sees and no more, the
// file comes with its mark, and who withdrew meanwhile is not in it. In both languages, by keyboard, without flaws for axe.
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { smallGroup } from "../kit/people.ts";
import { violationsOf } from "../node/axe.ts";
import { makeStage, type Stage } from "../node/crisis.ts";

let stage: Stage;
let asker: Page;
let second: Page;
const failures: string[] = [];

async function opens(people: number): Promise<string> {
  const response = await fetch(`${stage.app.url}/api/registration/open`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(
      smallGroup({ people: Array.from({ length: people }, () => ({ name: "=Marked Name", born: "30" })) }),
    ),
  });
  expect(response.status).toBe(200);
  const { reference, pin } = (await response.json()) as { reference: string; pin: string };
  return `${reference} ${pin}`;
}

beforeAll(async () => {
  stage = await makeStage();
  for (let n = 0; n < 4; n++) await opens(30);
  asker = await stage.sits("off_emb0001");
  second = await stage.sits("off_emb0002");
  for (const page of [asker, second]) page.on("pageerror", (error) => failures.push(error.message));
});
afterAll(() => stage.stop());

const dialog = (selector: string) => `dialog[open] ${selector}`;
const fileOf = async (page: Page, press: string) => {
  const [file] = await Promise.all([page.waitForEvent("download"), page.click(press)]);
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
};

describe("asking", () => {
  it("shows the count on the button before anything is pressed, and follows the filter", async () => {
    await asker.waitForSelector(".export-line button[data-people='120']");
    expect(await asker.innerText(".export-line")).toContain("Export 4 groups");
    await asker.selectOption(".filters select >> nth=1", "medical");
    await asker.waitForSelector(".export-line button[data-people='0'][disabled]");
    await asker.selectOption(".filters select >> nth=1", "");
    await asker.waitForSelector(".export-line button[data-people='120']");
  });
  it("says at its field what is missing, keeps the focus inside, and gives it back", async () => {
    await asker.focus(".export-line button");
    await asker.keyboard.press("Enter");
    await asker.waitForSelector(dialog("button.primary[data-people='120']"));
    expect(await asker.innerText(dialog(".notice"))).toContain("second officer");
    await asker.click(dialog("button[type=submit]"));
    await asker.waitForSelector(dialog("[name=purpose]:focus"));
    expect(await asker.locator(dialog(".field.bad")).count()).toBe(2);
    expect(await violationsOf(asker)).toEqual([]);
    await asker.keyboard.press("Escape");
    await asker.waitForSelector("dialog[open]", { state: "detached" });
    expect(await asker.evaluate(() => document.activeElement?.closest(".export-line") !== null)).toBe(true);
  });
  it("above a hundred waits, and nobody has it yet", async () => {
    await asker.click(".export-line button");
    await asker.selectOption(dialog("[name=purpose]"), "movement");
    await asker.fill(dialog("[name=why]"), "Seat list of the ship");
    await asker.click(dialog("button[type=submit]"));
    await asker.waitForSelector(dialog(".outcome:has-text('second officer')"));
    await asker.click(dialog("a.button"));
    await asker.waitForSelector("[data-part=waiting] [data-state=waiting]");
    expect(await asker.locator("article.export button.primary").count()).toBe(0);
  });
});

describe("a second officer", () => {
  it("sees how many, which and what for, agrees, and both can save it", async () => {
    await second.click("nav .more summary");
    await second.click("nav a:has-text('Exports')");
    await second.waitForSelector("[data-part=forMe] article");
    const said = await second.innerText("[data-part=forMe]");
    for (const part of [
      "120 people",
      "4 groups",
      "All open",
      "A movement",
      "Seat list of the ship",
      "an embassy coordinator",
    ])
      expect(said).toContain(part);
    expect(said).not.toContain("Marked");
    expect(await violationsOf(second)).toEqual([]);
    await second.click("[data-part=forMe] button.primary");
    await second.waitForSelector("[data-part=ready] article");
    const { name, text } = await fileOf(second, "[data-part=ready] button.primary");
    expect(name).toMatch(/^export-exp_\w+\.csv$/);
    expect(text.startsWith("\ufeffline,")).toBe(true);
    expect(text).toContain("'=Marked Name");
    expect(text).toContain("Seat list of the ship");
    expect(text.split("\r\n").length).toBe(123);
    await asker.reload();
    await asker.waitForSelector("[data-part=ready] button.primary");
    expect((await fileOf(asker, "[data-part=ready] button.primary")).text).toContain(
      "agreed to by her colleague",
    );
    await asker.waitForSelector(".notices:has-text('120 people')");
  });
  it("is of no use in another organisation: the address alone opens nothing", async () => {
    const other = await stage.sits("off_other01");
    await other.goto("/desk/exports");
    await other.waitForSelector(".exports .empty");
    const id = await asker.locator("article.export").first().getAttribute("data-export");
    const status = await other.evaluate(
      async (one) => (await fetch(`/api/export/file?id=${one ?? ""}`)).status,
      id,
    );
    expect(status).toBe(404);
    await other.context().close();
  });
});

describe("a lone officer", () => {
  it("goes on with a reason; a supervisor finds it and closes it", async () => {
    await asker.click("nav a:has-text('Queue')");
    await asker.waitForSelector(".export-line button[data-people='120']");
    await asker.click(".export-line button");
    await asker.selectOption(dialog("[name=purpose]"), "other");
    await asker.fill(dialog("[name=why]"), "Night");
    await asker.click(dialog("button[type=submit]"));
    await asker.click(dialog("a.button"));
    await asker.click("[data-part=waiting] button:has-text('Nobody else')");
    await asker.click("[data-part=waiting] button[type=submit]");
    await asker.waitForSelector("[data-part=waiting] .field.bad");
    await asker.fill("[data-part=waiting] [name=reason]", "Alone until six");
    await asker.click("[data-part=waiting] button[type=submit]");
    await asker.waitForSelector("[data-part=ready] .alone:has-text('Alone until six')");
    const supervisor = await stage.sits("off_super01");
    await supervisor.goto("/desk/exports");
    await supervisor.click(".alone:has-text('Alone until six') a:has-text('Reasons')");
    const row = ".reasons tr:has-text('Alone until six')";
    await supervisor.waitForSelector(`${row}:has-text('120')`);
    await supervisor.click(`${row} button:has-text('wrong')`);
    await supervisor.waitForSelector(row, { state: "detached" });
    await supervisor.goto("/desk/exports");
    await supervisor.waitForSelector("[data-part=over] .alone:has-text('Found wrong')");
    await supervisor.context().close();
    const oversight = await stage.sits("off_over001");
    expect(await oversight.locator("nav a:has-text('Exports')").count()).toBe(0);
    await oversight.goto("/desk/reasons?state=reviewed");
    await oversight.waitForSelector(".reasons tr:has-text('Found wrong')");
    await oversight.context().close();
  });
});

describe("in Arabic and in the dark", () => {
  it("the page reads from the right and has no flaws", async () => {
    await second.emulateMedia({ colorScheme: "dark" });
    await second.click(".who summary");
    await second.selectOption(".who select >> nth=0", "ar");
    await second.waitForSelector("html[dir=rtl] .exports h1:has-text('التصدير')");
    await second.click(".who summary");
    expect(await violationsOf(second)).toEqual([]);
  });
  it("nothing failed on the way", () => {
    expect(failures).toEqual([]);
  });
});
