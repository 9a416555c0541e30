// Closing a zone for good: asked once more, by the organisation that declared it, with the version that was read.
import type { Zone, zoneClose } from "../../../schema/zone.ts";
import { type ProblemSeen, write } from "../../kit/call.ts";
import { useIntent } from "../../kit/draft.ts";
import { notify } from "../../kit/ui/parts.tsx";
import { Sure } from "../../kit/ui/sure.tsx";
import { local, t } from "../../kit/words.ts";
import { putZone } from "../crisis/state.ts";
import { readZonesAgain } from "./again.ts";

export function CloseZone({ open }: { open: Zone }) {
  const intent = useIntent();
  async function close(): Promise<ProblemSeen | null> {
    const input = { zoneId: open.id };
    const answer = await write<typeof zoneClose>("zone.close", input, {
      key: intent(input, open.version),
      ifMatch: open.version,
    });
    if (answer.ok) {
      putZone(answer.data);
      notify(t("desk.zone.closedNow", { name: local(open.name) }));
      return null;
    }
    if (answer.problem.code === "stale") await readZonesAgain();
    return answer.problem;
  }
  return (
    <Sure
      asks={t("act.zone.close")}
      title={t("desk.zone.closeSure", { name: local(open.name) })}
      means={t("desk.zone.closeMeans")}
      does={t("desk.zone.closeButton")}
      act={close}
    />
  );
}
