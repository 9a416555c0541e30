// What administrators of the platform asked for or did to this organisation's accounts: told to every officer of it.

import type { TeamMember } from "../../../schema/account-team.ts";
import type { AuditRow } from "../../../schema/audit.ts";
import { t, time } from "../../kit/words.ts";
import { Name } from "./history.tsx";

export function FromOutside({ rows, team }: { rows: readonly AuditRow[]; team: readonly TeamMember[] }) {
  if (rows.length === 0) return null;
  return (
    <section class="notice" aria-label={t("desk.team.outside")}>
      <h2>{t("desk.team.outside")}</h2>
      <p>{t("desk.team.outsideSays")}</p>
      <ul class="plain">
        {rows.map((row) => (
          <li key={row.seq}>
            <time datetime={row.at}>{time(row.at)}</time> · {t(`act.${row.act}`)}
            {row.targetId === null ? null : (
              <>
                {" "}
                · <Name id={row.targetId} team={team} />
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
