// The table of dangers: filters and order are the address, so that a link restores the view.
import { type Danger, dangerKinds } from "../../../schema/danger.ts";
import { addressOf, place, refine } from "../../kit/route.ts";
import { Empty, ProblemLine, Skeleton } from "../../kit/ui/parts.tsx";
import { SortedHead } from "../../kit/ui/sorted-head.tsx";
import { brief, lang, t } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { may } from "../session.ts";
import { type Column, columns, dangerRows, stands, viewOf } from "./rows.ts";
import { DangerSign } from "./sign.tsx";
import { complete, dangers, failed, loaded } from "./state.ts";
import { byWords, placeWords, reportWords, word } from "./words.ts";

function Filters() {
  const { kind, state } = viewOf(place.value.query);
  const choose = (name: string) => (event: Event) =>
    refine({ [name]: (event.currentTarget as HTMLSelectElement).value });
  return (
    <div class="filters">
      <label>
        <span>{t("desk.danger.column.kind")}</span>
        <select name="kind" value={kind} onChange={choose("kind")}>
          <option value="">{t("desk.filter.any")}</option>
          {dangerKinds.map((one) => (
            <option key={one} value={one}>
              {t(`danger.kind.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{t("desk.filter.state")}</span>
        <select name="stands" value={state} onChange={choose("stands")}>
          <option value="">{t("desk.danger.standing")}</option>
          {stands.map((one) => (
            <option key={one} value={one}>
              {t(one === "over" ? "desk.danger.overAll" : `danger.state.${one}`)}
            </option>
          ))}
        </select>
      </label>
      {may("danger.report") && crisis.value?.closedAt === null ? (
        <button type="button" class="primary" onClick={() => refine({ danger: "new" })}>
          {t("act.danger.report")}
        </button>
      ) : null}
    </div>
  );
}

const numbers: readonly Column[] = ["reports"];

function Head() {
  return (
    <SortedHead
      columns={columns}
      numbers={numbers}
      view={viewOf(place.value.query)}
      says={(column) => t(`desk.danger.column.${column}`)}
      onSort={(sort) => refine({ sort }, true)}
    />
  );
}

function Row({ danger, open }: { danger: Danger; open: boolean }) {
  return (
    <tr data-id={danger.id} data-state={danger.state} aria-current={open ? "true" : undefined}>
      <th scope="row" class="c-kind">
        <DangerSign state={danger.state} />{" "}
        <a href={addressOf("/desk/dangers", { ...place.value.query, danger: danger.id })}>
          {t(`danger.kind.${danger.kind}`)}
        </a>
      </th>
      <td class="c-state">
        {t(`danger.state.${danger.state}`)}
        {danger.publicName === null ? null : (
          <>
            {" "}
            <span class="tag">{t("desk.danger.public")}</span>
          </>
        )}
      </td>
      <td class="c-reports number">{reportWords(danger)}</td>
      <td class="c-seen">{brief(danger.seenAt)}</td>
      <td class="c-until">{brief(danger.until)}</td>
      <td class="c-by">
        <bdi dir="auto">{byWords(danger)}</bdi>
      </td>
      <td class="c-place">
        <bdi dir={danger.place === null ? "auto" : "ltr"}>{placeWords(danger)}</bdi>
      </td>
    </tr>
  );
}

export function DangerList() {
  const { query } = place.value;
  const rows = dangerRows(dangers.value, viewOf(query), word, lang.value);
  const none = loaded.value && failed.value === null && rows.length === 0;
  return (
    <>
      <Filters />
      <div class="rows">
        <ProblemLine problem={failed.value} />
        {loaded.value || failed.value !== null ? null : <Skeleton lines={8} />}
        {complete.value ? null : <p class="notice">{t("desk.danger.part")}</p>}
        {rows.length === 0 ? null : (
          <table class="list dangers">
            <caption class="unseen">{t("desk.dangers")}</caption>
            <Head />
            <tbody>
              {rows.map((danger) => (
                <Row key={danger.id} danger={danger} open={danger.id === query.danger} />
              ))}
            </tbody>
          </table>
        )}
        {none ? (
          <Empty>{dangers.value.length === 0 ? t("desk.danger.none") : t("desk.danger.noMatch")}</Empty>
        ) : null}
      </div>
    </>
  );
}
