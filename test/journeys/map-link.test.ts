// A view that is sent to somebody else with its area and its hour; and districts as a table, in the layer's own numbers.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CRISIS } from "../kit/people.ts";
import { violationsOf } from "../node/axe.ts";
import { makeStage, type Stage } from "../node/crisis.ts";
import { fillsHours, stepsHour } from "../node/hours.ts";

let stage: Stage;
let embassy: Page;

beforeAll(async () => {
  stage = await makeStage({ map: true });
  await fillsHours(stage, 60);
  embassy = await stage.sits("off_emb0001");
});
afterAll(() => stage.stop());

const found = () => embassy.locator(".inside [data-groups]");
async function types(edges: Record<string, string>): Promise<void> {
  await embassy.click(".typed-area summary");
  for (const [edge, value] of Object.entries(edges)) await embassy.fill(`input[name=within-${edge}]`, value);
  await embassy.click(".typed-area button[type=submit]");
}

describe("the people's map", () => {
  it("gives a link that restores the area and the hour, and forgets them with the hand that takes them away", async () => {
    await embassy.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await embassy.goto("/desk/queue?view=13.2,32.85,8");
    await embassy.waitForSelector(".map-pane canvas");
    await types({ west: "13", south: "32.7", east: "13.2", north: "33" });
    await found().waitFor();
    const groups = await found().getAttribute("data-groups");
    await embassy.click("text=Earlier hours");
    const hourOf = (page: Page) => page.locator(".slider input[type=range]").getAttribute("aria-valuetext");
    await embassy.locator(".slider input[type=range]").focus();
    await embassy.keyboard.press("ArrowLeft");
    const hour = await hourOf(embassy);
    await embassy.click("text=Copy a link to this view");
    await embassy.waitForSelector("text=Copied.");
    const link = new URL(await embassy.evaluate(() => navigator.clipboard.readText()));
    expect(link.searchParams.get("area")).toBe("13_32.7*13.2_32.7*13.2_33*13_33");
    expect(link.searchParams.get("hour")).toMatch(/^2011-03-01T\d\d$/);
    const colleague = await stage.sits("off_emb0002");
    await colleague.goto(link.href);
    await colleague.waitForSelector(`.inside [data-groups="${groups ?? ""}"]`);
    await expect.poll(() => hourOf(colleague)).toBe(hour);
    const held = (name: string) => new URL(colleague.url()).searchParams.has(name);
    await colleague.click("text=Remove the area");
    expect([held("area"), held("hour")]).toEqual([false, true]);
    await colleague.click("text=Back to now");
    expect(held("hour")).toBe(false);
    // Neither comes back, and what a stranger wrote is said to be no area.
    await colleague.reload();
    await colleague.waitForSelector(".map-pane canvas");
    expect(await colleague.locator(".slider, .inside [data-groups]").count()).toBe(0);
    await colleague.goto("/desk/queue?area=1_1*2_2*2_1*1_2&hour=2011-02-01T06");
    await colleague.waitForSelector("text=The area in this link cannot be read.");
    await colleague.waitForSelector("text=The hour of this link is not stored for you.");
    await colleague.close();
    // An area that three decimals would flatten is left out, and the link says so.
    await embassy.click("text=Back to now");
    await types({ west: "13.1", south: "32.8", east: "13.1001", north: "32.8001" });
    await embassy.click("text=Copy a link to this view");
    await embassy.waitForSelector("text=it is not in it.");
    expect(await embassy.evaluate(() => navigator.clipboard.readText())).not.toContain("area=");
    await embassy.click("text=Remove the area");
  });
  it("has the districts as a table too: the layer's own numbers with their needs, and the next hour by itself", async () => {
    await embassy.click(".layers summary");
    await embassy.check("input[name=layer-districts]");
    await embassy.click(".layers li:has(input[name=layer-districts]) a");
    await embassy.waitForSelector("table.districts tbody tr");
    const answer = await embassy.request.get(`/api/crisis/areas?crisisId=${CRISIS}`);
    const { at, areas } = (await answer.json()) as {
      at: string;
      areas: { cell: string; people: number | null; needs: Record<string, number | null> }[];
    };
    expect(areas.length).toBeGreaterThan(0);
    expect(areas.some(({ needs }) => typeof needs.transport === "number")).toBe(true);
    const shown = (value: number | null | undefined) => (value == null ? "few" : String(value));
    const columns = (await embassy.locator("table.districts thead th").allInnerTexts()).map((one) =>
      one.trim(),
    );
    expect(columns.slice(0, 2)).toEqual(["District", "People"]);
    expect(columns).toContain("Transport");
    for (const { cell, people, needs } of areas) {
      const cells = await embassy.locator(`tr[data-cell="${cell}"] td`).allInnerTexts();
      expect(cells[0]).toBe(shown(people));
      expect(cells[columns.indexOf("Transport") - 1]).toBe(shown(needs.transport));
    }
    expect(await violationsOf(embassy, ".work")).toEqual([]);
    if (process.env.SHOT !== undefined)
      await embassy.screenshot({ path: `${process.env.SHOT}/districts.png` });
    // By key to the map.
    await embassy.focus("table.districts tbody button");
    await embassy.keyboard.press("Enter");
    await embassy.waitForSelector(".map-pane canvas");
    const notice = () => embassy.innerText(".rows .notice");
    const before = await notice();
    await stepsHour(stage);
    await expect.poll(notice, { timeout: 100_000 }).not.toBe(before);
    const later = await embassy.request.get(`/api/crisis/areas?crisisId=${CRISIS}`);
    expect(((await later.json()) as { at: string }).at > at).toBe(true);
  }, 240_000);
});
