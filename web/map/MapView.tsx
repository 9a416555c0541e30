// The map as a component: loaded when a desk opens it, told everything by props, silent where WebGL is missing.
// Invariant: one GL map per mount and language; on unmount nothing of it is left.
import { useEffect, useId, useRef, useState } from "preact/hooks";
import "maplibre-gl/dist/maplibre-gl.css";
import "./map.css";
import type { MapViewProps } from "./feature.ts";
import { Surface } from "./surface.ts";

export default function MapView(props: MapViewProps) {
  const { labels, theme, dir, lang, basemap, drawing, label } = props;
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const [surface, setSurface] = useState<Surface | null>(null);
  const [lost, setLost] = useState(false);
  const hint = useId();
  const base = basemap.kind === "builtin" ? "builtin" : `${basemap.kind} ${basemap.url}`;

  const make = `${lang} ${dir} ${base}`;

  useEffect(() => {
    const lose = () => {
      setLost(true);
      setSurface(null);
      latest.current.onUnavailable?.();
    };
    if (!host.current || make === "") return;
    let made: Surface;
    try {
      made = new Surface(host.current, latest.current, {
        onPick: (layerId, featureId) => latest.current.onPick(layerId, featureId),
        onView: (view) => latest.current.onView(view),
        onLost: lose,
      });
    } catch {
      lose();
      return;
    }
    setSurface(made);
    return () => {
      setSurface(null);
      made.destroy();
    };
  }, [make]);

  useEffect(() => {
    surface?.update(props);
  });

  useEffect(() => {
    const canvas = surface?.map.getCanvas();
    canvas?.setAttribute("role", "application");
    canvas?.setAttribute("aria-label", label);
    canvas?.setAttribute("aria-describedby", hint);
  }, [surface, label, hint]);

  useEffect(() => {
    if (!surface || !drawing) return;
    surface.drawing = true;
    let stop: (() => void) | undefined;
    let gone = false;
    void import("./draw.ts").then(({ startDrawing }) => {
      if (gone) return;
      stop = startDrawing(surface.map, theme, {
        onDrawn: (polygon) => latest.current.onDrawn(polygon),
        onCancel: () => latest.current.onDrawCancel?.(),
      });
    });
    return () => {
      gone = true;
      surface.drawing = false;
      stop?.();
    };
  }, [surface, drawing, theme]);

  if (lost) {
    return (
      <div class="map" data-theme={theme} dir={dir}>
        <p class="map-note" role="status">
          {labels.noWebgl}
        </p>
      </div>
    );
  }
  return (
    <div class="map" data-theme={theme} dir={dir}>
      <div class="map-host" ref={host} />
      <p class="map-hint" id={hint}>
        {labels.hint}
      </p>
      {drawing && (
        <p class="map-note map-note-draw" role="status">
          {labels.drawHint}
        </p>
      )}
      <div class="map-zoom">
        <button
          type="button"
          aria-label={labels.zoomIn}
          title={labels.zoomIn}
          onClick={() => surface?.map.zoomIn()}
        >
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M3 8H13M8 3V13" />
          </svg>
        </button>
        <button
          type="button"
          aria-label={labels.zoomOut}
          title={labels.zoomOut}
          onClick={() => surface?.map.zoomOut()}
        >
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M3 8H13" />
          </svg>
        </button>
      </div>
    </div>
  );
}
