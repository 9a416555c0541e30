// Taking a group off a movement, with a reason that it reads. It goes back to its old place in the queue.
import { useState } from "preact/hooks";
import type { Movement } from "../../../schema/movement.ts";
import type { seatFree, seatPlaceMany } from "../../../schema/seat.ts";
import { type ProblemSeen, write } from "../../kit/call.ts";
import { draftOf, useIntent } from "../../kit/draft.ts";
import { Actions, Form, Input, refused } from "../../kit/ui/form.tsx";
import { Dialog, notify, problemWords, reasonOf } from "../../kit/ui/parts.tsx";
import { number, t } from "../../kit/words.ts";
import { me } from "../session.ts";

interface FreeProps {
  movement: Pick<Movement, "id" | "label">;
  registrationId: string;
  people: number;
  onDone?: () => void;
}

/** Back on the same movement: to seats where there are any, otherwise to its waiting list. */
async function placeAgain(movementId: string, registrationId: string): Promise<void> {
  const input = { movementId, registrationIds: [registrationId] };
  const answer = await write<typeof seatPlaceMany>("seat.placeMany", input);
  const state = answer.ok ? answer.data.placed[0]?.state : undefined;
  if (!answer.ok) notify(problemWords(answer.problem));
  else notify(state === undefined ? t("desk.seat.refusedOne") : t(`desk.seat.now.${state}`));
}

export function Free({ movement, registrationId, people, onDone }: FreeProps) {
  const [asks, setAsks] = useState(false);
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const [busy, setBusy] = useState(false);
  const draft = draftOf(`seat.free ${me.value?.id ?? ""} ${movement.id} ${registrationId}`, () => "");
  const intent = useIntent();

  async function send(): Promise<void> {
    if (busy) return;
    if (draft.value.trim() === "") return setProblem(refused([{ path: "reason", reason: "empty" }]));
    const input = { movementId: movement.id, registrationId, reason: draft.value };
    setBusy(true);
    const answer = await write<typeof seatFree>("seat.free", input, { key: intent(input) });
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    draft.value = "";
    setAsks(false);
    notify(t("desk.seat.freed", { count: people, n: number(people) }), () => {
      void placeAgain(movement.id, registrationId).then(onDone);
    });
    onDone?.();
  }

  return (
    <>
      <button type="button" class="quiet" onClick={() => setAsks(true)}>
        {t("desk.seat.free")}
      </button>
      {asks ? (
        <Dialog title={t("desk.seat.freeSure", { name: movement.label })} onClose={() => setAsks(false)}>
          <p>{t("desk.seat.freeMeans")}</p>
          <Form
            label={t("act.seat.free")}
            problem={problem}
            onSend={() => void send()}
            actions={
              <Actions says={t("desk.seat.freeButton", { count: people, n: number(people) })} busy={busy} />
            }
          >
            <Input
              name="reason"
              lines={2}
              max={500}
              label={t("desk.decide.reason")}
              hint={t("desk.seat.reasonHint")}
              value={draft.value}
              onType={(value) => {
                draft.value = value;
              }}
              reason={reasonOf(problem, "reason")}
            />
          </Form>
        </Dialog>
      ) : null}
    </>
  );
}
