// The page of exit permits: what one is, where hers stand, and asking for those who have none. Nobody's employer is
// asked, named or told. What will be printed is all that the office reads, and only where she ticks the box for it.
import type { VNode } from "preact";
import { inLanguage } from "../../schema/kit/fields.ts";
import { permitGrounds } from "../../schema/permit.ts";
import { say } from "../../schema/words.ts";
import { type Given, Group, Pick, Problem, reasonFor, Text, Why } from "./field.tsx";
import { PermitItem, stands } from "./permit-list.tsx";
import { Sentence } from "./sentence.tsx";
import { document, Local, T } from "./shell.tsx";
import type { PermitView } from "./view.ts";
import { WaiverNote } from "./waiver.tsx";

const doneWords: Record<string, string> = {
  "permit-ask": "permit.asked",
  "permit-answer": "permit.answered",
  "permit-withdraw": "permit.takenBack",
  "permit-share": "consent.shared",
};

type Person = PermitView["view"]["persons"][number];

function nameOf(lang: string, person: Person): VNode {
  return <bdi dir="auto">{person.name ?? say(lang, "status.noName")}</bdi>;
}

function Ask({
  view,
  person,
  authority,
}: {
  view: PermitView;
  person: Person;
  authority: NonNullable<PermitView["authority"]>;
}): VNode {
  const { lang } = view;
  const born = /^year:(\d{4})$/.exec(person.born ?? "")?.[1];
  const filled = {
    ...(person.name == null ? {} : { name: [person.name] }),
    ...(born === undefined ? {} : { birthYear: [born] }),
  };
  const failed = view.problem !== null && view.values.personId?.[0] === person.id;
  const given: Given = { lang, values: failed ? view.values : filled, problem: failed ? view.problem : null };
  return (
    <form method="post" action={`/${lang}/s/permit-ask`} autocomplete="off" novalidate>
      <input type="hidden" name="actId" value={view.nextActId()} />
      <input type="hidden" name="personId" value={person.id} />
      <Text given={given} name="name" k="permit.name" hint="permit.nameHint" />
      <Text given={given} name="birthYear" k="permit.birthYear" hint="permit.optional" numeric short />
      <Group given={given} name="ground" k="permit.ground">
        {permitGrounds.map((one) => (
          <Pick key={one} given={given} name="ground" value={one}>
            <T lang={lang} k={`permitGround.${one}`} />
          </Pick>
        ))}
      </Group>
      <Text
        given={given}
        name="documentNumber"
        k="permit.document"
        hint="permit.documentHint"
        short
        dir="ltr"
      />
      <Text given={given} name="documentIssuer" k="permit.issuer" hint="permit.issuerHint" short dir="ltr" />
      <Pick given={given} name="wantsReturn" value="yes" many>
        <T lang={lang} k="permit.wantsReturn" />
      </Pick>
      {view.consented ? null : (
        <fieldset
          id="agree"
          class={reasonFor(given, "agree") === null ? undefined : "bad"}
          {...(reasonFor(given, "agree") === null ? {} : { "aria-describedby": "agree-why" })}
        >
          <Why given={given} name="agree" />
          <Pick given={given} name="agree" value="yes" many>
            <T
              lang={lang}
              k="consent.permit"
              v={{ name: `\u2068${inLanguage(authority.name, lang).text}\u2069` }}
            />
          </Pick>
        </fieldset>
      )}
      <button type="submit" class="wide">
        {say(lang, "permitCard.askButton")}
      </button>
    </form>
  );
}

/** One form at a time; the others are one tap away. What was typed comes back to the person whom it was for. */
function AskFor({ view }: { view: PermitView }): VNode | null {
  const { lang, authority } = view;
  if (authority === null)
    return (
      <p class="warn">
        <T lang={lang} k="permit.noOffice" />
      </p>
    );
  const without = view.view.persons.filter(
    (one) => !view.permits.some((permit) => permit.personId === one.id && stands(permit)),
  );
  const chosen = without.find((one) => one.id === view.personId) ?? without[0];
  if (chosen === undefined) return null;
  return (
    <section id="ask">
      <h2>
        <Sentence lang={lang} k="permitCard.askFor" parts={() => ({ name: nameOf(lang, chosen) })} />
      </h2>
      <p>
        <Sentence
          lang={lang}
          k="permit.reads"
          parts={(own) => ({ name: <Local text={authority.name} lang={own} /> })}
        />
      </p>
      <Ask view={view} person={chosen} authority={authority} />
      {without.length === 1 ? null : (
        <ul class="plain">
          {without
            .filter((one) => one !== chosen)
            .map((one) => (
              <li key={one.id}>
                <a href={`/${lang}/s/permit?for=${one.id}#ask`}>
                  <Sentence lang={lang} k="permitCard.askFor" parts={() => ({ name: nameOf(lang, one) })} />
                </a>
              </li>
            ))}
        </ul>
      )}
    </section>
  );
}

/** Somebody who was asked for help can ask for her, once the office may read it. */
function LetOthersAsk({ view }: { view: PermitView }): VNode | null {
  const { lang, authority } = view;
  if (authority === null || view.consented) return null;
  return (
    <details>
      <summary>
        <T lang={lang} k="permit.others" />
      </summary>
      <form method="post" action={`/${lang}/s/permit-share`}>
        <input type="hidden" name="actId" value={view.nextActId()} />
        <input type="hidden" name="lang" value={lang} />
        <input type="hidden" name="organisationId" value={authority.id} />
        <input type="hidden" name="purpose" value="permit" />
        <p>
          <T lang={lang} k="permit.othersMeans" />
        </p>
        <button type="submit" class="second wide">
          {say(lang, "permitCard.letRead")}
        </button>
      </form>
    </details>
  );
}

/** The words of one permit are a field of its own: the link in the summary leads to that one. */
function linked({ problem, values }: PermitView): PermitView["problem"] {
  if (problem === null) return null;
  const fields = problem.fields.map((field) =>
    field.path === "words" ? { ...field, path: `words-${values.permitId?.[0] ?? ""}` } : field,
  );
  return { ...problem, fields };
}

/** @PRIVACY her own group's permits, to herself. */
export function renderPermits(view: PermitView): string {
  const { lang, waiver, permits } = view;
  const done = view.done === null ? undefined : doneWords[view.done];
  return document({
    ...view,
    title: say(lang, "status.title"),
    phone: view.view.hotline,
    children: (
      <>
        <p>
          <a href={`/${lang}/s`}>{say(lang, "status.title")}</a>
        </p>
        <h1>
          <T lang={lang} k="permit.title" />
        </h1>
        <Problem given={{ lang, values: {}, problem: linked(view) }} />
        {done === undefined ? null : (
          <p class="done" role="status" id="done">
            <T lang={lang} k={done} />
          </p>
        )}
        {waiver === null ? null : <WaiverNote lang={lang} waiver={waiver} />}
        <div class="card">
          {["what", "nobody", "notTravel"].map((one) => (
            <p key={one}>
              <T lang={lang} k={`permit.${one}`} />
            </p>
          ))}
          <a href={`/${lang}/exit-rules`}>{say(lang, "regime.title")}</a>
        </div>
        {permits.map((permit) => (
          <PermitItem key={permit.id} view={view} permit={permit} />
        ))}
        <AskFor view={view} />
        <LetOthersAsk view={view} />
      </>
    ),
  });
}
