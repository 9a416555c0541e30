// Dangers: table and map side by side; one danger, or the form for a report, between them.
import { signal } from "@preact/signals";
import { place, refine } from "../../kit/route.ts";
import { Skeleton } from "../../kit/ui/parts.tsx";
import { t } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { may } from "../session.ts";
import { Split } from "../split.tsx";
import type { Tab } from "../tabs.tsx";
import { DangerDetail } from "./detail.tsx";
import { DangerList } from "./list.tsx";
import { DangerMap } from "./map.tsx";
import { ReportDanger } from "./report.tsx";
import { dangers, useDangers } from "./state.ts";
import "./danger.css";

const tab = signal<Tab>("list");

export function DangerPage() {
  useDangers();
  const { danger } = place.value.query;
  const reporting = danger === "new" && may("danger.report");
  const openId = danger === "new" && !reporting ? undefined : danger;
  const open = dangers.value.find((one) => one.id === openId);
  const placing = reporting || (open?.place === null && open.state === "reported" && may("danger.confirm"));
  return (
    <Split
      title={t("desk.dangers")}
      tab={tab}
      list={<DangerList />}
      openId={openId}
      pane={
        reporting ? (
          crisis.value === null ? (
            <Skeleton />
          ) : (
            <ReportDanger />
          )
        ) : openId === undefined ? null : (
          <DangerDetail id={openId} />
        )
      }
      onClose={() => refine({ danger: undefined })}
      placing={placing}
      map={<DangerMap placing={reporting} />}
    />
  );
}
