// The questions of the operator's form, in the order in which they are put on the phone.
import { phoneOwners } from "../../../schema/person.ts";
import type { ZoneForPublic } from "../../../schema/zone.ts";
import type { ProblemSeen } from "../../kit/call.ts";
import { reasonOf } from "../../kit/ui/parts.tsx";
import { local, t } from "../../kit/words.ts";
import { type Draft, hows } from "./draft.ts";
import { LanguageChoice } from "./paper.tsx";
import { Choices, Line, optionsOf, Question } from "./part.tsx";

interface PartProps {
  draft: Draft;
  problem: ProblemSeen | null;
  set: (change: Partial<Draft>) => void;
}

/** How it is taken, for whom, and that the notice was heard: without it nothing is taken. */
export function Way({ draft, set }: PartProps) {
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

export function Heard({ draft, problem, set }: PartProps) {
  const reason = reasonOf(problem, "spoken") ?? reasonOf(problem, "paper");
  return (
    <fieldset class={reason === undefined ? "question heard" : "question heard bad"}>
      <legend>{t("desk.intake.consent")}</legend>
      <label class="tick">
        <input
          type="checkbox"
          name="heard"
          checked={draft.heard}
          onClick={() => set({ heard: !draft.heard })}
        />{" "}
        {t(draft.how === "paper" ? "desk.intake.marked" : "desk.intake.heard")}
      </label>
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
      {reason === undefined ? null : (
        <small class="why" role="alert">
          {t(`reason.${reason}`)}
        </small>
      )}
    </fieldset>
  );
}

export function Place({ draft, problem, set, places }: PartProps & { places: readonly ZoneForPublic[] }) {
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
export function Asked(
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

export function Reach({ draft, problem, set }: PartProps) {
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
