// A leader's sheet: each line a request of its own, all or none, the same again when it is sent again; and nobody, the
// leader neither, can list what was entered together.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { isChecked } from "../../schema/kit/damm.ts";
import { registrationSignIn } from "../../schema/registration.ts";
import { registrationGet, registrationQueue } from "../../schema/registration-desk.ts";
import { registrationFind } from "../../schema/registration-find.ts";
import { registrationOpenMany } from "../../schema/registration-intake.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { CRISIS } from "../kit/people.ts";
import { comesBack, freshKey, makeWorld, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const sheet = (over: Record<string, unknown> = {}) => ({
  crisisId: CRISIS,
  lang: "en",
  recipients: ["org_embassyOne"],
  place: { landmark: "behind the marked school" },
  needs: ["water-food"],
  knows: "yes",
  batch: "Marked Building",
  groups: [{ name: "Marked Head A", people: "٣" }, { name: "Marked Head B", people: 1 }, { people: 5 }],
  ...over,
});
const count = (table: string) => env.DB.prepare(`SELECT count(*) AS n FROM ${table}`).first<number>("n");
interface Sheet {
  groups: { reference: string; pin: string }[];
  batch: string;
}
const sends = (over: Record<string, unknown> = {}, key = freshKey(), headers: Record<string, string> = {}) =>
  world.as("nobody").does(registrationOpenMany, sheet(over), { key, headers });

describe("a leader's sheet", () => {
  it("makes one request for each line: own code, own number, own people, own key", async () => {
    const before = (await count("registration")) ?? 0;
    const answer = await sends();
    expect(answer.status).toBe(200);
    const { groups, batch } = answer.body as unknown as Sheet;
    expect(batch).toBe("Marked Building");
    expect(groups).toHaveLength(3);
    expect(new Set(groups.map((one) => one.reference)).size).toBe(3);
    expect(new Set(groups.map((one) => one.pin)).size).toBe(3);
    for (const { reference } of groups) expect(isChecked(reference)).toBe(true);
    expect(await count("registration")).toBe(before + 3);
    const seen = [];
    for (const { reference, pin } of groups) {
      const { body } = await (await comesBack(reference, pin)).does(registrationStatus);
      seen.push(body as unknown as { persons: { name: string | null }[]; asked: unknown; needs: unknown[] });
    }
    expect(seen.map((one) => one.persons.length)).toEqual([3, 1, 5]);
    expect(seen.map((one) => one.persons[0]?.name)).toEqual(["Marked Head A", "Marked Head B", null]);
    for (const one of seen) {
      expect(one.asked).toEqual({ by: "leader", knows: "yes", batch: "Marked Building", confirmedAt: null });
      expect(one.needs).toHaveLength(1);
    }
    const keys = await env.DB.prepare("SELECT DISTINCT hex(wrappedKey) AS k FROM registration").all();
    expect(keys.results).toHaveLength(before + 3);
  });
  it("sent again is the same sheet, and with another line another one is refused", async () => {
    const key = freshKey();
    const first = await sends({}, key);
    const before = await count("registration");
    const again = await sends({}, key);
    expect(again.body).toEqual(first.body);
    expect(await count("registration")).toBe(before);
    const other = await sends({ groups: [{ people: 2 }] }, key);
    expect([other.status, other.body.code]).toEqual([422, "key-reused"]);
    // From two tabs at once.
    const twin = freshKey();
    const both = await Promise.all([sends({}, twin), sends({}, twin)]);
    expect(both[0]?.body).toEqual(both[1]?.body);
    expect(await count("registration")).toBe((before ?? 0) + 3);
  });
  it("takes fifty lines and not fifty-one, and keeps none where one of them is wrong", async () => {
    const lines = (n: number) => Array.from({ length: n }, () => ({ people: 1 }));
    const before = (await count("registration")) ?? 0;
    const tooMany = await sends({ groups: lines(51) });
    expect(tooMany.body).toMatchObject({
      code: "malformed",
      fields: [{ path: "groups", reason: "too-many" }],
    });
    const none = await sends({ groups: [] });
    expect(none.body).toMatchObject({ fields: [{ path: "groups", reason: "empty" }] });
    const wrong = await sends({ groups: [...lines(3), { people: 31 }, { people: 0 }, { people: "many" }] });
    expect(wrong.body.fields).toEqual([
      { path: "groups.3.people", reason: "too-large" },
      { path: "groups.4.people", reason: "too-small" },
      { path: "groups.5.people", reason: "not-a-number" },
    ]);
    expect(await count("registration")).toBe(before);
    expect((await sends({ groups: lines(50) })).status).toBe(200);
    expect(await count("registration")).toBe(before + 50);
  });
  it("fails only in named ways", async () => {
    const code = async (over: Record<string, unknown>) => (await sends(over)).body.code;
    expect(await code({ recipients: ["org_nobodyHere"] })).toBe("recipient-unknown");
    expect(await code({ recipients: [] })).toBe("malformed");
    expect(await code({ place: { zoneId: "zon_nobodyHere" } })).toBe("place-unknown");
    expect(await code({ crisisId: "crs_nobodyHere" })).toBe("not-found");
    expect(await code({ surprise: 1 })).toBe("malformed");
    const there = await sends({ place: { lng: 13.1, lat: 32.8 } });
    expect(there.body).toMatchObject({ fields: [{ path: "place.lat", reason: "not-their-device" }] });
    const large = await sends({ batch: "x".repeat(70_000) });
    expect([large.status, large.body.code]).toEqual([413, "too-large"]);
  });
  it("stands in no list: the label is sealed, the audit names no case, and other organisations see nothing", async () => {
    await sends({ batch: "Unmistakable Label" });
    const rows = await env.DB.prepare(
      "SELECT targetId, actor FROM audit WHERE act = 'registration.openMany'",
    ).all<{ targetId: string | null; actor: string }>();
    expect(rows.results.every((row) => row.targetId === null && row.actor === "nobody")).toBe(true);
    for (const { name } of (
      await env.DB.prepare(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'",
      ).all<{
        name: string;
      }>()
    ).results) {
      const { results } = await env.DB.prepare(`SELECT * FROM "${name}"`).all();
      const text = JSON.stringify(results, (_, value: unknown) =>
        value instanceof ArrayBuffer ? new TextDecoder().decode(value) : value,
      );
      expect([name, text.includes("Unmistakable Label")]).toEqual([name, false]);
    }
    const other = await world.as("otherEmbassy").does(registrationQueue, { crisisId: CRISIS, state: "open" });
    expect(other.body.rows).toEqual([]);
  });
  it("is read by those whom the leader chose, case by case, as somebody else's word", async () => {
    const { body } = await sends({ batch: "Case Label" });
    const [first] = (body as unknown as Sheet).groups;
    const queue = await world
      .as("embassyCoordinator")
      .does(registrationFind, { crisisId: CRISIS, reference: first?.reference });
    const [row] = queue.body.found as { id: string }[];
    expect(JSON.stringify(row)).not.toContain("Case Label");
    const opened = await world.as("embassyCoordinator").does(registrationGet, { id: row?.id });
    expect(opened.body.asked).toEqual({ by: "leader", knows: "yes", batch: "Case Label", confirmedAt: null });
  });
  it("slows a flood and nobody else: forty sheets cost no waiting, and asking alone never waits for them", async () => {
    const headers = { "CF-Connecting-IP": "198.51.100.7" };
    const statuses = [];
    for (let n = 0; n < 44; n++)
      statuses.push((await sends({ groups: [{ people: 1 }] }, freshKey(), headers)).status);
    expect(statuses.slice(0, 42)).toEqual(Array(42).fill(200));
    expect(statuses.slice(-1)).toEqual([429]);
    const waits = await sends({ groups: [{ people: 1 }] }, freshKey(), headers);
    expect(Number(waits.body.retryAfter)).toBeLessThanOrEqual(60);
    expect((await sends()).status).toBe(200);
    const { someone } = await world.opens();
    expect((await someone.does(registrationStatus)).status).toBe(200);
    // Long floods never wait longer than a minute.
    await env.DB.prepare("UPDATE attempt SET failures = 500 WHERE door = 'sheet' AND failures > 40").run();
    const flooding = await sends({ groups: [{ people: 1 }] }, freshKey(), headers);
    expect([flooding.status, Number(flooding.body.retryAfter) <= 60]).toEqual([429, true]);
  }, 60_000);
  it("gives codes that only their own numbers open", async () => {
    const { body } = await sends();
    const [a, b] = (body as unknown as Sheet).groups;
    const crossed = await world
      .as("nobody")
      .does(registrationSignIn, { reference: a?.reference, pin: b?.pin });
    expect(crossed.body.code).toBe("code-or-pin-wrong");
  });
});
