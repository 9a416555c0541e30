// The notice as it is read out before anything is typed, in the person's language, and who gets the answers: by name, each
// with a box of its own, none ticked for anybody. What the operator's own desk may see follows from these boxes alone.
import type { VNode } from "preact";
import { useContext } from "preact/hooks";
import type { Organisation } from "../../../schema/organisation.ts";
import type { ProblemSeen } from "../../kit/call.ts";
import { reasonOf } from "../../kit/ui/parts.tsx";
import { local, lang as ownLanguage, t } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { Aloud, SpokenHere } from "./aloud.tsx";
import type { Draft } from "./draft.ts";
import { Choices, Question } from "./part.tsx";

// The record keeps these very sentences (schema/consent-notice.ts, which the desk does not carry); a test compares both.
const told = ["notice.use", "notice.lead", "notice.never", "rights.8", "rights.2"];

export function Notice(): VNode {
  return (
    <section class="notice-aloud" aria-label={t("desk.intake.readAloud")}>
      <h2>{t("desk.intake.readAloud")}</h2>
      {told.map((k) => (
        <p key={k}>
          <Aloud k={k} always />
          <InOwn k={k} />
        </p>
      ))}
    </section>
  );
}

/** In the desk's own language, where what is read aloud is in another. */
function InOwn({ k }: { k: string }): VNode | null {
  const spoken = useContext(SpokenHere);
  const same = spoken !== null && (spoken.english.includes(k) ? "en" : spoken.lang) === ownLanguage.value;
  return same ? null : <small>{t(k)}</small>;
}

interface ReceiversProps {
  draft: Draft;
  organisations: readonly Organisation[];
  problem: ProblemSeen | null;
  onChange: (change: Partial<Draft>) => void;
}

export function Receivers({ draft, organisations, problem, onChange }: ReceiversProps): VNode {
  const desk = crisis.value?.receivingDeskId ?? null;
  const sorted = [...organisations].sort((a, b) => Number(b.id === desk) - Number(a.id === desk));
  const option = (one: Organisation) => ({
    value: one.id,
    text: `${local(one.name)}${one.id === desk ? ` · ${t("notice.desk")}` : ""}`,
  });
  const partners = sorted.filter((one) => one.kind === "agency" && one.id !== desk);
  return (
    <>
      <Question k="notice.help" reason={reasonOf(problem, "recipients")}>
        <Choices
          name="recipients"
          many
          options={sorted.map(option)}
          chosen={draft.recipients}
          onChoose={(recipients) => onChange({ recipients })}
        />
      </Question>
      {partners.length === 0 ? null : (
        <Question k="notice.partners" reason={reasonOf(problem, "partners")}>
          <Choices
            name="partners"
            many
            options={partners.map(option)}
            chosen={draft.partners}
            onChoose={(chosen) => onChange({ partners: chosen })}
          />
        </Question>
      )}
    </>
  );
}
