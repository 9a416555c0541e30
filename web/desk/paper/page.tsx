// Travel papers that consulates still have to issue: how many cases wait for one by place, and a sheet for a mobile
// consular desk (R47). Names come only with a sheet, a hundred groups at a time, which obeys what holds for exports.
import type { paperQueue } from "../../../schema/paper.ts";
import { useAnswer } from "../../kit/answer.ts";
import { addressOf, place } from "../../kit/route.ts";
import { Empty, ProblemLine, Skeleton } from "../../kit/ui/parts.tsx";
import { number, t } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { type Place, placeWords } from "./place.ts";
import { PaperSheet } from "./sheet.tsx";
import "./paper.css";

function Places({ places }: { places: readonly Place[] }) {
  const { query } = place.value;
  const most = places.toSorted((a, b) => b.people - a.people);
  const sum = (of: "groups" | "people") => places.reduce((total, one) => total + one[of], 0);
  return (
    <table class="list paper-places">
      <caption class="unseen">{t("desk.papers")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("desk.paper.place")}</th>
          <th scope="col" class="number">
            {t("desk.paper.groups")}
          </th>
          <th scope="col" class="number">
            {t("desk.paper.people")}
          </th>
        </tr>
      </thead>
      <tbody>
        {most.map((one) => (
          <tr key={one.place} data-place={one.place}>
            <th scope="row">
              <a href={addressOf("/desk/papers", { crisis: query.crisis, place: one.place })}>
                <bdi dir="auto">{placeWords(one)}</bdi>
              </a>
            </th>
            <td class="number">{number(one.groups)}</td>
            <td class="number">{number(one.people)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t("desk.paper.all")}</th>
          <td class="number">{number(sum("groups"))}</td>
          <td class="number">{number(sum("people"))}</td>
        </tr>
      </tfoot>
    </table>
  );
}

export function PaperPage() {
  const { query } = place.value;
  const crisisId = crisis.value?.id;
  const { data, problem } = useAnswer<typeof paperQueue>(
    "paper.queue",
    crisisId === undefined ? null : { crisisId },
  );
  const chosen = data?.places.find((one) => one.place === query.place);
  return (
    <div class="page papers">
      <header>
        {chosen === undefined ? null : (
          <a href={addressOf("/desk/papers", { crisis: query.crisis })}>{t("desk.paper.back")}</a>
        )}
        <h1>
          {t("desk.papers")}
          {chosen === undefined ? null : (
            <>
              : <bdi dir="auto">{placeWords(chosen)}</bdi>
            </>
          )}
        </h1>
        {chosen === undefined ? <p class="muted">{t("desk.paper.lead")}</p> : null}
      </header>
      <ProblemLine problem={problem} />
      {data === null ? (
        problem === null ? (
          <Skeleton lines={8} />
        ) : null
      ) : chosen !== undefined ? (
        <PaperSheet key={`${chosen.place} ${query.after ?? ""}`} of={chosen} name={placeWords(chosen)} />
      ) : data.places.length === 0 ? (
        <Empty>{t("desk.paper.none")}</Empty>
      ) : (
        <Places places={data.places} />
      )}
    </div>
  );
}
