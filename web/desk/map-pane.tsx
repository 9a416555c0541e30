// The map beside a table: loads the map library only when it is shown, gives it words, theme and a view that stays.
import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { place } from "../kit/route.ts";
import { theme } from "../kit/theme.ts";
import { dir, lang, t } from "../kit/words.ts";
import type {
  Basemap,
  MapCamera,
  MapFeature,
  MapLayer,
  MapView as MapSeen,
  MapViewProps,
} from "../map/feature.ts";
import { crisis } from "./crisis/state.ts";
import { viewIn } from "./link.ts";

type View = (props: MapViewProps) => preact.JSX.Element | null;

/** Where the map looks; kept while pages change. */
export const camera = signal<MapCamera | null>(null);
export const seen = signal<MapSeen | null>(null);
/** True once this browser could not draw a map: the tables then stand alone. */
export const unavailable = signal(false);

/** The whole area of the crisis in an ordinary pane: two fifths of a screen, the whole of a phone. The world is 512 px. */
function overview(area: readonly [number, number, number, number]): MapCamera {
  const [west, south, east, north] = area;
  const width = innerWidth > 760 ? innerWidth * 0.4 : innerWidth;
  const zoom = Math.max(1, Math.min(10, Math.log2((360 * width) / (512 * (east - west)))));
  return { lng: (west + east) / 2, lat: (south + north) / 2, zoom };
}

export interface MapPaneProps {
  /** False while the table beside it is on its way: on a slow line the map's code must not hold that up. */
  after?: boolean;
  layers: readonly MapLayer[];
  data: Readonly<Record<string, readonly MapFeature[]>>;
  selected?: string | null;
  onPick?: (layerId: string, featureId: string) => void;
  onView?: (view: MapSeen) => void;
  /** Given while a place is asked for: a click tells it. */
  onPoint?: MapViewProps["onPoint"];
  drawing?: boolean;
  onDrawn?: (polygon: GeoJSON.Polygon) => void;
  onDrawCancel?: () => void;
  area?: GeoJSON.Polygon | null;
}

/** The map that the deployment names (BASEMAP_URL): a PMTiles archive or a style; the built-in one where it names none. */
function namedBasemap(): Basemap {
  const url = document.documentElement.dataset.basemap;
  if (url === undefined) return { kind: "builtin" };
  return url.endsWith(".pmtiles") ? { kind: "pmtiles", url } : { kind: "style", url };
}
const basemap = namedBasemap();

export function MapPane(props: MapPaneProps) {
  const [View, setView] = useState<View | null>(null);
  const start = props.after !== false;
  const [started, setStarted] = useState(start);
  if (start && !started) setStarted(true);
  useEffect(() => {
    if (!started) return;
    let here = true;
    import("../map/MapView.tsx").then(
      (module) => {
        if (here) setView(() => module.default as View);
      },
      () => {
        if (here) unavailable.value = true;
      },
    );
    return () => {
      here = false;
    };
  }, [started]);
  const present = crisis.value;
  if (unavailable.value) return <p class="empty">{t("desk.map.none")}</p>;
  if (present === null || View === null)
    return <div class="map-box skeleton" role="status" aria-label={t("desk.loading")} />;
  camera.value ??= viewIn(place.value.query.view) ?? overview(present.area);
  const keep = (view: MapSeen) => {
    camera.value = { lng: view.lng, lat: view.lat, zoom: view.zoom };
    seen.value = view;
    props.onView?.(view);
  };
  return (
    <div class="map-box">
      <View
        layers={props.layers}
        data={props.data}
        theme={theme.value}
        lang={lang.value}
        dir={dir.value}
        view={camera.value}
        onView={keep}
        onPick={props.onPick ?? (() => undefined)}
        onPoint={props.onPoint}
        selected={props.selected ?? null}
        drawing={props.drawing ?? false}
        onDrawn={props.onDrawn ?? (() => undefined)}
        onDrawCancel={props.onDrawCancel ?? (() => undefined)}
        area={props.area ?? null}
        basemap={basemap}
        label={t("desk.map.label")}
        onUnavailable={() => {
          unavailable.value = true;
        }}
        labels={{
          zoomIn: t("desk.map.zoomIn"),
          zoomOut: t("desk.map.zoomOut"),
          hint: t("desk.map.hint"),
          drawHint: t("desk.map.drawHint"),
          noWebgl: t("desk.map.none"),
          sources: t("desk.map.sources"),
          borders: t("desk.map.borders"),
          kilometres: t("desk.map.km"),
          metres: t("desk.map.m"),
        }}
      />
    </div>
  );
}
