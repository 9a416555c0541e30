// The whole registration in one document and one form: every question may stay empty but the first. Field names are
// the contract's own (RegistrationGiven), so that the form and the API are parsed by one schema.

import { say } from "../../schema/words.ts";
import { ask, formAt } from "./ask.ts";
import { AskedFor } from "./asked.tsx";
import { type Given, Pick, Problem } from "./field.tsx";
import { Shared } from "./kiosk.tsx";
import { Named, Place, placeWords } from "./place.tsx";
import { Barriers, Choices, Needs } from "./register-needs.tsx";
import { CallFirst, DangerNow, deskIn, Notice } from "./register-notice.tsx";
import { With, You } from "./register-people.tsx";
import { Reach, SecretNumber } from "./register-reach.tsx";
import { registerScript } from "./register-script.ts";
import { Listen, Screen } from "./screen.tsx";
import { document, T } from "./shell.tsx";
import type { RegisterView } from "./view.ts";

/** Sentences that the script says, and what it has to know. */
function wordsOf(view: RegisterView): Record<string, string> {
  const { lang } = view;
  const words = {
    ...placeWords,
    step: "register.step",
    off: "offline.notSent",
    sending: "offline.sending",
    send: "register.send",
    now: "register.sendNow",
    each: "people.n",
  };
  return {
    ...Object.fromEntries(Object.entries(words).map(([key, k]) => [`data-${key}`, say(lang, k)])),
    ...(deskIn(view) === undefined ? {} : { "data-desk": "1" }),
    ...(view.problem === null && !view.adds ? {} : { "data-given": "1" }),
  };
}

export function renderRegister(view: RegisterView): string {
  const { lang, crisis, audio } = view;
  const given: Given = { lang, values: view.values, problem: view.problem };
  return document({
    ...view,
    title: say(lang, "register.title"),
    form: 3,
    alone: true,
    phone: crisis.hotline,
    script: registerScript(view),
    ...(view.kiosk === undefined ? {} : { next: formAt(view) }),
    children: (
      <>
        <h1>
          <T lang={lang} k={view.other === true ? "asked.title" : "register.title"} />
        </h1>
        {view.other === true ? (
          <p class="hint">
            <T lang={lang} k="asked.lead" />
          </p>
        ) : null}
        <Problem given={given} />
        <form name="r" method="post" action={formAt(view)} autocomplete="off" novalidate {...wordsOf(view)}>
          <input type="hidden" name="crisisId" value={crisis.id} />
          <input type="hidden" name="lang" value={lang} />
          <input type="hidden" name="actId" value={view.actId} />
          <div class="top">
            <p class="hint" id="step" aria-live="polite" />
            <Listen lang={lang} />
          </div>
          <CallFirst view={view} />
          {view.kiosk === undefined ? null : <Shared lang={lang} to={formAt(view)} at={view.kiosk} />}
          <Notice view={view} given={given} />
          <DangerNow view={view} given={given} />
          {view.other === true ? <AskedFor view={view} given={given} /> : null}
          <Screen name="where" lang={lang} audio={audio}>
            <h2 tabIndex={-1}>{say(lang, ask(view, "place.question"))}</h2>
            <p class="hint">{say(lang, ask(view, "place.lead"))}</p>
            {view.other === true ? (
              <Named lang={lang} given={given} places={view.places} />
            ) : (
              <>
                <Place lang={lang} given={given} places={view.places} />
                <Pick given={given} name="exactPlace" value="yes" icon="place.exact" many>
                  <T lang={lang} k="place.exact.ask" />
                  <small>
                    <T lang={lang} k="place.exact.hint" />
                  </small>
                </Pick>
              </>
            )}
          </Screen>
          <With view={view} given={given} />
          <You view={view} given={given} />
          <Needs view={view} given={given} />
          {/* What stops somebody and what somebody wants is each person's own to say; the number is made for her. */}
          {view.other === true ? null : <Barriers view={view} given={given} />}
          {view.other === true ? null : <Choices view={view} given={given} />}
          <Reach view={view} given={given} />
          {view.other === true ? null : <SecretNumber view={view} given={given} />}
          <p role="status" class="why" id="state" />
          <div class="nav">
            <button type="button" class="second" id="back">
              {say(lang, "register.back")}
            </button>
            <button type="button" id="next">
              {say(lang, "register.next")}
            </button>
          </div>
          <button type="submit" class="wide" id="send">
            {say(lang, "register.send")}
          </button>
        </form>
      </>
    ),
  });
}
