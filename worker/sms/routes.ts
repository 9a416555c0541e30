// Handlers of sms for desks: which texts went to a case's phone and how far they came; taking back one that is still held.
import { Problem } from "../../schema/kit/problem.ts";
import { type SmsInCase, smsCancel, smsOfCase } from "../../schema/sms.ts";
import { glassFor, recordPart } from "../access/work.ts";
import { getCrisis } from "../crisis/store.ts";
import { officerOf } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { bytesOf, open } from "../kit/seal.ts";
import { findSight, guardSight } from "../registration/sight.ts";
import { keyOf, showingCase } from "../registration/view.ts";
import { findOutOfCase, guardHeld, listOutOfCase, moveOut, type OutInCase } from "./store.ts";

async function shownText(ctx: Ctx, key: CryptoKey, row: OutInCase): Promise<SmsInCase> {
  const held = row.state === "queued" && row.claim === null && row.tries === 0;
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    at: row.at,
    heldUntil: held && row.dueAt > ctx.real.toISOString() ? row.dueAt : null,
    tries: row.tries,
    ends: row.ends === null ? "" : await open<string>(key, `smsOut.ends:${row.id}`, bytesOf(row.ends)),
  };
}

/** @PRIVACY of a number two digits leave, of a text nothing. */
export const ofCase = bind(smsOfCase, async (ctx, { registrationId }) => {
  const officer = officerOf(ctx.actor);
  const row = await findSight(ctx.db, officer, registrationId);
  if (row === null || !showingCase(officer.role, row, ctx.real).opens("phoneEnd"))
    throw new Problem("not-found");
  const crisis = await getCrisis(ctx, row.crisisId);
  const glassId = await glassFor(ctx, row, crisis);
  const rows = await listOutOfCase(ctx.db, officer, row.id);
  // Nothing to read is no look.
  if (rows.length === 0) return { texts: [] };
  await recordPart(ctx, crisis, { registrationId: row.id, purpose: "help", fields: ["phone"], glassId });
  const key = await keyOf(ctx.settings, row);
  return { texts: await Promise.all(rows.map((one) => shownText(ctx, key, one))) };
});

export const cancel = bind(smsCancel, async (ctx, { id }) => {
  const officer = officerOf(ctx.actor);
  const row = await findOutOfCase(ctx.db, officer, id);
  if (row === null) throw new Problem("not-found");
  const crisis = await getCrisis(ctx, row.crisisId);
  const writes = [
    guardSight(ctx.db, officer, row.registrationId),
    guardHeld(ctx.db, id),
    moveOut(ctx.db, id, "cancelled", ctx.real.toISOString()),
  ];
  const target = { crisisId: crisis.id, targetId: row.registrationId };
  return commit(ctx, new Date(crisis.now), target, writes, { id, state: "cancelled" as const });
});
