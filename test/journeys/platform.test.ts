// Those who run the platform and those who watch it: an administrator opens a crisis and fills it, oversight finds the
// audit's chain whole, a supervisor sees what her own organisation did and nothing else, and a crisis is closed.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { smallGroup } from "../kit/people.ts";
import { makeStage, type Stage } from "../node/crisis.ts";

let stage: Stage;
let admin: Page;
const failures: string[] = [];

beforeAll(async () => {
  stage = await makeStage();
  admin = await stage.sits("off_plat001");
  admin.on("pageerror", (error) => failures.push(error.message));
});
afterAll(() => stage.stop());

const dialog = (selector: string) => `dialog[open] ${selector}`;
const send = dialog("button[type=submit]");

async function asks(recipients: readonly string[]): Promise<void> {
  const response = await fetch(`${stage.app.url}/api/registration/open`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(smallGroup({ recipients })),
  });
  expect(response.status).toBe(200);
}

describe("a platform administrator", () => {
  it("begins at her own page: open crises, and who takes part", async () => {
    await admin.waitForSelector(".organisations tbody tr");
    expect(new URL(admin.url()).pathname).toBe("/desk/admin");
    expect(await admin.locator(".organisations tbody tr").count()).toBe(7);
    expect(await admin.innerText(".organisations")).toContain("Host authority");
  });
  it("opens a crisis; what is wrong stands at its field, and nothing typed is lost", async () => {
    await admin.click("button:has-text('Open a crisis')");
    await admin.fill(dialog("[name=en]"), "River flood");
    await admin.fill(dialog("[name=west]"), "٨٨٫٥");
    await admin.fill(dialog("[name=south]"), "twenty");
    await admin.click(send);
    await admin.waitForSelector(dialog("[name=kind]:focus"));
    expect(await admin.locator(dialog(".field.bad")).count()).toBe(5);
    await admin.keyboard.press("Escape");
    await admin.click("button:has-text('Open a crisis')");
    expect(await admin.inputValue(dialog("[name=en]"))).toBe("River flood");
    expect(await admin.inputValue(dialog("[name=west]"))).toBe("٨٨٫٥");
    await admin.selectOption(dialog("[name=kind]"), "flood");
    await admin.selectOption(dialog("[name=host]"), { label: "Bangladesh (BD)" });
    await admin.fill(dialog("[name=south]"), "20");
    await admin.fill(dialog("[name=east]"), "93");
    await admin.fill(dialog("[name=north]"), "27");
    await admin.selectOption(dialog("[name=desk]"), { label: "Support desk" });
    await admin.check(dialog("[name=exercise]"));
    await admin.fill(dialog("[name=start]"), "2024-08-20T06:00");
    await admin.click(send);
    await admin.waitForSelector(".notices:has-text('Opened: River flood')");
    await admin.waitForSelector(".top .crisis:has-text('River flood')");
    expect(await admin.innerText(".clock")).toContain("20 August 2024");
    expect(await admin.locator(".crises-open tbody tr").count()).toBe(2);
  });
  it("adds an organisation and brings in another one", async () => {
    await admin.waitForSelector(".organisations tr:has-text('Support desk')");
    await admin.click("button:has-text('Add an organisation')");
    await admin.fill(dialog("[name=en]"), "Embassy three");
    await admin.selectOption(dialog("[name=kind]"), "embassy");
    await admin.click(send);
    expect(await admin.locator(dialog(".field.bad select")).getAttribute("name")).toBe("country");
    await admin.selectOption(dialog("[name=country]"), { label: "Nepal (NP)" });
    await admin.click(send);
    const waiting = admin.locator(".everybody tr:has-text('Embassy three')");
    await waiting.waitFor();
    expect(await waiting.innerText()).toContain("Another administrator confirms it");
    expect(await admin.locator(".organisations tr:has-text('Embassy three')").count()).toBe(0);
    const second = await stage.sits("off_plat002");
    await second.click(".everybody tr:has-text('Embassy three') button:has-text('Confirm')");
    await second.waitForSelector(".notices:has-text('Confirmed: Embassy three')");
    await second.context().close();
    await admin.reload();
    await admin.waitForSelector(".organisations tr:has-text('Embassy three'):has-text('Nepal (NP)')");
    await admin.click("button:has-text('Bring an organisation in')");
    await admin.selectOption(dialog("select"), { label: "Embassy one · Embassy" });
    await admin.click(send);
    await admin.waitForSelector(".organisations tr:has-text('Embassy one')");
    expect(await admin.locator(".organisations tbody tr").count()).toBe(4);
  });
  it("refuses one that nobody knows, with a reason: it stays on the list and can do nothing", async () => {
    await admin.click(
      "section[aria-label='All organisations of this platform'] button:has-text('Add an organisation')",
    );
    await admin.fill(dialog("[name=en]"), "Agency nobody knows");
    await admin.selectOption(dialog("[name=kind]"), "agency");
    await admin.click(send);
    const row = admin.locator(".everybody tr:has-text('Agency nobody knows')");
    await row.locator("button:has-text('Refuse')").click();
    await admin.click(send);
    await admin.waitForSelector(dialog(".field.bad"));
    await admin.selectOption(dialog("select"), { label: "Nobody here knows it" });
    await admin.click(send);
    await admin.waitForSelector(".everybody tr:has-text('Refused by')");
    expect(await row.locator("button").count()).toBe(0);
  });
  it("invites the first supervisor, and no other role; the link is shown once", async () => {
    await admin.click(".organisations tr:has-text('Embassy three') button");
    const roles = await admin.locator(dialog("[name=role] option")).allInnerTexts();
    expect(roles.filter(Boolean)).toEqual(["Supervisor"]);
    await admin.fill(dialog("[name=label]"), "Duty desk 3");
    await admin.click(send);
    expect(await admin.inputValue(dialog("[name=link]"))).toMatch(/\/desk\/sign-in#new\.[\w-]{43}$/);
    await admin.keyboard.press("Escape");
    const account = admin.locator(".officers li:has-text('Duty desk 3')");
    await account.waitFor();
    const officer = await stage.sits((await account.getAttribute("title")) ?? "");
    await officer.waitForSelector(".top .crisis:has-text('River flood')");
    await officer.waitForSelector(".who:has-text('Embassy three · Supervisor')");
    await officer.context().close();
  });
  it("sees who did it in the audit of that crisis", async () => {
    await admin.click(".top nav a:has-text('Audit')");
    await admin.waitForSelector(".rows-of-audit");
    await admin.waitForSelector(".rows-of-audit td:has-text('a platform administrator')");
    const text = await admin.innerText(".rows-of-audit");
    for (const part of ["Open a crisis", "Add an organisation", "Bring an organisation in", "off_plat001"])
      expect(text).toContain(part);
  });
});

describe("oversight", () => {
  it("begins at the audit, and finds its chain whole", async () => {
    await stage.app.scheduled();
    const oversight = await stage.sits("off_over001");
    await oversight.waitForURL("**/desk/audit*");
    await oversight.click("button:has-text('Check the chain')");
    await oversight.waitForSelector(".verify .whole");
    expect(await oversight.innerText(".verify .said")).toMatch(
      /The chain is whole: \d+ rows checked, none changed\.\s+Last seal.*: [0-9a-f]{64}/,
    );
    await oversight.context().close();
  });
  it("reads on, page by page, by the address", async () => {
    for (let i = 0; i < 105; i++) await asks(["org_embassyTwo"]);
    const oversight = await stage.sits("off_over001");
    await oversight.goto("/desk/audit?crisis=crs_test0001");
    await oversight.waitForSelector(".rows-of-audit");
    expect(await oversight.locator(".rows-of-audit tbody tr").count()).toBe(100);
    const last = Number(await oversight.innerText(".rows-of-audit tbody tr:last-child th"));
    await oversight.click("a:has-text('Older')");
    await oversight.waitForURL(`**before=${String(last)}*`);
    await oversight.waitForFunction(
      (number) =>
        Number(document.querySelector(".rows-of-audit tbody th")?.textContent ?? String(number)) < number,
      last,
    );
    expect(await oversight.locator("a:has-text('Older')").count()).toBe(0);
    await oversight.goBack();
    await oversight.waitForFunction(
      () => document.querySelectorAll(".rows-of-audit tbody tr").length === 100,
    );
    await oversight.context().close();
  });
});

describe("a supervisor", () => {
  it("reads what her own organisation did, and nothing of another's", async () => {
    await asks(["org_embassyOne"]);
    for (const officerId of ["off_emb0001", "off_other01"]) {
      const desk = await stage.sits(officerId);
      await desk.goto("/desk/queue?crisis=crs_test0001");
      await desk.click(".line >> nth=0");
      await desk.waitForSelector(".facts");
      await desk.context().close();
    }
    const supervisor = await stage.sits("off_super01");
    await supervisor.goto("/desk/audit?crisis=crs_test0001");
    await supervisor.waitForSelector(".rows-of-audit");
    const rows = supervisor.locator(".rows-of-audit tbody tr");
    expect(await rows.count()).toBeGreaterThan(0);
    for (const text of await rows.allInnerTexts()) expect(text).toContain("Embassy one");
    expect(await supervisor.innerText(".rows-of-audit")).not.toContain("off_other01");
    expect(await supervisor.locator(".verify").count()).toBe(0);
    await supervisor.context().close();
  });
});

describe("a host authority's officer", () => {
  it("is led to neither page, and gets neither by its address", async () => {
    const desk = await stage.sits("off_perm001");
    const names = await desk.locator(".top nav a").allInnerTexts();
    expect(names.filter((name) => ["Audit", "Platform", "Queue"].includes(name))).toEqual([]);
    for (const path of ["/desk/admin", "/desk/audit"]) {
      await desk.goto(path);
      await desk.waitForSelector("#main > *");
      expect(await desk.locator(".admin, .audit").count()).toBe(0);
    }
    await desk.context().close();
  });
});

describe("closing a crisis", () => {
  it("asks for its name, and takes it from the list", async () => {
    await admin.click(".top nav a:has-text('Platform')");
    await admin.click(".crises-open tr:has-text('River flood') button.danger");
    await admin.fill(dialog("[name=name]"), "Another flood");
    await admin.click(send);
    await admin.waitForSelector(dialog(".field.bad .why"));
    expect(await admin.inputValue(dialog("[name=name]"))).toBe("Another flood");
    await admin.fill(dialog("[name=name]"), " river  flood ");
    await admin.click(send);
    await admin.waitForSelector(".notices:has-text('Closed: River flood')");
    await admin.waitForSelector(".top .crisis:has-text('Test crisis')");
    expect(await admin.innerText(".crises-open")).not.toContain("River flood");
  });
  it("leaves it to be chosen among closed ones, by its address too", async () => {
    await admin.click("summary:has-text('Closed crises')");
    await admin.click(".closed a:has-text('River flood')");
    await admin.waitForSelector(".organisations tr:has-text('Embassy three')");
    await admin.waitForSelector(".top .crisis:has-text('River flood')");
    expect(await admin.locator("button:has-text('Bring an organisation in')").count()).toBe(0);
    await admin.reload();
    await admin.waitForSelector(".organisations tr:has-text('Embassy three')");
    await admin.click(".top nav a:has-text('Audit')");
    await admin.waitForSelector(".rows-of-audit td:has-text('Close a crisis')");
    expect(failures).toEqual([]);
  });
});
