// A production platform from its first minute: the operator's command lets the first administrator in, two of them stand for
// an organisation, its supervisor makes her passkey, signs out and in, invites, ends a seized phone's sessions, and recovers.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { firstLink } from "../../worker/local/first-admin.ts";
import { violationsOf } from "../node/axe.ts";
import { launch } from "../node/chromium.ts";
import { type DeskWithKey, deskWithKey } from "../node/passkey.ts";
import { type App, startApp } from "../node/server.ts";

let app: App;
let browser: Browser;
let base: string;
let first: DeskWithKey;
let second: DeskWithKey;
let helper: DeskWithKey;
let lead: DeskWithKey;
const desks: DeskWithKey[] = [];

beforeAll(async () => {
  app = await startApp({ demo: false, vars: { DEMO: "false", PRODUCTION: "true" } });
  // Passkeys belong to a name, never to a number.
  base = app.url.replace("127.0.0.1", "localhost").replace(/\/$/, "");
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

async function sits(): Promise<DeskWithKey> {
  const desk = await deskWithKey(browser, base);
  desks.push(desk);
  return desk;
}
const dialog = (selector: string) => `dialog[open] ${selector}`;
const send = dialog("button[type=submit]");

/** What the operator's command runs; test/repo/first-admin tries the command itself on a platform that is stopped. */
async function command(lines: 1 | 2 = 1): Promise<string | null> {
  const link = firstLink(base, lines);
  return link.read(await app.query(link.sql));
}

async function makesPasskey({ page }: DeskWithKey, link: string, label: string): Promise<void> {
  await page.goto(link);
  await page.waitForSelector(".new-link");
  // The token has left the address before anything else is done.
  expect(page.url()).toBe(`${base}/desk/sign-in`);
  await page.fill("[name=label]", label);
  await page.click(".new-link button[type=submit]");
  await page.waitForSelector(".top");
}
async function signsOut(page: Page): Promise<void> {
  await page.click(".who summary");
  await page.click(".who button:has-text('Sign out')");
  await page.waitForSelector(".sign-in");
}
async function signsIn(page: Page): Promise<void> {
  await page.click(".sign-in button:has-text('Sign in with a passkey')");
  await page.waitForSelector(".top");
}
/** Invites in the row of an organisation of the platform's page; replies with the link. */
async function invites(page: Page, row: string, label: string, role?: string): Promise<string> {
  await page.click(`${row} button:has-text('Invite')`);
  if (role !== undefined) await page.selectOption(dialog("[name=role]"), role);
  await page.fill(dialog("[name=label]"), label);
  await page.click(send);
  const link = await page.inputValue(dialog("[name=link]"));
  await page.keyboard.press("Escape");
  return link;
}

describe("the first administrator", () => {
  it("is let in by the operator's command, and the link before is void", async () => {
    const [one, two] = [(await command()) ?? "", (await command()) ?? ""];
    first = await sits();
    await first.page.goto(one);
    await first.page.waitForSelector(".sign-in .problem");
    await makesPasskey(first, two, "Platform key");
    await first.page.waitForSelector(".admin");
    const held = await first.held();
    expect(held.map((key) => key.isResidentCredential)).toEqual([true]);
  });
  it("is the last one that the command lets in", async () => {
    expect(await command()).toBeNull();
  });
  it("invites a colleague, who comes in with a passkey of her own", async () => {
    const link = await invites(first.page, ".everybody tr:has-text('Platform')", "Platform helper");
    helper = await sits();
    await makesPasskey(helper, link, "Helper's key");
    await helper.page.waitForSelector(".admin");
  });
  it("is not alone for long: the command begins a second line, once", async () => {
    second = await sits();
    await makesPasskey(second, (await command(2)) ?? "", "Other key");
    await second.page.waitForSelector(".admin");
    expect(await command(2)).toBeNull();
  });
});

describe("an organisation", () => {
  it("added by one can do nothing until the other confirms it", async () => {
    const { page } = first;
    await page.click(".admin button:has-text('Add an organisation')");
    await page.fill(dialog("[name=en]"), "Embassy nine");
    await page.selectOption(dialog("[name=kind]"), "embassy");
    await page.selectOption(dialog("[name=country]"), { label: "Nepal (NP)" });
    await page.click(send);
    const row = page.locator(".everybody tr:has-text('Embassy nine')");
    await row.waitFor();
    expect(await row.locator("button:has-text('Confirm')").count()).toBe(0);
    // Whom the same one let in is not the other one.
    await helper.page.reload();
    const hers = helper.page.locator(".everybody tr:has-text('Embassy nine')");
    await hers.filter({ hasText: "An administrator of another line confirms it" }).waitFor();
    expect(await hers.locator("button:has-text('Confirm')").count()).toBe(0);
    await second.page.reload();
    await second.page.click(".everybody tr:has-text('Embassy nine') button:has-text('Confirm')");
    await second.page.waitForSelector(".notices:has-text('Confirmed: Embassy nine')");
  });
  it("gets its first supervisor, who signs out and in again without typing a name", async () => {
    const link = await invites(second.page, ".everybody tr:has-text('Embassy nine')", "Shift lead");
    lead = await sits();
    await makesPasskey(lead, link, "Office laptop");
    await lead.page.waitForSelector(".who:has-text('Embassy nine · Supervisor')");
    await signsOut(lead.page);
    expect(await lead.page.locator("input").count()).toBe(0);
    await signsIn(lead.page);
    await lead.page.waitForSelector(".who:has-text('Embassy nine · Supervisor')");
  });
  it("lets nobody in whose finger is not hers, and says so", async () => {
    await signsOut(lead.page);
    await lead.verifies(false);
    await lead.page.click(".sign-in button:has-text('Sign in with a passkey')");
    await lead.page.waitForSelector(".sign-in .problem:has-text('This device gave no passkey')");
    await lead.verifies(true);
    await signsIn(lead.page);
  });
});

describe("a supervisor", () => {
  let field: DeskWithKey;
  it("invites her officers, and sees how their accounts stand", async () => {
    const { page } = lead;
    await page.click(".top nav .more summary");
    await page.click(".top nav a:has-text('Team')");
    await page.waitForSelector(".team");
    const link = await invites(page, ".account", "Field desk 1", "intake");
    const row = page.locator(".team tr:has-text('Field desk 1')");
    await row.waitFor();
    expect(await row.innerText()).toContain("invited until");
    field = await sits();
    await makesPasskey(field, link, "Field phone");
    await page.reload();
    await page.waitForSelector(".team tr:has-text('Field desk 1'):has-text('can sign in')");
  });
  it("ends the sessions of a phone that was seized: it is signed out at its next touch", async () => {
    const { page } = lead;
    await page.click(".team tr:has-text('Field desk 1') button:has-text('End sessions')");
    await page.click(dialog("button.primary"));
    await page.waitForSelector(".notices:has-text('Sessions ended')");
    await field.page.click(".top nav .more summary");
    await field.page.click(".top nav a:has-text('Team')");
    await field.page.waitForSelector(".sign-in:has-text('Your session has ended')");
  });
  it("and a colleague stand for who lost her passkey; the old one opens nothing afterwards", async () => {
    const { page } = lead;
    await page.reload();
    const link = await invites(page, ".account", "Duty desk 2", "coordinator");
    const colleague = await sits();
    await makesPasskey(colleague, link, "Duty laptop");
    await colleague.page.click(".top nav .more summary");
    await colleague.page.click(".top nav a:has-text('Team')");
    await colleague.page.click(".team tr:has-text('Field desk 1') button:has-text('Stand for')");
    await colleague.page.click(dialog("button.primary"));
    await colleague.page.waitForSelector(".notices:has-text('A second colleague')");
    await page.reload();
    await page.click(".team tr:has-text('Field desk 1') button:has-text('Stand for')");
    await page.click(dialog("button.primary"));
    const recovery = await page.inputValue(dialog("[name=link]"));
    await page.keyboard.press("Escape");
    const anew = await sits();
    await makesPasskey(anew, recovery, "New phone");
    await anew.page.waitForSelector(".who:has-text('Embassy nine · Intake')");
    await field.page.click(".sign-in button:has-text('Sign in with a passkey')");
    await field.page.waitForSelector(".sign-in .problem:has-text('This passkey opens nothing here')");
  });
  it("is told on her account page that one passkey is her only way in, and sees her sessions", async () => {
    const { page } = lead;
    await page.goto("/desk/account");
    await page.waitForSelector(".keys li");
    expect(await page.locator("section:has-text('My passkeys') .keys li").count()).toBe(1);
    expect(await page.locator(".keys button.danger").isDisabled()).toBe(true);
    await page.waitForSelector(".keys .tag:has-text('this one')");
  });
  it("meets the rules of WCAG 2.2 AA there, on her team's page and on the way in, by day and by night", async () => {
    const { page } = lead;
    const out = (await sits()).page;
    for (const colorScheme of ["light", "dark"] as const)
      for (const [at, path, there] of [
        [page, "/desk/account", ".keys li"],
        [page, "/desk/team", ".team tbody tr"],
        [out, "/desk/sign-in", ".sign-in button.primary"],
      ] as const) {
        await at.emulateMedia({ colorScheme });
        await at.goto(path);
        await at.waitForSelector(there);
        expect([path, colorScheme, await violationsOf(at)]).toEqual([path, colorScheme, []]);
      }
    await page.click(".history summary");
    await page.waitForSelector(".history tr:has-text('Invite an officer'):has-text('Field desk 1')");
    await page.waitForSelector(".history tr:has-text('Stand for a colleague'):has-text('Duty desk 2')");
    await page.click(".team tr:has-text('Field desk 1') button:has-text('Close account')");
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.goto("/desk/account");
  });
  it("finds all of it in both directions, without an error on any desk", async () => {
    const { page } = lead;
    await page.click(".who summary");
    await page.selectOption(".who select >> nth=0", "ar");
    await page.waitForSelector("html[dir=rtl]");
    await page.waitForSelector("h1:has-text('حسابي')");
    expect(desks.flatMap((desk) => desk.failures)).toEqual([]);
    expect(app.errors).toEqual([]);
  });
});
