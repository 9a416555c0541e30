// Who confirmed a zone last, and how long ago by the crisis's own clock; older than a day is marked, wherever it stands.
import type { Zone } from "../../../schema/zone.ts";
import { since, t, time } from "../../kit/words.ts";
import { stale } from "./words.ts";

export function StaleTag({ zone, now }: { zone: Zone; now: string }) {
  if (!stale(zone, now)) return null;
  return (
    <span class="tag warn">{zone.confirmedAt === null ? t("desk.zone.never") : t("desk.near.stale")}</span>
  );
}

export function Confirmed({ zone, now }: { zone: Zone; now: string }) {
  if (zone.confirmedAt === null)
    return zone.closedAt === null ? <StaleTag zone={zone} now={now} /> : <span>{t("desk.zone.never")}</span>;
  return (
    <>
      <bdi dir="auto">{zone.confirmedBy}</bdi> ·{" "}
      <time datetime={zone.confirmedAt} title={time(zone.confirmedAt)}>
        <bdi>{since(zone.confirmedAt, now)}</bdi>
      </time>{" "}
      <StaleTag zone={zone} now={now} />
    </>
  );
}
