// The needs of a case: stated, taken on by this organisation, met; each change with the version that was read.
import { useState } from "preact/hooks";
import type { Urgency } from "../../../schema/kit/fields.ts";
import { isOpen } from "../../../schema/need.rules.ts";
import {
  type Need,
  type NeedKind,
  type NeedState,
  needKinds,
  type needState,
  type needUpdate,
} from "../../../schema/need.ts";
import { type ProblemSeen, write } from "../../kit/call.ts";
import { notify, ProblemLine } from "../../kit/ui/parts.tsx";
import { UrgencyShape } from "../../kit/ui/shape.tsx";
import { t } from "../../kit/words.ts";
import { referring } from "../referral/state.ts";
import { may, me } from "../session.ts";
import type { Case } from "./case.tsx";

export function Needs({ open, reload }: { open: Case; reload: () => Promise<Case | null> }) {
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const [kind, setKind] = useState<NeedKind | "">("");
  const [urgency, setUrgency] = useState<Urgency>(2);
  const change = may("need.update") && open.audience === "responder";

  async function update(need: Need, state: NeedState): Promise<void> {
    const answer = await write<typeof needUpdate>(
      "need.update",
      { needId: need.id, state },
      { ifMatch: need.version },
    );
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok)
      notify(t("desk.need.changed", { need: t(`desk.need.${need.kind}`), state: t(`needState.${state}`) }));
    await reload();
  }

  async function add(event: Event): Promise<void> {
    event.preventDefault();
    if (kind === "") return;
    const answer = await write<typeof needState>("need.state", { registrationId: open.id, kind, urgency });
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    setKind("");
    await reload();
  }

  return (
    <section aria-label={t("status.needs")}>
      <h2>{t("desk.case.needs")}</h2>
      <ProblemLine problem={problem} />
      {open.openNeeds.length === 0 ? <p class="muted">{t("desk.noNeeds")}</p> : null}
      <ul class="need-list">
        {open.openNeeds.map((need) => (
          <li key={need.id} class={isOpen(need.state) ? "" : "over"}>
            <UrgencyShape urgency={isOpen(need.state) ? need.urgency : "closed"} />
            <span>{t(`desk.need.${need.kind}`)}</span>
            <span class="tag">
              {need.state === "assigned" && need.ownerId === me.value?.organisation.id
                ? t("desk.need.ours")
                : t(`needState.${need.state}`)}
            </span>
            {change && isOpen(need.state) ? (
              <span class="actions">
                {need.ownerId === me.value?.organisation.id ? null : (
                  <button type="button" onClick={() => void update(need, "assigned")}>
                    {t("desk.need.take")}
                  </button>
                )}
                <button type="button" onClick={() => void update(need, "met")}>
                  {t("desk.need.met")}
                </button>
                <button type="button" class="quiet" onClick={() => void update(need, "withdrawn")}>
                  {t("desk.need.drop")}
                </button>
                {may("referral.offer") ? (
                  <button type="button" class="quiet" onClick={() => (referring.value = need)}>
                    {t("referral.refer")} <span class="unseen">{t(`desk.need.${need.kind}`)}</span>
                  </button>
                ) : null}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      {change ? (
        <form class="inline" onSubmit={(event) => void add(event)}>
          <label>
            <span class="unseen">{t("desk.need.add")}</span>
            <select value={kind} onChange={(event) => setKind(event.currentTarget.value as NeedKind)}>
              <option value="">{t("desk.need.add")}</option>
              {needKinds.map((one) => (
                <option key={one} value={one}>
                  {t(`desk.need.${one}`)}
                </option>
              ))}
            </select>
          </label>
          <label>
            <span class="unseen">{t("desk.filter.urgency")}</span>
            <select
              value={String(urgency)}
              onChange={(event) => setUrgency(Number(event.currentTarget.value) as Urgency)}
            >
              {[1, 2, 3].map((one) => (
                <option key={one} value={String(one)}>
                  {t(`desk.urgency.${String(one)}`)}
                </option>
              ))}
            </select>
          </label>
          <button type="submit" disabled={kind === ""}>
            {t("desk.need.state")}
          </button>
        </form>
      ) : null}
    </section>
  );
}
