// Complaints at the desk of oversight: states and answers that she reads, both words at once, and deadlines by a moved clock.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { complaintWithdraw } from "../../schema/complaint.ts";
import {
  complaintAnswer,
  complaintCase,
  complaintCount,
  complaintState,
} from "../../schema/complaint-desk.ts";
import { clockRuns, DAY, later } from "../consent/clock.ts";
import { CRISIS, personNames } from "../kit/people.ts";
import { freshKey, makeWorld, type Someone, type World } from "../kit/world.ts";
import { atRest, files, overseeDoors, says, sees } from "./office.ts";

let world: World;
let oversight: Someone;
beforeAll(async () => {
  world = await makeWorld();
  oversight = world.as("oversightVisitor");
});
const { list, rowOf, moves } = overseeDoors(() => oversight);

describe("an answer", () => {
  it("is read by her with her code, sealed at rest, and kept from everybody else", async () => {
    const filed = await files();
    expect((await rowOf(filed.id))?.waits).toBe(true);
    const text = "Quiet lantern: we have asked for your papers";
    const answered = await oversight.does(
      complaintAnswer,
      { id: filed.id, ...says(text) },
      { key: freshKey() },
    );
    expect(answered.status).toBe(200);
    expect((await sees(filed)).words.map((one) => [one.hers, one.text])).toEqual([
      [true, null],
      [false, text],
    ]);
    expect((await rowOf(filed.id))?.waits).toBe(false);
    const bytes = await atRest();
    expect(bytes).toContain("Oversight panel");
    expect(bytes).not.toContain("Quiet lantern");
    for (const name of personNames.filter((one) => one !== "oversightVisitor")) {
      const who = world.as(name);
      const other = await who.does(complaintAnswer, { id: filed.id, ...says("x") }, { key: freshKey() });
      const moved = await moves(filed.id, "looking", 1, {}, who);
      const looked = await who.does(complaintCase, { id: filed.id });
      expect(
        [name, other.status, moved.status, looked.status].slice(1).every((one) => Number(one) >= 401),
      ).toBe(true);
    }
  });
  it("is refused empty, too long, twice under one id, and for what is none", async () => {
    const { id } = await files();
    const answer = (over: Record<string, unknown>) =>
      oversight.does(complaintAnswer, { id, ...says("a"), ...over }, { key: freshKey() });
    for (const over of [{ text: " " }, { text: "a".repeat(3001) }, { wordId: "x" }, { to: "all" }])
      expect((await answer(over)).body.code).toBe("malformed");
    const once = says("a");
    expect((await answer(once)).status).toBe(200);
    expect((await answer(once)).body.code).toBe("already-exists");
    expect((await answer({ id: "cmp_nowhere01" })).body.code).toBe("not-found");
  });
});

describe("states", () => {
  it("go from received to looked into to an outcome with words; each is dated and told; nothing goes back", async () => {
    const filed = await files();
    expect((await moves(filed.id, "received", 1)).body.code).toBe("transition-impossible");
    expect((await moves(filed.id, "withdrawn", 1)).body.code).toBe("transition-impossible");
    expect((await moves(filed.id, "upheld", 1)).body.code).toBe("reason-missing");
    expect((await moves(filed.id, "looking", 9)).body.code).toBe("stale");
    const unguarded = await oversight.does(complaintState, { id: filed.id, state: "looking" });
    expect(unguarded.body.code).toBe("version-missing");
    expect((await moves(filed.id, "looking", 1)).body).toMatchObject({ state: "looking", version: 2 });
    expect((await moves(filed.id, "looking", 2)).body.code).toBe("transition-impossible");
    const both = await Promise.all(
      ["upheld", "not-upheld"].map((state) => moves(filed.id, state, 2, says("It was so."))),
    );
    expect(both.map((one) => one.status).sort()).toEqual([200, 412]);
    const seen = await sees(filed);
    expect(seen.steps.map((one) => one.state)).toEqual(["received", "looking", seen.state]);
    expect(seen.words.filter((one) => !one.hers).map((one) => one.text)).toEqual(["It was so."]);
    expect(seen.keptUntil).not.toBe(null);
    expect((await moves(filed.id, "partly", 3, says("Or not."))).body.code).toBe("transition-impossible");
    expect((await filed.teller.does(complaintWithdraw, {})).body.code).toBe("transition-impossible");
    expect((await rowOf(filed.id, "closed"))?.state).toBe(seen.state);
    expect(await rowOf(filed.id)).toBe(undefined);
    // Nobody opens it again past the doors either; she may still ask, and be answered.
    await expect(
      env.DB.prepare("UPDATE complaint SET state = 'looking' WHERE id = ?1").bind(filed.id).run(),
    ).rejects.toThrow("transition-impossible");
    expect((await oversight.does(complaintAnswer, { id: filed.id, ...says("Ask us.") })).status).toBe(200);
  });
});

describe("her word and oversight's at once", () => {
  it("leave one end: she takes it back, or it is decided, and the other is told that it is over", async () => {
    for (let n = 0; n < 3; n++) {
      const filed = await files();
      const both = await Promise.all([
        filed.teller.does(complaintWithdraw, {}, { key: freshKey() }),
        moves(filed.id, "referred", 1, says("Another office has it.")),
      ]);
      const [hers, theirs] = both.map((one) => (one.status === 200 ? "done" : one.body.code));
      expect([hers, theirs].filter((one) => one === "done").length).toBe(1);
      expect(["done", "transition-impossible"]).toContain(hers);
      expect(["done", "stale", "transition-impossible"]).toContain(theirs);
      const { steps } = await sees(filed);
      expect(steps.length).toBe(2);
    }
  });
});

describe("deadlines", () => {
  it("pass by the crisis's clock: what is late stands on top, is marked once, and stays late for the count", async () => {
    const filed = await files();
    const quick = await files();
    await moves(quick.id, "looking", 1);
    expect((await sees(filed)).late).toBe(false);
    await later(world, 3 * DAY + 1);
    await clockRuns();
    await clockRuns();
    expect((await sees(filed)).late).toBe(true);
    expect((await sees(quick)).late).toBe(false);
    const { rows, late } = await list();
    expect([late > 0, rows[0]?.late]).toEqual([true, true]);
    const firstInTime = rows.findIndex((one) => !one.late);
    expect(rows.slice(firstInTime).every((one) => !one.late)).toBe(true);
    const marks = (id: string) =>
      env.DB.prepare(
        "SELECT acknowledgeLateAt IS NOT NULL AS a, outcomeLateAt IS NOT NULL AS o FROM complaint WHERE id = ?1",
      )
        .bind(id)
        .first();
    expect([await marks(filed.id), await marks(quick.id)]).toEqual([
      { a: 1, o: 0 },
      { a: 0, o: 0 },
    ]);
    const counted = await world.as("platformAdministrator").does(complaintCount, { crisisId: CRISIS });
    expect(counted.body).toEqual({ open: (await list()).open, late });
    for (const name of ["embassyCoordinator", "supervisor", "gateOfficer", "nobody"] as const)
      expect((await world.as(name).does(complaintCount, { crisisId: CRISIS })).status).toBeGreaterThan(400);
    await later(world, 28 * DAY);
    await clockRuns();
    expect(await marks(quick.id)).toEqual({ a: 0, o: 1 });
    const audit = await env.DB.prepare(
      "SELECT count(*) AS n FROM audit WHERE act = 'complaint.late'",
    ).first<number>("n");
    expect(audit).toBe(2);
  });
});
