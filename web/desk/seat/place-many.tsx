// Placing many groups from the queue: a movement is picked, the count stands in the button, and afterwards it is said
// who has seats, who waits and who was refused. Groups stay whole; seats are given in the queue's own order.
import { useState } from "preact/hooks";
import type { ReplyOf } from "../../../schema/kit/act.ts";
import type { Movement } from "../../../schema/movement.ts";
import type { seatList, seatPlaceMany } from "../../../schema/seat.ts";
import { type ProblemSeen, read, write } from "../../kit/call.ts";
import { useIntent } from "../../kit/draft.ts";
import { addressOf, place } from "../../kit/route.ts";
import { Actions, Form } from "../../kit/ui/form.tsx";
import { Dialog } from "../../kit/ui/parts.tsx";
import { number, t } from "../../kit/words.ts";
import type { Row } from "../registration/state.ts";
import { groupsWords } from "./bulk.tsx";
import { chooseNone, placing } from "./chosen.ts";
import { Pick } from "./pick.tsx";
import { undoPlacing } from "./undo.ts";
import "./seat.css";

/** What the contract takes at once. */
const MOST = 500;
/** Each group is freed by an act of its own: beyond this, undoing would keep a desk busy for minutes. */
const MOST_UNDONE = 100;

interface Result {
  movement: Movement;
  reply: ReplyOf<typeof seatPlaceMany>;
  /** Groups that were not on the movement before; null where that is not known, and nothing can be taken back. */
  fresh: string[] | null;
}

/** Groups of a movement before, to know which of them are new afterwards. */
async function onIt(movementId: string): Promise<Set<string> | null> {
  const answer = await read<typeof seatList>("seat.list", { movementId });
  return answer.ok ? new Set(answer.data.groups.flatMap((one) => one.registrationId ?? [])) : null;
}

function Outcome({ result, rows, onClose }: { result: Result; rows: readonly Row[]; onClose: () => void }) {
  const { movement, reply, fresh } = result;
  const people = new Map(rows.map((row) => [row.id, row.people]));
  const sum = (ids: readonly string[]) =>
    groupsWords(
      ids.length,
      ids.reduce((total, id) => total + (people.get(id) ?? 0), 0),
    );
  const waiting = reply.placed.filter((one) => one.state === "waiting").map((one) => one.registrationId);
  const seated = reply.placed.filter((one) => one.state !== "waiting").map((one) => one.registrationId);
  return (
    <div class="outcome" role="status" data-placed={seated.length} data-waiting={waiting.length}>
      <p>
        <strong>{t("desk.seat.seated", { what: sum(seated), name: movement.label })}</strong>
      </p>
      {waiting.length === 0 ? null : <p>{t("desk.seat.waits", { what: sum(waiting) })}</p>}
      {reply.refused.length === 0 ? null : (
        <p class="bad">{t("desk.seat.refused", { what: sum(reply.refused) })}</p>
      )}
      <p class="muted">{t("desk.seat.told")}</p>
      <div class="choices end">
        <a
          class="button"
          href={addressOf(`/desk/movements/${movement.id}`, { crisis: place.value.query.crisis })}
        >
          {t("desk.seat.seeMovement")}
        </a>
        <a
          class="button"
          href={addressOf(`/desk/movements/${movement.id}/manifest`, { crisis: place.value.query.crisis })}
        >
          {t("desk.manifest")}
        </a>
        {fresh === null || fresh.length === 0 || fresh.length > MOST_UNDONE ? null : (
          <button
            type="button"
            onClick={() => {
              onClose();
              void undoPlacing(movement.id, fresh);
            }}
          >
            {t("desk.undo")}
          </button>
        )}
        <button type="button" class="primary" onClick={onClose}>
          {t("desk.close")}
        </button>
      </div>
    </div>
  );
}

function PlaceMany({ rows }: { rows: readonly Row[] }) {
  const [movement, setMovement] = useState<Movement | null>(null);
  const [result, setResult] = useState<Result | null>(null);
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const [busy, setBusy] = useState(false);
  const intent = useIntent();
  const some = rows.slice(0, MOST);
  const people = some.reduce((sum, row) => sum + row.people, 0);
  const close = () => {
    placing.value = null;
  };

  async function send(): Promise<void> {
    if (busy || movement === null) return;
    setBusy(true);
    const before = await onIt(movement.id);
    const input = { movementId: movement.id, registrationIds: some.map((row) => row.id) };
    const answer = await write<typeof seatPlaceMany>("seat.placeMany", input, { key: intent(input) });
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    const ids = answer.data.placed.map((one) => one.registrationId);
    setResult({
      movement,
      reply: answer.data,
      fresh: before === null ? null : ids.filter((id) => !before.has(id)),
    });
    chooseNone();
  }

  return (
    <Dialog title={t("desk.seat.placeTitle", { what: groupsWords(some.length, people) })} onClose={close}>
      {result !== null ? (
        <Outcome result={result} rows={some} onClose={close} />
      ) : (
        <Form
          label={t("act.seat.placeMany")}
          problem={problem}
          onSend={() => void send()}
          actions={
            <Actions
              says={t("desk.seat.placeButton", { what: groupsWords(some.length, people) })}
              busy={busy || movement === null}
            />
          }
        >
          {rows.length > MOST ? <p class="notice">{t("desk.seat.tooMany", { n: number(MOST) })}</p> : null}
          <p class="muted">{t("desk.seat.whole")}</p>
          <Pick people={people} value={movement?.id ?? null} onPick={setMovement} />
        </Form>
      )}
    </Dialog>
  );
}

/** The dialog, while somebody asked for it. */
export function Placing() {
  return placing.value === null ? null : <PlaceMany rows={placing.value} />;
}
