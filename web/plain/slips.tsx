// Slips: what one family takes along, and the sheet of them that is the reply to a leader's form. It is shown until the
// leader leaves it; nothing of it can be opened again.
import type { VNode } from "preact";
import { spaced } from "../../schema/registration.rules.ts";
import { say } from "../../schema/words.ts";
import { slipsCss } from "./css-paper.ts";
import { Said, Sentence } from "./sentence.tsx";
import { Digits, document, T } from "./shell.tsx";
import type { SlipsView } from "./view.ts";

interface SlipProps {
  lang: string;
  reference: string;
  pin: string;
  address: string;
  hotline: string | null;
}

/** What one family takes along: two numbers, where to type them, whom to call. It says of nothing what it is for. */
function Slip({ lang, reference, pin, address, hotline }: SlipProps): VNode {
  return (
    <>
      <div class="two">
        <p>
          <T lang={lang} k="slip.code" />
          <b>
            <Digits>{spaced(reference)}</Digits>
          </b>
        </p>
        <p>
          <T lang={lang} k="slip.pin" />
          <b>
            <Digits>{pin}</Digits>
          </b>
        </p>
      </div>
      <p>
        <Sentence lang={lang} k="slip.open" parts={() => ({ address: <Digits>{address}</Digits> })} />
      </p>
      {hotline === null ? null : (
        <p>
          {say(lang, "receipt.phone")}: <Digits>{hotline}</Digits>
        </p>
      )}
      <small>
        <T lang={lang} k="slip.keep" />
      </small>
    </>
  );
}

export function renderSlips(view: SlipsView): string {
  const { lang, slips } = view;
  return document({
    ...view,
    title: say(lang, "receipt.title"),
    form: 3,
    phone: view.hotline,
    script: `try{sessionStorage.clear()}catch(e){}D.body.className="js";$("#print").onclick=()=>print()`,
    css: slipsCss,
    children: (
      <>
        <div class="noprint">
          <h1>{say(lang, "leader.sent", { count: slips.length })}</h1>
          <p class="warn">
            <T lang={lang} k="leader.give" />
          </p>
          <p>
            <T lang={lang} k="leader.once" />
          </p>
          <p>
            {say(lang, "receipt.sent")}: <bdi>{view.sentTo.map((one) => one.name).join(", ")}</bdi>
          </p>
          <p>
            <Said lang={lang} k="receipt.nextBy" at={view.nextBy} />
          </p>
          <button type="button" class="second jsonly" id="print">
            {say(lang, "receipt.print")}
          </button>
        </div>
        <h2>
          <Sentence
            lang={lang}
            k="leader.listed"
            parts={() => ({ label: <bdi dir="auto">{view.batch}</bdi> })}
          />
        </h2>
        <ol class="slips">
          {slips.map((one) => (
            <li key={one.line}>
              <h3>
                {one.line}. <bdi dir="auto">{one.name ?? ""}</bdi>{" "}
                <small>{say(lang, "leader.persons", { count: one.people })}</small>
              </h3>
              <Slip
                lang={lang}
                reference={one.reference}
                pin={one.pin}
                address={view.address}
                hotline={view.hotline}
              />
            </li>
          ))}
        </ol>
        <p class="hint noprint">
          {say(lang, "receipt.refresh")} <T lang={lang} k="receipt.leave" />
        </p>
      </>
    ),
  });
}
