// The triangle of a danger, the same as on the map: its edge and its mark say whether somebody stands for it.
import type { DangerState } from "../../../schema/danger.ts";

export function DangerSign({ state }: { state: DangerState }) {
  const sure = state === "confirmed" || state === "ended";
  return (
    <svg
      class={sure ? "danger-sign sure" : "danger-sign"}
      viewBox="0 0 16 16"
      width="16"
      height="16"
      aria-hidden="true"
    >
      <path d="M8 1.5 15 14H1Z" />
      <text x="8" y="12.6" text-anchor="middle">
        {sure ? "!" : "?"}
      </text>
    </svg>
  );
}
