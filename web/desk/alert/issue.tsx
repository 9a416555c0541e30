// Issuing an alert: written in English and, where somebody can, in Arabic; read once more before it is public.
import { useEffect, useState } from "preact/hooks";
import { type alertIssue, severities } from "../../../schema/alert.ts";
import type { SentOf } from "../../../schema/kit/act.ts";
import { type ProblemSeen, write } from "../../kit/call.ts";
import { useIntent } from "../../kit/draft.ts";
import { refine } from "../../kit/route.ts";
import { Choice, Form, Input, refused } from "../../kit/ui/form.tsx";
import { Field, notify, reasonOf } from "../../kit/ui/parts.tsx";
import { number, t, time } from "../../kit/words.ts";
import { crisis, putAlert } from "../crisis/state.ts";
import { alertDraft, blank, changeDraft, drawing, endOf, readDraft, spans } from "./draft.ts";
import { Preview } from "./preview.tsx";
import { Where } from "./where.tsx";

/** Said in the crisis's own time, which an exercise moves. */
function Until({ problem }: { problem: ProblemSeen | null }) {
  const draft = alertDraft().value;
  const now = crisis.value?.now ?? "";
  const end = endOf(draft, now);
  const reason = reasonOf(problem, "validUntil");
  return (
    <>
      <Choice
        name="span"
        label={t("desk.alert.until")}
        hint={t("desk.alert.clock", { time: now === "" ? "" : time(now) })}
        value={draft.span}
        options={[
          ...spans.map((one) => [String(one), t("desk.alert.hours", { n: number(one) })] as const),
          ["at", t("desk.alert.moment")],
        ]}
        onChoose={(value) => changeDraft({ span: value })}
        reason={draft.span === "at" ? undefined : reason}
      />
      {draft.span === "at" ? (
        <Field label={t("desk.alert.at")} reason={reason}>
          <input
            type="datetime-local"
            name="at"
            min={now.slice(0, 16)}
            value={draft.at}
            onInput={(event) => changeDraft({ at: event.currentTarget.value })}
          />
        </Field>
      ) : null}
      <output class="ends">{end === null ? "" : t("alert.until", { time: time(end) })}</output>
    </>
  );
}

function Texts({ problem }: { problem: ProblemSeen | null }) {
  const draft = alertDraft().value;
  const fields = [
    ["headlineEn", "headline", "en", 120],
    ["headlineAr", "headline", "ar", 120],
    ["adviceEn", "advice", "en", 1000],
    ["adviceAr", "advice", "ar", 1000],
  ] as const;
  return (
    <>
      {fields.map(([name, field, lang, max]) => (
        <Input
          key={name}
          name={name}
          lang={lang}
          max={max}
          {...(field === "advice" ? { lines: 3 } : {})}
          label={t(`desk.alert.${field}.${lang}`)}
          hint={
            lang === "ar" ? t("desk.optional") : field === "advice" ? t("desk.alert.adviceHint") : undefined
          }
          value={draft[name]}
          onType={(value) => changeDraft({ [name]: value })}
          reason={reasonOf(problem, `${field}.${lang}`)}
        />
      ))}
    </>
  );
}

export function Issue() {
  const draft = alertDraft();
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  /** What is read once more; its end stays as it was read even where the clock runs. */
  const [once, setOnce] = useState<SentOf<typeof alertIssue> | null>(null);
  const [busy, setBusy] = useState(false);
  const intent = useIntent();
  useEffect(
    () => () => {
      drawing.value = false;
    },
    [],
  );

  function readOnce(): void {
    const present = crisis.value;
    if (present === null) return;
    const { fields, input } = readDraft(draft.value, present.id, present.now);
    setProblem(input === undefined ? refused(fields) : null);
    if (input === undefined) return;
    drawing.value = false;
    setOnce(input);
  }

  async function issue(): Promise<void> {
    if (busy || once === null) return;
    setBusy(true);
    const answer = await write<typeof alertIssue>("alert.issue", once, { key: intent(once) });
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) {
      // What was refused about a field is shown beside it; a lost network can be tried again from here.
      if (answer.problem.fields !== undefined) setOnce(null);
      return;
    }
    setOnce(null);
    draft.value = blank();
    putAlert(answer.data);
    notify(t("desk.alert.issued", { n: number(answer.data.number) }));
    refine({ alert: answer.data.id }, true);
  }

  return (
    <>
      <Form
        label={t("act.alert.issue")}
        problem={once === null ? problem : null}
        onSend={readOnce}
        actions={
          <div class="choices end">
            <button type="submit" class="primary">
              {t("desk.alert.readOnce")}
            </button>
          </div>
        }
      >
        <h1>{t("act.alert.issue")}</h1>
        <Choice
          name="severity"
          label={t("desk.alert.severity")}
          value={draft.value.severity}
          options={[["", t("desk.choose")], ...severities.map((one) => [one, t(`severity.${one}`)] as const)]}
          onChoose={(value) => changeDraft({ severity: value })}
          reason={reasonOf(problem, "severity")}
        />
        <Where problem={problem} />
        <Texts problem={problem} />
        <Until problem={problem} />
      </Form>
      {once === null ? null : (
        <Preview
          alert={once}
          busy={busy}
          problem={problem}
          onIssue={() => void issue()}
          onClose={() => setOnce(null)}
        />
      )}
    </>
  );
}
