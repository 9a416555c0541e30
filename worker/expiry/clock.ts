// What the clock does with consents, by each crisis's own time, open or closed: some days before a yes ends she is asked,
// and at its end sight is closed in the very batch that writes the event.
import type { Crisis } from "../../schema/crisis.ts";
import { countEnded, endAgreed, listAgreedToAsk } from "../agree/store.ts";
import { commit } from "../kit/commit.ts";
import type { Ctx } from "../kit/door.ts";
import { logFailure } from "../kit/log.ts";
import { findOwnRegistration } from "../registration/store.ts";
import { newsWrites } from "../sms/outbox.ts";
import { endConsents, listEnded, listToAsk, upsertAsked } from "./store.ts";

/** Below what one answer of the change feed holds. */
const ENDED_AT_ONCE = 400;
/** Each may cost the opening of a key. */
const ASKED_AT_ONCE = 50;

const byClock = (ctx: Ctx, actName: string): Ctx => ({
  ...ctx,
  actName,
  actId: crypto.randomUUID(),
  bodyHash: "",
  auditAs: "clock",
});

/** Ends what is over. True while more is left. */
export async function expireConsents(ctx: Ctx, crisis: Crisis): Promise<boolean> {
  const [rows, agreed] = await Promise.all([
    listEnded(ctx.db, crisis.id, crisis.now, ENDED_AT_ONCE),
    countEnded(ctx.db, crisis.id, crisis.now),
  ]);
  if (rows.length + agreed === 0) return false;
  await commit(
    byClock(ctx, "consent.expire"),
    new Date(crisis.now),
    { crisisId: crisis.id },
    [
      endConsents(ctx.db, rows, crisis.now),
      ...(agreed === 0 ? [] : [endAgreed(ctx.db, crisis.id, crisis.now, ENDED_AT_ONCE)]),
    ],
    null,
  );
  return rows.length >= ENDED_AT_ONCE || agreed > ENDED_AT_ONCE;
}

/** The text that says that something is new; a key that does not open must not keep all the others from being asked. */
export async function newsOf(
  ctx: Ctx,
  crisis: Crisis,
  registrationId: string,
): Promise<D1PreparedStatement[]> {
  try {
    const row = await findOwnRegistration(ctx.db, { registrationId });
    return row === null ? [] : await newsWrites(ctx, row, crisis);
  } catch (error) {
    logFailure(ctx.requestId, error);
    return [];
  }
}

/** Asks those of whom a yes ends soon, once: on her page, and by text where that is safe. True while more is left. */
export async function askBeforeEnd(ctx: Ctx, crisis: Crisis): Promise<boolean> {
  const ends = await listToAsk(ctx.db, crisis.id, crisis.now, ASKED_AT_ONCE);
  // Another adult is asked on her own page alone: the number is that of whoever registered.
  const agreed = await listAgreedToAsk(ctx.db, crisis.id, crisis.now, ASKED_AT_ONCE);
  const rows = [
    ...ends,
    ...agreed.filter((one) => !ends.some((end) => end.registrationId === one.registrationId)),
  ];
  if (rows.length === 0) return false;
  const news: D1PreparedStatement[] = [];
  for (const { registrationId } of rows) news.push(...(await newsOf(ctx, crisis, registrationId)));
  await commit(
    byClock(ctx, "consent.ask"),
    new Date(crisis.now),
    { crisisId: crisis.id },
    [upsertAsked(ctx.db, crisis.id, "consent", rows, crisis.now), ...news],
    null,
  );
  return ends.length >= ASKED_AT_ONCE || agreed.length >= ASKED_AT_ONCE;
}
