// What is asked once more before it is done, because it cannot be undone: a button, a sentence that says what it means, and
// the problem that it met.
import { useState } from "preact/hooks";
import type { ProblemSeen } from "../call.ts";
import { t } from "../words.ts";
import { Dialog, ProblemLine } from "./parts.tsx";

interface Props {
  /** On the button that asks, over the question, what it means, and on the button that does it. */
  asks: string;
  title: string;
  means: string;
  does: string;
  /** Null where it went well. */
  act: () => Promise<ProblemSeen | null>;
}

export function Sure({ asks, title, means, does, act }: Props) {
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const [busy, setBusy] = useState(false);
  async function press(): Promise<void> {
    if (busy) return;
    setBusy(true);
    const met = await act();
    setBusy(false);
    setProblem(met);
    if (met === null) setOpen(false);
  }
  return (
    <>
      <button type="button" class="danger" onClick={() => setOpen(true)}>
        {asks}
      </button>
      {open ? (
        <Dialog title={title} onClose={() => setOpen(false)}>
          <p>{means}</p>
          <ProblemLine problem={problem} />
          <div class="choices end">
            <button type="button" class="primary" disabled={busy} onClick={() => void press()}>
              {does}
            </button>
            <button type="button" onClick={() => setOpen(false)}>
              {t("desk.giveUp")}
            </button>
          </div>
        </Dialog>
      ) : null}
    </>
  );
}
