// The host authority's queue: no names, what is late first, then what is due next. The state and the page are the
// address; pages go by key, so that nobody is skipped while others decide.
import type { ReplyOf } from "../../../schema/kit/act.ts";
import type { PermitInQueue } from "../../../schema/permit.ts";
import type { permitList } from "../../../schema/permit-office.ts";
import type { Answered } from "../../kit/answer.ts";
import { addressOf, place, refine } from "../../kit/route.ts";
import { Empty, ProblemLine, Skeleton } from "../../kit/ui/parts.tsx";
import { brief, number, since, t, time } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { Due, PermitTag } from "./due.tsx";

const states = ["open", "asked", "more-needed", "granted", "refused", "revoked"] as const;

/** What the address asks for. */
export function stateOf(query: Readonly<Record<string, string>>): (typeof states)[number] {
  return states.find((one) => one === query.stands) ?? "open";
}

function Filters({ open, late }: { open: number | null; late: number | null }) {
  const state = stateOf(place.value.query);
  return (
    <div class="filters">
      <label>
        <span>{t("desk.filter.state")}</span>
        <select
          name="stands"
          value={state}
          onChange={(event) => refine({ stands: event.currentTarget.value, after: undefined })}
        >
          {states.map((one) => (
            <option key={one} value={one}>
              {t(one === "open" ? "desk.permit.open" : `desk.permitState.${one}`)}
            </option>
          ))}
        </select>
      </label>
      {open === null || late === null ? null : (
        <p class="permit-counts" role="status" data-open={open} data-late={late}>
          {t("desk.permit.counts", { open: number(open) })}{" "}
          {late === 0 ? null : (
            <span class="urgency urgency-1">
              <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
                <path d="M8 0 16 8 8 16 0 8Z" />
              </svg>
              <strong>{t("desk.permit.lateCount", { count: late, n: number(late) })}</strong>
            </span>
          )}
        </p>
      )}
    </div>
  );
}

function Row({ permit, now, open }: { permit: PermitInQueue; now: string; open: boolean }) {
  const { query } = place.value;
  return (
    <tr data-id={permit.id} aria-current={open ? "true" : undefined}>
      <th scope="row">
        <a href={addressOf("/desk/permits", { ...query, permit: permit.id })}>
          <Due permit={permit} now={now} />
        </a>
        <small class="narrow">
          {t(`permitGround.${permit.ground}`)} <PermitTag permit={permit} />
        </small>
      </th>
      <td class="c-ground">{t(`permitGround.${permit.ground}`)}</td>
      <td class="c-asked" title={time(permit.askedAt)}>
        {since(permit.askedAt, now)}
      </td>
      <td class="c-due">
        <time datetime={permit.dueAt}>{time(permit.dueAt)}</time>
        {permit.escalatedAt === null || permit.state !== "asked" ? null : (
          <small class="block">{t("desk.permit.escalatedAt", { time: brief(permit.escalatedAt) })}</small>
        )}
      </td>
      <td class="c-state">
        <PermitTag permit={permit} />
      </td>
    </tr>
  );
}

export function PermitRows({
  answer,
  openId,
}: {
  answer: Answered<ReplyOf<typeof permitList>>;
  openId: string | undefined;
}) {
  const { data, problem } = answer;
  const { query } = place.value;
  const now = crisis.value?.now ?? "";
  const heads = ["due", "ground", "asked", "dueAt", "state"] as const;
  const classes = { due: "", ground: "c-ground", asked: "c-asked", dueAt: "c-due", state: "c-state" };
  return (
    <>
      <Filters open={data?.open ?? null} late={data?.late ?? null} />
      <div class="rows">
        <ProblemLine problem={problem} />
        {data === null && problem === null ? <Skeleton lines={8} /> : null}
        {data === null || data.permits.length === 0 ? null : (
          <table class="list permits-list">
            <caption class="unseen">{t("desk.permits")}</caption>
            <thead>
              <tr>
                {heads.map((one) => (
                  <th key={one} scope="col" class={classes[one]}>
                    {t(`desk.permit.column.${one}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.permits.map((one) => (
                <Row key={one.id} permit={one} now={now} open={one.id === openId} />
              ))}
            </tbody>
          </table>
        )}
        {data?.permits.length === 0 ? (
          <Empty>{t(query.after === undefined ? "desk.permit.none" : "desk.permit.noMore")}</Empty>
        ) : null}
        <nav class="paging" aria-label={t("desk.permits")}>
          {query.after === undefined ? null : (
            <a href={addressOf("/desk/permits", { ...query, after: undefined })}>{t("desk.permit.first")}</a>
          )}
          {data?.next == null ? null : (
            <a href={addressOf("/desk/permits", { ...query, after: data.next })}>{t("desk.permit.next")}</a>
          )}
        </nav>
      </div>
    </>
  );
}
