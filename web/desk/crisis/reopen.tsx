// Opening a crisis again that was closed within the last fortnight: it is as it was.
import { crisisNow } from "../../../schema/crisis.rules.ts";
import { type Crisis, type crisisReopen, REOPEN_DAYS } from "../../../schema/crisis.ts";
import { daysBefore } from "../../../schema/retention.rules.ts";
import { notify, ProblemLine } from "../../kit/ui/parts.tsx";
import { local, t } from "../../kit/words.ts";
import { useSending } from "../organisation/sending.ts";
import { readCrisesAgain } from "../organisation/state.ts";
import { may } from "../session.ts";

/** Nothing where it is too late; the server decides anyway. */
export function ReopenCrisis({ of, onDone }: { of: Crisis; onDone: () => void }) {
  const { busy, problem, send } = useSending<typeof crisisReopen>("crisis.reopen");
  const now = crisisNow(of.clock, new Date()).toISOString();
  if (!may("crisis.open") || of.closedAt === null || of.closedAt < daysBefore(now, REOPEN_DAYS)) return null;
  return (
    <>
      <button
        type="button"
        disabled={busy}
        onClick={() =>
          void send({ id: of.id }, async () => {
            await readCrisesAgain();
            notify(t("admin.reopen.done", { name: local(of.name) }));
            onDone();
          })
        }
      >
        {t("act.crisis.reopen")} <span class="unseen">{local(of.name)}</span>
      </button>
      <ProblemLine problem={problem} />
    </>
  );
}
