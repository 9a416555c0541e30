// What a stolen copy of the database tells, beside names: nobody's language, no code of an erased request, and not which
// request an adult made who left her group.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { consentReceipt } from "../../schema/consent-record.ts";
import { languages } from "../../schema/kit/language.ts";
import { registrationOpen } from "../../schema/registration.ts";
import { registrationGiveCode, registrationLeaveGroup } from "../../schema/registration-end.ts";
import { registrationOpenMany, registrationTake } from "../../schema/registration-intake.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import type { Bindings } from "../../worker/kit/env.ts";
import { settingsOf } from "../../worker/kit/env.ts";
import { openByRing } from "../../worker/kit/seal.ts";
import { CRISIS, smallGroup } from "../kit/people.ts";
import { comesBack, freshKey, makeWorld, Someone, type World } from "../kit/world.ts";
import { clockRuns } from "./clock.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

/** Every stored reply as whoever has the ring too would read it. */
async function replies(): Promise<string[]> {
  const { results } = await env.DB.prepare("SELECT actor, actId, reply FROM delivery WHERE reply <> ''").all<{
    actor: string;
    actId: string;
    reply: string;
  }>();
  const settings = settingsOf(env as unknown as Bindings);
  return Promise.all(
    results.map(async ({ actor, actId, reply }) =>
      JSON.stringify(
        await openByRing(settings, `delivery.reply:${actor}:${actId}`, Uint8Array.fromHex(reply)),
      ),
    ),
  );
}

const took = {
  crisisId: CRISIS,
  lang: "en",
  recipients: ["org_embassyOne"],
  people: [{ name: "Marked Name", ageBand: "adult", relation: "self" }],
  needs: ["transport"],
  spoken: { how: "phone", heard: true },
};
const sheet = {
  crisisId: CRISIS,
  lang: "en",
  recipients: ["org_embassyOne"],
  knows: "yes",
  groups: [{ name: "Marked Name", people: 2 }],
};

describe("a stolen copy of the database", () => {
  it("tells nobody's language, while the record still proves which notice was read", async () => {
    const { id, someone } = await world.opens({ lang: "bn" });
    for (const table of ["consent", "consentRefusal"]) {
      const { results } = await env.DB.prepare(`SELECT * FROM ${table} WHERE registrationId = ?1`)
        .bind(id)
        .all();
      expect(results.length).toBeGreaterThan(0);
      for (const row of results) expect(Object.keys(row)).not.toContain("lang");
      expect(JSON.stringify(results)).not.toMatch(/"bn"|noticeHash/);
    }
    // Notices stand there in all languages at once.
    const spoken = await env.DB.prepare("SELECT DISTINCT lang FROM notice WHERE place = 'form'").all();
    expect(spoken.results).toHaveLength(languages.length);
    const record = (await someone.does(consentReceipt)).body as unknown as {
      events: { language: string; privacy_notice: string }[];
      privacy_notices: { notice_id: string; language: string }[];
    };
    expect(new Set(record.events.map((one) => one.language))).toEqual(new Set(["bn"]));
    expect(record.privacy_notices.map((one) => one.language)).toEqual(["bn"]);
    expect(record.events[0]?.privacy_notice).toBe(record.privacy_notices[0]?.notice_id);
  });
  it("of which the ring was stolen too holds no code in a stored reply, and none at all after erasing", async () => {
    const key = freshKey();
    const one = await new Someone("").does(registrationOpen, smallGroup(), { key });
    const taken = await world.as("fieldWorker").does(registrationTake, took, { key: freshKey() });
    const listed = await new Someone("").does(registrationOpenMany, sheet, { key: freshKey() });
    expect([one.status, taken.status, listed.status]).toEqual([200, 200, 200]);
    const codes = [
      one.body.reference,
      taken.body.reference,
      (listed.body.groups as { reference: string }[])[0]?.reference,
    ].map(String);
    for (const code of codes) expect((await replies()).join()).not.toContain(code);
    // A retry gets it all the same, as long as the request is there.
    const again = await new Someone("").does(registrationOpen, smallGroup(), { key });
    expect(again.body).toEqual(one.body);
    await env.DB.prepare(
      "UPDATE registration SET erasureAskedAt = '2000-01-01', erasureAt = '2000-01-01' WHERE id <> ?1 AND erasedAt IS NULL",
    )
      .bind(world.own.id)
      .run();
    await clockRuns();
    const left = (await replies()).join();
    for (const code of codes) expect(left).not.toContain(code);
    const officer = await env.DB.prepare(
      "SELECT 1 FROM delivery d JOIN audit a ON a.actor = d.actor AND a.actId = d.actId WHERE a.act = 'registration.take'",
    ).all();
    expect(officer.results).toEqual([]);
    const sent = await new Someone("").does(registrationOpenMany, sheet, { key: freshKey() });
    expect(sent.status).toBe(200);
  });
  it("joins an adult who left to her new request by no moment of a session", async () => {
    const { someone, id } = await world.opens({
      people: [
        { name: "Marked Head", born: "34", relation: "self" },
        { name: "Marked Adult", born: "33", relation: "partner" },
      ],
    });
    const { persons } = (await someone.does(registrationStatus)).body as { persons: { id: string }[] };
    const given = await someone.does(registrationGiveCode, { personId: persons[1]?.id }, { key: freshKey() });
    const { reference, pin } = given.body as { reference: string; pin: string };
    const adult = await comesBack(reference, pin);
    const key = freshKey();
    const leaves = () =>
      adult.does(
        registrationLeaveGroup,
        { lang: "en", recipients: ["org_embassyTwo"], danger: "no" },
        { key },
      );
    const left = await leaves();
    expect(left.status).toBe(200);
    expect((await leaves()).body).toEqual(left.body);
    const { results } = await env.DB.prepare(
      `SELECT old.registrationId AS was, new.registrationId AS now FROM session old
       JOIN session new ON new.startedAt = old.usedAt AND new.registrationId <> old.registrationId WHERE old.registrationId = ?1`,
    )
      .bind(id)
      .all();
    expect(results).toEqual([]);
    // Nothing finer than what many share: the hour, and five minutes.
    const { results: times } = await env.DB.prepare(
      "SELECT usedAt, startedAt, expiresAt FROM session WHERE registrationId IS NOT NULL",
    ).all<{ usedAt: string | null; startedAt: string; expiresAt: string }>();
    for (const { usedAt, startedAt, expiresAt } of times) {
      expect(usedAt).toBeNull();
      expect(startedAt).toMatch(/:00:00\.000Z$/);
      expect(expiresAt).toMatch(/:[0-5][05]:00\.000Z$/);
    }
  });
});
