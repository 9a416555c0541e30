// Placing the group of an open case, or those whom an approved split names. Where the seats are gone, nothing is placed
// and the waiting list is offered.
import { useState } from "preact/hooks";
import type { Movement, SeatKind } from "../../../schema/movement.ts";
import type { seatPlace, seatPlaceMany } from "../../../schema/seat.ts";
import { type ProblemSeen, write } from "../../kit/call.ts";
import { useIntent } from "../../kit/draft.ts";
import { Choice, Form } from "../../kit/ui/form.tsx";
import { Dialog, notify, reasonOf } from "../../kit/ui/parts.tsx";
import { number, t } from "../../kit/words.ts";
import { kinds } from "../movement/words.ts";
import type { Case } from "../registration/case.tsx";
import { Pick } from "./pick.tsx";
import { undoPlacing } from "./undo.ts";

interface PlaceOneProps {
  open: Case;
  onClose: () => void;
  onDone: () => void;
}

/** Kind of seat by person; empty: as the platform chooses, a lap for an infant where there is one. */
function Kinds({
  open,
  typed,
  onType,
  problem,
}: {
  open: Case;
  typed: Readonly<Record<string, SeatKind | "">>;
  onType: (personId: string, kind: SeatKind | "") => void;
  problem: ProblemSeen | null;
}) {
  return (
    <details open={problem !== null && reasonOf(problem, "kinds") !== undefined}>
      <summary>{t("desk.seat.kinds")}</summary>
      {(open.persons ?? []).map((one, i) => (
        <Choice<SeatKind>
          key={one.id}
          name={`kind-${String(i)}`}
          label={one.name ?? t("status.noName")}
          value={typed[one.id] ?? ""}
          options={[
            ["", t("desk.seat.kindAny")],
            ...kinds.map((kind) => [kind, t(`seatKind.${kind}`)] as const),
          ]}
          onChoose={(kind) => onType(one.id, kind)}
          reason={i === 0 ? reasonOf(problem, "kinds") : undefined}
        />
      ))}
    </details>
  );
}

export function PlaceOne({ open, onClose, onDone }: PlaceOneProps) {
  const [movement, setMovement] = useState<Movement | null>(null);
  const [typed, setTyped] = useState<Readonly<Record<string, SeatKind | "">>>({});
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const [busy, setBusy] = useState(false);
  const intent = useIntent();
  const gone = problem?.code === "seats-gone" || problem?.code === "share-used";

  const placed = (on: Movement, state: string) => {
    notify(t(`desk.seat.now.${state}`), () => {
      void undoPlacing(on.id, [open.id]).then(onDone);
    });
    onClose();
    onDone();
  };

  async function send(): Promise<void> {
    if (busy || movement === null) return;
    const asked = Object.entries(typed).flatMap(([personId, kind]) =>
      kind === "" ? [] : [{ personId, kind }],
    );
    const input = {
      movementId: movement.id,
      registrationId: open.id,
      ...(asked.length === 0 ? {} : { kinds: asked }),
    };
    setBusy(true);
    const answer = await write<typeof seatPlace>("seat.place", input, { key: intent(input) });
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) placed(movement, answer.data.state);
  }

  async function wait(): Promise<void> {
    if (busy || movement === null) return;
    setBusy(true);
    const input = { movementId: movement.id, registrationIds: [open.id] };
    const answer = await write<typeof seatPlaceMany>("seat.placeMany", input, { key: intent(input) });
    setBusy(false);
    const state = answer.ok ? answer.data.placed[0]?.state : undefined;
    if (!answer.ok) setProblem(answer.problem);
    else if (state === undefined) setProblem({ code: "already-seated", status: 409 });
    else placed(movement, state);
  }

  return (
    <Dialog title={t("desk.seat.placeOne")} onClose={onClose}>
      <Form
        label={t("act.seat.place")}
        problem={problem}
        onSend={() => void send()}
        actions={
          <div class="choices end">
            <button type="submit" class={gone ? "" : "primary"} disabled={busy || movement === null}>
              {t("desk.seat.placeButton", {
                what: t("desk.people", { count: open.people, n: number(open.people) }),
              })}
            </button>
            {gone ? (
              <button type="button" class="primary" disabled={busy} onClick={() => void wait()}>
                {t("desk.seat.wait")}
              </button>
            ) : null}
            <button type="button" onClick={onClose}>
              {t("desk.giveUp")}
            </button>
          </div>
        }
      >
        <Pick
          people={open.people}
          value={movement?.id ?? null}
          onPick={(picked) => {
            setMovement(picked);
            setProblem(null);
          }}
        />
        <Kinds
          open={open}
          typed={typed}
          onType={(personId, kind) => setTyped({ ...typed, [personId]: kind })}
          problem={problem}
        />
      </Form>
    </Dialog>
  );
}
