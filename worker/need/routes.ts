// Handlers of need: an officer whose organisation received the case states and updates.

import { Problem } from "../../schema/kit/problem.ts";
import { needState, needUpdate } from "../../schema/need.ts";
import { glassToWrite } from "../access/work.ts";
import { getCrisis, guardOpen } from "../crisis/store.ts";
import { officerOf } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { bind } from "../kit/door.ts";
import { makeId } from "../kit/seal.ts";
import { findSight, guardSight } from "../registration/sight.ts";
import { bumpVersion } from "../registration/store.ts";
import { findNeed, guardNeedVersion, insertNeeds, listNeeds, updateNeed } from "./store.ts";

export const state = bind(needState, async (ctx, input) => {
  const officer = officerOf(ctx.actor);
  const row = await findSight(ctx.db, officer, input.registrationId);
  if (row === null || row.audience !== "responder") throw new Problem("not-found");
  const crisis = await getCrisis(ctx, row.crisisId);
  await glassToWrite(ctx, row, crisis);
  if (
    (await listNeeds(ctx.db, row)).some(
      (need) => need.kind === input.kind && (need.state === "open" || need.state === "assigned"),
    )
  )
    throw new Problem("already-exists");
  const need = {
    id: makeId("ned"),
    registrationId: row.id,
    kind: input.kind,
    urgency: input.urgency,
    statedAt: crisis.now,
  };
  const writes = [
    guardOpen(ctx.db, crisis.id),
    guardSight(ctx.db, officer, row.id),
    insertNeeds(ctx.db, [need]),
    bumpVersion(ctx.db, row.id),
  ];
  const { id, kind, urgency, statedAt } = need;
  const reply = { id, kind, urgency, state: "open" as const, ownerId: null, statedAt, version: 1 };
  return commit(ctx, new Date(crisis.now), { crisisId: crisis.id, targetId: row.id }, writes, reply);
});

export const update = bind(needUpdate, async (ctx, input) => {
  const officer = officerOf(ctx.actor);
  const need = await findNeed(ctx.db, officer, input.needId);
  if (need === null) throw new Problem("not-found");
  if (ctx.ifMatch !== need.version) throw new Problem("stale", { version: need.version });
  const crisis = await getCrisis(ctx, need.crisisId);
  await glassToWrite(ctx, need.registrationId, crisis);
  const next = {
    urgency: input.urgency ?? need.urgency,
    state: input.state ?? need.state,
    ownerId: input.state === "assigned" ? officer.organisationId : need.ownerId,
  };
  const writes = [
    guardOpen(ctx.db, crisis.id),
    guardSight(ctx.db, officer, need.registrationId),
    guardNeedVersion(ctx.db, need.id, need.version),
    updateNeed(ctx.db, need.id, next),
    bumpVersion(ctx.db, need.registrationId),
  ];
  const { id, kind, statedAt } = need;
  const reply = { id, kind, ...next, statedAt, version: need.version + 1 };
  return commit(
    ctx,
    new Date(crisis.now),
    { crisisId: crisis.id, targetId: need.registrationId },
    writes,
    reply,
  );
});
