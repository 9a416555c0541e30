// What an officer decides on a danger: stands for it, dismisses it, ends it, takes her last decision back. Each goes by the
// version that was read, and keeps what stood before for an hour.
import { afterDecision, type Decision, holdsUntil, isLive, UNDO_FOR } from "../../schema/danger.rules.ts";
import { type Danger, dangerConfirm, dangerDismiss, dangerEnd, dangerUndo } from "../../schema/danger.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { cellAt } from "../../schema/kit/quadkey.ts";
import { getCrisis, guardOpen, guardTakesPart } from "../crisis/store.ts";
import { officerOf } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { guardVetted } from "../organisation/store.ts";
import { anew, dangerOf, toBeRead } from "./routes.ts";
import {
  type DangerRow,
  findDanger,
  guardDangerVersion,
  guardOnlyOne,
  type Undone,
  updateDecided,
} from "./store.ts";

const standing = (row: DangerRow): Undone => ({
  state: row.state,
  cell: row.cell,
  until: row.until,
  confirmedAt: row.confirmedAt,
  confirmedBy: row.confirmedBy,
  confirmedIn: row.confirmedIn,
  publicName: row.publicName,
});

/** The version that the writer read; what the exercise's tape does goes by the present one. Raises `stale`. */
function mustBeRead(ctx: Ctx, { version }: DangerRow): void {
  if ((ctx.ifMatch ?? version) !== version) throw new Problem("stale", { version });
}

/** One decision: guards, the row as it will stand, and what undoing it brings back. */
async function decide(
  ctx: Ctx,
  dangerId: string,
  decision: Decision,
  change: (row: DangerRow, now: string) => Partial<Undone>,
): Promise<Danger> {
  const officer = officerOf(ctx.actor);
  const row = await dangerOf(ctx, dangerId);
  mustBeRead(ctx, row);
  const crisis = await getCrisis(ctx, row.crisisId);
  const state = afterDecision(row, decision, new Date(crisis.now));
  if (state === null) throw new Problem("transition-impossible");
  const before = standing(row);
  const over = state === "confirmed" ? null : crisis.now;
  const to = {
    ...before,
    ...change(row, crisis.now),
    state,
    overAt: over,
    overIn: over === null ? null : officer.organisationId,
  };
  if (to.cell === null && state === "confirmed") throw new Problem("danger-place-missing");
  const writes = [
    guardOpen(ctx.db, crisis.id),
    guardTakesPart(ctx.db, crisis.id, officer.organisationId),
    guardVetted(ctx.db, officer.organisationId),
    guardDangerVersion(ctx.db, row.id, row.version),
    ...(state === "confirmed" ? guardOnlyOne(ctx.db, row, to.cell) : []),
    updateDecided(ctx.db, row.id, to, {
      to: before,
      at: crisis.now,
      organisationId: officer.organisationId,
    }),
  ];
  return commit(ctx, new Date(crisis.now), { crisisId: crisis.id, targetId: row.id }, writes, toBeRead);
}

const again = async (ctx: Ctx, _: Danger, { dangerId }: { dangerId: string }) =>
  anew(ctx, await findDanger(ctx.db, dangerId));

/** Where only words said where it was, whoever confirms it says so on the map; what has a square keeps it. */
export const confirm = bind(
  dangerConfirm,
  async (ctx, { dangerId, place, publicName }) =>
    decide(ctx, dangerId, "confirm", (row, now) => ({
      cell: row.cell ?? (place === undefined ? null : cellAt(place)),
      until: holdsUntil("confirmed", now),
      confirmedAt: now,
      confirmedBy: officerOf(ctx.actor).officerId,
      confirmedIn: officerOf(ctx.actor).organisationId,
      publicName: publicName ?? null,
    })),
  again,
);

export const dismiss = bind(
  dangerDismiss,
  async (ctx, { dangerId }) => decide(ctx, dangerId, "dismiss", () => ({})),
  again,
);

export const end = bind(
  dangerEnd,
  async (ctx, { dangerId }) => decide(ctx, dangerId, "end", () => ({ publicName: null })),
  again,
);

export const undo = bind(
  dangerUndo,
  async (ctx, { dangerId }) => {
    const officer = officerOf(ctx.actor);
    const row = await dangerOf(ctx, dangerId);
    mustBeRead(ctx, row);
    const crisis = await getCrisis(ctx, row.crisisId);
    const now = Date.parse(crisis.now);
    const { undoTo, undoFrom } = row;
    if (undoTo === null || undoFrom === null || row.undoIn !== officer.organisationId)
      throw new Problem("transition-impossible");
    // What has lapsed meanwhile is told of anew instead.
    if (now >= Date.parse(undoFrom) + UNDO_FOR || !isLive(undoTo, new Date(now)))
      throw new Problem("transition-impossible");
    const writes = [
      guardOpen(ctx.db, crisis.id),
      guardTakesPart(ctx.db, crisis.id, officer.organisationId),
      guardDangerVersion(ctx.db, row.id, row.version),
      ...guardOnlyOne(ctx.db, row, undoTo.cell),
      updateDecided(ctx.db, row.id, { ...undoTo, overAt: null, overIn: null }, null),
    ];
    const target = { crisisId: crisis.id, targetId: row.id };
    return commit(ctx, new Date(crisis.now), target, writes, toBeRead);
  },
  again,
);
