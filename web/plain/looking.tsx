// What whoever looks for somebody finds with her code: her own words, what was answered, writing once more, ending it.
import type { VNode } from "preact";
import { say } from "../../schema/words.ts";
import { type Given, Problem, Text } from "./field.tsx";
import { Said } from "./sentence.tsx";
import { Digits, document, T, Time } from "./shell.tsx";
import type { LookingView } from "./view.ts";

function Answers({ view }: { view: LookingView }): VNode {
  const { lang, looking } = view;
  if (looking.answers.length === 0)
    return (
      <p class="card" id="waiting">
        <T lang={lang} k="trace.waiting" />
      </p>
    );
  return (
    <section class="card" id="answered">
      {looking.answers.map((one, i) => (
        <div key={i}>
          <p class="row">
            <strong>{say(lang, "trace.answer")}</strong>
            <small>
              <Time lang={lang} at={one.at} />
            </small>
          </p>
          {one.text === null ? null : (
            <p class="said" dir="auto">
              {one.text}
            </p>
          )}
          {one.phone === null ? null : (
            <p>
              {say(lang, "receipt.phone")}: <Digits>{one.phone}</Digits>
            </p>
          )}
        </div>
      ))}
      <p class="warn">
        <T lang={lang} k="trace.unsure" />
      </p>
    </section>
  );
}

/** What whoever looks reads: her own words, and what was answered. */
export function renderLooking(view: LookingView): string {
  const { lang, looking } = view;
  const given: Given = { lang, values: view.values, problem: view.problem };
  const form = { method: "post", autocomplete: "off", novalidate: true } as const;
  return document({
    ...view,
    title: say(lang, "home.trace"),
    form: 3,
    children: (
      <>
        <h1>{say(lang, "home.trace")}</h1>
        <Problem given={given} />
        {view.done === null ? null : (
          <p class="done" role="status">
            {say(lang, view.done)}
          </p>
        )}
        <p>
          {say(lang, "people.entry")}: <bdi>{looking.name}</bdi>{" "}
          {looking.born === null ? null : <Digits>{looking.born}</Digits>}
        </p>
        <Answers view={view} />
        <h2>{say(lang, "trace.text")}</h2>
        <ul class="plain">
          {looking.texts.map((one, i) => (
            <li key={i} class="mine">
              <small>
                <Time lang={lang} at={one.at} />
              </small>
              <p class="said" dir="auto">
                {one.text}
              </p>
            </li>
          ))}
        </ul>
        {looking.left === 0 ? (
          <p>{say(lang, "trace.full")}</p>
        ) : (
          <form {...form} action={`/${lang}/trace/write`}>
            <input type="hidden" name="actId" value={view.actId} />
            <Text given={given} name="text" k="trace.again" hint="trace.textHint" long />
            <button type="submit" class="wide">
              {say(lang, "message.send")}
            </button>
          </form>
        )}
        <p class="hint">
          <Said lang={lang} k="trace.until" at={looking.until} />
        </p>
        <details>
          <summary>
            <T lang={lang} k="trace.close" />
          </summary>
          <p>
            <T lang={lang} k="trace.closeMeans" />
          </p>
          <form {...form} action={`/${lang}/trace/close`}>
            <button type="submit" class="danger">
              <span>
                <T lang={lang} k="delete.sure" />
              </span>
            </button>
          </form>
        </details>
        <p class="hint">{say(lang, "session.idle")}</p>
      </>
    ),
  });
}
