// Taking a request by voice or from paper: the same questions in the same order as on the phone, all on one page, with what
// is read aloud in the person's language under each. Nothing of it is kept here; the key of the act outlives a lost network.
import { useEffect, useRef, useState } from "preact/hooks";
import { askers, knowings } from "../../../schema/asked.ts";
import { needKinds } from "../../../schema/need.ts";
import type { Organisation, organisationList } from "../../../schema/organisation.ts";
import { barriers, choices, dangers, phoneOwners } from "../../../schema/person.ts";
import type { Receipt } from "../../../schema/registration.ts";
import type { registrationTake } from "../../../schema/registration-intake.ts";
import type { ZoneForPublic, zonePlaces } from "../../../schema/zone.ts";
import { type ProblemSeen, read, write } from "../../kit/call.ts";
import { ProblemLine, reasonOf } from "../../kit/ui/parts.tsx";
import { local, lang as ownLanguage, t } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { languageNamed, SpokenHere, useSpoken } from "./aloud.tsx";
import { blank, type Draft, hows, inputOf } from "./draft.ts";
import { Notice, Receivers } from "./notice.tsx";
import { LanguageChoice, PaperForms } from "./paper.tsx";
import { Choices, Line, optionsOf, Question } from "./part.tsx";
import { People } from "./people.tsx";
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

interface PartProps {
  draft: Draft;
  problem: ProblemSeen | null;
  set: (change: Partial<Draft>) => void;
}

/** How it is taken, for whom, and that the notice was heard: without it nothing is taken. */
function Way({ draft, set }: PartProps) {
  return (
    <div class="way">
      <LanguageChoice lang={draft.lang} onChoose={(lang) => set({ lang })} />
      <fieldset class="question">
        <legend>{t("desk.intake.how")}</legend>
        <Choices
          name="how"
          options={hows.map((one) => ({ value: one, text: t(`desk.intake.how.${one}`) }))}
          chosen={[draft.how]}
          onChoose={([how]) => set({ how: (how ?? "") as Draft["how"] })}
        />
      </fieldset>
      <label class="tick">
        <input type="checkbox" checked={draft.other} onClick={() => set({ other: !draft.other })} />{" "}
        {t("desk.intake.other")}
      </label>
    </div>
  );
}

function Heard({ draft, problem, set }: PartProps) {
  const reason = reasonOf(problem, "spoken") ?? reasonOf(problem, "paper");
  return (
    <fieldset class={reason === undefined ? "question heard" : "question heard bad"}>
      <legend>{t("desk.intake.consent")}</legend>
      {draft.how === "phone" ? null : (
        <Line
          name="reference"
          k={draft.how === "paper" ? "desk.intake.code" : "desk.intake.codeIfAny"}
          digits
          max={40}
          value={draft.reference}
          onType={(reference) => set({ reference })}
          reason={reasonOf(problem, "paper.reference")}
        />
      )}
      <label class="tick">
        <input
          type="checkbox"
          name="heard"
          checked={draft.heard}
          onClick={() => set({ heard: !draft.heard })}
        />{" "}
        {t(draft.how === "paper" ? "desk.intake.marked" : "desk.intake.heard")}
      </label>
      {reason === undefined ? null : (
        <small class="why" role="alert">
          {t(`reason.${reason}`)}
        </small>
      )}
    </fieldset>
  );
}

function Place({ draft, problem, set, places }: PartProps & { places: readonly ZoneForPublic[] }) {
  return (
    <Question k={draft.other ? "other.place.question" : "place.question"} reason={reasonOf(problem, "place")}>
      {places.length === 0 ? null : (
        <label class="field">
          <span>{t("place.known")}</span>
          <select
            name="zoneId"
            value={draft.zoneId}
            onChange={(event) => set({ zoneId: event.currentTarget.value })}
          >
            <option value="">{t("place.knownNone")}</option>
            {places.map((one) => (
              <option key={one.id} value={one.id}>
                {local(one.name)}
              </option>
            ))}
          </select>
        </label>
      )}
      <Line
        name="landmark"
        k="place.landmark"
        max={300}
        value={draft.landmark}
        onType={(landmark) => set({ landmark })}
      />
    </Question>
  );
}

/** One question whose answers are words of ours. */
function Asked(
  props: PartProps & { k: string; field: keyof Draft; group: string; values: readonly string[] },
) {
  const { draft, problem, set, k, field, group, values } = props;
  const value = draft[field];
  const many = Array.isArray(value);
  return (
    <Question k={k} reason={reasonOf(problem, field)}>
      <Choices
        name={field}
        many={many}
        options={optionsOf(group, values)}
        chosen={many ? (value as string[]) : [String(value)]}
        onChoose={(chosen) => set({ [field]: many ? chosen : (chosen[0] ?? "") })}
      />
    </Question>
  );
}

function Reach({ draft, problem, set }: PartProps) {
  return (
    <Question k={draft.other ? "other.reach.question" : "reach.question"}>
      <Line
        name="phone"
        k={draft.other ? "other.reach.phone" : "reach.phone"}
        digits
        max={40}
        value={draft.phone}
        onType={(phone) => set({ phone })}
        reason={reasonOf(problem, "phone")}
      />
      <label class="tick">
        <input
          type="checkbox"
          checked={draft.phoneSafe}
          onClick={() => set({ phoneSafe: !draft.phoneSafe })}
        />{" "}
        {t(draft.other ? "other.consent.phoneSafe" : "consent.phoneSafe")}
      </label>
      {draft.other ? null : (
        <Choices
          name="phoneOwner"
          options={optionsOf("phoneOwner", phoneOwners)}
          chosen={[draft.phoneOwner]}
          onChoose={([phoneOwner]) => set({ phoneOwner: phoneOwner ?? "" })}
        />
      )}
      <Line
        name="note"
        k="reach.note"
        long
        max={1000}
        value={draft.note}
        onType={(note) => set({ note })}
        reason={reasonOf(problem, "note")}
      />
    </Question>
  );
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
