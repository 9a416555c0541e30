// A need goes to another organisation, in a real browser: she says yes to that, her embassy refers, an agency accepts and sees
// the need without a name, she reads who it is and takes it back, and the agency's open screen drops it.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { violationsOf } from "../node/axe.ts";
import { makeStage, type Stage } from "../node/crisis.ts";

let stage: Stage;
let embassy: Page;
let health: Page;
let migrant: Page;

beforeAll(async () => {
  stage = await makeStage();
  embassy = await stage.sits("off_emb0001");
  health = await stage.sits("off_heal001");
  migrant = await (
    await stage.opens({ viewport: { width: 320, height: 740 }, javaScriptEnabled: false })
  ).newPage();
});
afterAll(() => stage.stop());

const digits = (text: string | null) => (text ?? "").replace(/\D/g, "");
/** No page is wider than her phone. */
const fits = () => migrant.locator("html").evaluate((root) => root.scrollWidth <= root.clientWidth);

describe("a need that is passed on", () => {
  it("is not, before she says yes: the desk says why, and what was chosen stays", async () => {
    await migrant.goto("/en/r");
    await migrant.check("input[name='recipients[]'][value=org_embassyOne]");
    await migrant.fill("input[name='people.0.name']", "Journey Person");
    await migrant.check("input[name='needs[]'][value=medicine]");
    await migrant.check("input[name='needs[]'][value=transport]");
    await migrant.click("#send");
    await migrant.waitForSelector("#code");
    const [code, pin] = [
      digits(await migrant.textContent("#code")),
      digits(await migrant.textContent("#pin")),
    ];
    await migrant.goto("/en/s");
    await migrant.fill("input[name=reference]", code);
    await migrant.fill("input[name=pin]", pin);
    await migrant.click("main form button");
    await migrant.waitForSelector("#state");
    await embassy.waitForSelector(".line", { timeout: 15_000 });
    await embassy.click(".line");
    await embassy.waitForSelector(".facts");
    await embassy.click(".need-list button:has-text('Refer…'):has-text('Medicine')");
    await embassy.waitForSelector("dialog[open] select[name=organisationId]");
    await embassy.click("dialog[open] button[type=submit]");
    await embassy.waitForSelector("dialog[open] .field.bad select");
    await embassy.selectOption("dialog[open] select", { label: "Health team" });
    await embassy.click("dialog[open] button[type=submit]");
    await embassy.waitForSelector("dialog[open] .problem:has-text('needs a yes from the person')");
    expect(await embassy.inputValue("dialog[open] select")).toBe("org_healthTeam");
    expect(await embassy.innerText("dialog[open]")).toContain("She has not agreed to this yet");
    expect(await violationsOf(embassy)).toEqual([]);
  });
  it("needs her yes, which nothing sets before, in a sentence of its own", async () => {
    await migrant.goto("/en/s/share");
    const shared = migrant.locator("main ul.plain > li").filter({ hasText: "Embassy one" }).first();
    await shared.locator("summary:has-text('Let them pass a need on')").click();
    expect(await shared.innerText()).toContain("takes on a need of yours may see it");
    expect(await fits()).toBe(true);
    await shared.locator("details[open] button[type=submit]").click();
    await migrant.waitForSelector("#done:has-text('Shared')");
    await embassy.click("dialog[open] button[type=submit]");
    await embassy.waitForSelector(".referred li:has-text('Waits for an answer')");
    expect(await embassy.innerText(".referred li")).toContain("answer due");
  });
  it("stands by itself at the agency, with its number beside the link, and names nobody", async () => {
    await health.click("nav .more summary");
    await health.waitForSelector("nav .more [data-open='1']", { timeout: 15_000 });
    await health.click("nav a:has-text('Referrals')");
    await health.waitForSelector("table.incoming tr[data-state=offered]");
    const text = await health.innerText("table.incoming");
    for (const part of ["Medicine", "Embassy one", "Waits for an answer"]) expect(text).toContain(part);
    expect(await violationsOf(health)).toEqual([]);
    expect(text).not.toContain("Journey Person");
    expect(text).not.toContain("Transport");
  });
  it("is accepted with the keyboard, and opens as a case without a name and without her other need", async () => {
    await health.focus("table.incoming button:has-text('Accept')");
    await health.keyboard.press("Enter");
    await health.waitForSelector("table.incoming tr[data-state=accepted]");
    await health.click("table.incoming a:has-text('Open the case')");
    await health.waitForSelector(".case button:has-text('Need is met')");
    const text = await health.innerText(".case");
    for (const part of ["Medicine", "holds a need of this group", "Need is met"])
      expect(text).toContain(part);
    for (const part of ["Journey Person", "Transport"]) expect(text).not.toContain(part);
    await embassy.waitForSelector(".referred li:has-text('Accepted')", { timeout: 15_000 });
  });
  it("is told to her: by a message, and by name among those who may see it", async () => {
    await migrant.goto("/en/s/msg");
    const told = await migrant.innerText("main");
    for (const part of ["Health team has taken on a need of yours: Medicine", "no names"])
      expect(told).toContain(part);
    await migrant.goto("/en/s/share");
    const shared = migrant.locator("main ul.plain > li").filter({ hasText: "Health team" }).first();
    const text = await shared.innerText();
    for (const part of ["It took on one of your needs", "Medicine", "Since"]) expect(text).toContain(part);
    expect(await fits()).toBe(true);
  });
  it("is taken back in two taps, and the agency's open screen drops it", async () => {
    const shared = migrant.locator("main ul.plain > li").filter({ hasText: "Health team" }).first();
    await shared.locator("summary:has-text('Take back')").first().click();
    await shared.locator("details[open] button.danger").click();
    await migrant.waitForSelector("#done:has-text('Taken back')");
    await health.waitForSelector(".case:has-text('no longer shared with you')", { timeout: 15_000 });
    expect(await health.locator(".facts").count()).toBe(0);
    await health.click("nav .more summary");
    await health.click("nav a:has-text('Referrals')");
    await health.waitForSelector("table.incoming tr[data-state=ended]:has-text('took her consent back')");
    await embassy.waitForSelector(".need-list li:has-text('Medicine'):has-text('waiting')", {
      timeout: 15_000,
    });
    // Both lists, from right to left, on a phone and by night.
    const small = await stage.sits("off_emb0002", {
      viewport: { width: 320, height: 740 },
      colorScheme: "dark",
    });
    await small.goto("/desk/referrals");
    await small.waitForSelector("table.outgoing tr[data-state=ended]");
    await small.click(".who summary");
    await small.selectOption(".who select >> nth=0", "ar");
    await small.waitForSelector("h1:has-text('الإحالات')");
    expect(await small.locator("html").evaluate((root) => root.scrollWidth <= root.clientWidth)).toBe(true);
    expect(await violationsOf(small)).toEqual([]);
    const before = await migrant.innerText("main");
    expect(before).toContain("Who could see it before");
  });
});
