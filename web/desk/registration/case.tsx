// A case as an officer opens it: people, needs, place, what they want; decide beside it. The look is written down,
// and she can read that it happened. When she takes the case from this desk, the pane says so and shows nothing.
import { useEffect, useState } from "preact/hooks";
import { endonymOf } from "../../../schema/kit/language.ts";
import { spaced } from "../../../schema/registration.rules.ts";
import type { RegistrationForResponder } from "../../../schema/registration.ts";
import type { registrationGet } from "../../../schema/registration-desk.ts";
import { type ProblemSeen, read } from "../../kit/call.ts";
import { type Fact, Facts, Heads, ProblemLine, Skeleton } from "../../kit/ui/parts.tsx";
import { UrgencyShape } from "../../kit/ui/shape.tsx";
import { number, since, t, time } from "../../kit/words.ts";
import { Revoke } from "../consent/revoke.tsx";
import { crisis } from "../crisis/state.ts";
import { Explain } from "../glass/explain.tsx";
import { WithReason } from "../glass/reason.tsx";
import { lazy } from "../lazy.tsx";
import { NoteSection } from "../note/section.tsx";
import { PermitsOfCase } from "../permit/case.tsx";
import { SeatsOfCase } from "../seat/case.tsx";
import { may } from "../session.ts";
import { Asked } from "./asked.tsx";
import { sayBorn } from "./born.ts";
import { Decide } from "./decide.tsx";
import { LostPin } from "./lost-pin.tsx";
import { Messages } from "./messages.tsx";
import { Near } from "./near.tsx";
import { Needs } from "./needs.tsx";
import { closeCase } from "./opened.ts";
import { dropped, putRow, rows } from "./queue.ts";
import { Texts } from "./texts.tsx";
import { LeftGroup, Told } from "./told.tsx";

export type Case = RegistrationForResponder;

const ReferralsOfCase = lazy<{ open: Case; reload: () => Promise<Case | null> }>(
  async () => (await import("../referral/case.tsx")).ReferralsOfCase,
);

function CaseFacts({ open }: { open: Case }) {
  const now = crisis.value?.now ?? "";
  const facts: Fact[] = [
    [t("desk.case.waiting"), since(open.openedAt, now)],
    [t("desk.case.alive"), since(open.aliveAt, now)],
    [
      t("desk.case.place"),
      open.place === null
        ? open.landmark === null
          ? t("desk.noPlace")
          : ""
        : `${t(`precision.${open.place.precision}`)}, ${since(open.place.at, now)}`,
    ],
  ];
  if (open.place?.precision === "exact")
    facts.push([
      t("desk.case.at"),
      <bdi dir="ltr">
        {`${open.place.lat.toFixed(3)}, ${open.place.lng.toFixed(3)}`}
        {open.accuracy === null ? "" : ` ± ${number(open.accuracy)} m`}
      </bdi>,
    ]);
  if (open.landmark !== null) facts.push([t("placeKind.landmark"), <bdi dir="auto">{open.landmark}</bdi>]);
  if (open.lang !== null) facts.push([t("home.language"), <bdi>{endonymOf(open.lang)}</bdi>]);
  if (open.choice !== null) facts.push([t("desk.case.choice"), t(`choice.${open.choice}`)]);
  if (open.barriers !== null && open.barriers.length > 0)
    facts.push([t("desk.case.barriers"), open.barriers.map((one) => t(`barrier.${one}`)).join(" · ")]);
  if (open.phone !== null)
    facts.push([
      t("reach.phone"),
      <>
        <bdi dir="ltr">{open.phone}</bdi>{" "}
        <span class="muted">
          {open.dial === undefined ? t("desk.case.noDial") : <bdi dir="ltr">{open.dial}</bdi>}
          {open.phoneOwner === undefined ? "" : ` · ${t(`phoneOwner.${open.phoneOwner}`)}`}
        </span>
      </>,
    ]);
  if (open.phone !== null)
    facts.push([
      "",
      open.phoneSafe === true ? (
        t("desk.case.phoneSafe")
      ) : (
        <strong class="bad">{t("desk.case.phoneUnsafe")}</strong>
      ),
    ]);
  if (open.note !== null) facts.push([t("desk.case.note"), <bdi dir="auto">{open.note}</bdi>]);
  if (open.reason !== null) facts.push([t("desk.case.told"), <bdi dir="auto">{open.reason}</bdi>]);
  if (open.recipients.length > 0)
    facts.push([t("desk.case.recipients"), open.recipients.map((one) => one.name).join(" · ")]);
  return <Facts of={facts} />;
}

function Persons({ open }: { open: Case }) {
  if (open.persons === null)
    return <p class="muted">{t(open.audience === "holder" ? "desk.case.holder" : "desk.case.partner")}</p>;
  return (
    <table class="list">
      <caption class="unseen">{t("desk.case.people")}</caption>
      <Heads
        names={[t("people.name"), t("desk.case.born"), t("desk.case.relation"), t("desk.case.document")]}
      />
      <tbody>
        {open.persons.map((one) => (
          <tr key={one.id}>
            <th scope="row">
              <bdi dir="auto">{one.name ?? t("status.noName")}</bdi>
              {one.nameRead === undefined ? null : (
                <small class="muted">
                  {" "}
                  {t("desk.case.zawgyi")} <bdi lang="my">{one.nameRead}</bdi>
                </small>
              )}
              {one.needs === undefined ? null : (
                <small class="muted"> {one.needs.map((need) => t(`need.${need}`)).join(" · ")}</small>
              )}
            </th>
            <td>{one.born === null ? "" : sayBorn(one.born)}</td>
            <td>{one.relation === null ? "" : t(`relation.${one.relation}`)}</td>
            <td>{one.document === null ? "" : t(`desk.document.${one.document}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function CasePane({ id }: { id: string }) {
  return (
    <WithReason id={id}>
      <Pane id={id} />
    </WithReason>
  );
}

function Pane({ id }: { id: string }) {
  const [open, setOpen] = useState<Case | null>(null);
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  /** The version that the screen shows; a newer one in the feed is announced and never laid over what is being typed. */
  const newer = rows.value.find((row) => row.id === id)?.version ?? 0;
  async function load(): Promise<Case | null> {
    const answer = await read<typeof registrationGet>("registration.get", { id });
    if (answer.ok) {
      setOpen(answer.data);
      setProblem(null);
      return answer.data;
    }
    setProblem(answer.problem);
    return null;
  }
  useEffect(() => {
    setOpen(null);
    setProblem(null);
    void load();
  }, [id]);
  const changed = (next: Case) => {
    setOpen(next);
    putRow(next);
  };
  const taken = dropped.value.has(id);
  return (
    <section class="pane case" aria-label={t("desk.case")} data-case={id}>
      <header>
        <button type="button" class="quiet" onClick={closeCase}>
          {t("desk.case.back")}
        </button>
        {open === null || taken ? null : (
          <h1>
            <UrgencyShape urgency={open.urgency} word />{" "}
            <bdi dir="ltr">{open.reference === null ? t("desk.noCode") : spaced(open.reference)}</bdi>
            <span class="tag">{t(`desk.state.${open.state}`)}</span>
          </h1>
        )}
      </header>
      {taken ? (
        <p class="empty" role="alert">
          {t("desk.case.taken")}
        </p>
      ) : open === null ? (
        problem === null ? (
          <Skeleton />
        ) : problem.code === "reason-needed" ? (
          <Explain of={{ registrationId: id }} onDone={() => void load()} />
        ) : (
          <ProblemLine problem={problem} />
        )
      ) : (
        <div class="body">
          {newer > open.version ? (
            <p class="notice" role="status">
              {t("desk.case.newer")}{" "}
              <button type="button" class="quiet" onClick={() => void load()}>
                {t("desk.case.reload")}
              </button>
            </p>
          ) : null}
          <Asked open={open} />
          <LeftGroup open={open} />
          {may("registration.decide") && open.audience === "responder" ? (
            <Decide open={open} reload={load} onChanged={changed} />
          ) : null}
          <Persons open={open} />
          <Messages open={open} />
          {may("sms.ofCase") && open.audience === "responder" ? <Texts open={open} /> : null}
          {may("note.ofCase") && open.audience === "responder" ? <NoteSection id={id} /> : null}
          <Needs open={open} reload={load} />
          {may("referral.list") ? <ReferralsOfCase open={open} reload={load} /> : null}
          {may("seat.ofCase") && open.audience === "responder" ? (
            <>
              <SeatsOfCase open={open} reload={load} />
              <PermitsOfCase open={open} />
            </>
          ) : null}
          <CaseFacts open={open} />
          <Told open={open} />
          {may("zone.near") ? <Near id={id} /> : null}
          {may("registration.resetPin") && open.audience === "responder" ? (
            <LostPin key={id} id={id} />
          ) : null}
          {may("consent.revoke") ? <Revoke key={id} id={id} /> : null}
          <p class="muted small">
            {t("desk.case.logged")}{" "}
            {open.decidedAt === null ? "" : t("desk.case.decided", { time: time(open.decidedAt) })}
          </p>
        </div>
      )}
    </section>
  );
}
