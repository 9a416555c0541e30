// A restored database does not bring a withdrawal back to life: what the ledger kept is taken back again, and only then is
// anybody shown. The clock does it within a minute, and it may be done twice.
import { NOTICE } from "../../schema/consent-notice.ts";
import { disagreeAgain } from "../agree/store.ts";
import { eraseComplaints } from "../complaint/store.ts";
import { erase } from "../erasure/store.ts";
import { commit, keep } from "../kit/commit.ts";
import type { Ctx } from "../kit/door.ts";
import { askLedger, ledgerOf } from "../kit/ledger.ts";
import { sealByRing } from "../kit/seal.ts";
import { endRightsAgain } from "../right/store.ts";
import { deleteReports } from "../sighting/store.ts";
import { stopPart } from "../stop/store.ts";
import {
  askAgain,
  changePinsAgain,
  closeAgain,
  endEverything,
  endReferralsAgain,
  forgetAgain,
  listToStopAgain,
  raiseSeq,
  type StopSeen,
  takeBackAgain,
  traceAgain,
} from "./store.ts";

/** Captured offices see nothing again. The words of whoever stopped one are lost with the database that had them. */
async function stopAgain(ctx: Ctx, stops: readonly StopSeen[]): Promise<D1PreparedStatement[]> {
  const writes: D1PreparedStatement[] = [];
  for (const stop of await listToStopAgain(ctx.db, stops)) {
    const reason = await sealByRing(ctx.settings, `stop.reason:${stop.id}`, "");
    writes.push(...stopPart(ctx.db, stop, { ...stop, reason }));
  }
  return writes;
}

/** Takes everything back that was taken back after this database's own state. Answers whether that was needed. */
export async function replayIfRestored(ctx: Ctx): Promise<boolean> {
  if (!(await askLedger(ctx, 0))) return false;
  const ledger = ledgerOf(ctx);
  let after: string | null = null;
  do {
    const page = await ledger.page(after);
    if (after === null && page.mark !== null) await keep(ctx.db, [raiseSeq(ctx.db, page.mark.seq)]);
    const one: Ctx = {
      ...ctx,
      actor: { kind: "nobody" },
      actName: "platform.replay",
      actId: crypto.randomUUID(),
      bodyHash: "",
      auditAs: "clock",
    };
    const ended = page.ends.filter((end) => end.erasedAt !== null);
    // Each had its moment by then.
    const until = ended.reduce(
      (last, { erasedAt }) => (erasedAt !== null && erasedAt > last ? erasedAt : last),
      "",
    );
    const writes = [
      ...(after === null ? endEverything(ctx.db) : []),
      takeBackAgain(ctx.db, page.consents, NOTICE),
      disagreeAgain(ctx.db, page.agrees),
      ...traceAgain(ctx.db, page.traced),
      forgetAgain(ctx.db, page.places),
      askAgain(ctx.db, page.ends),
      ...deleteReports(ctx.db, page.reports),
      closeAgain(ctx.db, page.closed),
      endReferralsAgain(ctx.db, page.over),
      ...changePinsAgain(ctx.db, page.pins),
      ...endRightsAgain(ctx.db, page.rights),
      ...(await stopAgain(ctx, page.stops)),
      ...erase(
        ctx.db,
        ended.map((end) => end.registrationId),
        until,
      ),
      eraseComplaints(
        ctx.db,
        ended.map((end) => end.registrationId),
        ctx.real.toISOString(),
      ),
    ];
    await commit(one, ctx.real, {}, writes, null);
    after = page.next;
  } while (after !== null);
  await ledger.settle();
  await askLedger(ctx, 0);
  return true;
}
