// The whole registration in one document and one form: every question may stay empty but the first. Field names are
// the contract's own (RegistrationGiven), so that the form and the API are parsed by one schema.
import type { VNode } from "preact";
import { needKinds } from "../../schema/need.ts";
import { barriers, choices, dangers, documents, relations } from "../../schema/person.ts";
import { say } from "../../schema/words.ts";
import { type Given, Group, Pick, Problem, Select, Text } from "./field.tsx";
import { Place } from "./place.tsx";
import { registerScript } from "./register-script.ts";
import { document, Local, T } from "./shell.tsx";
import type { RegisterView } from "./view.ts";

/** Without scripts the form has room for this many; the API takes thirty. */
const ROOM = 10;

function Receivers({ view, given }: { view: RegisterView; given: Given }): VNode {
  const { lang, organisations, crisis } = view;
  const sorted = [...organisations].sort(
    (a, b) => Number(b.id === crisis.receivingDeskId) - Number(a.id === crisis.receivingDeskId),
  );
  const partners = sorted.filter((one) => one.kind === "agency" && one.id !== crisis.receivingDeskId);
  return (
    <section class="q">
      <h2 tabIndex={-1}>
        <T lang={lang} k="notice.title" />
      </h2>
      <p>
        <T lang={lang} k="notice.lead" />
      </p>
      <p>
        <T lang={lang} k="notice.never" />
      </p>
      <Group given={given} name="recipients[]" k="notice.help" hint="notice.sees">
        {sorted.map((one) => (
          <Pick key={one.id} given={given} name="recipients[]" value={one.id} many>
            <Local text={one.name} lang={lang} />
            {one.id === crisis.receivingDeskId ? (
              <small>
                <T lang={lang} k="notice.desk" />
              </small>
            ) : null}
          </Pick>
        ))}
      </Group>
      {partners.length === 0 ? null : (
        <Group given={given} name="partners[]" k="notice.partners" hint="notice.partnersHint">
          {partners.map((one) => (
            <Pick key={one.id} given={given} name="partners[]" value={one.id} many>
              <Local text={one.name} lang={lang} />
            </Pick>
          ))}
        </Group>
      )}
    </section>
  );
}

function DangerNow({ view, given }: { view: RegisterView; given: Given }): VNode {
  const { lang, crisis } = view;
  return (
    <section class="q">
      <Group given={given} name="danger" k="danger.question" heading>
        {dangers.map((one) => (
          <Pick key={one} given={given} name="danger" value={one}>
            <T lang={lang} k={`danger.${one}`} />
          </Pick>
        ))}
      </Group>
      <div class="warn" id="call">
        {crisis.hotline === null ? null : (
          <p>
            <a href={`tel:${crisis.hotline.replace(/[^+\d]/g, "")}`}>
              <T lang={lang} k="danger.call" v={{ phone: `\u2066${crisis.hotline}\u2069` }} />
            </a>
          </p>
        )}
        <p>
          <T lang={lang} k="danger.desk" />
        </p>
      </div>
    </section>
  );
}

function Person({ lang, given, at }: { lang: string; given: Given; at: number }): VNode {
  const name = (field: string) => `people.${String(at)}.${field}`;
  const fields = (
    <>
      <Text given={given} name={name("name")} k="people.name" hint="people.nameHint" />
      <Text given={given} name={name("born")} k="people.born" hint="people.bornHint" numeric short />
      <div class="two">
        <Select
          given={given}
          name={name("relation")}
          k="people.relation"
          none=""
          options={relations.map((one) => ({ value: one, text: say(lang, `relation.${one}`) }))}
        />
        <Select
          given={given}
          name={name("document")}
          k="people.document"
          none=""
          options={documents.map((one) => ({ value: one, text: say(lang, `document.${one}`) }))}
        />
      </div>
    </>
  );
  const typed = Object.entries(given.values).some(
    ([key, [value = ""]]) => key.startsWith(`people.${String(at)}.`) && value !== "",
  );
  return (
    <details data-person open={at === 0 || typed}>
      <summary>{say(lang, "people.n", { n: at + 1 })}</summary>
      {fields}
    </details>
  );
}

export function renderRegister(view: RegisterView): string {
  const { lang, crisis } = view;
  // The first person is herself until she says otherwise; nothing else stands filled in.
  const values =
    view.problem === null && Object.keys(view.values).length === 0
      ? { "people.0.relation": ["self"] }
      : view.values;
  const given: Given = { lang, values, problem: view.problem };
  const words = {
    step: "register.step",
    done: "place.deviceDone",
    no: "place.deviceNo",
    off: "offline.notSent",
    sending: "offline.sending",
    send: "register.send",
    now: "register.sendNow",
  };
  const data = Object.fromEntries(Object.entries(words).map(([key, k]) => [`data-${key}`, say(lang, k)]));
  return document({
    ...view,
    title: say(lang, "register.title"),
    phone: crisis.hotline,
    script: registerScript,
    children: (
      <>
        <h1>
          <T lang={lang} k="register.title" />
        </h1>
        <p class="hint">{say(lang, "register.lead")}</p>
        <Problem given={given} />
        <form
          name="r"
          method="post"
          action={`/${lang}/r`}
          autocomplete="off"
          novalidate
          {...data}
          {...(view.problem === null ? {} : { "data-given": true })}
        >
          <input type="hidden" name="crisisId" value={crisis.id} />
          <input type="hidden" name="lang" value={lang} />
          <input type="hidden" name="actId" value={view.actId} />
          <p class="step" id="step" aria-live="polite" />
          <Receivers view={view} given={given} />
          <DangerNow view={view} given={given} />
          <section class="q">
            <h2 tabIndex={-1}>{say(lang, "place.question")}</h2>
            <p class="hint">{say(lang, "place.lead")}</p>
            <Place lang={lang} given={given} places={view.places} />
            <Pick given={given} name="exactPlace" value="yes" many>
              <T lang={lang} k="place.exact.ask" />
              <small>
                <T lang={lang} k="place.exact.hint" />
              </small>
            </Pick>
          </section>
          <section class="q" data-later>
            <h2 tabIndex={-1}>{say(lang, "people.question")}</h2>
            <p class="hint">{say(lang, "people.lead")}</p>
            {Array.from({ length: ROOM }, (_, at) => (
              <Person key={at} lang={lang} given={given} at={at} />
            ))}
            <button type="button" class="second wide jsonly" id="more">
              {say(lang, "people.more")}
            </button>
          </section>
          <section class="q" data-later>
            <Group given={given} name="needs[]" k="needs.question" hint="needs.lead" heading>
              {needKinds.map((one) => (
                <Pick key={one} given={given} name="needs[]" value={one} many>
                  {say(lang, `need.${one}`)}
                </Pick>
              ))}
            </Group>
          </section>
          <section class="q" data-later>
            <Group given={given} name="barriers[]" k="barrier.question" hint="needs.lead" heading>
              {barriers.map((one) => (
                <Pick key={one} given={given} name="barriers[]" value={one} many>
                  {say(lang, `barrier.${one}`)}
                </Pick>
              ))}
            </Group>
          </section>
          <section class="q" data-later>
            <Group given={given} name="choice" k="choice.question" hint="choice.lead" heading>
              {choices.map((one) => (
                <Pick key={one} given={given} name="choice" value={one}>
                  {say(lang, `choice.${one}`)}
                  <small>{say(lang, `choice.${one}.means`)}</small>
                </Pick>
              ))}
            </Group>
          </section>
          <section class="q">
            <h2 tabIndex={-1}>{say(lang, "reach.question")}</h2>
            <Text given={given} name="phone" k="reach.phone" hint="reach.phoneHint" numeric dir="ltr" />
            <Pick given={given} name="phoneSafe" value="yes" many>
              <T lang={lang} k="consent.phoneSafe" />
              <small>
                <T lang={lang} k="consent.phoneSafeHint" />
              </small>
            </Pick>
            <Text given={given} name="note" k="reach.note" long />
            <h3>
              <T lang={lang} k="pin.question" />
            </h3>
            <p class="hint">
              <T lang={lang} k="pin.lead" />
            </p>
            <Text given={given} name="pin" k="pin.label" hint="pin.hint" numeric short dir="ltr" />
            <p>{say(lang, "check.lead")}</p>
          </section>
          <p role="status" class="why" id="st" />
          <div class="nav">
            <button type="button" class="second" id="back">
              {say(lang, "register.back")}
            </button>
            <button type="button" id="next">
              {say(lang, "register.next")}
            </button>
          </div>
          <button type="submit" class="wide" id="send">
            <span id="sendWords">{say(lang, "register.send")}</span>
          </button>
        </form>
      </>
    ),
  });
}
