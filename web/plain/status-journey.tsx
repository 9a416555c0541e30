// Her journey, to herself: seats, waiting lists, what was cancelled and why, and what she is asked. Where to go and when
// stands there only once a movement is confirmed and she said yes.
import type { VNode } from "preact";
import { takesGroups } from "../../schema/movement.rules.ts";
import type { SeatForSelf } from "../../schema/seat.ts";
import { say } from "../../schema/words.ts";
import { Said, Sentence } from "./sentence.tsx";
import { Local, T, Time } from "./shell.tsx";
import type { Journey, RequestView } from "./view.ts";

/** Seats that she said yes to, on movements that do leave: only these send her anywhere. */
export function firmSeats(journey: Journey): SeatForSelf[] {
  return journey.seats.filter(
    (seat) =>
      seat.state === "coming" && (seat.movementState === "confirmed" || seat.movementState === "boarding"),
  );
}

/** Where and when; or that she must not go anywhere yet. */
export function GoOrStay({ lang, journey }: { lang: string; journey: Journey }): VNode {
  const firm = firmSeats(journey);
  if (firm.length === 0)
    return (
      <p class="warn">
        <T lang={lang} k="status.doNotGo" />
      </p>
    );
  return (
    <>
      {firm.map((seat) => (
        <div key={seat.movementId} class="done">
          <Sentence
            lang={lang}
            k="journey.go.where"
            parts={(own) => ({
              place: <Local text={seat.from.name} lang={own} />,
              time: <Time lang={own} at={seat.leavesAt} />,
            })}
          />
        </div>
      ))}
      <p>
        <T lang={lang} k="journey.go.again" />
      </p>
      <p>
        <a class="button wide" href={`/${lang}/s/pass`}>
          {say(lang, "pass.open")}
        </a>
      </p>
    </>
  );
}

/** What her answer, or somebody's decision, has made of it. */
function wordOf(seat: SeatForSelf): string {
  if (seat.movementState === "cancelled") return "journey.cancelled";
  if (seat.state !== null) return `journey.${seat.state}`;
  return seat.reason === null ? "journey.declined" : "journey.freed";
}

function Answer({ page, seat }: { page: RequestView; seat: SeatForSelf }): VNode | null {
  const { lang } = page;
  if (seat.state === null || !takesGroups(seat.movementState)) return null;
  const button = (answer: string, look: string) => (
    <button type="submit" key={answer} name="answer" value={answer} class={look}>
      {say(lang, `seatAnswer.${answer}`)}
    </button>
  );
  const form = (
    <form method="post" action={`/${lang}/s/seat-answer`}>
      <input type="hidden" name="actId" value={page.nextActId()} />
      <input type="hidden" name="movementId" value={seat.movementId} />
      {seat.state === "asked" ? (
        <>
          <p>
            <T lang={lang} k="consent.travel" v={{ name: `\u2068${seat.runBy}\u2069` }} />
          </p>
          {button("coming", "wide")}
        </>
      ) : null}
      <p>{say(lang, "journey.no")}</p>
      {["cannot", "not-this", "stay"].map((answer) => button(answer, "second wide"))}
    </form>
  );
  if (seat.state === "asked") return form;
  return (
    <details>
      <summary>{say(lang, "journey.change")}</summary>
      {form}
    </details>
  );
}

function Seat({ page, seat }: { page: RequestView; seat: SeatForSelf }): VNode {
  const { lang } = page;
  return (
    <li>
      <div class="row">
        <h3>{say(lang, `movementMode.${seat.mode}`)}</h3>
        <span class="tag">{say(lang, `movementState.${seat.movementState}`)}</span>
      </div>
      <p>
        <Sentence
          lang={lang}
          k="journey.way"
          parts={(own) => ({
            from: <Local text={seat.from.name} lang={own} />,
            to: <Local text={seat.to.name} lang={own} />,
          })}
        />
        <br />
        <Said lang={lang} k="journey.leaves" at={seat.leavesAt} />
        <br />
        <Sentence lang={lang} k="journey.runBy" parts={() => ({ name: <bdi>{seat.runBy}</bdi> })} />
      </p>
      <p>
        <strong>{say(lang, wordOf(seat), { n: seat.position ?? "" })}</strong>
      </p>
      {seat.reason === null ? null : (
        <blockquote dir="auto">
          {/* What an officer wrote to her has one language, whichever it is. */}
          {seat.movementState === "cancelled" ? <Local text={seat.reason} lang={lang} /> : seat.reason.en}
        </blockquote>
      )}
      {seat.people.length === 0 ? null : (
        <ul class="plain">
          {seat.people.map((one) => (
            <li key={one.personId} class="row">
              <bdi>{one.name ?? say(lang, "status.noName")}</bdi>
              <span>
                {say(lang, `seatKind.${one.kind}`)}
                {one.state === "held" ? null : (
                  <>
                    {" "}
                    <span class="tag">{say(lang, `seatState.${one.state}`)}</span>
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      <Answer page={page} seat={seat} />
    </li>
  );
}

function Split({ page, split }: { page: RequestView; split: Journey["splits"][number] }): VNode {
  const { lang } = page;
  return (
    <div class="warn">
      <p>
        <strong>{say(lang, "journey.split")}</strong>
      </p>
      <ul>
        {split.people.map((name, i) => (
          <li key={i}>
            <bdi>{name ?? say(lang, "status.noName")}</bdi>
          </li>
        ))}
      </ul>
      <blockquote dir="auto">{split.reason}</blockquote>
      <p>
        {say(
          lang,
          split.agreed === null
            ? "journey.splitMeans"
            : split.agreed
              ? "journey.splitYes"
              : "journey.splitNo",
        )}
      </p>
      <form method="post" action={`/${lang}/s/split-answer`}>
        <input type="hidden" name="actId" value={page.nextActId()} />
        <input type="hidden" name="splitId" value={split.id} />
        {["no", "yes"]
          .filter((answer) => split.agreed !== (answer === "yes"))
          .map((answer) => (
            <button type="submit" key={answer} name="agree" value={answer} class="second wide">
              {say(lang, `journey.split.${answer}`)}
            </button>
          ))}
      </form>
    </div>
  );
}

/** Nothing where there is no journey: the page stays small. */
export function JourneyCard({ page }: { page: RequestView }): VNode | null {
  const { seats, splits } = page.journey;
  if (seats.length === 0 && splits.length === 0) return null;
  return (
    <section id="journey">
      <h2>{say(page.lang, "journey.title")}</h2>
      {splits.map((split) => (
        <Split key={split.id} page={page} split={split} />
      ))}
      <ul class="plain">
        {seats.map((seat) => (
          <Seat key={seat.movementId} page={page} seat={seat} />
        ))}
      </ul>
    </section>
  );
}
