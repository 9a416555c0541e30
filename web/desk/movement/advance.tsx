// What has become of a movement: each step is asked once more, with what follows for its people. A cancelled one tells
// them why; one that closes shows what does not add up, and takes a signature for it.
import { useState } from "preact/hooks";
import { nextMovementStates } from "../../../schema/movement.rules.ts";
import type {
  Movement,
  MovementState,
  movementAdvance,
  movementDifferences,
} from "../../../schema/movement.ts";
import { useAnswer } from "../../kit/answer.ts";
import { type ProblemSeen, write } from "../../kit/call.ts";
import { draftOf, useIntent } from "../../kit/draft.ts";
import { Form, Input, refused } from "../../kit/ui/form.tsx";
import { Dialog, notify, ProblemLine, reasonOf } from "../../kit/ui/parts.tsx";
import { number, t } from "../../kit/words.ts";
import { me } from "../session.ts";
import { Differences } from "./difference.tsx";
import { putMovement, readMovement, revision } from "./state.ts";

interface Typed {
  en: string;
  ar: string;
  signed: string;
}
const blank = (): Typed => ({ en: "", ar: "", signed: "" });

/** What goes with a step, as the contract takes it, or the fields that need another look. */
function saidOf(state: MovementState, { en, ar, signed }: Typed, open: number) {
  if (state === "cancelled")
    return en.trim() === ""
      ? { wrong: [{ path: "reason.en", reason: "empty" }] }
      : { more: { reason: { en, ...(ar.trim() === "" ? {} : { ar }) } } };
  if (state === "closed" && open > 0)
    return signed.trim() === "" ? { wrong: [{ path: "signed", reason: "empty" }] } : { more: { signed } };
  return { more: {} };
}

interface StepProps {
  movement: Movement;
  state: MovementState;
  onClose: () => void;
}

function Step({ movement, state, onClose }: StepProps) {
  const draft = draftOf(`movement.advance ${me.value?.id ?? ""} ${movement.id} ${state}`, blank);
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const [busy, setBusy] = useState(false);
  const intent = useIntent();
  const { data } = useAnswer<typeof movementDifferences>(
    "movement.differences",
    state === "closed" ? { id: movement.id } : null,
    revision.value,
  );
  const open = data?.differences ?? [];
  const type = (change: Partial<Typed>) => {
    draft.value = { ...draft.value, ...change };
  };

  async function send(): Promise<void> {
    if (busy) return;
    const { wrong, more } = saidOf(state, draft.value, open.length);
    if (more === undefined) return setProblem(refused(wrong));
    const input = { id: movement.id, state, ...more };
    setBusy(true);
    const answer = await write<typeof movementAdvance>("movement.advance", input, {
      key: intent(input, movement.version),
      ifMatch: movement.version,
    });
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) {
      draft.value = blank();
      putMovement(answer.data);
      notify(t("desk.movement.advanced", { name: movement.label, state: t(`movementState.${state}`) }));
      onClose();
    } else if (answer.problem.code === "stale") await readMovement(movement.id);
  }

  return (
    <Dialog title={t(`desk.movement.to.${state}`)} onClose={onClose}>
      <p>
        {t(`desk.movement.means.${state}`, {
          count: movement.waiting,
          n: number(movement.waiting),
        })}
      </p>
      {problem?.code === "stale" ? (
        <p class="muted">{t("desk.movement.isNow", { state: t(`movementState.${movement.state}`) })}</p>
      ) : null}
      <Form
        label={t(`desk.movement.to.${state}`)}
        problem={problem}
        onSend={() => void send()}
        actions={
          <div class="choices end">
            <button type="submit" class={state === "cancelled" ? "danger" : "primary"} disabled={busy}>
              {t(`desk.movement.to.${state}`)}
            </button>
            <button type="button" onClick={onClose}>
              {t(state === "cancelled" ? "desk.movement.keep" : "desk.giveUp")}
            </button>
          </div>
        }
      >
        {state !== "cancelled"
          ? null
          : (["en", "ar"] as const).map((lang) => (
              <Input
                key={lang}
                name={`reason-${lang}`}
                lang={lang}
                max={300}
                lines={2}
                label={t(`desk.movement.reason.${lang}`)}
                hint={t(lang === "en" ? "desk.movement.reasonHint" : "desk.optional")}
                value={draft.value[lang]}
                onType={(value) => type({ [lang]: value })}
                reason={reasonOf(problem, `reason.${lang}`)}
              />
            ))}
        {state === "closed" && open.length > 0 ? (
          <>
            <Differences list={open} />
            <Input
              name="signed"
              max={500}
              lines={2}
              label={t("desk.movement.sign")}
              hint={t("desk.movement.signHint")}
              value={draft.value.signed}
              onType={(signed) => type({ signed })}
              reason={reasonOf(problem, "signed")}
            />
          </>
        ) : null}
        {state === "closed" && data === null ? <ProblemLine problem={null} /> : null}
      </Form>
    </Dialog>
  );
}

/** One button for each state that may follow. */
export function Advance({ movement }: { movement: Movement }) {
  const [asked, ask] = useState<MovementState | null>(null);
  return (
    <>
      {nextMovementStates(movement.state).map((state) => (
        <button
          key={state}
          type="button"
          class={state === "cancelled" ? "quiet bad" : "primary"}
          onClick={() => ask(state)}
        >
          {t(`desk.movement.to.${state}`)}
        </button>
      ))}
      {asked === null ? null : <Step movement={movement} state={asked} onClose={() => ask(null)} />}
    </>
  );
}
