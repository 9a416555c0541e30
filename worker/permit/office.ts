// Handlers of permit for the host authority: its queue without names, one request as it will be printed, the decision.
// Invariant: an officer reads only what was asked of her own authority, and only while the person's consent holds.
import { Problem } from "../../schema/kit/problem.ts";
import type { PermitState } from "../../schema/permit.ts";
import { permitDecide, permitGet, permitList, permitRevoke } from "../../schema/permit-office.ts";
import { insertLooks } from "../access/store.ts";
import { glassForPermit } from "../access/work.ts";
import { getCrisis, guardOpen } from "../crisis/store.ts";
import { officerOf } from "../kit/actor.ts";
import { commit, commitLook } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { seal } from "../kit/seal.ts";
import { guardDesk } from "../zone/routes.ts";
import { prepareGrant, withFreshPlace } from "./grant.ts";
import { cursorOf, mayDecide, needsReason, readCursor } from "./rules.ts";
import {
  countQueue,
  findGranted,
  findPermit,
  guardConsent,
  guardPermitVersion,
  listQueue,
  type PermitRow,
  updateDecided,
  updateQuestion,
  updateRevoked,
} from "./store.ts";
import { forHost, inQueue, openSealed, permitKey, showingHost } from "./view.ts";

const PAGE = 50;
const open: readonly PermitState[] = ["asked", "more-needed"];

export const list = bind(permitList, async (ctx, input) => {
  const officer = officerOf(ctx.actor);
  const crisis = await getCrisis(ctx, input.crisisId);
  await guardDesk(ctx, crisis.id);
  showingHost(officer.role).must("permitProgress");
  const states = input.state === undefined || input.state === "open" ? open : [input.state];
  const after = input.after === undefined ? null : readCursor(input.after);
  const [rows, counts] = await Promise.all([
    listQueue(ctx.db, officer, crisis.id, states, after, PAGE + 1),
    countQueue(ctx.db, officer, crisis.id, crisis.now),
  ]);
  const page = rows.slice(0, PAGE);
  const last = page.at(-1);
  const next = rows.length > PAGE && last !== undefined ? cursorOf(last) : null;
  return { permits: page.map(inQueue), next, ...counts };
});

/** Raises `not-found` alike for no such request, another authority's, and one whose consent was taken back. */
async function permitOf(ctx: Ctx, id: string): Promise<PermitRow> {
  const row = await findPermit(ctx.db, officerOf(ctx.actor), id);
  if (row === null) throw new Problem("not-found");
  return row;
}

/** @PRIVACY a name leaves here, for the authority that she asked; the look is written first, and she can read it. */
export const get = bind(permitGet, async (ctx, { id }) => {
  const row = await permitOf(ctx, id);
  const crisis = await getCrisis(ctx, row.crisisId);
  const glassId = await glassForPermit(ctx, row, crisis);
  const look = {
    registrationId: row.registrationId,
    purpose: "permit" as const,
    fields: ["permit" as const],
    glassId,
  };
  await commitLook(ctx, new Date(crisis.now), { crisisId: crisis.id, targetId: row.registrationId }, [
    insertLooks(ctx.db, officerOf(ctx.actor), [look]),
  ]);
  return forHost(await permitKey(ctx, row), row, showingHost(officerOf(ctx.actor).role));
});

/** The version that the officer read; what an exercise's tape does goes by the present one. */
function versionRead(ctx: Ctx, row: { version: number }): number {
  const read = ctx.ifMatch ?? row.version;
  if (read !== row.version) throw new Problem("stale", { version: row.version });
  return read;
}

export const decide = bind(permitDecide, async (ctx, { id, state, reason, ...terms }) => {
  const officer = officerOf(ctx.actor);
  const row = await permitOf(ctx, id);
  const version = versionRead(ctx, row);
  if (!mayDecide(row.state, state)) throw new Problem("transition-impossible");
  if (row.objected === 1 && row.decidedBy === officer.officerId) throw new Problem("second-officer-needed");
  if (needsReason(state) && reason === undefined) throw new Problem("reason-missing");
  const crisis = await getCrisis(ctx, row.crisisId);
  if (crisis.closedAt !== null) throw new Problem("crisis-closed");
  const key = await permitKey(ctx, row);
  const decided = {
    state,
    at: crisis.now,
    by: officer.officerId,
    reason: reason === undefined ? null : await seal(key, `permit.reason:${row.id}`, reason),
  };
  const asks = state === "more-needed" && row.objected === 1;
  const printed = await openSealed(key, row);
  return withFreshPlace(async () => {
    const writes = [
      guardOpen(ctx.db, crisis.id),
      guardConsent(ctx.db, "not-found", row.registrationId, row.authorityId),
      guardPermitVersion(ctx.db, row.id, version),
      asks ? updateQuestion(ctx.db, row.id, decided) : updateDecided(ctx.db, row.id, decided),
      ...(state === "granted" ? [await prepareGrant(ctx, crisis, row, key, printed, terms)] : []),
    ];
    const reply = { id: row.id, state, version: row.version + 1 };
    return commit(ctx, new Date(crisis.now), { crisisId: crisis.id, targetId: row.id }, writes, reply);
  });
});

/** Works by the permit's id alone, whatever became of the consent: nothing of it is read. */
export const revoke = bind(permitRevoke, async (ctx, { id, reason }) => {
  const officer = officerOf(ctx.actor);
  const row = await findGranted(ctx.db, officer, id);
  if (row === null) throw new Problem("not-found");
  const version = versionRead(ctx, row);
  if (row.state !== "granted") throw new Problem("transition-impossible");
  const crisis = await getCrisis(ctx, row.crisisId);
  const sealed = await seal(await permitKey(ctx, row), `permit.reason:${row.id}`, reason);
  const writes = [
    guardOpen(ctx.db, crisis.id),
    guardPermitVersion(ctx.db, row.id, version),
    updateRevoked(ctx.db, row.id, { at: crisis.now, by: officer.officerId, reason: sealed }),
  ];
  const reply = { id: row.id, state: "revoked" as const, version: row.version + 1 };
  return commit(ctx, new Date(crisis.now), { crisisId: crisis.id, targetId: row.id }, writes, reply);
});
