// The register of requests for data: kept by those who run and watch the platform, never changed, and counted in public by
// year and answer, also where there was none.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { demandAnswer, demandCount, demandList, demandRecord } from "../../schema/demand.ts";
import type { PersonName } from "../kit/people.ts";
import { freshKey, makeWorld, send, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const year = new Date().getUTCFullYear();
const today = new Date().toISOString().slice(0, 10);
const asked = { source: "security-body", subject: "list-of-people", day: today };
const record = (by: PersonName, id: string, over: Record<string, unknown> = {}, key = freshKey()) =>
  world.as(by).does(demandRecord, { id, ...asked, ...over }, { key });
const answer = (by: PersonName, id: string, said: string, day = today) =>
  world.as(by).does(demandAnswer, { id, answer: said, day }, { key: freshKey() });
const years = async (by: PersonName = "nobody") =>
  (await world.as(by).does(demandCount)).body.years as { year: number; asked: number }[];
const ofYear = async (wanted: number) => (await years()).find((one) => one.year === wanted);

describe("the public count", () => {
  it("says none where there was none, to everybody", async () => {
    const none = [{ year, asked: 0, refused: 0, partly: 0, complied: 0, pending: 0 }];
    for (const by of ["nobody", "strandedMigrant", "embassyCoordinator", "gateOfficer"] as const)
      expect(await years(by)).toEqual(none);
    for (const lang of ["en", "ar", "bn"]) {
      const { status, text } = await send("GET", `/${lang}/rights`);
      expect(status).toBe(200);
      expect(text).toContain(String(year));
    }
    expect((await send("GET", "/en/rights")).text).toContain(`data in ${String(year)}: 0.`);
  });
  it("counts each once, by its newest answer, in the year in which it came; years between are there", async () => {
    expect(
      (await record("oversightVisitor", "dmd_first0001", { day: `${String(year - 2)}-05-03` })).status,
    ).toBe(200);
    await record("platformAdministrator", "dmd_second001");
    await record("platformAdministrator", "dmd_third0001", { source: "court", subject: "one-person" });
    expect(await ofYear(year)).toMatchObject({ asked: 2, pending: 2 });
    await answer("oversightVisitor", "dmd_second001", "refused");
    await answer("oversightVisitor", "dmd_third0001", "complied");
    await answer("platformAdministrator", "dmd_third0001", "partly");
    expect(await ofYear(year)).toEqual({ year, asked: 2, refused: 1, partly: 1, complied: 0, pending: 0 });
    expect(await ofYear(year - 1)).toMatchObject({ asked: 0 });
    expect(await ofYear(year - 2)).toMatchObject({ asked: 1, pending: 1 });
    const { text } = await send("GET", "/en/rights");
    expect(text).toContain(
      `data in ${String(year)}: 2. Refused: 1. Partly given: 1. Given: 0. No answer yet: 0.`,
    );
    expect(text).toContain(`data in ${String(year - 2)}: 1.`);
  });
});

describe("the register", () => {
  const list = async (by: PersonName, over = {}) => world.as(by).does(demandList, over);
  it("is read and kept by the platform's administrators and oversight, and by nobody else", async () => {
    for (const by of [
      "supervisor",
      "embassyCoordinator",
      "permitOfficer",
      "healthViewer",
      "gateOfficer",
    ] as const) {
      expect((await list(by)).body.code).toBe("not-allowed");
      expect((await record(by, "dmd_byothers1")).body.code).toBe("not-allowed");
      expect((await answer(by, "dmd_first0001", "complied")).body.code).toBe("not-allowed");
    }
    for (const by of ["nobody", "strandedMigrant"] as const)
      expect((await list(by)).body.code).toBe("signed-out");
    const { body } = await list("oversightVisitor");
    const third = (body.demands as { id: string; answers: { answer: string }[] }[]).find(
      (one) => one.id === "dmd_third0001",
    );
    expect(third?.answers.map((one) => one.answer)).toEqual(["complied", "partly"]);
  });
  it("keeps free words sealed, and shows them to those who keep it", async () => {
    await record("oversightVisitor", "dmd_words0001", { words: "Albatross warrant" });
    const { results } = await env.DB.prepare("SELECT * FROM demand").all();
    const bytes = JSON.stringify(results, (_, value: unknown) =>
      value instanceof ArrayBuffer ? new TextDecoder().decode(value) : value,
    );
    expect(bytes).not.toContain("Albatross");
    expect((await list("platformAdministrator")).text).toContain("Albatross warrant");
  });
  it("cannot be edited or emptied, by any act or by the database", async () => {
    expect((await record("oversightVisitor", "dmd_first0001")).body.code).toBe("already-exists");
    for (const sql of [
      "UPDATE demand SET source = 'other'",
      "DELETE FROM demand",
      "UPDATE demandAnswer SET answer = 'refused'",
      "DELETE FROM demandAnswer",
    ])
      await expect(env.DB.prepare(sql).run()).rejects.toThrow("append-only");
  });
  it("refuses days that have not come, answers before the question, unknown words, and answers to nothing", async () => {
    expect(
      (await record("oversightVisitor", "dmd_later0001", { day: `${String(year + 1)}-12-31` })).body.code,
    ).toBe("dates-reversed");
    expect((await answer("oversightVisitor", "dmd_second001", "refused", "2001-01-01")).body.code).toBe(
      "dates-reversed",
    );
    for (const over of [
      { day: "yesterday" },
      { day: "2026-02-30" },
      { source: "friend" },
      { subject: "" },
      { name: "x" },
    ])
      expect((await record("oversightVisitor", "dmd_wrong0001", over)).body.code).toBe("malformed");
    expect((await answer("oversightVisitor", "dmd_nowhere01", "refused")).body.code).toBe("not-found");
    expect((await answer("oversightVisitor", "dmd_second001", "perhaps")).body.code).toBe("malformed");
  });
  it("delivered twice is one entry; another body under the same key is refused", async () => {
    const key = freshKey();
    const first = await record("oversightVisitor", "dmd_twice0001", {}, key);
    const again = await record("oversightVisitor", "dmd_twice0001", {}, key);
    expect([first.status, again.status, again.body.id]).toEqual([200, 200, "dmd_twice0001"]);
    expect((await record("oversightVisitor", "dmd_twice0001", { source: "court" }, key)).body.code).toBe(
      "key-reused",
    );
  });
  it("is read in pages", async () => {
    for (let n = 0; n < 52; n++) await record("oversightVisitor", `dmd_page${String(n).padStart(6, "0")}`);
    const first = (await list("oversightVisitor")).body as { demands: { id: string }[]; next: string };
    const second = (await list("oversightVisitor", { after: first.next })).body as typeof first;
    const ids = [...first.demands, ...second.demands].map((one) => one.id);
    expect([first.demands.length, new Set(ids).size, ids.length, second.next]).toEqual([50, 57, 57, null]);
    expect((await list("oversightVisitor", { after: "dmd_nowhere01" })).body.code).toBe("not-found");
  }, 30_000);
});
