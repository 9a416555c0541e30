// Urgency as shape, colour and word together: never colour alone (EXPERIENCE 5.3).
import type { Urgency } from "../../../schema/kit/fields.ts";
import { t } from "../words.ts";

const paths: Record<Urgency | "closed", string> = {
  1: "M8 0 16 8 8 16 0 8Z",
  2: "M8 1 16 15H0Z",
  3: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Z",
  closed: "M2 2h12v12H2Z",
};

export function UrgencyShape({ urgency, word = false }: { urgency: Urgency | "closed"; word?: boolean }) {
  const name = t(`desk.urgency.${String(urgency)}`);
  return (
    <span class={`urgency urgency-${String(urgency)}`} title={name}>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        <path d={paths[urgency]} />
      </svg>
      <span class={word ? undefined : "unseen"}>{name}</span>
    </span>
  );
}
