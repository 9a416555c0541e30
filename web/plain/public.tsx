// Pages for everybody: warnings, places, numbers, whom to call, rights. Never a person; nothing that has ended as if it held.
import type { VNode } from "preact";
import { holds } from "../../schema/alert.rules.ts";
import type { Alert, Area } from "../../schema/alert.ts";
import { say, sayBoth, sayDay } from "../../schema/words.ts";
import { MapLink } from "./map-link.tsx";
import { Said } from "./sentence.tsx";
import { Digits, document, Local, T } from "./shell.tsx";
import type { AlertsView, AlertView, NumbersView, PlacesView, RightsView } from "./view.ts";

function Validity({ alert, lang, now }: { alert: Alert; lang: string; now: Date }): VNode {
  if (alert.cancelledAt !== null)
    return (
      <p class="warn">
        <Said lang={lang} k="alert.cancelled" at={alert.cancelledAt} />
      </p>
    );
  return (
    <p class={holds(alert, now) ? undefined : "warn"}>
      {holds(alert, now) ? "" : `${sayBoth(lang, "alert.over")} `}
      <Said lang={lang} k="alert.issued" at={alert.issuedAt} />{" "}
      <Said lang={lang} k="alert.until" at={alert.validUntil} />
    </p>
  );
}

export function renderAlerts(view: AlertsView): string {
  const { lang, alerts, now } = view;
  const sorted = [...alerts].sort(
    (a, b) => Number(holds(b, now)) - Number(holds(a, now)) || b.number - a.number,
  );
  return document({
    ...view,
    title: say(lang, "alerts.title"),
    phone: view.crisis.hotline,
    children: (
      <>
        <h1>{say(lang, "alerts.title")}</h1>
        {sorted.some((alert) => holds(alert, now)) ? null : <p>{say(lang, "alerts.none")}</p>}
        {sorted.map((alert) => (
          <section key={alert.id}>
            <h2>
              <a href={`/${lang}/alerts/${String(alert.number)}`}>
                <Local text={alert.headline} lang={lang} />
              </a>
            </h2>
            <p>
              <span class="tag">{sayBoth(lang, `severity.${alert.severity}`)}</span>
            </p>
            <Validity alert={alert} lang={lang} now={now} />
          </section>
        ))}
        <p>
          <a href={`/${lang}/dangers`}>
            <T lang={lang} k="danger.known.title" />
          </a>
        </p>
        <MapLink view={view} />
      </>
    ),
  });
}

function boxOf(area: Area): [number, number, number, number] {
  const ring = area.coordinates[0];
  const lngs = ring.map(([lng]) => lng);
  const lats = ring.map(([, lat]) => lat);
  return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)];
}

/** The area's outline; the words below say the same for those who do not see it. */
function Outline({ area }: { area: Area }): VNode {
  const [west, south, east, north] = boxOf(area);
  const size = Math.max(east - west, north - south) || 1;
  const points = area.coordinates[0].map(
    ([lng, lat]) =>
      `${String(Math.round(((lng - west) / size) * 200))},${String(Math.round(((north - lat) / size) * 200))}`,
  );
  const width = Math.round(((east - west) / size) * 200);
  const height = Math.round(((north - south) / size) * 200);
  return (
    <svg viewBox={`-4 -4 ${String(width + 8)} ${String(height + 8)}`} width="220" aria-hidden="true">
      <polygon points={points.join(" ")} fill="none" stroke="currentColor" stroke-width="3" />
    </svg>
  );
}

export function renderAlert(view: AlertView): string {
  const { lang, alert, now } = view;
  const [west, south, east, north] = boxOf(alert.area).map((value) => `${value.toFixed(1)}°`);
  return document({
    ...view,
    title: say(lang, "alert.number", { number: alert.number }),
    phone: view.crisis.hotline,
    children: (
      <>
        <p class="hint">{say(lang, "alert.number", { number: alert.number })}</p>
        <h1>
          <Local text={alert.headline} lang={lang} />
        </h1>
        <p>
          <span class="tag">{sayBoth(lang, `severity.${alert.severity}`)}</span>
        </p>
        <Validity alert={alert} lang={lang} now={now} />
        <p class="lead">
          <Local text={alert.advice} lang={lang} />
        </p>
        <p>
          {say(lang, "alert.by", { name: "" })}
          <Local text={alert.organisation} lang={lang} />
        </p>
        <h2>{say(lang, "alert.area")}</h2>
        <Outline area={alert.area} />
        <p>
          {say(lang, "alert.areaWords", {
            west: west ?? "",
            east: east ?? "",
            south: south ?? "",
            north: north ?? "",
          })}
        </p>
        <p>
          <a href={`/${lang}/alerts`}>{say(lang, "alerts.title")}</a>
        </p>
        <MapLink view={view} />
      </>
    ),
  });
}

export function renderPlaces(view: PlacesView): string {
  const { lang, zones } = view;
  return document({
    ...view,
    title: say(lang, "places.title"),
    phone: view.crisis.hotline,
    children: (
      <>
        <h1>{say(lang, "places.title")}</h1>
        {zones.length === 0 ? <p>{say(lang, "places.none")}</p> : null}
        <ul class="plain">
          {zones.map((zone) => (
            <li key={zone.id}>
              <div class="row">
                <strong>
                  <Local text={zone.name} lang={lang} />
                </strong>
                <span class="tag">{say(lang, `zone.${zone.kind}`)}</span>
              </div>
              <div>
                {zone.stale ? null : `${say(lang, `zoneState.${zone.state}`)}. `}
                {say(lang, `admission.${zone.admitsMigrants}`)}
              </div>
              {zone.stale ? (
                <div class="warn">
                  <T lang={lang} k={zone.confirmedAt === null ? "places.never" : "places.stale"} />
                </div>
              ) : null}
              <small>
                {zone.confirmedAt === null ? null : (
                  <>
                    <Said lang={lang} k="places.confirmed" at={zone.confirmedAt} />{" "}
                  </>
                )}
                {zone.exact ? (
                  <Digits>
                    {zone.lat.toFixed(3)}, {zone.lng.toFixed(3)}
                  </Digits>
                ) : (
                  say(lang, "places.area")
                )}
              </small>
            </li>
          ))}
        </ul>
        <MapLink view={view} />
      </>
    ),
  });
}

/** Figures of complaints by what they are about. */
const KIND = "complaint.kind.";

export function renderNumbers(view: NumbersView): string {
  const { lang, figures } = view;
  const most = Math.max(1, ...figures.map((one) => one.shown ?? 0));
  const line = (key: string, label: string, shown: number | null) => (
    <li key={key}>
      <div class="row">
        <span>{label}</span>
        <strong>
          {shown === null ? (
            say(lang, "numbers.few")
          ) : (
            <Digits>{new Intl.NumberFormat("en").format(shown)}</Digits>
          )}
        </strong>
      </div>
      {shown === null ? null : <meter min={0} max={most} value={shown} aria-label={label} />}
    </li>
  );
  const people = figures.filter((one) => one.key.startsWith("people"));
  const rank = (key: string) => (key.startsWith(KIND) ? 1 : 0);
  const complaints = figures
    .filter((one) => one.key.startsWith("complaint"))
    .sort((a, b) => rank(a.key) - rank(b.key) || a.key.localeCompare(b.key));
  const needs = figures
    .filter((one) => one.key.startsWith("need."))
    .sort((a, b) => (b.shown ?? -1) - (a.shown ?? -1));
  return document({
    ...view,
    title: say(lang, "numbers.title"),
    phone: view.crisis.hotline,
    children: (
      <>
        <h1>{say(lang, "numbers.title")}</h1>
        <h2>
          <Local text={view.crisis.name} lang={lang} />
        </h2>
        {figures.length === 0 ? (
          <p>{say(lang, "numbers.none")}</p>
        ) : (
          <p class="hint">
            {say(lang, "numbers.lead", { day: figures[0] === undefined ? "" : sayDay(lang, figures[0].day) })}
          </p>
        )}
        <ul class="plain">{people.map((one) => line(one.key, say(lang, `figure.${one.key}`), one.shown))}</ul>
        {needs.length === 0 ? null : <h2>{say(lang, "numbers.needs")}</h2>}
        <ul class="plain">{needs.map((one) => line(one.key, say(lang, one.key), one.shown))}</ul>
        {complaints.length === 0 ? null : <h2>{say(lang, "numbers.complaints")}</h2>}
        <ul class="plain">
          {complaints.map(({ key, shown }) =>
            line(
              key,
              rank(key) === 0
                ? say(lang, `figure.${key}`)
                : say(lang, `complaintKind.${key.slice(KIND.length)}`),
              shown,
            ),
          )}
        </ul>
        <MapLink view={view} />
      </>
    ),
  });
}

/** Rights, and how often others asked for data: also where that is none. */
export function renderRights(view: RightsView): string {
  const { lang, demands } = view;
  return document({
    ...view,
    title: say(lang, "rights.title"),
    phone: view.crisis.hotline,
    children: (
      <>
        <h1>
          <T lang={lang} k="rights.title" />
        </h1>
        <ol>
          {[1, 2, 3, 4, 5, 6, 7, 8].map((n) => (
            <li key={n}>
              <p>
                <T lang={lang} k={`rights.${String(n)}`} />
              </p>
            </li>
          ))}
        </ol>
        {demands.map(({ year, asked, refused, partly, complied, pending }) => (
          <p key={year} class="hint">
            <T lang={lang} k="rights.asked" v={{ year, n: asked, refused, partly, complied, pending }} />
          </p>
        ))}
        <a href={`/${lang}/exit-rules`}>{say(lang, "regime.title")}</a>
      </>
    ),
  });
}
