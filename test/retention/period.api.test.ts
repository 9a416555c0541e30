// retention: periods by kind and crisis within bounds, for a platform administrator to set; a dry run that changes nothing and
// says counts alone.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { messageSend } from "../../schema/message.ts";
import { withinBounds } from "../../schema/retention.rules.ts";
import {
  periods,
  type RetentionKept,
  retentionGet,
  retentionPreview,
  retentionSet,
  settableKinds,
} from "../../schema/retention.ts";
import { later } from "../consent/clock.ts";
import { CRISIS } from "../kit/people.ts";
import { makeWorld, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const admin = () => world.as("platformAdministrator");
const kept = async (kind: string) =>
  ((await admin().does(retentionGet, { crisisId: CRISIS })).body.kinds as unknown as RetentionKept[]).find(
    (one) => one.kind === kind,
  );

describe("periods", () => {
  it("have a safe default for every kind, within its own bounds", async () => {
    for (const kind of settableKinds) {
      const { days, least, most } = periods[kind];
      expect(least <= days && days <= most).toBe(true);
      expect(withinBounds(kind, least - 1)).toBe("too-small");
      expect(withinBounds(kind, most + 1)).toBe("too-large");
      expect(await kept(kind)).toMatchObject({ days, usual: days, due: 0, settable: true });
    }
  });
  it("are set by a platform administrator, within bounds, for one crisis", async () => {
    const set = await admin().does(retentionSet, { crisisId: CRISIS, kind: "message", days: 60 });
    expect(set.body).toEqual({ kind: "message", days: 60, due: 0 });
    expect(await kept("message")).toMatchObject({ days: 60, usual: 180 });
    for (const [days, reason] of [
      [29, "too-small"],
      [731, "too-large"],
      [0, "too-small"],
    ] as const) {
      const answer = await admin().does(retentionSet, { crisisId: CRISIS, kind: "message", days });
      expect([answer.status, answer.body.fields]).toEqual([400, [{ path: "days", reason }]]);
    }
    for (const days of [60.5, "60", null])
      expect((await admin().does(retentionSet, { crisisId: CRISIS, kind: "message", days })).status).toBe(
        400,
      );
    for (const kind of ["audit", "consent", "session"])
      expect((await admin().does(retentionSet, { crisisId: CRISIS, kind, days: 60 })).status).toBe(400);
    for (const name of ["supervisor", "oversightVisitor", "nobody"] as const)
      expect([401, 403]).toContain(
        (await world.as(name).does(retentionSet, { crisisId: CRISIS, kind: "message", days: 90 })).status,
      );
    expect(
      (await admin().does(retentionSet, { crisisId: "crs_elsewhere1", kind: "look", days: 90 })).body.code,
    ).toBe("not-found");
    expect((await kept("message"))?.days).toBe(60);
  });
  it("of a closed crisis can be set too", async () => {
    await env.DB.prepare("UPDATE crisis SET closedAt = '2011-03-01T07:00:00.000Z' WHERE id = ?1")
      .bind(CRISIS)
      .run();
    expect((await admin().does(retentionSet, { crisisId: CRISIS, kind: "look", days: 100 })).status).toBe(
      200,
    );
    await env.DB.prepare("UPDATE crisis SET closedAt = NULL WHERE id = ?1").bind(CRISIS).run();
  });
});

describe("a dry run", () => {
  it("counts what would go, changes nothing, and says nothing else", async () => {
    const { someone } = await world.opens();
    for (let n = 0; n < 3; n++) await someone.does(messageSend, { text: "Marked words of mine." });
    await later(world, 24 * 45);
    const preview = (days: string) =>
      admin().does(retentionPreview, { crisisId: CRISIS, kind: "message", days });
    expect((await preview("44")).body).toEqual({ kind: "message", days: 44, due: 3 });
    expect((await preview("46")).body).toEqual({ kind: "message", days: 46, due: 0 });
    expect((await preview("20")).body.fields).toEqual([{ path: "days", reason: "too-small" }]);
    expect((await preview("abc")).status).toBe(400);
    expect(await env.DB.prepare("SELECT count(*) AS n FROM message").first("n")).toBe(3);
    const seen = await world.as("oversightVisitor").does(retentionGet, { crisisId: CRISIS });
    expect(seen.status).toBe(200);
    expect(seen.text).not.toMatch(/reg_|per_|Marked/);
  });
});
