// What this gate saw: counts, what two gates both saw, the newest events, and whether the platform knows of them.
import type { GateEventKind } from "../../schema/gate.ts";
import { mergedAt, sending, sync } from "./merge.ts";
import { age, moment, spaced } from "./say.ts";
import { conflicts, log, packs, permits, sendable, session, timeNow, unsent } from "./state.ts";
import { t } from "./words.ts";

const SHOWN = 100;
/** Named here: the contract's own list would bring every shape of a movement into the first download. */
const kinds: readonly GateEventKind[] = ["boarded", "seen", "absent", "refused", "arrived", "handed-over"];

function Conflicts() {
  const { now } = timeNow();
  if (conflicts.value.length === 0) return null;
  return (
    <section class="conflicts">
      <h2>{t("gate.log.conflicts")}</h2>
      <ul>
        {conflicts.value.map((one) => (
          <li key={one.number ?? one.cti}>
            <b>
              <bdi dir="ltr">{one.number === null ? one.cti : spaced(one.number)}</bdi>
            </b>
            {one.seen.map(({ gate, at }) => (
              <span key={`${gate} ${at}`}>
                <bdi>{gate}</bdi> · {moment(Date.parse(at), now)}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Sending() {
  const waiting = sendable.value.length;
  const held = unsent.value.length - waiting;
  const words =
    waiting === 0
      ? t("gate.log.allSent")
      : t(session.value === "out" ? "gate.log.waitingOut" : "gate.log.waiting", {
          n: waiting,
          count: waiting,
        });
  return (
    <section>
      <p role="status">
        {words}
        {mergedAt.value === null
          ? null
          : ` ${t("gate.log.sentAt", { age: age(mergedAt.value, Date.now()) })}`}
      </p>
      {held === 0 ? null : <p class="warning">{t("gate.log.refused", { n: held })}</p>}
      <button type="button" class="primary" disabled={sending.value} onClick={() => void sync(true)}>
        {t(sending.value ? "gate.log.sending" : "gate.log.send")}
      </button>
    </section>
  );
}

export function LogPage() {
  const { now } = timeNow();
  const number = (movementId: string, cti: string) => {
    const known = packs.value.get(movementId)?.byCti.get(cti)?.number;
    return known === undefined ? t("gate.log.noNumber") : spaced(known);
  };
  const counts = kinds.map((kind) => ({
    kind,
    n: log.value.filter(({ event }) => event.kind === kind).length,
  }));
  return (
    <div class="log">
      <h1>{t("gate.nav.log")}</h1>
      <Conflicts />
      <Sending />
      <dl class="counts">
        {counts.map(({ kind, n }) => (
          <div key={kind}>
            <dt>{t(`gate.kind.${kind}`)}</dt>
            <dd>{n}</dd>
          </div>
        ))}
        <div>
          <dt>{t("gate.kind.permit")}</dt>
          <dd>{permits.value.size}</dd>
        </div>
      </dl>
      <p class="quiet">{t("gate.log.permits")}</p>
      <ol class="events">
        {log.value
          .slice(-SHOWN)
          .reverse()
          .map(({ event, sent }) => (
            <li key={event.id}>
              <span>{moment(Date.parse(event.at), now)}</span>
              <b>
                <bdi dir="ltr">{number(event.movementId, event.cti)}</bdi>
              </b>
              <span>{t(`gate.kind.${event.kind}`)}</span>
              <span class="quiet">{t(sent ? "gate.log.sent" : "gate.log.notSent")}</span>
            </li>
          ))}
      </ol>
    </div>
  );
}
