// Writing down that somebody asked for data: who by kind, what by kind, when. What was not said stands at its field.
import { useState } from "preact/hooks";
import { type demandRecord, demandSources, demandSubjects } from "../../../schema/demand.ts";
import { Choice, Form, Input } from "../../kit/ui/form.tsx";
import { Field, reasonOf } from "../../kit/ui/parts.tsx";
import { t } from "../../kit/words.ts";
import { useSending } from "../organisation/sending.ts";
import { today } from "./page.tsx";

export function RecordDemand({ onDone }: { onDone: () => void }) {
  const [source, setSource] = useState<(typeof demandSources)[number] | "">("");
  const [subject, setSubject] = useState<(typeof demandSubjects)[number] | "">("");
  const [day, setDay] = useState(today());
  const [words, setWords] = useState("");
  const [id] = useState(() => `dmd_${crypto.randomUUID().replaceAll("-", "").slice(0, 24)}`);
  const sending = useSending<typeof demandRecord>("demand.record");

  async function send(): Promise<void> {
    if (source === "" || subject === "")
      return sending.refuse([
        ...(source === "" ? [{ path: "source", reason: "not-one-of" }] : []),
        ...(subject === "" ? [{ path: "subject", reason: "not-one-of" }] : []),
      ]);
    const free = words.trim() === "" ? {} : { words };
    await sending.send({ id, source, subject, day, ...free }, onDone);
  }

  return (
    <Form
      label={t("act.demand.record")}
      problem={sending.problem}
      onSend={() => void send()}
      actions={
        <p class="choices">
          <button type="submit" class="primary" disabled={sending.busy}>
            {t("desk.demand.keep")}
          </button>
          <button type="button" onClick={onDone}>
            {t("desk.giveUp")}
          </button>
        </p>
      }
    >
      <Choice
        name="source"
        label={t("desk.demand.source")}
        value={source}
        options={[
          ["", t("desk.export.choose")],
          ...demandSources.map((one) => [one, t(`demandSource.${one}`)] as const),
        ]}
        onChoose={setSource}
        reason={reasonOf(sending.problem, "source")}
      />
      <Choice
        name="subject"
        label={t("desk.demand.subject")}
        value={subject}
        options={[
          ["", t("desk.export.choose")],
          ...demandSubjects.map((one) => [one, t(`demandSubject.${one}`)] as const),
        ]}
        onChoose={setSubject}
        reason={reasonOf(sending.problem, "subject")}
      />
      <Field label={t("desk.demand.day")} reason={reasonOf(sending.problem, "day")}>
        <input type="date" name="day" value={day} onInput={(event) => setDay(event.currentTarget.value)} />
      </Field>
      <Input
        name="words"
        label={t("desk.demand.words")}
        hint={t("desk.demand.wordsHint")}
        value={words}
        onType={setWords}
        lines={3}
        max={1000}
        reason={reasonOf(sending.problem, "words")}
      />
    </Form>
  );
}
