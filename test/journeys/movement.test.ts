// Movements in a real browser: planned and shared, seats given from the queue and from a case without ever being
// oversold, a no that a waiting group gets at once, the manifest as screen, paper and file.
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CRISIS } from "../kit/people.ts";
import { makeStage, type Stage } from "../node/crisis.ts";
import { type Group, opensGroup, spaced } from "../node/group.ts";

let stage: Stage;
let embassy: Page;
let agency: Page;
let colleague: Page;

const groups: Group[] = [];

const line = (group: Group) => `.line[data-id="${group.id}"]`;
const board = (label: string) => `table.movements tbody tr:has-text("${label}")`;

beforeAll(async () => {
  stage = await makeStage({ map: true });
  embassy = await stage.sits("off_emb0001");
  for (let i = 1; i <= 6; i++) groups.push(await opensGroup(stage, embassy, `Group${String(i)}`, 2));
  // The exercise's clock stands: all have waited equally long, and the queue has them by id.
  groups.sort((a, b) => (a.id < b.id ? -1 : 1));
  agency = await stage.sits("off_desk001");
  colleague = await stage.sits("off_emb0002");
});
afterAll(() => stage.stop());

/** The movement of this name, as the database has it. */
async function movement(label: string) {
  const answer = await embassy.request.get(`/api/movement/list?crisisId=${CRISIS}`);
  const { movements } = (await answer.json()) as {
    movements: {
      id: string;
      label: string;
      state: string;
      taken: { seat: number };
      waiting: number;
      version: number;
    }[];
  };
  const found = movements.find((one) => one.label === label);
  if (found === undefined) throw new Error(`no movement ${label}`);
  return found;
}

describe("a movement is planned", () => {
  it("with what is missing said beside its field, and the draft kept", async () => {
    await embassy.click(".top nav a:has-text('Movements')");
    await embassy.waitForSelector(".empty:has-text('No movement is planned yet')");
    await embassy.click(".filters .primary");
    await embassy.fill(".form input[name=label]", "Morning bus");
    await embassy.fill(".form input[name=seat]", "lots");
    await embassy.click(".form .primary");
    const said = (field: string) => embassy.innerText(`.field.bad:has([name=${field}]) .why`);
    expect(await said("mode")).toBe("Choose one of the answers.");
    expect(await said("from-en")).toBe("Please fill this in.");
    expect(await said("leavesAt")).toBe("Please fill this in.");
    expect(await said("seat")).toBe("Write a number.");
    await embassy.click(".top nav a:has-text('Queue')");
    await embassy.click(".top nav a:has-text('Movements')");
    await embassy.click(".filters .primary");
    expect(await embassy.inputValue(".form input[name=label]")).toBe("Morning bus");
  });
  it("with seats in digits of any script and a share for another organisation, which sees it at once", async () => {
    await agency.click(".top nav a:has-text('Movements')");
    await agency.waitForSelector(".empty");
    await embassy.selectOption(".form select[name=mode]", "bus");
    await embassy.fill(".form input[name=from-en]", "Old market");
    await embassy.fill(".form input[name=to-en]", "The crossing");
    await embassy.fill(".form input[name=leavesAt]", "2011-03-02T06:00");
    await embassy.fill(".form input[name=seat]", "٨");
    await embassy.click(".shares button:has-text('Add a share')");
    await embassy.selectOption(".form select[name=share-0]", "org_supportDesk");
    await embassy.fill(".form input[name=places-0]", "9");
    await embassy.click(".form .primary");
    await embassy.waitForSelector(".shares .why");
    expect(await embassy.inputValue(".form input[name=places-0]")).toBe("9");
    await embassy.fill(".form input[name=places-0]", "2");
    await embassy.check(".gates input[name=gate-org_exitOffice]", { force: true }).catch(async () => {
      await embassy.click(".gates summary");
      await embassy.check(".gates input[name=gate-org_exitOffice]");
    });
    await embassy.click(".form .primary");
    await embassy.waitForSelector(".notices:has-text('Planned: Morning bus')");
    await agency.waitForSelector(board("Morning bus"), { timeout: 5000 });
    expect(await embassy.innerText(".seats")).toContain("8 of 8 free");
    expect(await embassy.innerText(".seats")).toContain("We may place 6");
  });
});

describe("many groups are placed from the queue", () => {
  it("by keys in six steps at most: choose a range, pick, confirm the count; who does not fit waits", async () => {
    await embassy.click(".top nav a:has-text('Queue')");
    await embassy.waitForSelector(line(groups[0] as Group));
    await embassy.focus(`${line(groups[0] as Group)} .to`);
    await embassy.keyboard.press("x");
    await embassy.focus(`${line(groups[3] as Group)} .to`);
    await embassy.keyboard.press("Shift+X");
    expect(await embassy.innerText(".bulk strong")).toBe("4 groups, 8 people");
    await embassy.keyboard.press("g");
    await embassy.waitForSelector(".option");
    expect(await embassy.innerText(".option .room")).toContain("room for 6 of 8: the rest waits");
    await embassy.click(".option");
    await embassy.click("dialog button:has-text('Place 4 groups, 8 people')");
    await embassy.waitForSelector(".outcome");
    const said = await embassy.innerText(".outcome");
    expect(said).toContain("Seats on Morning bus: 3 groups, 6 people");
    expect(said).toContain("On the waiting list: 1 group, 2 people");
    expect(await movement("Morning bus")).toMatchObject({ taken: { seat: 6 }, waiting: 1 });
  });
  it("can be taken back as long as the answer stands, and done again", async () => {
    await embassy.click(".outcome button:has-text('Undo')");
    await embassy.waitForSelector(".notices:has-text('Taken back: 4 of 4 groups')");
    expect(await movement("Morning bus")).toMatchObject({ taken: { seat: 0 }, waiting: 0 });
    for (const group of groups.slice(0, 4)) await embassy.check(`${line(group)} .mark input`);
    await embassy.click(".bulk .primary");
    await embassy.click(".option");
    await embassy.click("dialog button:has-text('Place 4 groups')");
    await embassy.waitForSelector(".outcome");
    await embassy.click(".outcome .primary");
    expect(await embassy.locator(".bulk").count()).toBe(0);
  });
});

describe("two officers take the last seats", () => {
  it("one gets them; the other is told, keeps her choice, and is offered the waiting list", async () => {
    const [, , , , fifth, sixth] = groups as [Group, Group, Group, Group, Group, Group];
    // The agency still has its share of two: both open it before either presses.
    await agency.goto(`/desk/case/${fifth.id}`);
    await agency.click(".journey button:has-text('Put on a movement')");
    await agency.click(".option");
    const field = await stage.sits("off_desk001");
    await field.goto(`/desk/case/${sixth.id}`);
    await field.click(".journey button:has-text('Put on a movement')");
    await field.click(".option");
    await agency.click("dialog button:has-text('Place 2 people')");
    await agency.waitForSelector(".journey li[data-movement] .answer-asked");
    await field.evaluate(() => {
      // She neither hears nor asks: what she sees is what was true.
      const ask = globalThis.fetch;
      globalThis.fetch = (url, init) =>
        String(url).includes("/api/live") ? Promise.reject(new TypeError("offline")) : ask(url, init);
    });
    await field.click("dialog button:has-text('Place 2 people')");
    await field.waitForSelector("dialog .problem:has-text('no longer free')");
    expect(await field.isChecked(".option input")).toBe(true);
    await field.click("dialog button:has-text('Put on the waiting list')");
    await field.waitForSelector(".journey .answer-waiting");
    expect(await movement("Morning bus")).toMatchObject({ taken: { seat: 8 }, waiting: 2 });
    await field.context().close();
  });
});

describe("a group says no", () => {
  it("and the waiting list gets its seats while the desk looks on", async () => {
    const { id } = await movement("Morning bus");
    await embassy.goto(`/desk/movements/${id}`);
    await embassy.waitForSelector(`.groups tr:has-text("${spaced(groups[0] as Group)}")`);
    await (groups[1] as Group).does("/api/seat/answer", { movementId: id, answer: "coming" });
    await embassy.waitForSelector(`.groups tr:has-text("${spaced(groups[1] as Group)}") .answer-coming`, {
      timeout: 5000,
    });
    await (groups[0] as Group).does("/api/seat/answer", { movementId: id, answer: "not-this" });
    const first = spaced(groups[0] as Group);
    await embassy.waitForSelector(`.groups tr:has-text("${first}")`, { state: "detached", timeout: 5000 });
    await embassy.waitForSelector(`.groups tr:has-text("${spaced(groups[3] as Group)}") .answer-asked`, {
      timeout: 5000,
    });
    expect(await movement("Morning bus")).toMatchObject({ taken: { seat: 8 }, waiting: 1 });
  });
  it("and is taken off by an officer only with a reason that it reads", async () => {
    const third = groups[2] as Group;
    const row = `.groups tr:has-text("${spaced(third)}")`;
    await embassy.click(`${row} button:has-text('Take off')`);
    await embassy.click("dialog .primary");
    await embassy.waitForSelector("dialog .why");
    await embassy.fill("dialog textarea", "The bus is smaller today.");
    await embassy.click("dialog .primary");
    await embassy.waitForSelector(".notices:has-text('Taken off: 2 people')");
    await embassy.waitForSelector(row, { state: "detached" });
    const { seats } = (await third.does("/api/seat/mine")) as { seats: { reason: { en: string } | null }[] };
    expect(seats[0]?.reason?.en).toBe("The bus is smaller today.");
    await embassy.click(".notices button");
    await embassy.waitForSelector(row, { timeout: 5000 });
  });
});

describe("a group is split", () => {
  it("only with a reason, its own yes, and another officer than the one who proposed it", async () => {
    const sixth = groups[5] as Group;
    await embassy.goto(`/desk/case/${sixth.id}`);
    await embassy.click(".journey button:has-text('Propose to split')");
    await embassy.click("dialog .option");
    await embassy.click("dialog button:has-text('Ask the group')");
    await embassy.waitForSelector("dialog .field.bad:has-text('some of the group')");
    await embassy.check("dialog fieldset input[type=checkbox] >> nth=0");
    await embassy.fill("dialog textarea", "One place by ambulance today.");
    await embassy.click("dialog button:has-text('Ask the group')");
    await embassy.waitForSelector(".journey li[data-split=asked]");
    const { splits } = (await sixth.does("/api/seat/mine")) as { splits: { id: string; reason: string }[] };
    expect(splits[0]?.reason).toBe("One place by ambulance today.");
    await sixth.does("/api/seat/answer-split", { splitId: splits[0]?.id, agree: "yes" });
    await embassy.waitForSelector(".journey li[data-split=agreed]", { timeout: 5000 });
    await embassy.click(".journey li[data-split] button");
    await embassy.waitForSelector(".journey .problem:has-text('second officer')");
    await colleague.goto(`/desk/case/${sixth.id}`);
    await colleague.click(".journey li[data-split=agreed] button");
    await colleague.waitForSelector(".journey li[data-split=approved] button:has-text('Place these people')");
  });
});

describe("the manifest", () => {
  it("is void until a version is fixed, prints twenty-five rows a page across, and files what it counts", async () => {
    const { id } = await movement("Morning bus");
    await embassy.goto(`/desk/movements/${id}/manifest`);
    await embassy.waitForSelector(".manifest-rows");
    expect(await embassy.isDisabled("button:has-text('Download CSV')")).toBe(true);
    await embassy.click("button:has-text('Fix version 1')");
    await embassy.waitForSelector(".versions .tag:has-text('holds')");
    const rows = Number(await embassy.getAttribute("[data-rows]", "data-rows"));
    const button = `button:has-text('Download CSV, ${String(rows)} people')`;
    const [file] = await Promise.all([embassy.waitForEvent("download"), embassy.click(button)]);
    expect(file.suggestedFilename()).toBe(`manifest-${id}-1.csv`);
    const lines = readFileSync(await file.path(), "utf8")
      .trimEnd()
      .split("\r\n");
    expect(lines.length - 1).toBe(rows);
    await embassy.emulateMedia({ media: "print" });
    const sheet = await embassy.innerText(".sheet >> nth=0");
    for (const part of ["Morning bus", "Version 1", "Page 1 of 1", `${(groups[1] as Group).name} 1`])
      expect(sheet).toContain(part);
    expect(sheet).not.toContain("VOID");
    await embassy.emulateMedia({ media: "screen" });
  });
  it("stands beside passes to cut: one with a code for each who said yes, once it is confirmed", async () => {
    const { id } = await movement("Morning bus");
    await embassy.goto(`/desk/movements/${id}`);
    await embassy.click(".movement-tools .primary");
    await embassy.click("dialog .primary");
    await embassy.click(".movement-tools a:has-text('Boarding passes')");
    await embassy.waitForSelector(".slip .qr");
    expect(await embassy.locator(".slip").count()).toBe(2);
    expect(await embassy.innerText(".slip >> nth=0")).toContain(`${(groups[1] as Group).name} 1`);
    await embassy.goto(`/desk/movements/${id}/manifest`);
    await embassy.waitForSelector(".manifest-rows");
  });
  it("says that it is void as soon as somebody gets off, and never reads names again by itself", async () => {
    const { id } = await movement("Morning bus");
    const looks: string[] = [];
    embassy.on("request", (request) => {
      if (request.url().includes("/api/manifest/get")) looks.push(request.url());
    });
    await (groups[1] as Group).does("/api/seat/answer", { movementId: id, answer: "cannot" });
    await embassy.waitForSelector(".notice:has-text('since this list was opened')", { timeout: 5000 });
    expect(looks).toEqual([]);
    await embassy.emulateMedia({ media: "print" });
    expect(await embassy.innerText(".sheet >> nth=0")).toContain("VOID");
    await embassy.emulateMedia({ media: "screen" });
    await embassy.click("button:has-text('Open it anew')");
    await embassy.waitForSelector(".notice:has-text('Changed since version 1')");
    await embassy.click("button:has-text('Fix version 2')");
    await embassy.waitForSelector(".versions li:has-text('Version 1') .tag.warn");
    expect(looks.length).toBeGreaterThan(0);
  });
});

describe("changing a movement while a colleague does", () => {
  it("overwrites nothing: what was typed stays, the rest is as it is now", async () => {
    const { id } = await movement("Morning bus");
    await embassy.goto(`/desk/movements/${id}?edit=1`);
    await embassy.fill(".form input[name=label]", "Morning bus, gate 2");
    await colleague.goto(`/desk/movements/${id}?edit=1`);
    await colleague.fill(".form input[name=seat]", "10");
    await colleague.click(".form .primary");
    await colleague.waitForSelector(".notices:has-text('Changed')");
    await embassy.waitForSelector(".conflict:has-text('Seats: it was 8, now it is 10')", { timeout: 5000 });
    await embassy.click(".conflict button");
    await embassy.click(".form .primary");
    await embassy.waitForSelector(".notices:has-text('Changed: Morning bus, gate 2')");
    expect(await embassy.innerText(".seats")).toMatch(/of 10 free/);
  });
  it("is cancelled only with a reason; everybody on it is back in the queue and reads it", async () => {
    await embassy.click(".movement-tools button:has-text('Cancel the movement')");
    await embassy.click("dialog .danger");
    await embassy.waitForSelector("dialog .why");
    await embassy.fill("dialog textarea[name=reason-en]", "The road is closed.");
    await embassy.click("dialog .danger");
    await embassy.waitForSelector("[data-state=cancelled]");
    await agency.goto("/desk/movements?stands=cancelled");
    await agency.waitForSelector(board("Morning bus, gate 2"));
    const { seats } = (await (groups[3] as Group).does("/api/seat/mine")) as {
      seats: { movementState: string; reason: { en: string } | null }[];
    };
    expect(seats[0]).toMatchObject({ movementState: "cancelled", reason: { en: "The road is closed." } });
  });
});
