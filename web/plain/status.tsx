// Her request, to herself, in the order of EXPERIENCE 5.2: state, since when, what happens next and by when, what she
// does, where not to go, her people, and three buttons. Everything else stands on a page of its own.
import type { VNode } from "preact";
import { isOpenState, spaced } from "../../schema/registration.rules.ts";
import { say } from "../../schema/words.ts";
import { IsItRight, Recorded } from "./asked.tsx";
import { NearHer } from "./danger.tsx";
import { Act, Born, ownPage } from "./own-frame.tsx";
import { Listen, listenScript } from "./screen.tsx";
import { Said, Sentence } from "./sentence.tsx";
import { Digits, T } from "./shell.tsx";
import { StateIcon } from "./state-icon.tsx";
import { GoOrStay, JourneyCard } from "./status-journey.tsx";
import { PermitLine } from "./status-permit.tsx";
import type { RequestView, StatusView } from "./view.ts";

function People({ lang, view }: { lang: string; view: StatusView["view"] }): VNode {
  return (
    <ul class="plain">
      {view.persons.map((one) => (
        <li key={one.id} class="row">
          <bdi dir="auto">{one.name ?? say(lang, "status.noName")}</bdi>
          <span>
            {one.relation === null ? "" : `${say(lang, `relation.${one.relation}`)} `}
            <Born lang={lang} born={one.born} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Buttons({ page }: { page: StatusView }): VNode {
  const { lang, view } = page;
  return (
    <>
      <Act page={page} step="alive">
        <button type="submit" class="wide">
          {say(lang, "status.alive")}
        </button>
      </Act>
      <a class="button second wide" href={`/${lang}/s/msg`}>
        {say(lang, "status.answer")}
        {view.unread === 0 ? null : <>&nbsp;({say(lang, "message.new", { n: view.unread })})</>}
      </a>
      {view.hotline === null ? (
        <a class="button second wide" href={`/${lang}/call`}>
          {say(lang, "home.call")}
        </a>
      ) : (
        <a class="button second wide" href={`tel:${view.hotline.replace(/[^+\d]/g, "")}`}>
          <span>
            <Sentence lang={lang} k="nav.call" parts={() => ({ phone: <Digits>{view.hotline}</Digits> })} />
          </span>
        </a>
      )}
    </>
  );
}

/** Pages of her own, in the order in which they are needed. */
const pagesOf = {
  head: ["people", "place", "danger", "needs", "answers", "share", "data", "pin", "delete"],
  adult: ["people", "danger", "share", "data", "pin", "own"],
} as const;

function Card({ page }: { page: RequestView }): VNode {
  const { lang, view } = page;
  return (
    <section class="card">
      <p class="state" id="state">
        <StateIcon state={view.state} />
        {say(lang, `state.${view.state}`)}
      </p>
      <p class="hint">
        <Said lang={lang} k="status.since" at={view.stateAt} />
      </p>
      <p>{say(lang, `state.${view.state}.means`)}</p>
      <h2>{say(lang, "status.next")}</h2>
      <p>
        {isOpenState(view.state) ? (
          <Said lang={lang} k={`state.${view.state}.next`} at={view.nextBy} />
        ) : (
          say(lang, `state.${view.state}.next`)
        )}
      </p>
      <h2>{say(lang, "status.you")}</h2>
      <p>{say(lang, `state.${view.state}.you`)}</p>
      {view.reason === null ? null : (
        <>
          <h2>{say(lang, "status.wrote")}</h2>
          <blockquote dir="auto">{view.reason}</blockquote>
        </>
      )}
      <GoOrStay lang={lang} journey={page.journey} />
      <h2>{say(lang, "status.people")}</h2>
      <People lang={lang} view={view} />
      <Buttons page={page} />
      {view.adultId === null ? (
        <p class="hint">
          <Said lang={lang} k="status.aliveAt" at={view.aliveAt} />
        </p>
      ) : null}
    </section>
  );
}

/** What the clock asks before something ends: her sign is the button below. */
function StillHere({ page }: { page: StatusView }): VNode | null {
  const { lang, view } = page;
  const { consent = null, registration = null } = view.asks ?? {};
  return (
    <>
      {registration === null ? null : (
        <p class="warn">
          <Said lang={lang} k="delete.asks" at={registration} />
        </p>
      )}
      {consent === null ? null : (
        <p class="warn">
          <Said lang={lang} k="consent.asks" at={consent} />
        </p>
      )}
    </>
  );
}

/** Nothing but the way back: until it is gone nobody reads it, she neither. */
function Ending({ page, at }: { page: StatusView; at: string }): VNode {
  const { lang, view } = page;
  return (
    <section class="card">
      <p class="state" id="state">
        {say(lang, view.erasure?.byClock === true ? "delete.ended" : "delete.pending")}
      </p>
      <p>
        <Said lang={lang} k="delete.goneAt" at={at} />
      </p>
      {view.adultId === null ? (
        <Act page={page} step="keep">
          <button type="submit" class="wide">
            <span>
              <T lang={lang} k="delete.keep" />
            </span>
          </button>
        </Act>
      ) : (
        <p>
          <a class="button second wide" href={`/${lang}/s/own`}>
            {say(lang, "own.own")}
          </a>
        </p>
      )}
    </section>
  );
}

export function renderStatus(page: RequestView): string {
  const { lang, view } = page;
  const adult = view.adultId !== null;
  return ownPage(page, {
    k: "status.title",
    script: listenScript,
    children: (
      <>
        {adult ? <p>{say(lang, "alone.adult")}</p> : null}
        {view.ownPin ? null : (
          <p class="warn">
            <T lang={lang} k="pin.notYours" /> <a href={`/${lang}/s/pin`}>{say(lang, "own.pin")}</a>
          </p>
        )}
        {view.erasure === null ? <StillHere page={page} /> : null}
        <NearHer lang={lang} near={page.near} />
        {page.sought === 0 ? null : (
          <p class="warn" id="sought">
            <a href={`/${lang}/s/trace`}>
              <T lang={lang} k="trace.somebody" />
            </a>
          </p>
        )}
        <Listen lang={lang} />
        {view.erasure === null ? <IsItRight page={page} /> : null}
        {view.erasure === null ? <Card page={page} /> : <Ending page={page} at={view.erasure.at} />}
        {view.erasure !== null ? null : <JourneyCard page={page} />}
        {view.erasure !== null || adult ? null : <PermitLine page={page} />}
        {view.erasure !== null ? null : (
          <nav>
            <ul class="plain to">
              {pagesOf[adult ? "adult" : "head"].map((one) => (
                <li key={one}>
                  <a href={`/${lang}/s/${one}`}>{say(lang, `own.${one}`)}</a>
                </li>
              ))}
              <li>
                <a href={`/${lang}/c`}>{say(lang, "home.complain")}</a>
              </li>
            </ul>
          </nav>
        )}
        <p>
          {say(lang, "status.code")}: <Digits>{spaced(view.reference)}</Digits>
        </p>
        <Recorded page={page} />
      </>
    ),
  });
}
