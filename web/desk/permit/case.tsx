// Exit permits of an open case: where each stands, and asking for one on somebody's behalf where the group lets the host
// authority read a request. Without its yes nothing can be asked; the pane says how she gives it.
import { useState } from "preact/hooks";
import type { permitOfCase } from "../../../schema/permit.ts";
import { useAnswer } from "../../kit/answer.ts";
import { ProblemLine } from "../../kit/ui/parts.tsx";
import { t } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import type { Case } from "../registration/case.tsx";
import { may } from "../session.ts";
import { AskFor } from "./ask.tsx";
import { Due, PermitTag } from "./due.tsx";

export function PermitsOfCase({ open }: { open: Case }) {
  const [asks, setAsks] = useState(false);
  const { data, problem, again } = useAnswer<typeof permitOfCase>(
    "permit.ofCase",
    { registrationId: open.id },
    open.version,
  );
  const now = crisis.value?.now ?? "";
  const nameOf = (personId: string) => open.persons?.find((one) => one.id === personId)?.name ?? null;
  const asksFor = may("permit.askFor") && crisis.value?.closedAt === null;
  return (
    <section class="permits-of-case" aria-label={t("desk.permit.ofCase")}>
      <h2>{t("desk.permit.ofCase")}</h2>
      <ProblemLine problem={problem} />
      {data === null && problem === null ? <p class="muted">{t("desk.loading")}</p> : null}
      {data !== null && data.permits.length === 0 ? <p class="muted">{t("desk.permit.noneOfCase")}</p> : null}
      <ul class="need-list">
        {(data?.permits ?? []).map((permit) => (
          <li key={permit.id} data-permit={permit.state}>
            <bdi dir="auto">{nameOf(permit.personId) ?? t("status.noName")}</bdi>
            <PermitTag permit={permit} />
            <Due permit={permit} now={now} />
          </li>
        ))}
      </ul>
      {data !== null && asksFor ? (
        data.consented ? (
          <button type="button" onClick={() => setAsks(true)}>
            {t("act.permit.askFor")}
          </button>
        ) : (
          <p class="muted no-consent">{t("desk.permit.noConsent")}</p>
        )
      ) : null}
      {asks ? <AskFor open={open} onClose={() => setAsks(false)} onDone={again} /> : null}
    </section>
  );
}
