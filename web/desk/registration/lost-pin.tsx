// A lost secret number: the officer asks three questions and types what she hears; the server compares. A second officer does
// the same, and is shown the new number once, to be read out; closing the dialog is the end of it.
import { useEffect, useRef, useState } from "preact/hooks";
import type { ReplyOf } from "../../../schema/kit/act.ts";
import { endonymOf, languages } from "../../../schema/kit/language.ts";
import { needKinds } from "../../../schema/need.ts";
import type { Organisation, organisationList } from "../../../schema/organisation.ts";
import { choices } from "../../../schema/person.ts";
import type {
  PinFact,
  registrationPinQuestions,
  registrationResetPin,
} from "../../../schema/registration-pin.ts";
import { type ProblemSeen, read, write } from "../../kit/call.ts";
import { Dialog, Field, ProblemLine, Skeleton } from "../../kit/ui/parts.tsx";
import { local, t, time } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { me } from "../session.ts";
import "./lost-pin.css";

type Questions = ReplyOf<typeof registrationPinQuestions>;

/** Answers of ours are chosen from a list; all others are typed as they are heard. */
function optionsFor(question: PinFact, organisations: readonly Organisation[]): [string, string][] | null {
  if (question === "need") return needKinds.map((one) => [one, t(`need.${one}`)]);
  if (question === "choice") return choices.map((one) => [one, t(`choice.${one}`)]);
  if (question === "lang") return languages.map((one) => [one, endonymOf(one)]);
  return question === "recipient" ? organisations.map((one) => [one.id, local(one.name)]) : null;
}

interface AnswerProps {
  question: PinFact;
  value: string;
  organisations: readonly Organisation[];
  onType: (value: string) => void;
}

function Answer({ question, value, organisations, onType }: AnswerProps) {
  const options = optionsFor(question, organisations);
  return (
    <Field label={t(`desk.pinFact.${question}`)}>
      {options === null ? (
        <input
          type="text"
          name={question}
          dir="auto"
          autocomplete="off"
          spellcheck={false}
          maxLength={200}
          value={value}
          onInput={(event) => onType(event.currentTarget.value)}
        />
      ) : (
        <select name={question} value={value} onChange={(event) => onType(event.currentTarget.value)}>
          <option value="" />
          {options.map(([one, words]) => (
            <option key={one} value={one}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** What a first officer said before, or this one. */
function First({ first }: { first: Questions["first"] }) {
  if (first === null) return null;
  return (
    <p class="notice">
      {first.mine
        ? t("desk.pinLost.mine", { time: time(first.at), until: time(first.until) })
        : t("desk.pinLost.second", { time: time(first.at) })}
    </p>
  );
}

/** Why it cannot wait for a second officer; null while she does not say that it cannot. */
function Alone({ why, onWhy }: { why: string | null; onWhy: (why: string | null) => void }) {
  return (
    <>
      <label class="check">
        <input
          type="checkbox"
          name="alone"
          checked={why !== null}
          onChange={(event) => onWhy(event.currentTarget.checked ? "" : null)}
        />{" "}
        {t("desk.pinLost.alone")}
      </label>
      {why === null ? null : (
        <Field label={t("desk.pinLost.aloneWhy")} hint={t("desk.pinLost.aloneSays")}>
          <textarea
            name="why"
            rows={3}
            maxLength={500}
            dir="auto"
            value={why}
            onInput={(event) => onWhy(event.currentTarget.value)}
          />
        </Field>
      )}
    </>
  );
}

interface Given {
  pin: string | null;
  until: string | null;
}

function Ask({ id, onGiven }: { id: string; onGiven: (given: Given) => void }) {
  const [asked, setAsked] = useState<Questions | null>(null);
  const [organisations, setOrganisations] = useState<readonly Organisation[]>([]);
  const [said, setSaid] = useState<Partial<Record<PinFact, string>>>({});
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const key = useRef(crypto.randomUUID() as string);
  async function load(): Promise<void> {
    const answer = await read<typeof registrationPinQuestions>("registration.pinQuestions", { id });
    if (!answer.ok) return setProblem(answer.problem);
    setAsked(answer.data);
    const crisisId = crisis.value?.id;
    if (crisisId === undefined || !answer.data.questions.includes("recipient")) return;
    const listed = await read<typeof organisationList>("organisation.list", { crisisId });
    if (listed.ok) setOrganisations(listed.data.organisations);
  }
  useEffect(() => void load(), [id]);
  async function send(): Promise<void> {
    if (busy || asked === null) return;
    const answers = asked.questions.map((question) => ({ question, answer: said[question] ?? "" }));
    if (answers.some(({ answer }) => answer.trim() === "") || why?.trim() === "")
      return setProblem({ code: "malformed", status: 400, fields: [{ path: "answers", reason: "empty" }] });
    setBusy(true);
    const answer = await write<typeof registrationResetPin>(
      "registration.resetPin",
      why === null ? { id, answers } : { id, answers, alone: why },
      { key: key.current },
    );
    setBusy(false);
    if (answer.ok) return onGiven(answer.data);
    setProblem(answer.problem);
    key.current = crypto.randomUUID();
    if (answer.problem.code === "answers-wrong") setAsked({ ...asked, left: Math.max(0, asked.left - 1) });
    if (answer.problem.code === "stale") await load();
  }
  if (asked === null) return problem === null ? <Skeleton lines={3} /> : <ProblemLine problem={problem} />;
  const closed = asked.left === 0 && me.value?.role !== "supervisor";
  return (
    <form
      noValidate
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <p>{t("desk.pinLost.lead")}</p>
      <First first={asked.first} />
      {asked.questions.map((question) => (
        <Answer
          key={question}
          question={question}
          value={said[question] ?? ""}
          organisations={organisations}
          onType={(value) => setSaid({ ...said, [question]: value })}
        />
      ))}
      <p class="muted" role="status">
        {closed ? t("problem.supervisor-needed") : t("desk.pinLost.left", { n: asked.left })}
      </p>
      {asked.first?.mine === false ? null : <Alone why={why} onWhy={setWhy} />}
      <ProblemLine problem={problem} />
      <button type="submit" class="primary" disabled={busy || closed}>
        {t("desk.pinLost.send")}
      </button>
    </form>
  );
}

export function LostPin({ id }: { id: string }) {
  const [open, setOpen] = useState(false);
  const [given, setGiven] = useState<Given | null>(null);
  function close(): void {
    setOpen(false);
    setGiven(null);
  }
  return (
    <>
      <button type="button" class="quiet" onClick={() => setOpen(true)}>
        {t("desk.pinLost")}
      </button>
      {open ? (
        <Dialog title={t("desk.pinLost")} onClose={close}>
          {given === null ? (
            <Ask id={id} onGiven={setGiven} />
          ) : given.pin === null ? (
            <p role="status">{t("desk.pinLost.first", { time: time(given.until ?? "") })}</p>
          ) : (
            <div role="status">
              <p>{t("desk.pinLost.new")}</p>
              <p class="new-pin">
                <bdi dir="ltr">{given.pin}</bdi>
              </p>
              <p class="muted">{t("desk.pinLost.once")}</p>
            </div>
          )}
        </Dialog>
      ) : null}
    </>
  );
}
