// Sheets of figures: what a partner takes away is what the clock published of the cases that its organisation may see: one
// answer for the hour, without filters, without anybody few, and nothing that few people move.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { consentWithdraw } from "../../schema/consent.ts";
import { crisisStep } from "../../schema/crisis.ts";
import { exportFigures } from "../../schema/export.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import { freshKey, makeWorld, type World } from "../kit/world.ts";
import { tick } from "../ogc/tick.ts";
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
const many = async (groups: number, count: number, needs: string[], over: Record<string, unknown> = {}) => {
  const made = [];
  for (let n = 0; n < groups; n++) made.push(await opens(count, needs, over));
  return made;
};
const hours = async (n: number) => {
  await world.as("supervisor").does(crisisStep, { id: CRISIS, hours: n });
  await tick();
};
const shown = (csv: unknown, by: string, key: string) =>
  linesOf(String(csv)).find((row) => row.by === by && row.key === key)?.people;
/** Everything that is told, without the line of whoever asked. */
const told = async (by: PersonName) =>
  linesOf(String((await figures(by)).body.csv))
    .filter((row) => row.line === "figure")
    .map((row) => [row.by, row.key, row.people].join(" "));
const of = async (by: string, key: string) => shown((await figures("healthViewer")).body.csv, by, key);
const EAST = { place: { lng: 20.06, lat: 32.11, accuracy: 50 } };

describe("a partner's figures", () => {
  it("of nobody are empty, counted or not", async () => {
    expect((await figures("healthViewer")).body).toMatchObject({ rows: 0, hidden: 0 });
    await tick();
    expect(await told("healthViewer")).toEqual([]);
  });
  it("count what it may see, name nobody, and say whose they are and when they were counted", async () => {
    await many(5, 6, ["medical"]);
    await many(5, 5, ["shelter"], EAST);
    await opens(9, ["shelter", "medicine"]);
    await hours(1);
    const { body } = await figures("healthViewer");
    const csv = String(body.csv);
    expect(shown(csv, "total", "")).toBe("65");
    expect(shown(csv, "need", "medical")).toBe("30");
    expect(shown(csv, "need", "shelter")).toBe("35");
    expect(shown(csv, "need", "medicine")).toBe("");
    const districts = linesOf(csv).filter((row) => row.by === "district" && row.key !== "none");
    // What hides beside them is nobody: so one of the two is hidden with it.
    expect(districts.map((row) => row.people).sort()).toEqual(["40"]);
    expect(csv).toContain("a viewer of a partner agency (off_view001)");
    expect(csv).toContain("counted 2011-03-01T07:00:00Z");
    expect(csv).toContain("for: follow-up");
    expect(csv).toContain("Health team");
    expect(csv).not.toMatch(/Marked|reg_|per_|\d{10}\b(?!,)/);
    expect(body.hidden).toBeGreaterThan(5);
  });
  it("are one answer within the hour, whoever of the organisation asks, however often, whatever happens", async () => {
    const before = await told("healthViewer");
    await many(3, 9, ["medical"]);
    expect(await told("healthViewer")).toEqual(before);
    await tick();
    expect(await told("healthViewer")).toEqual(before);
    expect(await told("healthCoordinator")).toEqual(before);
    await hours(1);
    expect(await of("need", "medical")).toBe("55");
    const stored = "SELECT count(*) AS n FROM areaHour WHERE scope = 'org_healthTeam' AND sheet IS NOT NULL";
    expect(await env.DB.prepare(stored).first("n")).toBe(2);
  });
  it("do not move with one family, nor with two, and move when ten have, asked for or not", async () => {
    await opens(4, ["medical"]);
    await hours(1);
    expect(await of("need", "medical")).toBe("55");
    await opens(5, ["medical"]);
    await hours(1);
    expect(await of("need", "medical")).toBe("55");
    await opens(1, ["medical"]);
    await hours(1);
    expect(await of("need", "medical")).toBe("65");
  });
  it("grow to be seen where people come by twos, though somebody asks each time", async () => {
    const seen = [];
    for (let n = 0; n < 12; n++) {
      await opens(2, ["transport"]);
      await hours(1);
      seen.push(await of("need", "transport"));
    }
    expect([...new Set(seen)]).toEqual(["", "20"]);
  });
  it("tell nothing of two groups, however large", async () => {
    await opens(20, ["baby"]);
    await opens(20, ["baby"]);
    await hours(1);
    expect(await of("need", "baby")).toBe("");
    await many(4, 2, ["baby"]);
    await hours(1);
    expect(await of("need", "baby")).toBe("40");
  });
  it("keep a need back where those without it would be few, and never come and go with three people", async () => {
    const disabled = await many(6, 5, ["disability"], { ...EAST, needs: ["disability"] });
    await hours(1);
    expect(await of("need", "disability")).toBe("30");
    for (const { someone } of disabled.slice(0, 1))
      await someone.does(consentWithdraw, { organisationId: "org_healthTeam" });
    await hours(1);
    expect(await of("need", "disability")).toBe("30");
    for (const { someone } of disabled.slice(1, 3))
      await someone.does(consentWithdraw, { organisationId: "org_healthTeam" });
    await hours(1);
    expect(await of("need", "disability")).toBe("");
    await many(1, 3, ["disability"]);
    await hours(1);
    expect(await of("need", "disability")).toBe("");
  });
  it("take no filter, and another organisation's are its own", async () => {
    expect((await figures("healthViewer", { need: "medical" })).body.code).toBe("malformed");
    expect((await figures("healthViewer", { purpose: "" })).body.code).toBe("malformed");
    expect(shown((await figures("otherEmbassy")).body.csv, "total", "") ?? "").toBe("");
    expect(Number(shown((await figures("embassyCoordinator")).body.csv, "total", ""))).toBeGreaterThan(100);
    expect((await figures("permitOfficer")).body.code).toBe("not-allowed");
    expect((await figures("nobody")).body.code).toBe("signed-out");
  });
  it("asked for twice with one key are the same sheet", async () => {
    const key = freshKey();
    const [first, again] = [await figures("healthViewer", {}, key), await figures("healthViewer", {}, key)];
    expect(again.body.csv).toBe(first.body.csv);
  });
  it("are of nobody who was taken out of the crisis", async () => {
    await env.DB.prepare("DELETE FROM crisisOrganisation WHERE organisationId = 'org_healthTeam'").run();
    expect(await told("healthViewer")).toEqual([]);
  });
});
