// The audit of a crisis, newest first, a page at a time by its address. Ids and acts; nothing personal stands here.
import { useEffect, useState } from "preact/hooks";
import type { AuditRow, auditList } from "../../../schema/audit.ts";
import type { ReplyOf } from "../../../schema/kit/act.ts";
import { type Outcome, read } from "../../kit/call.ts";
import { addressOf, place } from "../../kit/route.ts";
import { Empty, Heads, Refused, Skeleton } from "../../kit/ui/parts.tsx";
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
      <Heads
        names={["number", "at", "act", "actor", "organisation", "target"].map((one) => t(`audit.${one}`))}
      />
      <tbody>
        {rows.map((row) => (
          <Row key={row.seq} row={row} />
        ))}
      </tbody>
    </table>
  );
}

type Answer = Outcome<ReplyOf<typeof auditList>>;

/**
 * The page of rows that the address names, read again when `turn` changes; null while it is on its way. `none` reads what
 * belongs to no crisis.
 */
function useRows(
  crisisId: string | undefined,
  none: boolean,
  before: string | undefined,
  turn: number,
): Answer | null {
  const [answer, setAnswer] = useState<Answer | null>(null);
  useEffect(() => {
    if (crisisId === undefined && !none) return;
    let here = true;
    setAnswer(null);
    void read<typeof auditList>("audit.list", { crisisId: none ? undefined : crisisId, before }).then(
      (found) => {
        if (here) setAnswer(found);
      },
    );
    return () => {
      here = false;
    };
  }, [crisisId, none, before, turn]);
  return answer;
}

/** Rows of the crisis, or of none. */
function Which({ none }: { none: boolean }) {
  const { path, query } = place.value;
  return (
    <nav class="paging" aria-label={t("audit.which")}>
      {[undefined, "none"].map((rows) => (
        <a
          key={rows ?? ""}
          href={addressOf(path, { ...query, rows, before: undefined })}
          aria-current={(rows === "none") === none ? "page" : undefined}
        >
          {t(rows === "none" ? "audit.ofNone" : "audit.ofCrisis")}
        </a>
      ))}
    </nav>
  );
}

export function AuditPage() {
  const [turn, setTurn] = useState(0);
  const { path, query } = place.value;
  // Sign-ins and accounts belong to no crisis; a supervisor reads her organisation's part of one.
  const mayNone = me.value?.role !== "supervisor";
  const none = mayNone && query.rows === "none";
  const answer = useRows(crisis.value?.id, none, query.before, turn);
  useEffect(() => {
    void nameEverybody();
  }, []);
  if (me.value?.crises.length === 0 && !mayNone) return <Empty>{t("desk.noCrisis")}</Empty>;
  const again = () => setTurn(turn + 1);
  const next = answer?.ok === true ? answer.data.next : null;
  return (
    <div class="page audit">
      <header>
        <h1>
          {t("desk.audit")} <small>{crisis.value === null || none ? "" : local(crisis.value.name)}</small>
        </h1>
        <p class="muted">{t(none ? "audit.leadNone" : mayNone ? "audit.lead" : "audit.leadOwn")}</p>
        {mayNone ? <Which none={none} /> : null}
        {may("audit.verify") && (none || crisis.value !== null) ? (
          <Verify key={none ? "none" : crisis.value?.id} crisisId={none ? undefined : crisis.value?.id} />
        ) : null}
      </header>
      {answer === null ? (
        <Skeleton lines={12} />
      ) : !answer.ok ? (
        <Refused problem={answer.problem} again={again} />
      ) : answer.data.rows.length === 0 ? (
        <Empty>
          {t(query.before !== undefined ? "audit.noneOlder" : none ? "audit.noneOfNone" : "audit.none")}
        </Empty>
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
      {may("consent.taken") || may("complaint.lost") ? <TakenSection /> : null}
    </div>
  );
}
