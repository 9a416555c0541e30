// Waivers: one act of a host authority, after which nobody of the crisis needs a permit for a time. It stands on every
// person's page, so it is read once more before it is declared.
import type { Signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { waives } from "../../../schema/permit.rules.ts";
import type { permitEndWaiver, permitWaive, permitWaivers, Waiver } from "../../../schema/permit-office.ts";
import { useAnswer } from "../../kit/answer.ts";
import { type ProblemSeen, write } from "../../kit/call.ts";
import { draftOf, useIntent } from "../../kit/draft.ts";
import { fieldOf, momentOf } from "../../kit/typed.ts";
import { Actions, Form, Input, Moment, refused } from "../../kit/ui/form.tsx";
import { Dialog, notify, ProblemLine, reasonOf } from "../../kit/ui/parts.tsx";
import { local, t, time } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { may, me } from "../session.ts";
import { revision } from "./state.ts";

interface Typed {
  id: string;
  from: string;
  until: string;
  en: string;
  ar: string;
}
const blank = (): Typed => ({
  id: `wvr_${crypto.randomUUID().replaceAll("-", "")}`,
  from: fieldOf(crisis.peek()?.now ?? new Date().toISOString()),
  until: "",
  en: "",
  ar: "",
});
function declared(): Signal<Typed> {
  return draftOf(`permit.waive ${me.value?.id ?? ""} ${crisis.value?.id ?? ""}`, blank);
}

function readTyped({ id, from, until, en, ar }: Typed, crisisId: string) {
  const moments = { from: momentOf(from), until: momentOf(until) };
  const wrong = (["from", "until"] as const)
    .filter((one) => moments[one] === null)
    .map((path) => ({ path, reason: "not-an-instant" }));
  if (en.trim() === "") wrong.push({ path: "words.en" as "from", reason: "empty" });
  if (moments.from !== null && moments.until !== null && moments.until <= moments.from)
    wrong.push({ path: "until", reason: "not-later" });
  const words = { en, ...(ar.trim() === "" ? {} : { ar }) };
  return { wrong, input: { id, crisisId, from: moments.from ?? "", until: moments.until ?? "", words } };
}

export function DeclareWaiver({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const draft = declared();
  const typed = draft.value;
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const [once, setOnce] = useState(false);
  const [busy, setBusy] = useState(false);
  const intent = useIntent();
  const type = (change: Partial<Typed>) => {
    draft.value = { ...draft.value, ...change };
    setOnce(false);
  };

  async function send(): Promise<void> {
    const present = crisis.value;
    if (busy || present === null) return;
    const { wrong, input } = readTyped(draft.value, present.id);
    if (wrong.length > 0) return setProblem(refused(wrong));
    setProblem(null);
    if (!once) return setOnce(true);
    setBusy(true);
    const answer = await write<typeof permitWaive>("permit.waive", input, { key: intent(input) });
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    draft.value = blank();
    notify(t("desk.waiver.declared", { until: time(answer.data.until) }));
    onClose();
    onDone();
  }

  const [from, until] = [momentOf(typed.from), momentOf(typed.until)];
  return (
    <Dialog title={t("act.permit.waive")} onClose={onClose}>
      <Form
        label={t("act.permit.waive")}
        problem={problem}
        onSend={() => void send()}
        actions={
          <>
            {once && from !== null && until !== null ? (
              <p class="notice" role="alert">
                {t("desk.waiver.sure", { from: time(from), until: time(until) })}
              </p>
            ) : null}
            <Actions says={t(once ? "desk.waiver.declareNow" : "desk.waiver.readOnce")} busy={busy} />
          </>
        }
      >
        <p>{t("desk.waiver.means")}</p>
        <div class="pair">
          {(["from", "until"] as const).map((one) => (
            <Moment
              key={one}
              name={one}
              label={t(`desk.waiver.${one}`)}
              value={typed[one]}
              onType={(value) => type({ [one]: value })}
              reason={reasonOf(problem, one)}
            />
          ))}
        </div>
        {(["en", "ar"] as const).map((lang) => (
          <Input
            key={lang}
            name={`words-${lang}`}
            lang={lang}
            max={500}
            lines={2}
            label={t(`desk.waiver.words.${lang}`)}
            hint={lang === "ar" ? t("desk.optional") : t("desk.waiver.wordsHint")}
            value={typed[lang]}
            onType={(value) => type({ [lang]: value })}
            reason={reasonOf(problem, `words.${lang}`)}
          />
        ))}
      </Form>
    </Dialog>
  );
}

function EndWaiver({ waiver, onDone }: { waiver: Waiver; onDone: () => void }) {
  const [asks, setAsks] = useState(false);
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const intent = useIntent();
  async function end(): Promise<void> {
    const input = { id: waiver.id };
    const answer = await write<typeof permitEndWaiver>("permit.endWaiver", input, {
      key: intent(input, waiver.version),
      ifMatch: waiver.version,
    });
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) {
      setAsks(false);
      notify(t("desk.waiver.ended"));
    }
    onDone();
  }
  return (
    <>
      <button type="button" class="quiet" onClick={() => setAsks(true)}>
        {t("desk.waiver.end")}
      </button>
      {asks ? (
        <Dialog title={t("desk.waiver.endSure")} onClose={() => setAsks(false)}>
          <p>{t("desk.waiver.endMeans")}</p>
          <ProblemLine problem={problem} />
          <div class="choices end">
            <button type="button" class="primary" onClick={() => void end()}>
              {t("act.permit.endWaiver")}
            </button>
            <button type="button" onClick={() => setAsks(false)}>
              {t("desk.giveUp")}
            </button>
          </div>
        </Dialog>
      ) : null}
    </>
  );
}

export function Waivers() {
  const [asks, setAsks] = useState(false);
  const present = crisis.value;
  const { data, problem, again } = useAnswer<typeof permitWaivers>(
    "permit.waivers",
    present === null ? null : { crisisId: present.id },
    revision.value,
  );
  const now = present?.now ?? "";
  const works = may("permit.waive") && present?.closedAt === null;
  return (
    <section class="waivers" aria-label={t("desk.waivers")}>
      <h2>{t("desk.waivers")}</h2>
      <ProblemLine problem={problem} />
      {data === null ? null : data.waivers.length === 0 ? (
        <p class="muted">{t("desk.waiver.none")}</p>
      ) : (
        <ul class="need-list">
          {data.waivers.map((waiver) => (
            <li key={waiver.id} data-waiver={waiver.id}>
              <span>
                <strong>
                  {t("desk.waiver.line", { from: time(waiver.from), until: time(waiver.until) })}
                </strong>{" "}
                <span class="tag">{t(waives(waiver, now) ? "desk.waiver.holds" : "desk.waiver.later")}</span>
                <small class="block">
                  <bdi dir="auto">{local(waiver.words)}</bdi> · {waiver.authority}
                </small>
              </span>
              {works ? <EndWaiver waiver={waiver} onDone={again} /> : null}
            </li>
          ))}
        </ul>
      )}
      {works ? (
        <p class="choices end">
          <button type="button" onClick={() => setAsks(true)}>
            {t("act.permit.waive")}
          </button>
        </p>
      ) : null}
      {asks ? <DeclareWaiver onClose={() => setAsks(false)} onDone={again} /> : null}
    </section>
  );
}
