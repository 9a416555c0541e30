// Closing a zone for good: asked once more, by the organisation that declared it, with the version that was read.
import { useState } from "preact/hooks";
import type { Zone, zoneClose } from "../../../schema/zone.ts";
import { type ProblemSeen, write } from "../../kit/call.ts";
import { useIntent } from "../../kit/draft.ts";
import { Dialog, notify, ProblemLine } from "../../kit/ui/parts.tsx";
import { local, t } from "../../kit/words.ts";
import { putZone } from "../crisis/state.ts";
import { readZonesAgain } from "./again.ts";

export function CloseZone({ open }: { open: Zone }) {
  const [asks, setAsks] = useState(false);
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const [busy, setBusy] = useState(false);
  const intent = useIntent();
  async function close(): Promise<void> {
    if (busy) return;
    setBusy(true);
    const input = { zoneId: open.id };
    const answer = await write<typeof zoneClose>("zone.close", input, {
      key: intent(input, open.version),
      ifMatch: open.version,
    });
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) {
      setAsks(false);
      putZone(answer.data);
      notify(t("desk.zone.closedNow", { name: local(open.name) }));
    } else if (answer.problem.code === "stale") await readZonesAgain();
  }
  return (
    <>
      <button type="button" class="danger" onClick={() => setAsks(true)}>
        {t("act.zone.close")}
      </button>
      {asks ? (
        <Dialog title={t("desk.zone.closeSure", { name: local(open.name) })} onClose={() => setAsks(false)}>
          <p>{t("desk.zone.closeMeans")}</p>
          <ProblemLine problem={problem} />
          <div class="choices end">
            <button type="button" class="primary" disabled={busy} onClick={() => void close()}>
              {t("desk.zone.closeButton")}
            </button>
            <button type="button" onClick={() => setAsks(false)}>
              {t("desk.giveUp")}
            </button>
          </div>
        </Dialog>
      ) : null}
    </>
  );
}
