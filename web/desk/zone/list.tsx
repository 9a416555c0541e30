// The table of zones: filters and order are the address, so that a link restores the view.
import { type Zone, zoneKinds, zoneStates } from "../../../schema/zone.ts";
import { addressOf, place, refine } from "../../kit/route.ts";
import { Empty, ProblemLine, Skeleton } from "../../kit/ui/parts.tsx";
import { SortedHead } from "../../kit/ui/sorted-head.tsx";
import { lang, number, t } from "../../kit/words.ts";
import { crisis, failed, loaded, zones } from "../crisis/state.ts";
import { may } from "../session.ts";
import { OutsideTools } from "../token/open.tsx";
import { Confirmed } from "./confirmed.tsx";
import { type Column, columns, viewOf, zoneRows } from "./rows.ts";
import { ZoneSign } from "./sign.tsx";
import { freeWords, over, peopleWords, stale, tableWords } from "./words.ts";

const numbers: readonly Column[] = ["people", "free"];

function Filters() {
  const { kind, state } = viewOf(place.value.query);
  const choose = (name: string) => (event: Event) =>
    refine({ [name]: (event.currentTarget as HTMLSelectElement).value });
  return (
    <div class="filters">
      <label>
        <span>{t("desk.zone.kind")}</span>
        <select name="kind" value={kind} onChange={choose("kind")}>
          <option value="">{t("desk.filter.any")}</option>
          {zoneKinds.map((one) => (
            <option key={one} value={one}>
              {t(`zone.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{t("desk.filter.state")}</span>
        <select name="stands" value={state} onChange={choose("stands")}>
          <option value="">{t("desk.zone.standing")}</option>
          {zoneStates.map((one) => (
            <option key={one} value={one}>
              {t(`zoneState.${one}`)}
            </option>
          ))}
        </select>
      </label>
      {may("zone.declare") && crisis.value?.closedAt === null ? (
        <button type="button" class="primary" onClick={() => refine({ zone: "new" })}>
          {t("act.zone.declare")}
        </button>
      ) : null}
      <OutsideTools />
    </div>
  );
}

function Head() {
  return (
    <SortedHead
      columns={columns}
      numbers={numbers}
      view={viewOf(place.value.query)}
      says={(column) => t(`desk.zone.column.${column}`)}
      onSort={(sort) => refine({ sort }, true)}
    />
  );
}

function Row({ zone, now, open }: { zone: Zone; now: string; open: boolean }) {
  const old = stale(zone, now);
  const excess = over(zone);
  return (
    <tr data-id={zone.id} aria-current={open ? "true" : undefined}>
      <td class="c-kind">
        <ZoneSign kind={zone.kind} />
      </td>
      <th scope="row" class="c-name">
        <a href={addressOf("/desk/zones", { ...place.value.query, zone: zone.id })}>
          <bdi dir="auto">{tableWords.name(zone)}</bdi>
        </a>
        {zone.publication === "hidden" ? (
          <>
            {" "}
            <span class="tag">{t("publication.hidden")}</span>
          </>
        ) : null}
        <small class="narrow">
          <Confirmed zone={zone} now={now} />
        </small>
      </th>
      <td class={old ? "c-state muted" : "c-state"}>{tableWords.word("state", zone)}</td>
      <td class="c-people number">
        <bdi>{peopleWords(zone)}</bdi>{" "}
        {excess > 0 ? <span class="tag warn">{t("desk.zone.over", { n: number(excess) })}</span> : null}
      </td>
      <td class="c-free number">{freeWords(zone)}</td>
      <td class="c-admits">{tableWords.word("admits", zone)}</td>
      <td class="c-confirmed">
        <Confirmed zone={zone} now={now} />
      </td>
      <td class="c-by">
        <bdi dir="auto">{tableWords.word("by", zone)}</bdi>
      </td>
    </tr>
  );
}

export function ZoneList() {
  const { query } = place.value;
  const rows = zoneRows(zones.value, viewOf(query), tableWords, lang.value);
  const now = crisis.value?.now ?? "";
  const none = loaded.value && failed.value === null && rows.length === 0;
  return (
    <>
      <Filters />
      <div class="rows">
        <ProblemLine problem={failed.value} />
        {loaded.value ? null : <Skeleton lines={8} />}
        {rows.length === 0 ? null : (
          <table class="list zones">
            <caption class="unseen">{t("desk.zones")}</caption>
            <Head />
            <tbody>
              {rows.map((zone) => (
                <Row key={zone.id} zone={zone} now={now} open={zone.id === query.zone} />
              ))}
            </tbody>
          </table>
        )}
        {none ? (
          <Empty>{zones.value.length === 0 ? t("desk.zone.none") : t("desk.zone.noMatch")}</Empty>
        ) : null}
      </div>
    </>
  );
}
