// Changing a movement: only what was typed anew is sent, with the version that was read. Where somebody was faster,
// what it is now stands beside the form, and nothing that was typed is lost.
import { useEffect, useState } from "preact/hooks";
import { placesOf } from "../../../schema/movement.rules.ts";
import type { Movement, movementChange } from "../../../schema/movement.ts";
import { type ProblemSeen, write } from "../../kit/call.ts";
import { draftOf, useIntent } from "../../kit/draft.ts";
import { refine } from "../../kit/route.ts";
import { Form, refused } from "../../kit/ui/form.tsx";
import { notify } from "../../kit/ui/parts.tsx";
import { number, t, time } from "../../kit/words.ts";
import { zones } from "../crisis/state.ts";
import { me } from "../session.ts";
import { changedOf, type Held, type MovementDraft, readDraft, typedOf } from "./draft.ts";
import { MovementFields } from "./form.tsx";
import { putMovement, readMovement } from "./state.ts";
import { wayWords } from "./words.ts";

interface Changing {
  draft: MovementDraft;
  /** What stood in the form when it was opened, and the movement that it came from. */
  opened: MovementDraft;
  before: Movement;
}

/** What somebody else changed between two versions: label, what it was, what it is. */
function changesOf(before: Movement, now: Movement): [label: string, was: string, is: string][] {
  const lines: [string, string, string][] = [
    [t("desk.movement.label"), before.label, now.label],
    [t("desk.movement.wayIs"), wayWords(before), wayWords(now)],
    [t("desk.movement.leavesAt"), time(before.leavesAt), time(now.leavesAt)],
    [
      t("desk.movement.seats"),
      number(placesOf(before.capacity) + before.capacity.lap),
      number(placesOf(now.capacity) + now.capacity.lap),
    ],
    [t("desk.movement.shares"), number(before.shares.length), number(now.shares.length)],
    [t("desk.filter.state"), t(`movementState.${before.state}`), t(`movementState.${now.state}`)],
  ];
  return lines.filter(([, was, is]) => was !== is);
}

function Newer({ before, now, onSeen }: { before: Movement; now: Movement; onSeen: () => void }) {
  return (
    <div class="conflict" role="alert">
      <h2>{t("desk.conflict")}</h2>
      <p>{t("desk.movement.newer")}</p>
      <ul>
        {changesOf(before, now).map(([label, was, is]) => (
          <li key={label}>{t("desk.zone.change", { label, was, is })}</li>
        ))}
      </ul>
      <button type="button" onClick={onSeen}>
        {t("desk.conflict.seen")}
      </button>
    </div>
  );
}

export function Change({ movement }: { movement: Movement }) {
  const kept = draftOf<Changing | null>(`movement.change ${me.value?.id ?? ""} ${movement.id}`, () => null);
  const begin = (): Changing => {
    const opened = typedOf(movement);
    return { draft: opened, opened, before: movement };
  };
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const [busy, setBusy] = useState(false);
  const intent = useIntent();
  const held = kept.value;
  const touched = held !== null && JSON.stringify(held.draft) !== JSON.stringify(held.opened);
  const now = held !== null && touched ? held : begin();
  useEffect(() => {
    if (!touched) kept.value = null;
  }, [movement.id]);
  // Fields write into a draft; what was opened stays beside it.
  const draft: Held = {
    get value() {
      return now.draft;
    },
    set value(next: MovementDraft) {
      kept.value = { ...now, draft: next };
    },
  };
  const leave = () => {
    kept.value = null;
    refine({ edit: undefined }, true);
  };

  async function send(): Promise<void> {
    if (busy) return;
    const { input, wrong } = readDraft(now.draft, movement.crisisId, zones.value);
    if (wrong.length > 0) return setProblem(refused(wrong));
    const changed = changedOf(input, now.draft, now.opened);
    setBusy(true);
    const answer = await write<typeof movementChange>("movement.change", changed, {
      key: intent(changed, now.before.version),
      ifMatch: now.before.version,
    });
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) {
      putMovement(answer.data);
      notify(t("desk.movement.changed", { name: answer.data.label }));
      leave();
    } else if (answer.problem.code === "stale") await readMovement(movement.id);
  }

  return (
    <>
      {movement.version > now.before.version ? (
        <Newer
          before={now.before}
          now={movement}
          onSeen={() => {
            setProblem(null);
            kept.value = { ...now, before: movement };
          }}
        />
      ) : null}
      <Form
        label={t("act.movement.change")}
        problem={problem}
        onSend={() => void send()}
        actions={
          <div class="choices end">
            <button type="submit" class="primary" disabled={busy || !touched}>
              {t("desk.movement.changeButton")}
            </button>
            <button type="button" onClick={leave}>
              {t("desk.giveUp")}
            </button>
          </div>
        }
      >
        <h1>{t("act.movement.change")}</h1>
        <p class="muted">{t("desk.movement.changeAsks")}</p>
        <MovementFields draft={draft} problem={problem} plan={false} />
      </Form>
    </>
  );
}
