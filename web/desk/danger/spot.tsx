// A place that is clicked on the map or typed in degrees, for a keyboard and for browsers without a map.
import { Latitude, type LngLat, Longitude } from "../../../schema/kit/fields.ts";
import type { ProblemSeen } from "../../kit/call.ts";
import { degreesOf } from "../../kit/typed.ts";
import { Input } from "../../kit/ui/form.tsx";
import { reasonOf } from "../../kit/ui/parts.tsx";
import { t } from "../../kit/words.ts";
import { seen, unavailable } from "../map-pane.tsx";
import type { Typed } from "./draft.ts";

/** Where it is, as far as it can be read. */
export function spotOf({ lat, lng }: Typed): LngLat | null {
  const [y, x] = [degreesOf(lat, Latitude).value, degreesOf(lng, Longitude).value];
  return x === undefined || y === undefined ? null : { lng: x, lat: y };
}

/** The fields that need another look. */
export function spotFaults({ lat, lng }: Typed): { path: string; reason: string }[] {
  const read = { lat: degreesOf(lat, Latitude), lng: degreesOf(lng, Longitude) };
  return Object.entries(read).flatMap(([path, { value, reason }]) =>
    value === undefined ? [{ path, reason: reason ?? "empty" }] : [],
  );
}

export const typedSpot = ({ lng, lat }: LngLat): Typed => ({ lng: lng.toFixed(4), lat: lat.toFixed(4) });

export function Spot({
  value,
  onType,
  problem,
}: {
  value: Typed;
  onType: (change: Partial<Typed>) => void;
  problem: ProblemSeen | null;
}) {
  return (
    <fieldset>
      <legend>{t("desk.danger.column.place")}</legend>
      <small>{t(unavailable.value ? "desk.zone.placeTyped" : "desk.danger.placeHint")}</small>
      <div class="pair">
        {(["lat", "lng"] as const).map((one) => (
          <Input
            key={one}
            name={one}
            digits
            max={40}
            label={t(`desk.zone.${one}`)}
            value={value[one]}
            onType={(said) => onType({ [one]: said })}
            reason={reasonOf(problem, one)}
          />
        ))}
      </div>
      {unavailable.value || seen.value === null ? null : (
        <button type="button" onClick={() => seen.value !== null && onType(typedSpot(seen.value))}>
          {t("desk.zone.middle")}
        </button>
      )}
    </fieldset>
  );
}
