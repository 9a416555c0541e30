// The picture of a way of moving; its word is always there for those who listen.
import type { MovementMode } from "../../../schema/movement.ts";
import { t } from "../../kit/words.ts";
import { glyphs } from "../../map/glyph.ts";

export const glyphOf: Record<MovementMode, string> = {
  bus: "bus",
  ship: "boat",
  flight: "airport",
  foot: "people",
};

export function MovementSign({ mode, word = false }: { mode: MovementMode; word?: boolean }) {
  const name = t(`movementMode.${mode}`);
  return (
    <span class="movement-sign" title={name}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path d={glyphs[glyphOf[mode]] ?? ""} />
      </svg>
      <span class={word ? undefined : "unseen"}>{name}</span>
    </span>
  );
}
