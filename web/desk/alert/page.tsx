// Alerts: table and map side by side; one alert, or the form for a new one, between them.
import { signal } from "@preact/signals";
import { place, refine } from "../../kit/route.ts";
import { Skeleton } from "../../kit/ui/parts.tsx";
import { t } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { may } from "../session.ts";
import { Split } from "../split.tsx";
import type { Tab } from "../tabs.tsx";
import { AlertDetail } from "./detail.tsx";
import { Issue } from "./issue.tsx";
import { AlertList } from "./list.tsx";
import { AlertMap } from "./map.tsx";
import "./alert.css";

const tab = signal<Tab>("list");

export function AlertPage() {
  const { alert } = place.value.query;
  const placing = alert === "new" && may("alert.issue");
  const openId = placing || (alert !== undefined && alert !== "new") ? alert : undefined;
  return (
    <Split
      title={t("desk.alerts")}
      tab={tab}
      list={<AlertList />}
      openId={openId}
      pane={
        placing ? (
          crisis.value === null ? (
            <Skeleton />
          ) : (
            <Issue />
          )
        ) : openId === undefined ? null : (
          <AlertDetail id={openId} />
        )
      }
      onClose={() => refine({ alert: undefined })}
      placing={placing}
      map={<AlertMap placing={placing} />}
    />
  );
}
