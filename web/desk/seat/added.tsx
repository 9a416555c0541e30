// Seats for those whom somebody added to a group that has seats already: the same act, which gives them what is missing.
import { useState } from "preact/hooks";
import type { seatPlace } from "../../../schema/seat.ts";
import { write } from "../../kit/call.ts";
import { useIntent } from "../../kit/draft.ts";
import { notify, problemWords } from "../../kit/ui/parts.tsx";
import { t } from "../../kit/words.ts";

export function SeatAdded({ movementId, registrationId }: { movementId: string; registrationId: string }) {
  const [busy, setBusy] = useState(false);
  const intent = useIntent();

  async function send(): Promise<void> {
    if (busy) return;
    const input = { movementId, registrationId };
    setBusy(true);
    const answer = await write<typeof seatPlace>("seat.place", input, { key: intent(input) });
    setBusy(false);
    notify(answer.ok ? t("desk.seat.seatedAdded") : problemWords(answer.problem));
  }

  return (
    <button type="button" class="quiet" onClick={() => void send()}>
      {t("desk.seat.seatAdded")}
    </button>
  );
}
