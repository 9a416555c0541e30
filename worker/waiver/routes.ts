// Handlers of waivers: one act of a host authority, after which nobody in a crisis needs a permit; shown to everybody.
import { Problem } from "../../schema/kit/problem.ts";
import { permitEndWaiver, permitWaive, permitWaivers } from "../../schema/permit-office.ts";
import { getCrisis, guardOpen, guardTakesPart } from "../crisis/store.ts";
import { officerOf } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { bind } from "../kit/door.ts";
import { findAuthority } from "../permit/store.ts";
import { findWaiver, forAll, guardWaiverVersion, insertWaiver, listWaivers, updateEnded } from "./store.ts";

export const waive = bind(permitWaive, async (ctx, input) => {
  const { organisationId } = officerOf(ctx.actor);
  const crisis = await getCrisis(ctx, input.crisisId);
  const authority = await findAuthority(ctx.db, crisis);
  // Another country's authority may take part in a crisis, and has nothing to waive there.
  if (authority?.id !== organisationId) throw new Problem("not-found");
  // One form of every instant, so that the database compares them as text.
  const from = new Date(input.from).toISOString();
  const until = new Date(input.until).toISOString();
  if (until <= from) throw new Problem("dates-reversed");
  const waiver = {
    id: input.id,
    crisisId: crisis.id,
    from,
    until,
    words: input.words,
    authority: authority.name.en,
    authorityId: authority.id,
    endedAt: null,
    version: 1,
  };
  const writes = [
    guardOpen(ctx.db, crisis.id),
    guardTakesPart(ctx.db, crisis.id, organisationId),
    insertWaiver(ctx.db, waiver),
  ];
  const target = { crisisId: crisis.id, targetId: waiver.id };
  return commit(ctx, new Date(crisis.now), target, writes, forAll(waiver));
});

export const endWaiver = bind(permitEndWaiver, async (ctx, input) => {
  const found = await findWaiver(ctx.db, officerOf(ctx.actor), input.id);
  if (found === null) throw new Problem("not-found");
  const crisis = await getCrisis(ctx, found.crisisId);
  const read = ctx.ifMatch ?? found.version;
  if (read !== found.version) throw new Problem("stale", { version: found.version });
  if (found.endedAt !== null || found.until <= crisis.now) throw new Problem("transition-impossible");
  const writes = [
    guardOpen(ctx.db, crisis.id),
    guardTakesPart(ctx.db, crisis.id, found.authorityId),
    guardWaiverVersion(ctx.db, found.id, read),
    updateEnded(ctx.db, found.id, crisis.now),
  ];
  const reply = { ...forAll(found), endedAt: crisis.now, version: found.version + 1 };
  const target = { crisisId: crisis.id, targetId: found.id };
  return commit(ctx, new Date(crisis.now), target, writes, reply);
});

export const waivers = bind(permitWaivers, async (ctx, { crisisId }) => {
  const crisis = await getCrisis(ctx, crisisId);
  return { waivers: await listWaivers(ctx.db, crisis.id, crisis.now) };
});
