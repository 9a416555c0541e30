// What colleagues do with an account: see the team, end its sessions, close it, stand for who lost her passkey.
import {
  accountClose,
  accountEndSessions,
  accountHistory,
  accountStandFor,
  accountTeam,
  RECOVER_HOURS,
} from "../../schema/account-team.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { listAccountRows } from "../audit/store.ts";
import { listCrisesOf } from "../crisis/store.ts";
import { officerOf } from "../kit/actor.ts";
import { commit, poke } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { countSessions, deleteOfficerSessions } from "../session/store.ts";
import { makeLink } from "./link.ts";
import { mustBeFresh } from "./routes.ts";
import { enoughStand, watchesOver } from "./rules.ts";
import {
  type AccountRow,
  closeAccount,
  deleteWords,
  findAccount,
  guardAdministrator,
  listTeam,
  listWords,
  putWord,
} from "./store.ts";

const TEAM_PAGE = 100;

export const team = bind(accountTeam, async (ctx, input) => {
  const actor = officerOf(ctx.actor);
  const organisationId = input.organisationId ?? actor.organisationId;
  const watches = watchesOver(actor, organisationId);
  if (organisationId !== actor.organisationId && !watches) throw new Problem("not-found");
  const now = ctx.real.toISOString();
  const rows = await listTeam(ctx.db, organisationId, input.after ?? "", TEAM_PAGE + 1, now);
  const officers = rows
    .slice(0, TEAM_PAGE)
    .map((one) => (watches ? one : { ...one, sessions: null, linkUntil: null, recovers: false }));
  return { officers, next: rows.length > TEAM_PAGE ? (officers.at(-1)?.id ?? null) : null };
});

/** An open account that the actor watches over. Raises `not-found`. */
async function getWatched(ctx: Ctx, officerId: string): Promise<AccountRow> {
  const account = await findAccount(ctx.db, officerId);
  if (account === null || account.closedAt !== null) throw new Problem("not-found");
  if (!watchesOver(officerOf(ctx.actor), account.organisationId)) throw new Problem("not-found");
  return account;
}

/** A room closes sockets whose session is gone when it is told of anything: these are told at once, also in a quiet crisis. */
async function pokeRooms(ctx: Ctx, account: AccountRow): Promise<void> {
  const everywhere = account.role === "platform-admin" || account.role === "oversight";
  const crises = await listCrisesOf(ctx.db, everywhere ? null : account.organisationId, ctx.real);
  await Promise.all(crises.map(({ id }) => poke(ctx, id)));
}

export const endSessions = bind(accountEndSessions, async (ctx, { officerId }) => {
  const account = await getWatched(ctx, officerId);
  const ended = await countSessions(ctx.db, officerId, ctx.real.toISOString());
  const done = await commit(
    ctx,
    ctx.real,
    { targetId: officerId, organisationId: account.organisationId },
    [deleteOfficerSessions(ctx.db, officerId)],
    { officerId, ended },
  );
  ctx.after(pokeRooms(ctx, account));
  return done;
});

export const close = bind(accountClose, async (ctx, { officerId }) => {
  const account = await getWatched(ctx, officerId);
  if (officerId === officerOf(ctx.actor).officerId) throw new Problem("second-officer-needed");
  const guards = account.role === "platform-admin" ? [guardAdministrator(ctx.db, officerId)] : [];
  const closedAt = ctx.real.toISOString();
  const done = await commit(
    ctx,
    ctx.real,
    { targetId: officerId, organisationId: account.organisationId },
    [...guards, closeAccount(ctx.db, officerId, closedAt)],
    { officerId, closedAt },
  );
  ctx.after(pokeRooms(ctx, account));
  return done;
});

/** Whoever stands for somebody answers for it by name in the audit; the second word makes the link. */
export const standFor = bind(accountStandFor, async (ctx, { officerId }) => {
  const actor = officerOf(ctx.actor);
  const account = await findAccount(ctx.db, officerId);
  const near =
    account !== null &&
    account.closedAt === null &&
    (account.organisationId === actor.organisationId || actor.role === "platform-admin");
  if (!near) throw new Problem("not-found");
  if (officerId === actor.officerId) throw new Problem("second-officer-needed");
  mustBeFresh(ctx);
  const until = new Date(ctx.real.getTime() + RECOVER_HOURS * 3_600_000).toISOString();
  const said = (await listWords(ctx.db, officerId, ctx.real.toISOString())).filter(
    (one) => one.id !== actor.officerId,
  );
  const enough = enoughStand(account, [...said, { ...actor, id: actor.officerId }]);
  const target = { targetId: officerId, organisationId: account.organisationId };
  if (!enough) {
    const writes = [putWord(ctx.db, officerId, actor.officerId, until)];
    return commit(ctx, ctx.real, target, writes, { officerId, token: null, expiresAt: until });
  }
  const { token, expiresAt, write } = await makeLink(ctx, officerId, true, RECOVER_HOURS);
  ctx.bodyHash = "";
  const writes = [deleteWords(ctx.db, officerId), write];
  return commit(ctx, ctx.real, target, writes, { officerId, token, expiresAt });
});

/** What was done to accounts; a supervisor names her own organisation or none. */
export const history = bind(accountHistory, async (ctx, input) => {
  const actor = officerOf(ctx.actor);
  const own = actor.role === "supervisor" ? actor.organisationId : null;
  if (own !== null && input.organisationId !== undefined && input.organisationId !== own)
    throw new Problem("not-found");
  const before = input.before === undefined ? Number.MAX_SAFE_INTEGER : Number(input.before);
  const rows = await listAccountRows(ctx.db, own ?? input.organisationId ?? null, before, TEAM_PAGE + 1);
  const page = rows.slice(0, TEAM_PAGE);
  return { rows: page, next: rows.length > TEAM_PAGE ? String(page.at(-1)?.seq ?? 0) : null };
});
