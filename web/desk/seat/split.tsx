// Splits of a group: one officer proposes with a reason that the group reads, the group says yes or no, another officer
// approves; only then can some of it be placed before the others.
import { useState } from "preact/hooks";
import { takesGroups } from "../../../schema/movement.rules.ts";
import type { Movement } from "../../../schema/movement.ts";
import type { Split, seatApproveSplit, seatPlace, seatProposeSplit } from "../../../schema/seat.ts";
import { type ProblemSeen, write } from "../../kit/call.ts";
import { draftOf, useIntent } from "../../kit/draft.ts";
import { Actions, Form, Input, refused } from "../../kit/ui/form.tsx";
import { Dialog, notify, ProblemLine, reasonOf } from "../../kit/ui/parts.tsx";
import { t } from "../../kit/words.ts";
import { movements } from "../movement/state.ts";
import type { Case } from "../registration/case.tsx";
import { may, me } from "../session.ts";
import { Pick } from "./pick.tsx";

interface Proposal {
  id: string;
  personIds: readonly string[];
  reason: string;
}
const blank = (): Proposal => ({
  id: `spl_${crypto.randomUUID().replaceAll("-", "")}`,
  personIds: [],
  reason: "",
});

export function Propose({ open, onClose, onDone }: { open: Case; onClose: () => void; onDone: () => void }) {
  const draft = draftOf(`seat.proposeSplit ${me.value?.id ?? ""} ${open.id}`, blank);
  const { id, personIds, reason } = draft.value;
  const [movement, setMovement] = useState<Movement | null>(null);
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const [busy, setBusy] = useState(false);
  const intent = useIntent();
  const persons = open.persons ?? [];

  async function send(): Promise<void> {
    if (busy || movement === null) return;
    const wrong = [
      ...(personIds.length === 0 || personIds.length >= persons.length
        ? [{ path: "personIds", reason: "not-part-of-the-group" }]
        : []),
      ...(reason.trim() === "" ? [{ path: "reason", reason: "empty" }] : []),
    ];
    if (wrong.length > 0) return setProblem(refused(wrong));
    const input = { id, movementId: movement.id, registrationId: open.id, personIds: [...personIds], reason };
    setBusy(true);
    const answer = await write<typeof seatProposeSplit>("seat.proposeSplit", input, { key: intent(input) });
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    draft.value = blank();
    notify(t("desk.split.proposed"));
    onClose();
    onDone();
  }

  const wrong = reasonOf(problem, "personIds");
  return (
    <Dialog title={t("desk.split.title")} onClose={onClose}>
      <p>{t("desk.split.means")}</p>
      <Form
        label={t("act.seat.proposeSplit")}
        problem={problem}
        onSend={() => void send()}
        actions={<Actions says={t("desk.split.ask")} busy={busy || movement === null} />}
      >
        <fieldset class={wrong === undefined ? "field" : "field bad"}>
          <legend>{t("desk.split.who")}</legend>
          {persons.map((one) => (
            <label key={one.id} class="check">
              <input
                type="checkbox"
                checked={personIds.includes(one.id)}
                onChange={(event) => {
                  const rest = personIds.filter((other) => other !== one.id);
                  draft.value = {
                    ...draft.value,
                    personIds: event.currentTarget.checked ? [...rest, one.id] : rest,
                  };
                }}
              />
              <bdi dir="auto">{one.name ?? t("status.noName")}</bdi>
            </label>
          ))}
          {wrong === undefined ? null : <small class="why">{t(`reason.${wrong}`)}</small>}
        </fieldset>
        <Input
          name="reason"
          lines={2}
          max={500}
          label={t("desk.decide.reason")}
          hint={t("desk.split.reasonHint")}
          value={reason}
          onType={(value) => {
            draft.value = { ...draft.value, reason: value };
          }}
          reason={reasonOf(problem, "reason")}
        />
        <Pick people={Math.max(1, personIds.length)} value={movement?.id ?? null} onPick={setMovement} />
      </Form>
    </Dialog>
  );
}

/** One split, where it stands, and what can be done next with it. */
export function SplitLine({ split, open, onDone }: { split: Split; open: Case; onDone: () => void }) {
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const [busy, setBusy] = useState(false);
  const movement = movements.value.find((one) => one.id === split.movementId);
  const names = (open.persons ?? [])
    .filter((one) => split.personIds.includes(one.id))
    .map((one) => one.name ?? t("status.noName"));
  const stands = split.approved
    ? "approved"
    : split.agreed === null
      ? "asked"
      : split.agreed
        ? "agreed"
        : "refused";
  const takes = movement !== undefined && takesGroups(movement.state) && may("seat.place");

  async function run(work: () => Promise<{ ok: true } | { ok: false; problem: ProblemSeen }>, said: string) {
    if (busy) return;
    setBusy(true);
    const answer = await work();
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    notify(t(said));
    onDone();
  }
  const approve = () =>
    run(
      () => write<typeof seatApproveSplit>("seat.approveSplit", { splitId: split.id }),
      "desk.split.approvedNow",
    );
  const place = () =>
    run(
      () =>
        write<typeof seatPlace>("seat.place", {
          movementId: split.movementId,
          registrationId: open.id,
          splitId: split.id,
        }),
      "desk.seat.now.asked",
    );

  return (
    <li data-split={stands}>
      <span>
        <bdi dir="auto">{names.join(" · ")}</bdi> → <bdi dir="auto">{movement?.label ?? ""}</bdi>{" "}
        <span class="tag">{t(`desk.split.${stands}`)}</span>
      </span>
      {takes && stands === "agreed" ? (
        <button type="button" disabled={busy} onClick={() => void approve()}>
          {t("act.seat.approveSplit")}
        </button>
      ) : null}
      {takes && stands === "approved" ? (
        <button type="button" disabled={busy} onClick={() => void place()}>
          {t("desk.split.place")}
        </button>
      ) : null}
      <ProblemLine problem={problem} />
    </li>
  );
}
