// Exit permits in one line of the status page; everything about them stands on a page of its own.
import type { VNode } from "preact";
import { say } from "../../schema/words.ts";
import { Digits, T } from "./shell.tsx";
import type { RequestView } from "./view.ts";
import { WaiverNote } from "./waiver.tsx";

export function PermitLine({ page }: { page: RequestView }): VNode {
  const { lang, permits, waiver } = page;
  const states = [...new Set(permits.map((one) => one.state))];
  return (
    <section id="permit">
      <h2>{say(lang, "permitCard.title")}</h2>
      {waiver === null ? null : <WaiverNote lang={lang} waiver={waiver} />}
      {states.length === 0 ? (
        <p>{say(lang, "permitCard.none")}</p>
      ) : (
        <ul class="plain">
          {states.map((state) => (
            <li key={state} class="row">
              <span>
                <T lang={lang} k={`permitState.${state}`} />
              </span>
              <Digits>{permits.filter((one) => one.state === state).length}</Digits>
            </li>
          ))}
        </ul>
      )}
      <a class="button second wide" href={`/${lang}/s/permit`}>
        {say(lang, permits.length === 0 ? "permitCard.ask" : "permitCard.see")}
      </a>
    </section>
  );
}
