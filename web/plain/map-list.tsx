// Places, warnings and dangers below the public map: the same as the drawing in words, for who does not see it, under the same keys.
import type { VNode } from "preact";
import { cellAt, DISTRICT } from "../../schema/kit/quadkey.ts";
import { say, sayBoth } from "../../schema/words.ts";
import type { Keyed } from "./map-keyed.ts";
import { closer, Key, MOST, Rest, Rows } from "./map-rows.tsx";
import { Sign, Triangle } from "./map-sign.tsx";
import { Said } from "./sentence.tsx";
import { Digits, Local, T } from "./shell.tsx";

/** Places, with what may not be believed said once for all whom it concerns. */
export function Zones({ lang, zones, here }: { lang: string; zones: Keyed["zones"]; here: string }): VNode {
  const shown = zones.slice(0, MOST);
  const said = [
    ["places.stale", shown.filter((zone) => zone.stale && zone.confirmedAt !== null)],
    ["places.never", shown.filter((zone) => zone.confirmedAt === null)],
    ["places.area", shown.filter((zone) => !zone.exact)],
  ] as const;
  return (
    <>
      <Rows
        id="zones"
        title={<a href={here.replace("/map", "/places")}>{say(lang, "places.title")}</a>}
        rows={shown.map((zone) => ({
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
      <Rest n={zones.length - MOST} title={say(lang, "places.title")} to={here.replace("/map", "/places")} />
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

export function Alerts({
  lang,
  alerts,
  here,
}: {
  lang: string;
  alerts: Keyed["alerts"];
  here: string;
}): VNode {
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
      <Rest n={alerts.length - MOST} title={say(lang, "alerts.title")} to={here.replace("/map", "/alerts")} />
      {alerts.length === 0 ? <p>{say(lang, "alerts.none")}</p> : null}
    </>
  );
}

export function Dangers({
  lang,
  dangers,
  here,
}: {
  lang: string;
  dangers: Keyed["dangers"];
  here: string;
}): VNode {
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
      <Rest
        n={dangers.length - MOST}
        title={sayBoth(lang, "danger.known.title")}
        to={here.replace("/map", "/dangers")}
      />
      <p>
        <T lang={lang} k={dangers.length === 0 ? "danger.known.none" : "danger.square"} />
      </p>
    </>
  );
}
