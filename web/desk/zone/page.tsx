// Zones: table and map side by side; one zone, or the form for a new one, between them.
import { signal } from "@preact/signals";
import { place, refine } from "../../kit/route.ts";
import { Skeleton } from "../../kit/ui/parts.tsx";
import { t } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { may } from "../session.ts";
import { Split } from "../split.tsx";
import type { Tab } from "../tabs.tsx";
import { Declare } from "./declare.tsx";
import { ZoneDetail } from "./detail.tsx";
import { ZoneList } from "./list.tsx";
import { ZoneMap } from "./map.tsx";
import "./zone.css";

const tab = signal<Tab>("list");

export function ZonePage() {
  const { zone } = place.value.query;
  const placing = zone === "new" && may("zone.declare");
  const openId = placing || (zone !== undefined && zone !== "new") ? zone : undefined;
  return (
    <Split
      title={t("desk.zones")}
      tab={tab}
      list={<ZoneList />}
      openId={openId}
      pane={
        placing ? (
          crisis.value === null ? (
            <Skeleton />
          ) : (
            <Declare />
          )
        ) : openId === undefined ? null : (
          <ZoneDetail id={openId} />
        )
      }
      onClose={() => refine({ zone: undefined })}
      placing={placing}
      map={<ZoneMap placing={placing} />}
    />
  );
}
