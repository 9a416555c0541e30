// Looking for somebody of one's family: the form, the two numbers, coming back, and what was answered. Nothing on these pages
// depends on who is registered, but for an answer itself.
import type { VNode } from "preact";
import { kins } from "../../schema/tracing.ts";
import { say } from "../../schema/words.ts";
import { type Given, Group, Pick, Problem, Text } from "./field.tsx";
import { KinOf } from "./kin.tsx";
import { Numbers, NumbersForm } from "./numbers.tsx";
import { document, T } from "./shell.tsx";
import type { LookedView, LookFormView, LookKeptView } from "./view.ts";

/** What is told before anything is asked, and again beside the numbers. */
function Told({ lang }: { lang: string }): VNode {
  return (
    <>
      <p>
        <T lang={lang} k="trace.promise" />
      </p>
      <p>
        <strong>
          <T lang={lang} k="trace.never" />
        </strong>
      </p>
    </>
  );
}

export function renderLook(view: LookFormView): string {
  const { lang, crisis, actId } = view;
  const given: Given = { lang, values: view.values, problem: view.problem };
  return document({
    ...view,
    title: say(lang, "home.trace"),
    children: (
      <>
        <h1>{say(lang, "home.trace")}</h1>
        <Problem given={given} />
        <Told lang={lang} />
        <p>
          <a href={`/${lang}/trace/s`}>{say(lang, "trace.have")}</a>
        </p>
        <form method="post" action={`/${lang}/trace`} autocomplete="off" novalidate>
          <input type="hidden" name="actId" value={actId} />
          <input type="hidden" name="crisisId" value={crisis.id} />
          <input type="hidden" name="lang" value={lang} />
          <h2>{say(lang, "people.entry")}</h2>
          <Text given={given} name="name" k="people.name" hint="people.nameHint" />
          <Text given={given} name="born" k="trace.born" numeric short dir="ltr" />
          <Text given={given} name="phone" k="trace.phone" dial dir="ltr" />
          <h2>{say(lang, "people.you")}</h2>
          <Text given={given} name="by" k="people.name" hint="people.nameHint" />
          <Group given={given} name="kin" k="asked.by">
            {kins.map((kin) => (
              <Pick key={kin} given={given} name="kin" value={kin}>
                <KinOf lang={lang} kin={kin} />
              </Pick>
            ))}
          </Group>
          <Text given={given} name="byPhone" k="trace.yourPhone" dial dir="ltr" />
          <Text given={given} name="text" k="trace.text" hint="trace.textHint" long />
          <Text given={given} name="pin" k="pin.label" hint="pin.hint" numeric short dir="ltr" />
          <button type="submit" class="wide">
            {say(lang, "message.send")}
          </button>
        </form>
      </>
    ),
  });
}

/** The two numbers. The page is the same whoever was looked for. */
export function renderLookKept(view: LookKeptView): string {
  const { lang, kept, actId } = view;
  return document({
    ...view,
    title: say(lang, "home.trace"),
    form: 3,
    actId,
    children: (
      <>
        <h1>{say(lang, "home.trace")}</h1>
        <div class="card" role="status">
          <Numbers lang={lang} of={kept} />
          <p>
            <T lang={lang} k="receipt.write" />
          </p>
          <p>
            <T lang={lang} k="trace.kept" />
          </p>
        </div>
        <Told lang={lang} />
        <a class="button second wide" href={`/${lang}/trace/s`}>
          {say(lang, "trace.have")}
        </a>
      </>
    ),
  });
}

/** `closed`: what was just done. */
export function renderLookIn(view: LookedView): string {
  const { lang } = view;
  const given: Given = { lang, values: view.values, problem: view.problem };
  return document({
    ...view,
    title: say(lang, "trace.have"),
    children: (
      <>
        <h1>{say(lang, "trace.have")}</h1>
        <Problem given={given} />
        {view.closed ? (
          <p class="done" role="status">
            {say(lang, "trace.closed")}
          </p>
        ) : null}
        <NumbersForm given={given} to={`/${lang}/trace/s`} />
        <p>
          <a href={`/${lang}/trace`}>{say(lang, "home.trace")}</a>
        </p>
      </>
    ),
  });
}
