// Who looked at her answers, in plain words: which office, what it opened, when last. Used where she reads who may see
// them, and where all stands that is kept about her.
import type { VNode } from "preact";
import type { LooksForSelf } from "../../schema/access.ts";
import { say } from "../../schema/words.ts";
import { Digits, Time } from "./shell.tsx";

/** Each kind of answer by a word that a form of hers already has, where one does. */
const called: Record<LooksForSelf["fields"][number], string> = {
  names: "people.name",
  born: "people.born",
  documents: "people.document",
  phone: "reach.phone",
  barriers: "barrier.question",
  told: "people.entry",
  note: "reach.note",
  messages: "message.title",
  needs: "own.needs",
  area: "own.place",
  place: "own.place",
  permit: "permit.title",
  looks: "looks.title",
  notes: "looks.notes",
  seats: "journey.title",
};

export function Looks({ lang, looks }: { lang: string; looks: readonly LooksForSelf[] }): VNode {
  return (
    <ul class="plain">
      {looks.map((look, i) => (
        <li key={i}>
          <span class="row">
            <bdi>{look.name}</bdi> <Time lang={lang} at={look.at} />
          </span>
          <small>
            {look.times > 1 ? <Digits>{`${String(look.times)}× `}</Digits> : null}
            {[...new Set(look.fields.map((field) => called[field]))].map((k) => say(lang, k)).join(" · ")}
          </small>
          {look.reasoned === true ? <small class="tag">{say(lang, "looks.reasoned")}</small> : null}
        </li>
      ))}
    </ul>
  );
}
