// Reasons that officers gave, for those who review them: what waits first, the longest waiting on top. A supervisor sees
// her organisation's, oversight all; under it, the switch for an office that was captured.
import { useState } from "preact/hooks";
import { isOverdue } from "../../../schema/glass.rules.ts";
import type { Glass, glassList, glassReview } from "../../../schema/glass.ts";
import { glassFounds } from "../../../schema/kit/glass.ts";
import { useAnswer } from "../../kit/answer.ts";
import { type ProblemSeen, write } from "../../kit/call.ts";
import { addressOf, place } from "../../kit/route.ts";
import { Empty, Heads, notify, ProblemLine, Refused, Skeleton } from "../../kit/ui/parts.tsx";
import { apart, local, number, t, time } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { PinsGiven } from "../registration/pins-given.tsx";
import { groupsWords } from "../seat/bulk.tsx";
import { may } from "../session.ts";
import { Stops } from "../stop/stops.tsx";
import "./glass.css";

function Reviewed({ row, onDone }: { row: Glass; onDone: () => void }) {
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const [busy, setBusy] = useState(false);
  if (row.reviewedAt !== null)
    return (
      <>
        <bdi>{row.reviewedBy}</bdi> <time datetime={row.reviewedAt}>{time(row.reviewedAt)}</time>
        {row.sheet?.found == null ? null : <small>{t(`glass.found.${row.sheet.found}`)}</small>}
      </>
    );
  if (!row.mine) return <span class="muted">{t("glass.another")}</span>;
  async function review(found?: (typeof glassFounds)[number]): Promise<void> {
    if (busy) return;
    setBusy(true);
    const answer = await write<typeof glassReview>("glass.review", {
      id: row.id,
      ...(found === undefined ? {} : { found }),
    });
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    notify(t("glass.done"));
    onDone();
  }
  return (
    <>
      {row.sheet === null ? (
        <button type="button" disabled={busy} onClick={() => void review()}>
          {t("glass.review")} <span class="unseen">{row.officer}</span>
        </button>
      ) : (
        glassFounds.map((found) => (
          <button key={found} type="button" disabled={busy} onClick={() => void review(found)}>
            {t(`desk.export.${found}`)} <span class="unseen">{row.officer}</span>
          </button>
        ))
      )}
      <ProblemLine problem={problem} />
    </>
  );
}

/** Why no words stand there. */
function withoutWords(row: Glass): string {
  if (row.unreadable === true) return "glass.unreadable";
  if (row.hidden === true) return "glass.hidden";
  return row.over === true ? "glass.over" : "glass.erased";
}

function Row({ row, now, onDone }: { row: Glass; now: string; onDone: () => void }) {
  return (
    <tr data-glass={row.id}>
      <th scope="row">
        <time datetime={row.at}>{time(row.at)}</time>{" "}
        {isOverdue(row, now) ? (
          <strong class="tag bad">{t("glass.overdue", { age: apart(row.dueAt, now) })}</strong>
        ) : null}
      </th>
      <td data-says={t("glass.who")}>
        <bdi>{row.officer}</bdi>{" "}
        <small class="muted">
          <bdi>{row.organisation.name}</bdi>
        </small>
      </td>
      <td data-says={t("glass.what")}>
        {t(`glassKind.${row.kind}`)} <small class="muted">{t(`act.${row.act}`)}</small>
        <small>
          <code>{row.targetId}</code> {row.kind === "look" ? t("glass.looks", { n: row.looks }) : null}
        </small>
        {row.sheet === null ? null : (
          <small>
            {groupsWords(row.sheet.groups, row.sheet.people)} · {t(`exportPurpose.${row.sheet.purpose}`)}
          </small>
        )}
      </td>
      <td data-says={t("glass.why")}>
        <strong>{t(`glassReason.${row.reason}`)}</strong>{" "}
        {row.words === null ? (
          <span class="muted">{t(withoutWords(row))}</span>
        ) : (
          <bdi dir="auto">{row.words}</bdi>
        )}
      </td>
      <td data-says={t("glass.reviewed")}>
        <Reviewed row={row} onDone={onDone} />
      </td>
    </tr>
  );
}

export function GlassPage() {
  const [turn, setTurn] = useState(0);
  const { path, query } = place.value;
  const chosen = crisis.value;
  const state = query.state === "reviewed" ? "reviewed" : "open";
  const question = chosen === null ? null : { crisisId: chosen.id, state, after: query.after };
  const { data, problem, again } = useAnswer<typeof glassList>("glass.list", question, turn);
  const heads = ["at", "who", "what", "why", "reviewed"];
  return (
    <div class="page glass">
      <header>
        <h1>
          {t("desk.reasons")} <small>{chosen === null ? "" : local(chosen.name)}</small>
        </h1>
        <p class="muted">{t("glass.pageLead")}</p>
        <nav class="paging" aria-label={t("desk.view")}>
          {(["open", "reviewed"] as const).map((one) => (
            <a
              key={one}
              href={addressOf(path, { crisis: query.crisis, state: one === "open" ? undefined : one })}
              aria-current={one === state ? "page" : undefined}
            >
              {t(`glass.state.${one}`)}
              {one === "open" && data !== null ? ` ${number(data.open)}` : ""}
            </a>
          ))}
          {data !== null && data.overdue > 0 ? (
            <strong class="tag bad" role="status">
              {t("glass.overdueCount", { n: data.overdue })}
            </strong>
          ) : null}
        </nav>
      </header>
      <Refused problem={problem} again={again} />
      {data === null ? (
        problem === null ? (
          <Skeleton lines={6} />
        ) : null
      ) : data.rows.length === 0 ? (
        <Empty>{t(`glass.none.${state}`)}</Empty>
      ) : (
        <table class="list reasons">
          <caption class="unseen">{t("desk.reasons")}</caption>
          <Heads names={heads.map((one) => t(`glass.${one}`))} />
          <tbody>
            {data.rows.map((row) => (
              <Row key={row.id} row={row} now={data.now} onDone={() => setTurn(turn + 1)} />
            ))}
          </tbody>
        </table>
      )}
      {data?.next == null ? null : (
        <nav class="paging" aria-label={t("desk.reasons")}>
          <a href={addressOf(path, { ...query, after: data.next })}>{t("audit.older")}</a>
        </nav>
      )}
      {chosen !== null && may("registration.pinsGiven") ? <PinsGiven crisisId={chosen.id} /> : null}
      {chosen === null ? null : <Stops in={chosen} />}
    </div>
  );
}
