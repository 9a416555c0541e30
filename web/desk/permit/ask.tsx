// Asking for an exit permit on somebody's behalf: only what will be printed, and no more. No employer, no status.
import { useState } from "preact/hooks";
import type { SentOf } from "../../../schema/kit/act.ts";
import { type permitAskFor, permitGrounds } from "../../../schema/permit.ts";
import { type ProblemSeen, write } from "../../kit/call.ts";
import { draftOf, useIntent } from "../../kit/draft.ts";
import { countOf } from "../../kit/typed.ts";
import { Actions, Choice, Form, Input, refused } from "../../kit/ui/form.tsx";
import { Dialog, notify, reasonOf } from "../../kit/ui/parts.tsx";
import { t, time } from "../../kit/words.ts";
import type { Case } from "../registration/case.tsx";
import { me } from "../session.ts";

type Ground = (typeof permitGrounds)[number];
interface Typed {
  personId: string;
  ground: Ground | "";
  name: string;
  birthYear: string;
  documentNumber: string;
  documentIssuer: string;
  wantsReturn: boolean;
}
const blank = (): Typed => ({
  personId: "",
  ground: "",
  name: "",
  birthYear: "",
  documentNumber: "",
  documentIssuer: "",
  wantsReturn: false,
});

function readTyped(typed: Typed, registrationId: string) {
  const wrong: { path: string; reason: string }[] = [];
  if (typed.personId === "") wrong.push({ path: "personId", reason: "not-one-of" });
  if (typed.ground === "") wrong.push({ path: "ground", reason: "not-one-of" });
  if (typed.name.trim() === "") wrong.push({ path: "name", reason: "empty" });
  const year = countOf(typed.birthYear);
  if (year.reason !== undefined) wrong.push({ path: "birthYear", reason: year.reason });
  const issuer = typed.documentIssuer.trim().toUpperCase();
  const input: SentOf<typeof permitAskFor> = {
    registrationId,
    personId: typed.personId,
    ground: typed.ground === "" ? "evacuation" : typed.ground,
    name: typed.name,
    ...(year.value === undefined ? {} : { birthYear: year.value }),
    ...(typed.documentNumber.trim() === "" ? {} : { documentNumber: typed.documentNumber }),
    ...(issuer === "" ? {} : { documentIssuer: issuer }),
    ...(typed.wantsReturn ? { wantsReturn: true } : {}),
  };
  return { wrong, input };
}

export function AskFor({ open, onClose, onDone }: { open: Case; onClose: () => void; onDone: () => void }) {
  const draft = draftOf(`permit.askFor ${me.value?.id ?? ""} ${open.id}`, blank);
  const typed = draft.value;
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const [busy, setBusy] = useState(false);
  const intent = useIntent();
  const type = (change: Partial<Typed>) => {
    draft.value = { ...draft.value, ...change };
  };
  /** What is known of her is filled in, to be corrected: it is printed as it stands here. */
  const choose = (personId: string) => {
    const found = open.persons?.find((one) => one.id === personId);
    const year = found?.born?.startsWith("year:") === true ? found.born.slice(5) : "";
    type({ personId, name: found?.name ?? "", birthYear: year });
  };

  async function send(): Promise<void> {
    if (busy) return;
    const { wrong, input } = readTyped(draft.value, open.id);
    if (wrong.length > 0) return setProblem(refused(wrong));
    setBusy(true);
    const answer = await write<typeof permitAskFor>("permit.askFor", input, { key: intent(input) });
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    draft.value = blank();
    notify(t("desk.permit.askedFor", { time: time(answer.data.dueAt) }));
    onClose();
    onDone();
  }

  return (
    <Dialog title={t("act.permit.askFor")} onClose={onClose}>
      <p>{t("desk.permit.askMeans")}</p>
      <Form
        label={t("act.permit.askFor")}
        problem={problem}
        onSend={() => void send()}
        actions={<Actions says={t("desk.permit.askButton")} busy={busy} />}
      >
        <Choice
          name="person"
          label={t("desk.permit.person")}
          value={typed.personId}
          options={[
            ["", t("desk.choose")],
            ...(open.persons ?? []).map((one) => [one.id, one.name ?? t("status.noName")] as const),
          ]}
          onChoose={choose}
          reason={reasonOf(problem, "personId")}
        />
        <Choice
          name="ground"
          label={t("desk.permit.ground")}
          value={typed.ground}
          options={[
            ["", t("desk.choose")],
            ...permitGrounds.map((one) => [one, t(`permitGround.${one}`)] as const),
          ]}
          onChoose={(ground) => type({ ground })}
          reason={reasonOf(problem, "ground")}
        />
        <Input
          name="name"
          max={120}
          label={t("desk.permit.name")}
          hint={t("desk.permit.nameHint")}
          value={typed.name}
          onType={(name) => type({ name })}
          reason={reasonOf(problem, "name")}
        />
        <div class="pair">
          <Input
            name="birthYear"
            digits
            max={12}
            label={t("desk.permit.birthYear")}
            hint={t("desk.optional")}
            value={typed.birthYear}
            onType={(birthYear) => type({ birthYear })}
            reason={reasonOf(problem, "birthYear")}
          />
          <Input
            name="documentNumber"
            max={20}
            label={t("desk.permit.documentNumber")}
            hint={t("desk.optional")}
            value={typed.documentNumber}
            onType={(documentNumber) => type({ documentNumber })}
            reason={reasonOf(problem, "documentNumber")}
          />
          <Input
            name="documentIssuer"
            max={3}
            label={t("desk.permit.documentIssuer")}
            hint={t("desk.permit.issuerHint")}
            value={typed.documentIssuer}
            onType={(documentIssuer) => type({ documentIssuer })}
            reason={reasonOf(problem, "documentIssuer")}
          />
        </div>
        <label class="check">
          <input
            type="checkbox"
            name="wantsReturn"
            checked={typed.wantsReturn}
            onChange={(event) => type({ wantsReturn: event.currentTarget.checked })}
          />
          {t("desk.permit.wantsReturn")}
        </label>
      </Form>
    </Dialog>
  );
}
