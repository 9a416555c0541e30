// Taking a request by voice or from paper: the same questions in the same order as on the phone, all on one page, with what
// is read aloud in the person's language under each. Nothing of it is kept here; the key of the act outlives a lost network.
import { useEffect, useRef, useState } from "preact/hooks";
import { askers, knowings } from "../../../schema/asked.ts";
import { needKinds } from "../../../schema/need.ts";
import type { Organisation, organisationList } from "../../../schema/organisation.ts";
import { barriers, choices, dangers } from "../../../schema/person.ts";
import type { Receipt } from "../../../schema/registration.ts";
import type { registrationTake } from "../../../schema/registration-intake.ts";
import type { ZoneForPublic, zonePlaces } from "../../../schema/zone.ts";
import { type ProblemSeen, read, write } from "../../kit/call.ts";
import { ProblemLine, reasonOf } from "../../kit/ui/parts.tsx";
import { lang as ownLanguage, t } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { languageNamed, SpokenHere, useSpoken } from "./aloud.tsx";
import { blank, type Draft, inputOf } from "./draft.ts";
import { Notice, Receivers } from "./notice.tsx";
import { PaperForms } from "./paper.tsx";
import { Line, Question } from "./part.tsx";
import { People } from "./people.tsx";
import { Asked, Heard, Place, Reach, Way } from "./question.tsx";
import { Taken } from "./slip.tsx";
import "./intake.css";

/** Who may receive a request of this crisis, and the places that are known to everybody. */
function useKnown(): { organisations: readonly Organisation[]; places: readonly ZoneForPublic[] } {
  const [organisations, setOrganisations] = useState<readonly Organisation[]>([]);
  const [places, setPlaces] = useState<readonly ZoneForPublic[]>([]);
  const id = crisis.value?.id;
  useEffect(() => {
    if (id === undefined) return;
    let here = true;
    void read<typeof organisationList>("organisation.list", { crisisId: id }).then((answer) => {
      if (here && answer.ok) setOrganisations(answer.data.organisations);
    });
    void read<typeof zonePlaces>("zone.places", { crisisId: id }).then((answer) => {
      if (here && answer.ok) setPlaces(answer.data.zones);
    });
    return () => {
      here = false;
    };
  }, [id]);
  return { organisations, places };
}

export function IntakePage() {
  const [draft, setDraft] = useState<Draft>(() => blank(languageNamed(ownLanguage.value), ""));
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const [busy, setBusy] = useState(false);
  const key = useRef(crypto.randomUUID() as string);
  const form = useRef<HTMLFormElement>(null);
  const spoken = useSpoken(draft.lang);
  const { organisations, places } = useKnown();
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const onPaper = draft.how === "paper" || draft.reference.trim() !== "";
  useEffect(() => {
    if (problem !== null)
      form.current?.querySelector<HTMLElement>(".bad :is(input, select, textarea)")?.focus();
  }, [problem]);

  async function send(): Promise<void> {
    const at = crisis.value;
    if (busy || at === null) return;
    setBusy(true);
    const answer = await write<typeof registrationTake>("registration.take", inputOf(draft, at.id), {
      key: key.current,
    });
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) setReceipt(answer.data);
    // Refused, it was not done: what is sent next is another request. Offline, it may have been done.
    else if (answer.problem.code === "key-reused") key.current = crypto.randomUUID();
  }
  function next(): void {
    key.current = crypto.randomUUID();
    setReceipt(null);
    setDraft(blank(draft.lang, draft.how));
  }

  if (receipt !== null) return <Taken receipt={receipt} spoken={spoken} onPaper={onPaper} onNext={next} />;
  const part = { draft, problem, set };
  const ask = (k: string) => (draft.other ? `other.${k}` : k);
  return (
    <SpokenHere.Provider value={spoken}>
      <div class="page intake">
        <h1>{t("desk.intake")}</h1>
        <PaperForms lang={draft.lang} />
        <form
          ref={form}
          noValidate
          autocomplete="off"
          aria-label={t("desk.intake")}
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
          onKeyDown={(event) => {
            const typing = (event.target as Element).matches("input:not([type=checkbox],[type=radio])");
            if (event.key === "Enter" && typing && !event.ctrlKey) event.preventDefault();
          }}
        >
          <Way {...part} />
          {draft.how === "paper" ? null : <Notice />}
          <Receivers draft={draft} organisations={organisations} problem={problem} onChange={set} />
          <Heard {...part} />
          {draft.other ? (
            <>
              <Asked {...part} k="asked.by" field="by" group="asked.by" values={askers} />
              <Asked {...part} k="asked.knows" field="knows" group="asked.knows" values={knowings} />
            </>
          ) : null}
          <Asked {...part} k={ask("danger.question")} field="danger" group="danger" values={dangers} />
          <Place {...part} places={places} />
          <Question k={ask("people.question")} reason={reasonOf(problem, "people")}>
            <People draft={draft} problem={problem} onChange={(people) => set({ people })} />
          </Question>
          <Asked {...part} k={ask("needs.question")} field="needs" group="need" values={needKinds} />
          {draft.other ? null : (
            <>
              <Asked {...part} k="barrier.question" field="barriers" group="barrier" values={barriers} />
              <Asked {...part} k="choice.question" field="choice" group="choice" values={choices} />
            </>
          )}
          <Reach {...part} />
          {onPaper || draft.other ? null : (
            <Question k="pin.question">
              <Line
                name="pin"
                k="pin.label"
                digits
                max={20}
                value={draft.pin}
                onType={(pin) => set({ pin })}
                reason={reasonOf(problem, "pin")}
              />
            </Question>
          )}
          <ProblemLine problem={problem} />
          <p class="actions">
            <button type="submit" class="primary" disabled={busy}>
              {t("desk.intake.send")}
            </button>
          </p>
        </form>
      </div>
    </SpokenHere.Provider>
  );
}
