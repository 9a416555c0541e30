// New secret numbers of cases that this organisation may open, by whichever office: a supervisor sees who could have been in
// somebody's place.
import type { registrationPinsGiven } from "../../../schema/registration-pin.ts";
import { useAnswer } from "../../kit/answer.ts";
import { addressOf } from "../../kit/route.ts";
import { ProblemLine } from "../../kit/ui/parts.tsx";
import { t, time } from "../../kit/words.ts";

export function PinsGiven({ crisisId }: { crisisId: string }) {
  const { data, problem } = useAnswer<typeof registrationPinsGiven>("registration.pinsGiven", { crisisId });
  return (
    <section aria-label={t("desk.pinsGiven")}>
      <h2>{t("desk.pinsGiven")}</h2>
      <p class="muted">{t("desk.pinsGiven.says")}</p>
      <ProblemLine problem={problem} />
      {data?.given.length === 0 ? <p class="muted">{t("desk.pinsGiven.none")}</p> : null}
      {data === null || data.given.length === 0 ? null : (
        <table class="list">
          <caption class="unseen">{t("desk.pinsGiven")}</caption>
          <tbody>
            {data.given.map((one) => (
              <tr key={`${one.id} ${one.at}`} data-given={one.id}>
                <th scope="row">
                  <time datetime={one.at}>{time(one.at)}</time>
                </th>
                <td>
                  <bdi dir="auto">{one.organisation}</bdi>{" "}
                  {one.alone ? <strong class="tag warn">{t("desk.pinsGiven.alone")}</strong> : null}
                </td>
                <td class="end">
                  <a href={addressOf(`/desk/case/${one.id}`, { crisis: crisisId })}>
                    {t("desk.pinsGiven.open")} <code>{one.id}</code>
                  </a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
