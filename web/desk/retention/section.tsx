// How long each kind of data of a crisis is kept, what would go now, and what went: counts, for the platform administrator.
import { useEffect, useState } from "preact/hooks";
import type { ReplyOf } from "../../../schema/kit/act.ts";
import type { RetentionKept, RetentionSwept, retentionGet } from "../../../schema/retention.ts";
import { type Outcome, read } from "../../kit/call.ts";
import { Empty, Heads, Refused, Skeleton } from "../../kit/ui/parts.tsx";
import { number, t } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { ChangePeriod } from "./change.tsx";

type Answer = Outcome<ReplyOf<typeof retentionGet>>;

function KeptRow({ one, crisisId, onSet }: { one: RetentionKept; crisisId: string; onSet: () => void }) {
  return (
    <tr>
      <th scope="row">
        {t(`desk.retention.kind.${one.kind}`)}
        <small>{t(`desk.retention.why.${one.kind}`)}</small>
      </th>
      <td data-says={t("desk.retention.days")}>
        {number(one.days)}{" "}
        {one.days === one.usual ? null : (
          <small>{t("desk.retention.usual", { days: number(one.usual) })}</small>
        )}
      </td>
      <td data-says={t("desk.retention.due")} data-due={one.due}>
        {number(one.due)}{" "}
        {one.asked === undefined ? null : (
          <small>{t("desk.retention.asked", { count: number(one.asked) })}</small>
        )}
      </td>
      <td class="end">
        {one.settable ? <ChangePeriod one={one} crisisId={crisisId} onSet={onSet} /> : null}
      </td>
    </tr>
  );
}

function Swept({ list }: { list: readonly RetentionSwept[] }) {
  if (list.length === 0) return <Empty>{t("desk.retention.nothing")}</Empty>;
  return (
    <table class="list">
      <caption class="unseen">{t("desk.retention.went")}</caption>
      <Heads names={["day", "what", "count"].map((one) => t(`desk.retention.${one}`))} />
      <tbody>
        {list.map((one) => (
          <tr key={`${one.day} ${one.kind}`}>
            <th scope="row">
              <bdi dir="ltr">{one.day}</bdi>
            </th>
            <td>{t(`desk.retention.kind.${one.kind}`)}</td>
            <td>{number(one.count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function RetentionSection() {
  const crisisId = crisis.value?.id;
  const [turn, setTurn] = useState(0);
  const [answer, setAnswer] = useState<Answer | null>(null);
  useEffect(() => {
    if (crisisId === undefined) return;
    let here = true;
    void read<typeof retentionGet>("retention.get", { crisisId }).then((found) => {
      if (here) setAnswer(found);
    });
    return () => {
      here = false;
    };
  }, [crisisId, turn]);
  if (crisisId === undefined) return null;
  const again = () => setTurn(turn + 1);
  return (
    <section aria-label={t("desk.retention")} data-part="retention">
      <header>
        <h2>{t("desk.retention")}</h2>
      </header>
      <p class="muted">{t("desk.retention.lead")}</p>
      {answer === null ? (
        <Skeleton lines={6} />
      ) : !answer.ok ? (
        <Refused problem={answer.problem} again={again} />
      ) : (
        <>
          <table class="list">
            <caption class="unseen">{t("desk.retention")}</caption>
            <Heads names={["what", "days", "due"].map((one) => t(`desk.retention.${one}`))}>
              <td />
            </Heads>
            <tbody>
              {answer.data.kinds.map((one) => (
                <KeptRow key={one.kind} one={one} crisisId={crisisId} onSet={again} />
              ))}
            </tbody>
          </table>
          <h3>{t("desk.retention.went")}</h3>
          <Swept list={answer.data.sweeps} />
        </>
      )}
    </section>
  );
}
