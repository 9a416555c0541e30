// The receiving desk of a crisis is replaced. Nothing that anybody agreed to moves along: who asked the desk of before reads
// on her page who receives now, and says yes to it herself or not.
import { crisisReplaceDesk, mayBeDesk } from "../../schema/crisis-desk.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { officerOf } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { bind } from "../kit/door.ts";
import { findOrganisation } from "../organisation/store.ts";
import { getCrisis, guardDesk, guardOpen, guardTakesPart, takesPart, updateDesk } from "./store.ts";

export const replaceDesk = bind(crisisReplaceDesk, async (ctx, { id, organisationId, instead }) => {
  const actor = officerOf(ctx.actor);
  const crisis = await getCrisis(ctx, id);
  const everywhere = actor.role === "platform-admin";
  if (!everywhere && !(await takesPart(ctx.db, id, actor.organisationId))) throw new Problem("not-found");
  const next = await findOrganisation(ctx.db, organisationId);
  if (next === null || !(await takesPart(ctx.db, id, organisationId))) throw new Problem("recipient-unknown");
  const present = crisis.receivingDeskId;
  const nobody = present === null || !(await takesPart(ctx.db, id, present));
  if (!mayBeDesk(actor, next, nobody)) throw new Problem(everywhere ? "recipient-unknown" : "not-allowed");
  const writes = [
    guardOpen(ctx.db, id),
    guardTakesPart(ctx.db, id, organisationId),
    guardDesk(ctx.db, id, instead),
    ...updateDesk(ctx.db, id, organisationId, instead, crisis.now),
  ];
  const target = { crisisId: id, targetId: organisationId };
  return commit(ctx, new Date(crisis.now), target, writes, { ...crisis, receivingDeskId: organisationId });
});
