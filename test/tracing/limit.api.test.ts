// Nobody is flooded, nothing stays for ever, and an old database brings no answer back.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { registrationAlive } from "../../schema/registration.ts";
import { registrationDelete } from "../../schema/registration-end.ts";
import { retentionPreview } from "../../schema/retention.ts";
import { MOST_MATCHES, MOST_WAITING } from "../../schema/tracing.rules.ts";
import { tracingOpen, tracingSee, tracingSignIn } from "../../schema/tracing.ts";
import { tracingDisagree, tracingRefuse, tracingTakeBack } from "../../schema/tracing-own.ts";
import type { Ctx } from "../../worker/kit/door.ts";
import { askLedger } from "../../worker/kit/ledger.ts";
import { CRISIS } from "../kit/people.ts";
import { putBack, takeCopy } from "../kit/restored.ts";
import { comesBack, looks, makeWorld, Someone, type World } from "../kit/world.ts";
import { agrees, answers, clockRuns, count, later, mineOf, seenBy } from "./kit.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const person = (name: string) => ({ people: [{ name, born: "34", relation: "self" }] });
const DAY = 24;

describe("a flood", { timeout: 60_000 }, () => {
  it("of requests for one person stops before her, and goes on where she settled some", async () => {
    const { someone } = await world.opens(person("Zephyrine Quillfeather"));
    await agrees(someone);
    for (let n = 0; n < MOST_WAITING + 3; n++)
      await looks({ name: "Zephyrine Quillfeather", by: `Seeker ${String(n)}` });
    await clockRuns();
    const { requests } = await mineOf(someone);
    expect(requests.length).toBe(MOST_WAITING);
    for (const { id } of requests.slice(0, 2)) await someone.does(tracingRefuse, { id });
    expect((await mineOf(someone)).requests.length).toBe(MOST_WAITING - 2);
    await clockRuns();
    expect((await mineOf(someone)).requests.length).toBe(MOST_WAITING);
  });

  it("of people whom one request fits shows it to a few", async () => {
    const cases: Someone[] = [];
    for (let n = 0; n < MOST_MATCHES + 2; n++) {
      const { someone } = await world.opens(person("Obadiah Threlkeld"));
      await agrees(someone);
      cases.push(someone);
    }
    await looks({ name: "Obadiah Threlkeld" });
    await clockRuns();
    const shown = await Promise.all(cases.map(async (one) => (await mineOf(one)).requests.length));
    expect(shown.reduce((a, b) => a + b)).toBe(MOST_MATCHES);
  });

  it("from one address waits, at most a minute, and never for good", async () => {
    const headers = { "CF-Connecting-IP": "one camp" };
    const asks = { crisisId: CRISIS, lang: "en", name: "No One", by: "A", kin: "friend", text: "B" };
    const said: number[] = [];
    for (let n = 0; n < 34; n++)
      said.push((await new Someone("").does(tracingOpen, asks, { headers })).status);
    expect(said.filter((one) => one === 200).length).toBeGreaterThanOrEqual(30);
    expect(said.at(-1)).toBe(429);
    expect((await new Someone("").does(tracingOpen, asks)).status).toBe(200);
  });

  it("of guesses is slowed down by code, and a right answer clears it", async () => {
    const { reference, pin } = await looks({ name: "No One" });
    const tries = (one: string) => new Someone("").does(tracingSignIn, { reference, pin: one });
    for (let n = 0; n < 3; n++) expect((await tries("000000")).status).toBe(401);
    expect((await tries(pin)).status).toBe(429);
  });
});

describe("what is malformed", { timeout: 60_000 }, () => {
  it("is refused by field, and nothing is opened", async () => {
    const before = await count("tracing");
    const good = { crisisId: CRISIS, lang: "en", name: "A", by: "B", kin: "friend", text: "C" };
    const bad: Record<string, unknown>[] = [
      { ...good, name: "" },
      { ...good, name: "x".repeat(121) },
      { ...good, kin: "employer" },
      { ...good, born: "soon" },
      { ...good, born: 1850 },
      { ...good, pin: "12345" },
      { ...good, text: "x".repeat(501) },
      { ...good, employer: "x" },
    ];
    for (const input of bad) {
      const answer = await new Someone("").does(tracingOpen, input);
      expect([JSON.stringify(input).slice(0, 60), answer.status, answer.body.code]).toEqual([
        JSON.stringify(input).slice(0, 60),
        400,
        "malformed",
      ]);
    }
    expect((await new Someone("").does(tracingOpen, { ...good, text: "x".repeat(20_000) })).status).toBe(413);
    expect(await count("tracing")).toBe(before);
  });

  it("sent twice opens one, and another body under the same key none", async () => {
    const key = "tracing-key-000000001";
    const asks = { crisisId: CRISIS, lang: "en", name: "A B", by: "B", kin: "friend", text: "C" };
    const before = await count("tracing");
    const first = await new Someone("").does(tracingOpen, asks, { key });
    const again = await new Someone("").does(tracingOpen, asks, { key });
    expect(again.body).toEqual(first.body);
    expect(first.body.pin).toMatch(/^\d{6}$/);
    const other = await new Someone("").does(tracingOpen, { ...asks, name: "X Y" }, { key });
    expect(other.body.code).toBe("key-reused");
    expect(await count("tracing")).toBe(before + 1);
  });
});

describe("a restored database", { timeout: 60_000 }, () => {
  it("brings back no answer, no consent and no request that was taken back since", async () => {
    const names = ["Cordelia Moonwhistle", "Thaddeus Peppercorn", "Euphrosyne Larkspur"];
    const cases: Someone[] = [];
    const relatives: Awaited<ReturnType<typeof looks>>[] = [];
    const ids: string[] = [];
    for (const name of names) {
      const { someone } = await world.opens(person(name));
      relatives.push(await looks({ name, pin: "604817" }));
      cases.push(someone);
      ids.push(await answers(someone));
    }
    await clockRuns();
    const copy = await takeCopy();
    const [takes, withdraws, stays] = cases;
    await takes?.does(tracingTakeBack, { id: ids[0] });
    await withdraws?.does(tracingDisagree, {});
    await relatives[2]?.someone.does({ name: "tracing.close", kind: "write" }, {});
    expect((await mineOf(stays as Someone)).requests).toEqual([]);
    await clockRuns();
    await putBack(copy);
    // An isolate believes an answer of the ledger for a while; here it is asked at once.
    expect(await askLedger({ ledger: env.LEDGER, requestId: "test" } as unknown as Ctx, 0)).toBe(true);
    expect((await relatives[0]?.someone.does(tracingSee))?.body.code).toBe("restored");
    await clockRuns();
    for (const one of relatives.slice(0, 2)) {
      const { reference } = one;
      const signed = await new Someone("").does(tracingSignIn, { reference, pin: "604817" });
      const again = new Someone(signed.headers.getSetCookie()[0]?.split(";")[0] ?? "");
      expect((await seenBy(again)).answers).toEqual([]);
    }
    const closed = { reference: relatives[2]?.reference, pin: "604817" };
    expect((await new Someone("").does(tracingSignIn, closed)).status).toBe(401);
  });
});

describe("time", { timeout: 60_000 }, () => {
  it("ends her yes after ninety days, asked about before, and a sign of hers renews it", async () => {
    await world.signsIn();
    const ends = await world.opens(person("Ignatius Ends"));
    const signs = await world.opens(person("Ignatius Signs"));
    await agrees(ends.someone);
    await agrees(signs.someone);
    await later(world, 30 * DAY);
    await (await comesBack(signs.reference, signs.pin)).does(registrationAlive);
    await later(world, 55 * DAY);
    await clockRuns();
    const asked = await env.DB.prepare("SELECT until FROM stillAsked WHERE registrationId = ?1")
      .bind(ends.id)
      .first();
    expect(asked).not.toBeNull();
    await later(world, 10 * DAY);
    await clockRuns();
    const held = async (id: string) =>
      env.DB.prepare("SELECT event FROM traceConsent WHERE registrationId = ?1 ORDER BY id DESC LIMIT 1")
        .bind(id)
        .first<string>("event");
    expect(await held(ends.id)).toBe("expired");
    expect(await held(signs.id)).toBe("renewed");
  });

  it("lets a request go ninety days after the last visit, counted, with its dry run", async () => {
    const kept = await looks({ name: "Visited Often", pin: "604817" });
    const left = await looks({ name: "Visited Never", pin: "604817" });
    await later(world, 60 * DAY);
    const { reference } = kept;
    const signed = await new Someone("").does(tracingSignIn, { reference, pin: "604817" });
    await seenBy(new Someone(signed.headers.getSetCookie()[0]?.split(";")[0] ?? ""));
    await later(world, 31 * DAY);
    await world.signsIn();
    const went = async () =>
      Number(
        await env.DB.prepare("SELECT sum(count) AS n FROM sweep WHERE kind = 'tracing'").first<number>("n"),
      );
    const before = await went();
    const preview = { crisisId: CRISIS, kind: "tracing", days: "90" };
    const { body } = await world.as("platformAdministrator").does(retentionPreview, preview);
    expect(Number(body.due)).toBeGreaterThan(0);
    await clockRuns();
    const there = async (id: string) =>
      (await env.DB.prepare("SELECT 1 FROM tracing WHERE id = ?1").bind(id).first()) !== null;
    expect([await there(kept.id), await there(left.id)]).toEqual([true, false]);
    expect((await went()) - before).toBe(Number(body.due));
    expect((await world.as("platformAdministrator").does(retentionPreview, preview)).body.due).toBe(0);
  });

  it("erases with her case whatever was before her, and her answers", async () => {
    const { id, someone } = await world.opens(person("Barnaby Erased"));
    const relative = await looks({ name: "Barnaby Erased" });
    await answers(someone);
    await someone.does(registrationDelete);
    await later(world, 4 * DAY);
    await clockRuns();
    for (const table of ["tracingMatch", "traceToken", "traceHeld", "traceStale", "traceBlock"]) {
      const sql = `SELECT count(*) AS n FROM ${table} WHERE registrationId = ?1`;
      expect([table, await env.DB.prepare(sql).bind(id).first<number>("n")]).toEqual([table, 0]);
    }
    expect((await seenBy(relative.someone)).answers).toEqual([]);
  });
});
