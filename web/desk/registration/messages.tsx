// What was written in a case, and answering. Opening it says to nobody that it was read: an officer does, by a button or
// by answering. New words from her are fetched when the feed names the case; what is being typed is never touched.
import { useContext, useEffect, useState } from "preact/hooks";
import type { MessageInCase, messageAnswer, messageOfCase, messageRead } from "../../../schema/message.ts";
import { type ProblemSeen, read, write } from "../../kit/call.ts";
import type { Changes } from "../../kit/live.ts";
import { notify, ProblemLine, ReasonAsked } from "../../kit/ui/parts.tsx";
import { t, time } from "../../kit/words.ts";
import { onChanges } from "../crisis/state.ts";
import { may } from "../session.ts";
import type { Case } from "./case.tsx";
import "./messages.css";

/** The conversation of an adult with a code of her own is named: nobody else of her group may learn of it. */
function Whose({ open, one }: { open: Case; one: MessageInCase }) {
  if (one.personId === null) return null;
  const name = open.persons?.find((person) => person.id === one.personId)?.name ?? t("status.noName");
  return <p class="small warn">{t("desk.message.ofAdult", { name })}</p>;
}

function Message({ open, one, onAnswer }: { open: Case; one: MessageInCase; onAnswer: (() => void) | null }) {
  const hers = one.from === null;
  return (
    <li class={hers ? "hers" : ""} data-message={one.id}>
      <p class="small muted">
        <strong>
          {one.from === null ? t("desk.message.hers") : t("desk.message.by", { name: one.from.name })}
        </strong>{" "}
        {time(one.at)} {one.shared ? <span class="tag">{t("desk.message.shared")}</span> : null}{" "}
        {hers && one.readAt === null ? <span class="tag warn">{t("desk.message.unread")}</span> : null}
      </p>
      <Whose open={open} one={one} />
      <p class="text" dir="auto">
        {one.text}
      </p>
      {hers ? (
        onAnswer === null ? null : (
          <button type="button" onClick={onAnswer}>
            {t("desk.message.answer")}
          </button>
        )
      ) : (
        <p class="small muted">
          {one.readAt === null
            ? t("desk.message.notSeen")
            : t("desk.message.seen", { time: time(one.readAt) })}
        </p>
      )}
    </li>
  );
}

export function Messages({ open }: { open: Case }) {
  const { id } = open;
  const [list, setList] = useState<MessageInCase[] | null>(null);
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const [text, setText] = useState("");
  const [alone, setAlone] = useState(false);
  /** The message that is answered; null for words of one's own. */
  const [to, setTo] = useState<MessageInCase | null>(null);
  const [writing, setWriting] = useState(false);
  const [key, setKey] = useState(() => crypto.randomUUID());

  async function load(): Promise<void> {
    const answer = await read<typeof messageOfCase>("message.ofCase", { registrationId: id });
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) setList(answer.data.messages);
  }
  useEffect(() => {
    setList(null);
    setTo(null);
    setWriting(false);
    setText("");
    void load();
    const hear = (changes: Changes) => {
      if (changes.put.some((row) => row.id === id)) void load();
    };
    onChanges.add(hear);
    return () => {
      onChanges.delete(hear);
    };
  }, [id]);

  const reasons = useContext(ReasonAsked).turn;
  useEffect(() => {
    if (reasons > 0) void load();
  }, [reasons]);

  async function send(event: Event): Promise<void> {
    event.preventDefault();
    const input = {
      registrationId: id,
      text,
      ...(to === null ? {} : { answers: to.id }),
      ...(alone ? { alone: true } : {}),
    };
    const answer = await write<typeof messageAnswer>("message.answer", input, { key });
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    notify(t("desk.message.sent"));
    setText("");
    setTo(null);
    setAlone(false);
    setWriting(false);
    setKey(crypto.randomUUID());
    await load();
  }

  async function markRead(): Promise<void> {
    const answer = await write<typeof messageRead>("message.read", { registrationId: id });
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) await load();
  }

  if (!may("message.ofCase") || open.audience !== "responder") return null;
  const unread = list?.some((one) => one.from === null && one.readAt === null) === true;
  const begin = (one: MessageInCase | null) => {
    setTo(one);
    setWriting(true);
  };
  return (
    <section class="talk" aria-label={t("desk.message.title")}>
      <h2>{t("desk.message.title")}</h2>
      <ProblemLine problem={problem} />
      {writing ? (
        <form onSubmit={(event) => void send(event)}>
          {to === null ? null : (
            <blockquote dir="auto" class="muted">
              {to.text}
            </blockquote>
          )}
          <label class="field">
            <span>{t("desk.message.text")}</span>
            <textarea
              dir="auto"
              rows={3}
              maxLength={1000}
              required
              value={text}
              onInput={(event) => setText(event.currentTarget.value)}
            />
          </label>
          {to?.shared === true ? (
            <label class="inline">
              <input
                type="checkbox"
                checked={alone}
                onChange={(event) => setAlone(event.currentTarget.checked)}
              />{" "}
              {t("desk.message.alone")}
            </label>
          ) : null}
          <div class="choices">
            <button type="submit" class="primary">
              {t("desk.message.send")}
            </button>
            <button type="button" class="quiet" onClick={() => setWriting(false)}>
              {t("desk.close")}
            </button>
          </div>
        </form>
      ) : (
        <div class="choices">
          <button type="button" onClick={() => begin(null)}>
            {t("desk.message.writeFirst")}
          </button>
          {unread ? (
            <button type="button" onClick={() => void markRead()}>
              {t("desk.message.read")}
            </button>
          ) : null}
        </div>
      )}
      {list?.length === 0 ? <p class="muted">{t("desk.message.none")}</p> : null}
      <ol>
        {(list ?? []).map((one) => (
          <Message key={one.id} open={open} one={one} onAnswer={writing ? null : () => begin(one)} />
        ))}
      </ol>
    </section>
  );
}
