// Plays an exercise's tape up to what its clock shows: the same parse, the same code and the same commit that
// people's own acts take. Registrations that are due together go into one batch.
import * as z from "zod/mini";
import type { Crisis } from "../../schema/crisis.ts";
import type { Role } from "../../schema/kit/access.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { RegistrationGiven } from "../../schema/registration.ts";
import * as alert from "../alert/routes.ts";
import { getCrisis, listRecipients } from "../crisis/store.ts";
import { report } from "../danger/routes.ts";
import { commit } from "../kit/commit.ts";
import { type Bound, type Ctx, perform } from "../kit/door.ts";
import { hex, openByRing, sealByRing } from "../kit/seal.ts";
import { advance } from "../movement/change.ts";
import { plan } from "../movement/routes.ts";
import { findOfficer } from "../organisation/store.ts";
import { type Opening, openRegistrations, withFreshReferences } from "../registration/open.ts";
import { decide } from "../registration/routes.ts";
import * as zone from "../zone/routes.ts";
import { deleteTape, listDue, listKnown, type TapeRow } from "./store.ts";

/** Below what one answer of the change feed holds. */
export const AT_ONCE = 400;

const playable: Record<string, Bound> = Object.fromEntries(
  [zone.declare, zone.confirm, zone.close, alert.issue, report, decide, plan, advance].map((bound) => [
    bound.act.name,
    bound as unknown as Bound,
  ]),
);

/** Those who chose an office that was stopped since the tape was written ask the others that they chose, or nobody. */
async function reachable(ctx: Ctx, crisis: Crisis, openings: readonly Opening[]): Promise<Opening[]> {
  const named = openings.flatMap(({ given }) => [...(given.recipients ?? []), ...(given.partners ?? [])]);
  const found = await listRecipients(ctx.db, crisis.id, [...new Set(named)]);
  const known = new Set(found.map((one) => one.id));
  const only = (ids: readonly string[] = []) => ids.filter((id) => known.has(id));
  return openings
    .map((one) => {
      const { zoneId: _, ...place } = one.given.place ?? {};
      const given = {
        ...one.given,
        place,
        recipients: only(one.given.recipients),
        partners: only(one.given.partners),
      };
      return { ...one, given };
    })
    .filter((one) => one.given.recipients.length > 0);
}

/** A zone that somebody closed since the tape was written stops nobody: these people say no zone, and come all the same. */
async function openKnown(ctx: Ctx, crisis: Crisis, openings: readonly Opening[]) {
  try {
    return await openRegistrations(ctx, crisis, openings);
  } catch (error) {
    if (error instanceof Problem && error.code === "recipient-unknown")
      return openRegistrations(ctx, crisis, await reachable(ctx, crisis, openings));
    if (!(error instanceof Problem && error.code === "place-unknown")) throw error;
    const without = openings.map((one) => {
      const { zoneId: _, ...place } = one.given.place ?? {};
      return { ...one, given: { ...one.given, place } };
    });
    return openRegistrations(ctx, crisis, without);
  }
}

/** Opens many registrations as one act of the exercise; those that exist are left alone. */
async function openMany(
  ctx: Ctx,
  crisis: Crisis,
  rows: readonly TapeRow[],
  then: D1PreparedStatement[],
): Promise<void> {
  const known = await listKnown(
    ctx.db,
    rows.map((row) => row.id),
  );
  const openings = rows
    .filter((row) => !known.has(row.id))
    .map((row) => ({
      id: row.id,
      at: new Date(row.at),
      pin: null,
      notice: "form" as const,
      given: z.parse(RegistrationGiven, JSON.parse(row.input)),
    }));
  const one: Ctx = {
    ...ctx,
    actor: { kind: "nobody" },
    actName: "registration.open",
    actId: crypto.randomUUID(),
    bodyHash: "",
    auditAs: "exercise",
  };
  const at = new Date(rows.at(-1)?.at ?? crisis.now);
  await withFreshReferences(async () => {
    const { writes } = openings.length === 0 ? { writes: [] } : await openKnown(ctx, crisis, openings);
    await commit(one, at, { crisisId: crisis.id }, [...writes, ...then], null);
  });
}

/** Does one act of an officer of the exercise, at its own moment. */
async function playOne(ctx: Ctx, row: TapeRow): Promise<void> {
  const bound = playable[row.act];
  const officer = row.officerId === null ? null : await findOfficer(ctx.db, row.officerId);
  if (bound === undefined || officer === null) throw new Problem("not-found");
  const actor = {
    kind: "officer" as const,
    officerId: officer.id,
    organisationId: officer.organisationId,
    organisationKind: officer.organisation.kind,
    role: officer.role as Role,
    line: officer.id,
    sessionHash: "",
    startedAt: ctx.real.toISOString(),
    usedAt: ctx.real.toISOString(),
    expiresAt: "",
    head: 0,
  };
  // Its id is its idempotency key: played twice, it is done once. No body hash, so no reply is kept.
  const one: Ctx = {
    ...ctx,
    actor,
    actId: row.id,
    ifMatch: null,
    auditAs: officer.id,
    address: "",
    cookies: [],
    clockAt: row.at,
  };
  await perform(one, bound, JSON.parse(row.input));
}

/** A tape's act that the present state refuses (a case since withdrawn) is skipped, as it would be in life. */
async function playAndForgive(ctx: Ctx, row: TapeRow): Promise<void> {
  try {
    await playOne(ctx, row);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
}

/** Plays a stretch of rows in order. `then(rows)` are statements that belong to the same commit. */
export async function play(ctx: Ctx, crisisId: string, rows: readonly TapeRow[]): Promise<void> {
  const crisis = await getCrisis(ctx, crisisId);
  let at = 0;
  while (at < rows.length) {
    const first = rows[at] as TapeRow;
    let end = at + 1;
    if (first.act === "registration.open") {
      while (end < rows.length && rows[end]?.act === "registration.open" && end - at < AT_ONCE) end++;
      await openMany(ctx, crisis, rows.slice(at, end), [deleteTape(ctx.db, crisisId, rows.slice(at, end))]);
    } else await playAndForgive(ctx, first);
    at = end;
  }
}

const boundOf = (row: TapeRow) => `exerciseEvent.input:${row.id}`;

/** What waits on the tape is sealed as what people sent is, though its people are invented. */
export function sealTape(ctx: Ctx, rows: readonly TapeRow[]): Promise<TapeRow[]> {
  return Promise.all(
    rows.map(async (row) => ({
      ...row,
      input: hex(await sealByRing(ctx.settings, boundOf(row), row.input)),
    })),
  );
}

/** The same rows, readable. A tape that was loaded before tapes were sealed is as it is. */
function openTape(ctx: Ctx, rows: readonly TapeRow[]): Promise<TapeRow[]> {
  return Promise.all(
    rows.map(async (row) =>
      row.input.startsWith("{")
        ? row
        : {
            ...row,
            input: await openByRing<string>(ctx.settings, boundOf(row), Uint8Array.fromHex(row.input)),
          },
    ),
  );
}

/** Releases what is due in a crisis by its clock. Does nothing for a real one, whose tape is empty. */
export async function releaseTape(ctx: Ctx, crisisId: string, most = 20): Promise<void> {
  for (let round = 0; round < most; round++) {
    const crisis = await getCrisis(ctx, crisisId);
    if (crisis.clock === null || crisis.closedAt !== null) return;
    const due = await openTape(ctx, await listDue(ctx.db, crisisId, crisis.now, AT_ONCE));
    if (due.length === 0) return;
    await play(ctx, crisisId, due);
    const acts = due.filter((row) => row.act !== "registration.open");
    if (acts.length > 0) {
      const one: Ctx = {
        ...ctx,
        actor: { kind: "nobody" },
        actName: "exercise.play",
        actId: crypto.randomUUID(),
        bodyHash: "",
        auditAs: "exercise",
      };
      await commit(one, new Date(crisis.now), { crisisId }, [deleteTape(ctx.db, crisisId, acts)], null);
    }
  }
}
