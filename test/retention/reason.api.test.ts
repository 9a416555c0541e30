// Officers' free words: what nobody has to act on any more goes by the clock, what waits for a review or a lift stays, and the
// rows themselves are kept, without the words.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { demandAnswer, demandCount, demandRecord } from "../../schema/demand.ts";
import { exportAsk, exportCount, exportList } from "../../schema/export.ts";
import { glassList, glassReview } from "../../schema/glass.ts";
import { organisationStop } from "../../schema/organisation-stop.ts";
import { retentionGet, retentionPreview, retentionSet } from "../../schema/retention.ts";
import { rotateWords } from "../../worker/export/rotate.ts";
import { settingsOf } from "../../worker/kit/env.ts";
import { usedVersions } from "../../worker/kit/ready.ts";
import { hex, sealByRing } from "../../worker/kit/seal.ts";
import { clockRuns, DAY, later } from "../consent/clock.ts";
import * as closed from "../glass/closed.ts";
import { CRISIS } from "../kit/people.ts";
import { freshKey, makeWorld, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
const key = () => ({ key: freshKey() });
const wordsOf = async (table: string, column: string, id: string) =>
  (
    await env.DB.prepare(`SELECT length(${column}) AS n FROM ${table} WHERE id = ?1`)
      .bind(id)
      .first<{ n: number | null }>()
  )?.n ?? 0;
const swept = (kind: string) =>
  env.DB.prepare("SELECT ifnull(sum(count), 0) AS n FROM sweep WHERE kind = ?1")
    .bind(kind)
    .first<number>("n");
const due = async (days: number) =>
  (
    await world
      .as("platformAdministrator")
      .does(retentionPreview, { crisisId: CRISIS, kind: "reason", days: String(days) })
  ).body.due;

async function gives(): Promise<string> {
  const { id } = await world.opens();
  await closed.closes(world, id);
  return (await closed.explains(world, "embassyCoordinator", id)).body.id as string;
}
async function sheets(needs: string[]): Promise<{ id: string; state: string }> {
  const filter = { crisisId: CRISIS, need: needs[0] };
  const { people } = (await world.as("embassyCoordinator").does(exportCount, filter)).body;
  const asked = { ...filter, people, purpose: "other", why: "Marked words of a sheet" };
  return (await world.as("embassyCoordinator").does(exportAsk, asked, key())).body as {
    id: string;
    state: string;
  };
}

describe("officers' words", () => {
  it("go half a year after the review, and are counted; what was not reviewed stays, whatever its age", async () => {
    const [reviewed, waiting] = [await gives(), await gives()];
    await world.opens({ needs: ["shelter"] });
    const sheet = await sheets(["shelter"]);
    // A sheet that was taken alone, and whose review nobody made.
    const alone = await sheets(["shelter"]);
    const words = await sealByRing(
      settingsOf(env as never),
      `export.alone:${alone.id}`,
      "Marked words alone",
    );
    await env.DB.prepare(
      "UPDATE export SET alone = unhex(?2), aloneAt = askedAt, reviewBy = askedAt WHERE id = ?1",
    )
      .bind(alone.id, hex(words))
      .run();
    const stopped = await world.as("oversightVisitor").does(
      organisationStop,
      {
        id: "stp_reason00001",
        crisisId: CRISIS,
        organisationId: "org_embassyTwo",
        reason: "Marked words of a stop",
      },
      key(),
    );
    expect(stopped.status).toBe(200);
    expect((await world.as("supervisor").does(glassReview, { id: reviewed }, key())).status).toBe(200);
    expect(await due(30)).toBe(0);
    await later(world, 179 * DAY);
    await clockRuns();
    expect(await wordsOf("glass", "words", reviewed)).toBeGreaterThan(0);
    await later(world, 5 * DAY);
    expect(await due(180)).toBe(2);
    await clockRuns();
    await clockRuns();
    expect([await due(180), await swept("reason")]).toEqual([0, 2]);
    expect(await wordsOf("glass", "words", reviewed)).toBe(0);
    expect(await wordsOf("export", "why", sheet.id)).toBe(0);
    expect(await wordsOf("glass", "words", waiting)).toBeGreaterThan(0);
    expect(await wordsOf("export", "why", alone.id)).toBeGreaterThan(0);
    expect(await wordsOf("stop", "reason", "stp_reason00001")).toBeGreaterThan(0);
    const kept = await world.as("supervisor").does(glassList, { crisisId: CRISIS, state: "reviewed" });
    expect((kept.body.rows as { id: string }[]).find((row) => row.id === reviewed)).toMatchObject({
      words: null,
      reason: "follow-up",
      kind: "look",
    });
    const listed = await world.as("embassyCoordinator").does(exportList, { crisisId: CRISIS });
    const { exports } = listed.body;
    expect((exports as { id: string }[]).find((one) => one.id === sheet.id)).toMatchObject({
      why: "",
      people: 2,
    });
    // Neither the ring's rotation nor its check stumbles over what is empty.
    expect((await usedVersions(env.DB)).every((one) => Number.isInteger(one))).toBe(true);
    const settings = settingsOf(env as never);
    await rotateWords({ db: env.DB, settings });
  });
  it("of a stop go once it was lifted; nothing else lets them go", async () => {
    const gone = () => env.DB.prepare("UPDATE stop SET reason = x'' WHERE id = 'stp_reason00001'").run();
    await expect(gone()).rejects.toThrow("append-only");
    await env.DB.batch([
      env.DB.prepare("DROP TRIGGER stopIsLiftedByTwo"),
      env.DB.prepare(
        "UPDATE stop SET liftedAt = at, liftedBy = by, liftedReason = x'0001aa' WHERE id = 'stp_reason00001'",
      ),
    ]);
    await clockRuns();
    expect(await wordsOf("stop", "reason", "stp_reason00001")).toBe(0);
    expect(await swept("reason")).toBe(3);
    // Some other act came last: the sweep alone lets words of sheets go.
    await world.opens();
    await expect(
      env.DB.prepare("UPDATE glass SET words = NULL WHERE reviewedAt IS NULL").run(),
    ).rejects.toThrow("append-only");
    await expect(env.DB.prepare("UPDATE export SET why = x'' WHERE why <> x''").run()).rejects.toThrow(
      "append-only",
    );
  });
  it("have a period that is set within its bounds, and stand in the table", async () => {
    const admin = world.as("platformAdministrator");
    const { kinds } = (await admin.does(retentionGet, { crisisId: CRISIS })).body;
    expect((kinds as { kind: string }[]).find(({ kind }) => kind === "reason")).toMatchObject({
      days: 180,
      least: 30,
      most: 730,
    });
    const set = (days: number) => admin.does(retentionSet, { crisisId: CRISIS, kind: "reason", days }, key());
    expect((await set(29)).body.code).toBe("malformed");
    expect((await set(60)).status).toBe(200);
  });
});

describe("words beside a request for data", () => {
  it("go two years after the answer that settled it; the register and its count stay", async () => {
    const admin = world.as("platformAdministrator");
    const record = async (id: string, day: string) => {
      const row = { id, source: "court", subject: "one-person", day, words: "Marked words of a request" };
      return admin.does(demandRecord, row, key());
    };
    const answers = (id: string, answer: string, day: string) =>
      admin.does(demandAnswer, { id, answer, day }, key());
    for (const id of ["dmd_old0000001", "dmd_open000001", "dmd_new0000001"])
      expect((await record(id, "2020-01-01")).status).toBe(200);
    await answers("dmd_old0000001", "refused", "2020-02-01");
    await answers("dmd_open000001", "pending", "2020-02-01");
    await answers("dmd_new0000001", "refused", new Date().toISOString().slice(0, 10));
    const before = (await admin.does(demandCount)).body;
    await clockRuns();
    expect(await wordsOf("demand", "sealed", "dmd_old0000001")).toBe(0);
    expect(await wordsOf("demand", "sealed", "dmd_open000001")).toBeGreaterThan(0);
    expect(await wordsOf("demand", "sealed", "dmd_new0000001")).toBeGreaterThan(0);
    expect((await admin.does(demandCount)).body).toEqual(before);
    expect(await swept("demand")).toBe(1);
  });
});
