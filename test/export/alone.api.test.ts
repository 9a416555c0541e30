// A lone officer takes a sheet that takes two, with a reason: who may, who reads it, and what its review does.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { exportAlone } from "../../schema/export.ts";
import { glassList, glassReview } from "../../schema/glass.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import { freshKey, makeWorld, type World } from "../kit/world.ts";
import { exporting, idOf, large } from "./asking.ts";

interface Row {
  id: string;
  targetId: string;
}
let world: World;
const { opens, ask, file, list, steps } = exporting(() => world);
beforeAll(async () => {
  world = await makeWorld();
  for (let n = 0; n < 4; n++) await opens(30, "water-food");
});

describe("a lone officer", () => {
  it("goes on with a reason, and a supervisor looks at it the next day", async () => {
    const asked = idOf(await ask(large));
    const alone = (by: PersonName, reason: unknown = "Nobody else is on duty") =>
      world.as(by).does(exportAlone, { id: asked, reason }, { key: freshKey() });
    expect((await alone("embassyColleague")).body.code).toBe("not-found");
    expect((await alone("embassyCoordinator", "  ")).body.code).toBe("malformed");
    const gone = await alone("embassyCoordinator");
    expect(gone.body).toMatchObject({ state: "ready", alone: { reviewed: null } });
    expect((await alone("embassyCoordinator")).body.code).toBe("already-exists");
    expect(String((await file(asked)).body.csv)).toContain("taken alone, to be reviewed");
    // Her people read that a reason was given, and the reason stands among those that others review.
    const record = await env.DB.prepare(
      `SELECT g.officerId, g.act FROM access x JOIN audit a ON a.seq = x.seq JOIN glass g ON g.id = x.glassId
       WHERE a.act = 'export.file' AND a.targetId = ?1 LIMIT 1`,
    )
      .bind(asked)
      .first();
    expect(record).toEqual({ officerId: "off_emb0001", act: "export.file" });
    const given = (await world.as("supervisor").does(glassList, { crisisId: CRISIS })).body.rows;
    expect(given).toContainEqual(
      expect.objectContaining({
        targetId: asked,
        kind: "alone",
        words: "Nobody else is on duty",
        sheet: expect.objectContaining({ found: null }),
        mine: true,
      }),
    );
    const { results } = await env.DB.prepare("SELECT hex(alone) AS alone, hex(why) AS why FROM export").all();
    expect(JSON.stringify(results)).not.toContain(Buffer.from("Nobody else").toString("hex").toUpperCase());
  });
  it("goes on no second time while an earlier one is overdue", async () => {
    const next = idOf(await ask(large));
    await steps(25);
    const alone = () => world.as("embassyCoordinator").does(exportAlone, { id: next, reason: "Again alone" });
    expect((await alone()).body.code).toBe("second-officer-needed");
    const [first] = (await list("embassyCoordinator")).filter((one) => one.alone !== null);
    const reasonOf = async (id: unknown) =>
      ((await world.as("supervisor").does(glassList, { crisisId: CRISIS })).body.rows as Row[]).find(
        (row) => row.targetId === id,
      )?.id;
    const id = await reasonOf(first?.id);
    const review = (by: PersonName, over: Record<string, unknown> = { found: "wrong" }) =>
      world.as(by).does(glassReview, { id, ...over }, { key: freshKey() });
    expect((await review("embassyCoordinator")).body.code).toBe("not-allowed");
    expect(await reasonOf(next)).toBeUndefined();
    // A sheet says what was found; nothing else is found right or wrong.
    expect((await review("supervisor", {})).body.code).toBe("malformed");
    expect((await review("supervisor")).status).toBe(200);
    expect((await list("supervisor")).find((one) => one.id === first?.id)).toMatchObject({
      state: "refused",
      alone: { reviewed: { found: "wrong", by: "a supervisor" } },
    });
    // It was found once: a second word changes nothing.
    expect((await review("supervisor", { found: "right" })).status).toBe(200);
    expect((await list("supervisor")).find((one) => one.id === first?.id)).toMatchObject({
      state: "refused",
    });
    const left = (await world.as("supervisor").does(glassList, { crisisId: CRISIS })).body.rows;
    expect(left).not.toContainEqual(expect.objectContaining({ targetId: first?.id }));
    // What was found wrong opens no more.
    expect((await file(String(first?.id))).body.code).toBe("export-ended");
    expect((await alone()).status).toBe(200);
  });
  it("who is a supervisor is not reviewed by herself", async () => {
    const asked = idOf(await ask(large, "supervisor"));
    await world.as("supervisor").does(exportAlone, { id: asked, reason: "Alone at night" });
    const rows = (await world.as("supervisor").does(glassList, { crisisId: CRISIS })).body.rows as Row[];
    const id = rows.find((row) => row.targetId === asked)?.id;
    const review = (by: PersonName) => world.as(by).does(glassReview, { id, found: "right" });
    expect((await review("supervisor")).body.code).toBe("second-officer-needed");
    expect((await review("oversightVisitor")).status).toBe(200);
  });
});
