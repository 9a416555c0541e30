// What the map takes and gives. Layers, features and words come in as props: nothing here names a concept.
// Other folders take every map type from this file and never import the map library.
import type {
  CircleLayerSpecification,
  FillLayerSpecification,
  LineLayerSpecification,
  SymbolLayerSpecification,
} from "maplibre-gl";

export type Theme = "light" | "dark";

export interface MapFeature {
  id: string;
  geometry: GeoJSON.Geometry;
  properties: Record<string, string | number | boolean | null>;
}

/** Fill, line, circle, symbol. Heat maps are left out on purpose: they hide counts. */
type LayerSpec =
  | FillLayerSpecification
  | LineLayerSpecification
  | CircleLayerSpecification
  | SymbolLayerSpecification;
type Bare<T> = T extends LayerSpec ? Omit<T, "id" | "source" | "source-layer"> : never;
export type LayerStyle = Bare<LayerSpec>;

export interface MapLayer {
  /** Also the id of the source. */
  id: string;
  /** Order on the map, small below: see RANK in layers.ts. */
  rank: number;
  /** Where its marks stand, if not where its ground does: whatever is above is also placed first, and others make room. */
  markRank?: number;
  style: (theme: Theme) => LayerStyle[];
  pick: boolean;
}

export interface MapCamera {
  lng: number;
  lat: number;
  zoom: number;
}
export type BoundingBox = [west: number, south: number, east: number, north: number];
export interface MapView extends MapCamera {
  bbox: BoundingBox;
}

export type Basemap = { kind: "builtin" } | { kind: "style"; url: string } | { kind: "pmtiles"; url: string };

/** Every word the map shows or says, in the reader's language. */
export interface MapLabels {
  zoomIn: string;
  zoomOut: string;
  /** How to use the map without a mouse, and that the table beside it holds the same. */
  hint: string;
  /** Shown while drawing: click corners, double click or Enter ends, Escape gives up. */
  drawHint: string;
  /** Shown instead of the map where it cannot be drawn. */
  noWebgl: string;
  /** Button that unfolds the sources on a narrow screen. */
  sources: string;
  /** That borders are drawn as Natural Earth has them and that no position is taken. */
  borders: string;
  /** Unit signs of the scale. */
  kilometres: string;
  metres: string;
}

export interface MapViewProps {
  layers: readonly MapLayer[];
  data: Readonly<Record<string, readonly MapFeature[]>>;
  theme: Theme;
  lang: string;
  dir: "ltr" | "rtl";
  view: MapCamera;
  onView(view: MapView): void;
  onPick(layerId: string, featureId: string): void;
  /** Given while a place is asked for: a click then tells the place, to five decimals, and picks nothing. */
  onPoint?: ((at: { lng: number; lat: number }) => void) | undefined;
  selected: string | null;
  drawing: boolean;
  onDrawn(polygon: GeoJSON.Polygon): void;
  onDrawCancel?(): void;
  /** An area already there, shown while another is drawn and after. */
  area?: GeoJSON.Polygon | null;
  basemap: Basemap;
  /** Accessible name of the map. */
  label: string;
  labels: MapLabels;
  /** WebGL 2 is missing or was lost: show the table. */
  onUnavailable?(): void;
}
