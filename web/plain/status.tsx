// Her case, to herself: state in plain words, what happens next, her people, who may see it, who looked, and leaving.
import type { VNode } from "preact";
import { spaced } from "../../schema/registration.rules.ts";
import { say } from "../../schema/words.ts";
import { Problem } from "./field.tsx";
import { Said } from "./sentence.tsx";
import { document, T, Time } from "./shell.tsx";
import { GoOrStay, JourneyCard } from "./status-journey.tsx";
import { PermitLine } from "./status-permit.tsx";
import { Shares } from "./status-share.tsx";
import type { StatusView } from "./view.ts";

const doneWords: Record<string, string> = {
  alive: "status.aliveDone",
  place: "status.placeDone",
  "place-delete": "status.placeGone",
  share: "consent.shared",
  withdraw: "consent.withdrawn",
  "seat-answer": "journey.answered",
  "split-answer": "journey.answered",
};

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

function PlaceCard({ lang, page }: { lang: string; page: StatusView }): VNode {
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
      <p>
        <a href={`/${lang}/s/place`}>{say(lang, place === null ? "place.question" : "status.placeChange")}</a>
      </p>
    </section>
  );
}

const focusScript = `var d=document.getElementById("done")||document.getElementById("problem");if(d)d.focus()`;

export function renderStatus(page: StatusView): string {
  const { lang, view } = page;
  const done = page.done === null ? undefined : doneWords[page.done];
  return document({
    ...page,
    title: say(lang, "status.title"),
    phone: view.hotline,
    script: focusScript,
    children: (
      <>
        <h1>{say(lang, "status.title")}</h1>
        <Problem given={{ lang, values: {}, problem: page.problem }} />
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
          <GoOrStay lang={lang} journey={page.journey} />
          <p>
            {say(lang, "status.code")}: <bdi dir="ltr">{spaced(view.reference)}</bdi>
          </p>
        </section>
        <JourneyCard page={page} />
        <PermitLine page={page} />
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
        <PlaceCard lang={lang} page={page} />
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
