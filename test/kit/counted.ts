// The worker as it is, with the rows that D1 reads and writes for each request in its headers; and two doors that time a
// single piece. For measurements only: it is served in place of worker/index.ts, and nothing of it is deployed.
import worker from "../../worker/index.ts";
import { type Bindings, settingsOf } from "../../worker/kit/env.ts";
import {
  makeKey,
  open,
  openByRing,
  openKey,
  pinHash,
  randomBytes,
  seal,
  sealByRing,
} from "../../worker/kit/seal.ts";
import { mendCrisis } from "../../worker/tally/store.ts";

export { CrisisRoom, Ledger } from "../../worker/index.ts";

const count = { read: 0, written: 0, statements: 0, size: 0 };

function add(result: D1Result): D1Result {
  count.read += result.meta.rows_read;
  count.written += result.meta.rows_written;
  count.size = result.meta.size_after;
  count.statements++;
  return result;
}

const inner = new WeakMap<object, D1PreparedStatement>();

function counted(statement: D1PreparedStatement): D1PreparedStatement {
  const all = async () => add(await statement.all());
  const outer = {
    bind: (...values: unknown[]) => counted(statement.bind(...values)),
    all,
    run: async () => add(await statement.run()),
    first: async (column?: string) => {
      const row = (await all()).results[0] as Record<string, unknown> | undefined;
      return (column === undefined ? row : row?.[column]) ?? null;
    },
  };
  inner.set(outer, statement);
  return outer as unknown as D1PreparedStatement;
}

const wrapped = new WeakMap<Bindings, Bindings>();
function envOf(env: Bindings): Bindings {
  const known = wrapped.get(env);
  if (known !== undefined) return known;
  const DB = {
    prepare: (sql: string) => counted(env.DB.prepare(sql)),
    batch: async (list: D1PreparedStatement[]) =>
      (await env.DB.batch(list.map((one) => inner.get(one) ?? one))).map(add),
  } as unknown as D1Database;
  const made = { ...env, DB };
  wrapped.set(env, made);
  return made;
}

/** What a row of a copy would set off, one by one; sight and counts are made at once afterwards instead. */
const triggers = [
  "consentDecidesSight",
  "consentDecidesPermit",
  "consentTouchesMovement",
  "consentNamesItsTaker",
  "referenceIsNew",
  "referenceIsNotOnPaper",
  "sightMade",
  "sightRemembersUnread",
];

/**
 * Registrations and consents as they are, `times` more, and then sight and counts made from them by the very statements
 * that mend them: a crisis of any size without sealing each group anew. Copies open later than all that were sent, so that
 * a first page still holds only what can be opened. Nothing is written afterwards: the triggers are gone.
 */
async function copied(env: Bindings, crisisId: string, from: number, times: number): Promise<Response> {
  const same =
    "pinSalt, pinHash, keyVersion, wrappedKey, sealed, reason, state, people, urgency, needs, locatedAt, aliveAt, decidedAt, decidedBy, version";
  const digit = "(abs(random()) % 4)";
  await env.DB.batch(triggers.map((name) => env.DB.prepare(`DROP TRIGGER IF EXISTS ${name}`)));
  let groups = 0;
  for (let n = 0; n < times; n += 5) {
    const marks = Array.from({ length: Math.min(5, times - n) }, (_, i) => `x${String(from + n + i)}`);
    const [made] = await env.DB.batch([
      env.DB.prepare(
        `INSERT INTO registration (id, crisisId, referenceHash, reference, cell, openedAt, ${same})
         SELECT id || value, crisisId, referenceHash || value, reference,
           iif(length(cell) = 15, substr(cell, 1, 11) || ${digit} || ${digit} || ${digit} || ${digit}, cell),
           '2031' || substr(openedAt, 5), ${same} FROM (SELECT value FROM json_each(?1)), registration WHERE instr(id, 'x') = 0`,
      ).bind(JSON.stringify(marks)),
      env.DB.prepare(
        `INSERT INTO consent (registrationId, organisationId, purpose, given, at, notice, way, officerId)
         SELECT registrationId || value, organisationId, purpose, given, consent.at, notice, way, officerId
         FROM (SELECT value FROM json_each(?1)), consent WHERE instr(registrationId, 'x') = 0`,
      ).bind(JSON.stringify(marks)),
    ]);
    groups += made?.meta.changes ?? 0;
  }
  await env.DB.batch(await mendCrisis(env.DB, crisisId));
  await add(await env.DB.prepare("SELECT 1").all());
  return Response.json({ groups });
}

/** What a change of states sets off for every row; sight and counts are made at once afterwards instead. */
const ofStates = ["readByAPerson", "registrationShows", "sightChanged"];

/**
 * Late in a crisis: all have left but one in ten of those who were sent themselves, so that as many are there whatever the size;
 * or as it was. Triggers are put back as they were.
 */
async function late(env: Bindings, crisisId: string, hasLeft: boolean): Promise<Response> {
  const { results } = await env.DB.prepare(
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name IN (SELECT value FROM json_each(?1))",
  )
    .bind(JSON.stringify(ofStates))
    .all<{ name: string; sql: string }>();
  await env.DB.batch([
    ...results.map(({ name }) => env.DB.prepare(`DROP TRIGGER ${name}`)),
    hasLeft
      ? env.DB.prepare(
          "UPDATE registration SET state = 'left' WHERE state = 'sent' AND (id NOT LIKE '%0' OR instr(id, 'x') > 0)",
        )
      : env.DB.prepare("UPDATE registration SET state = 'sent' WHERE state = 'left'"),
  ]);
  await env.DB.batch(await mendCrisis(env.DB, crisisId));
  await env.DB.batch(results.map(({ sql }) => env.DB.prepare(sql)));
  return Response.json({ late: hasLeft });
}

const ID = "reg_measured0001";
const FIELDS = [
  "registration.sealed",
  "location.sealed",
  "person.sealed",
  "person.sealed.2",
  "person.sealed.3",
];

/** A group of three with a place, sealed as opening a registration does: a key, five fields, a code. */
async function sealedCase(env: Bindings) {
  const settings = settingsOf(env);
  const { key, keyVersion, wrappedKey } = await makeKey(settings, ID);
  const fields = await Promise.all(
    FIELDS.map((bound) => seal(key, bound, { name: "Measured Name", note: "x".repeat(80) })),
  );
  return { keyVersion, wrappedKey, fields, reference: await sealByRing(settings, "reference", "4829130574") };
}

async function openedCase(env: Bindings, made: Awaited<ReturnType<typeof sealedCase>>): Promise<void> {
  const settings = settingsOf(env);
  const key = await openKey(settings, ID, made);
  await Promise.all(FIELDS.map((bound, i) => open(key, bound, made.fields[i] ?? new Uint8Array())));
  await openByRing(settings, "reference", made.reference);
}

async function timed(url: URL, env: Bindings): Promise<Response> {
  const times = Number(url.searchParams.get("times") ?? 1);
  if (url.pathname === "/measure/pin") {
    const settings = settingsOf(env);
    for (let n = 0; n < times; n++) await pinHash(settings, "604817", randomBytes(16));
    return Response.json({ times });
  }
  if (url.pathname === "/measure/copy")
    return copied(env, url.searchParams.get("crisis") ?? "", Number(url.searchParams.get("from")), times);
  if (url.pathname === "/measure/late")
    return late(env, url.searchParams.get("crisis") ?? "", url.searchParams.get("left") === "yes");
  if (url.pathname === "/measure/break") {
    await env.DB.prepare("UPDATE tally SET people = people + 1 WHERE level = 15 AND groups > 0").run();
    return Response.json({});
  }
  if (url.pathname === "/measure/seal") {
    for (let n = 0; n < times; n++) await sealedCase(env);
    return Response.json({ times });
  }
  if (url.pathname === "/measure/open") {
    const made = await sealedCase(env);
    for (let n = 0; n < times; n++) await openedCase(env, made);
    return Response.json({ times });
  }
  await add(await env.DB.prepare("SELECT 1").all());
  return Response.json({ size: count.size });
}

/** Counts are right where one request is under way at a time. */
export default {
  async fetch(request, env, ctx) {
    const url = new URL(request.url);
    if (url.pathname.startsWith("/measure/")) return timed(url, env);
    Object.assign(count, { read: 0, written: 0, statements: 0 });
    const response = await worker.fetch(request, envOf(env), ctx);
    if (response.status === 101) return response;
    const out = new Response(response.body, response);
    for (const [name, value] of Object.entries(count)) out.headers.set(`X-Count-${name}`, String(value));
    return out;
  },
  scheduled: (event, env, ctx) => worker.scheduled(event, env, ctx),
} satisfies ExportedHandler<Bindings>;
