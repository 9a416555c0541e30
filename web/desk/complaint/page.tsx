// Complaints that this oversight body reads: what is due first, without words. A platform administrator sees two numbers. One
// complaint opens at an address of its own.
import { dueOf, isOpenComplaint } from "../../../schema/complaint.rules.ts";
import type { ComplaintRow, complaintCount, complaintList } from "../../../schema/complaint-desk.ts";
import { useAnswer } from "../../kit/answer.ts";
import { addressOf, place } from "../../kit/route.ts";
import { Empty, Heads, ProblemLine, Refused, Skeleton } from "../../kit/ui/parts.tsx";
import { apart, local, number, t, time } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { may } from "../session.ts";
import { OneComplaint } from "./one.tsx";
import "./complaint.css";

/** Whom it is about, in words. */
export function About({ row }: { row: Pick<ComplaintRow, "about" | "aboutName"> }) {
  if (row.aboutName !== null) return <bdi>{local(row.aboutName)}</bdi>;
  return <>{t(row.about === "platform" ? "desk.complaint.platform" : "desk.complaint.other")}</>;
}

export function Due({ row, now }: { row: ComplaintRow; now: string }) {
  if (!isOpenComplaint(row.state)) return row.closedAt === null ? null : <>{time(row.closedAt)}</>;
  const due = dueOf(row);
  if (row.late) return <strong class="tag bad">{t("desk.complaint.late", { age: apart(due, now) })}</strong>;
  return <time datetime={due}>{time(due)}</time>;
}

function Row({ row, now, to }: { row: ComplaintRow; now: string; to: string }) {
  return (
    <tr data-complaint={row.id}>
      <th scope="row">
        <a href={to}>{t(`complaintKind.${row.kind}`)}</a>
      </th>
      <td data-says={t("desk.complaint.column.about")}>
        <About row={row} />
      </td>
      <td data-says={t("desk.complaint.column.filed")}>
        <time datetime={row.filedAt}>{time(row.filedAt)}</time>
      </td>
      <td data-says={t("desk.complaint.column.due")}>
        <Due row={row} now={now} />
      </td>
      <td data-says={t("desk.complaint.column.state")}>
        {t(`desk.complaint.step.${row.state}`)}
        {row.waits ? <small class="tag">{t("desk.complaint.waits")}</small> : null}
      </td>
    </tr>
  );
}

function List() {
  const { path, query } = place.value;
  const chosen = crisis.value;
  const state = query.state === "closed" ? "closed" : "open";
  const question = chosen === null ? null : { crisisId: chosen.id, state, after: query.after };
  const { data, problem, again } = useAnswer<typeof complaintList>("complaint.list", question);
  return (
    <>
      <nav class="paging" aria-label={t("desk.view")}>
        {(["open", "closed"] as const).map((one) => (
          <a
            key={one}
            href={addressOf(path, { crisis: query.crisis, state: one === "open" ? undefined : one })}
            aria-current={one === state ? "page" : undefined}
          >
            {t(`desk.complaint.state.${one}`)}
            {one === "open" && data !== null ? ` ${number(data.open)}` : ""}
          </a>
        ))}
        {data !== null && data.late > 0 ? (
          <strong class="tag bad" role="status">
            {t("desk.complaint.lateCount", { n: number(data.late) })}
          </strong>
        ) : null}
      </nav>
      <Refused problem={problem} again={again} />
      {data === null ? (
        problem === null ? (
          <Skeleton lines={6} />
        ) : null
      ) : data.rows.length === 0 ? (
        <Empty>{t(`desk.complaint.none.${state}`)}</Empty>
      ) : (
        <table class="list complaints">
          <caption class="unseen">{t("desk.complaints")}</caption>
          <Heads
            names={["kind", "about", "filed", "due", "state"].map((one) => t(`desk.complaint.column.${one}`))}
          />
          <tbody>
            {data.rows.map((row) => (
              <Row
                key={row.id}
                row={row}
                now={data.now}
                to={addressOf(path, { crisis: query.crisis, open: row.id })}
              />
            ))}
          </tbody>
        </table>
      )}
      {data?.next == null ? null : (
        <nav class="paging" aria-label={t("desk.complaints")}>
          <a href={addressOf(path, { ...query, after: data.next })}>{t("audit.older")}</a>
        </nav>
      )}
    </>
  );
}

/** What whoever runs the platform sees: enough to ask oversight whether it needs help, and nothing of anybody. */
function Counts() {
  const id = crisis.value?.id;
  const { data, problem } = useAnswer<typeof complaintCount>(
    "complaint.count",
    id === undefined ? null : { crisisId: id },
  );
  if (data === null) return problem === null ? <Skeleton lines={2} /> : <ProblemLine problem={problem} />;
  return (
    <p data-open={data.open}>
      {t("desk.complaint.counts", { open: number(data.open), late: number(data.late) })}
    </p>
  );
}

export function ComplaintPage() {
  const chosen = crisis.value;
  const reads = may("complaint.list");
  const { open } = place.value.query;
  return (
    <div class="page complaint">
      <header>
        <h1>
          {t("desk.complaints")} <small>{chosen === null ? "" : local(chosen.name)}</small>
        </h1>
        <p class="muted">{t(reads ? "desk.complaint.lead" : "desk.complaint.adminLead")}</p>
      </header>
      {!reads ? <Counts /> : open === undefined ? <List /> : <OneComplaint key={open} id={open} />}
    </div>
  );
}
