// Needs that are handed from one organisation to another: those that wait for our answer on top, then what we hold, then
// what we sent. What is over stands for a week.
import type { ReferralIn, ReferralOut, referralList } from "../../../schema/referral.ts";
import { useAnswer } from "../../kit/answer.ts";
import { addressOf, place } from "../../kit/route.ts";
import { Empty, Heads, Refused, Skeleton } from "../../kit/ui/parts.tsx";
import { UrgencyShape } from "../../kit/ui/shape.tsx";
import { apart, local, number, since, t, time } from "../../kit/words.ts";
import { crisis } from "../crisis/state.ts";
import { may } from "../session.ts";
import { Does, DoesWithReason } from "./act.tsx";
import { revision } from "./state.ts";
import "./referral.css";

const saysOf = (kind: ReferralIn["kind"]) => (kind === null ? t("referral.hidden") : t(`desk.need.${kind}`));
const caseAddress = (id: string) => addressOf(`/desk/case/${id}`, { crisis: place.value.query.crisis });

/** Where it stands, since when, and why it ended. */
function State({ row, now }: { row: ReferralIn | ReferralOut; now: string }) {
  const moment = row.endedAt ?? row.acceptedAt ?? row.offeredAt;
  return (
    <>
      <span class={row.state === "offered" ? "tag warn" : "tag"}>{t(`referralState.${row.state}`)}</span>{" "}
      {row.state === "offered" ? (
        <strong>{t("referral.due", { age: apart(row.dueAt, now) })}</strong>
      ) : (
        <time datetime={moment}>{time(moment)}</time>
      )}
      {row.reason === null ? null : <small>{t(`referralReason.${row.reason}`)}</small>}
    </>
  );
}

function Incoming({ row, now, onDone }: { row: ReferralIn; now: string; onDone: () => void }) {
  const says = saysOf(row.kind);
  const one = { id: row.id, version: row.version, state: row.state, says };
  return (
    <tr data-referral={row.id} data-state={row.state}>
      <th scope="row">
        {row.urgency === null ? null : (
          <UrgencyShape
            urgency={row.state === "offered" || row.state === "accepted" ? row.urgency : "closed"}
            word
          />
        )}{" "}
        {says}
      </th>
      <td data-says={t("referral.from")}>
        <bdi>{local(row.from.name)}</bdi>
      </td>
      <td data-says={t("referral.people")}>{row.people === null ? "" : number(row.people)}</td>
      <td data-says={t("referral.district")}>
        {row.place === null ? (
          row.state === "offered" ? (
            t("desk.noPlace")
          ) : (
            ""
          )
        ) : (
          <>
            <bdi dir="ltr">{`${row.place.lat.toFixed(1)}, ${row.place.lng.toFixed(1)}`}</bdi>{" "}
            <small class="muted">
              {t("precision.district")}, {since(row.place.at, now)}
            </small>
          </>
        )}
      </td>
      <td data-says={t("referral.state")}>
        <State row={row} now={now} />
      </td>
      <td>
        <span class="actions">
          {row.state === "offered" && may("referral.accept") ? (
            <>
              <Does one={one} verb="accept" onDone={onDone} first />
              <DoesWithReason one={one} verb="refuse" onDone={onDone} />
            </>
          ) : null}
          {row.registrationId === null ? null : (
            <a class="button" href={caseAddress(row.registrationId)}>
              {t("referral.open")} <span class="unseen">{says}</span>
            </a>
          )}
        </span>
      </td>
    </tr>
  );
}

function Outgoing({ row, now, onDone }: { row: ReferralOut; now: string; onDone: () => void }) {
  const says = saysOf(row.kind);
  const one = { id: row.id, version: row.version, state: row.state, says };
  const runs = row.state === "offered" || row.state === "accepted";
  return (
    <tr data-referral={row.id} data-state={row.state}>
      <th scope="row">
        <UrgencyShape urgency={runs ? row.urgency : "closed"} word /> {says}
      </th>
      <td data-says={t("referral.to")}>
        <bdi>{local(row.to.name)}</bdi>
      </td>
      <td data-says={t("referral.state")}>
        <State row={row} now={now} />
      </td>
      <td>
        <span class="actions">
          <a class="button" href={caseAddress(row.registrationId)}>
            {t("referral.open")} <span class="unseen">{says}</span>
          </a>
          {runs && may("referral.offer") ? <Does one={one} verb="revoke" onDone={onDone} /> : null}
        </span>
      </td>
    </tr>
  );
}

const heads = (...keys: string[]) => keys.map((one) => t(`referral.${one}`));

export function ReferralPage() {
  const chosen = crisis.value;
  const question = chosen === null ? null : { crisisId: chosen.id };
  const { data, problem, again } = useAnswer<typeof referralList>("referral.list", question, revision.value);
  return (
    <div class="page referrals">
      <header>
        <h1>
          {t("desk.referrals")} <small>{chosen === null ? "" : local(chosen.name)}</small>
        </h1>
        <p class="muted">{t("referral.lead")}</p>
      </header>
      <Refused problem={problem} again={again} />
      {data === null ? (
        problem === null ? (
          <Skeleton lines={6} />
        ) : null
      ) : (
        <>
          <h2>
            {t("referral.incoming")}{" "}
            {data.open > 0 ? <span class="tag warn">{number(data.open)}</span> : null}
          </h2>
          {data.incoming.length === 0 ? (
            <Empty>{t("referral.none.incoming")}</Empty>
          ) : (
            <table class="list referral incoming">
              <caption class="unseen">{t("referral.incoming")}</caption>
              <Heads names={heads("need", "from", "people", "district", "state", "action")} />
              <tbody>
                {data.incoming.map((row) => (
                  <Incoming key={row.id} row={row} now={data.now} onDone={again} />
                ))}
              </tbody>
            </table>
          )}
          <h2>{t("referral.outgoing")}</h2>
          {data.outgoing.length === 0 ? (
            <Empty>{t("referral.none.outgoing")}</Empty>
          ) : (
            <table class="list referral outgoing">
              <caption class="unseen">{t("referral.outgoing")}</caption>
              <Heads names={heads("need", "to", "state", "action")} />
              <tbody>
                {data.outgoing.map((row) => (
                  <Outgoing key={row.id} row={row} now={data.now} onDone={again} />
                ))}
              </tbody>
            </table>
          )}
        </>
      )}
    </div>
  );
}
