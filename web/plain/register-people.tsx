// The travel group of a request: whoever asks, and those who must not be separated from her. Place, phone and needs are
// said once for all of them; what one person needs alone may be said with that person.
import type { VNode } from "preact";
import { plainDigits } from "../../schema/kit/fields.ts";
import {
  ageBands,
  calendars,
  documents,
  gregorianYears,
  otherCalendar,
  relations,
} from "../../schema/person.ts";
import { say } from "../../schema/words.ts";
import { ask, formAt } from "./ask.ts";
import { type Given, Group, Pick, reasonFor, Text, typedIn } from "./field.tsx";
import { Screen } from "./screen.tsx";
import { T } from "./shell.tsx";
import type { RegisterView } from "./view.ts";

/** Needs that are one person's and not a group's. */
export const ownNeeds = ["medical", "medicine", "disability", "baby"] as const;
/** Empty entries that stand ready where no script can add one. */
const READY = 1;
const MOST = 60;

interface PersonProps {
  lang: string;
  given: Given;
  at: number;
  /** Whoever asks: her relation to herself is no question. */
  self?: boolean;
}

/** Where two calendars are in use it is asked; elsewhere only once a year was given that has not come (R21). */
function CalendarAsked({ lang, given, at }: PersonProps): VNode | null {
  const name = `people.${String(at)}.calendar`;
  const reason = reasonFor(given, `people.${String(at)}.born`);
  const ahead = reason === "in-future";
  const other = ahead ? "nepali" : otherCalendar[lang];
  if (other === undefined) return null;
  const said = Number(plainDigits(typedIn(given, `people.${String(at)}.born`)));
  const [from, to] = gregorianYears("nepali", said);
  const asked = reason === "which-calendar" || typedIn(given, name) !== "";
  return (
    <div {...(ahead || asked ? {} : { "data-calendar": true })}>
      <Group given={given} name={name} k="calendar.question">
        {calendars
          .filter((one) => one === other || (one === "gregorian" && !ahead))
          .map((one) => (
            <Pick key={one} given={given} name={name} value={one}>
              <T lang={lang} k={`calendar.${one}`} />
              {ahead ? <small>{say(lang, "calendar.would", { said, from, to })}</small> : null}
            </Pick>
          ))}
      </Group>
    </div>
  );
}

export function PersonFields({ lang, given, at, self }: PersonProps): VNode {
  const name = (field: string) => `people.${String(at)}.${field}`;
  const tiles = (field: string, k: string, words: string, values: readonly string[], many = false) => (
    <Group given={given} name={name(field)} k={k} tiles>
      {values.map((one) => (
        <Pick
          key={one}
          given={given}
          name={name(field)}
          value={one}
          icon={`${words}.${one}`}
          many={many}
          tile
        >
          <T lang={lang} k={`${words}.${one}`} />
        </Pick>
      ))}
    </Group>
  );
  return (
    <>
      {self === true ? (
        <input type="hidden" name={name("relation")} value="self" />
      ) : (
        tiles(
          "relation",
          "people.relation",
          "relation",
          relations.filter((one) => one !== "self"),
        )
      )}
      <Text given={given} name={name("name")} k="people.name" hint="people.nameHint" />
      {tiles("ageBand", "people.age", "ageBand", ageBands)}
      <Text given={given} name={name("born")} k="people.born" hint="people.bornHint" numeric short />
      <CalendarAsked lang={lang} given={given} at={at} />
      {tiles("document", "people.document", "document", documents)}
      {self === true ? null : tiles("needs[]", "people.needs", "need", ownNeeds, true)}
    </>
  );
}

/** The highest entry that was filled in, or 0. */
function lastGiven(given: Given): number {
  const numbers = Object.entries(given.values).map(([key, [value = ""]]) =>
    value === "" ? 0 : Number(/^people\.(\d{1,2})\./.exec(key)?.[1] ?? 0),
  );
  return Math.min(MOST, Math.max(0, ...numbers));
}

/** Number 0 is whoever asks; the others start at 1. The last one is always empty: scripts copy it. */
export function With({ view, given }: { view: RegisterView; given: Given }): VNode {
  const { lang, audio } = view;
  const filled = lastGiven(given);
  const room = Math.max(READY, filled + 1 + (view.adds ? 1 : 0));
  return (
    <Screen name="with" lang={lang} audio={audio} later>
      <h2 tabIndex={-1}>{say(lang, ask(view, "people.question"))}</h2>
      <p class="hint">{say(lang, ask(view, "people.with"))}</p>
      {Array.from({ length: room }, (_, i) => i + 1).map((at) => (
        <details
          key={at}
          data-person
          {...(at > filled ? { "data-blank": true } : {})}
          open={at <= filled || (view.adds && at === filled + 1)}
        >
          <summary>{say(lang, "people.n", { n: at + 1 })}</summary>
          <PersonFields lang={lang} given={given} at={at} />
          <button type="button" class="second jsonly" data-remove>
            {say(lang, "people.remove")}
          </button>
        </details>
      ))}
      <button
        type="submit"
        name="add"
        value="1"
        formaction={`${formAt(view)}#more`}
        class="second wide"
        id="more"
      >
        {say(lang, "people.more")}
      </button>
    </Screen>
  );
}

export function You({ view, given }: { view: RegisterView; given: Given }): VNode {
  const { lang, audio } = view;
  return (
    <Screen name="you" lang={lang} audio={audio} later>
      <h2 tabIndex={-1}>{say(lang, ask(view, "people.you"))}</h2>
      <p class="hint">{say(lang, "people.youLead")}</p>
      <PersonFields lang={lang} given={given} at={0} self />
    </Screen>
  );
}

/** Only where two calendars are in use: the question waits for a year. Elsewhere there is nothing to do. */
export const calendarScript = (lang: string) =>
  otherCalendar[lang] === undefined
    ? "let born=()=>0;"
    : `let born=()=>all("[data-calendar]").forEach(x=>{x.hidden=x.parentNode.querySelector("[name$=born]").value.trim().length<4&&!x.querySelector(":checked")});`;

/** The part of the form's script that adds people and takes them out. See register-script.ts for its words. */
export const peopleScript = `
let more=$("#more"),blank=all("[data-blank]").pop().outerHTML,
latest=()=>Math.max(0,...all("[data-person] input").map(e=>e.name.split(".")[1])),
add=()=>{
let n=latest()+1,x;
if(n<30){
more.insertAdjacentHTML("beforebegin",blank.replace(/(people[.-])\\d+/g,"$1"+n));
x=more.previousElementSibling;x.open=true;x.firstChild.textContent=w.each.replace("{n}",n+1);born();
return x
}
};
all("[data-blank]").forEach(x=>x.remove());
more.onclick=e=>{e.preventDefault();let x=add();x&&x.firstChild.focus()};
f.onclick=e=>{if(e.target.matches("[data-remove]")){e.target.parentNode.remove();keep();more.focus()}};
`;
