// The picture of a kind of zone, the same line drawing as on the map; its word is always there for those who listen.
import type { ZoneKind } from "../../../schema/zone.ts";
import { t } from "../../kit/words.ts";
import { glyphs } from "../../map/glyph.ts";

export function ZoneSign({ kind, word = false }: { kind: ZoneKind; word?: boolean }) {
  const name = t(`zone.${kind}`);
  return (
    <span class="zone-sign" title={name}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path d={glyphs[kind]} />
      </svg>
      <span class={word ? undefined : "unseen"}>{name}</span>
    </span>
  );
}
