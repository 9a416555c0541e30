// Handlers of splits: nobody is parted from her group without a reason that she reads, her own yes, and two officers.
import { Problem } from "../../schema/kit/problem.ts";
import { takesGroups } from "../../schema/movement.rules.ts";
import { type Split, seatAnswerSplit, seatApproveSplit, seatProposeSplit } from "../../schema/seat.ts";
import { glassToWrite } from "../access/work.ts";
import { ownRegistration } from "../consent/routes.ts";
import { getCrisis, guardOpen } from "../crisis/store.ts";
import { officerOf } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { bind } from "../kit/door.ts";
import { seal } from "../kit/seal.ts";
import { guardTakesGroups, touchMovement } from "../movement/store.ts";
import { guardSight } from "../registration/sight.ts";
import { listPersons } from "../registration/store.ts";
import { keyOf } from "../registration/view.ts";
import { makersCase, makersMovement, splitView } from "../seat/routes.ts";
import { findSplit, insertSplit, listSplits, updateAgreed, updateApproved } from "./store.ts";

export const propose = bind(seatProposeSplit, async (ctx, input) => {
  const officer = officerOf(ctx.actor);
  const movement = await makersMovement(ctx, input.movementId);
  const row = await makersCase(ctx, movement, input.registrationId);
  if (!takesGroups(movement.state)) throw new Problem("movement-not-open");
  const crisis = await getCrisis(ctx, movement.crisisId);
  await glassToWrite(ctx, row, crisis);
  const [people, before] = await Promise.all([listPersons(ctx.db, row), listSplits(ctx.db, row)]);
  const personIds = [...new Set(input.personIds)];
  // Some of the group and not all of it, or there is nothing to split.
  if (personIds.some((id) => !people.some((one) => one.id === id)) || personIds.length >= people.length)
    throw new Problem("malformed", { fields: [{ path: "personIds", reason: "not-part-of-the-group" }] });
  const here = before.filter((one) => one.movementId === movement.id);
  // She is asked once for a movement: asking until she gives in is no choice.
  if (here.some((one) => one.agreed === 0)) throw new Problem("split-not-agreed");
  if (here.some((one) => one.agreed === null)) throw new Problem("already-exists");
  const split = {
    id: input.id,
    movementId: movement.id,
    registrationId: row.id,
    personIds: JSON.stringify(personIds),
    reason: await seal(await keyOf(ctx.settings, row), `split.reason:${input.id}`, input.reason),
    proposedBy: officer.officerId,
    proposedAt: crisis.now,
  };
  const writes = [
    guardOpen(ctx.db, crisis.id),
    guardTakesGroups(ctx.db, movement.id),
    guardSight(ctx.db, officer, row.id),
    insertSplit(ctx.db, split),
    touchMovement(ctx.db, movement.id),
  ];
  const { id, movementId, proposedAt } = split;
  const reply: Split = { id, movementId, personIds, proposedAt, agreed: null, approved: false };
  return commit(ctx, new Date(crisis.now), { crisisId: crisis.id, targetId: row.id }, writes, reply);
});

/** Her answer can change until somebody has a seat by it. */
export const answer = bind(seatAnswerSplit, async (ctx, { splitId, agree }) => {
  const own = await ownRegistration(ctx);
  const split = (await listSplits(ctx.db, own)).find((one) => one.id === splitId);
  if (split === undefined || split.used === 1) throw new Problem("not-found");
  const crisis = await getCrisis(ctx, own.crisisId);
  const agreed = agree === "yes";
  const writes = [
    guardOpen(ctx.db, crisis.id),
    updateAgreed(ctx.db, own, splitId, agreed, crisis.now),
    touchMovement(ctx.db, split.movementId),
  ];
  const target = { crisisId: crisis.id, targetId: own.id };
  return commit(ctx, new Date(crisis.now), target, writes, { splitId, agreed });
});

export const approve = bind(seatApproveSplit, async (ctx, { splitId }) => {
  const officer = officerOf(ctx.actor);
  const split = await findSplit(ctx.db, officer, splitId);
  if (split === null) throw new Problem("not-found");
  const movement = await makersMovement(ctx, split.movementId);
  if (split.proposedBy === officer.officerId) throw new Problem("second-officer-needed");
  if (split.agreed !== 1) throw new Problem("split-not-agreed");
  const crisis = await getCrisis(ctx, movement.crisisId);
  await glassToWrite(ctx, split.registrationId, crisis);
  const writes = [
    guardOpen(ctx.db, crisis.id),
    guardSight(ctx.db, officer, split.registrationId),
    updateApproved(ctx.db, split.id, officer.officerId, crisis.now),
    touchMovement(ctx.db, movement.id),
  ];
  const target = { crisisId: crisis.id, targetId: split.registrationId };
  return commit(ctx, new Date(crisis.now), target, writes, { ...splitView(split), approved: true });
});
