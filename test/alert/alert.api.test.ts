// alert: numbered, ending, for a simple area; public at once; taken back only by those who issued it.
import { beforeAll, describe, expect, it } from "vitest";
import { alertCancel, alertIssue, alertList } from "../../schema/alert.ts";
import { CRISIS } from "../kit/people.ts";
import { makeWorld, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

let made = 0;
const square = [
  [13, 32],
  [14, 32],
  [14, 33],
  [13, 33],
  [13, 32],
];
const roadClosed = (over: Record<string, unknown> = {}) => ({
  id: `alr_road${String(++made).padStart(4, "0")}`,
  crisisId: CRISIS,
  severity: "severe",
  headline: { en: "Road closed", ar: "الطريق مغلق" },
  advice: { en: "Do not go there today." },
  area: { type: "Polygon", coordinates: [square] },
  validUntil: "2011-03-02T06:00:00Z",
  ...over,
});
type Listed = { id: string; number: number; cancelledAt: string | null };
const listed = async () =>
  (await world.as("nobody").does(alertList, { crisisId: CRISIS })).body.alerts as Listed[];

describe("an alert", () => {
  it("is public at once, with the next number", async () => {
    const first = await world.as("embassyCoordinator").does(alertIssue, roadClosed());
    const second = await world.as("agencyCoordinator").does(alertIssue, roadClosed());
    expect([first.status, second.body.number]).toEqual([200, Number(first.body.number) + 1]);
    expect((await listed()).map((one) => one.id)).toContain(first.body.id);
  });
  it("gets a number of its own even when five are issued at once", async () => {
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => world.as("embassyCoordinator").does(alertIssue, roadClosed())),
    );
    expect(answers.map((one) => one.status)).toEqual([200, 200, 200, 200, 200]);
    expect(new Set(answers.map((one) => one.body.number)).size).toBe(5);
  });
  it("must end after it starts", async () => {
    const answer = await world
      .as("embassyCoordinator")
      .does(alertIssue, roadClosed({ validUntil: "2011-02-01T00:00:00Z" }));
    expect([answer.status, answer.body.code]).toEqual([422, "alert-expired"]);
  });
  it("needs a simple, closed area on the globe", async () => {
    const bow = [
      [13, 32],
      [14, 33],
      [14, 32],
      [13, 33],
      [13, 32],
    ];
    const open = square.slice(0, 4);
    const flat = [
      [13, 32],
      [14, 32],
      [15, 32],
      [13, 32],
    ];
    for (const ring of [bow, open, flat])
      expect(
        (
          await world
            .as("embassyCoordinator")
            .does(alertIssue, roadClosed({ area: { type: "Polygon", coordinates: [ring] } }))
        ).body.code,
      ).toBe("area-invalid");
    const off = [
      [13, 32],
      [14, 132],
      [14, 33],
      [13, 32],
    ];
    expect(
      (
        await world
          .as("embassyCoordinator")
          .does(alertIssue, roadClosed({ area: { type: "Polygon", coordinates: [off] } }))
      ).body.code,
    ).toBe("malformed");
  });
  it("is taken back by its own organisation only, once", async () => {
    const { body } = await world.as("embassyCoordinator").does(alertIssue, roadClosed());
    expect(
      (await world.as("agencyCoordinator").does(alertCancel, { alertId: body.id }, { ifMatch: 1 })).body.code,
    ).toBe("not-found");
    expect(
      (await world.as("supervisor").does(alertCancel, { alertId: body.id }, { ifMatch: 1 })).status,
    ).toBe(200);
    expect(
      (await world.as("supervisor").does(alertCancel, { alertId: body.id }, { ifMatch: 1 })).body.code,
    ).toBe("stale");
    expect((await listed()).find((one) => one.id === body.id)?.cancelledAt).not.toBeNull();
  });
});
