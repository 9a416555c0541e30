// Her case, to herself: state in plain words, what happens next, her people, who may see it, who looked, and leaving.
import type { VNode } from "preact";
import { spaced } from "../../schema/registration.rules.ts";
import { say } from "../../schema/words.ts";
import { type Given, Problem } from "./field.tsx";
import { Place } from "./place.tsx";
import { document, T, Time } from "./shell.tsx";
import { Shares } from "./status-share.tsx";
import type { StatusView } from "./view.ts";

const doneWords: Record<string, string> = {
  alive: "status.aliveDone",
  place: "status.placeDone",
  "place-delete": "status.placeGone",
  share: "consent.shared",
  withdraw: "consent.withdrawn",
};

/** A sentence whose `{time}` is a <time>. */
function Said({ lang, k, at }: { lang: string; k: string; at: string }): VNode {
  const [before = "", after = ""] = say(lang, k, { time: "\u2063" }).split("\u2063");
  return (
    <>
      {before}
      <Time lang={lang} at={at} />
      {after}
    </>
  );
}

function People({ lang, view }: { lang: string; view: StatusView["view"] }): VNode {
  const born = (text: string | null) => (text === null ? "" : text.replace(/^(age|year):/, ""));
  return (
    <ul class="plain">
      {view.persons.map((one) => (
        <li key={one.id} class="row">
          <bdi dir="auto">{one.name ?? say(lang, "status.noName")}</bdi>
          <span>
            {one.relation === null ? "" : `${say(lang, `relation.${one.relation}`)} `}
            <bdi>{born(one.born)}</bdi>
          </span>
        </li>
      ))}
    </ul>
  );
}

function PlaceCard({ lang, page, given }: { lang: string; page: StatusView; given: Given }): VNode {
  const { place } = page.view;
  return (
    <section>
      <h2>{say(lang, "status.placeTitle")}</h2>
      {place === null ? (
        <p>{say(lang, "status.placeNone")}</p>
      ) : (
        <>
          <p>
            {say(lang, `placeKind.${place.kind}`)}
            {place.zone === null ? null : (
              <>
                : <bdi>{place.zone}</bdi>
              </>
            )}
            {place.landmark === null ? null : (
              <>
                : <bdi dir="auto">{place.landmark}</bdi>
              </>
            )}{" "}
            <Said lang={lang} k="status.placeAt" at={place.at} />{" "}
            {place.exactUntil === null ? null : (
              <Said lang={lang} k="status.exactUntil" at={place.exactUntil} />
            )}
          </p>
          <form method="post" action={`/${lang}/s/place-delete`}>
            <input type="hidden" name="actId" value={page.nextActId()} />
            <button type="submit" class="danger">
              {say(lang, "status.placeDelete")}
            </button>
          </form>
        </>
      )}
      <details>
        <summary>{say(lang, "place.question")}</summary>
        <form
          name="r"
          method="post"
          action={`/${lang}/s/place`}
          autocomplete="off"
          data-done={say(lang, "place.deviceDone")}
          data-no={say(lang, "place.deviceNo")}
        >
          <input type="hidden" name="actId" value={page.nextActId()} />
          <Place lang={lang} given={given} places={page.places} />
          <p>
            <button type="submit" class="wide">
              {say(lang, "status.placeSave")}
            </button>
          </p>
        </form>
      </details>
    </section>
  );
}

/** The phone's place on a tap, rounded before it is put into the form. */
const placeScript =
  `(function(){var D=document,f=D.forms.r;D.documentElement.className="js";var g=D.getElementById("here"),s=D.getElementById("hereSaid"),x=D.getElementById("gone");if(!g)return;
g.onclick=function(){if(!navigator.geolocation){s.textContent=f.dataset.no;return}navigator.geolocation.getCurrentPosition(function(o){var r=function(v){return Math.round(v*1000)/1000};f.elements["place.lng"].value=r(o.coords.longitude);f.elements["place.lat"].value=r(o.coords.latitude);f.elements["place.accuracy"].value=Math.min(100000,Math.max(110,Math.round(o.coords.accuracy)));s.textContent=f.dataset.done;x.hidden=false},function(){s.textContent=f.dataset.no},{timeout:20000})};
x.onclick=function(){["lng","lat","accuracy"].forEach(function(k){f.elements["place."+k].value=""});s.textContent="";x.hidden=true};
var d=D.getElementById("done")||D.getElementById("problem");if(d)d.focus()})()`.replace(/\n/g, "");

export function renderStatus(page: StatusView): string {
  const { lang, view } = page;
  const given: Given = { lang, values: {}, problem: page.problem };
  const done = page.done === null ? undefined : doneWords[page.done];
  return document({
    ...page,
    title: say(lang, "status.title"),
    phone: view.hotline,
    script: placeScript,
    children: (
      <>
        <h1>{say(lang, "status.title")}</h1>
        <Problem given={given} />
        {done === undefined ? null : (
          <p class="done" role="status" tabIndex={-1} id="done">
            {say(lang, done)}
          </p>
        )}
        <section class="card">
          <p class="state" id="state">
            {say(lang, `state.${view.state}`)}
          </p>
          <p class="hint">
            <Said lang={lang} k="status.since" at={view.stateAt} />
          </p>
          <p>{say(lang, `state.${view.state}.means`)}</p>
          {view.reason === null ? null : (
            <>
              <h3>{say(lang, "status.wrote")}</h3>
              <blockquote dir="auto">{view.reason}</blockquote>
            </>
          )}
          <p>
            <Said lang={lang} k="status.nextBy" at={view.nextBy} />
          </p>
          <p class="warn">{say(lang, "status.doNotGo")}</p>
          <p>
            {say(lang, "status.code")}: <bdi dir="ltr">{spaced(view.reference)}</bdi>
          </p>
        </section>
        <section>
          <h2>{say(lang, "status.aliveTitle")}</h2>
          <form method="post" action={`/${lang}/s/alive`}>
            <input type="hidden" name="actId" value={page.nextActId()} />
            <button type="submit" class="wide">
              {say(lang, "status.alive")}
            </button>
          </form>
          <p class="hint">
            <Said lang={lang} k="status.aliveAt" at={view.aliveAt} />
          </p>
        </section>
        <section>
          <h2>{say(lang, "status.people")}</h2>
          <People lang={lang} view={view} />
          <h3>{say(lang, "status.needs")}</h3>
          {view.needs.length === 0 ? (
            <p>{say(lang, "status.noNeeds")}</p>
          ) : (
            <ul class="plain">
              {view.needs.map((need) => (
                <li key={need.id} class="row">
                  {say(lang, `need.${need.kind}`)}{" "}
                  <span class="tag">{say(lang, `needState.${need.state}`)}</span>
                </li>
              ))}
            </ul>
          )}
        </section>
        <PlaceCard lang={lang} page={page} given={given} />
        <Shares page={page} />
        <section>
          <h2>{say(lang, "looks.title")}</h2>
          {view.looks.length === 0 ? (
            <p>{say(lang, "looks.none")}</p>
          ) : (
            <ul class="plain">
              {view.looks.map((look, i) => (
                <li key={i} class="row">
                  <bdi>{look.name}</bdi> <Time lang={lang} at={look.at} />
                </li>
              ))}
            </ul>
          )}
        </section>
        <form method="post" action="/exit" data-exit>
          <button type="submit" class="second wide">
            <T lang={lang} k="session.end" />
          </button>
        </form>
      </>
    ),
  });
}
