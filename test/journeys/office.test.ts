// The host authority's desk in a real browser: a queue without names, a request as it will be printed and no more, a
// refusal that another officer looks at again, and the waiver that makes permits unnecessary.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeStage, type Stage } from "../node/crisis.ts";
import { type Group, opensGroup, spaced } from "../node/group.ts";
import { overflowsOf } from "../node/overflow.ts";

let stage: Stage;
let embassy: Page;
let office: Page;
let second: Page;
let group: Group;

beforeAll(async () => {
  stage = await makeStage();
  embassy = await stage.sits("off_emb0001");
  group = await opensGroup(stage, embassy, "Petitioner", 2);
  office = await stage.sits("off_perm001");
  second = await stage.sits("off_perm002");
});
afterAll(() => stage.stop());

describe("an exit permit", () => {
  it("cannot be asked for her without her yes, and the case says so", async () => {
    await embassy.goto(`/desk/case/${group.id}`);
    await embassy.waitForSelector(".no-consent:has-text('She can say yes on her own page')");
    await group.does("/api/consent/give", {
      organisationId: "org_exitOffice",
      purpose: "permit",
    });
    await embassy.reload();
    await embassy.click(".permits-of-case button");
    await embassy.selectOption("dialog select[name=person]", { index: 1 });
    expect(await embassy.inputValue("dialog input[name=name]")).toBe(`${group.name} 1`);
    await embassy.selectOption("dialog select[name=ground]", "medical");
    await embassy.fill("dialog input[name=documentNumber]", "AB 204-881");
    await embassy.fill("dialog input[name=documentIssuer]", "BGD");
    await embassy.click("dialog .primary");
    await embassy.waitForSelector(".permits-of-case li:has-text('To decide')");
  });
  it("stands without a name in the office's queue, and opens to exactly what will be printed", async () => {
    expect(new URL(office.url()).pathname).toBe("/desk/permits");
    await office.waitForSelector(".permits-list tbody tr", { timeout: 5000 });
    expect(await office.innerText(".rows")).not.toContain(group.name);
    await office.click(".permits-list tbody tr a");
    await office.waitForSelector(".permit-paper");
    const fields = await office
      .locator(".permit-paper [data-field]")
      .evaluateAll((all) => all.map((one) => one.getAttribute("data-field")));
    expect(fields).toEqual([
      "number",
      "name",
      "birthYear",
      "document",
      "ground",
      "territory",
      "validFrom",
      "expiresAt",
      "exitPoints",
      "return",
      "fees",
    ]);
    const pane = await office.innerText(".opened-pane");
    expect(pane).toContain(`${group.name} 1`);
    for (const part of [group.code, spaced(group), "held", "Embassy one"]) expect(pane).not.toContain(part);
  });
  it("is found by the number of her document, with the keyboard alone, and nothing that was typed stands in the address", async () => {
    // What the live side says first is of before the page was opened.
    const live = office.waitForResponse((one) => one.url().includes("/api/live/changes"));
    await office.goto("/desk/permits");
    await office.waitForSelector(".permits-list tbody tr");
    await live;
    const says = async (typed: string) => {
      await office.fill("#find-permit", typed);
      await office.press("#find-permit", "Enter");
    };
    await says(" ");
    await office.waitForSelector("#find-permit-said:has-text('Type the number')");
    await says("a-2");
    await office.waitForSelector("#find-permit-said:has-text('four letters or digits')");
    await says("ab204882");
    await office.waitForSelector(".find-permit .found:has-text('No request that your office may read')");
    await office.press("#find-permit", "Escape");
    await office.waitForSelector(".find-permit .found", { state: "detached" });
    await says("ab٢٠٤٨٨١");
    await office.waitForSelector(".find-permit .found li a");
    const list = await office.innerText(".find-permit .found");
    expect(list).toContain("can read that your office found her request");
    expect(list).not.toContain(group.name);
    await office.press("#find-permit", "ArrowDown");
    await office.press(":focus", "Enter");
    await office.waitForSelector(".permit-paper:has-text('AB 204-881')");
    expect(decodeURIComponent(office.url())).not.toMatch(/204|٢٠٤/);
    expect(await office.locator(".find-permit .found").count()).toBe(0);
  });
  it("is searched for on a telephone and from right to left without a sideways scroll", async () => {
    const narrow = await stage.sits("off_perm002", { viewport: { width: 320, height: 640 }, locale: "ar" });
    const live = narrow.waitForResponse((one) => one.url().includes("/api/live/changes"));
    await narrow.goto("/desk/permits");
    await live;
    await narrow.waitForSelector(".permits-list tbody tr");
    // One line is told from the next by its ground and its state, which have no columns of their own here.
    const first = narrow.locator(".permits-list tbody tr").first();
    expect(
      await first
        .locator(".c-ground, .c-state")
        .evaluateAll((all) => all.some((one) => one.checkVisibility())),
    ).toBe(false);
    expect(await first.locator(".narrow").isVisible()).toBe(true);
    await narrow.fill("#find-permit", "AB204881");
    await narrow.press("#find-permit", "Enter");
    await narrow.waitForSelector(".find-permit .found li a");
    expect(await narrow.getAttribute("html", "dir")).toBe("rtl");
    expect((await overflowsOf(narrow)).filter((one) => !/\.unseen|<main>/.test(one))).toEqual([]);
    await narrow.context().close();
  });
  it("is refused only with a reason; her objection goes to another officer", async () => {
    await office.click(".form .toggle button:has-text('Refuse')");
    await office.click(".form .primary");
    await office.waitForSelector(".form .why");
    await office.fill(".form textarea[name=reason]", "The name cannot be read.");
    await office.click(".form .primary");
    await office.waitForSelector(".notices:has-text('Decided: Refused')");
    const { permits } = (await group.does("/api/permit/mine")) as {
      permits: { id: string }[];
    };
    const permitId = permits[0]?.id;
    await group.does("/api/permit/answer", { permitId, words: "It is as on my paper." });
    await office.goto(`/desk/permits?permit=${String(permitId)}`);
    await office.waitForSelector(".objection");
    expect(await office.innerText(".her-words")).toContain("It is as on my paper.");
    await office.click(".form .primary");
    await office.waitForSelector(".problem:has-text('second officer')");
    await second.goto(`/desk/permits?permit=${String(permitId)}`);
    await second.waitForSelector(".objection");
    await second.fill(".form input[name=days]", "31");
    await second.click(".form .primary");
    await second.waitForSelector(".field.bad:has([name=days])");
    await second.fill(".form input[name=days]", "10");
    await second.fill(".form textarea[name=exitPoints]", "Ras Ajdir\nMisrata port");
    expect(await second.innerText("[data-field=exitPoints]")).toContain("Ras Ajdir · Misrata port");
    await second.click(".form .primary");
    await second.waitForSelector(".notices:has-text('Decided: Granted')");
    await embassy.reload();
    await embassy.waitForSelector(".permits-of-case li[data-permit=granted]");
  });
  it("is not needed while a waiver holds, which is read once more before it is declared", async () => {
    await second.goto("/desk/permits");
    await second.click(".waivers .choices button");
    await second.fill("dialog input[name=until]", "2011-03-10T06:00");
    await second.fill("dialog textarea[name=words-en]", "Everybody may leave.");
    await second.click("dialog .primary");
    await second.waitForSelector("dialog .notice:has-text('nobody needs an exit permit')");
    await second.click("dialog .primary");
    await second.waitForSelector(".waivers li:has-text('holds now')");
    await office.goto("/desk/permits");
    await office.click(".waivers li button");
    await office.click("dialog .primary");
    await office.waitForSelector(".waivers li", { state: "detached" });
  });
});
