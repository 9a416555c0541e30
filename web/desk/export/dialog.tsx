// Asking for a sheet: of people, for a purpose, with the count on the button; or of figures alone. Nothing is sent until
// somebody has said what for.
import { useState } from "preact/hooks";
import {
  ALONE_ROWS,
  EXPORT_HOURS,
  type Export,
  type ExportPurpose,
  type exportAsk,
  type exportFigures,
  exportPurposes,
  MOST_ROWS,
} from "../../../schema/export.ts";
import { addressOf, place } from "../../kit/route.ts";
import { save } from "../../kit/save.ts";
import { Actions, Choice, Form, Input } from "../../kit/ui/form.tsx";
import { Dialog, notify, ProblemLine, reasonOf, Skeleton } from "../../kit/ui/parts.tsx";
import { number, t, time } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { useSending } from "../organisation/sending.ts";
import { filter } from "../registration/queue.ts";
import { asking, useCount } from "./button.tsx";
import { take } from "./take.ts";
import { countWords, filterQuery, filterWords } from "./words.ts";

const close = () => {
  asking.value = null;
};

interface PurposeProps {
  value: ExportPurpose | "";
  onChoose: (value: ExportPurpose | "") => void;
  reason: string | undefined;
}

function Purpose({ value, onChoose, reason }: PurposeProps) {
  return (
    <Choice
      name="purpose"
      label={t("desk.export.purpose")}
      value={value}
      options={[
        ["", t("desk.export.choose")],
        ...exportPurposes.map((one) => [one, t(`exportPurpose.${one}`)] as const),
      ]}
      onChoose={onChoose}
      reason={reason}
    />
  );
}

function Asked({ asked }: { asked: Export }) {
  return (
    <div class="outcome" role="status" data-export={asked.id}>
      <p>
        <strong>{t(asked.mayOpen ? "desk.export.isReady" : "desk.export.isWaiting")}</strong>
      </p>
      <p>
        {asked.mayOpen
          ? t("desk.export.until", { time: time(asked.endsAt) })
          : t("desk.export.waitingWhy", { n: number(ALONE_ROWS) })}
      </p>
      <div class="choices end">
        <a
          class="button"
          href={addressOf("/desk/exports", { crisis: place.value.query.crisis })}
          onClick={close}
        >
          {t("desk.export.seeAll")}
        </a>
        {asked.mayOpen ? (
          <button type="button" class="primary" onClick={() => void take(asked)}>
            {t("desk.export.save", { what: countWords(asked) })}
          </button>
        ) : (
          <button type="button" class="primary" onClick={close}>
            {t("desk.close")}
          </button>
        )}
      </div>
    </div>
  );
}

function People() {
  const [turn, setTurn] = useState(0);
  const { data, problem } = useCount(turn);
  const [purpose, setPurpose] = useState<ExportPurpose | "">("");
  const [why, setWhy] = useState("");
  const [asked, setAsked] = useState<Export | null>(null);
  const sending = useSending<typeof exportAsk>("export.ask");
  const crisisId = crisis.value?.id;
  if (asked !== null) return <Asked asked={asked} />;
  if (data === null || crisisId === undefined)
    return problem === null ? <Skeleton lines={4} /> : <ProblemLine problem={problem} />;
  const query = filterQuery(filter.value);

  async function send(): Promise<void> {
    const missing = [
      ...(purpose === "" ? [{ path: "purpose", reason: "not-one-of" }] : []),
      ...(why.trim() === "" ? [{ path: "why", reason: "empty" }] : []),
    ];
    if (missing.length > 0 || purpose === "" || data === null || crisisId === undefined)
      return sending.refuse(missing);
    await sending.send({ crisisId, ...query, people: data.people, purpose, why }, setAsked);
    // The figure may be another one by now: it is counted anew, and stands on the button before the next press.
    setTurn(turn + 1);
  }

  return (
    <Form
      label={t("act.export.ask")}
      problem={sending.problem}
      onSend={() => void send()}
      actions={
        <>
          {data.tooMany ? <p class="notice">{t("problem.export-too-large")}</p> : null}
          {!data.tooMany && data.counted > ALONE_ROWS ? (
            <p class="notice">{t("desk.export.second", { n: number(ALONE_ROWS) })}</p>
          ) : null}
          <p class="muted small">{t("desk.export.rules", { n: number(EXPORT_HOURS) })}</p>
          <div class="choices end">
            <button
              type="submit"
              class="primary"
              data-people={data.people}
              disabled={sending.busy || data.tooMany || data.people === 0}
            >
              {data.tooMany
                ? t("desk.export.openMany", { n: number(MOST_ROWS) })
                : t("desk.export.button", { what: countWords(data) })}
            </button>
            <button type="button" onClick={close}>
              {t("desk.giveUp")}
            </button>
          </div>
        </>
      }
    >
      <p>
        <strong>{filterWords(query)}</strong>
      </p>
      <Purpose value={purpose} onChoose={setPurpose} reason={reasonOf(sending.problem, "purpose")} />
      <Input
        name="why"
        label={t("desk.export.why")}
        hint={t("desk.export.whyHint")}
        value={why}
        onType={setWhy}
        max={200}
        reason={reasonOf(sending.problem, "why")}
      />
    </Form>
  );
}

function Figures() {
  const [purpose, setPurpose] = useState<ExportPurpose | "">("");
  const sending = useSending<typeof exportFigures>("export.figures");
  const crisisId = crisis.value?.id;
  async function send(): Promise<void> {
    if (purpose === "" || crisisId === undefined)
      return sending.refuse([{ path: "purpose", reason: "not-one-of" }]);
    await sending.send({ crisisId, purpose }, ({ name, csv, hidden, rows }) => {
      save(name, csv);
      notify(t("desk.export.figuresSaved", { name, rows: number(rows), hidden: number(hidden) }));
      close();
    });
  }
  return (
    <Form
      label={t("act.export.figures")}
      problem={sending.problem}
      onSend={() => void send()}
      actions={<Actions says={t("desk.export.figuresButton")} busy={sending.busy} />}
    >
      <p class="muted">{t("desk.export.figuresLead")}</p>
      <Purpose value={purpose} onChoose={setPurpose} reason={reasonOf(sending.problem, "purpose")} />
    </Form>
  );
}

export function ExportDialog() {
  const people = asking.value === "people";
  return (
    <Dialog title={t(people ? "desk.export.title" : "desk.export.figuresTitle")} onClose={close}>
      {people ? <People /> : <Figures />}
    </Dialog>
  );
}
