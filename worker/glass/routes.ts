// Handlers of glass: giving a reason before opening a case, and reviewing what others gave.
// @PRIVACY words of a reason leave here, for her supervisor and oversight; they may be about one person.

import { mayReview } from "../../schema/glass.rules.ts";
import { glassExplain, glassList, glassReview } from "../../schema/glass.ts";
import type { Role } from "../../schema/kit/access.ts";
import { inLanguage } from "../../schema/kit/fields.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { getCrisis } from "../crisis/store.ts";
import { reviewed } from "../export/store.ts";
import { officerOf } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { logFailure } from "../kit/log.ts";
import { showing } from "../kit/policy.ts";
import { bytesOf, open, openByRing } from "../kit/seal.ts";
import { namesOf } from "../organisation/store.ts";
import { findPermit, guardConsent } from "../permit/store.ts";
import { findSight, guardSeen } from "../registration/sight.ts";
import { keyOf } from "../registration/view.ts";
import { guardDesk } from "../zone/routes.ts";
import { giveGlass } from "./give.ts";
import { cursorOf, readCursor } from "./rules.ts";
import {
  countOpen,
  findGlass,
  type GlassRow,
  type GlassScope,
  listOpen,
  listReviewed,
  updateReviewed,
} from "./store.ts";

/**
 * What a reason is given for: a case that this organisation may see, or a request that her authority may read. Raises
 * `not-found` for any other, and `malformed` where not exactly one is named.
 */
async function lookedAt(
  ctx: Ctx,
  named: { registrationId?: string | undefined; permitId?: string | undefined },
) {
  const officer = officerOf(ctx.actor);
  const { registrationId, permitId } = named;
  if ((registrationId === undefined) === (permitId === undefined))
    throw new Problem("malformed", { fields: [{ path: "registrationId", reason: "choose-one" }] });
  if (permitId !== undefined && officer.role === "permit-officer") {
    const row = await findPermit(ctx.db, officer, permitId);
    if (row === null) throw new Problem("not-found");
    const { registrationId: id, crisisId, keyVersion, wrappedKey } = row;
    const guard = guardConsent(ctx.db, "not-found", id, row.authorityId);
    return { id, crisisId, keyVersion, wrappedKey, act: "permit.get", guard };
  }
  const row =
    registrationId === undefined || officer.role === "permit-officer"
      ? null
      : await findSight(ctx.db, officer, registrationId);
  if (row === null) throw new Problem("not-found");
  return { ...row, act: "registration.get", guard: guardSeen(ctx.db, officer, row.id) };
}

export const explain = bind(glassExplain, async (ctx, { registrationId, permitId, ...given }) => {
  const row = await lookedAt(ctx, { registrationId, permitId });
  const crisis = await getCrisis(ctx, row.crisisId);
  const key = await keyOf(ctx.settings, row);
  const asked = { crisis, kind: "look" as const, act: row.act, targetId: row.id, given, key };
  const { id, until, write } = await giveGlass(ctx, asked);
  const target = { crisisId: crisis.id, targetId: row.id };
  return commit(ctx, new Date(crisis.now), target, [row.guard, write], { id, until });
});

/** A supervisor's own organisation, or all for oversight. */
function scopeOf(ctx: Ctx): GlassScope {
  const officer = officerOf(ctx.actor);
  return { organisationId: officer.role === "oversight" ? null : officer.organisationId };
}

/** Whether whoever reviews may read what was written: of a case, only while the organisation that wrote it may see that. */
function opensWords(role: Role, row: GlassRow): boolean {
  if (!row.targetId.startsWith("reg_")) return true;
  const purposes = [
    ...(row.seenBy === null ? [] : [row.seenBy]),
    ...(row.permits === 1 ? ["permit" as const] : []),
  ];
  return showing({ audience: "oversight", role, purposes, age: null }).opens("glassWord");
}

interface WordsRead {
  words: string | null;
  unreadable?: true;
  hidden?: true;
  over?: true;
}

/** What was written; one reason that cannot be opened does not hide all others, and is said to be so. */
async function wordsOf(ctx: Ctx, row: GlassRow): Promise<WordsRead> {
  // While her case stands, words go for one reason alone.
  if (row.words === null) return row.erased === 1 ? { words: null } : { words: null, over: true };
  if (!opensWords(officerOf(ctx.actor).role, row)) return { words: null, hidden: true };
  const bound = `glass.words:${row.id}`;
  const { targetId: id, keyVersion, wrappedKey } = row;
  try {
    // Without a case of its own, the ring sealed it.
    if (keyVersion === null || wrappedKey === null)
      return { words: await openByRing<string>(ctx.settings, bound, bytesOf(row.words)) };
    const key = await keyOf(ctx.settings, { id, keyVersion, wrappedKey });
    return { words: await open<string>(key, bound, bytesOf(row.words)) };
  } catch (error) {
    logFailure(ctx.requestId, error);
    return { words: null, unreadable: true };
  }
}

const PAGE = 50;

export const list = bind(glassList, async (ctx, { crisisId, state = "open", only, after }) => {
  const officer = officerOf(ctx.actor);
  const crisis = await getCrisis(ctx, crisisId);
  await guardDesk(ctx, crisis.id);
  const scope = scopeOf(ctx);
  const from = after === undefined ? null : readCursor(after);
  const listRows = state === "open" ? listOpen : listReviewed;
  const [found, counts] = await Promise.all([
    only === undefined ? listRows(ctx.db, scope, crisis.id, from, PAGE + 1) : [],
    countOpen(ctx.db, scope, crisis.id, crisis.now),
  ]);
  const page = found.slice(0, PAGE);
  const names = await namesOf(ctx.db, [...new Set(page.map((row) => row.organisationId))]);
  const by = { id: officer.officerId, role: officer.role, organisationId: officer.organisationId };
  const last = page.at(-1);
  return {
    rows: await Promise.all(
      page.map(async (row) => ({
        id: row.id,
        kind: row.kind,
        act: row.act,
        targetId: row.targetId,
        organisation: {
          id: row.organisationId,
          name: inLanguage(names.get(row.organisationId) ?? { en: row.organisationId }, "en").text,
        },
        officer: row.officer,
        reason: row.reason,
        ...(await wordsOf(ctx, row)),
        at: row.at,
        dueAt: row.dueAt,
        looks: row.looks,
        reviewedBy: row.reviewedBy,
        reviewedAt: row.reviewedAt,
        sheet:
          row.groups === null || row.people === null || row.purpose === null
            ? null
            : { groups: row.groups, people: row.people, purpose: row.purpose, found: row.found },
        mine: row.reviewedAt === null && mayReview(by, row),
      })),
    ),
    next: found.length > PAGE && last !== undefined ? cursorOf(last) : null,
    ...counts,
    now: crisis.now,
  };
});

/** A sheet of people says what its review found: it opens no more where that was wrong. */
const isSheet = (row: { act: string }) => row.act === "export.file";

export const review = bind(glassReview, async (ctx, { id, found }) => {
  const officer = officerOf(ctx.actor);
  const row = await findGlass(ctx.db, scopeOf(ctx), id);
  if (row === null) throw new Problem("not-found");
  const crisis = await getCrisis(ctx, row.crisisId);
  await guardDesk(ctx, crisis.id);
  const by = { id: officer.officerId, role: officer.role, organisationId: officer.organisationId };
  if (!mayReview(by, row)) throw new Problem("second-officer-needed");
  if (row.reviewedAt !== null) return { id, reviewedAt: row.reviewedAt };
  if (isSheet(row) !== (found !== undefined))
    throw new Problem("malformed", { fields: [{ path: "found", reason: "choose-one" }] });
  const writes = updateReviewed(ctx.db, id, officer.officerId, crisis.now);
  if (found !== undefined)
    writes.push(...reviewed(ctx.db, row.targetId, { officerId: officer.officerId, found, at: crisis.now }));
  const target = { crisisId: crisis.id, targetId: id };
  return commit(ctx, new Date(crisis.now), target, writes, { id, reviewedAt: crisis.now });
});
