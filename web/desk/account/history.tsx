// What was done to accounts, newest first: who let whom in, out, or back in, and which passkey was found twice.
import { useState } from "preact/hooks";
import type { accountHistory, TeamMember } from "../../../schema/account-team.ts";
import { useAnswer } from "../../kit/answer.ts";
import { Empty, ProblemLine, Skeleton } from "../../kit/ui/parts.tsx";
import { t, time } from "../../kit/words.ts";
import { officerLabel, organisationName } from "../organisation/roster.ts";

/** An account by its label; what is no account by its id or by what kind of actor it was. */
export function Name({ id, team }: { id: string; team: readonly TeamMember[] }) {
  const label = team.find((one) => one.id === id)?.label ?? officerLabel(id);
  if (label !== undefined) return <bdi>{label}</bdi>;
  if (id.startsWith("org_")) return <bdi>{organisationName(id)}</bdi>;
  return id.startsWith("off_") ? <code>{id}</code> : <span>{t(`audit.actor.${id}`)}</span>;
}

export function History({
  organisationId,
  team,
}: {
  organisationId: string | undefined;
  team: readonly TeamMember[];
}) {
  const [shown, setShown] = useState(false);
  const [before, setBefore] = useState<string | undefined>(undefined);
  const { data, problem } = useAnswer<typeof accountHistory>(
    "account.history",
    shown ? { organisationId, before } : null,
  );
  return (
    <details class="history" onToggle={(event) => setShown(event.currentTarget.open)}>
      <summary>{t("desk.team.history")}</summary>
      <ProblemLine problem={problem} />
      {data === null ? (
        problem === null ? (
          <Skeleton lines={4} />
        ) : null
      ) : data.rows.length === 0 ? (
        <Empty>{t("audit.none")}</Empty>
      ) : (
        <table class="list">
          <caption class="unseen">{t("desk.team.history")}</caption>
          <tbody>
            {data.rows.map((row) => (
              <tr key={row.seq}>
                <td>
                  <time datetime={row.at}>{time(row.at)}</time>
                </td>
                <th scope="row">{t(`act.${row.act}`)}</th>
                <td>
                  <Name id={row.actor} team={team} />
                </td>
                <td>{row.targetId === null ? null : <Name id={row.targetId} team={team} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {data?.next == null ? null : (
        <button type="button" class="quiet" onClick={() => setBefore(data.next ?? undefined)}>
          {t("audit.older")}
        </button>
      )}
    </details>
  );
}
