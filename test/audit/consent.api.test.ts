// The chain of a crisis covers consents: one that was changed, turned, dropped or put in behind the platform's back is found at
// the row of the audit under which it stood, those too that a trigger wrote.
import { createExecutionContext, createScheduledController, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { auditVerify } from "../../schema/audit.ts";
import { consentGive, consentWithdraw } from "../../schema/consent.ts";
import { registrationAlive } from "../../schema/registration.ts";
import { tracingAgree } from "../../schema/tracing-own.ts";
import worker from "../../worker/index.ts";
import { CRISIS } from "../kit/people.ts";
import { type Copy, putBack, takeCopy } from "../kit/restored.ts";
import { freshKey, makeWorld, type World } from "../kit/world.ts";

let world: World;
let id = "";
let sound: Copy;
const tick = async () => {
  const ctx = createExecutionContext();
  await worker.scheduled(createScheduledController(), env, ctx);
  await waitOnExecutionContext(ctx);
};
const verify = async () =>
  (await world.as("oversightVisitor").does(auditVerify, { crisisId: CRISIS })).body as {
    brokenAt: number | null;
    checked: number;
  };
/** The row of the audit under which this consent stands. */
const under = (where: string) =>
  env.DB.prepare(
    `SELECT u.seq FROM consentUnder u JOIN consent c ON c.id = u.id AND u.series = 'consent'
     WHERE c.registrationId = ?1 AND ${where} ORDER BY c.id DESC LIMIT 1`,
  )
    .bind(id)
    .first<number>("seq");

/** As somebody does who holds the database: without the triggers of these tables, which are back afterwards. */
async function tampered(sql: string, keep: readonly string[] = []): Promise<number | null> {
  const { results } = await env.DB.prepare(
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('consent', 'traceConsent', 'consentUnder')",
  ).all<{ name: string; sql: string }>();
  const dropped = results.filter(({ name }) => !keep.includes(name));
  await env.DB.batch([
    ...dropped.map(({ name }) => env.DB.prepare(`DROP TRIGGER ${name}`)),
    ...sql.split(";").map((one) => env.DB.prepare(one)),
    ...dropped.map((one) => env.DB.prepare(one.sql)),
  ]);
  const { brokenAt } = await verify();
  await putBack(sound);
  return brokenAt;
}

beforeAll(async () => {
  world = await makeWorld();
  const opened = await world.opens();
  id = opened.id;
  const { someone } = opened;
  await someone.does(
    consentGive,
    { organisationId: "org_embassyOne", purpose: "refer" },
    { key: freshKey() },
  );
  await someone.does(
    consentGive,
    { organisationId: "org_healthTeam", purpose: "assist" },
    { key: freshKey() },
  );
  await someone.does(tracingAgree, { lang: "en" }, { key: freshKey() });
  // Taking `help` back takes `refer` with it, by a trigger.
  await someone.does(
    consentWithdraw,
    { organisationId: "org_embassyOne", purpose: "help" },
    { key: freshKey() },
  );
  await someone.does(registrationAlive, {}, { key: freshKey() });
  await tick();
  sound = await takeCopy();
}, 60_000);

describe("the check of a crisis", () => {
  it("finds nothing where nobody touched its consents, and every consent stands under a row", async () => {
    expect((await verify()).brokenAt).toBeNull();
    const bare = `SELECT count(*) AS n FROM consent c LEFT JOIN consentUnder u ON u.series = 'consent' AND u.id = c.id
      LEFT JOIN audit a ON a.seq = u.seq WHERE a.seq IS NULL`;
    expect(await env.DB.prepare(bare).first<number>("n")).toBe(0);
    expect(
      await env.DB.prepare("SELECT count(*) AS n FROM consentUnder WHERE series = 'trace'").first("n"),
    ).toBe(1);
  });
  it("finds a purpose that was changed", async () => {
    const at = await under("c.purpose = 'assist' AND c.given = 1");
    expect(
      await tampered(
        `UPDATE consent SET purpose = 'help' WHERE registrationId = '${id}' AND organisationId = 'org_healthTeam' AND purpose = 'assist'`,
      ),
    ).toBe(at);
  });
  it("finds a no that was turned into a yes, also one that a trigger wrote", async () => {
    for (const purpose of ["help", "refer"]) {
      const at = await under(`c.purpose = '${purpose}' AND c.given = 0`);
      expect(at).not.toBeNull();
      expect(
        await tampered(
          `UPDATE consent SET given = 1, event = 'given' WHERE registrationId = '${id}' AND purpose = '${purpose}' AND given = 0`,
        ),
      ).toBe(at);
    }
  });
  it("finds a withdrawal that was dropped, with the note of where it stood and without", async () => {
    const at = await under("c.purpose = 'help' AND c.given = 0");
    const gone = `DELETE FROM consent WHERE registrationId = '${id}' AND purpose = 'help' AND given = 0`;
    expect(await tampered(gone)).toBe(at);
    const note = `DELETE FROM consentUnder WHERE series = 'consent' AND id = (SELECT max(id) FROM consent WHERE registrationId = '${id}' AND purpose = 'help')`;
    expect(await tampered(`${note};${gone}`)).toBe(at);
  });
  it("finds a yes that was put in, under a chained row or under none", async () => {
    const yes = `INSERT INTO consent (registrationId, organisationId, purpose, given, at, notice, event)
      VALUES ('${id}', 'org_embassyTwo', 'help', 1, '2011-03-01T06:00:00.000Z', 'n', 'given')`;
    const newest = await under("1");
    expect(await tampered(yes)).toBe(newest);
    const into = `INSERT INTO consentUnder SELECT 'consent', max(id), ${String(newest)} FROM consent`;
    expect(await tampered(`${yes};${into}`)).toBe(newest);
  });
  it("finds a yes to being looked for that was made of a no, or the other way round", async () => {
    const at = await env.DB.prepare("SELECT seq FROM consentUnder WHERE series = 'trace'").first<number>(
      "seq",
    );
    expect(at).not.toBeNull();
    expect(await tampered("UPDATE traceConsent SET given = 0, event = 'withdrawn'")).toBe(at);
  });
});
