// Groups at one spot of the map: the chip says how many and at which zone, and opens them as a list; so does the list of such
// spots below the map, for a keyboard. A place is opened one by one, in its case.
import { computed, signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { addressOf, place } from "../../kit/route.ts";
import { UrgencyShape } from "../../kit/ui/shape.tsx";
import { local, number, t } from "../../kit/words.ts";
import { groupsWords } from "../seat/bulk.tsx";
import { dropped } from "./queue.ts";
import type { Spot } from "./spot.ts";

const site = signal<Spot | null>(null);
/** Without what was taken from this organisation's sight since. */
const there = computed(() => site.value?.rows.filter((row) => !dropped.value.has(row.id)) ?? []);
let opener: Element | null = null;

export function openSite(spot: Spot | null): void {
  opener = spot === null ? null : document.activeElement;
  site.value = spot;
}

/** The focus goes back to where it came from, where that still stands. */
function close(): void {
  site.value = null;
  if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
}

function titleOf(zone: Spot["zone"], rows: Spot["rows"]): string {
  const words = groupsWords(
    rows.length,
    rows.reduce((sum, row) => sum + row.people, 0),
  );
  return zone === null ? words : t("desk.site.at", { zone: local(zone.name), groups: words });
}

/** Spots with more than one group, as a list of buttons: what a mouse finds as chips. */
export function Sites({ spots }: { spots: readonly Spot[] }) {
  const many = spots.filter((spot) => spot.rows.length > 1).toSorted((a, b) => b.people - a.people);
  if (many.length === 0) return null;
  return (
    <details class="sites">
      <summary>{t("desk.site.list", { n: number(many.length) })}</summary>
      <ul>
        {many.map((spot) => (
          <li key={spot.key}>
            <button type="button" class="quiet" onClick={() => openSite(spot)}>
              <UrgencyShape urgency={spot.rows[0]?.urgency ?? 3} /> {titleOf(spot.zone, spot.rows)}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

export function Site() {
  const ref = useRef<HTMLElement>(null);
  useLayoutEffect(() => ref.current?.focus(), [site.value]);
  const rows = there.value;
  if (rows.length === 0) return null;
  const title = titleOf(site.value?.zone ?? null, rows);
  return (
    <section
      ref={ref}
      class="inside site"
      aria-label={title}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
      }}
    >
      <p role="status">
        <strong>{title}</strong>{" "}
        <button type="button" class="quiet" onClick={close}>
          {t("desk.close")}
        </button>
      </p>
      <table class="list">
        <caption class="unseen">{title}</caption>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                <a href={addressOf(`/desk/case/${row.id}`, place.value.query)}>
                  <UrgencyShape urgency={row.urgency} />{" "}
                  {t("desk.people", { count: row.people, n: number(row.people) })}
                </a>
              </th>
              <td>{row.needs.map((need) => t(`desk.need.${need}`)).join(", ")}</td>
              <td>{t(`desk.state.${row.state}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
