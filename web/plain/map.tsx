// The public map: what anybody may know of a crisis as one drawing, and the same as lists, which a screen reader and a browser
// without pictures read. Two distances: the whole crisis, and one district with what is around it. @PRIVACY published views alone.
import type { ComponentChildren, VNode } from "preact";
import { cellAt, DISTRICT } from "../../schema/kit/quadkey.ts";
import { needKinds } from "../../schema/need.ts";
import { say, sayBoth, sayDay } from "../../schema/words.ts";
import { mapCss } from "./css-map.ts";
import { Drawing, Sign, shadeOf, shades, Triangle } from "./map-draw.tsx";
import { type Keyed, keyed, seenIn } from "./map-keyed.ts";
import { Said, Sentence } from "./sentence.tsx";
import { Digits, document, Local, T } from "./shell.tsx";
import type { MapView } from "./view.ts";

/** Districts of one page; places, warnings and dangers have pages of their own, which hold all. */
export const MOST = 20;

const thousands = new Intl.NumberFormat("en");

function Count({ lang, n }: { lang: string; n: number | null }): VNode {
  return n === null ? (
    <span>{say(lang, "numbers.few")}</span>
  ) : (
    <strong>
      <Digits>{thousands.format(n)}</Digits>
    </strong>
  );
}

/** The sign and the key that stand on the map. */
function Key({ sign, text }: { sign?: VNode; text: string }): VNode {
  return (
    <th scope="row" class="key">
      {sign === undefined ? null : (
        <svg class="map" viewBox="0 0 44 34" aria-hidden="true">
          {sign}
        </svg>
      )}
      <Digits>{text}</Digits>
    </th>
  );
}

type Row = { id: string; cells: ComponentChildren };
function Rows({ id, title, rows }: { id: string; title: ComponentChildren; rows: readonly Row[] }): VNode {
  return (
    <>
      <h2 id={id}>{title}</h2>
      <table class="rows" aria-labelledby={id}>
        <tbody>
          {rows.map(({ id: one, cells }) => (
            <tr key={one}>{cells}</tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** One district and what is around it. */
const closer = (here: string, cell: string) => here.replace("?", `/${cell}?`);

type District = Keyed["districts"][number];

function Place({ lang, of }: { lang: string; of: District }): VNode {
  const { town } = of;
  if (town === null) return <Digits>{of.cell}</Digits>;
  const own = lang === "ar" && town.home !== null;
  const name = (
    <bdi lang={own ? "ar" : "en"} dir={own ? "rtl" : "ltr"}>
      {own ? town.home : town.name}
    </bdi>
  );
  return <Sentence lang={lang} k="map.near" parts={() => ({ place: name })} />;
}

/** What each shade stands for, of those that are there. */
function Shades({ seen }: { seen: Keyed }): VNode | null {
  const there = new Set(seen.districts.flatMap(({ people }) => (people === null ? [] : [shadeOf(people)])));
  if (there.size === 0) return null;
  const from = (n: number) => (n === 0 ? 10 : (shades[n - 1] ?? 0));
  return (
    <ul class="shades">
      {[...there].sort().map((n) => (
        <li key={n}>
          <svg class="map" viewBox="0 0 24 24" aria-hidden="true">
            <path class={`s s${String(n)}`} d="M0 0h24v24H0z" />
          </svg>
          <Digits>
            {thousands.format(from(n))}
            {n === shades.length ? "+" : ` – ${thousands.format((shades[n] ?? 0) - 1)}`}
          </Digits>
        </li>
      ))}
    </ul>
  );
}

function Districts({ view, seen, here }: { view: MapView; seen: Keyed; here: string }): VNode {
  const { lang, at, from, cell } = view;
  const again = cell === null ? here : closer(here, cell);
  const close = seen.districts.filter((one) => cell === null || one.cell === cell);
  const rest = seen.districts.filter((one) => cell !== null && one.cell !== cell);
  const shown = [...close, ...rest].slice(from, from + MOST);
  const left = seen.districts.length - from - shown.length;
  const needs =
    cell === null
      ? []
      : needKinds.flatMap((kind) => {
          const n = close[0]?.needs[kind];
          return n == null ? [] : [{ kind, n }];
        });
  return (
    <>
      <Rows
        id="districts"
        title={say(lang, "map.people")}
        rows={shown.map((one) => ({
          id: one.cell,
          cells: (
            <>
              <Key text={one.key} />
              <td>
                {one.cell === cell ? (
                  <strong>
                    <Place lang={lang} of={one} />
                  </strong>
                ) : (
                  <a href={closer(here, one.cell)}>
                    <Place lang={lang} of={one} />
                  </a>
                )}
              </td>
              <td class="n">
                <Count lang={lang} n={one.people} />
              </td>
            </>
          ),
        }))}
      />
      {left > 0 ? (
        <p>
          <a href={`${again}&from=${String(from + MOST)}`}>{say(lang, "map.more", { n: left })}</a>
        </p>
      ) : null}
      {at === null || seen.districts.length === 0 ? (
        <p>{say(lang, "numbers.none")}</p>
      ) : (
        <p class="hint">{say(lang, "numbers.lead", { day: sayDay(lang, at) })}</p>
      )}
      {needs.length === 0 ? null : (
        <Rows
          id="needs"
          title={say(lang, "numbers.needs")}
          rows={needs.map(({ kind, n }) => ({
            id: kind,
            cells: (
              <>
                <th scope="row">{say(lang, `need.${kind}`)}</th>
                <td class="n">
                  <Count lang={lang} n={n} />
                </td>
              </>
            ),
          }))}
        />
      )}
    </>
  );
}

/** Places, with what may not be believed said once for all whom it concerns. */
function Zones({ lang, zones, here }: { lang: string; zones: Keyed["zones"]; here: string }): VNode {
  const said = [
    ["places.stale", zones.filter((zone) => zone.stale && zone.confirmedAt !== null)],
    ["places.never", zones.filter((zone) => zone.confirmedAt === null)],
    ["places.area", zones.filter((zone) => !zone.exact)],
  ] as const;
  return (
    <>
      <Rows
        id="zones"
        title={<a href={here.replace("/map", "/places")}>{say(lang, "places.title")}</a>}
        rows={zones.slice(0, MOST).map((zone) => ({
          id: zone.id,
          cells: (
            <>
              <Key text={zone.key} sign={<Sign kind={zone.kind} exact={zone.exact} x={22} y={17} />} />
              <td>
                <a href={closer(here, cellAt(zone, DISTRICT))}>
                  <Local text={zone.name} lang={lang} />
                </a>
                <small>{say(lang, `zone.${zone.kind}`)}</small>
              </td>
              <td class="n">
                {say(lang, `zoneState.${zone.stale ? "unknown" : zone.state}`)}
                <small>{say(lang, `admission.${zone.admitsMigrants}`)}</small>
              </td>
            </>
          ),
        }))}
      />
      {zones.length === 0 ? <p>{say(lang, "places.none")}</p> : null}
      {said.map(([k, some]) =>
        some.length === 0 ? null : (
          <p key={k} class={k === "places.area" ? "hint" : "warn"}>
            <Digits>{some.map(({ key }) => key).join(", ")}</Digits>: <T lang={lang} k={k} />
          </p>
        ),
      )}
    </>
  );
}

function Alerts({ lang, alerts, here }: { lang: string; alerts: Keyed["alerts"]; here: string }): VNode {
  return (
    <>
      <Rows
        id="alerts"
        title={<a href={here.replace("/map", "/alerts")}>{say(lang, "alerts.title")}</a>}
        rows={alerts.slice(0, MOST).map((alert) => ({
          id: alert.id,
          cells: (
            <>
              <Key text={alert.key} sign={<path class="alert" d="M3 3h38v28H3z" />} />
              <td>
                <a href={here.replace("/map", `/alerts/${alert.key}`)}>
                  <Local text={alert.headline} lang={lang} />
                </a>
                <small>
                  {sayBoth(lang, `severity.${alert.severity}`)}.{" "}
                  <Said lang={lang} k="alert.until" at={alert.validUntil} />
                </small>
              </td>
            </>
          ),
        }))}
      />
      {alerts.length === 0 ? <p>{say(lang, "alerts.none")}</p> : null}
    </>
  );
}

function Dangers({ lang, dangers, here }: { lang: string; dangers: Keyed["dangers"]; here: string }): VNode {
  return (
    <>
      <Rows
        id="dangers"
        title={
          <a href={here.replace("/map", "/dangers")}>
            <T lang={lang} k="danger.known.title" />
          </a>
        }
        rows={dangers.slice(0, MOST).map((danger) => ({
          id: danger.id,
          cells: (
            <>
              <Key text={danger.key} sign={<Triangle x={22} y={17} />} />
              <td>
                <T lang={lang} k={`danger.kind.${danger.kind}`} />{" "}
                <a href={closer(here, danger.district)}>
                  <Local text={danger.name} lang={lang} />
                </a>
              </td>
            </>
          ),
        }))}
      />
      <p>
        <T lang={lang} k={dangers.length === 0 ? "danger.known.none" : "danger.square"} />
      </p>
    </>
  );
}

export function renderMap(view: MapView): string {
  const { lang, crisis, plan, ground, cell } = view;
  const all = keyed({ ...view, now: new Date(crisis.now) });
  const seen = cell === null ? all : seenIn(all, plan.box);
  const here = `/${lang}/map?crisis=${crisis.id}`;
  const at = all.districts.find((one) => one.cell === cell);
  return document({
    ...view,
    title: say(lang, "home.map"),
    phone: crisis.hotline,
    css: mapCss,
    children: (
      <>
        <h1>{say(lang, "home.map")}</h1>
        <p class="lead">
          <Local text={crisis.name} lang={lang} />
          {at === undefined ? null : (
            <>
              {" · "}
              <Digits>{at.key}</Digits> <Place lang={lang} of={at} />
            </>
          )}
        </p>
        {cell === null ? null : (
          <p>
            <a href={here}>{say(lang, "map.whole")}</a>
          </p>
        )}
        <Drawing lang={lang} plan={plan} ground={ground} seen={seen} label={say(lang, "map.alt")} />
        <Shades seen={seen} />
        <p class="hint">
          {say(lang, "map.north")} <Said lang={lang} k="map.drawn" at={crisis.now} />
        </p>
        {cell === null && seen.districts.length > 0 ? <p>{say(lang, "map.closer")}</p> : null}
        <Alerts lang={lang} alerts={seen.alerts} here={here} />
        <Dangers lang={lang} dangers={seen.dangers} here={here} />
        <Zones lang={lang} zones={seen.zones} here={here} />
        <Districts view={view} seen={seen} here={here} />
        <p class="hint">
          {say(lang, "map.lines")}{" "}
          {say(lang, "map.source", { ground: "Natural Earth", towns: "GeoNames (CC BY 4.0)" })}
        </p>
      </>
    ),
  });
}
