// The group as it is told: whoever speaks first, then one row for each of the others. Place, phone and needs are the group's.
import type { VNode } from "preact";
import { ageBands, calendars, documents, otherCalendar, relations } from "../../../schema/person.ts";
import type { ProblemSeen } from "../../kit/call.ts";
import { reasonOf } from "../../kit/ui/parts.tsx";
import { t } from "../../kit/words.ts";
import { blankPerson, type Draft, type PersonDraft } from "./draft.ts";
import { Choices, Line, optionsOf } from "./part.tsx";

const MOST = 30;
const ownNeeds = ["medical", "medicine", "disability", "baby"] as const;

interface PeopleProps {
  draft: Draft;
  problem: ProblemSeen | null;
  onChange: (people: PersonDraft[]) => void;
}

export function People({ draft, problem, onChange }: PeopleProps): VNode {
  const { people } = draft;
  const put = (at: number, change: Partial<PersonDraft>) =>
    onChange(people.map((one, i) => (i === at ? { ...one, ...change } : one)));
  const first = (chosen: readonly string[]) => chosen[0] ?? "";
  const twoCalendars = otherCalendar[draft.lang] !== undefined;
  return (
    <>
      {people.map((one, at) => (
        <section key={one.key} class="person" aria-label={t("people.n", { n: at + 1 })}>
          <header>
            <h3>{at === 0 ? t("other.people.you") : t("people.n", { n: at + 1 })}</h3>
            {at === 0 ? null : (
              <button type="button" class="quiet" onClick={() => onChange(people.filter((_, i) => i !== at))}>
                {t("people.remove")}
              </button>
            )}
          </header>
          <div class="pair">
            <Line
              name={`people.${String(at)}.name`}
              k="people.name"
              value={one.name}
              onType={(name) => put(at, { name })}
              reason={reasonOf(problem, `people.${String(at)}.name`)}
            />
            <Line
              name={`people.${String(at)}.born`}
              k="people.born"
              digits
              max={40}
              value={one.born}
              onType={(born) => put(at, { born })}
              reason={reasonOf(problem, `people.${String(at)}.born`)}
            />
          </div>
          {twoCalendars && one.born.trim().length >= 4 ? (
            <Choices
              name={`people.${String(at)}.calendar`}
              k="calendar.question"
              options={optionsOf(
                "calendar",
                calendars.filter((each) => each === "gregorian" || each === otherCalendar[draft.lang]),
              )}
              chosen={[one.calendar]}
              onChoose={(chosen) => put(at, { calendar: first(chosen) })}
            />
          ) : null}
          {one.born.trim() === "" ? (
            <Choices
              name={`people.${String(at)}.ageBand`}
              k="people.age"
              options={optionsOf("ageBand", ageBands)}
              chosen={[one.ageBand]}
              onChoose={(chosen) => put(at, { ageBand: first(chosen) })}
            />
          ) : null}
          {at === 0 ? null : (
            <Choices
              name={`people.${String(at)}.relation`}
              k="people.relation"
              options={optionsOf(
                "relation",
                relations.filter((each) => each !== "self"),
              )}
              chosen={[one.relation]}
              onChoose={(chosen) => put(at, { relation: first(chosen) })}
            />
          )}
          <Choices
            name={`people.${String(at)}.document`}
            k="people.document"
            options={optionsOf("document", documents)}
            chosen={[one.document]}
            onChoose={(chosen) => put(at, { document: first(chosen) })}
          />
          {at === 0 ? null : (
            <Choices
              name={`people.${String(at)}.needs`}
              k="people.needs"
              many
              options={optionsOf("need", ownNeeds)}
              chosen={one.needs}
              onChoose={(needs) => put(at, { needs })}
            />
          )}
        </section>
      ))}
      {people.length >= MOST ? null : (
        <button type="button" onClick={() => onChange([...people, blankPerson("")])}>
          {t("people.more")}
        </button>
      )}
    </>
  );
}
