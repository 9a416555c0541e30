// The queue as a table without names (ruling 13). Rows keep one height, so that only those in sight are drawn: ten
// thousand scroll like ten. What is new waits for the hand on the list to leave.
import { useEffect, useRef, useState } from "preact/hooks";
import { spaced } from "../../../schema/registration.rules.ts";
import { addressOf, place } from "../../kit/route.ts";
import { Empty, ProblemLine, Refused, Skeleton } from "../../kit/ui/parts.tsx";
import { UrgencyShape } from "../../kit/ui/shape.tsx";
import { number, since, t } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { Bulk } from "../seat/bulk.tsx";
import { chooseTo, chosen, placeable, toggle } from "../seat/chosen.ts";
import { may } from "../session.ts";
import {
  filter,
  held,
  loading,
  loadMore,
  missing,
  next,
  problem,
  release,
  rows,
  waitingCount,
  whole,
} from "./queue.ts";
import type { Row } from "./state.ts";

export const ROW = 60;
const SPARE = 8;

/** A box per case, where this officer may place it. With Shift: everything from the one chosen last. */
function Mark({ row }: { row: Row }) {
  const name = row.reference === null ? t("desk.noCode") : spaced(row.reference);
  return (
    <label class="mark" title={t("desk.seat.choose")}>
      <span class="unseen">{t("desk.seat.chooseOne", { code: name })}</span>
      <input
        type="checkbox"
        disabled={!placeable(row)}
        checked={chosen.value.has(row.id)}
        onClick={(event) => {
          if (event.shiftKey) chooseTo(row.id);
          else toggle(row.id);
        }}
      />
    </label>
  );
}

function Line({ row, now, open, top }: { row: Row; now: string; open: boolean; top: number }) {
  const address = addressOf(`/desk/case/${row.id}`, place.value.query);
  const over = row.state === "left" || row.state === "safe" || row.state === "not-possible";
  return (
    <div
      class={`line ${open ? "open" : ""} ${chosen.value.has(row.id) ? "marked" : ""}`}
      data-id={row.id}
      style={{ insetBlockStart: `${String(top)}px` }}
    >
      {may("seat.place") ? <Mark row={row} /> : null}
      <a class="to" href={address} aria-current={open ? "true" : undefined}>
        <UrgencyShape urgency={over ? "closed" : row.urgency} />
        <span class="code">
          <bdi dir="ltr">{row.reference === null ? t("desk.noCode") : spaced(row.reference)}</bdi>
          <small>{t("desk.people", { count: row.people, n: number(row.people) })}</small>
        </span>
        <span class="needs">
          {row.unread === undefined ? null : (
            <span class="tag warn">{t("desk.message.unreadRow", { n: number(row.unread) })}</span>
          )}
          {row.needs.length === 0 ? (
            <i>{t("desk.noNeeds")}</i>
          ) : (
            row.needs.map((need) => (
              <span key={need} class="tag">
                {t(`desk.need.${need}`)}
              </span>
            ))
          )}
        </span>
        <span class="where">
          {row.place === null ? t("desk.noPlace") : t(`precision.${row.place.precision}`)}
        </span>
        <span class="state">
          {t(`desk.state.${row.state}`)}
          <small title={t("desk.waiting")}>{since(row.openedAt, now)}</small>
        </span>
      </a>
    </div>
  );
}

/** A need that few have: so far it was looked for in a part of the cases. */
function Further() {
  return (
    <p class="further" role="status">
      <strong>{t("desk.queue.part")}</strong>
      <button type="button" disabled={loading.value} onClick={() => void loadMore()}>
        {t("desk.queue.further")}
      </button>
    </p>
  );
}

export function QueueList() {
  const box = useRef<HTMLDivElement>(null);
  const [scroll, setScroll] = useState({ top: 0, height: 800 });
  const now = crisis.value?.now ?? "";
  const openId = /^\/desk\/case\/(reg_\w+)$/.exec(place.value.path)?.[1];
  const all = rows.value;
  const first = Math.max(0, Math.floor(scroll.top / ROW) - SPARE);
  const last = Math.min(all.length, Math.ceil((scroll.top + scroll.height) / ROW) + SPARE);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const watch = new ResizeObserver(() =>
      setScroll({ top: element.scrollTop, height: element.clientHeight }),
    );
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  useEffect(() => {
    // After a failure somebody's hand asks again, or the next first page: asked at once it would fail as fast as it can.
    const may = next.value !== null && whole.value && !loading.value && missing.value === null;
    if (may && last >= all.length - SPARE) void loadMore();
  }, [last, all.length, next.value, whole.value, loading.value, missing.value]);
  const leave = () => {
    held.value = false;
    release();
  };
  return (
    <section class="pane queue" aria-label={t("desk.queue")}>
      <Bulk />
      {waitingCount.value > 0 ? (
        <button type="button" class="fresh" onClick={release}>
          {t("desk.fresh", { n: number(waitingCount.value) })}
        </button>
      ) : null}
      <ProblemLine problem={problem.value} />
      <div
        ref={box}
        class="rows"
        onScroll={(event) =>
          setScroll({ top: event.currentTarget.scrollTop, height: event.currentTarget.clientHeight })
        }
        onPointerEnter={() => {
          held.value = true;
        }}
        onPointerLeave={leave}
        onFocusIn={() => {
          held.value = true;
        }}
        onFocusOut={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget as Node | null)) leave();
        }}
      >
        <div class="all" style={{ blockSize: `${String(all.length * ROW)}px` }}>
          {all.slice(first, last).map((row, i) => (
            <Line key={row.id} row={row} now={now} open={row.id === openId} top={(first + i) * ROW} />
          ))}
        </div>
        <Refused problem={missing.value} again={() => void loadMore()} />
        {loading.value && all.length === 0 ? <Skeleton lines={8} /> : null}
        {whole.value ? null : <Further />}
        {!loading.value && all.length === 0 && problem.value === null && whole.value ? (
          <Empty>
            {filter.value.state === "" && filter.value.urgency === "" && filter.value.need === ""
              ? t("desk.queueEmpty")
              : t("desk.queueNoMatch")}
          </Empty>
        ) : null}
      </div>
    </section>
  );
}
