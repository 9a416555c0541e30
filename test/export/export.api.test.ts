// export: a sheet of people for a purpose. Who may ask, agree and open; what a second officer sees; what is gone when
// consent is; and that nothing of it is left to be stolen. A lone officer stands in alone.api.test.ts.
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { consentWithdraw } from "../../schema/consent.ts";
import { exportAlone, exportAnswer, exportAsk } from "../../schema/export.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { freshKey, makeWorld, type World } from "../kit/world.ts";
import { exporting, filter, idOf, large, small } from "./asking.ts";
import { linesOf } from "./sheet.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

// What the sheets of one test hold is not counted with the next: test/export/together counts.
const anew = () => env.DB.prepare("DELETE FROM exportPerson").run();

const { opens, count, ask, file, answers, list, steps } = exporting(() => world);

describe("a sheet of a hundred or fewer", () => {
  beforeEach(anew);
  it("holds whom the organisation may open by name, one row each, with its mark and no more than was counted", async () => {
    const { id, reference } = await opens(2, "medicine");
    await opens(3, "medicine", ["org_embassyTwo"]);
    expect(await count("embassyCoordinator", small)).toMatchObject({ groups: 1, people: 2, tooMany: false });
    const export_ = idOf(await ask(small));
    const { body } = await file(export_);
    expect([body.rows, body.missing]).toEqual([2, 0]);
    const csv = String(body.csv);
    expect(csv.startsWith("\ufeffline,export,reference,")).toBe(true);
    expect(csv.endsWith("\r\n")).toBe(true);
    const [head, about, ...rows] = linesOf(csv);
    expect(about?.line).toBe("about");
    for (const part of [
      export_,
      "2 people in 1 groups",
      "an embassy coordinator (off_emb0001)",
      "Embassy one",
      "2011-03-01T06",
      "movement, Seat list of the ship",
    ])
      expect(about?.about).toContain(part);
    expect(head).toBeDefined();
    expect(rows).toMatchObject([
      {
        line: "person",
        export: export_,
        reference,
        n: "1",
        m: "2",
        name: "Marked Name 0",
        birthYear: "1980",
      },
      { line: "person", export: export_, reference, n: "2", m: "2", name: "Marked Name 1", place: "cell" },
    ]);
    expect(csv).not.toContain("13.180");
    // Somebody who gets help later does not join a sheet that was asked for before.
    await opens(4, "medicine");
    expect((await file(export_)).body.rows).toBe(2);
    expect(id).toMatch(/^reg_/);
  });
  it("is hers to read of, and stands in the audit by its number", async () => {
    const { someone } = await opens(1, "shelter");
    const export_ = idOf(await ask({ need: "shelter" }));
    const looks = async () =>
      (await someone.does(registrationStatus)).body.looks as { name: string; at: string }[];
    expect(await looks()).toEqual([]);
    await file(export_);
    expect((await looks()).map((one) => one.name)).toEqual(["Embassy one"]);
    const { results } = await env.DB.prepare("SELECT act FROM audit WHERE targetId = ?1 ORDER BY seq")
      .bind(export_)
      .all<{ act: string }>();
    expect(results.map((row) => row.act)).toEqual(["export.ask", "export.file"]);
  });
  it("leaves out who withdrew meanwhile, and says how many", async () => {
    const leaving = await opens(2, "baby");
    await opens(3, "baby");
    const export_ = idOf(await ask({ need: "baby" }));
    expect((await file(export_)).body).toMatchObject({ rows: 5, missing: 0 });
    await leaving.someone.does(consentWithdraw, { organisationId: "org_embassyOne" });
    const { body } = await file(export_);
    expect(body).toMatchObject({ rows: 3, missing: 2 });
    expect(String(body.csv)).toContain("2 are missing");
    expect(String(body.csv)).not.toContain(leaving.reference);
  });
  it("is made for the figure that stood on the button, and for no other", async () => {
    const input = { ...small, people: 1, purpose: "movement", why: "x" };
    const answer = await world.as("embassyCoordinator").does(exportAsk, input);
    expect([answer.status, answer.body.code]).toEqual([409, "count-changed"]);
    const none = { ...filter, need: "disability", people: 0, purpose: "movement", why: "x" };
    expect((await world.as("embassyCoordinator").does(exportAsk, none)).body.code).toBe("count-changed");
    for (const wrong of [{ why: "" }, { why: undefined }, { purpose: "curiosity" }, { people: -1 }])
      expect((await world.as("embassyCoordinator").does(exportAsk, { ...input, ...wrong })).body.code).toBe(
        "malformed",
      );
  });
  it("is nobody's in another organisation, whatever the role, and not even known there", async () => {
    const export_ = idOf(await ask(small));
    for (const by of ["otherEmbassy", "agencyCoordinator", "healthCoordinator"] as const) {
      expect((await file(export_, by)).body.code).toBe("not-found");
      expect((await answers(export_, by)).body.code).toBe("not-found");
      expect((await world.as(by).does(exportAlone, { id: export_, reason: "x" })).body.code).toBe(
        "not-found",
      );
      expect((await list(by)).map((one) => one.id)).not.toContain(export_);
    }
    for (const by of [
      "fieldWorker",
      "healthViewer",
      "permitOfficer",
      "gateOfficer",
      "platformAdministrator",
    ] as const)
      expect((await file(export_, by)).body.code).toBe("not-allowed");
    for (const by of ["nobody", "strandedMigrant"] as const)
      expect((await file(export_, by)).body.code).toBe("signed-out");
  });
  it("is not opened by a colleague who has nothing to do with it", async () => {
    const export_ = idOf(await ask(small));
    expect((await file(export_, "embassyColleague")).body.code).toBe("not-found");
    expect((await list("embassyColleague")).find((one) => one.id === export_)).toMatchObject({
      mine: false,
      mayOpen: false,
      mayAnswer: false,
      people: 6,
      why: "Seat list of the ship",
    });
  });
  it("asked for twice with one key is one, and with another body none", async () => {
    const key = freshKey();
    const first = await ask(small, "embassyCoordinator", key);
    const again = await ask(small, "embassyCoordinator", key);
    expect(again.body.id).toBe(first.body.id);
    const other = await ask({ ...small, why: "Something else" }, "embassyCoordinator", key);
    expect([other.status, other.body.code]).toEqual([422, "key-reused"]);
    const stolen = await ask(small, "embassyColleague", key);
    expect(stolen.body.id).not.toBe(first.body.id);
  });
});

describe("a sheet above a hundred", () => {
  let waiting = "";
  beforeAll(async () => {
    for (let n = 0; n < 4; n++) await opens(30, "water-food");
    waiting = idOf(await ask(large));
  });

  it("waits: nobody opens it, not even whoever asked", async () => {
    expect((await list("embassyCoordinator")).find((one) => one.id === waiting)).toMatchObject({
      state: "waiting",
      people: 120,
      groups: 4,
      mine: true,
      mayAnswer: false,
      mayOpen: false,
    });
    for (const by of ["embassyCoordinator", "embassyColleague", "supervisor"] as const) {
      const answer = await file(waiting, by);
      expect([answer.status, answer.body.code, answer.body.csv]).toEqual([
        422,
        "second-officer-needed",
        undefined,
      ]);
    }
  });
  it("is never agreed to by whoever asked, nor by another organisation or role", async () => {
    expect((await answers(waiting, "embassyCoordinator")).body.code).toBe("second-officer-needed");
    expect((await answers(waiting, "otherEmbassy")).body.code).toBe("not-found");
    expect((await answers(waiting, "oversightVisitor")).body.code).toBe("not-allowed");
    // The database says the same, whatever a handler forgot.
    await expect(
      env.DB.prepare("UPDATE export SET agreed = 1, secondBy = askedBy, secondAt = askedAt WHERE id = ?1")
        .bind(waiting)
        .run(),
    ).rejects.toThrow("CHECK");
    await expect(
      env.DB.prepare("UPDATE export SET people = 3 WHERE id = ?1").bind(waiting).run(),
    ).rejects.toThrow("append-only");
  });
  it("is seen by the second officer as count, filter and purpose; the sheet opens after her yes, for both", async () => {
    expect((await list("embassyColleague")).find((one) => one.id === waiting)).toMatchObject({
      mayAnswer: true,
      people: 120,
      filter: { state: "open", need: "water-food" },
      purpose: "movement",
      why: "Seat list of the ship",
    });
    const answer = await answers(waiting, "embassyColleague");
    expect(answer.body).toMatchObject({ state: "ready", second: { by: "her colleague" } });
    for (const by of ["embassyCoordinator", "embassyColleague"] as const) {
      const { body } = await file(waiting, by);
      expect(body).toMatchObject({ rows: 120, missing: 0 });
      expect(String(body.csv)).toContain("agreed to by her colleague (off_emb0002)");
    }
    expect((await file(waiting, "supervisor")).body.code).toBe("not-found");
  });
  it("is answered once: of two answers at once, one counts", async () => {
    expect((await answers(waiting, "supervisor", "no")).body.code).toBe("already-exists");
    const next = idOf(await ask(large));
    const both = await Promise.all([answers(next, "embassyColleague"), answers(next, "supervisor", "no")]);
    expect(both.map((one) => one.status).sort()).toEqual([200, 409]);
  });
  it("that was refused is over", async () => {
    const refused = idOf(await ask(large));
    expect((await answers(refused, "supervisor", "no")).body.state).toBe("refused");
    expect((await file(refused)).body.code).toBe("export-ended");
    expect(
      (await world.as("embassyCoordinator").does(exportAlone, { id: refused, reason: "x" })).body.code,
    ).toBe("export-ended");
  });
  it("says a replayed yes once more, and a moved officer is of her new organisation alone", async () => {
    const asked = idOf(await ask(large));
    const key = freshKey();
    const yes = () => world.as("embassyColleague").does(exportAnswer, { id: asked, agree: "yes" }, { key });
    expect((await yes()).body.state).toBe("ready");
    expect((await yes()).body.state).toBe("ready");
    await env.DB.prepare(
      "UPDATE officer SET organisationId = 'org_embassyTwo' WHERE id = 'off_emb0002'",
    ).run();
    expect((await file(asked, "embassyColleague")).body.code).toBe("signed-out");
    await world.signsIn("embassyColleague");
    expect((await file(asked, "embassyColleague")).body.code).toBe("not-found");
    await env.DB.prepare(
      "UPDATE officer SET organisationId = 'org_embassyOne' WHERE id = 'off_emb0002'",
    ).run();
    await world.signsIn("embassyColleague");
    expect((await file(asked, "embassyColleague")).status).toBe(200);
  });
});

describe("time", () => {
  beforeEach(anew);
  it("ends a sheet after three days, for everybody; one that waited three days waits no more", async () => {
    const ready = idOf(await ask(small));
    const waits = idOf(await ask(large));
    await steps(71);
    expect((await file(ready)).status).toBe(200);
    const late = idOf(await ask(large));
    await steps(1);
    expect((await file(ready)).body.code).toBe("export-ended");
    expect((await answers(waits, "embassyColleague")).body.code).toBe("export-ended");
    // Its three days begin with the yes.
    await steps(60);
    expect((await answers(late, "embassyColleague")).status).toBe(200);
    await steps(60);
    expect((await file(late)).status).toBe(200);
    await steps(12);
    expect((await file(late)).body.code).toBe("export-ended");
  });
});

describe("more than five hundred", () => {
  it("is not made at all", async () => {
    for (let n = 0; n < 16; n++) await opens(30, "family");
    await opens(20, "family");
    const most = { ...filter, need: "family" };
    expect(await count("embassyCoordinator", most)).toMatchObject({ people: 500, tooMany: false });
    expect((await ask(most)).body).toMatchObject({ people: 500, state: "waiting" });
    await opens(1, "family");
    expect(await count("embassyCoordinator", most)).toMatchObject({ people: 501, tooMany: true });
    const answer = await ask(most);
    expect([answer.status, answer.body.code]).toEqual([422, "export-too-large"]);
    expect((await ask({ ...most, people: 500 })).body.code).toBe("export-too-large");
  }, 60_000);
});
