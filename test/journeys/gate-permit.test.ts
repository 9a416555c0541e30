// Permits at a gate without a network, and what tries to fool it: another root, keys that nobody signed, a clock set back.
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type GateStage, type Group, next, openGates, reads, supply } from "../node/gate.ts";

let stage: GateStage;
let group: Group;
let other: Group;
let context: BrowserContext;
let page: Page;
beforeAll(async () => {
  stage = await openGates();
  [group, other] = [await stage.seats(), await stage.seats()];
  ({ context, page } = await stage.opens("off_board01"));
  await supply(page, "Gate A");
});
afterAll(() => stage.stop());

const offline = (device: BrowserContext, is: boolean) => device.setOffline(is);

describe("a permit", () => {
  let credential = "";
  let id = "";
  it("is valid, marked as a specimen, and told to nobody", async () => {
    ({ id, credential } = await stage.grants(group));
    await page.click("nav a:has-text('Scan')");
    await page.click("label:has-text('Permit')");
    const { verdict, all } = await reads(page, credential);
    expect(verdict).toBe("GO");
    for (const part of ["SPECIMEN", "Marked Name One", "Born 1977", "Exit at Ras Ajdir", "Last checked"])
      expect(all).toContain(part);
    await next(page);
    expect((await reads(page, credential)).all).toContain("Shown here before");
    await next(page);
    expect((await reads(page, group.passes[0].credential)).why).toBe(
      "This is a boarding pass, not an exit permit.",
    );
    await next(page);
  });
  it("is NO as soon as the gate has heard that it was taken back", async () => {
    const office = await stage.pages.officer("off_perm001");
    await office.post("/api/permit/revoke", { id, reason: "Issued twice." }, 2);
    await page.click("nav a:has-text('Supply')");
    await page.click("button:has-text('Fetch everything now')");
    await page.waitForSelector("text=This gate now works without a network");
    await page.click("nav a:has-text('Scan')");
    expect(await reads(page, credential)).toMatchObject({
      verdict: "NO",
      why: "The authority took this permit back.",
    });
    await next(page);
  });
  it("is not needed while the authority says so, and the gate shows until when", async () => {
    const office = await stage.pages.officer("off_perm001");
    const waiver = { id: "wvr_gatetest01", crisisId: "crs_test0001", words: { en: "Everybody may leave." } };
    await office.post("/api/permit/waive", {
      ...waiver,
      from: "2011-03-01T00:00:00Z",
      until: "2011-04-01T00:00:00Z",
    });
    await page.click("nav a:has-text('Log')");
    await page.click("button:has-text('Send and fetch now')");
    await page.waitForSelector("button:has-text('Send and fetch now'):enabled");
    await page.click("nav a:has-text('Scan')");
    await page.waitForSelector(".ready.waiver");
    const { verdict, all } = await reads(page, credential);
    expect(verdict).toBe("LOOK");
    for (const part of ["No permit is needed until Apr 1, 2011", "The authority took this permit back."])
      expect(all).toContain(part);
    await next(page);
    await page.click("label:has-text('Boarding')");
  });
});

describe("an officer of the authority", () => {
  it("checks permits at a gate of her own, without any movement", async () => {
    const { credential } = await stage.grants(other);
    const { page, context } = await stage.opens("off_gate001");
    await page.click("nav a:has-text('Supply')");
    await page.click("button:has-text('Fetch everything now')");
    await page.waitForSelector("text=This gate now works without a network");
    await page.waitForSelector("text=No movement is open to this gate now.");
    await offline(context, true);
    await page.goto("/v/");
    await page.click("label:has-text('Permit')");
    expect((await reads(page, credential)).verdict).toBe("GO");
    await next(page);
    expect((await reads(page, group.passes[0].credential)).why).toContain("This is a boarding pass");
    await context.close();
  });
});

describe("a gate is not fooled", () => {
  it("by another root: it is refused, loudly, and the old keys stay", async () => {
    const strange = { kty: "EC", crv: "P-256", x: "A".repeat(43), y: "B".repeat(43), kid: "strangeRoot" };
    await page.route("**/.well-known/permit-root.json", (route) => route.fulfill({ json: strange }));
    await page.click("nav a:has-text('Supply')");
    await page.click("button:has-text('Fetch everything now')");
    await page.waitForSelector(".warning:has-text('strangeRoot')");
    await page.unroute("**/.well-known/permit-root.json");
    await page.click("nav a:has-text('Scan')");
    expect((await reads(page, group.passes[0].credential)).verdict).toBe("GO");
    await next(page);
  });
  it("by a file of keys that the root did not sign; one that it signed is taken without a network", async () => {
    const jws = await (await fetch(`${stage.pages.url}/.well-known/permit-trust.jws`)).text();
    await offline(context, true);
    await page.click("nav a:has-text('Supply')");
    const give = (text: string) =>
      page.setInputFiles("input[type=file]", {
        name: "keys.jws",
        mimeType: "text/plain",
        buffer: Buffer.from(text),
      });
    const at = jws.length - 20;
    await give(jws.slice(0, at) + (jws[at] === "A" ? "B" : "A") + jws.slice(at + 1));
    await page.waitForSelector("text=Refused: the pinned root did not sign this file.");
    await give(jws);
    await page.waitForSelector("text=The keys were taken.");
    await offline(context, false);
  });
  it("by its own clock, set back by a day", async () => {
    const device = await stage.opens("off_board01");
    await supply(device.page, "Gate B");
    await offline(device.context, true);
    await device.page.addInitScript(() => {
      const now = Date.now.bind(Date);
      Date.now = () => now() - 86_400_000;
    });
    await device.page.reload();
    await device.page.waitForSelector(".warning:has-text('The clock of this device is wrong')");
    const { verdict, why } = await reads(device.page, group.passes[1].credential);
    expect([verdict, why.startsWith("The clock of this device") || why.startsWith("A child")]).toEqual([
      "LOOK",
      true,
    ]);
    await next(device.page);
  });
});
