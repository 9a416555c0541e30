// Where something is, said on the map: the choice of how it is said, and the area that is drawn there.
import type { Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { Area } from "../../schema/alert.ts";
import { number, t } from "../kit/words.ts";
import { unavailable } from "./map-pane.tsx";

interface HowProps<T extends string> {
  /** Each way and its words. */
  ways: readonly (readonly [T, string])[];
  chosen: T;
  onChoose: (way: T) => void;
}

/** Without a map there is nothing to choose. */
export function How<T extends string>({ ways, chosen, onChoose }: HowProps<T>) {
  return unavailable.value ? null : (
    <div class="choices">
      {ways.map(([one, words]) => (
        <label key={one} class="check">
          <input
            type="radio"
            name="how"
            value={one}
            checked={chosen === one}
            onChange={() => onChoose(one)}
          />
          {words}
        </label>
      ))}
    </div>
  );
}

interface DrawnProps {
  drawn: Area | null;
  /** True while corners are being set on the map. */
  drawing: Signal<boolean>;
  reason: string | undefined;
  /** What else is said of a drawn area. */
  children?: ComponentChildren;
}

export function Drawn({ drawn, drawing, reason, children }: DrawnProps) {
  return (
    <div class={reason === undefined ? "field" : "field bad"}>
      <button type="button" aria-pressed={drawing.value} onClick={() => (drawing.value = !drawing.value)}>
        {t(
          drawing.value ? "desk.alert.stopDrawing" : drawn === null ? "desk.alert.draw" : "desk.alert.redraw",
        )}
      </button>
      {drawn === null ? (
        <small>{t("desk.map.drawHint")}</small>
      ) : (
        <p class="area-said">
          {t("desk.alert.corners", { n: number(drawn.coordinates[0].length - 1) })} {children}
        </p>
      )}
      {reason === undefined ? null : <small class="why">{t(`reason.${reason}`)}</small>}
    </div>
  );
}
