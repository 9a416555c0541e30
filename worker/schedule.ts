// What happens by the clock: tapes, ageing of places, public figures, the audit's chain, what has expired.

import type { Crisis } from "../schema/crisis.ts";
import { publishHour } from "./area/publish.ts";
import { publishHeads, sendHeads } from "./audit/heads.ts";
import { chainAudit } from "./audit/routes.ts";
import { getCrisis, listCrises } from "./crisis/store.ts";
import { lapseDangers, rotateDangers } from "./danger/clock.ts";
import { hashDocuments } from "./document/hash.ts";
import { eraseDue } from "./erasure/routes.ts";
import { releaseTape } from "./exercise/tape.ts";
import { askBeforeEnd, expireConsents } from "./expiry/clock.ts";
import { rotateWords } from "./export/rotate.ts";
import { publishDay } from "./figure/publish.ts";
import { makeTokens } from "./find/stale.ts";
import { rotateReasons } from "./glass/rotate.ts";
import { deleteExpiredReserved } from "./intake/store.ts";
import { rotateSecrets } from "./issuer/rotate.ts";
import { clockContext } from "./kit/clock.ts";
import { keep } from "./kit/commit.ts";
import type { Ctx } from "./kit/door.ts";
import type { Bindings } from "./kit/env.ts";
import { tellLedger } from "./kit/ledger.ts";
import { logFailure } from "./kit/log.ts";
import { refuseMissingVersions } from "./kit/ready.ts";
import { replayIfRestored } from "./ledger/replay.ts";
import { agePlaces } from "./location/routes.ts";
import { compare } from "./match/clock.ts";
import { deleteExpired } from "./organisation/store.ts";
import { markLateComplaints, rotateComplaints } from "./oversee/clock.ts";
import { deleteOldPairs } from "./pair/store.ts";
import { escalatePermits } from "./permit/routes.ts";
import { lapseLate } from "./referral/clock.ts";
import { rotateKeys } from "./registration/rotate.ts";
import { deleteOldPinAsks } from "./reset/store.ts";
import { countExpiring, forgetDemands } from "./retention/store.ts";
import { sweepCrisis } from "./retention/sweep.ts";
import { listCrisisIds } from "./silence/store.ts";
import { sendDue } from "./sms/outbox.ts";
import { deleteOldSms } from "./sms/store.ts";
import { checkDaily } from "./tally/routes.ts";
import { deleteOldTokens } from "./token/store.ts";

/** What has its end in every crisis, open or closed, by its own time: consents, and what is kept. */
async function endTimes(ctx: Ctx, crisisId: string): Promise<void> {
  const crisis = await getCrisis(ctx, crisisId);
  for (let round = 0; round < 20 && (await expireConsents(ctx, crisis)); round++);
  for (let round = 0; round < 5 && (await lapseLate(ctx, crisis)); round++);
  for (let round = 0; round < 5 && (await askBeforeEnd(ctx, crisis)); round++);
  if (crisis.closedAt !== null) for (let round = 0; round < 20 && (await agePlaces(ctx, crisis)); round++);
  for (let round = 0; round < 20 && (await markLateComplaints(ctx, crisis)); round++);
  await lapseDangers(ctx, crisis);
  for (let round = 0; round < 5 && (await sweepCrisis(ctx, crisis)); round++);
  for (let round = 0; round < 5 && (await compare(ctx, crisis)); round++);
}

async function tend(ctx: Ctx, crisis: Crisis): Promise<void> {
  await releaseTape(ctx, crisis.id);
  for (let round = 0; round < 20 && (await agePlaces(ctx, crisis)); round++);
  for (let round = 0; round < 20 && (await escalatePermits(ctx, crisis)); round++);
  await publishDay(ctx, crisis);
  await checkDaily(ctx, crisis);
  await publishHour(ctx, crisis);
}

/** Runs every minute in production. What fails is logged, and does not hold up the rest. */
export async function onSchedule(env: Bindings, after: (work: Promise<unknown>) => void): Promise<void> {
  const requestId = crypto.randomUUID();
  try {
    await refuseMissingVersions(env);
  } catch (error) {
    logFailure(requestId, error);
    throw error;
  }
  const ctx = clockContext(env, requestId, after);
  const { real } = ctx;
  // Before anything else: a restored database would send, show and publish what was taken back.
  await replayIfRestored(ctx);
  // Each for itself: one row that does not open, or one gateway that is away, holds up nothing else.
  const steps: readonly (() => Promise<unknown>)[] = [
    ...(await listCrises(env.DB, real)).map((crisis) => () => tend(ctx, crisis)),
    ...(await listCrisisIds(env.DB)).map((id) => () => endTimes(ctx, id)),
    () => sendDue(ctx),
    () => eraseDue(ctx),
    () => rotateKeys(ctx),
    () => rotateReasons(ctx),
    () => rotateWords(ctx),
    () => rotateComplaints(ctx),
    () => rotateDangers(ctx),
    () => rotateSecrets(ctx),
    () => makeTokens(ctx),
    () => hashDocuments(ctx),
    () =>
      keep(env.DB, [
        ...countExpiring(env.DB, real),
        ...forgetDemands(env.DB, real),
        ...deleteExpired(env.DB, real),
        deleteExpiredReserved(env.DB, real),
        deleteOldPairs(env.DB, real.toISOString()),
        deleteOldPinAsks(env.DB, real.toISOString()),
      ]),
    () => keep(env.DB, deleteOldSms(env.DB, real)),
    () => keep(env.DB, [deleteOldTokens(env.DB, new Date(real.getTime() - 90 * 86_400_000).toISOString())]),
    () => chainAudit(env.DB),
    () => tellLedger(ctx),
    () => publishHeads(ctx),
    () => sendHeads(ctx),
  ];
  for (const step of steps)
    try {
      await step();
    } catch (error) {
      logFailure(requestId, error);
    }
}
