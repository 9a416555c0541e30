// The two buttons at the foot of a form in a dialog: do it, or give up. Giving up keeps what was typed.
import { t } from "../../kit/words.ts";

export function Actions({ says, busy, danger }: { says: string; busy: boolean; danger?: boolean }) {
  return (
    <div class="choices end">
      <button type="submit" class={danger === true ? "danger" : "primary"} disabled={busy}>
        {says}
      </button>
      <button type="button" onClick={(event) => event.currentTarget.closest("dialog")?.close()}>
        {t("desk.giveUp")}
      </button>
    </div>
  );
}
