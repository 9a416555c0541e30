// The public map: what anybody may know of a crisis as one drawing, and the same as lists, which a screen reader and a browser
// without pictures read. Two distances: the whole crisis, and one district with what is around it. @PRIVACY published views alone.
import { say } from "../../schema/words.ts";
import { mapCss } from "./css-map.ts";
import { Districts, Place, Shades } from "./map-district.tsx";
import { Drawing } from "./map-draw.tsx";
import { keyed, seenIn } from "./map-keyed.ts";
import { Alerts, Dangers, Zones } from "./map-list.tsx";
import { Said } from "./sentence.tsx";
import { Digits, document, Local } from "./shell.tsx";
import type { MapView } from "./view.ts";

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
