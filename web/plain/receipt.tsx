// The receipt is the reply to the one POST: code, secret number, who has it, what happens next and by when, a phone, and
// how to keep it. After the short way of danger it leads to the rest of the questions.
import type { VNode } from "preact";
import { say } from "../../schema/words.ts";
import { Finished, finishScript } from "./kiosk.tsx";
import { ComeBack, Numbers } from "./numbers.tsx";
import { Listen, listenScript } from "./screen.tsx";
import { Said } from "./sentence.tsx";
import { Digits, document, T } from "./shell.tsx";
import type { ReceiptView } from "./view.ts";

/** One tap to her own page where the secret number stands here anyway; otherwise she types both. */
function More({ view }: { view: ReceiptView }): VNode {
  const { lang, receipt, short } = view;
  const words = say(lang, short ? "receipt.more" : "receipt.status");
  return (
    <>
      {short ? <p>{say(lang, "receipt.moreLead")}</p> : null}
      {receipt.pin === null ? (
        <a class="button second wide" href={`/${lang}/s`}>
          {words}
        </a>
      ) : (
        <form method="post" action={`/${lang}/s`} autocomplete="off">
          <input type="hidden" name="reference" value={receipt.reference} />
          <input type="hidden" name="pin" value={receipt.pin} />
          <button type="submit" class="second wide">
            {words}
          </button>
        </form>
      )}
    </>
  );
}

export function renderReceipt(view: ReceiptView): string {
  const { lang, receipt, kiosk } = view;
  return document({
    ...view,
    title: say(lang, "receipt.title"),
    ...(kiosk === undefined ? {} : { next: kiosk, alone: true }),
    form: 3,
    screen: "receipt",
    phone: receipt.hotline,
    script: `try{sessionStorage.clear()}catch(e){}D.body.className="js";$("#print").onclick=()=>print();${listenScript}${kiosk === undefined ? "" : finishScript}`,
    children: (
      <>
        <h1>{say(lang, "receipt.title")}</h1>
        <div class="card" role="status">
          <Numbers lang={lang} of={receipt} />
          <p>
            <T lang={lang} k={view.other === true ? "asked.give" : "receipt.write"} />
          </p>
          <ComeBack lang={lang} address={view.address} />
          <button type="button" class="second jsonly noprint" id="print">
            {say(lang, "receipt.print")}
          </button>
        </div>
        {kiosk === undefined ? null : <Finished lang={lang} to={kiosk} actId={view.actId} />}
        <Listen lang={lang} />
        <h2>{say(lang, "receipt.sent")}</h2>
        <ul>
          {receipt.sentTo.map((one) => (
            <li key={one.id}>
              <bdi>{one.name}</bdi>
            </li>
          ))}
        </ul>
        <h2>{say(lang, "receipt.next")}</h2>
        <p>
          <Said lang={lang} k="receipt.nextBy" at={receipt.nextBy} />
        </p>
        <p class="warn">
          <T lang={lang} k="status.doNotGo" />
        </p>
        {receipt.hotline === null ? null : (
          <p>
            {say(lang, "receipt.phone")}: <Digits>{receipt.hotline}</Digits>
          </p>
        )}
        {/* Whoever asked for somebody else, or stands at a device that many use, does not go in from here. */}
        {view.other === true || kiosk !== undefined ? null : <More view={view} />}
        {kiosk !== undefined ? null : (
          <>
            <p class="noprint">
              <a href={`/${lang}/true`}>{say(lang, "home.true")}</a>
            </p>
            <p class="hint">
              {say(lang, "receipt.refresh")} <T lang={lang} k="receipt.leave" />
            </p>
          </>
        )}
      </>
    ),
  });
}
