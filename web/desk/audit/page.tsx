// The audit of a crisis, newest first, a page at a time by its address. Ids and acts; nothing personal stands here.
import { useEffect, useState } from "preact/hooks";
import type { AuditRow, auditList } from "../../../schema/audit.ts";
import type { ReplyOf } from "../../../schema/kit/act.ts";
import { type Outcome, read } from "../../kit/call.ts";
import { addressOf, place } from "../../kit/route.ts";
import { Empty, ProblemLine, Skeleton } from "../../kit/ui/parts.tsx";
import { local, number, t, time } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { lazy } from "../lazy.tsx";
import { nameEverybody, officerLabel, organisationName } from "../organisation/roster.ts";
import { may, me } from "../session.ts";
import { Verify } from "./verify.tsx";
import "./audit.css";

const TakenSection = lazy(async () => (await import("../consent/taken.tsx")).TakenSection);

/** Who acted: an account by its label where it may be read, or what kind of actor it was. */
function Actor({ actor }: { actor: string }) {
  if (!actor.startsWith("off_")) return <>{t(`audit.actor.${actor}`)}</>;
  const label = officerLabel(actor);
  return (
    <>
      {label === undefined ? null : <bdi>{label}</bdi>}{" "}
      <bdi>
        <code>{actor}</code>
      </bdi>
    </>
  );
}

function Row({ row }: { row: AuditRow }) {
  const { organisationId, targetId } = row;
  return (
    <tr>
      <th scope="row">{number(row.seq)}</th>
      <td>
        <time datetime={row.at}>{time(row.at)}</time>
      </td>
      <td title={row.act}>{t(`act.${row.act}`)}</td>
      <td>
        <Actor actor={row.actor} />
      </td>
      <td>{organisationId === null ? "" : <bdi>{organisationName(organisationId)}</bdi>}</td>
      <td>{targetId === null ? "" : <code>{targetId}</code>}</td>
    </tr>
  );
}

function Rows({ rows }: { rows: readonly AuditRow[] }) {
  return (
    <table class="list rows-of-audit">
      <caption class="unseen">{t("desk.audit")}</caption>
      <thead>
        <tr>
          {["number", "at", "act", "actor", "organisation", "target"].map((one) => (
            <th key={one} scope="col">
              {t(`audit.${one}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.seq} row={row} />
        ))}
      </tbody>
    </table>
  );
}

type Answer = Outcome<ReplyOf<typeof auditList>>;

/** The page of rows that the address names, read again when `turn` changes; null while it is on its way. */
function useRows(crisisId: string | undefined, before: string | undefined, turn: number): Answer | null {
  const [answer, setAnswer] = useState<Answer | null>(null);
  useEffect(() => {
    if (crisisId === undefined) return;
    let here = true;
    setAnswer(null);
    void read<typeof auditList>("audit.list", { crisisId, before }).then((found) => {
      if (here) setAnswer(found);
    });
    return () => {
      here = false;
    };
  }, [crisisId, before, turn]);
  return answer;
}

export function AuditPage() {
  const [turn, setTurn] = useState(0);
  const { path, query } = place.value;
  const answer = useRows(crisis.value?.id, query.before, turn);
  useEffect(() => {
    void nameEverybody();
  }, []);
  if (me.value?.crises.length === 0) return <Empty>{t("desk.noCrisis")}</Empty>;
  const again = () => setTurn(turn + 1);
  const next = answer?.ok === true ? answer.data.next : null;
  return (
    <div class="page audit">
      <header>
        <h1>
          {t("desk.audit")} <small>{crisis.value === null ? "" : local(crisis.value.name)}</small>
        </h1>
        <p class="muted">{t(me.value?.role === "supervisor" ? "audit.leadOwn" : "audit.lead")}</p>
        {may("audit.verify") ? <Verify /> : null}
      </header>
      {answer === null ? (
        <Skeleton lines={12} />
      ) : !answer.ok ? (
        <div class="refused">
          <ProblemLine problem={answer.problem} />
          <button type="button" onClick={again}>
            {t("audit.again")}
          </button>
        </div>
      ) : answer.data.rows.length === 0 ? (
        <Empty>{t(query.before === undefined ? "audit.none" : "audit.noneOlder")}</Empty>
      ) : (
        <Rows rows={answer.data.rows} />
      )}
      <nav class="paging" aria-label={t("desk.audit")}>
        {query.before === undefined ? (
          <button type="button" class="quiet" onClick={again}>
            {t("audit.newest")}
          </button>
        ) : (
          <a href={addressOf(path, { ...query, before: undefined })}>{t("audit.newest")}</a>
        )}
        {next === null ? null : <a href={addressOf(path, { ...query, before: next })}>{t("audit.older")}</a>}
        <button type="button" class="quiet" onClick={() => print()}>
          {t("audit.print")}
        </button>
      </nav>
      {may("consent.taken") ? <TakenSection /> : null}
    </div>
  );
}
