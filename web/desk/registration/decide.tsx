// Deciding on a case. The version that was read goes with it; where somebody was faster, both stand side by side and
// nothing that was typed is lost.
import { useEffect, useRef, useState } from "preact/hooks";
import { needsReason, nextStates } from "../../../schema/registration.rules.ts";
import type { RegistrationState } from "../../../schema/registration.ts";
import type { registrationDecide } from "../../../schema/registration-desk.ts";
import { type ProblemSeen, write } from "../../kit/call.ts";
import { go, place } from "../../kit/route.ts";
import { notify, ProblemLine } from "../../kit/ui/parts.tsx";
import { t } from "../../kit/words.ts";
import type { Case } from "./case.tsx";
import { keys, nextCase } from "./opened.ts";

type Decided = Exclude<RegistrationState, "sent">;

export function Decide({
  open,
  reload,
  onChanged,
}: {
  open: Case;
  reload: () => Promise<Case | null>;
  onChanged: (next: Case) => void;
}) {
  const [chosen, setChosen] = useState<Decided | null>(null);
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const [busy, setBusy] = useState(false);
  /** What stood before somebody else changed it. */
  const [conflict, setConflict] = useState<RegistrationState | null>(null);
  const key = useRef(crypto.randomUUID());
  const box = useRef<HTMLTextAreaElement>(null);
  const options = nextStates(open.state) as readonly Decided[];

  async function send(state: Decided): Promise<void> {
    if (busy) return;
    if (needsReason(state) && reason.trim() === "") {
      setChosen(state);
      setProblem(chosen === state ? { code: "reason-missing", status: 422 } : null);
      queueMicrotask(() => box.current?.focus());
      return;
    }
    setBusy(true);
    const input = { id: open.id, state, ...(reason.trim() === "" ? {} : { reason }) };
    const answer = await write<typeof registrationDecide>("registration.decide", input, {
      key: key.current,
      ifMatch: open.version,
    });
    setBusy(false);
    if (answer.ok) {
      key.current = crypto.randomUUID();
      const following = nextCase(open.id);
      onChanged({
        ...open,
        state: answer.data.state,
        version: answer.data.version,
        decidedAt: answer.data.decidedAt,
        reason: reason.trim() === "" ? open.reason : reason,
      });
      notify(t("desk.decided", { state: t(`desk.state.${state}`) }));
      if (following !== null) go(`/desk/case/${following}`, place.value.query);
      return;
    }
    setProblem(answer.problem);
    if (answer.problem.code === "stale") {
      key.current = crypto.randomUUID();
      setChosen(state);
      // Both states are said together, so the present one is read first.
      const before = open.state;
      await reload();
      setConflict(before);
    }
  }

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (
        event.metaKey ||
        event.ctrlKey ||
        event.altKey ||
        (event.target as Element).closest("input,textarea,select,dialog") !== null
      )
        return;
      const state = options.find((one) => keys[one] === event.key);
      if (state === undefined) return;
      event.preventDefault();
      void send(state);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  });

  return (
    <section class="decide" aria-label={t("desk.decide")}>
      {conflict === null ? null : (
        <div class="conflict" role="alert">
          <h2>{t("desk.conflict")}</h2>
          <p>
            {t("desk.conflict.now", {
              before: t(`desk.state.${conflict}`),
              now: t(`desk.state.${open.state}`),
            })}
          </p>
          <p>{chosen === null ? "" : t("desk.conflict.yours", { state: t(`desk.state.${chosen}`) })}</p>
          <button type="button" class="quiet" onClick={() => setConflict(null)}>
            {t("desk.conflict.seen")}
          </button>
        </div>
      )}
      <label class="field">
        <span>{t("desk.decide.reason")}</span>
        <textarea
          ref={box}
          dir="auto"
          rows={2}
          maxLength={500}
          value={reason}
          onInput={(event) => setReason(event.currentTarget.value)}
        />
        <small>{t("desk.decide.reasonHint")}</small>
      </label>
      {problem === null || (problem.code === "stale" && conflict !== null) ? null : (
        <ProblemLine problem={problem} />
      )}
      <div class="choices">
        {options.map((state) => (
          <button
            key={state}
            type="button"
            class={state === "read" ? "primary" : ""}
            disabled={busy}
            aria-pressed={chosen === state}
            onClick={() => void send(state)}
          >
            {t(`desk.act.${state}`)} <kbd>{keys[state]}</kbd>
          </button>
        ))}
      </div>
    </section>
  );
}
