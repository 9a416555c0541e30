// Whom to call now, and whom to text where there is no data.
import type { VNode } from "preact";
import { say } from "../../schema/words.ts";
import { Sentence } from "./sentence.tsx";
import { Digits, document, T } from "./shell.tsx";
import type { CallView } from "./view.ts";

/** Where there is no data: the number, and the word that begins. */
function ByText({ lang, number }: { lang: string; number: string }): VNode {
  const [word = ""] = say(lang, "sms.word.start").split(",");
  return (
    <p>
      <a class="button second wide" href={`sms:${number}?body=${encodeURIComponent(word)}`}>
        <span>
          <Sentence
            lang={lang}
            k="call.text"
            parts={() => ({ word: <bdi>{word}</bdi>, phone: <Digits>{number}</Digits> })}
          />
        </span>
      </a>
    </p>
  );
}

export function renderCall(view: CallView): string {
  const { lang, crisis } = view;
  return document({
    ...view,
    title: say(lang, "call.title"),
    children: (
      <>
        <h1>{say(lang, "call.title")}</h1>
        <p class="warn">
          <T lang={lang} k="call.emergency" />
        </p>
        {crisis.hotline === null ? (
          <p>{say(lang, "call.none")}</p>
        ) : (
          <>
            <p>{say(lang, "call.hotline")}</p>
            <a class="button wide" href={`tel:${crisis.hotline.replace(/[^+\d]/g, "")}`}>
              <Digits>{crisis.hotline}</Digits>
            </a>
          </>
        )}
        {view.texts === null ? null : <ByText lang={lang} number={view.texts} />}
      </>
    ),
  });
}
