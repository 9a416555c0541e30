// sms: which crisis a text is about: the only one, or the one she names; a real one before any exercise.
import { beforeAll, describe, expect, it } from "vitest";
import { crisisOpen } from "../../schema/crisis.ts";
import { registrationQueue } from "../../schema/registration-desk.ts";
import { partsOf } from "../../schema/sms.rules.ts";
import { say } from "../../schema/words.ts";
import { type Gateway, makeGateway } from "../kit/gateway.ts";
import { CRISIS } from "../kit/people.ts";
import { makeWorld, type World } from "../kit/world.ts";

let world: World;
let gateway: Gateway;
beforeAll(async () => {
  world = await makeWorld();
  gateway = makeGateway();
});

let numbers = 0;
async function talks(...texts: string[]): Promise<string[][]> {
  const me = `+2189600${String(++numbers).padStart(5, "0")}`;
  const heard: string[][] = [];
  for (const text of texts) {
    await gateway.writes(me, text);
    heard.push(gateway.heard(me));
  }
  return heard;
}
const opens = (id: string, name: string) =>
  world.as("platformAdministrator").does(crisisOpen, {
    id,
    name: { en: name },
    kind: "flood",
    hostCountry: "LY",
    area: [9, 19, 26, 34],
    receivingDeskId: "org_supportDesk",
  });
const groups = async (crisisId: string) =>
  ((await world.as("agencyCoordinator").does(registrationQueue, { crisisId })).body.rows as unknown[]).length;

describe("a text", () => {
  it("is about the only real crisis, not about an exercise beside it", async () => {
    const before = await groups(CRISIS);
    expect((await opens("crs_flood001", "Flood in the east")).status).toBe(200);
    await talks("HELP", "1", "Derna", "1", "0", "YES");
    expect([await groups("crs_flood001"), await groups(CRISIS)]).toEqual([1, before]);
  });
  it("is about the one of several that she names by its number", async () => {
    await opens("crs_flood002", `Flood in the west, ${"very ".repeat(15)}far away`);
    const heard = await talks("HELP", "1", "nowhere", "7", "2", "Derna", "1", "0", "YES");
    const question = heard[1]?.[0] ?? "";
    expect(question.split("\n")[0]).toBe(say("en", "sms.crisis"));
    expect(question.split("\n")).toHaveLength(3);
    expect(partsOf(question).parts).toBeLessThanOrEqual(2);
    expect([heard[2], heard[3]]).toEqual([[question], [question]]);
    expect(heard[4]).toEqual([say("en", "sms.place")]);
    const named =
      question.split("\n").findIndex((line) => line.includes("east")) === 2 ? "crs_flood001" : "crs_flood002";
    expect(await groups(named)).toBe(named === "crs_flood001" ? 2 : 1);
  });
});
