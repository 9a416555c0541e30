// One alert as it was issued, with its public address, and taking it back: by the organisation that issued it.
import type { Alert, alertCancel, alertList } from "../../../schema/alert.ts";
import { type ProblemSeen, read, write } from "../../kit/call.ts";
import { useIntent } from "../../kit/draft.ts";
import { addressOf } from "../../kit/route.ts";
import { Empty, type Fact, Facts, notify, Skeleton } from "../../kit/ui/parts.tsx";
import { Sure } from "../../kit/ui/sure.tsx";
import { lang, local, number, t, time } from "../../kit/words.ts";
import { alerts, crisis, loaded, putAlert } from "../crisis/state.ts";
import { may, me } from "../session.ts";
import { stateOf } from "./list.tsx";
import { Range } from "./range.tsx";
import { Severity } from "./severity.tsx";

function ownFirst(): readonly ("en" | "ar")[] {
  return lang.value === "ar" ? ["ar", "en"] : ["en", "ar"];
}

async function readAlertsAgain(): Promise<void> {
  const crisisId = crisis.value?.id;
  if (crisisId === undefined) return;
  const answer = await read<typeof alertList>("alert.list", { crisisId });
  if (answer.ok && crisis.value?.id === crisisId) alerts.value = answer.data.alerts;
}

function TakeBack({ alert }: { alert: Alert }) {
  const intent = useIntent();
  async function takeBack(): Promise<ProblemSeen | null> {
    const input = { alertId: alert.id };
    const answer = await write<typeof alertCancel>("alert.cancel", input, {
      key: intent(input, alert.version),
      ifMatch: alert.version,
    });
    if (answer.ok) {
      putAlert(answer.data);
      notify(t("desk.alert.takenBack", { n: number(alert.number) }));
      return null;
    }
    if (answer.problem.code === "stale") await readAlertsAgain();
    return answer.problem;
  }
  return (
    <Sure
      asks={t("act.alert.cancel")}
      title={t("desk.alert.takeBackSure", { n: number(alert.number) })}
      means={t("desk.alert.takeBackMeans")}
      does={t("desk.alert.takeBack")}
      act={takeBack}
    />
  );
}

export function AlertDetail({ id }: { id: string }) {
  const alert = alerts.value.find((one) => one.id === id);
  const present = crisis.value;
  if (alert === undefined || present === null)
    return loaded.value ? <Empty>{t("problem.not-found")}</Empty> : <Skeleton />;
  const state = stateOf(alert, present.now);
  const own = alert.organisationId === me.value?.organisation.id;
  const facts: Fact[] = [
    [t("desk.alert.column.by"), <bdi dir="auto">{local(alert.organisation)}</bdi>],
    [
      t("desk.alert.column.time"),
      <>
        {t("alert.issued", { time: time(alert.issuedAt) })}
        <br />
        {t("alert.until", { time: time(alert.validUntil) })}
      </>,
    ],
    [t("alert.area"), <Range area={alert.area} />],
    [
      t("desk.alert.publicPage"),
      <a
        href={addressOf(`/${lang.value}/alerts/${String(alert.number)}`, { crisis: present.id })}
        target="_blank"
        rel="noreferrer"
      >
        <bdi dir="ltr">{`/${lang.value}/alerts/${String(alert.number)}`}</bdi>
      </a>,
    ],
  ];
  return (
    <div data-alert={id}>
      <h1>
        {t("desk.alert.number", { n: number(alert.number) })} <Severity of={alert.severity} />
        <span class={state === "valid" ? "tag warn" : "tag"}>{t(`desk.alert.state.${state}`)}</span>
      </h1>
      {alert.cancelledAt === null ? null : (
        <p class="notice">{t("alert.cancelled", { time: time(alert.cancelledAt) })}</p>
      )}
      {ownFirst().map((one) =>
        alert.headline[one] === undefined && alert.advice[one] === undefined ? null : (
          <div key={one} class="alert-text" lang={one} dir={one === "ar" ? "rtl" : "ltr"}>
            <h2>{alert.headline[one]}</h2>
            <p class="advice">{alert.advice[one]}</p>
          </div>
        ),
      )}
      <Facts of={facts} />
      {own && state !== "cancelled" && present.closedAt === null && may("alert.cancel") ? (
        <TakeBack alert={alert} />
      ) : null}
    </div>
  );
}
