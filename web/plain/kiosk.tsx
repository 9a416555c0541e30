// A device that many use: it keeps no draft, is cleared when nobody has touched it for a minute and a half (asked before,
// for half a minute), and after the receipt begins anew for the next one.
import type { VNode } from "preact";
import { say } from "../../schema/words.ts";
import { T } from "./shell.tsx";

/** Seconds without a touch, and those at the end of them in which it is asked. */
const IDLE = 90;
const ASKS = 30;
/** Without scripts nobody sees a touch: the form has a time that is enough for everybody. */
const LONGEST = 20 * 60;
export const RECEIPT_SECONDS = 60;

/** Where scripts do not run the browser goes there by itself. */
export function GoesTo({ to, seconds }: { to: string; seconds: number }): VNode {
  return (
    <noscript>
      <meta http-equiv="refresh" content={`${String(seconds)};url=${to}`} />
    </noscript>
  );
}

/** Said beforehand, and the line that asks. */
export function Shared({ lang, to, at }: { lang: string; to: string; at: string }): VNode {
  return (
    <>
      <input type="hidden" name="openedAt" value={at} />
      <GoesTo to={to} seconds={LONGEST} />
      <p class="hint">{say(lang, "kiosk.shared")}</p>
      <div class="warn" id="idle" role="alert" data-to={to} hidden>
        <p>{say(lang, "kiosk.still", { n: ASKS })}</p>
        <button type="button" class="second wide">
          {say(lang, "kiosk.here")}
        </button>
      </div>
    </>
  );
}

/** `f` is the form. The clock is asked, since a device that slept has counted nothing. */
export const idleScript = `
let idle=$("#idle"),last,touch=()=>{last=Date.now();idle.hidden=true};
for(let e of["pointerdown","keydown","input","scroll"])D.addEventListener(e,touch,true);
touch();
setInterval(()=>{
let s=(Date.now()-last)/1e3;
if(s<${String(IDLE - ASKS)})return;
idle.hidden=false;
if(s>${String(IDLE)}){f.reset();D.body.textContent="";location.replace(idle.dataset.to)}
},1e3);
`;

/** Leaving, with words of its own: what the receipt showed is shown to nobody again, and the next one begins. */
export function Finished({ lang, to, actId }: { lang: string; to: string; actId: string }): VNode {
  return (
    <>
      <GoesTo to={to} seconds={RECEIPT_SECONDS} />
      <p class="warn noprint">
        <T lang={lang} k="kiosk.clears" />
      </p>
      <form method="post" action="/exit" data-exit autocomplete="off">
        <input type="hidden" name="actId" value={actId} />
        <input type="hidden" name="to" value={to} />
        <button type="submit" class="wide">
          {say(lang, "kiosk.done")}
        </button>
      </form>
    </>
  );
}

/** Prints the slip, and clears the page by itself. */
export const finishScript = `print();setTimeout(()=>{let x=$("main [data-exit]");leave(x);x.submit()},${String(RECEIPT_SECONDS)}e3);`;
