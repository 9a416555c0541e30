// Saying anew where she is: a page of its own, so that reading her case stays light. What was refused comes back.
import { say } from "../../schema/words.ts";
import { type Given, Problem } from "./field.tsx";
import { Place } from "./place.tsx";
import { document } from "./shell.tsx";
import type { OwnPlaceView } from "./view.ts";

/** The phone's place on a tap, rounded before it is put into the form. */
const placeScript =
  `(function(){var D=document,f=D.forms.r;D.documentElement.className="js";var g=D.getElementById("here"),s=D.getElementById("hereSaid"),x=D.getElementById("gone");
g.onclick=function(){if(!navigator.geolocation){s.textContent=f.dataset.no;return}navigator.geolocation.getCurrentPosition(function(o){var r=function(v){return Math.round(v*1000)/1000};f.elements["place.lng"].value=r(o.coords.longitude);f.elements["place.lat"].value=r(o.coords.latitude);f.elements["place.accuracy"].value=Math.min(100000,Math.max(110,Math.round(o.coords.accuracy)));s.textContent=f.dataset.done;x.hidden=false},function(){s.textContent=f.dataset.no},{timeout:20000})};
x.onclick=function(){["lng","lat","accuracy"].forEach(function(k){f.elements["place."+k].value=""});s.textContent="";x.hidden=true};
var d=D.getElementById("problem");if(d)d.focus()})()`.replace(/\n/g, "");

export function renderOwnPlace(view: OwnPlaceView): string {
  const { lang } = view;
  const given: Given = { lang, values: view.values, problem: view.problem };
  return document({
    ...view,
    title: say(lang, "status.title"),
    phone: view.hotline,
    script: placeScript,
    children: (
      <>
        <p>
          <a href={`/${lang}/s`}>{say(lang, "status.title")}</a>
        </p>
        <h1>{say(lang, "place.question")}</h1>
        <Problem given={given} />
        <p class="hint">{say(lang, "place.lead")}</p>
        <form
          name="r"
          method="post"
          action={`/${lang}/s/place`}
          autocomplete="off"
          data-done={say(lang, "place.deviceDone")}
          data-no={say(lang, "place.deviceNo")}
        >
          <input type="hidden" name="actId" value={view.actId} />
          <Place lang={lang} given={given} places={view.places} />
          <button type="submit" class="wide">
            {say(lang, "status.placeSave")}
          </button>
        </form>
      </>
    ),
  });
}
