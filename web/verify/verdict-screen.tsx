// The verdict over the whole screen: colour, shape, word and tone, then why, then whom. One touch or any key goes on; a GO
// goes on by itself. Only a button lets somebody pass after a LOOK.
import { useLayoutEffect, useRef } from "preact/hooks";

import type { Answer, Facts } from "./held.ts";
import type { Reason } from "./reason.ts";
import { age, moment, spaced } from "./say.ts";
import { accept, mark, shown, takeLine } from "./scan.ts";
import { VerdictShape } from "./shape.tsx";
import { listing, settings, timeNow } from "./state.ts";
import { sound } from "./tone.ts";
import { mayAccept } from "./verdict.ts";
import { beside, local, t } from "./words.ts";

/** A GO makes room for the next by itself. */
const GO_STAYS = 3000;
const silentKeys = ["Tab", "Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock"];

const next = () => {
  shown.value = null;
};

function values(facts: Facts): Record<string, string> {
  const { now, real } = timeNow();
  return {
    seen: facts.seenAt === null ? "" : `${moment(facts.seenAt, now)} (${age(facts.seenAt, now)})`,
    until: facts.until === null ? "" : moment(facts.until, now),
    from: facts.from === null ? "" : moment(facts.from, now),
    pack: facts.packAt === null ? "" : age(facts.packAt, now),
    checked: facts.statusAt === null ? "" : age(facts.statusAt, real),
    waived: facts.waivedUntil === null ? "" : moment(facts.waivedUntil, now),
    territory: facts.territory ?? "",
  };
}

const sentence = (reason: Reason, facts: Facts) => t(`gate.reason.${reason}`, values(facts));

/** Word and reason in English below those of a language that nobody has reviewed (ruling 8). */
function English({ verdict, reason, facts }: Answer) {
  const word = beside(`gate.verdict.${verdict}`);
  if (word === null) return null;
  return (
    <p class="english" lang="en" dir="ltr">
      <b>{word}</b> {beside(`gate.reason.${reason}`, values(facts))}
    </p>
  );
}

/** Lines below the reason: what the paper says, for the officer to compare with the person. */
function linesOf(facts: Facts): string[] {
  const { now, real } = timeNow();
  const lines: string[] = [];
  if (facts.movement !== null && !facts.signed) lines.push(t("gate.fact.byNumber"));
  if (facts.birthYear !== null) lines.push(t("gate.fact.born", { n: facts.birthYear }));
  if (facts.group !== null && facts.n !== null && facts.m !== null)
    lines.push(t("gate.fact.group", { group: facts.group, n: facts.n, m: facts.m }));
  if (facts.boarded !== null && facts.m !== null)
    lines.push(t("gate.fact.boarded", { n: facts.boarded, m: facts.m }));
  if (facts.movement !== null) lines.push(facts.movement);
  if (facts.document !== null) lines.push(t("gate.fact.document", { document: facts.document }));
  if (facts.exitPoints.length > 0) lines.push(t("gate.fact.exits", { places: facts.exitPoints.join(", ") }));
  if (facts.minor) lines.push(t("gate.fact.minor"));
  if (facts.kind === "permit" && facts.until !== null)
    lines.push(t("gate.fact.until", { time: moment(facts.until, now) }));
  if (facts.statusAt !== null) lines.push(t("gate.fact.checked", { age: age(facts.statusAt, real) }));
  if (facts.kind === "permit" && facts.seenAt !== null)
    lines.push(t("gate.fact.seenBefore", { time: moment(facts.seenAt, now) }));
  if (facts.kind === "permit" && facts.waivedUntil !== null)
    lines.push(t("gate.fact.waived", { time: moment(facts.waivedUntil, now) }));
  return lines;
}

function Acts({ answer }: { answer: Answer }) {
  const { note } = answer;
  const { receiver } = settings.value;
  const organisation = listing.value?.reply.organisations.find((one) => one.id === receiver);
  return (
    <div class="acts">
      {answer.choices.map(({ movementId, label, pass }) => (
        <button key={movementId} type="button" onClick={() => void takeLine(movementId, pass.cti)}>
          {label}
        </button>
      ))}
      {mayAccept(answer) ? (
        <button type="button" class="accept" onClick={() => void accept(answer)}>
          {t(note?.kind === "arrived" ? "gate.accept.arrived" : "gate.accept.boarded")}
        </button>
      ) : null}
      {answer.verdict === "GO" && note?.kind === "arrived" && organisation !== undefined ? (
        <button
          type="button"
          onClick={() => void mark("handed-over", note.movementId, [note.cti]).then(next)}
        >
          {t("gate.handOver", { name: local(organisation.name) })}
        </button>
      ) : null}
      <button type="button" class="next" onClick={next}>
        {t("gate.next")}
      </button>
    </div>
  );
}

function Verdict({ answer, took }: { answer: Answer; took: number }) {
  const ref = useRef<HTMLElement>(null);
  const { verdict, reason, also, facts } = answer;
  // Before it is painted: no key or touch that follows the sight of it is lost.
  useLayoutEffect(() => {
    ref.current?.focus();
    sound(verdict, settings.value.muted);
    const leaves = verdict === "GO" ? setTimeout(next, GO_STAYS) : undefined;
    const onKey = (event: KeyboardEvent) => {
      const onButton = (event.target as Element | null)?.closest?.("button") != null;
      if (silentKeys.includes(event.key) || (onButton && (event.key === "Enter" || event.key === " ")))
        return;
      next();
    };
    const screen = ref.current;
    const onClick = (event: MouseEvent) => {
      if ((event.target as Element).closest("button") === null) next();
    };
    document.addEventListener("keydown", onKey);
    screen?.addEventListener("click", onClick);
    return () => {
      clearTimeout(leaves);
      document.removeEventListener("keydown", onKey);
      screen?.removeEventListener("click", onClick);
    };
  }, [answer]);
  return (
    <section
      ref={ref}
      class={`verdict ${verdict}`}
      tabIndex={-1}
      data-took={Math.round(took)}
      aria-labelledby="word"
      aria-describedby="why"
    >
      {facts.specimen ? <p class="specimen">{t("gate.specimen")}</p> : null}
      <VerdictShape verdict={verdict} />
      <h1 id="word">{t(`gate.verdict.${verdict}`)}</h1>
      <p id="why">{sentence(reason, facts)}</p>
      <English {...answer} />
      {also.length === 0 ? null : (
        <ul class="also">
          {also.map((one) => (
            <li key={one}>{sentence(one, facts)}</li>
          ))}
        </ul>
      )}
      {facts.name === null ? null : (
        <p class="name" dir="auto">
          {facts.name}
        </p>
      )}
      {facts.number === null ? null : (
        <p class="number">
          <bdi dir="ltr">{facts.kind === "pass" ? spaced(facts.number) : facts.number}</bdi>
        </p>
      )}
      <ul class="facts">
        {linesOf(facts).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <Acts answer={answer} />
    </section>
  );
}

export function VerdictScreen() {
  const now = shown.value;
  return (
    <>
      <p class="unseen" aria-live="assertive">
        {now === null
          ? ""
          : `${t(`gate.verdict.${now.answer.verdict}`)}. ${sentence(now.answer.reason, now.answer.facts)}`}
      </p>
      {now === null ? null : <Verdict {...now} />}
    </>
  );
}
