// The layers of the people's map as lines of its legend: how many there are, how many of them are not on the map, and the
// page that holds the same as a table.
import { holds } from "../../../schema/alert.rules.ts";
import { isLive } from "../../../schema/danger.rules.ts";
import { districts, publishedAt } from "../area/state.ts";
import { alerts, crisis, zones } from "../crisis/state.ts";
import { dangers } from "../danger/state.ts";
import { shownLayers } from "../layers.ts";
import {
  AlertSigns,
  DangerSigns,
  DistrictSigns,
  type LegendRow,
  MovementSigns,
  ZoneSigns,
} from "../legend.tsx";
import { notDrawn } from "../movement/layer.ts";
import { movements } from "../movement/state.ts";
import { may } from "../session.ts";

/** Those that this role may see. */
export function layerRows(): LegendRow[] {
  const shown = shownLayers.value;
  const now = new Date(crisis.value?.now ?? 0);
  const standing = zones.value.filter((zone) => zone.closedAt === null);
  const crossings = standing.filter((zone) => zone.kind === "crossing").length;
  const live = dangers.value.filter((one) => isLive(one, now));
  const rows: (LegendRow | false)[] = [
    { id: "people", count: null, table: "/desk/queue", signs: null },
    { id: "zones", count: standing.length - crossings, table: "/desk/zones", signs: <ZoneSigns /> },
    { id: "crossings", count: crossings, table: "/desk/zones", signs: <ZoneSigns crossing /> },
    {
      id: "alerts",
      count: alerts.value.filter((one) => holds(one, now)).length,
      table: "/desk/alerts",
      signs: <AlertSigns />,
    },
    may("danger.list") && {
      id: "dangers",
      count: shown.has("dangers") ? live.length : null,
      off: live.filter((one) => one.place === null).length,
      table: "/desk/dangers",
      signs: <DangerSigns />,
    },
    may("movement.list") && {
      id: "movements",
      count: shown.has("movements") ? movements.value.length : null,
      off: notDrawn(movements.value, zones.value),
      offIn: { stands: "all" },
      table: "/desk/movements",
      signs: <MovementSigns />,
    },
    {
      id: "districts",
      count: shown.has("districts") ? districts.value.length : null,
      table: "/desk/districts",
      signs: <DistrictSigns at={publishedAt.value} />,
    },
  ];
  return rows.filter((row) => row !== false);
}
