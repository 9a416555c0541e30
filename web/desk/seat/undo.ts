// Taking back what was just placed: every group is freed again with a reason that it reads. Whoever is aboard stays.
import type { seatFree } from "../../../schema/seat.ts";
import { write } from "../../kit/call.ts";
import { notify } from "../../kit/ui/parts.tsx";
import { number, t } from "../../kit/words.ts";

const AT_ONCE = 4;

/** Frees these groups, a few at a time, and says how many it were. */
export async function undoPlacing(movementId: string, registrationIds: readonly string[]): Promise<void> {
  const rest = [...registrationIds];
  let freed = 0;
  const work = async () => {
    for (let id = rest.shift(); id !== undefined; id = rest.shift()) {
      const input = { movementId, registrationId: id, reason: t("desk.seat.undoReason") };
      if ((await write<typeof seatFree>("seat.free", input)).ok) freed++;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  notify(t("desk.seat.undone", { n: number(freed), of: number(registrationIds.length) }));
}
