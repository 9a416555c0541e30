// Complaining: one form without an account, and its receipt. It says first that it lowers no help and who reads it; where nobody
// can read it, it says so and to whom to turn instead, and takes nothing.
import type { VNode } from "preact";
import { readerOf } from "../../schema/complaint.rules.ts";
import { complaintKinds } from "../../schema/complaint.ts";
import { inLanguage } from "../../schema/kit/fields.ts";
import { say, sayDay } from "../../schema/words.ts";
import { Locked, LockedForm, LockScript, ReadBy } from "./complaint-lock.tsx";
import type { ComplaintReceiptView, ComplaintView, Reader } from "./complaint-view.ts";
import { type Given, Group, Pick, Problem, Select, Text } from "./field.tsx";
import { ComeBack, Numbers } from "./numbers.tsx";
import { Sentence } from "./sentence.tsx";
import { Digits, document, Local, T } from "./shell.tsx";

/** Who reads it where it is about oversight itself: another one, or nobody. */
function AboutReader({ view, reader }: { view: ComplaintView; reader: Reader }): VNode {
  const { lang } = view;
  const other = readerOf(view.overseers, reader.id);
  return (
    <small>
      <Local text={reader.name} lang={lang} />
      {": "}
      {other === null ? (
        say(lang, "complaint.untaken")
      ) : (
        <>
          <ReadBy lang={lang} k="message.goesTo" reader={other} />
          {other.key === null && reader.key !== null ? (
            <>
              {" "}
              <ReadBy lang={lang} k="complaint.sealedRing" reader={other} />
            </>
          ) : null}
        </>
      )}
    </small>
  );
}

function Questions({ view, reader }: { view: ComplaintView; reader: Reader }): VNode {
  const { lang, crisis } = view;
  const given: Given = { lang, values: view.values, problem: view.problem };
  const readers = Object.fromEntries([
    ["", reader],
    ...view.overseers.map((one) => [one.id, readerOf(view.overseers, one.id)] as const),
  ]);
  const options = view.organisations.map(({ id, name }) => ({
    value: id,
    text: inLanguage(name, lang).text,
  }));
  return (
    <LockedForm
      lang={lang}
      action={`/${lang}/c?crisis=${crisis.id}`}
      complaintId={view.id}
      readers={readers}
      fixed={{ actId: view.actId, id: view.id, wordId: view.wordId, crisisId: crisis.id, lang }}
    >
      <Group given={given} name="kind" k="complaint.kind">
        {complaintKinds.map((one) => (
          <Pick key={one} given={given} name="kind" value={one}>
            {say(lang, `complaintKind.${one}`)}
          </Pick>
        ))}
      </Group>
      <Select
        given={given}
        name="about"
        k="complaint.about"
        none="–"
        options={[
          ...options,
          { value: "platform", text: say(lang, "complaint.aboutPlatform") },
          { value: "other", text: say(lang, "complaint.aboutOther") },
        ]}
      />
      <AboutReader view={view} reader={reader} />
      <Locked lang={lang} reader={reader} />
      <Text given={given} name="words" k="complaint.words" hint="complaint.wordsHint" long />
      <Text given={given} name="wants" k="complaint.wants" long />
      {view.mayOversee ? (
        <Pick given={given} name="oversee" value="yes" many>
          <T lang={lang} k="complaint.oversee" />
          <small>
            <T lang={lang} k="complaint.overseeHint" />
          </small>
        </Pick>
      ) : null}
      <p class="hint">
        <T lang={lang} k="pin.lead" />
      </p>
      <Text given={given} name="pin" k="pin.label" hint="pin.hint" numeric short dir="ltr" />
      <button type="submit" class="wide">
        <span>
          <T lang={lang} k="complaint.send" />
        </span>
      </button>
      <LockScript nonce={view.nonce} />
    </LockedForm>
  );
}

export function renderComplaint(view: ComplaintView): string {
  const { lang } = view;
  const reader = readerOf(view.overseers, "");
  return document({
    ...view,
    title: say(lang, "complaint.title"),
    form: 5,
    phone: view.crisis.hotline,
    actId: view.actId,
    children: (
      <>
        <h1>{say(lang, "complaint.title")}</h1>
        <p class="lead">{say(lang, "complaint.lead")}</p>
        <p>
          <strong>
            <T lang={lang} k="complaint.safe" />
          </strong>
        </p>
        <div id="said">
          <Problem given={{ lang, values: {}, problem: view.problem }} />
        </div>
        {reader === null ? (
          <>
            <p class="warn">{say(lang, "complaint.untaken")}</p>
            <p>{say(lang, "complaint.elsewhere")}</p>
          </>
        ) : (
          <>
            <p>
              <ReadBy lang={lang} k="complaint.reader" reader={reader} />
            </p>
            <Questions view={view} reader={reader} />
            <p>{say(lang, "complaint.elsewhere")}</p>
          </>
        )}
        <p>
          <a href={`/${lang}/c/s`}>{say(lang, "complaint.back")}</a>
        </p>
      </>
    ),
  });
}

export function renderComplaintReceipt(view: ComplaintReceiptView): string {
  const { lang, receipt } = view;
  return document({
    ...view,
    title: say(lang, "complaint.sent"),
    form: 5,
    phone: view.crisis.hotline,
    script: `D.body.className="js";$("#print").onclick=()=>print();`,
    children: (
      <>
        <h1>{say(lang, "complaint.sent")}</h1>
        <div class="card" role="status">
          <Numbers lang={lang} of={receipt} />
          <p>
            <T lang={lang} k="receipt.write" />
          </p>
          <ComeBack lang={lang} address={view.address} />
          <button type="button" class="second jsonly noprint" id="print">
            {say(lang, "receipt.print")}
          </button>
        </div>
        <p>
          <Sentence
            lang={lang}
            k="message.goesTo"
            parts={(own) => ({ name: <Local text={receipt.reader} lang={own} /> })}
          />
        </p>
        <p>
          {say(lang, "complaint.dates", {
            first: sayDay(lang, receipt.acknowledgeBy.slice(0, 10)),
            last: sayDay(lang, receipt.outcomeBy.slice(0, 10)),
          })}
        </p>
        <p>
          <T lang={lang} k="complaint.safe" />
        </p>
        <p class="noprint">
          <a class="button second wide" href={`/${lang}/c/s`}>
            {say(lang, "complaint.back")}
          </a>
        </p>
        <p class="hint">
          {say(lang, "receipt.refresh")} <T lang={lang} k="receipt.leave" />
        </p>
        {view.crisis.hotline === null ? null : (
          <p>
            {say(lang, "receipt.phone")}: <Digits>{view.crisis.hotline}</Digits>
          </p>
        )}
      </>
    ),
  });
}
