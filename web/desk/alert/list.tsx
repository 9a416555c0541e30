// The alerts of this crisis, newest first, each with its number and whether it still holds.
import { holds } from "../../../schema/alert.rules.ts";
import type { Alert } from "../../../schema/alert.ts";
import { addressOf, place, refine } from "../../kit/route.ts";
import { Empty, ProblemLine, Skeleton } from "../../kit/ui/parts.tsx";
import { local, number, t, time } from "../../kit/words.ts";
import { alerts, crisis, failed, loaded } from "../crisis/state.ts";
import { may } from "../session.ts";
import { Range } from "./range.tsx";
import { Severity } from "./severity.tsx";

export function stateOf(alert: Alert, now: string): "valid" | "over" | "cancelled" {
  if (alert.cancelledAt !== null) return "cancelled";
  return holds(alert, new Date(now)) ? "valid" : "over";
}

function Row({ alert, now, open }: { alert: Alert; now: string; open: boolean }) {
  const state = stateOf(alert, now);
  const until = (
    <>
      {t("alert.issued", { time: time(alert.issuedAt) })}
      <br />
      {t("alert.until", { time: time(alert.validUntil) })}
    </>
  );
  return (
    <tr class={state === "valid" ? "" : "ended"} data-id={alert.id} aria-current={open ? "true" : undefined}>
      <td class="number">{number(alert.number)}</td>
      <td class="c-severity">
        <Severity of={alert.severity} />
      </td>
      <th scope="row">
        <a href={addressOf("/desk/alerts", { ...place.value.query, alert: alert.id })}>
          <bdi dir="auto">{local(alert.headline)}</bdi>
        </a>
        <small class="by">
          <bdi dir="auto">{local(alert.organisation)}</bdi>
        </small>
        <small class="narrow">
          <Severity of={alert.severity} /> {t("alert.until", { time: time(alert.validUntil) })}
        </small>
      </th>
      <td class="c-area">
        <Range area={alert.area} />
      </td>
      <td class="c-time">{until}</td>
      <td>
        <span class={state === "valid" ? "tag warn" : "tag"}>{t(`desk.alert.state.${state}`)}</span>
      </td>
    </tr>
  );
}

export function AlertList() {
  const { query } = place.value;
  const now = crisis.value?.now ?? "";
  const rows = alerts.value.toSorted((a, b) => b.number - a.number);
  const columns = ["number", "severity", "headline", "area", "time", "state"] as const;
  return (
    <>
      <div class="filters">
        {may("alert.issue") && crisis.value?.closedAt === null ? (
          <button type="button" class="primary" onClick={() => refine({ alert: "new" })}>
            {t("act.alert.issue")}
          </button>
        ) : null}
      </div>
      <div class="rows">
        <ProblemLine problem={failed.value} />
        {loaded.value ? null : <Skeleton lines={8} />}
        {rows.length === 0 ? null : (
          <table class="list alerts">
            <caption class="unseen">{t("desk.alerts")}</caption>
            <thead>
              <tr>
                {columns.map((one) => (
                  <th key={one} scope="col" class={one === "number" ? "number" : `c-${one}`}>
                    {t(`desk.alert.column.${one}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((alert) => (
                <Row key={alert.id} alert={alert} now={now} open={alert.id === query.alert} />
              ))}
            </tbody>
          </table>
        )}
        {loaded.value && failed.value === null && rows.length === 0 ? (
          <Empty>{t("desk.alert.none")}</Empty>
        ) : null}
      </div>
    </>
  );
}
