// What an officer may decide on a danger: stand for it, tell the public, dismiss it, end it, and take the last decision back.
import { useState } from "preact/hooks";
import type { Danger, dangerConfirm } from "../../../schema/danger.ts";
import type { Act } from "../../../schema/kit/act.ts";
import { type ProblemSeen, write } from "../../kit/call.ts";
import { useIntent } from "../../kit/draft.ts";
import { Form, Input, refused } from "../../kit/ui/form.tsx";
import { notify, ProblemLine, reasonOf } from "../../kit/ui/parts.tsx";
import { t, time } from "../../kit/words.ts";
import { Spot, spotOf } from "../spot.tsx";
import { changeDecision, decisionOf, typedSpot } from "./draft.ts";
import { putDanger, readDangers } from "./state.ts";
import { kindWords } from "./words.ts";

type Simple = "danger.dismiss" | "danger.end" | "danger.undo";

/** Sends a decision with the version that was read. What somebody else did meanwhile is read anew. */
async function send(
  act: Simple | "danger.confirm",
  input: Record<string, unknown>,
  danger: Danger,
  key: string,
): Promise<ProblemSeen | null> {
  const answer = await write<Act>(act, input as never, { key, ifMatch: danger.version });
  if (!answer.ok) {
    if (answer.problem.code === "stale") await readDangers();
    return answer.problem;
  }
  const now = answer.data as Danger;
  putDanger(now);
  const undo =
    act === "danger.undo"
      ? null
      : () => void send("danger.undo", { dangerId: now.id }, now, crypto.randomUUID()).then(failed);
  notify(t(`desk.danger.did.${act.slice("danger.".length)}`, { kind: kindWords(now) }), undo);
  return null;
}

function failed(problem: ProblemSeen | null): void {
  if (problem !== null) notify(t(`problem.${problem.code}`));
}

export function Confirm({ danger }: { danger: Danger }) {
  const draft = decisionOf(danger.id).value;
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const [busy, setBusy] = useState(false);
  const intent = useIntent();
  const again = danger.state === "confirmed";
  async function confirm(): Promise<void> {
    if (busy) return;
    const spot = spotOf(draft);
    const input: Parameters<typeof write<typeof dangerConfirm>>[1] = {
      dangerId: danger.id,
      ...(danger.place === null && spot !== null ? { place: spot } : {}),
      ...(draft.tells
        ? { publicName: { en: draft.en, ...(draft.ar.trim() === "" ? {} : { ar: draft.ar }) } }
        : {}),
    };
    if (draft.tells && draft.en.trim() === "")
      return setProblem(refused([{ path: "publicName.en", reason: "empty" }]));
    setBusy(true);
    const problem = await send("danger.confirm", input, danger, intent(input, danger.version));
    setBusy(false);
    setProblem(problem);
  }
  return (
    <Form
      label={t(again ? "desk.danger.confirmAgain" : "act.danger.confirm")}
      problem={problem}
      onSend={() => void confirm()}
      actions={
        <div class="choices end">
          <button type="submit" class="primary" disabled={busy}>
            {t(again ? "desk.danger.confirmAgain" : "desk.danger.confirmButton")}
          </button>
        </div>
      }
    >
      <h2>{t(again ? "desk.danger.confirmAgain" : "act.danger.confirm")}</h2>
      <p class="muted">{t("desk.danger.confirmMeans")}</p>
      {danger.place === null ? (
        <Spot
          label={t("desk.danger.column.place")}
          hint={t("desk.danger.placeHint")}
          value={draft}
          onType={(change) => changeDecision(danger.id, change)}
          onPoint={(at) => changeDecision(danger.id, typedSpot(at))}
          problem={problem}
        />
      ) : null}
      <label class="check">
        <input
          type="checkbox"
          name="tells"
          checked={draft.tells}
          onChange={(event) => changeDecision(danger.id, { tells: event.currentTarget.checked })}
        />
        {t("desk.danger.tells")}
      </label>
      {draft.tells ? (
        <>
          <p class="notice">{t("desk.danger.tellsMeans")}</p>
          <Input
            name="publicEn"
            lang="en"
            max={80}
            label={t("desk.danger.publicEn")}
            value={draft.en}
            onType={(en) => changeDecision(danger.id, { en })}
            reason={reasonOf(problem, "publicName.en")}
          />
          <Input
            name="publicAr"
            lang="ar"
            max={80}
            label={t("desk.danger.publicAr")}
            hint={t("desk.optional")}
            value={draft.ar}
            onType={(ar) => changeDecision(danger.id, { ar })}
            reason={reasonOf(problem, "publicName.ar")}
          />
        </>
      ) : null}
    </Form>
  );
}

function Button({ danger, act, words }: { danger: Danger; act: Simple; words: string }) {
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const [busy, setBusy] = useState(false);
  const intent = useIntent();
  const press = async () => {
    if (busy) return;
    setBusy(true);
    const input = { dangerId: danger.id };
    const found = await send(act, input, danger, intent(input, danger.version));
    setBusy(false);
    setProblem(found);
  };
  return (
    <>
      <button type="button" class={act === "danger.undo" ? undefined : "danger"} onClick={() => void press()}>
        {words}
      </button>
      <ProblemLine problem={problem} />
    </>
  );
}

export function Decisions({ danger }: { danger: Danger }) {
  const { state, undoUntil } = danger;
  return (
    <div class="decisions">
      {state === "reported" || state === "confirmed" ? <Confirm key={danger.id} danger={danger} /> : null}
      <div class="choices">
        {state === "reported" ? (
          <Button danger={danger} act="danger.dismiss" words={t("act.danger.dismiss")} />
        ) : null}
        {state === "confirmed" ? (
          <Button danger={danger} act="danger.end" words={t("act.danger.end")} />
        ) : null}
        {undoUntil === null ? null : (
          <Button
            danger={danger}
            act="danger.undo"
            words={t("desk.danger.undoUntil", { time: time(undoUntil) })}
          />
        )}
      </div>
    </div>
  );
}
