// Where a permit stands and by when it has to be decided: late, soon, or in time, as shape, word and colour together.
import type { PermitInQueue } from "../../../schema/permit.ts";
import { apart, t, time } from "../../kit/words.ts";

const SOON = 12 * 3_600_000;

export type Haste = "late" | "soon" | "time" | "done";

/** Only what waits for the authority can be late: a request for more waits for her. */
export function hasteOf(permit: Pick<PermitInQueue, "state" | "dueAt" | "escalatedAt">, now: string): Haste {
  if (permit.state !== "asked") return "done";
  if (permit.escalatedAt !== null || permit.dueAt <= now) return "late";
  return Date.parse(permit.dueAt) - Date.parse(now) <= SOON ? "soon" : "time";
}

/** The shapes and colours of urgency, with words of their own. */
const looks: Record<Haste, { as: string; path: string }> = {
  late: { as: "urgency-1", path: "M8 0 16 8 8 16 0 8Z" },
  soon: { as: "urgency-2", path: "M8 1 16 15H0Z" },
  time: { as: "urgency-3", path: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Z" },
  done: { as: "urgency-closed", path: "M2 2h12v12H2Z" },
};

export function Due({ permit, now }: { permit: PermitInQueue; now: string }) {
  const haste = hasteOf(permit, now);
  const { as, path } = looks[haste];
  return (
    <span class={`urgency ${as}`} data-haste={haste} title={time(permit.dueAt)}>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        <path d={path} />
      </svg>
      {haste === "done"
        ? permit.decidedAt === null
          ? ""
          : t("desk.permit.decidedAt", { age: apart(permit.decidedAt, now) })
        : t(`desk.permit.${haste}`, { age: apart(permit.dueAt, now) })}
    </span>
  );
}

export function PermitTag({ permit }: { permit: PermitInQueue }) {
  return (
    <>
      <span class="tag">{t(`desk.permitState.${permit.state}`)}</span>
      {permit.objected ? <span class="tag warn">{t("desk.permit.objected")}</span> : null}
    </>
  );
}
