// A danger in real browsers: a person tells of it on her phone, an officer's map shows it live, she stands for it and tells the
// public, a viewer and the person read what they may, and it ends everywhere.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CRISIS, smallGroup } from "../kit/people.ts";
import { violationsOf } from "../node/axe.ts";
import { makeStage, type Stage } from "../node/crisis.ts";
import { overflowsOf } from "../node/overflow.ts";

let stage: Stage;
let her: Page;
let embassy: Page;
let other: Page;
let viewer: Page;
const pin = "604817";

beforeAll(async () => {
  stage = await makeStage({ map: true });
  const opened = await fetch(`${stage.app.url}/api/registration/open`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Sec-Fetch-Site": "same-origin" },
    body: JSON.stringify(smallGroup({ pin })),
  });
  const { reference } = (await opened.json()) as { reference: string };
  const phone = await stage.opens({
    viewport: { width: 320, height: 640 },
    geolocation: { longitude: 13.18765, latitude: 32.88765, accuracy: 40 },
    permissions: ["geolocation"],
  });
  her = await phone.newPage();
  await her.goto("/en/s");
  await her.fill("#reference", reference);
  await her.fill("#pin", pin);
  await her.click("main form[action$='/s'] button");
  await her.waitForSelector("#state");
  embassy = await stage.sits("off_emb0001");
  other = await stage.sits("off_other01");
  viewer = await stage.sits("off_view001");
}, 120_000);
afterAll(() => stage.stop());

interface Listed {
  id: string;
  kind: string;
  state: string;
  reports: number | null;
  place: { lng: number; lat: number };
}
const listed = async (page: Page): Promise<Listed[]> => {
  const answer = await page.request.get(`/api/danger/list?crisisId=${CRISIS}`);
  return ((await answer.json()) as { dangers: Listed[] }).dangers;
};
const legend = "li:has(input[name=layer-dangers])";
const publicText = async () => (await (await stage.opens()).request.get("/en/dangers")).text();
const cells = (page: Page) => page.locator("table.dangers tbody tr").first();

describe("a person", () => {
  it("finds the page from her request, and is told what is missing with nothing lost", async () => {
    await her.click("main a:has-text('Tell of a danger')");
    expect(await overflowsOf(her)).toEqual([]);
    expect(await violationsOf(her)).toEqual([]);
    await her.check("input[name=seen][value=now]");
    await her.fill("textarea[name=words]", "Marked Person and other men stop cars");
    await her.click("form[name=r] button[type=submit]");
    expect(await her.innerText("#problem")).toContain("Choose one of the answers");
    await her.check("input[name=kind][value=armed-men]");
    await her.click("form[name=r] button[type=submit]");
    expect(await her.innerText("#problem")).toContain("Say where the danger is");
    expect(await her.inputValue("textarea[name=words]")).toContain("men stop cars");
  });
  it("tells it with the place of her phone, and reads what she told", async () => {
    // The officer's map stands open before it is told.
    await embassy.click(".layers summary");
    await expect.poll(() => embassy.innerText(legend)).toContain("Reported dangers (0)");
    await her.click("#here");
    await expect.poll(() => her.innerText("#hereSaid")).toContain("Your place is set");
    await her.click("form[name=r] button[type=submit]");
    expect(await her.innerText("#done")).toContain("Your warning was sent");
    const told = await her.innerText("main section:has-text('What you told')");
    expect(told).toContain("Armed men or a checkpoint");
    expect(told).toContain("Not confirmed yet");
  });
});

describe("officers", () => {
  it("see it on the map live, and open it by its sign; a link restores the layer", async () => {
    await expect.poll(() => embassy.innerText(legend), { timeout: 15_000 }).toContain("Reported dangers (1)");
    expect(await embassy.innerText(legend)).toContain("Not confirmed yet");
    const [danger] = await listed(embassy);
    const { lng = 0, lat = 0 } = danger?.place ?? {};
    await embassy.goto(`/desk/queue?layers=dangers&view=${lng.toFixed(4)},${lat.toFixed(4)},11`);
    await embassy.waitForSelector(".map-pane canvas");
    await embassy.waitForFunction(() => document.querySelector(".map-host .maplibregl-ctrl-scale") !== null);
    for (let i = 0; i < 20 && !embassy.url().includes("/desk/dangers"); i++) {
      const box = await embassy.locator(".map canvas").first().boundingBox();
      if (box !== null) await embassy.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
      await embassy.waitForTimeout(1000);
    }
    expect(new URL(embassy.url()).searchParams.get("danger")).toBe(danger?.id);
    await embassy.waitForSelector(`[data-danger="${danger?.id ?? ""}"] h1:has-text("Armed men")`);
  });
  it("read her words where she asked them for help, and nowhere else", async () => {
    await embassy.click("button:has-text('Read what was written')");
    await embassy.waitForSelector(".danger-words blockquote:has-text('men stop cars')");
    const [danger] = await listed(other);
    await other.goto(`/desk/dangers?danger=${danger?.id ?? ""}`);
    await other.click("button:has-text('Read what was written')");
    await other.waitForSelector(".danger-words [role=status]:has-text('Nothing that you may read')");
    expect(await other.content()).not.toContain("men stop cars");
  });
  it("find the table's row equal to what is listed, by keyboard, sorted and on paper", async () => {
    const row = cells(embassy);
    const [danger] = await listed(embassy);
    expect(await row.getAttribute("data-id")).toBe(danger?.id);
    expect(await row.locator(".c-kind").innerText()).toContain("Armed men or a checkpoint");
    expect(await row.locator(".c-state").innerText()).toBe("Not confirmed yet");
    await embassy.click(".back");
    expect(await row.locator(".c-reports").innerText()).toBe("1");
    await embassy.locator("th.c-until button").focus();
    await embassy.keyboard.press("Enter");
    await expect.poll(() => new URL(embassy.url()).searchParams.get("sort")).toBe("until");
    expect(await violationsOf(embassy)).toEqual([]);
    await embassy.emulateMedia({ media: "print" });
    expect(await row.isVisible()).toBe(true);
    await embassy.emulateMedia({ media: "screen" });
    await row.locator("a").focus();
    await embassy.keyboard.press("Enter");
    await embassy.waitForSelector("[data-danger]");
  });
  it("stand for it and tell the public; a viewer sees it then, and not who told", async () => {
    await viewer.goto("/desk/dangers");
    await viewer.waitForSelector(".empty:has-text('That does not mean that it is safe')");
    expect(await publicText()).toContain("No danger is confirmed here now");
    await embassy.check("input[name=tells]");
    await embassy.click(".form button[type=submit]");
    expect(await embassy.innerText(".field.bad .why")).toBe("Please fill this in.");
    await embassy.fill("input[name=publicEn]", "Tripoli and around");
    await embassy.click(".form button[type=submit]");
    await embassy.waitForSelector(".notices:has-text('Confirmed: Armed men')");
    await viewer.waitForSelector("table.dangers tbody tr");
    expect(await cells(viewer).locator(".c-state").innerText()).toContain("Confirmed");
    expect(await cells(viewer).locator(".c-reports").innerText()).toBe("several");
    expect(await viewer.innerText("table.dangers")).not.toContain("A person");
    await cells(viewer).locator("a").click();
    await viewer.waitForSelector("[data-danger]");
    expect(await viewer.locator("button:has-text('written'), .decisions").count()).toBe(0);
  });
});

describe("everybody", () => {
  it("reads it by district, and she on her own page and where she says that she is in danger", async () => {
    const text = await publicText();
    expect(text).toContain("Armed men or a checkpoint");
    expect(text).toContain("Tripoli and around");
    expect(text).not.toMatch(/dgr_|13\.18|32\.88|Embassy one/);
    await her.goto("/en/s");
    expect(await her.innerText("#near")).toContain("Danger in your area");
    expect(await her.innerText("#near")).toContain("Tripoli and around");
    await her.goto("/hi/s");
    expect(await her.innerText("#near")).toContain("Danger in your area");
    const form = await (await stage.opens()).request.get("/en/r");
    expect(await form.text()).toContain("Tripoli and around");
  });
});

describe("the end", () => {
  it("is taken back and made again, and it leaves every screen", async () => {
    await embassy.click("button:has-text('End it')");
    // The line that says what was done before this may still stand, with its own way back.
    await embassy.click(".notices p:has-text('Ended') button:has-text('Undo')");
    await embassy.waitForSelector(".notices:has-text('Taken back')");
    expect((await listed(embassy))[0]?.state).toBe("confirmed");
    await embassy.click("button:has-text('End it')");
    await expect.poll(async () => (await listed(embassy))[0]?.state).toBe("ended");
    await viewer.click(".back");
    await expect.poll(() => viewer.locator("table.dangers tbody tr").count(), { timeout: 15_000 }).toBe(0);
    await her.goto("/en/s");
    expect(await her.locator("#near").count()).toBe(0);
    expect(await publicText()).not.toContain("Tripoli and around");
  });
  it("finds her own report gone when she takes it back", async () => {
    await her.goto("/en/s/danger");
    await her.click("button:has-text('Take it back')");
    expect(await her.innerText("#done")).toContain("It is taken back");
    expect(await her.locator("main section:has-text('What you told')").count()).toBe(0);
  });
});
