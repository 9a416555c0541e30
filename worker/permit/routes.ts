// Handlers of permit for the organisations that a case was sent to, and the clock's: asking for somebody with her
// consent, seeing where it stands, telling everybody that a deadline has passed.
import type { Crisis } from "../../schema/crisis.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { permitAskFor, permitOfCase } from "../../schema/permit.ts";
import { glassFor, glassToWrite, recordPart } from "../access/work.ts";
import { listConsents } from "../consent/store.ts";
import { getCrisis, guardOpen } from "../crisis/store.ts";
import { officerOf } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { findSight, guardSight, type SightRow } from "../registration/sight.ts";
import { showingCase } from "../registration/view.ts";
import { prepareRequest } from "./request.ts";
import { findAuthority, guardConsent, listOverdue, listPermits, updateEscalated } from "./store.ts";
import { inQueue } from "./view.ts";

/** A case that was sent to the officer's organisation. Raises `not-found` for any other. */
async function caseOf(ctx: Ctx, registrationId: string): Promise<SightRow> {
  const officer = officerOf(ctx.actor);
  const row = await findSight(ctx.db, officer, registrationId);
  if (row === null || !showingCase(officer.role, row, ctx.real).opens("permitProgress"))
    throw new Problem("not-found");
  return row;
}

async function hasConsented(ctx: Ctx, opened: { id: string }, authorityId: string): Promise<boolean> {
  const held = await listConsents(ctx.db, opened);
  return held.some((one) => one.organisationId === authorityId && one.purpose === "permit");
}

export const askFor = bind(permitAskFor, async (ctx, { registrationId, ...asked }) => {
  const officer = officerOf(ctx.actor);
  const row = await caseOf(ctx, registrationId);
  const crisis = await getCrisis(ctx, row.crisisId);
  await glassToWrite(ctx, row, crisis);
  const authority = await findAuthority(ctx.db, crisis);
  if (authority === null) throw new Problem("authority-missing");
  const request = await prepareRequest(ctx, crisis, row, authority.id, officer.organisationId, asked);
  const writes = [
    guardOpen(ctx.db, crisis.id),
    guardSight(ctx.db, officer, row.id),
    guardConsent(ctx.db, "consent-missing", row.id, authority.id),
    request.insert,
  ];
  const target = { crisisId: crisis.id, targetId: request.reply.id };
  return commit(ctx, new Date(crisis.now), target, writes, request.reply);
});

export const ofCase = bind(permitOfCase, async (ctx, { registrationId }) => {
  const row = await caseOf(ctx, registrationId);
  const crisis = await getCrisis(ctx, row.crisisId);
  const glassId = await glassFor(ctx, row, crisis);
  const authority = await findAuthority(ctx.db, crisis);
  const permits = await listPermits(ctx.db, row);
  // Nothing to read is no look.
  if (permits.length > 0)
    await recordPart(ctx, crisis, { registrationId: row.id, purpose: "help", fields: ["permit"], glassId });
  return {
    permits: permits.map((one) => ({ ...inQueue(one), personId: one.personId })),
    consented: authority !== null && (await hasConsented(ctx, row, authority.id)),
  };
});

const ESCALATED_AT_ONCE = 500;

/** Called by the clock: requests past their deadline are marked, and so shown to the person, her helpers and the authority. */
export async function escalatePermits(ctx: Ctx, crisis: Crisis): Promise<boolean> {
  const ids = await listOverdue(ctx.db, crisis.id, crisis.now, ESCALATED_AT_ONCE);
  if (ids.length === 0) return false;
  const one: Ctx = { ...ctx, actName: "permit.escalate", actId: crypto.randomUUID(), bodyHash: "" };
  const writes = [updateEscalated(ctx.db, ids, crisis.now)];
  await commit(one, new Date(crisis.now), { crisisId: crisis.id }, writes, null);
  return ids.length === ESCALATED_AT_ONCE;
}
