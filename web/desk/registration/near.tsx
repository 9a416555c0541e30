// Zones near a case, with the places that are free where anybody knows it; unknown stays unknown.
import { useContext, useEffect, useState } from "preact/hooks";
import { isStale } from "../../../schema/zone.rules.ts";
import type { ZoneNear, zoneNear } from "../../../schema/zone.ts";
import { type ProblemSeen, read } from "../../kit/call.ts";
import { addressOf, place } from "../../kit/route.ts";
import { ProblemLine, ReasonAsked } from "../../kit/ui/parts.tsx";
import { local, number, t } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";

export function Near({ id }: { id: string }) {
  const [near, setNear] = useState<ZoneNear[] | null>(null);
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const reasons = useContext(ReasonAsked).turn;
  useEffect(() => {
    setNear(null);
    void read<typeof zoneNear>("zone.near", { registrationId: id }).then((answer) => {
      setNear(answer.ok ? answer.data.zones : []);
      setProblem(answer.ok ? null : answer.problem);
    });
  }, [id, reasons]);
  const now = new Date(crisis.value?.now ?? 0);
  return (
    <section aria-label={t("desk.near")}>
      <h2>{t("desk.near")}</h2>
      {near === null ? <p class="muted">{t("desk.loading")}</p> : null}
      <ProblemLine problem={problem} />
      {near?.length === 0 && problem === null ? <p class="muted">{t("desk.near.none")}</p> : null}
      <table class="list">
        <caption class="unseen">{t("desk.near")}</caption>
        <tbody>
          {(near ?? []).slice(0, 5).map((zone) => (
            <tr key={zone.id}>
              <th scope="row">
                <a href={addressOf("/desk/zones", { crisis: place.value.query.crisis, zone: zone.id })}>
                  {local(zone.name)}
                </a>{" "}
                <span class="tag">{t(`zone.${zone.kind}`)}</span>
              </th>
              <td>{t("desk.km", { n: number(Math.round(zone.metres / 100) / 10) })}</td>
              <td>
                {zone.free === null ? (
                  <span class="muted">{t("desk.near.unknown")}</span>
                ) : (
                  t("desk.near.free", { n: number(zone.free) })
                )}
                {isStale(zone.confirmedAt, now) ? <span class="tag warn">{t("desk.near.stale")}</span> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
