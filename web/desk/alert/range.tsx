// Where an area reaches, in degrees, on two short lines that never run the wrong way round.
import type { Area } from "../../../schema/alert.ts";
import { rangesOf } from "./area.ts";

export function Range({ area }: { area: Area }) {
  const [lng, lat] = rangesOf(area);
  return (
    <span class="range">
      <bdi dir="ltr">{lng}</bdi> <bdi dir="ltr">{lat}</bdi>
    </span>
  );
}
