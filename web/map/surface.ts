// One map on the screen: keeps the map library's state equal to the props it is given. The only owner of a GL map.
// Invariant: data reach a source as diffs by id; theme and layers change without touching data or view.
import { type GeoJSONSource, Map as GlMap, type LayerSpecification, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { type Base, makeBase } from "./basemap/base.ts";
import { addControls } from "./control.ts";
import { byId, diffFeatures, type FeatureById, noFeatures } from "./diff.ts";
import type { MapFeature, MapLayer, MapView, MapViewProps, Theme } from "./feature.ts";
import { type PlacedLayer, placeLayers } from "./layers.ts";
import { printable } from "./printed.ts";
import { restyle } from "./restyle.ts";
import { Selection } from "./selection.ts";
import { drawShape } from "./shape.ts";

setWorkerUrl(workerUrl);

type Listen = Pick<MapViewProps, "onPick" | "onView"> & { onLost(): void };
export type SurfaceProps = Omit<
  MapViewProps,
  "onView" | "onPick" | "drawing" | "onDrawn" | "onDrawCancel" | "onUnavailable"
>;
const STILL = 120;

export class Surface {
  readonly map: GlMap;
  drawing = false;
  private readonly base: Base;
  private readonly selection: Selection;
  private readonly shown = new Map<string, FeatureById>();
  private readonly given = new Map<string, readonly MapFeature[]>();
  private placed: PlacedLayer[] = [];
  private props: SurfaceProps;
  private ready = false;
  private gone = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private told: string;
  private pictures: Theme;
  private stopBase: (() => void) | undefined;
  private readonly stopPrint: () => void;
  private readonly listen: Listen;

  constructor(container: HTMLElement, props: SurfaceProps, listen: Listen) {
    this.props = props;
    this.listen = listen;
    this.pictures = props.theme;
    this.told = spot(props.view);
    this.base = makeBase(props.basemap, props.lang);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.map = new GlMap({
      container,
      style: this.base.style(props.theme),
      center: props.view,
      zoom: props.view.zoom,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      minZoom: 0.5,
      maxZoom: 19,
      fadeDuration: still ? 0 : STILL,
      locale: {
        "Map.Title": props.label,
        "AttributionControl.ToggleAttribution": props.labels.sources,
        "ScaleControl.Kilometers": props.labels.kilometres,
        "ScaleControl.Meters": props.labels.metres,
      },
    });
    this.selection = new Selection(this.map);
    this.stopPrint = printable(this.map);
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.setMissingStyleImageResolver((name) => this.addPicture(name));
    addControls(this.map, props, this.base);
    this.map.on("style.load", () => this.start());
    this.map.on("webglcontextlost", () => {
      if (this.gone) return;
      this.ready = false;
      this.listen.onLost();
    });
    this.map.on("moveend", () => this.tell());
    this.map.on("load", () => this.tell());
    this.map.on("click", (event) => {
      if (this.drawing || !this.props.onPoint) this.pick(event.point);
      else this.props.onPoint(rounded(event.lngLat.wrap()));
    });
    this.map.on("mousemove", (event) => {
      if (this.drawing) return;
      const pointer = this.props.onPoint ? "crosshair" : this.at(event.point, 2) ? "pointer" : "";
      this.map.getCanvas().style.cursor = pointer;
    });
  }

  /** Brings the map to these props; cheap where little changed. */
  update(props: SurfaceProps): void {
    const before = this.props;
    this.props = props;
    if (!this.ready) return;
    this.look(before.view !== props.view);
    if (before.theme !== props.theme) this.retheme();
    this.placeAll();
    this.fill();
    this.selection.show(props, props.theme);
  }

  destroy(): void {
    if (this.gone) return;
    this.gone = true;
    this.ready = false;
    clearTimeout(this.timer);
    this.stopBase?.();
    this.stopPrint();
    this.map.remove();
  }

  private start(): void {
    this.ready = true;
    this.stopBase ??= this.base.start(this.map, () => this.props.theme);
    this.selection.add(this.props.theme, this.base.firstName(this.map));
    this.placeAll();
    this.fill();
    this.selection.show(this.props, this.props.theme);
    // Told before the first picture is drawn: what belongs on the map is asked for while the ground still loads.
    this.tell();
  }

  private retheme(): void {
    const { theme } = this.props;
    this.pictures = theme;
    const before = new Map(
      this.base.layers(theme === "dark" ? "light" : "dark").map((spec) => [spec.id, spec]),
    );
    for (const spec of this.base.layers(theme)) restyle(this.map, before.get(spec.id), spec);
    for (const name of this.map.listImages()) {
      const picture = drawShape(name, theme);
      if (picture) this.map.updateImage(name, picture.image);
    }
    this.selection.retheme(theme);
  }

  private addPicture(name: string): void {
    const picture = drawShape(name, this.pictures);
    if (picture && !this.map.hasImage(name))
      this.map.addImage(name, picture.image, { pixelRatio: picture.ratio });
  }

  /** Sources and layers as the props order them. */
  private placeAll(): void {
    const { layers, theme } = this.props;
    const now = placeLayers(layers, theme);
    const key = (all: PlacedLayer[]) => all.map((layer) => `${layer.id} ${layer.spec.type}`).join("\n");
    if (key(now) === key(this.placed)) {
      for (const [i, layer] of now.entries()) restyle(this.map, spec(this.placed[i] ?? layer), spec(layer));
    } else {
      for (const layer of this.placed) this.map.removeLayer(layer.id);
      this.keepSources(layers);
      const name = this.base.firstName(this.map);
      for (const layer of now) this.map.addLayer(spec(layer), layer.ground ? (name ?? undefined) : undefined);
      this.selection.raise();
    }
    this.placed = now;
  }

  private keepSources(layers: readonly MapLayer[]): void {
    for (const id of this.shown.keys()) {
      if (layers.some((layer) => layer.id === id)) continue;
      this.map.removeSource(id);
      this.shown.delete(id);
      this.given.delete(id);
    }
    for (const { id } of layers) {
      if (this.shown.has(id)) continue;
      this.map.addSource(id, { type: "geojson", promoteId: "id", data: noFeatures() });
      this.shown.set(id, new Map());
    }
  }

  private fill(): void {
    for (const [id, before] of this.shown) {
      const features = this.props.data[id] ?? [];
      if (this.given.get(id) === features) continue;
      const after = byId(features);
      const change = diffFeatures(before, after);
      this.given.set(id, features);
      this.shown.set(id, after);
      if (change) void this.map.getSource<GeoJSONSource>(id)?.updateData(change);
    }
  }

  /** Follows the view given from outside, unless it is the one the map itself told last. */
  private look(changed: boolean): void {
    const { view } = this.props;
    if (!changed || spot(view) === this.told) return;
    this.told = spot(view);
    this.map.easeTo({ center: view, zoom: view.zoom, duration: STILL });
  }

  private tell(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const { lng, lat } = this.map.getCenter().wrap();
      const [[west, south], [east, north]] = this.map.getBounds().toArray();
      const zoom = Math.round(this.map.getZoom() * 100) / 100;
      const view: MapView = {
        ...rounded({ lng, lat }),
        zoom,
        bbox: [round(west), round(south), round(east), round(north)],
      };
      this.told = spot(view);
      this.listen.onView(view);
    }, 150);
  }

  private pick(point: { x: number; y: number }): void {
    const hit = this.drawing ? null : (this.at(point, 0) ?? this.at(point, 6));
    if (hit) this.listen.onPick(hit.layer, hit.feature);
  }

  private at({ x, y }: { x: number; y: number }, reach: number): { layer: string; feature: string } | null {
    const open = new Set(this.props.layers.filter((layer) => layer.pick).map((layer) => layer.id));
    const layers = this.placed.filter((layer) => open.has(layer.source)).map((layer) => layer.id);
    if (!this.ready || layers.length === 0) return null;
    const box: [[number, number], [number, number]] = [
      [x - reach, y - reach],
      [x + reach, y + reach],
    ];
    const [hit] = this.map.queryRenderedFeatures(box, { layers });
    return hit ? { layer: hit.source, feature: String(hit.properties.id) } : null;
  }
}

function spec({ id, source, spec }: PlacedLayer): LayerSpecification {
  return { ...spec, id, source } as LayerSpecification;
}

/** Five decimals: about a metre. */
const round = (n: number) => Math.round(n * 1e5) / 1e5;
const rounded = ({ lng, lat }: { lng: number; lat: number }) => ({ lng: round(lng), lat: round(lat) });

const spot = (view: MapViewProps["view"]) =>
  `${view.lng.toFixed(4)} ${view.lat.toFixed(4)} ${view.zoom.toFixed(2)}`;
