// Handlers of organisation: who takes part, officers' accounts, signing in and out.

import { Problem } from "../../schema/kit/problem.ts";
import {
  type Officer,
  organisationAdd,
  organisationAddOfficer,
  organisationJoin,
  organisationList,
  organisationMe,
  organisationRoster,
  organisationSignIn,
  organisationSignOut,
  organisationVet,
  rolesOf,
} from "../../schema/organisation.ts";
import { organisationRefuse } from "../../schema/organisation-refuse.ts";
import { listFromOutside } from "../audit/store.ts";
import { getCrisis, guardOpen, insertTakesPart, listCrisesOf } from "../crisis/store.ts";
import { cookieLine, DESK_HOURS, deskUntil, officerOf } from "../kit/actor.ts";
import { byAddress, countAttempt, refuseIfWaiting } from "../kit/attempt.ts";
import { commit } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { randomToken, sha256 } from "../kit/seal.ts";
import { deleteSession, insertSession } from "../session/store.ts";
import {
  findLink,
  findOfficer,
  findOrganisation,
  findVetting,
  guardVetted,
  insertOfficers,
  insertOrganisations,
  listReceiving,
  listRoster,
  refuseOrganisation,
  spendLink,
  vetOrganisation,
} from "./store.ts";

export const list = bind(organisationList, async (ctx, input) => {
  await getCrisis(ctx, input.crisisId);
  return { organisations: await listReceiving(ctx.db, input.crisisId, input.gates === "yes") };
});

const ROSTER_PAGE = 100;
/** How long officers are told of what administrators did to their organisation's accounts. */
export const OUTSIDE_DAYS = 30;

export const roster = bind(organisationRoster, async (ctx, input) => {
  if (input.crisisId !== undefined) await getCrisis(ctx, input.crisisId);
  const { line } = officerOf(ctx.actor);
  const rows = await listRoster(ctx.db, input.crisisId ?? null, input.after ?? "", ROSTER_PAGE + 1, line);
  const organisations = rows.slice(0, ROSTER_PAGE);
  return { organisations, next: rows.length > ROSTER_PAGE ? (organisations.at(-1)?.id ?? null) : null };
});

export const add = bind(organisationAdd, async (ctx, { organisation, crisisId }) => {
  if (crisisId !== undefined) await getCrisis(ctx, crisisId);
  const by = { addedBy: officerOf(ctx.actor).officerId, wantsCrisisId: crisisId ?? null };
  const writes = [insertOrganisations(ctx.db, [organisation], by)];
  return commit(
    ctx,
    ctx.real,
    { crisisId: crisisId ?? null, targetId: organisation.id },
    writes,
    organisation,
  );
});

/** The crisis that it was added for may have closed meanwhile: it is vetted all the same, and takes part in nothing. */
export const vet = bind(organisationVet, async (ctx, { organisationId }) => {
  const pending = await findVetting(ctx.db, organisationId);
  if (pending === null) throw new Problem("not-found");
  const vettedAt = ctx.real.toISOString();
  const wanted = pending.wantsCrisisId === null ? null : await getCrisis(ctx, pending.wantsCrisisId);
  const crisisId = wanted !== null && wanted.closedAt === null ? wanted.id : null;
  const writes = vetOrganisation(ctx.db, organisationId, officerOf(ctx.actor).officerId, vettedAt);
  if (crisisId !== null) writes.push(insertTakesPart(ctx.db, crisisId, [organisationId]));
  return commit(ctx, ctx.real, { crisisId, targetId: organisationId }, writes, { organisationId, vettedAt });
});

export const refuse = bind(organisationRefuse, async (ctx, { organisationId, reason }) => {
  const pending = await findVetting(ctx.db, organisationId);
  if (pending === null) throw new Problem("not-found");
  const refusedAt = ctx.real.toISOString();
  const by = { by: officerOf(ctx.actor).officerId, at: refusedAt, reason };
  return commit(
    ctx,
    ctx.real,
    { crisisId: pending.wantsCrisisId, targetId: organisationId },
    refuseOrganisation(ctx.db, organisationId, by),
    { organisationId, refusedAt },
  );
});

export const join = bind(organisationJoin, async (ctx, input) => {
  const crisis = await getCrisis(ctx, input.crisisId);
  if ((await findOrganisation(ctx.db, input.organisationId)) === null) throw new Problem("not-found");
  return commit(
    ctx,
    new Date(crisis.now),
    { crisisId: crisis.id, targetId: input.organisationId },
    [guardOpen(ctx.db, crisis.id), insertTakesPart(ctx.db, crisis.id, [input.organisationId])],
    input,
  );
});

export const addOfficer = bind(organisationAddOfficer, async (ctx, input) => {
  const organisation = await findOrganisation(ctx.db, input.organisationId);
  if (organisation === null) throw new Problem("not-found");
  if (!rolesOf[organisation.kind].includes(input.role))
    throw new Problem("malformed", { fields: [{ path: "role", reason: "not-one-of" }] });
  return commit(
    ctx,
    ctx.real,
    { targetId: input.id, organisationId: input.organisationId },
    [
      guardVetted(ctx.db, input.organisationId),
      insertOfficers(ctx.db, [{ ...input, line: officerOf(ctx.actor).line }]),
    ],
    { id: input.id },
  );
});

/** An open account as her own desk sees it. Raises `signed-out` where it is closed. */
export async function officerView(ctx: Ctx, officerId: string, expiresAt: string): Promise<Officer> {
  const officer = await findOfficer(ctx.db, officerId);
  if (officer === null) throw new Problem("signed-out");
  const everywhere = officer.role === "platform-admin" || officer.role === "oversight";
  const crises = await listCrisesOf(ctx.db, everywhere ? null : officer.organisationId, ctx.real);
  return {
    id: officer.id,
    label: officer.label,
    role: officer.role,
    organisation: officer.organisation,
    crises: crises.map(({ id, name }) => ({ id, name })),
    expiresAt,
  };
}

export const signIn = bind(organisationSignIn, async (ctx, input) => {
  const linkHash = await sha256(input.token);
  const officerId = await findLink(ctx.db, linkHash, ctx.real);
  if (officerId === null) {
    await refuseIfWaiting(ctx.db, "link", ctx.address, ctx.real, byAddress);
    await countAttempt(ctx.db, "link", ctx.address, ctx.real, byAddress);
    throw new Problem("link-spent");
  }
  const token = randomToken();
  const startedAt = ctx.real.toISOString();
  const expiresAt = deskUntil({ startedAt }, ctx.real).toISOString();
  const session = { tokenHash: await sha256(token), officerId, startedAt, expiresAt, way: "link" as const };
  const officer = await officerView(ctx, officerId, expiresAt);
  ctx.cookies.push(cookieLine("desk", token, DESK_HOURS * 3600, ctx.secure));
  // A link works once, so a retry has no reply to get: the cookie's token is stored nowhere.
  ctx.bodyHash = "";
  ctx.auditAs = officerId;
  const writes = [...spendLink(ctx.db, linkHash), insertSession(ctx.db, session)];
  return commit(
    ctx,
    ctx.real,
    { targetId: officerId, organisationId: officer.organisation.id },
    writes,
    officer,
  );
});

export const signOut = bind(organisationSignOut, async (ctx) => {
  const officer = officerOf(ctx.actor);
  ctx.cookies.push(cookieLine("desk", "", 0, ctx.secure));
  return commit(
    ctx,
    ctx.real,
    { targetId: officer.officerId },
    [deleteSession(ctx.db, officer.sessionHash)],
    { signedIn: false as const },
  );
});

export const me = bind(organisationMe, async (ctx) => {
  const officer = officerOf(ctx.actor);
  const since = new Date(ctx.real.getTime() - OUTSIDE_DAYS * 86_400_000).toISOString();
  const [view, [latest]] = await Promise.all([
    officerView(ctx, officer.officerId, officer.expiresAt),
    listFromOutside(ctx.db, officer.organisationId, since),
  ]);
  return { ...view, fromOutsideAt: latest?.at ?? null };
});
