// The receipt is the reply to the one POST: code, secret number, who has it, what happens next and by when, a phone.
import { spaced } from "../../schema/registration.rules.ts";
import { say } from "../../schema/words.ts";
import { Digits, document, T, Time } from "./shell.tsx";
import type { ReceiptView } from "./view.ts";

export function renderReceipt(view: ReceiptView): string {
  const { lang, receipt } = view;
  return document({
    ...view,
    title: say(lang, "register.title"),
    phone: receipt.hotline,
    script: `try{sessionStorage.clear()}catch(e){}var b=document.getElementById("print");if(b)b.onclick=function(){print()};document.documentElement.className="js";`,
    children: (
      <>
        <h1>{say(lang, "receipt.title")}</h1>
        <div class="card" role="status">
          <span>{say(lang, "receipt.code")}</span>
          <bdi dir="ltr" class="code" id="code">
            {spaced(receipt.reference)}
          </bdi>
          <span>
            <T lang={lang} k="pin.title" />
          </span>
          {receipt.pin === null ? (
            <strong>
              <T lang={lang} k="pin.yours" />
            </strong>
          ) : (
            <bdi dir="ltr" class="code" id="pin">
              {receipt.pin}
            </bdi>
          )}
          <p>{say(lang, "receipt.write")}</p>
          <button type="button" class="second jsonly noprint" id="print">
            {say(lang, "receipt.print")}
          </button>
        </div>
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
          {say(lang, "receipt.nextBy", { time: "\u2063" })
            .split("\u2063")
            .flatMap((part, i) =>
              i === 0 ? [part] : [<Time key={i} lang={lang} at={receipt.nextBy} />, part],
            )}
        </p>
        <p class="warn">{say(lang, "status.doNotGo")}</p>
        {receipt.hotline === null ? null : (
          <p>
            {say(lang, "receipt.phone")}: <Digits>{receipt.hotline}</Digits>
          </p>
        )}
        <p>
          <a class="button second wide noprint" href={`/${lang}/s`}>
            {say(lang, "receipt.status")}
          </a>
        </p>
        <p class="hint">{say(lang, "receipt.refresh")}</p>
      </>
    ),
  });
}
