// The board of movements: filters and order are the address, so that a link restores the view.
import { placesOf, takesGroups } from "../../../schema/movement.rules.ts";
import { type Movement, movementStates } from "../../../schema/movement.ts";
import { addressOf, go, place, refine } from "../../kit/route.ts";
import { Empty, ProblemLine, Skeleton } from "../../kit/ui/parts.tsx";
import { SortedHead } from "../../kit/ui/sorted-head.tsx";
import { apart, brief, lang, number, t, time } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { may } from "../session.ts";
import { type Column, columns, movementRows, viewOf } from "./rows.ts";
import { Bar, Overdue, Overfull } from "./seats.tsx";
import { MovementSign } from "./sign.tsx";
import { failed, loaded, movements } from "./state.ts";
import { freeWords, kindWords, mine, ownShare, seatsUnknown, wayWords } from "./words.ts";

const numbers: readonly Column[] = ["mine", "waiting"];

function Filters() {
  const { state } = viewOf(place.value.query);
  return (
    <div class="filters">
      <label>
        <span>{t("desk.filter.state")}</span>
        <select
          name="stands"
          value={state}
          onChange={(event) => refine({ stands: event.currentTarget.value })}
        >
          <option value="">{t("desk.movement.running")}</option>
          <option value="all">{t("desk.movement.all")}</option>
          {movementStates.map((one) => (
            <option key={one} value={one}>
              {t(`movementState.${one}`)}
            </option>
          ))}
        </select>
      </label>
      {may("movement.plan") && crisis.value?.closedAt === null ? (
        <button type="button" class="primary" onClick={() => go("/desk/movements/new", place.value.query)}>
          {t("act.movement.plan")}
        </button>
      ) : null}
    </div>
  );
}

function Head() {
  return (
    <SortedHead
      columns={columns}
      numbers={numbers}
      view={viewOf(place.value.query)}
      says={(column) => t(`desk.movement.column.${column}`)}
      onSort={(sort) => refine({ sort }, true)}
    />
  );
}

/** How many people we may place, and until when our share is kept. */
function Mine({ movement, now }: { movement: Movement; now: string }) {
  const left = takesGroups(movement.state) ? mine(movement, now) : null;
  if (left === null) return <span class="muted">–</span>;
  const share = ownShare(movement);
  return (
    <>
      {number(left)}
      {share !== undefined && share.until > now ? (
        <small class="block" title={time(share.until)}>
          {t("desk.movement.kept", { age: apart(share.until, now) })}
        </small>
      ) : null}
    </>
  );
}

function Row({ movement, now, open }: { movement: Movement; now: string; open: boolean }) {
  const address = addressOf(`/desk/movements/${movement.id}`, place.value.query);
  const left = takesGroups(movement.state) ? mine(movement, now) : null;
  return (
    <tr data-id={movement.id} aria-current={open ? "true" : undefined}>
      <td class="c-mode">
        <MovementSign mode={movement.mode} />
      </td>
      <th scope="row" class="c-label">
        <a href={address}>
          <bdi dir="auto">{movement.label}</bdi>
        </a>{" "}
        <Overfull movement={movement} /> <Overdue movement={movement} now={now} />
        <small class="block">
          <bdi>{wayWords(movement)}</bdi>
        </small>
        <small class="narrow">
          <span class="tag">{t(`movementState.${movement.state}`)}</span> {apart(movement.leavesAt, now)}
          {left === null ? null : (
            <span class="narrow-mine">{t("desk.movement.mine", { n: number(left) })}</span>
          )}
        </small>
      </th>
      <td class="c-leaves">
        <time datetime={movement.leavesAt} title={time(movement.leavesAt)}>
          {brief(movement.leavesAt)}
        </time>
        <small class="block">{apart(movement.leavesAt, now)}</small>
      </td>
      <td class="c-state">{t(`movementState.${movement.state}`)}</td>
      <td class="c-free" title={kindWords(movement).join(" · ")}>
        <span class={seatsUnknown(movement.capacity) ? "muted" : undefined}>{freeWords(movement)}</span>
        <Bar movement={movement} />
      </td>
      <td class="c-mine number">
        <Mine movement={movement} now={now} />
      </td>
      <td class="c-waiting number">{movement.waiting === 0 ? "" : number(movement.waiting)}</td>
    </tr>
  );
}

function said(now: string) {
  return (column: Column, movement: Movement): string | number | null => {
    switch (column) {
      case "label":
        return movement.label;
      case "leaves":
        return Date.parse(movement.leavesAt);
      case "free":
        return seatsUnknown(movement.capacity)
          ? null
          : placesOf(movement.capacity) - placesOf(movement.taken);
      case "mine":
        return takesGroups(movement.state) ? mine(movement, now) : null;
      case "waiting":
        return movement.waiting;
      case "mode":
        return t(`movementMode.${movement.mode}`);
      case "state":
        return movementStates.indexOf(movement.state);
    }
  };
}

export function MovementList({ openId }: { openId: string | undefined }) {
  const now = crisis.value?.now ?? "";
  const rows = movementRows(movements.value, viewOf(place.value.query), said(now), lang.value);
  return (
    <>
      <Filters />
      <div class="rows">
        <ProblemLine problem={failed.value} />
        {loaded.value || failed.value !== null ? null : <Skeleton lines={8} />}
        {rows.length === 0 ? null : (
          <table class="list movements">
            <caption class="unseen">{t("desk.movements")}</caption>
            <Head />
            <tbody>
              {rows.map((one) => (
                <Row key={one.id} movement={one} now={now} open={one.id === openId} />
              ))}
            </tbody>
          </table>
        )}
        {loaded.value && rows.length === 0 ? (
          <Empty>{t(movements.value.length === 0 ? "desk.movement.none" : "desk.movement.noMatch")}</Empty>
        ) : null}
      </div>
    </>
  );
}
