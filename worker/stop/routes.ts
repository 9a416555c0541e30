// Handlers of captured offices: stopping all sharing with one organisation in one crisis, and lifting it by two people.
// What stays as it is: seats and permits that people hold (a paper in her hand must not become a trap), and consents,
// which are hers. What ends in the same commit: everything that the organisation could read or receive there.
import { inLanguage } from "../../schema/kit/fields.ts";
import { Problem } from "../../schema/kit/problem.ts";
import {
  liftStep,
  organisationLift,
  organisationStop,
  organisationStops,
} from "../../schema/organisation-stop.ts";
import { getCrisis, guardTakesPart, takesPart } from "../crisis/store.ts";
import { officerOf } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { logFailure } from "../kit/log.ts";
import { bytesOf, openByRing, sealByRing } from "../kit/seal.ts";
import { findOrganisation, namesOf } from "../organisation/store.ts";
import {
  countSeen,
  findStop,
  liftStop,
  listStops,
  type StopRow,
  type StopWords,
  stopPart,
  updateLiftAsked,
} from "./store.ts";

/** Words that cannot be opened hide neither the stop nor the others. */
async function wordsOf(ctx: Ctx, row: StopRow, column: StopWords): Promise<string | null> {
  const bytes = row[column];
  // Empty once its time was over (`retention`).
  if (bytes === null || bytesOf(bytes).length === 0) return null;
  try {
    return await openByRing<string>(ctx.settings, `stop.${column}:${row.id}`, bytesOf(bytes));
  } catch (error) {
    logFailure(ctx.requestId, error);
    return null;
  }
}

/** Works in a closed crisis too: stopping is never too late. */
export const stop = bind(organisationStop, async (ctx, { id, crisisId, organisationId, reason }) => {
  const officer = officerOf(ctx.actor);
  if (officer.role === "supervisor" && officer.organisationId !== organisationId)
    throw new Problem("not-found");
  const crisis = await getCrisis(ctx, crisisId);
  const kind = (await findOrganisation(ctx.db, organisationId))?.kind;
  if (kind === undefined || !(await takesPart(ctx.db, crisis.id, organisationId)))
    throw new Problem((await isStopped(ctx, crisis.id, organisationId)) ? "already-exists" : "not-found");
  // Nobody takes the platform or its oversight out: there would be no one left to lift it.
  if (kind === "platform" || kind === "oversight")
    throw new Problem("malformed", { fields: [{ path: "organisationId", reason: "not-one-of" }] });
  const part = { crisisId: crisis.id, organisationId };
  const groups = await countSeen(ctx.db, part);
  const sealed = await sealByRing(ctx.settings, `stop.reason:${id}`, reason);
  const writes = [
    guardTakesPart(ctx.db, crisis.id, organisationId),
    ...stopPart(ctx.db, part, { id, at: crisis.now, by: officer.officerId, reason: sealed }),
  ];
  const target = { crisisId: crisis.id, targetId: organisationId };
  return commit(ctx, new Date(crisis.now), target, writes, { id, at: crisis.now, groups });
});

async function isStopped(ctx: Ctx, crisisId: string, organisationId: string): Promise<boolean> {
  const rows = await listStops(ctx.db, crisisId);
  return rows.some((row) => row.organisationId === organisationId && row.liftedAt === null);
}

const askedBy = (row: StopRow) =>
  row.liftAskedById === null || row.liftAskedRole === null || row.liftAskedLine === null
    ? null
    : { officerId: row.liftAskedById, role: row.liftAskedRole, line: row.liftAskedLine };

export const lift = bind(organisationLift, async (ctx, { id, reason }) => {
  const officer = officerOf(ctx.actor);
  const row = await findStop(ctx.db, id);
  if (row === null) throw new Problem("not-found");
  if (row.liftedAt !== null) throw new Problem("transition-impossible");
  const step = liftStep(askedBy(row), officer);
  if (step === null) throw new Problem("second-officer-needed");
  const crisis = await getCrisis(ctx, row.crisisId);
  const target = { crisisId: crisis.id, targetId: row.organisationId };
  const column = step === "lift" ? "liftedReason" : "liftReason";
  const sealed = await sealByRing(ctx.settings, `stop.${column}:${id}`, reason);
  const by = { by: officer.officerId, at: crisis.now, reason: sealed };
  const writes = step === "lift" ? liftStop(ctx.db, row, id, by) : updateLiftAsked(ctx.db, id, by);
  return commit(ctx, new Date(crisis.now), target, writes, { id, lifted: step === "lift" });
});

export const list = bind(organisationStops, async (ctx, { crisisId }) => {
  const officer = officerOf(ctx.actor);
  const crisis = await getCrisis(ctx, crisisId);
  const rows = await listStops(ctx.db, crisis.id);
  const names = await namesOf(ctx.db, [...new Set(rows.map((row) => row.organisationId))]);
  const stops = rows.map(async (row) => ({
    id: row.id,
    organisation: {
      id: row.organisationId,
      name: inLanguage(names.get(row.organisationId) ?? { en: row.organisationId }, "en").text,
    },
    at: row.at,
    by: row.by,
    reason: await wordsOf(ctx, row, "reason"),
    liftAskedAt: row.liftAskedAt,
    liftAskedBy: row.liftAskedBy,
    liftReason: await wordsOf(ctx, row, "liftReason"),
    liftedAt: row.liftedAt,
    liftedBy: row.liftedBy,
    liftedReason: await wordsOf(ctx, row, "liftedReason"),
    step: row.liftedAt === null ? liftStep(askedBy(row), officer) : null,
  }));
  return { stops: await Promise.all(stops) };
});
