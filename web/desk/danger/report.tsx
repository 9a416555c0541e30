// An officer tells of a danger: what, where (clicked, typed or drawn), when it was seen, and in words if there is more to say.
import { useState } from "preact/hooks";
import { isSimpleArea } from "../../../schema/alert.rules.ts";
import { type DangerKind, dangerKinds, type dangerReport } from "../../../schema/danger.ts";
import { type ProblemSeen, write } from "../../kit/call.ts";
import { useIntent } from "../../kit/draft.ts";
import { refine } from "../../kit/route.ts";
import { Choice, Form, Input, refused } from "../../kit/ui/form.tsx";
import { notify, reasonOf } from "../../kit/ui/parts.tsx";
import { t } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { Drawn, How } from "../draw.tsx";
import { unavailable } from "../map-pane.tsx";
import { Spot, spotFaults, spotOf } from "../spot.tsx";
import { blank, changeReport, drawing, type Report, reportDraft, typedSpot } from "./draft.ts";
import { putDanger } from "./state.ts";
import { kindWords } from "./words.ts";

/** Hours ago: what is older than a day is no danger on a map. */
const ages = ["0", "1", "3", "6", "12", "20"] as const;

const howOf = ({ how }: Report) => (unavailable.value ? "click" : how);

/** The whole report, or the fields that need another look. */
function inputOf(draft: Report, crisisId: string, now: string) {
  const { id, kind, drawn, seen, words } = draft;
  const draws = howOf(draft) === "draw";
  const fields: { path: string; reason: string }[] = [];
  if (kind === "") fields.push({ path: "kind", reason: "not-one-of" });
  if (!draws) fields.push(...spotFaults(draft));
  else if (drawn === null) fields.push({ path: "area", reason: "empty" });
  else if (!isSimpleArea(drawn)) fields.push({ path: "area", reason: "area-invalid" });
  const place = draws ? null : spotOf(draft);
  if (fields.length > 0 || kind === "") return { fields };
  return {
    fields,
    input: {
      id,
      crisisId,
      kind,
      ...(place === null ? {} : { place }),
      ...(draws && drawn !== null ? { area: drawn } : {}),
      seenAt: new Date(Date.parse(now) - Number(seen) * 3_600_000).toISOString(),
      ...(words.trim() === "" ? {} : { words }),
    },
  };
}

function Where({ problem }: { problem: ProblemSeen | null }) {
  const draft = reportDraft().value;
  const how = howOf(draft);
  return (
    <>
      <How
        ways={(["click", "draw"] as const).map((one) => [one, t(`desk.danger.how.${one}`)])}
        chosen={how}
        onChoose={(one) => {
          drawing.value = false;
          changeReport({ how: one });
        }}
      />
      {how === "draw" ? (
        <Drawn drawn={draft.drawn} drawing={drawing} reason={reasonOf(problem, "area")} />
      ) : (
        <Spot
          label={t("desk.danger.column.place")}
          hint={t("desk.danger.placeHint")}
          value={draft}
          onType={changeReport}
          onPoint={(at) => changeReport(typedSpot(at))}
          problem={problem}
        />
      )}
    </>
  );
}

export function ReportDanger() {
  const draft = reportDraft().value;
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const [busy, setBusy] = useState(false);
  const intent = useIntent();

  async function send(): Promise<void> {
    const present = crisis.value;
    if (busy || present === null) return;
    const { fields, input } = inputOf(reportDraft().value, present.id, present.now);
    if (input === undefined) return setProblem(refused(fields));
    setBusy(true);
    // Pressed again a moment later it is the same report: the moment is no part of what makes it another.
    const answer = await write<typeof dangerReport>("danger.report", input, { key: intent(input) });
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    reportDraft().value = blank();
    drawing.value = false;
    putDanger(answer.data);
    notify(t("desk.danger.did.report", { kind: kindWords(answer.data) }));
    refine({ danger: answer.data.id }, true);
  }

  return (
    <Form
      label={t("act.danger.report")}
      problem={problem}
      onSend={() => void send()}
      actions={
        <div class="choices end">
          <button type="submit" class="primary" disabled={busy}>
            {t("desk.danger.reportButton")}
          </button>
        </div>
      }
    >
      <h1>{t("act.danger.report")}</h1>
      <Choice<DangerKind>
        name="kind"
        label={t("desk.danger.column.kind")}
        value={draft.kind}
        options={[
          ["", t("desk.choose")],
          ...dangerKinds.map((one) => [one, t(`danger.kind.${one}`)] as const),
        ]}
        onChoose={(kind) => changeReport({ kind })}
        reason={reasonOf(problem, "kind")}
      />
      <Where problem={problem} />
      <Choice
        name="seen"
        label={t("desk.danger.column.seen")}
        value={draft.seen}
        options={ages.map((one) => [
          one,
          one === "0" ? t("desk.danger.justNow") : t("desk.danger.hoursAgo", { n: Number(one) }),
        ])}
        onChoose={(seen) => changeReport({ seen })}
      />
      <Input
        name="words"
        lines={4}
        max={500}
        label={t("danger.words")}
        hint={t("desk.danger.wordsHint")}
        value={draft.words}
        onType={(words) => changeReport({ words })}
        reason={reasonOf(problem, "words")}
      />
    </Form>
  );
}
