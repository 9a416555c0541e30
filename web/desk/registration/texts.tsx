// Texts to a case's phone: how far each came, and taking back one that is still held. No text and no number stands here.
import { useContext, useEffect, useState } from "preact/hooks";
import type { SmsInCase, smsCancel, smsOfCase } from "../../../schema/sms.ts";
import { type ProblemSeen, read, write } from "../../kit/call.ts";
import type { Changes } from "../../kit/live.ts";
import { notify, ProblemLine, ReasonAsked } from "../../kit/ui/parts.tsx";
import { number, since, t } from "../../kit/words.ts";
import { crisis, onChanges } from "../crisis/state.ts";
import { may } from "../session.ts";
import type { Case } from "./case.tsx";

/** While something is on its way the list is read again this often: what a gateway reports is no event of the crisis. */
const EVERY = 5_000;

interface Shown {
  text: SmsInCase;
  /** What the time is in the crisis. */
  now: string;
  /** What the time is here: texts are held in real time. */
  at: number;
  onTakeBack: (() => void) | null;
}

export function TextLine({ text, now, at, onTakeBack }: Shown) {
  const left = text.heldUntil === null ? 0 : Math.ceil((Date.parse(text.heldUntil) - at) / 1000);
  return (
    <li data-text={text.state}>
      <span>{t(`desk.text.kind.${text.kind}`)}</span>
      <bdi dir="ltr">{t("desk.text.ends", { ends: text.ends })}</bdi>
      <span class="muted">{since(text.at, now)}</span>
      <span class={text.state === "failed" ? "tag bad" : "tag"}>{t(`desk.text.state.${text.state}`)}</span>
      {text.state === "queued" && text.tries > 0 ? (
        <span class="muted">{t("desk.text.tries", { n: number(text.tries) })}</span>
      ) : null}
      {left > 0 ? (
        <span class="actions">
          <span class="muted">{t("desk.text.held", { n: number(left) })}</span>{" "}
          {onTakeBack === null ? null : (
            <button type="button" class="quiet" onClick={onTakeBack}>
              {t("desk.text.cancel")}
            </button>
          )}
        </span>
      ) : null}
    </li>
  );
}

export function Texts({ open }: { open: Case }) {
  const { id } = open;
  const [texts, setTexts] = useState<SmsInCase[]>([]);
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const reasons = useContext(ReasonAsked).turn;

  async function load(): Promise<void> {
    const answer = await read<typeof smsOfCase>("sms.ofCase", { registrationId: id });
    if (answer.ok) setTexts(answer.data.texts);
    // What else may fail is asked again by the next change; a reason is asked of her.
    setProblem(answer.ok || answer.problem.code !== "reason-needed" ? null : answer.problem);
  }
  useEffect(() => {
    setTexts([]);
    void load();
    const hear = (changes: Changes) => {
      if (changes.put.some((row) => row.id === id)) void load();
    };
    onChanges.add(hear);
    return () => {
      onChanges.delete(hear);
    };
  }, [id, reasons]);
  const waiting = problem === null && texts.some(({ state }) => state === "queued" || state === "sent");
  useEffect(() => {
    if (!waiting) return undefined;
    const timer = setInterval(() => void load(), EVERY);
    return () => clearInterval(timer);
  }, [id, waiting]);

  async function takeBack(text: SmsInCase): Promise<void> {
    const answer = await write<typeof smsCancel>("sms.cancel", { id: text.id });
    if (answer.ok) notify(t("desk.text.cancelled"));
    await load();
    if (!answer.ok) setProblem(answer.problem);
  }

  if (texts.length === 0 && problem === null) return null;
  return (
    <section aria-label={t("desk.text.title")}>
      <h2>{t("desk.text.title")}</h2>
      <p class="muted small">{t("desk.text.says")}</p>
      <ProblemLine problem={problem} />
      <ul class="need-list">
        {texts.map((text) => (
          <TextLine
            key={text.id}
            text={text}
            now={crisis.value?.now ?? text.at}
            at={Date.now()}
            onTakeBack={may("sms.cancel") ? () => void takeBack(text) : null}
          />
        ))}
      </ul>
    </section>
  );
}
