// Who looks for her: whether she wants to be shown it, each request as it was written, and her answer. The danger is said
// before the answer, and nothing is filled in that she did not type.
import type { VNode } from "preact";
import { say } from "../../schema/words.ts";
import { type Given, Text } from "./field.tsx";
import { KinOf } from "./kin.tsx";
import { Act, ownPage, Twice } from "./own-frame.tsx";
import { Said, Sentence } from "./sentence.tsx";
import { Digits, T, Time } from "./shell.tsx";
import type { OwnTraceView } from "./view.ts";

type Request = OwnTraceView["tracing"]["requests"][number];

function Agreement({ page }: { page: OwnTraceView }): VNode {
  const { lang, tracing } = page;
  const words = ["purpose.trace", "trace.nothing", "trace.recipient", "trace.danger", "trace.stopMeans"];
  return (
    <section class="card">
      {words.map((k) => (
        <p key={k} class={k === "trace.danger" ? "warn" : undefined}>
          <T lang={lang} k={k} />
        </p>
      ))}
      {tracing.agreed === null ? null : (
        <p>
          <strong>{say(lang, "trace.agreed")}</strong>{" "}
          <small>
            <Said lang={lang} k="consent.until" at={tracing.agreed.until} />
          </small>
        </p>
      )}
      {tracing.mayAgree ? (
        <Act page={page} step="trace-agree" fixed={{ lang }}>
          <button type="submit" class={tracing.agreed === null ? "wide" : "second wide"}>
            <span>
              <T lang={lang} k="trace.agree" />
            </span>
          </button>
        </Act>
      ) : (
        <p class="warn">
          <T lang={lang} k="trace.cannot" />
        </p>
      )}
      {tracing.agreed === null ? null : (
        <Twice
          page={page}
          step="trace-stop"
          fixed={{ lang }}
          k="trace.stop"
          means="trace.stopMeans"
          sure="consent.withdrawSure"
        />
      )}
      {page.view.adultId !== null || page.view.persons.length === 1 ? null : (
        <p class="hint">
          <T lang={lang} k="trace.adults" />
        </p>
      )}
    </section>
  );
}

function Answered({ page, one }: { page: OwnTraceView; one: Request }): VNode | null {
  const { lang } = page;
  if (one.answer === null) return null;
  const { text, phone, at, readAt } = one.answer;
  return (
    <>
      <p>
        <strong>{say(lang, "trace.told")}</strong>{" "}
        <small>
          <Time lang={lang} at={at} />
        </small>
      </p>
      {text === null ? null : (
        <p class="said" dir="auto">
          {text}
        </p>
      )}
      {phone === null ? null : (
        <p>
          {say(lang, "receipt.phone")}: <Digits>{phone}</Digits>
        </p>
      )}
      <p class="hint">
        {readAt === null ? say(lang, "trace.unread") : <Said lang={lang} k="trace.readAt" at={readAt} />}
      </p>
      <Twice
        page={page}
        step="trace-back"
        fixed={{ id: one.id }}
        k="consent.withdraw"
        means="trace.takeBackMeans"
        sure="consent.withdrawSure"
      />
    </>
  );
}

/** A field of its own name for each request, so that what was typed comes back where it was typed. */
function Answer({ page, one, given }: { page: OwnTraceView; one: Request; given: Given }): VNode {
  const { lang } = page;
  const typed = given.values.id?.[0] === one.id;
  const mine: Given = typed ? given : { lang, values: {}, problem: null };
  return (
    <details open={typed}>
      <summary>
        <T lang={lang} k="trace.tell" />
      </summary>
      <p class="warn">
        <T lang={lang} k="trace.danger" />
      </p>
      <Act page={page} step="trace-answer" fixed={{ id: one.id }}>
        <Text given={mine} name="text" id={`text-${one.id}`} k="trace.words" hint="message.hint" long />
        <Text given={mine} name="phone" id={`phone-${one.id}`} k="trace.yourNumber" dial dir="ltr" />
        <button type="submit" class="wide">
          <span>
            <T lang={lang} k="trace.tell" />
          </span>
        </button>
      </Act>
    </details>
  );
}

function Refuse({ page, one }: { page: OwnTraceView; one: Request }): VNode {
  const { lang } = page;
  const ways: [string, Readonly<Record<string, string>>][] = [
    ["trace.refuse", {}],
    ["trace.unknown", { unknown: "yes" }],
    ["trace.block", { block: "yes" }],
  ];
  return (
    <details>
      <summary>
        <T lang={lang} k="trace.refuse" />
      </summary>
      <p>
        <T lang={lang} k="trace.refuseMeans" />
      </p>
      {ways.map(([k, fixed]) => (
        <Act key={k} page={page} step="trace-refuse" fixed={{ id: one.id, ...fixed }}>
          <p>
            <button type="submit" class="second wide">
              <span>
                <T lang={lang} k={k} />
              </span>
            </button>
          </p>
        </Act>
      ))}
    </details>
  );
}

function Seeker({ page, one, given }: { page: OwnTraceView; one: Request; given: Given }): VNode {
  const { lang } = page;
  return (
    <li class="card">
      {one.about === null ? null : (
        <p>
          <Sentence lang={lang} k="trace.about" parts={() => ({ name: <bdi>{one.about}</bdi> })} />
        </p>
      )}
      <p>
        <strong>
          <bdi>{one.by}</bdi>
        </strong>{" "}
        (<KinOf lang={lang} kin={one.kin} />) {one.phone === null ? null : <Digits>{one.phone}</Digits>}
      </p>
      {one.texts.map((text, i) => (
        <div key={i}>
          <small>
            <Time lang={lang} at={text.at} />
          </small>
          <p class="said" dir="auto">
            {text.text}
          </p>
        </div>
      ))}
      <p class="warn">
        <T lang={lang} k="trace.wrote" />
      </p>
      {one.answer === null ? (
        <Answer page={page} one={one} given={given} />
      ) : (
        <Answered page={page} one={one} />
      )}
      <Refuse page={page} one={one} />
    </li>
  );
}

export function renderTrace(page: OwnTraceView): string {
  const { lang, tracing, values } = page;
  const given: Given = { lang, values, problem: page.problem };
  return ownPage(page, {
    k: "own.trace",
    at: "trace",
    children: (
      <>
        {tracing.requests.length === 0 ? null : (
          <section>
            <h2>{say(lang, "trace.somebody")}</h2>
            <ul class="plain">
              {tracing.requests.map((one) => (
                <Seeker key={one.id} page={page} one={one} given={given} />
              ))}
            </ul>
          </section>
        )}
        {tracing.agreed !== null && tracing.requests.length === 0 ? (
          <p id="nobody">{say(lang, "trace.none")}</p>
        ) : null}
        <Agreement page={page} />
      </>
    ),
  });
}
