// Drawing an area with the mouse, a finger or the keyboard: Terra Draw's polygon mode, in its own lazily loaded chunk.
// Invariant: what is handed out is one closed ring with at most five decimals (about a metre).
import type { Map as GlMap } from "maplibre-gl";
import { TerraDraw, TerraDrawPolygonMode, ValidateNotSelfIntersecting } from "terra-draw";
import { TerraDrawMapLibreGLAdapter } from "terra-draw-maplibre-gl-adapter";
import type { Theme } from "./feature.ts";
import { palette } from "./token.ts";

type Hex = `#${string}`;
interface Listen {
  onDrawn(polygon: GeoJSON.Polygon): void;
  onCancel(): void;
}

/** Starts drawing on this map; the answer stops it and clears what was not finished. */
export function startDrawing(map: GlMap, theme: Theme, listen: Listen): () => void {
  const { primary, surface, focus } = palette(theme);
  const draw = new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map, coordinatePrecision: 6 }),
    modes: [
      new TerraDrawPolygonMode({
        keyEvents: { cancel: "Escape", finish: "Enter" },
        pointerDistance: 12,
        showCoordinatePoints: true,
        validation: (feature, { updateType }) =>
          updateType === "finish" ? ValidateNotSelfIntersecting(feature) : { valid: true },
        styles: {
          fillColor: primary as Hex,
          fillOpacity: 0.18,
          outlineColor: primary as Hex,
          outlineWidth: 2,
          coordinatePointColor: surface as Hex,
          coordinatePointWidth: 4,
          coordinatePointOutlineColor: primary as Hex,
          coordinatePointOutlineWidth: 2,
          closingPointColor: focus as Hex,
          closingPointWidth: 6,
          closingPointOutlineColor: primary as Hex,
          closingPointOutlineWidth: 2,
        },
      }),
    ],
  });
  const canvas = map.getCanvas();
  draw.start();
  draw.setMode("polygon");
  canvas.focus({ preventScroll: true });
  draw.on("finish", (id) => {
    const geometry = draw.getSnapshotFeature(id)?.geometry;
    if (geometry?.type === "Polygon") listen.onDrawn(tidy(geometry));
  });
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Escape") listen.onCancel();
  };
  canvas.addEventListener("keyup", onKey);
  return () => {
    canvas.removeEventListener("keyup", onKey);
    if (map.style) draw.stop();
    canvas.style.cursor = "";
  };
}

/** The outer ring, rounded and closed. */
export function tidy(polygon: GeoJSON.Polygon): GeoJSON.Polygon {
  const ring = (polygon.coordinates[0] ?? []).map((p) => p.slice(0, 2).map((n) => Math.round(n * 1e5) / 1e5));
  const [first, last] = [ring[0], ring[ring.length - 1]];
  const closed = first && last && (first[0] !== last[0] || first[1] !== last[1]) ? [...ring, first] : ring;
  return { type: "Polygon", coordinates: [closed] };
}
