// At the other end: to which organisation people are handed over, one by one on the verdict, or all who arrived at once.
import { useSignal } from "@preact/signals";
import { standing } from "./pack.ts";
import { mark } from "./scan.ts";
import { change, listing, log, noted, packs, settings } from "./state.ts";
import { local, t } from "./words.ts";

export function HandOver() {
  void log.value;
  const sure = useSignal(false);
  const organisations = listing.value?.reply.organisations ?? [];
  const { receiver, chosen } = settings.value;
  const waiting = chosen.flatMap((id) => {
    const pack = packs.value.get(id);
    return [...(pack?.byCti.values() ?? [])].flatMap((pass) =>
      pack !== undefined && standing(pack, pass, noted) === "arrived" ? [{ id, cti: pass.cti }] : [],
    );
  });
  async function all(): Promise<void> {
    if (!sure.value) {
      sure.value = true;
      return;
    }
    sure.value = false;
    for (const id of chosen) {
      const ctis = waiting.filter((one) => one.id === id).map((one) => one.cti);
      if (ctis.length > 0) await mark("handed-over", id, ctis);
    }
  }
  return (
    <div class="hand-over">
      <label>
        <span>{t("gate.receiver")}</span>
        <select
          value={receiver ?? ""}
          onChange={(event) => void change({ receiver: event.currentTarget.value || null })}
        >
          <option value="">{t("gate.receiver.none")}</option>
          {organisations.map((one) => (
            <option key={one.id} value={one.id}>
              {local(one.name)}
            </option>
          ))}
        </select>
      </label>
      {receiver === null || waiting.length === 0 ? null : (
        <button type="button" class={sure.value ? "sure" : undefined} onClick={() => void all()}>
          {t(sure.value ? "gate.handOver.sure" : "gate.handOver.all", { n: waiting.length })}
        </button>
      )}
    </div>
  );
}
