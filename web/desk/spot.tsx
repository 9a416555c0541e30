// A place that is clicked on the map or typed in degrees, for a keyboard and for browsers without a map.
import { Latitude, type LngLat, Longitude } from "../../schema/kit/fields.ts";
import type { ProblemSeen } from "../kit/call.ts";
import { degreesOf } from "../kit/typed.ts";
import { Input } from "../kit/ui/form.tsx";
import { reasonOf } from "../kit/ui/parts.tsx";
import { t } from "../kit/words.ts";
import { seen, unavailable } from "./map-pane.tsx";

/** A place as it is typed, in degrees. */
export interface TypedSpot {
  lat: string;
  lng: string;
}

/** Where it is, as far as it can be read. */
export function spotOf({ lat, lng }: TypedSpot): LngLat | null {
  const [y, x] = [degreesOf(lat, Latitude).value, degreesOf(lng, Longitude).value];
  return x === undefined || y === undefined ? null : { lng: x, lat: y };
}

/** The fields that need another look. */
export function spotFaults({ lat, lng }: TypedSpot): { path: string; reason: string }[] {
  const read = { lat: degreesOf(lat, Latitude), lng: degreesOf(lng, Longitude) };
  return Object.entries(read).flatMap(([path, { value, reason }]) =>
    value === undefined ? [{ path, reason: reason ?? "empty" }] : [],
  );
}

interface SpotProps {
  label: string;
  /** What to do where there is a map. */
  hint: string;
  value: TypedSpot;
  onType: (change: Partial<TypedSpot>) => void;
  /** The middle of the map is meant. */
  onPoint: (at: LngLat) => void;
  problem: ProblemSeen | null;
}

export function Spot({ label, hint, value, onType, onPoint, problem }: SpotProps) {
  return (
    <fieldset>
      <legend>{label}</legend>
      <small>{unavailable.value ? t("desk.zone.placeTyped") : hint}</small>
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
        <button type="button" onClick={() => seen.value !== null && onPoint(seen.value)}>
          {t("desk.zone.middle")}
        </button>
      )}
    </fieldset>
  );
}
