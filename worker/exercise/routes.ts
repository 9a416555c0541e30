// Doors that load an exercise: open only where the deployment says demo, to the bearer of its loading token.
// Not acts: nobody has a role for them, and a production deployment answers as if they were not there.
import type { Context, Hono } from "hono";
import { clockAt } from "../../schema/crisis.rules.ts";
import type { Crisis } from "../../schema/crisis.ts";
import { Problem } from "../../schema/kit/problem.ts";
import type { Organisation } from "../../schema/organisation.ts";
import { getCrisis, insertCrisis, insertTakesPart, listCrises } from "../crisis/store.ts";
import { bodyOf } from "../kit/body.ts";
import { commit, keep } from "../kit/commit.ts";
import { type Ctx, contextOf, perform } from "../kit/door.ts";
import type { Bindings } from "../kit/env.ts";
import { randomToken, sameText, sha256 } from "../kit/seal.ts";
import { insertLinks, insertOfficers, insertOrganisations, type OfficerRow } from "../organisation/store.ts";
import { openOne } from "../registration/own.ts";
import { insertTape, isLoaded, LOADED, type TapeRow } from "./store.ts";
import { play, sealTape } from "./tape.ts";

interface Chunk {
  crisis?: Crisis & { exerciseStart?: string };
  organisations?: Organisation[];
  officers?: OfficerRow[];
  registrations?: { id: string; at: string; input: { crisisId: string } }[];
  acts?: { at: string; as: string; act: string; input: { crisisId?: string } }[];
  finished?: boolean;
}

const LINK_HOURS = 24;

/** Raises `demo-only` for everybody but the bearer of the token in a demo deployment. */
async function loader(c: Context<{ Bindings: Bindings }>): Promise<Ctx> {
  const ctx = await contextOf(c, "desk");
  const token = /^Bearer (.{20,100})$/.exec(c.req.header("Authorization") ?? "")?.[1];
  if (
    ctx.settings.demoToken === null ||
    token === undefined ||
    !(await sameText(ctx.settings, token, ctx.settings.demoToken))
  )
    throw new Problem("demo-only");
  return { ...ctx, actor: { kind: "nobody" }, auditAs: "exercise", actName: "exercise.load" };
}

async function loadBase(ctx: Ctx, chunk: Chunk): Promise<void> {
  const { crisis, organisations = [], officers = [] } = chunk;
  if (crisis === undefined) return;
  if ((await listCrises(ctx.db, ctx.real)).some((one) => one.id === crisis.id)) return;
  const now = crisis.exerciseStart ?? crisis.now;
  const made: Crisis = {
    ...crisis,
    hotline: crisis.hotline ?? null,
    receivingDeskId: crisis.receivingDeskId ?? null,
    closedAt: null,
    clock: clockAt(new Date(now), ctx.real, 0),
    now,
  };
  const writes = [
    insertOrganisations(ctx.db, organisations, { vettedAt: ctx.real.toISOString() }, "OR IGNORE"),
    insertOfficers(ctx.db, officers, "OR IGNORE"),
    insertCrisis(ctx.db, made),
    insertTakesPart(
      ctx.db,
      made.id,
      organisations.map((one) => one.id),
    ),
  ];
  await commit(
    { ...ctx, actId: crypto.randomUUID() },
    new Date(made.now),
    { crisisId: made.id },
    writes,
    null,
  );
}

/** Splits rows at the clock: what is past is done now, the rest waits on the tape. */
async function loadRows(ctx: Ctx, crisisId: string, rows: TapeRow[]): Promise<void> {
  const { now } = await getCrisis(ctx, crisisId);
  const later = rows.filter((row) => row.at > now);
  if (later.length > 0) await keep(ctx.db, [insertTape(ctx.db, crisisId, await sealTape(ctx, later))]);
  await play(
    ctx,
    crisisId,
    rows.filter((row) => row.at <= now),
  );
}

/** An act's idempotency key: the same at every load of the same tape. */
async function tapeId(act: NonNullable<Chunk["acts"]>[number]): Promise<string> {
  return (await sha256(JSON.stringify([act.at, act.as, act.act, act.input]))).slice(0, 40);
}

async function load(c: Context<{ Bindings: Bindings }>): Promise<Response> {
  const ctx = await loader(c);
  const chunk = (await bodyOf(c.req.raw, 4_000_000)) as Chunk;
  await loadBase(ctx, chunk);
  const [crisis] = await listCrises(ctx.db, ctx.real);
  if (crisis === undefined) throw new Problem("not-found");
  const { registrations = [], acts = [] } = chunk;
  if (registrations.length > 0)
    await loadRows(
      ctx,
      crisis.id,
      registrations.map(({ id, at, input }) => ({
        id,
        at,
        act: "registration.open",
        officerId: null,
        input: JSON.stringify(input),
      })),
    );
  if (acts.length > 0) {
    const rows = await Promise.all(
      acts.map(async (act) => ({
        id: await tapeId(act),
        at: act.at,
        act: act.act,
        officerId: act.as,
        input: JSON.stringify(act.input),
      })),
    );
    await loadRows(ctx, crisis.id, rows);
  }
  if (chunk.finished === true)
    await commit(
      { ...ctx, actName: "exercise.loaded", actId: LOADED },
      new Date(crisis.now),
      { crisisId: crisis.id },
      [],
      null,
    ).catch(ignoreSecond);
  return c.json({ ok: true });
}

/** The mark of a finished load is set once; setting it again changes nothing. */
function ignoreSecond(error: unknown): void {
  if (!(error instanceof Error && error.message.includes("audit.actor, audit.actId"))) throw error;
}

async function state(c: Context<{ Bindings: Bindings }>): Promise<Response> {
  const ctx = await loader(c);
  return c.json({ finished: await isLoaded(ctx.db) });
}

async function links(c: Context<{ Bindings: Bindings }>): Promise<Response> {
  const ctx = await loader(c);
  const { officerIds } = (await bodyOf(c.req.raw, 16_384)) as { officerIds: string[] };
  const expiresAt = new Date(ctx.real.getTime() + LINK_HOURS * 3_600_000).toISOString();
  const made = officerIds.map((officerId) => ({ officerId, token: randomToken() }));
  await keep(ctx.db, [
    insertLinks(
      ctx.db,
      await Promise.all(
        made.map(async ({ officerId, token }) => ({ officerId, tokenHash: await sha256(token), expiresAt })),
      ),
    ),
  ]);
  return c.json({ links: made });
}

/** One demo migrant whose code and PIN are printed: opened once by the public act, and told again at every start. */
async function migrant(c: Context<{ Bindings: Bindings }>): Promise<Response> {
  const ctx = await loader(c);
  const [crisis] = await listCrises(ctx.db, ctx.real);
  if (crisis === undefined) throw new Problem("not-found");
  const own: Ctx = { ...ctx, actId: "demo-migrant-opened-once" };
  const given = {
    crisisId: crisis.id,
    lang: "en",
    recipients: [crisis.receivingDeskId],
    exactPlace: true,
    place: { lng: 13.169, lat: 32.868, accuracy: 80 },
    people: [
      { name: "Demo Traveller", born: "31", relation: "self", document: "held" },
      { name: "Demo Child", born: "4", relation: "child", document: "none" },
    ],
    needs: ["transport", "medicine"],
    barriers: ["unrest", "no-money"],
    choice: "home",
  };
  const receipt = await perform(own, openOne, given);
  return c.json({
    reference: receipt.reference,
    pin: receipt.pin,
  });
}

export function exerciseDoors(app: Hono<{ Bindings: Bindings }>): void {
  app.post("/api/exercise/load", load);
  app.get("/api/exercise/state", state);
  app.post("/api/exercise/links", links);
  app.post("/api/exercise/migrant", migrant);
}
