// Districts as a table: the same numbers as the layer of the map, and the needs that were published with them. Order is the
// address. A number that is too small to be told is "few", never nothing.
import type { Area } from "../../../schema/crisis-area.ts";
import { needKinds } from "../../../schema/need.rules.ts";
import type { NeedKind } from "../../../schema/need.ts";
import { place, refine } from "../../kit/route.ts";
import { Empty, ProblemLine, Skeleton } from "../../kit/ui/parts.tsx";
import { SortedHead } from "../../kit/ui/sorted-head.tsx";
import { number, t, time } from "../../kit/words.ts";
import { unavailable } from "../map-pane.tsx";
import { type Column, columnsOf, districtRows, viewOf } from "./rows.ts";
import { audience, districts, failed, loaded, publishedAt } from "./state.ts";
import { District } from "./words.tsx";

function Figure({ value }: { value: number | null | undefined }) {
  return value == null ? <span class="muted">{t("desk.area.few")}</span> : <span>{number(value)}</span>;
}

function Row({
  area,
  needs,
  show,
}: {
  area: Area;
  needs: readonly NeedKind[];
  show: (cell: string) => void;
}) {
  return (
    <tr data-cell={area.cell}>
      <th scope="row">
        {unavailable.value ? (
          <District cell={area.cell} />
        ) : (
          <button type="button" class="quiet" onClick={() => show(area.cell)}>
            <span class="unseen">{t("desk.area.show")} </span>
            <District cell={area.cell} />
          </button>
        )}
      </th>
      <td class="number">
        <Figure value={area.people} />
      </td>
      {needs.map((kind) => (
        <td key={kind} class="number">
          <Figure value={area.needs[kind]} />
        </td>
      ))}
    </tr>
  );
}

export function DistrictTable({ show }: { show: (cell: string) => void }) {
  const at = publishedAt.value;
  const needs = needKinds.filter((kind) => districts.value.some((area) => area.needs[kind] != null));
  const view = viewOf(place.value.query);
  const says = (column: Column) =>
    column === "district" || column === "people" ? t(`desk.area.${column}`) : t(`desk.need.${column}`);
  const columns = columnsOf(needs);
  return (
    <div class="rows">
      <ProblemLine problem={failed.value} />
      {loaded.value || failed.value !== null ? null : <Skeleton lines={8} />}
      {at === null ? null : (
        <p class="notice" role="status">
          {t("desk.area.published", { time: time(at) })}{" "}
          {audience.value === "public" ? t("desk.area.dayOld") : ""}
        </p>
      )}
      {districts.value.length === 0 ? null : (
        <div class="wide">
          <table class="list districts">
            <caption class="unseen">{t("desk.districts")}</caption>
            <SortedHead
              columns={columns}
              numbers={columns.slice(1)}
              view={view}
              says={says}
              onSort={(sort) => refine({ sort }, true)}
            />
            <tbody>
              {districtRows(districts.value, view).map((area) => (
                <Row key={area.cell} area={area} needs={needs} show={show} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {loaded.value && districts.value.length === 0 ? <Empty>{t("desk.area.none")}</Empty> : null}
    </div>
  );
}
