// Districts: table and map side by side, both of one publication.
import { signal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { boundsOf } from "../../../schema/kit/quadkey.ts";
import { lang, t } from "../../kit/words.ts";
import { DistrictSigns } from "../legend.tsx";
import { camera, MapPane } from "../map-pane.tsx";
import { Split } from "../split.tsx";
import type { Tab } from "../tabs.tsx";
import { districtFeatures, districtLayer } from "./layer.ts";
import { districts, publishedAt, useDistricts } from "./state.ts";
import { DistrictTable } from "./table.tsx";

const tab = signal<Tab>("list");
const layers = [districtLayer];

/** Brings a district into the middle; on a phone, the map in place of the table. */
function show(cell: string): void {
  const [west, south, east, north] = boundsOf(cell);
  camera.value = { lng: (west + east) / 2, lat: (south + north) / 2, zoom: 8 };
  tab.value = "map";
}

function DistrictMap() {
  const data = useMemo(() => districtFeatures(districts.value, true), [districts.value, lang.value]);
  return (
    <section class="pane map-pane" aria-label={t("desk.map.label")}>
      <MapPane layers={layers} data={{ [districtLayer.id]: data }} />
      <p class="legend">
        <DistrictSigns at={publishedAt.value} />
      </p>
    </section>
  );
}

export function DistrictPage() {
  useDistricts();
  return (
    <Split
      title={t("desk.districts")}
      tab={tab}
      list={<DistrictTable show={show} />}
      pane={null}
      openId={undefined}
      onClose={() => undefined}
      placing={false}
      map={<DistrictMap />}
    />
  );
}
