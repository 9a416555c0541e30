// What the people's map has to say of itself: which of its layers could not be read, or are not whole. An empty map that
// keeps silent would be read as a safe one.
import { lang, t } from "../../kit/words.ts";
import { failed as districtsFailed } from "../area/state.ts";
import { alertsFailed, zonesFailed } from "../crisis/state.ts";
import { complete as dangersComplete, failed as dangersFailed } from "../danger/state.ts";
import type { LayerId } from "../layers.ts";
import { complete as movementsComplete, failed as movementsFailed } from "../movement/state.ts";
import { answer, failed } from "./ask.ts";

/** `shown`: the layers that stand on the map now. */
export function Notes({ shown }: { shown: ReadonlySet<LayerId> }) {
  const missing: Partial<Record<LayerId, boolean>> = {
    people: failed.value !== null,
    zones: zonesFailed.value !== null,
    crossings: zonesFailed.value !== null,
    alerts: alertsFailed.value !== null,
    dangers: dangersFailed.value !== null,
    movements: movementsFailed.value !== null,
    districts: districtsFailed.value !== null,
  };
  const parts: Partial<Record<LayerId, boolean>> = {
    dangers: !dangersComplete.value,
    movements: !movementsComplete.value,
  };
  const named = (said: Partial<Record<LayerId, boolean>>) => {
    const names = [...shown].filter((id) => said[id] === true).map((id) => t(`desk.layer.${id}`));
    return names.length === 0 ? null : new Intl.ListFormat(lang.value, { type: "conjunction" }).format(names);
  };
  const [unread, partly] = [named(missing), named(parts)];
  const people = shown.has("people") ? answer.value : null;
  return (
    <div class="notes" role="status">
      {unread === null ? null : <strong class="warn">{t("desk.map.failed", { layers: unread })}</strong>}
      {partly === null ? null : <strong>{t("desk.map.partOf", { layers: partly })}</strong>}
      {people?.complete === false ? <strong>{t("desk.map.part")}</strong> : null}
      {people?.capped === true && people.complete ? <strong>{t("desk.map.capped")}</strong> : null}
    </div>
  );
}
