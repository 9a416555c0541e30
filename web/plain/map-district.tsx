// Districts below the public map: their day-old counts, the shades that they have, and the needs of the one that is looked at.
import type { VNode } from "preact";
import { needKinds } from "../../schema/need.ts";
import { say, sayDay } from "../../schema/words.ts";
import type { Keyed } from "./map-keyed.ts";
import { closer, Key, MOST, Rows } from "./map-rows.tsx";
import { shadeOf, shades } from "./map-sign.tsx";
import { Sentence } from "./sentence.tsx";
import { Digits } from "./shell.tsx";
import type { MapView } from "./view.ts";

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

type District = Keyed["districts"][number];

export function Place({ lang, of }: { lang: string; of: District }): VNode {
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
export function Shades({ seen }: { seen: Keyed }): VNode | null {
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

export function Districts({ view, seen, here }: { view: MapView; seen: Keyed; here: string }): VNode {
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
