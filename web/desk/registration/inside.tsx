// Below the map: draw an area or type its edges, and read who is inside as a list to act on.
import { useEffect, useState } from "preact/hooks";
import { spaced } from "../../../schema/registration.rules.ts";
import { addressOf, place } from "../../kit/route.ts";
import { ProblemLine } from "../../kit/ui/parts.tsx";
import { UrgencyShape } from "../../kit/ui/shape.tsx";
import { number, t } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { lazy } from "../lazy.tsx";
import { areaIn } from "../link.ts";
import { unavailable } from "../map-pane.tsx";
import { groupsWords } from "../seat/bulk.tsx";
import { chooseThese, placeable } from "../seat/chosen.ts";
import { may } from "../session.ts";
import type { Row } from "./state.ts";
import { area, asking, drawing, found, problem, remove, take, takeByHand } from "./within.ts";

const Edges = lazy(async () => (await import("./edges.tsx")).Edges);

/** For a keyboard, and for browsers without a map. */
function Typed() {
  const [open, setOpen] = useState(false);
  return (
    <details class="typed-area" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("desk.alert.how.type")}</summary>
      {open ? (
        <Edges
          onArea={(typed) => {
            setOpen(false);
            takeByHand(typed);
          }}
        />
      ) : null}
    </details>
  );
}

function Line({ row }: { row: Row }) {
  return (
    <tr>
      <th scope="row">
        <a href={addressOf(`/desk/case/${row.id}`, place.value.query)}>
          <UrgencyShape urgency={row.urgency} />{" "}
          <bdi dir="ltr">{row.reference === null ? t("desk.noCode") : spaced(row.reference)}</bdi>
        </a>
      </th>
      <td>{t("desk.people", { count: row.people, n: number(row.people) })}</td>
      <td>{row.needs.map((need) => t(`desk.need.${need}`)).join(", ")}</td>
      <td>{t(`desk.state.${row.state}`)}</td>
    </tr>
  );
}

function Answer() {
  const there = found.value;
  if (there === null) return <p role="status">{asking.value ? t("desk.loading") : ""}</p>;
  const some = there.rows.filter(placeable);
  return (
    <>
      <p role="status" data-groups={there.groups} data-people={there.people}>
        <strong>
          {there.groups === 0 ? t("desk.within.none") : groupsWords(there.groups, there.people)}
        </strong>
        {there.rough === 0 ? null : (
          <small class="block">{t("desk.within.rough", { people: number(there.rough) })}</small>
        )}
        {there.complete ? null : <strong class="block">{t("desk.within.part")}</strong>}
        {there.groups > there.rows.length ? (
          <small class="block">{t("desk.within.more", { n: number(there.rows.length) })}</small>
        ) : null}
      </p>
      {some.length > 0 && may("seat.place") ? (
        <button type="button" class="primary" onClick={() => chooseThese(some)}>
          {t("desk.within.choose", { n: number(some.length) })}
        </button>
      ) : null}
      {there.rows.length === 0 ? null : (
        <table class="list">
          <caption class="unseen">{t("desk.within")}</caption>
          <tbody>
            {there.rows.map((row) => (
              <Line key={row.id} row={row} />
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

/** The area of a link, asked about once its crisis is here; says so where the link was cut on its way. */
function useLink(asks: boolean): boolean {
  const named = place.value.query.area;
  const id = crisis.value?.id;
  const linked = areaIn(named);
  useEffect(() => {
    if (asks && id !== undefined && linked !== null && area.value === null) take(linked);
  }, [id, named]);
  return named !== undefined && linked === null;
}

export function Inside() {
  const asks = may("registration.within");
  const broken = useLink(asks);
  if (!asks) return null;
  return (
    <section class="inside" aria-label={t("desk.within")}>
      <div class="choices">
        {unavailable.value ? null : (
          <button type="button" aria-pressed={drawing.value} onClick={() => (drawing.value = !drawing.value)}>
            {drawing.value ? t("desk.within.stop") : t("desk.within.ask")}
          </button>
        )}
        {area.value === null ? null : (
          <button type="button" class="quiet" onClick={remove}>
            {t("desk.within.clear")}
          </button>
        )}
      </div>
      <Typed />
      <ProblemLine problem={problem.value} />
      {broken ? <p role="status">{t("desk.within.badLink")}</p> : null}
      {area.value === null ? null : <Answer />}
    </section>
  );
}
