// Who looked, in a real browser: a closed case takes a reason in a dialog, her page says who opened what, a supervisor
// reviews the reason, and an office that is stopped loses everything on its open screens at once.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { violationsOf } from "../node/axe.ts";
import { makeStage, type Stage } from "../node/crisis.ts";
import { type Group, opensGroup } from "../node/group.ts";

let stage: Stage;
let colleague: Page;
let desk: Page;
let supervisor: Page;
let admin: Page;
let oversight: Page;
let group: Group;
let waiting: Group;

beforeAll(async () => {
  stage = await makeStage();
  colleague = await stage.sits("off_emb0002");
  group = await opensGroup(stage, colleague, "Looked", 2);
  waiting = await opensGroup(stage, colleague, "Waiting", 1);
  desk = await stage.sits("off_emb0001");
  supervisor = await stage.sits("off_super01");
  admin = await stage.sits("off_plat001");
  oversight = await stage.sits("off_over001");
});
afterAll(() => stage.stop());

describe("a closed case", () => {
  it("asks for a reason first, in a dialog that needs all of it, and shows no name before", async () => {
    await colleague.goto(`/desk/case/${group.id}`);
    await colleague.click(".decide button:has-text('Safe')");
    await colleague.waitForSelector(".notices:has-text('Safe'), .notices:has-text('safe')");
    await desk.goto(`/desk/case/${group.id}`);
    await desk.waitForSelector("dialog[open] select[name=reason]");
    expect(await desk.innerText("body")).not.toContain(group.name);
    await desk.click("dialog .primary");
    await desk.waitForSelector("dialog .field.bad select[name=reason]");
    await desk.waitForFunction(() => document.activeElement?.getAttribute("name") === "reason");
    await desk.selectOption("dialog select[name=reason]", "follow-up");
    await desk.fill("dialog textarea[name=words]", "Her brother asks whether she is safe.");
    expect(await violationsOf(desk)).toEqual([]);
    await desk.keyboard.press("Escape");
    await desk.waitForSelector("dialog", { state: "detached" });
    // What was typed is still there.
    await desk.click(".case .notice button");
    expect(await desk.inputValue("dialog textarea[name=words]")).toBe(
      "Her brother asks whether she is safe.",
    );
    await desk.click("dialog .primary");
    await desk.waitForSelector(`.case:has-text("${group.name}")`);
  });
  it("tells her who opened it, what, and that a reason was asked for", async () => {
    const hers = await group.context.newPage();
    await hers.goto("/en/s/share");
    const text = await hers.innerText("main");
    for (const part of ["Embassy one", "Passport or identity paper", "They gave a reason. Others check it."])
      expect(text).toContain(part);
    expect(text).not.toContain("Her brother");
    expect(await violationsOf(hers)).toEqual([]);
    await hers.goto("/ar/s/share");
    expect(await hers.getAttribute("html", "dir")).toBe("rtl");
    expect(await hers.innerText("main")).toContain("ذكروا سببًا. ويراجعه آخرون.");
  });
  it("stands on the supervisor's page of reasons until she marks it", async () => {
    await supervisor.goto("/desk/reasons");
    await supervisor.waitForSelector(".reasons tbody tr");
    expect(await supervisor.innerText(".reasons")).toContain("Her brother asks whether she is safe.");
    expect(await violationsOf(supervisor)).toEqual([]);
    await supervisor.click(".reasons tbody button");
    await supervisor.waitForSelector(".glass .empty:has-text('No reason waits')");
    await supervisor.click("a:has-text('Reviewed')");
    await supervisor.waitForSelector(".reasons tr:has-text('a supervisor')");
  });
});

describe("a captured office", () => {
  it("loses what stands on its open screens at once", async () => {
    await desk.goto(`/desk/case/${waiting.id}`);
    await desk.waitForSelector(`.case:has-text("${waiting.name}")`);
    await oversight.goto("/desk/reasons");
    await oversight.click(".stops .danger");
    await oversight.selectOption("dialog select[name=organisationId]", "org_embassyOne");
    await oversight.fill("dialog textarea[name=reason]", "The building was taken.");
    expect(await violationsOf(oversight)).toEqual([]);
    await oversight.click("dialog .danger");
    await oversight.waitForSelector(".stopped tr:has-text('Embassy one')");
    await desk.waitForSelector(".empty:has-text('takes part in no open crisis')", { timeout: 10_000 });
    expect(await desk.innerText("body")).not.toContain(waiting.name);
  });
  it("comes back when two agree, and its desk works again", async () => {
    await oversight.click(".stopped button");
    await oversight.fill("dialog textarea[name=reason]", "Its staff are back.");
    await oversight.click("dialog .primary");
    await oversight.waitForSelector(".stopped td:has-text('an oversight visitor')");
    await admin.goto("/desk/admin");
    await admin.click(".stopped button");
    await admin.fill("dialog textarea[name=reason]", "Confirmed by phone.");
    await admin.click("dialog .primary");
    await admin.waitForSelector(".stopped td:has-text('Confirmed by phone.')");
    await desk.reload();
    await desk.goto(`/desk/case/${waiting.id}`);
    await desk.waitForSelector(`.case:has-text("${waiting.name}")`);
  });
});
