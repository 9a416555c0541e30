// On paper: what WebGL drew is gone by the time a page is printed, so the map is drawn once more at that moment and copied
// to a plain canvas, which prints. Nothing of it stays afterwards.
import type { Map as GlMap } from "maplibre-gl";

/** Answers what stops it. */
export function printable(map: GlMap): () => void {
  let copy: HTMLCanvasElement | null = null;
  const after = () => {
    copy?.remove();
    copy = null;
  };
  const before = () => {
    after();
    map.redraw();
    const drawn = map.getCanvas();
    copy = document.createElement("canvas");
    copy.className = "map-printed";
    copy.width = drawn.width;
    copy.height = drawn.height;
    copy.getContext("2d")?.drawImage(drawn, 0, 0);
    map.getContainer().append(copy);
  };
  addEventListener("beforeprint", before);
  addEventListener("afterprint", after);
  return () => {
    removeEventListener("beforeprint", before);
    removeEventListener("afterprint", after);
    after();
  };
}
