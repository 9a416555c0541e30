// Groups at one spot of the map: the chip says how many, and opens them as a list. A place is opened one by one, in its case.
import { computed, signal } from "@preact/signals";
import { addressOf, place } from "../../kit/route.ts";
import { UrgencyShape } from "../../kit/ui/shape.tsx";
import { number, t } from "../../kit/words.ts";
import { groupsWords } from "../seat/bulk.tsx";
import { dropped } from "./queue.ts";
import { before, type Row } from "./state.ts";

export const site = signal<readonly Row[] | null>(null);
/** Without what was taken from this organisation's sight since. */
const there = computed(() => site.value?.filter((row) => !dropped.value.has(row.id)).toSorted(before) ?? []);

export function Site() {
  const rows = there.value;
  if (rows.length === 0) return null;
  const title = groupsWords(
    rows.length,
    rows.reduce((sum, row) => sum + row.people, 0),
  );
  return (
    <section class="inside" aria-label={title}>
      <p role="status">
        <strong>{title}</strong>{" "}
        <button type="button" class="quiet" onClick={() => (site.value = null)}>
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
