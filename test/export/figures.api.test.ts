// Sheets of figures: what a partner takes away is counts of what it may see, without filters, without anybody under ten.
import { beforeAll, describe, expect, it } from "vitest";
import { exportFigures } from "../../schema/export.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import { freshKey, makeWorld, type World } from "../kit/world.ts";
import { linesOf } from "./sheet.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const figures = (by: PersonName, over: Record<string, unknown> = {}, key = freshKey()) =>
  world.as(by).does(exportFigures, { crisisId: CRISIS, purpose: "follow-up", ...over }, { key });
const people = (count: number) => Array.from({ length: count }, () => ({ name: "Marked Name", born: "30" }));
const opens = (count: number, needs: string[], over: Record<string, unknown> = {}) =>
  world.opens({
    recipients: ["org_embassyOne"],
    partners: ["org_healthTeam"],
    needs,
    people: people(count),
    ...over,
  });
const shown = (csv: unknown, by: string, key: string) =>
  linesOf(String(csv)).find((row) => row.by === by && row.key === key)?.people;

describe("a partner's figures", () => {
  it("of nobody are empty", async () => {
    const { body } = await figures("healthViewer");
    expect(shown(body.csv, "total", "")).toBe("");
  });
  it("count what it may see, name nobody, and say whose they are", async () => {
    await opens(30, ["medical"]);
    await opens(14, ["shelter"], { place: { lng: 20.06, lat: 32.11, accuracy: 50 } });
    await opens(6, ["shelter", "medicine"]);
    const { body } = await figures("healthViewer");
    const csv = String(body.csv);
    expect(shown(csv, "total", "")).toBe("50");
    expect(shown(csv, "need", "medical")).toBe("30");
    expect(shown(csv, "need", "shelter")).toBe("20");
    expect(shown(csv, "need", "medicine")).toBe("");
    expect(
      linesOf(csv)
        .filter((row) => row.by === "district")
        .map((row) => row.people)
        .sort(),
    ).toEqual(["15", "35"]);
    expect(csv).toContain("a viewer of a partner agency (off_view001) · for: follow-up");
    expect(csv).toContain("Health team");
    expect(csv).not.toMatch(/Marked|reg_|per_|\d{10}\b(?!,)/);
    expect(body.hidden).toBeGreaterThan(5);
  });
  it("stay while few come, so that no day betrays one family", async () => {
    await opens(4, ["medical"]);
    expect(shown((await figures("healthViewer")).body.csv, "need", "medical")).toBe("30");
    await opens(7, ["medical"]);
    expect(shown((await figures("healthViewer")).body.csv, "need", "medical")).toBe("40");
  });
  it("take no filter, and another organisation's are its own", async () => {
    expect((await figures("healthViewer", { need: "medical" })).body.code).toBe("malformed");
    expect((await figures("healthViewer", { purpose: "" })).body.code).toBe("malformed");
    expect(shown((await figures("otherEmbassy")).body.csv, "total", "")).toBe("");
    expect(Number(shown((await figures("embassyCoordinator")).body.csv, "total", ""))).toBe(65);
    expect((await figures("permitOfficer")).body.code).toBe("not-allowed");
    expect((await figures("nobody")).body.code).toBe("signed-out");
  });
  it("asked for twice with one key are the same sheet", async () => {
    const key = freshKey();
    const [first, again] = [await figures("healthViewer", {}, key), await figures("healthViewer", {}, key)];
    expect(again.body.csv).toBe(first.body.csv);
  });
});
