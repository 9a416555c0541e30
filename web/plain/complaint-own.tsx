// Following a complaint: code and secret number, then how far it is with its days, what was answered, writing again, taking it
// back, deleting it. Her own words are not shown: only their reader opens them.
import type { ComponentChildren, VNode } from "preact";
import { isOpenComplaint } from "../../schema/complaint.rules.ts";
import { say, sayDay } from "../../schema/words.ts";
import { Locked, LockedForm, LockScript, ReadBy } from "./complaint-lock.tsx";
import type { OwnComplaintView } from "./complaint-view.ts";
import { Problem, Text } from "./field.tsx";
import { NumbersForm } from "./numbers.tsx";
import { Said } from "./sentence.tsx";
import { document, Local, T, Time } from "./shell.tsx";
import type { SignInView } from "./view.ts";

export function renderComplaintSignIn(view: SignInView & { done: string | null }): string {
  const { lang } = view;
  const given = { lang, values: view.values, problem: view.problem };
  return document({
    ...view,
    title: say(lang, "complaint.back"),
    form: 5,
    children: (
      <>
        <h1>{say(lang, "complaint.back")}</h1>
        {view.done === null ? null : (
          <p class="done" role="status">
            <T lang={lang} k={view.done} />
          </p>
        )}
        <Problem given={given} />
        <NumbersForm given={given} to={`/${lang}/c/s`} />
        <p>
          <a href={`/${lang}/c`}>{say(lang, "complaint.title")}</a>
        </p>
      </>
    ),
  });
}

/** Two taps: the first says what it means. */
function Twice({
  page,
  step,
  k,
  means,
}: {
  page: OwnComplaintView;
  step: string;
  k: string;
  means: string;
}): VNode {
  const { lang } = page;
  return (
    <details>
      <summary>
        <T lang={lang} k={k} />
      </summary>
      <p>
        <T lang={lang} k={means} />
      </p>
      <form method="post" action={`/${lang}/c/s/${step}`} autocomplete="off">
        <input type="hidden" name="actId" value={page.nextActId()} />
        <button type="submit" class="danger">
          <span>
            <T lang={lang} k={k} />
          </span>
        </button>
      </form>
    </details>
  );
}

function Card({ page }: { page: OwnComplaintView }): VNode {
  const { lang, view } = page;
  const { state, steps, about, aboutName } = view;
  return (
    <section class="card">
      <p class="state" id="state">
        {say(lang, `complaintState.${state}`)}
      </p>
      <p>
        {say(lang, `complaintKind.${view.kind}`)}
        {" · "}
        {aboutName !== null ? (
          <Local text={aboutName} lang={lang} />
        ) : (
          say(lang, about === "platform" ? "complaint.aboutPlatform" : "complaint.aboutOther")
        )}
      </p>
      {isOpenComplaint(state) ? (
        <p class="hint">
          {say(lang, "complaint.dates", {
            first: sayDay(lang, view.acknowledgeBy.slice(0, 10)),
            last: sayDay(lang, view.outcomeBy.slice(0, 10)),
          })}
        </p>
      ) : null}
      {view.late ? <p class="warn">{say(lang, "complaint.late")}</p> : null}
      <ul class="plain">
        {steps.map((step) => (
          <li key={step.at + step.state} class="row">
            <span>{say(lang, `complaintState.${step.state}`)}</span> <Time lang={lang} at={step.at} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Words({ page }: { page: OwnComplaintView }): VNode {
  const { lang, view } = page;
  return (
    <section>
      <h2>{say(lang, "complaint.answers")}</h2>
      {view.words.some((one) => !one.hers) ? null : <p>{say(lang, "complaint.noAnswer")}</p>}
      <ul class="plain">
        {view.words.map((one, i) => (
          <li key={i}>
            <small>
              {one.hers ? say(lang, "message.you") : <Local text={view.reader} lang={lang} />}{" "}
              <Time lang={lang} at={one.at} />
            </small>
            <Body lang={lang} hers={one.hers} page={page}>
              {one.text}
            </Body>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Body({
  lang,
  hers,
  page,
  children,
}: {
  lang: string;
  hers: boolean;
  page: OwnComplaintView;
  children: ComponentChildren;
}): VNode {
  if (hers)
    return (
      <p class="hint">
        <ReadBy lang={lang} k="complaint.written" reader={page.reader} />
      </p>
    );
  return children === null ? (
    <p class="warn">{say(lang, "complaint.unreadable")}</p>
  ) : (
    <p dir="auto" class="words">
      {children}
    </p>
  );
}

function Again({ page }: { page: OwnComplaintView }): VNode {
  const { lang, view } = page;
  const given = { lang, values: page.values, problem: page.problem };
  return (
    <section>
      <LockedForm
        lang={lang}
        action={`/${lang}/c/s/say`}
        complaintId={view.id}
        readers={{ "": page.reader }}
        fixed={{ actId: page.nextActId(), wordId: page.wordId }}
      >
        <Locked lang={lang} reader={page.reader} />
        <Text given={given} name="words" k="complaint.say" long />
        <button type="submit" class="wide">
          {say(lang, "message.send")}
        </button>
        <LockScript nonce={page.nonce} />
      </LockedForm>
    </section>
  );
}

export function renderOwnComplaint(page: OwnComplaintView): string {
  const { lang, view } = page;
  const open = isOpenComplaint(view.state);
  return document({
    ...page,
    title: say(lang, "complaint.mine"),
    form: 5,
    phone: page.hotline,
    children: (
      <>
        <h1>{say(lang, "complaint.mine")}</h1>
        <div id="said">
          <Problem given={{ lang, values: {}, problem: page.problem }} />
        </div>
        {page.done === null ? null : (
          <p class="done" role="status" id="done">
            <T lang={lang} k={page.done} />
          </p>
        )}
        <Card page={page} />
        <Words page={page} />
        {open ? <Again page={page} /> : null}
        {view.oversees ? (
          <p>
            {say(lang, "complaint.sees")} <a href={`/${lang}/s/share`}>{say(lang, "own.share")}</a>
          </p>
        ) : null}
        {open ? (
          <Twice page={page} step="withdraw" k="complaint.withdraw" means="complaint.withdrawMeans" />
        ) : null}
        <Twice page={page} step="erase" k="complaint.erase" means="complaint.eraseMeans" />
        <p class="hint">
          {view.keptUntil === null ? null : <Said lang={lang} k="complaint.kept" at={view.keptUntil} />}{" "}
          {say(lang, "complaint.stays")}
        </p>
      </>
    ),
  });
}
