// One danger: what is known of it, what was written where this officer may read it, and what may be decided.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Danger, dangerWords } from "../../../schema/danger.ts";
import type { ReplyOf } from "../../../schema/kit/act.ts";
import { type ProblemSeen, read } from "../../kit/call.ts";
import { Empty, type Fact, Facts, ProblemLine, Skeleton } from "../../kit/ui/parts.tsx";
import { local, t, time } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { may } from "../session.ts";
import { Decisions } from "./decide.tsx";
import { DangerSign } from "./sign.tsx";
import { dangers, loaded } from "./state.ts";
import { byWords, kindWords, placeWords, reportWords } from "./words.ts";

function DangerFacts({ danger }: { danger: Danger }) {
  const { confirmed, over, publicName } = danger;
  const facts: Fact[] = [
    [t("desk.danger.column.reports"), reportWords(danger)],
    [t("desk.danger.column.seen"), time(danger.seenAt)],
    [t("desk.danger.column.until"), time(danger.until)],
    [t("desk.danger.column.by"), <bdi dir="auto">{byWords(danger)}</bdi>],
    [
      t("desk.danger.column.place"),
      <bdi dir={danger.place === null ? "auto" : "ltr"}>{placeWords(danger)}</bdi>,
    ],
  ];
  if (confirmed !== null)
    facts.push([
      t("danger.state.confirmed"),
      <>
        <bdi dir="auto">{local(confirmed.organisation)}</bdi> {time(confirmed.at)}
      </>,
    ]);
  if (over !== null)
    facts.push([
      t(`danger.state.${danger.state}`),
      <>
        <bdi dir="auto">{local(over.organisation)}</bdi> {time(over.at)}
      </>,
    ]);
  if (publicName !== null) facts.push([t("desk.danger.public"), <bdi dir="auto">{local(publicName)}</bdi>]);
  return <Facts of={facts} />;
}

/** Read when somebody asks for it, because a person reads afterwards that it was read. */
function Words({ danger }: { danger: Danger }) {
  const [found, setFound] = useState<ReplyOf<typeof dangerWords>["words"] | null>(null);
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const [busy, setBusy] = useState(false);
  const ask = async () => {
    if (busy) return;
    setBusy(true);
    const answer = await read<typeof dangerWords>("danger.words", { dangerId: danger.id });
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) setFound(answer.data.words);
  };
  return (
    <section class="danger-words">
      <h2>{t("desk.danger.words")}</h2>
      <ProblemLine problem={problem} />
      {found === null ? (
        <>
          {danger.byPerson ? <p class="muted">{t("desk.danger.wordsMean")}</p> : null}
          <button type="button" disabled={busy} onClick={() => void ask()}>
            {t("act.danger.words")}
          </button>
        </>
      ) : found.length === 0 ? (
        <p role="status">{t("desk.danger.wordsNone")}</p>
      ) : (
        <ul class="plain" role="status">
          {found.map((one, i) => (
            <li key={i}>
              {one.where === null ? null : <p dir="auto">{one.where}</p>}
              {one.text === null ? null : <blockquote dir="auto">{one.text}</blockquote>}
              <small class="muted">
                <bdi dir="auto">
                  {one.organisation === null ? t("desk.danger.person") : local(one.organisation)}
                </bdi>{" "}
                {time(one.at)}
              </small>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

export function DangerDetail({ id }: { id: string }) {
  const danger = dangers.value.find((one) => one.id === id);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.scrollIntoView({ block: "nearest" });
  }, [id]);
  if (danger === undefined) return loaded.value ? <Empty>{t("problem.not-found")}</Empty> : <Skeleton />;
  const works = crisis.value?.closedAt === null && may("danger.confirm");
  return (
    <div data-danger={id} data-version={danger.version}>
      <h1 ref={heading}>
        <DangerSign state={danger.state} /> {kindWords(danger)}{" "}
        <span class="tag">{t(`danger.state.${danger.state}`)}</span>
      </h1>
      <DangerFacts danger={danger} />
      {danger.words && may("danger.words") ? <Words key={id} danger={danger} /> : null}
      {works ? <Decisions danger={danger} /> : null}
    </div>
  );
}
