// What others published of a movement beside what we know ourselves: side by side with its source, never merged.
import { alpha2Of } from "../../../schema/kit/country.ts";
import { placesOf } from "../../../schema/movement.rules.ts";
import type { Movement } from "../../../schema/movement.ts";
import { lang, number, t } from "../../kit/words.ts";

/** A nationality in the reader's language; the letters as they were published where no name is known. */
function nationality(iso3: string): string {
  const code = alpha2Of(iso3);
  const names = new Intl.DisplayNames([lang.value], { type: "region", fallback: "none" });
  return (code === null ? undefined : names.of(code)) ?? iso3;
}

export function ReportedFigures({ movement }: { movement: Movement }) {
  if (movement.reported.length === 0) return null;
  return (
    <section aria-label={t("desk.reported")}>
      <h2>{t("desk.reported")}</h2>
      {movement.overfull ? <p class="notice">{t("desk.movement.overfullMeans")}</p> : null}
      <table class="list reported">
        <caption class="unseen">{t("desk.reported")}</caption>
        <tbody>
          <tr>
            <th scope="row">{t("desk.reported.here")}</th>
            <td class="number">{number(placesOf(movement.taken) + movement.taken.lap)}</td>
            <td>{t("desk.reported.ours")}</td>
          </tr>
          {movement.reported.map((one, i) => (
            <tr key={i}>
              <th scope="row">{one.iso3 === null ? t("desk.reported.all") : nationality(one.iso3)}</th>
              <td class="number">{number(one.persons)}</td>
              <td>
                <bdi dir="auto">{one.source}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
