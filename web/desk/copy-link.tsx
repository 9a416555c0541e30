// The button that copies the present view of the people's map as a link, and says what could not go into it.
import { useState } from "preact/hooks";
import { addressOf, place } from "../kit/route.ts";
import { t } from "../kit/words.ts";
import { hour } from "./area/hours.ts";
import { areaText, hourText, viewText } from "./link.ts";
import { camera } from "./map-pane.tsx";
import { area } from "./registration/within.ts";

function linkTo(view: string, area: string | null): string {
  // An opened case is no part of a view.
  const path = place.value.path.startsWith("/desk/case/") ? "/desk/queue" : place.value.path;
  const at = hour.value?.at;
  const shown = { view, area: area ?? undefined, hour: at === undefined ? undefined : hourText(at) };
  return new URL(addressOf(path, { ...place.value.query, ...shown }), location.origin).href;
}

export function CopyLink() {
  const [said, say] = useState("");
  const copy = async () => {
    const view = camera.value;
    if (view === null) return;
    const drawn = area.value === null ? null : areaText(area.value);
    const link = linkTo(viewText(view), drawn);
    const left = area.value !== null && drawn === null ? ` ${t("desk.map.linkNoArea")}` : "";
    try {
      await navigator.clipboard.writeText(link);
      say(t("desk.map.linkCopied") + left);
    } catch {
      // Where the clipboard is refused, the address bar holds the link.
      history.replaceState(null, "", link);
      say(t("desk.map.linkInBar") + left);
    }
  };
  return (
    <>
      <button type="button" class="quiet" onClick={() => void copy()}>
        {t("desk.map.link")}
      </button>
      <span role="status">{said}</span>
    </>
  );
}
